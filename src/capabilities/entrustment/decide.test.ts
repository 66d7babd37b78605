import assert from "node:assert/strict";
import { before, test } from "node:test";
import { factReader } from "#engines/rules/read-facts.ts";
import { isProblem } from "#kernel/problem.ts";
import { defaultFolder, type Entrustment, openShelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import {
  evolve as evolveFile,
  type FileState,
  registerChild,
  initial as noFile,
} from "#capabilities/registry/decide.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { evolve as evolveTasks, initial as noTasks } from "#capabilities/task/decide.ts";
import {
  doubtCarer, endEntrustment, type EntrustmentState, evolve, initial, keepCarer, makeEntrustment, type Present, proposedEnd, signEntrustment, stageOn, standing,
} from "./decide.ts"; // prettier-ignore
import { doubtReaction } from "./react.ts";
import type { MakeEntrustment } from "./words.ts";

let entrustment: Entrustment;
before(async () => {
  const shelf = await openShelf(defaultFolder, catalogue, factReader(catalogue, readValue, "policy"));
  entrustment = shelf.policyFor("445281103203", "2024-07-01")?.entrustment ?? assert.fail();
});

const present = (): Present => ({ today: "2024-07-01", name: "某主任", entrustment });
const id = "01907f00-0000-7000-8000-000000000001";
const party = { name: "某人", phone: "", place: "" };
const signer = (one: string, more: object = {}) => ({
  id: one,
  name: "某人",
  how: "signed" as const,
  file: id,
  note: "",
  ...more,
});
const command = (more: Partial<MakeEntrustment> = {}): MakeEntrustment => ({
  id, form: "puning@1", from: "2024-07-01", until: "2025-06-30", entrusters: [{ id: "father", ...party }, { id: "mother", ...party }],
  carer: { ...party, name: "祖母", phone: "010-00000001", relation: "祖母" }, answers: { able: "yes", crime: "no", vice: "no", neglect: "no", other: "no" },
  wish: { heard: "agrees", words: "愿意跟祖母" }, undertakings: [{ by: "carer", text: "照料孩子的生活" }], schoolTold: true,
  signers: [signer("father"), signer("mother"), signer("carer"), signer("witness")], reason: "", ...more,
}); // prettier-ignore

type Drafts = readonly { kind: string; body: Record<string, unknown> }[];
const after = (state: EntrustmentState, drafts: Drafts): EntrustmentState =>
  drafts.reduce<EntrustmentState>(evolve, state);
const entryOf = (draft: Drafts[number]) => ({ ...draft, policyRef: null });
const fileWith = (facts: Record<string, unknown> = {}): FileState => {
  const told = { name: "某童", birthDate: "2015-03-01", ...facts };
  const drafts = registerChild(noFile, { area: "445281103203", source: "survey", facts: told } as never, { today: "2024-01-01" });
  return drafts.map(entryOf).reduce<FileState>((state, entry) => evolveFile(state, entry), noFile);
}; // prettier-ignore
const make = (more: Partial<MakeEntrustment> = {}, state = initial, file = fileWith()) =>
  makeEntrustment(state, file, command(more), present());
const made = (more?: Partial<MakeEntrustment>) => after(initial, make(more));
const refused = (code: string, work: () => unknown): void =>
  assert.throws(work, (thrown: unknown) => isProblem(thrown) && (assert.equal(thrown.code, code), true));
const kindsOf = (drafts: Drafts): string[] => drafts.map(({ kind }) => kind);

test("the national pack asks the law's exclusions, four signatures, and nothing that no clause says is without a source", () => {
  assert.deepEqual(entrustment.signers.map(({ id: one }) => one), ["father", "mother", "carer", "witness"]);
  assert.equal(entrustment.questions.length, 5);
  assert.ok(entrustment.signers.every((one) => one.source === "local") && entrustment.terms.source === "local");
}); // prettier-ignore

test("signed by four, it stands; the file knows the carer, and that there is an agreement", () => {
  const drafts = make();
  assert.deepEqual(kindsOf(drafts), ["entrustment.made", "registry.facts_recorded"]);
  const held = standing(after(initial, drafts));
  assert.ok(held);
  assert.deepEqual([held.no, stageOn(held, "2024-07-01"), stageOn(held, "2025-06-30"), stageOn(held, "2025-07-01")], [1, "valid", "valid", "over"]);
  const facts = drafts[1]?.body["facts"];
  assert.deepEqual(facts, { "carer.name": "祖母", "carer.phone": "010-00000001", "carer.capacity": "able", "carer.agreement": true });
}); // prettier-ignore

test("whom the law excludes is no carer, and nobody is one who was not asked about", () => {
  for (const one of ["crime", "vice", "neglect", "other"])
    refused("entrustment.carer_excluded", () => make({ answers: { ...command().answers, [one]: "yes" } }));
  refused("entrustment.carer_excluded", () => make({ answers: { ...command().answers, able: "no" } }));
  refused("entrustment.not_asked", () => make({ answers: { able: "yes" } }));
});

test("no agreement without the carer, without a witness, or with nobody who entrusts", () => {
  const [father, mother, carer, witness] = command().signers;
  assert.ok(father && mother && carer && witness);
  const excused = (one: string) => signer(one, { how: "excused", note: "失去联系" });
  refused("entrustment.signer_missing", () => make({ signers: [father, mother, witness] }));
  refused("entrustment.signer_missing", () => make({ signers: [father, mother, excused("carer"), witness] }));
  refused("entrustment.no_entruster", () => make({ signers: [excused("father"), excused("mother"), carer, witness] }));
  refused("entrustment.no_entruster", () => make({ signers: [father, excused("mother"), carer, witness] }));
  refused("entrustment.excuse_missing", () => make({ signers: [father, signer("mother", { how: "excused" }), carer, witness] }));
  refused("entrustment.signature_missing", () => make({ signers: [father, mother, signer("carer", { file: undefined }), witness] }));
  assert.ok(make({ signers: [father, excused("mother"), carer, witness], entrusters: [{ id: "father", ...party }] }));
}); // prettier-ignore

test("only a parent entrusts, by an agreement whose term is not over", () => {
  refused("entrustment.no_entruster", () => make({ entrusters: [{ id: "carer", ...party }] }));
  refused("entrustment.term_wrong", () => make({ from: "2023-01-01", until: "2024-06-30" }));
  assert.ok(make({ from: "2023-01-01", until: "2024-07-01" }));
});

test("what a phone did before another agreement was made, or a doubt was raised, changes neither", () => {
  const day = "2024-06-30";
  refused("entrustment.newer", () => make({ day, reason: "换人" }, made()));
  refused("entrustment.newer", () => endEntrustment(made(), fileWith(), { id, day, ending: "other", note: "" }, present()));
  refused("entrustment.newer", () => signEntrustment(made(), fileWith(), { id, day, signer: "father", name: "某父", file: id }, present()));
  const file = fileWith({ "carer.capacity": "disabled_elder" });
  const doubted = after(initial, doubtCarer(initial, file, { id, note: "重病卧床" }, present()));
  const late = make({ day }, doubted, file);
  assert.equal(after(doubted, late).doubt?.why, "重病卧床", "the doubt stands");
  const facts = late.find(({ kind }) => kind === "registry.facts_recorded")?.body["facts"] as object;
  assert.ok(!("carer.capacity" in facts), JSON.stringify(facts));
  refused("entrustment.not_doubted", () => keepCarer(doubted, file, { id, day, note: "已约定" }, present()));
}); // prettier-ignore

test("when the parents are back the doubt of the carer is over; when the carer cannot go on it is not", () => {
  const doubted = after(made(), doubtCarer(made(), fileWith(), { id, note: "重病卧床" }, present()));
  const ended = (ending: "returned" | "carer_unable") =>
    after(doubted, endEntrustment(doubted, fileWith(), { id, ending, note: "" }, present()));
  assert.deepEqual([ended("returned").doubt, ended("carer_unable").doubt?.why], [null, "重病卧床"]);
});

test("a parent who is away signs later: until then it waits, and the file does not say that there is one", () => {
  const signers = command().signers.map((one) => (one.id === "father" ? signer("father", { how: "later", file: undefined, note: "电话同意" }) : one)); // prettier-ignore
  const drafts = make({ signers });
  const [, noted] = drafts;
  assert.deepEqual(Object.entries(noted?.body["facts"] ?? {}).at(-1), ["carer.agreement", false]);
  const waiting = after(initial, drafts);
  assert.equal(stageOn(standing(waiting) ?? assert.fail(), "2024-07-01"), "waiting");
  refused("entrustment.not_waiting", () =>
    signEntrustment(waiting, fileWith(), { id, signer: "carer", name: "某人", file: id }, present()),
  );
  const over = { ...present(), today: "2025-07-01" };
  refused("entrustment.not_waiting", () =>
    signEntrustment(waiting, fileWith(), { id, signer: "father", name: "某父", file: id }, over),
  );
  const signed = signEntrustment(waiting, fileWith(), { id, signer: "father", name: "某父", file: id }, present());
  assert.deepEqual(kindsOf(signed), ["entrustment.signed", "registry.facts_recorded"]);
  assert.equal(stageOn(standing(after(waiting, signed)) ?? assert.fail(), "2024-07-01"), "valid");
});

test("its term lies within the childhood; another one in its place says why", () => {
  refused("entrustment.term_wrong", () => make({ until: "2024-07-01" }));
  refused("entrustment.term_past_childhood", () => make({ until: "2033-03-02" }));
  refused("entrustment.day_wrong", () => make({ day: "2024-07-02" }));
  refused("entrustment.reason_missing", () => make({}, made()));
  const drafts = make({ reason: "祖母生病" }, made());
  assert.deepEqual(kindsOf(drafts).slice(0, 2), ["entrustment.ended", "entrustment.made"]);
  const state = after(made(), drafts);
  assert.deepEqual([state.agreements[0]?.ended?.ending, standing(state)?.no], ["replaced", 2]);
  assert.equal(proposedEnd("2024-07-01", 12, "2007-01-15"), "2025-01-15");
});

test("the school is told by somebody, with a day", () => {
  const task = make({ schoolTold: false }).at(-1);
  assert.deepEqual([task?.kind, task?.body["owner"], task?.body["due"]], ["task.opened", "某主任", "2024-07-16"]);
});

test("another carer's number and address are not the former one's", () => {
  const file = fileWith({ "carer.name": "姑姑", "carer.address": "某村1号", "carer.relation": "other_kin" });
  const drafts = make({}, initial, file);
  const facts = drafts.find(({ kind }) => kind === "registry.facts_recorded")?.body["facts"] as Record<string, unknown>;
  assert.deepEqual([facts["carer.address"], facts["carer.relation"]], [null, null]);
});

test("a carer in doubt: the parents are told and another is chosen, each with a day; kept or replaced it is settled", () => {
  const drafts = doubtCarer(made(), fileWith(), { id, note: "常把孩子一个人留在家" }, present());
  assert.deepEqual(kindsOf(drafts), ["entrustment.doubted", "task.opened", "task.opened"]);
  const tasks = drafts.reduce((state, draft) => evolveTasks(state, draft), noTasks);
  assert.deepEqual(Object.values(tasks.open).map(({ due }) => due), ["2024-07-04", "2024-07-31"]);
  const doubted = after(made(), drafts);
  refused("entrustment.doubted", () => doubtCarer(doubted, fileWith(), { id, note: "又一次" }, present()));
  assert.equal(after(doubted, keepCarer(doubted, fileWith(), { id, note: "已约定" }, present())).doubt, null);
  assert.equal(after(doubted, make({ reason: "换人" }, doubted)).doubt, null);
  refused("entrustment.not_doubted", () => keepCarer(made(), fileWith(), { id, note: "已约定" }, present()));
}); // prettier-ignore

test("ended, the file says that there is none; of a closed file or none nothing is signed", () => {
  const file = fileWith({ "carer.agreement": true });
  const drafts = endEntrustment(made(), file, { id, ending: "returned", note: "" }, present());
  assert.deepEqual(kindsOf(drafts), ["entrustment.ended", "registry.facts_recorded"]);
  refused("entrustment.none", () => endEntrustment(initial, file, { id, ending: "returned", note: "" }, present()));
  refused("registry.file_closed", () => make({}, initial, { ...file, status: "closed" }));
  refused("registry.not_found", () => make({}, initial, noFile));
});

test("a visit that finds the carer unable makes the doubt and both tasks; a survey the doubt alone; able again, it is over", () => {
  const react = doubtReaction(() => entrustment);
  const state = (facts: Record<string, unknown>, held = made()) => ({ registry: fileWith(facts), entrustment: held });
  const entry = (source: string) => ({
    seq: 3, id, kind: "registry.facts_recorded", area: "445281103203", occurredAt: "2024-07-01T02:00:00.000Z", policyRef: null,
    body: { day: "2024-07-01", source, facts: {} },
  }); // prettier-ignore
  const visit = { ...entry("visit"), kind: "visit.recorded", body: { visitor: "某主任" } };
  const [fine, unable] = [state({ "carer.capacity": "able" }), state({ "carer.capacity": "disabled_elder" })];
  const step = { area: "445281103203" };
  const found = react({ ...step, before: fine, after: unable, entries: [visit, entry("visit")] });
  assert.deepEqual(kindsOf(found), ["entrustment.doubted", "task.opened", "task.opened"]);
  assert.equal(found[1]?.body.owner, "某主任");
  assert.deepEqual(kindsOf(react({ ...step, before: fine, after: unable, entries: [entry("survey")] })), ["entrustment.doubted"]);
  assert.deepEqual(react({ ...step, before: unable, after: unable, entries: [entry("visit")] }), []);
  assert.deepEqual(react({ ...step, before: fine, after: state({ "carer.capacity": "disabled_elder" }, initial), entries: [entry("visit")] }), []);
  const doubted = after(made(), found);
  const better = { ...fine, entrustment: doubted };
  assert.deepEqual(kindsOf(react({ ...step, before: unable, after: better, entries: [entry("visit")] })), ["entrustment.settled"]);
}); // prettier-ignore

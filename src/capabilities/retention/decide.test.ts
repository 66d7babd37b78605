import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "#kernel/problem.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import {
  confirmDeletion,
  evolve,
  initial,
  openFile,
  proposeDeletion,
  requireReadable,
  type RetentionState,
  sealFile,
  termsOf,
  unsealFile,
  withdrawDeletion,
} from "./decide.ts";
import { openRules } from "./rulesFile.ts";

const rules = await openRules(defaultFolder);
const [first, second] = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"] as const;
const at = (today: string, by: string = first) => ({ today, by, now: new Date(`${today}T02:00:00.000Z`) });

const closedFile: FileState = { status: "closed", closed: "moved_away", facts: {} };
const fold = (...entries: { kind: string; body: Record<string, unknown> }[]): RetentionState =>
  entries.reduce(evolve, initial);
const closing = (reason = "moved_away", day = "2024-07-01") => ({
  kind: "registry.file_closed",
  body: { day, reason },
});
const code = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.code;
    throw thrown;
  }
};

const sealed = fold(closing(), ...sealFile(fold(closing()), closedFile, 0, "期满封存", at("2025-07-01")));

test("only a closed file without open tasks is sealed, and once", () => {
  assert.equal(sealed.sealed?.on, "2025-07-01");
  assert.equal(code(() => sealFile({}, { ...closedFile, status: "open" }, 0, "封存原因", at("2025-07-01"))), "retention.not_closed");
  assert.equal(code(() => sealFile(fold(closing()), closedFile, 1, "封存原因", at("2025-07-01"))), "retention.tasks_open");
  assert.equal(code(() => sealFile(sealed, closedFile, 0, "封存原因", at("2025-07-01"))), "retention.already_sealed");
  assert.equal(code(() => sealFile({}, { ...closedFile, status: "none" }, 0, "封存原因", at("2025-07-01"))), "registry.not_found");
}); // prettier-ignore

test("a sealed file is there for few, and readable for whoever gave a reason, for half an hour", () => {
  const county = { post: "county", personId: first } as const;
  const now = new Date("2025-08-01T02:00:00.000Z");
  assert.equal(code(() => requireReadable(sealed, county, now)), "retention.file_sealed");
  for (const post of ["director", "supervisor", "province", "auditor", "system"] as const)
    assert.equal(code(() => requireReadable(sealed, { post, personId: first }, now)), "registry.not_found");
  const opened = [sealed, ...openFile(sealed, { reason: "信访核实", purpose: "verification" }, at("2025-08-01"))].reduce<RetentionState>(
    (state, entry) => ("kind" in entry ? evolve(state, entry) : state), sealed);
  assert.equal(code(() => requireReadable(opened, county, now)), "done");
  assert.equal(code(() => requireReadable(opened, { ...county, personId: second }, now)), "retention.file_sealed");
  assert.equal(code(() => requireReadable(opened, county, new Date("2025-08-01T02:30:00.000Z"))), "retention.file_sealed");
  assert.equal(code(() => requireReadable(initial, { post: "director", personId: first }, now)), "done");
}); // prettier-ignore

test("marks: the gravest level, a sealed fact that says something, and why it was closed", () => {
  const graded = (rank: number | null) => ({ kind: "grade.assessed", body: { spans: [{ rank }] } });
  const told = (facts: Record<string, unknown>) => ({ kind: "registry.facts_recorded", body: { facts } });
  assert.deepEqual(fold(graded(1), graded(null), told({ "health.hiv": false, name: "某" })), {});
  assert.deepEqual(fold(graded(0), graded(2)).marks, ["grave"]);
  assert.deepEqual(fold(told({ "health.hiv": true })).marks, ["grave"]);
  const reopened = fold(graded(0), closing("duplicate"), { kind: "registry.file_reopened", body: {} });
  assert.deepEqual(reopened, { marks: ["grave"] });
  assert.deepEqual(fold(closing("duplicate"), closing("died", "2025-01-01")), { closedOn: "2025-01-01", marks: ["closed.died"] }); // prettier-ignore
});

test("the term counts from the closing or the eighteenth birthday, whichever is later", () => {
  const due = (state: RetentionState, adult: string | null) => termsOf(rules, state, adult).due;
  assert.equal(due(sealed, "2032-05-01"), "2062-05-01");
  assert.equal(due(sealed, "2020-05-01"), "2054-07-01");
  assert.equal(due(sealed, null), "2054-07-01");
  assert.equal(due(fold(closing()), "2032-05-01"), null);
  const grave = { ...sealed, marks: ["closed.died", "grave"] };
  assert.deepEqual([termsOf(rules, grave, null).rule.id, due(grave, null)], ["grave", null]);
  // closed by mistake: three years, and always ninety days after the sealing
  const mistaken = { ...sealed, marks: ["closed.entered_by_mistake"] };
  assert.equal(due(mistaken, "2032-05-01"), "2027-07-01");
  assert.equal(due({ ...mistaken, sealed: { on: "2027-06-30", by: first, reason: "" } }, null), "2027-09-28");
});

test("deletion: proposed when the term is over, confirmed by another person, and not a day before", () => {
  const terms = termsOf(rules, sealed, "2032-05-01");
  assert.equal(code(() => proposeDeletion(sealed, terms, "保存期满", at("2062-04-30"))), "retention.not_due");
  assert.equal(code(() => proposeDeletion(fold(closing()), terms, "保存期满", at("2062-05-01"))), "retention.not_sealed");
  const proposed = proposeDeletion(sealed, terms, "保存期满", at("2062-05-01")).reduce(evolve, sealed);
  assert.equal(code(() => proposeDeletion(proposed, terms, "保存期满", at("2062-05-01"))), "retention.already_proposed");
  assert.equal(code(() => confirmDeletion(sealed, terms, at("2062-05-01", second))), "retention.not_proposed");
  assert.equal(code(() => confirmDeletion(proposed, terms, at("2062-05-01"))), "retention.same_person");
  assert.equal(code(() => confirmDeletion(proposed, terms, at("2062-04-30", second))), "retention.not_due");
  const grave = { ...proposed, marks: ["grave"] };
  assert.equal(code(() => confirmDeletion(grave, termsOf(rules, grave, null), at("2099-05-01", second))), "retention.permanent");
  assert.equal(withdrawDeletion(proposed, "有异议", at("2062-05-02", second)).reduce(evolve, proposed).proposed, undefined);
  const deleted = confirmDeletion(proposed, terms, at("2062-05-03", second)).reduce(evolve, proposed);
  assert.equal(deleted.deleted, "2062-05-03");
  for (const act of [
    () => requireReadable(deleted, { post: "county", personId: first }, new Date()),
    () => openFile(deleted, { reason: "再看一次", purpose: "inspection" }, at("2062-05-03")),
    () => unsealFile(deleted, "解除", at("2062-05-03")),
    () => confirmDeletion(deleted, terms, at("2062-05-03", second)),
  ])
    assert.equal(code(act), "registry.not_found");
}); // prettier-ignore

test("unsealed, it is a closed file again, and a proposal is gone with the seal", () => {
  const terms = termsOf(rules, sealed, null);
  const proposed = proposeDeletion(sealed, terms, "保存期满", at("2062-05-01")).reduce(evolve, sealed);
  const open = unsealFile(proposed, "儿童返回本县", at("2062-05-02")).reduce(evolve, proposed);
  assert.deepEqual(open, fold(closing()));
});

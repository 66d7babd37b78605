import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter } from "#kernel/idNumber.ts";
import { isProblem } from "#kernel/problem.ts";
import {
  closeFile,
  evolve,
  type FileState,
  initial,
  moveChild,
  recordFacts,
  registerChild,
  reopenFile,
} from "./decide.ts";

const present = { today: "2024-07-01" };
const area = "445281001001";

/** A number of nobody: the region 990101 was never given out. */
const number = (birth: string, order: string): string => {
  const first = `990101${birth.replaceAll("-", "")}${order}`;
  return first + checkCharacter(first);
};

const base = { name: "甲", birthDate: "2014-05-01", "guardian.name": "乙" };
const register = (facts: Record<string, unknown>, more: object = {}) =>
  registerChild(initial, { area, source: "registration", facts: { ...base, ...facts }, ...more }, present);
const opened = (facts: Record<string, unknown> = {}): FileState => register(facts).reduce<FileState>(evolve, initial);
const record = (state: FileState, facts: Record<string, unknown>, day?: string) =>
  recordFacts(state, { source: "visit", facts, ...(day && { day }) }, present);

const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
  return "none";
};

test("what a registration is refused for", () => {
  const table: [Record<string, unknown>, string][] = [
    [{ name: undefined }, "registry.name_missing"],
    [{ birthDate: undefined }, "registry.birth_date_missing"],
    [{ birthDate: "2024-07-02" }, "registry.birth_date_in_future"],
    [{ birthDate: "2006-07-01" }, "registry.not_a_child"],
    [{ idNumber: "11010519491231002X" }, "registry.id_contradicts"],
    [{ idNumber: number("2014-05-01", "123").replace(/.$/, "?") }, "registry.id_number_wrong"],
    [{ idNumber: number("2014-05-01", "123"), birthDate: "2014-05-02" }, "registry.id_contradicts"],
    [{ idNumber: number("2014-05-01", "123"), sex: "female" }, "registry.id_contradicts"],
    [{ idNumber: number("2014-05-01", "123"), idKind: "none" }, "registry.id_contradicts"],
    [{ "disability.certificate": `${number("2014-05-01", "123")}95` }, "registry.certificate_wrong"],
    [
      { "disability.certificate": `${number("2014-05-01", "123")}53`, "disability.level": 4 },
      "registry.certificate_contradicts",
    ],
    [{ "no.such": 1 }, "registry.fact_unknown"],
    [{ sex: "m" }, "registry.fact_invalid"],
    [{ "father.status": ["none", "dead"] }, "registry.fact_invalid"],
    [{ "father.status": [] }, "registry.fact_invalid"],
    [{ "disability.level": 1.5 }, "registry.fact_invalid"],
  ];
  for (const [facts, code] of table) assert.equal(refusal(() => register(facts)), code, JSON.stringify(facts)); // prettier-ignore
  assert.equal(refusal(() => register({}, { day: "2024-07-02" })), "registry.day_in_future"); // prettier-ignore
});

test("a right number brings birth date, sex and kind; one of Hong Kong its own kind", () => {
  const state = opened({ idNumber: number("2014-05-01", "123"), birthDate: undefined });
  const values = Object.fromEntries(Object.entries(state.facts).map(([key, known]) => [key, known.value]));
  assert.deepEqual([values["birthDate"], values["sex"], values["idKind"]], ["2014-05-01", "male", "resident"]);
  const first = "81000020140501001";
  assert.equal(opened({ idNumber: first + checkCharacter(first) }).facts["idKind"]?.value, "hmt");
});

test("a child without a number and without hukou is a child", () => {
  assert.equal(opened({ "hukou.kind": "none" }).facts["idKind"]?.value, "none");
  assert.equal(opened({ idKind: "other", idNumber: "H0012345" }).facts["idNumber"]?.value, "H0012345");
});

test("the certificate brings kind and level", () => {
  const state = opened({ "disability.certificate": `${number("2014-05-01", "123")}53` });
  assert.deepEqual([state.facts["disability.kind"]?.value, state.facts["disability.level"]?.value], ["intellect", 3]);
});

test("facts keep their day and source; the same again makes no entry; null withdraws", () => {
  const state = opened({ "school.name": "一小" });
  assert.deepEqual(record(state, { "school.name": "一小" }), []);
  const [changed] = record(state, { "school.name": "二小" }, "2024-06-01");
  assert.deepEqual(changed?.body, { day: "2024-06-01", source: "visit", facts: { "school.name": "二小" } });
  const [gone] = record(state, { "school.name": null });
  assert.equal(evolve(state, gone ?? { kind: "", body: {} }).facts["school.name"], undefined);
});

test("a corrected number settles birth date and sex; a withdrawn one leaves none", () => {
  const state = opened({ idNumber: number("2014-05-01", "123") });
  const [fresh] = record(state, { idNumber: number("2014-05-03", "124") });
  assert.deepEqual((fresh?.body["facts"] as Record<string, unknown> | undefined)?.["birthDate"], "2014-05-03");
  const [none] = record(state, { idNumber: null });
  assert.deepEqual(none?.body["facts"], { idKind: "none", idNumber: null });
  assert.equal(refusal(() => record(state, { birthDate: "2014-05-09" })), "registry.id_contradicts"); // prettier-ignore
});

test("a measure is not taken before birth nor after today", () => {
  for (const day of ["2014-04-30", "2024-07-02"]) {
    assert.equal(refusal(() => register({ "measure.intervened": day })), "registry.measure_day_wrong"); // prettier-ignore
    assert.equal(refusal(() => record(opened(), { "measure.secured": day })), "registry.measure_day_wrong"); // prettier-ignore
  }
});

test("what has begun lies not after today, an end may; a day held already stands in nobody's way", () => {
  assert.equal(refusal(() => register({ "father.away.since": "2062-03-01" })), "registry.fact_in_future"); // prettier-ignore
  for (const key of ["mother.away.since", "father.birthDate", "residence.since", "mother.custody.since"])
    assert.equal(refusal(() => record(opened(), { [key]: "2024-07-02" })), "registry.fact_in_future", key); // prettier-ignore
  for (const key of ["father.custody.until", "household.expenditureUntil"])
    assert.equal(record(opened(), { [key]: "2030-01-01" }).length, 1, key);
  assert.equal(record(opened(), { "father.away.since": "2024-07-01" }).length, 1);
});

test("nothing is found before the birth, and no period ends before it begins", () => {
  assert.equal(refusal(() => register({}, { day: "2014-04-30" })), "registry.day_before_birth"); // prettier-ignore
  assert.equal(refusal(() => recordFacts(opened(), { source: "visit", day: "2014-04-30", facts: { "risk.dropout": "none" } }, present)), "registry.day_before_birth"); // prettier-ignore
  const backwards = { "father.custody.since": "2024-05-01", "father.custody.until": "2024-04-01" };
  assert.equal(refusal(() => record(opened(), backwards)), "registry.period_backwards"); // prettier-ignore
  assert.equal(record(opened(), { ...backwards, "father.custody.until": "2024-05-01" }).length, 1);
});

test("a closed file takes nothing but its reopening; a move to where it is, is none", () => {
  const state = opened();
  const closed = closeFile(state, { reason: "moved_away" }, present).reduce<FileState>(evolve, state);
  assert.equal(refusal(() => record(closed, { "school.name": "一小" })), "registry.file_closed"); // prettier-ignore
  assert.equal(refusal(() => moveChild(closed, { area: "445281002001", reason: "x" }, area, present)), "registry.file_closed"); // prettier-ignore
  assert.equal(reopenFile(closed, { reason: "返回" }, present).reduce<FileState>(evolve, closed).status, "open");
  assert.deepEqual(moveChild(state, { area, reason: "x" }, area, present), []);
  assert.equal(refusal(() => record(initial, {})), "registry.not_found"); // prettier-ignore
  assert.equal(refusal(() => record(state, { "residence.area": "445281002001" })), "registry.move_instead"); // prettier-ignore
});

const known = (state: FileState, key: string) => state.facts[key]?.value;
const after = (
  state: FileState,
  facts: Record<string, unknown>,
  day: string,
  source: "visit" | "correction" = "visit",
) => recordFacts(state, { source, facts, day }, present).reduce<FileState>(evolve, state);

test("what was withdrawn stays so when an older finding comes late; a newer one and a correction bring it back", () => {
  const open = opened({ "school.name": "一小" });
  const gone = after(opened({}), { "school.name": "一小" }, "2024-06-01");
  const withdrawn = after(gone, { "school.name": null }, "2024-06-20");
  assert.deepEqual(withdrawn.withdrawn, { "school.name": "2024-06-20" });
  assert.equal(known(after(withdrawn, { "school.name": "二小" }, "2024-06-18"), "school.name"), undefined);
  assert.equal(known(after(withdrawn, { "school.name": "二小" }, "2024-06-18", "correction"), "school.name"), "二小");
  for (const day of ["2024-06-20", "2024-06-21"]) {
    const back = after(withdrawn, { "school.name": "二小" }, day);
    assert.equal(known(back, "school.name"), "二小");
    assert.equal("withdrawn" in back, false);
  }
  // an older withdrawal that comes late takes nothing away
  assert.equal(known(after(open, { "school.name": null }, "2024-06-20"), "school.name"), "一小");
});

test("a finding of a day that has not come gives way: a server's clock was wrong, and the order decides", () => {
  // the clock ran three years ahead: what was registered, found and withdrawn then bears those days
  const then = { today: "2027-07-01" };
  const facts = { source: "visit", facts: { "risk.selfHarm": "none", "school.name": "一小", "health.state": "chronic" } } as const;
  const ahead = recordFacts(opened({}), { ...facts, day: then.today }, then).reduce<FileState>(evolve, opened({}));
  const gone = recordFacts(ahead, { source: "visit", day: then.today, facts: { "health.state": null } }, then).reduce<FileState>(evolve, ahead);
  const found = after(gone, { "risk.selfHarm": "confirmed", "health.state": "healthy" }, present.today);
  assert.deepEqual(found.facts["risk.selfHarm"], { value: "confirmed", on: present.today, source: "visit" });
  assert.equal(known(found, "health.state"), "healthy");
  assert.equal(found.facts["school.name"]?.on, then.today, "nothing new was said of it");
  // and from then on a late finding is a late finding again
  assert.equal(known(after(found, { "risk.selfHarm": "suspected" }, "2024-06-20"), "risk.selfHarm"), "confirmed");
  const moved = moveChild(opened({}), { area: "445281001002", reason: "随父母" }, area, then).reduce<FileState>(evolve, opened({}));
  const back = moveChild(moved, { area, reason: "回乡" }, "445281001002", present).reduce<FileState>(evolve, moved);
  assert.equal(known(back, "residence.area"), area);
}); // prettier-ignore

test("a file registered in one place and said to live in another is refused, not put right in silence", () => {
  for (const other of ["445281001002", "445281", "440305001001"])
    assert.equal(refusal(() => register({ "residence.area": other })), "registry.residence_contradicts"); // prettier-ignore
  for (const same of [area, null, undefined]) assert.equal(register({ "residence.area": same })[0]?.body["area"], area);
  assert.equal(opened({ "residence.area": area }).facts["residence.area"]?.value, area);
});

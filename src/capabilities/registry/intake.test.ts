import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkCharacter } from "#kernel/idNumber.ts";
import { newId } from "#kernel/id.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { move, record } from "./actions.ts";
import { type Intake, type IntakeRow, type Outcome, takeInAll } from "./intake.ts";

let people: Cast;
before(async () => {
  people = await cast(undefined, { poolSize: 10 });
});
after(() => people.close());

const intake = (): Intake => ({
  journal: people.tonghu.journal,
  today: "2024-07-01",
  occurredAt: "2024-07-01T02:00:00.000Z",
  source: "survey",
});
const row = (name: string, facts: Record<string, unknown> = {}): IntakeRow => ({
  area: places.eastVillage,
  day: "2024-07-01",
  facts: { ...leftBehind, name, ...facts },
});
const number = (order: string): string => {
  const first = `99010120140501${order}`;
  return first + checkCharacter(first);
};
const take = (rows: readonly IntakeRow[], actor = people.eastSupervisor) =>
  takeInAll(people.tonghu.ground.pool, intake(), actor, rows);
const told = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((one) => (one.kind === "refused" ? one.problem.code : one.kind));

test("new, known, unchanged, changed, repeated and refused rows each have their own outcome", async () => {
  assert.deepEqual(told(await take([row("甲"), row("乙"), row("甲"), row("丙", { birthDate: "2030-01-01" })])), [
    "registered",
    "registered",
    "registry.repeated",
    "registry.birth_date_in_future",
  ]);
  assert.deepEqual(told(await take([row("甲"), row("乙", { "school.name": "一小" })])), ["unchanged", "updated"]);
});

test("a child entered without a number is found again when the number comes, and by the number from then on", async () => {
  const [first] = await take([row("补号")]);
  const [second] = await take([row("补号", { idNumber: number("102"), sex: "female" })]);
  const [third] = await take([row("补号", { idNumber: number("102"), sex: "female", "guardian.name": "换了监护人" })]);
  assert.deepEqual([second?.kind, third?.kind], ["updated", "updated"]);
  assert.ok(first?.kind === "registered" && second?.kind === "updated" && first.childId === second.childId);
});

test("an older workbook that comes once more turns nothing back, moves nobody, and is no news", async () => {
  const old = (facts = {}): IntakeRow => ({ ...row("旧表童", facts), day: "2024-06-20" });
  const [first] = await take([old({ "father.away.state": "work" })]);
  assert.ok(first?.kind === "registered");
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const changed = { id: newId(), source: "visit" as const, facts: { "father.away.state": "home" } };
  await record(world, people.eastDirector, first.childId, changed);
  await move(world, people.county, first.childId, { id: newId(), area: places.southVillage, reason: "随亲属居住" });
  const entries = async (): Promise<number> =>
    (await people.database.db.owner.query("select 1 from entry where subject_id = $1", [first.childId])).rowCount ?? 0;
  const had = await entries();
  for (let turn = 0; turn < 3; turn += 1) assert.deepEqual(told(await take([old()], people.county)), ["unchanged"]);
  assert.equal(await entries(), had);
  const found = await people.database.db.owner.query("select area from journal_snapshot where subject_id = $1", [
    first.childId,
  ]);
  assert.equal(found.rows[0]?.area, places.southVillage);
});

test("two imports of the same rows at once store each child once", async () => {
  const rows = Array.from({ length: 40 }, (_, n) => row(`并行${n}`));
  const both = await Promise.all([take(rows), take(rows.toReversed())]);
  const kinds = both.flat().map((one) => one.kind);
  assert.equal(kinds.filter((kind) => kind === "registered").length, 40, JSON.stringify(both.flatMap(told)));
  assert.equal(kinds.filter((kind) => kind === "unchanged").length, 40);
});

test("a correction that would make two files one is refused for its own row, and the others are in", async () => {
  await take([
    row("同名", { "guardian.name": "甲监护", idNumber: number("204"), sex: "female" }),
    row("同名", { "guardian.name": "乙监护" }),
  ]);
  const outcomes = await take([
    row("旁人"),
    row("同名", { idNumber: number("204"), sex: "female", "guardian.name": "乙监护" }),
  ]);
  assert.deepEqual(told(outcomes), ["registered", "registry.duplicate"]);
});

test("a child of another township is refused without a word of where; a move within the county is an update", async () => {
  const child = row("迁居", { idNumber: number("306"), sex: "female" });
  await take([child]);
  const moved = { ...child, area: places.southVillage };
  assert.deepEqual(told(await take([moved], people.southSupervisor)), ["registry.duplicate_elsewhere"]);
  assert.deepEqual(told(await take([moved], people.county)), ["updated"]);
});

const N = (order: string) => ({ idNumber: number(order), sex: "female" });
const nobody = { "guardian.name": undefined, "father.name": undefined, "mother.name": undefined };
const family = (who: string) => ({
  "guardian.name": `${who}祖母`,
  "father.name": `${who}父`,
  "mother.name": `${who}母`,
});

test("a number held by a child of another name and family is refused; that file stays as it is", async () => {
  const [held] = await take([row("原来的孩子", { ...N("402"), ...family("甲") })]);
  for (const facts of [family("乙"), nobody]) {
    const [met] = await take([row("另一个孩子", { ...N("402"), ...facts })]);
    assert.ok(met?.kind === "refused");
    assert.deepEqual([met.problem.code, met.problem.data], ["registry.number_of_another", { keys: ["name", "idNumber"] }]); // prettier-ignore
  }
  const [again] = await take([row("原来的孩子", { ...N("402"), ...family("甲") })]);
  assert.deepEqual(again, { kind: "unchanged", childId: held?.kind === "registered" && held.childId });
});

test("a name spelled or corrected otherwise is an update that says what the name was", async () => {
  const formerName = async (held: [string, object], given: [string, object], order: string) => {
    await take([row(held[0], { ...N(order), ...held[1] })]);
    const [outcome] = await take([row(given[0], { ...N(order), ...given[1] })]);
    return outcome?.kind === "updated" ? outcome.formerName : outcome;
  };
  const table: [string, object, string, object][] = [
    ["张家伟", family("丙"), "张家玮", family("丙")],
    ["小花", family("丁"), "李思涵", { ...family("戊"), "father.name": "丁父" }],
    ["小草", { ...family("己"), "guardian.name": "己父" }, "赵一", { ...nobody, "father.name": "己父" }],
    ["張偉", nobody, "张伟", family("庚")],
    ["阿依·古丽", family("辛"), "阿依•古丽", family("壬")],
  ];
  for (const [n, [former, one, name, other]] of table.entries())
    assert.equal(await formerName([former, one], [name, other], String(412 + 2 * n)), former, name);
  assert.equal(await formerName(["改监护", family("甲")], ["改监护", family("乙")], "432"), undefined);
});

test("a namesake under another number is asked about, in a later upload and within one", async () => {
  const outcomes = await take([row("重名", N("442")), row("重名", N("444")), row("旁边", N("446"))]);
  assert.deepEqual(told(outcomes), ["registered", "registry.same_person", "registered"]);
  const [later] = await take([row("重名", N("448"))]);
  assert.ok(later?.kind === "refused");
  assert.deepEqual([later.problem.code, later.problem.data], ["registry.same_person", { keys: ["name", "idNumber"] }]);
});

test("two imports of the same numbered rows at once store each child once", async () => {
  const rows = Array.from({ length: 30 }, (_, n) => row(`带号并行${n}`, N(String(500 + 2 * n))));
  const both = await Promise.all([take(rows), take(rows.toReversed()), take(rows)]);
  const kinds = both.flatMap(told);
  assert.deepEqual([...new Set(kinds)].toSorted(), ["registered", "unchanged"]);
  assert.equal(kinds.filter((kind) => kind === "registered").length, 30);
});

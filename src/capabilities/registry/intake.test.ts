import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkCharacter } from "#kernel/idNumber.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { type Intake, type IntakeRow, type Outcome, takeInAll } from "./intake.ts";

let people: Cast;
before(async () => {
  people = await cast(undefined, { poolSize: 10 });
});
after(() => people.close());

const intake = (): Intake => ({
  journal: people.tonghu.journal,
  secret: people.tonghu.ground.identitySecret,
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

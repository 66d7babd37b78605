import assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, factOf, withCells } from "#test/surveyRow.ts";
import { dayBounds, readDayCell } from "./dayCell.ts";

test("a measure lies between the child's birth and today", () => {
  for (const column of ["已干预（日期）", "已定期介入跟踪（日期）", "已落实保障（日期）", "已复学复读（日期）"]) {
    assert.deepEqual(codesOf({ [column]: "2014-04-30" }), ["survey.before_birth"], column);
    assert.deepEqual(codesOf({ [column]: "2024-07-02" }), ["survey.day_in_future"], column);
    assert.deepEqual(withCells({ [column]: "2014-05-01" })?.faults, []);
    assert.deepEqual(withCells({ [column]: "2024-07-01" })?.faults, []);
  }
  assert.deepEqual(codesOf({ 摸排日期: "2014-04-30" }), ["survey.before_birth"]);
  assert.match(withCells({ 已干预: "2014-04-30" })?.faults[0]?.say ?? "", /2014-04-30.*2014-05-01/);
});

test("a custody that ends before it begins names both days", () => {
  for (const who of ["父亲", "母亲"]) {
    const row = withCells({ [`${who}服刑起始日期`]: "2024-05-01", [`${who}刑期届满日期`]: "2024-04-01" });
    assert.deepEqual(row?.faults.map((fault) => fault.code), ["survey.period_backwards"]); // prettier-ignore
    assert.match(row?.faults[0]?.say ?? "", /2024-04-01.*2024-05-01/);
  }
});

const since = "父亲连续外出务工起始日期";
const back = "父亲最近一次返回日期";
const why = "父亲最近一次返回原因";
const state = "父亲外出情况";

test("a return before the departure is right only for who left again", () => {
  const early = { [since]: "2024-03-01", [back]: "2024-02-10" };
  assert.deepEqual(codesOf(early), ["survey.return_backwards"]);
  assert.deepEqual(codesOf({ ...early, [why]: "探亲、休假", [state]: "外出务工" }), ["survey.return_backwards"]);
  assert.deepEqual(codesOf({ ...early, [why]: "结束务工返回", [state]: "未外出" }), ["survey.return_backwards"]);
  assert.equal(factOf({ ...early, [why]: "结束务工返回", [state]: "外出务工" }, "father.away.since"), "2024-03-01");
  const late = { [since]: "2024-03-01", [back]: "2024-03-01", [why]: "探亲、休假" };
  assert.equal(factOf(late, "father.return.since"), "2024-03-01");
});

test("a serial that lost its date format is a day of its workbook's own date system", () => {
  const bounds = dayBounds("2026-11-30", false);
  const dayOf = (value: number, from1904: boolean) =>
    readDayCell({ kind: "number", value, raw: String(value), format: "General", ...(from1904 && { date1904: true as const }) }, bounds); // prettier-ignore
  assert.deepEqual(dayOf(42_736, false), { kind: "value", value: "2017-01-01" });
  assert.deepEqual(dayOf(41_274, true), { kind: "value", value: "2017-01-01" });
  assert.deepEqual(dayOf(41_274.75, true), { kind: "value", value: "2017-01-01" });
  assert.equal(dayOf(2017, true).kind, "fault", "a year alone is no day");
});

test("offices that head the columns 外出状态 and 外出日期 are understood", () => {
  for (const [who, zh] of [["father", "父亲"], ["mother", "母亲"]] as const) {
    const row = { [`${zh}外出状态`]: "外出务工", [`${zh}外出日期`]: "2024年1月5日" };
    assert.equal(factOf(row, `${who}.away.state`), "work");
    assert.equal(factOf(row, `${who}.away.since`), "2024-01-05");
  }
}); // prettier-ignore

import assert from "node:assert/strict";
import { surveyColumns } from "#capabilities/survey/columns.ts";
import { readLayout } from "#capabilities/survey/header.ts";
import { type ParsedRow, parseRow } from "#capabilities/survey/parse.ts";
import { faultSentences } from "#capabilities/survey/zh.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import type { Cell, Row } from "#platform/files/index.ts";

/*
 * One row of a survey, said by its headers: how the tests of the survey ask what becomes of a cell.
 */

export const today = "2024-07-01";

const text = (content: string): Cell => ({ kind: "text", text: content });
export const number = (value: number, raw = String(value)): Cell => ({ kind: "number", value, raw, format: "General" });
const toCell = (content: Cell | string | number): Cell =>
  typeof content === "string" ? text(content) : typeof content === "number" ? number(content) : content;

/** A sheet with just these columns, in this order, and one row. */
export function parse(cells: Readonly<Record<string, Cell | string | number>>): ParsedRow | undefined {
  const header: Row = { sheet: "表", row: 2, cells: Object.keys(cells).map(text) };
  const layout = readLayout(header, undefined, surveyColumns);
  assert.deepEqual(layout.unknown, []);
  return parseRow(layout, { sheet: "表", row: 5, cells: Object.values(cells).map(toCell) }, { today });
}

const child = { "村（居）": "南园社区", 姓名: "张三", 出生日期: "2014-05-01" };
export const withCells = (more: Readonly<Record<string, Cell | string | number>>): ParsedRow | undefined =>
  parse({ ...child, ...more });

export function factOf(more: Readonly<Record<string, Cell | string | number>>, key: string): unknown {
  const row = withCells(more);
  assert.deepEqual(row?.faults, [], JSON.stringify(more, null, 1));
  return row?.ok?.facts[key];
}

export function codesOf(more: Readonly<Record<string, Cell | string | number>>): string[] {
  const row = withCells(more);
  for (const fault of row?.faults ?? []) {
    assert.ok(Object.hasOwn(faultSentences, fault.code), fault.code);
    assert.match(fault.say, /[\u4e00-\u9fff].*[。？]$/u);
    assert.doesNotMatch(fault.say, /\{|undefined/);
  }
  assert.equal(row?.ok, undefined, `went in: ${JSON.stringify(more)}`);
  return (row?.faults ?? []).map((fault) => fault.code);
}

export const idOf = (first17: string): string => first17 + checkCharacter(first17);
export const boy = idOf("99000020140501001"); // a region that there is not
export const girl = idOf("99000020140501002");

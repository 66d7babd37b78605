import { Problem } from "#kernel/problem.ts";
import type { Check } from "./answers.ts";
import type { Table, TableRow } from "./table.ts";
import { type Formula, type Relation, type Side, parseFormula } from "./formula.ts";
import { formulas as words } from "./zh.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const equal = (formula: string, left: number, right: number): Check => ({
  formula,
  ok: left === right,
  left,
  right,
});

function ofWhichChecks(row: TableRow): Check[] {
  if (row.ofWhich === null) return [];
  const [left, right] = [row.ofWhich.count, row.count];
  return [{ formula: words.ofWhich(row.title), ok: left <= right, left, right }];
}

/**
 * The sums that every return keeps: each 其中 within its row, each 人数小计 = its rows less the children counted
 * twice, 人数合计 = the 小计 less those counted at several levels, and 人数合计 = the children served; then the
 * definition's own 勾稽关系. Worked from the printed figures, so that a table changed afterwards is found too.
 */
export function checkTable(table: Table): Check[] {
  const within = table.rows.flatMap(ofWhichChecks);
  const subtotals = table.subtotals.map((subtotal) => {
    const rows = table.rows.filter((row) => row.block === subtotal.level).map((row) => row.count);
    return equal(words.subtotal(subtotal.title), subtotal.count, sum(rows) - subtotal.repeats);
  });
  const levels = sum(table.subtotals.map((subtotal) => subtotal.count));
  const total = [
    equal(words.total, table.total.count, levels - table.total.repeats),
    equal(words.served, table.total.count, table.served),
  ];
  return [...within, ...subtotals, ...total, ...checkCells(table.formulas, cellsByNumber(table))];
}

/** The figures of a table by their 栏次, for those that the definition numbers. */
export function cellsByNumber(table: Table): Map<number, number> {
  const cells = new Map<number, number>();
  const put = (no: number | null, count: number): void => void (no !== null && cells.set(no, count));
  put(table.total.no, table.total.count);
  for (const subtotal of table.subtotals) put(subtotal.no, subtotal.count);
  for (const row of table.rows) {
    put(row.cell, row.count);
    if (row.ofWhich !== null) put(row.ofWhich.cell, row.ofWhich.count);
  }
  return cells;
}

/**
 * Works out printed 勾稽关系 (`1=2+5+8=11+…+18`) over numbered cells; a chain gives one check per sign.
 * Errors: Problem `returns.check_invalid` where a formula cannot be read or names a cell that is not there.
 */
export function checkCells(formulas: readonly string[], cells: ReadonlyMap<number, number>): Check[] {
  return formulas.flatMap((text) => {
    const formula = parseFormula(text);
    if (formula === undefined) throw new Problem("returns.check_invalid", { formula: text });
    return workOut(formula, (side) => valueOf(side, text, cells));
  });
}

function valueOf(side: Side, formula: string, cells: ReadonlyMap<number, number>): number {
  const figures = side.terms.map(({ no, sign }) => {
    const figure = cells.get(no);
    if (figure === undefined) throw new Problem("returns.check_invalid", { formula, cell: no });
    return sign * figure;
  });
  return sum(figures);
}

const holds: Readonly<Record<Relation, (left: number, right: number) => boolean>> = {
  "=": (left, right) => left === right,
  "≤": (left, right) => left <= right,
  "≥": (left, right) => left >= right,
};

function workOut(formula: Formula, value: (side: Side) => number): Check[] {
  return formula.relations.flatMap((relation, i) => {
    const [a, b] = [formula.sides[i], formula.sides[i + 1]];
    if (a === undefined || b === undefined) return [];
    const [left, right] = [value(a), value(b)];
    return [{ formula: `${a.text}${relation}${b.text}`, ok: holds[relation](left, right), left, right }];
  });
}

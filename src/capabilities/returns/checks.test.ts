import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { checkCells, checkTable } from "./checks.ts";
import { countReturn } from "./count.ts";
import { annex1, annex1Source, group, names } from "./fixtures/annex1.ts";
import { cellsOf } from "./formula.ts";
import { parseReturn } from "./words.ts";

const cells = (figures: number[]): Map<number, number> => new Map(figures.map((figure, i) => [i + 1, figure]));

suite("勾稽关系", () => {
  const readable: [string, number[]][] = [
    ["1=2+5+8", [1, 2, 5, 8]],
    ["1=11+…+14", [1, 11, 12, 13, 14]],
    ["１＝２＋３", [1, 2, 3]],
    ["13+14 = 24+25", [13, 14, 24, 25]],
    ["1=2+...+4+9", [1, 2, 3, 4, 9]],
    ["3≤2", [3, 2]],
    ["4<=2-1", [4, 2, 1]],
    ["5＞＝2", [5, 2]],
  ];
  for (const [text, numbers] of readable) {
    test(`${text} names ${numbers.join(" ")}`, () => assert.deepEqual(cellsOf(text), numbers));
  }

  for (const text of ["", "1", "1=", "=1", "1==2", "1=2+", "1=2*3", "1=5+…+3", "1=…+3", "1=2+…", "a=b", "1=1000", "1=1+…+999"]) {
    test(`“${text}” cannot be read`, () => assert.equal(cellsOf(text), undefined));
  } // prettier-ignore

  test("a chain is checked sign by sign, each with both figures", () => {
    const found = checkCells(["1=2+3=4+…+6"], cells([10, 4, 6, 1, 2, 3]));
    assert.deepEqual(found, [
      { formula: "1=2+3", ok: true, left: 10, right: 10 },
      { formula: "2+3=4+…+6", ok: false, left: 10, right: 6 },
    ]);
  });

  test("≤ and ≥", () => {
    const found = checkCells(["1≤2", "1≥2", "2-1=3"], cells([3, 5, 2]));
    assert.deepEqual(
      found.map((check) => check.ok),
      [true, false, true],
    );
  });

  test("a cell that is not there is refused by name", () => {
    assert.throws(
      () => checkCells(["1=2+9"], cells([1, 1])),
      (thrown) => isProblem(thrown) && thrown.code === "returns.check_invalid" && thrown.data.cell === 9,
    );
  });
});

suite("the sums of a table", () => {
  const table = countReturn(annex1(), [group("a", { count: 3 }), group("b", { level: "red", count: 2 })], names);

  test("hold for a counted table: 22 其中, 4 小计, 合计 twice", () => {
    const checks = checkTable(table);
    assert.equal(checks.length, 28);
    assert.ok(checks.every((check) => check.ok));
  });

  const tampered: [string, typeof table][] = [
    ["a row", { ...table, rows: table.rows.map((row) => (row.id === "green-4" ? { ...row, count: 4 } : row)) }],
    ["a 小计", { ...table, subtotals: table.subtotals.map((s) => (s.level === "red" ? { ...s, count: 1 } : s)) }],
    ["the 合计", { ...table, total: { ...table.total, count: 6 } }],
    ["the ledger", { ...table, served: 4 }],
    [
      "a 其中",
      { ...table, rows: table.rows.map((row) => ({ ...row, ofWhich: row.ofWhich && { ...row.ofWhich, count: 9 } })) },
    ],
  ];
  for (const [what, changed] of tampered) {
    test(`do not hold when ${what} is changed`, () => assert.ok(checkTable(changed).some((check) => !check.ok)));
  }

  test("numbered cells carry the definition's own formulas", () => {
    const source = annex1Source() as { blocks: { level: string; rows: object[] }[] };
    const blocks = source.blocks.map((block, b) => ({ ...block, no: b + 2 }));
    const numbered = parseReturn({ ...source, blocks, no: 1, checks: ["1=2+…+5", "2≤1"] });
    const checks = checkTable(countReturn(numbered, [group("a", { count: 8 })], names));
    assert.deepEqual(checks.slice(-2), [
      { formula: "1=2+…+5", ok: true, left: 8, right: 8 },
      { formula: "2≤1", ok: true, left: 0, right: 8 },
    ]);
  });
});

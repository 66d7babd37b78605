import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { annex1Source } from "./fixtures/annex1.ts";
import { parseReturn } from "./words.ts";

interface Source extends Record<string, unknown> {
  blocks: { level: string; rows: Record<string, unknown>[] }[];
}
const source = (): Source => annex1Source() as Source;

function faultsOf(input: unknown): string[] {
  try {
    parseReturn(input);
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    assert.equal(thrown.code, "returns.definition_invalid");
    return (thrown.data.faults as { path: string; fault: string }[]).map(({ path, fault }) => `${path} ${fault}`);
  }
  return [];
}

const changedRow = (change: Record<string, unknown>): Source => {
  const definition = source();
  const row = definition.blocks[0]?.rows[0];
  if (row) Object.assign(row, change);
  return definition;
};

suite("a return definition", () => {
  test("the printed 附件1 has no fault", () => assert.deepEqual(faultsOf(source()), []));

  const faulty: [string, unknown, RegExp][] = [
    ["an unknown key", { ...source(), colour: "red" }, /colour/u],
    ["an unknown counting mode", { ...source(), counting: "twice" }, /^counting /u],
    ["no blocks", { ...source(), blocks: [] }, /^blocks /u],
    ["no clause", { ...source(), clause: undefined }, /^clause /u],
    ["a row that takes nobody", changedRow({ grounds: [] }), /^blocks\[0\]\.rows\[0\] row_takes_nobody$/u],
    ["two 其他 rows", changedRow({ rest: true }), /^blocks\[0\]\.rows\[4\]\.rest second_rest_row$/u],
    ["one id twice", changedRow({ id: "green-4" }), /^blocks\[3\]\.rows\[3\]\.id row_twice$/u],
    [
      "a measure that no one records",
      changedRow({ of_which: { title: "其中", measures: { any: ["visited"] } } }),
      /^blocks\[0\]\.rows\[0\]\.of_which\.measures/u,
    ],
    [
      "an empty tree",
      changedRow({ of_which: { title: "其中", measures: { all: [] } } }),
      /^blocks\[0\]\.rows\[0\]\.of_which\.measures/u,
    ],
    ["one level twice", { ...source(), blocks: source().blocks.map((b) => ({ ...b, level: "red" })) }, /level_twice/u],
    ["an unreadable formula", { ...source(), checks: ["1=="] }, /^checks\[0\] formula_unreadable$/u],
    [
      "a formula over cells that nobody numbers",
      { ...source(), checks: ["1=2"] },
      /^checks\[0\] formula_names_no_cell$/u,
    ],
    ["one cell number twice", { ...changedRow({ no: 1 }), no: 1 }, /^blocks\[0\]\.rows\[0\]\.no cell_twice$/u],
    ["not an object", "puning-annex-1", /./u],
    ["null", null, /./u],
  ];
  for (const [what, input, fault] of faulty) {
    test(`${what} is named`, () => assert.match(faultsOf(input).join("\n"), new RegExp(fault.source, "mu")));
  }

  test("all faults are named at once", () => {
    const broken = { ...changedRow({ grounds: [], no: 4 }), no: 4, checks: ["x"] };
    assert.equal(faultsOf(broken).length, 3);
  });
});

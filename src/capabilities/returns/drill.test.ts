import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { drill, type FigureKind } from "./drill.ts";
import { table } from "./fixtures/printed.ts";

suite("a figure opens to the groups behind it", () => {
  const cases: [string, FigureKind, string, number, string[]][] = [
    ["red-1", "row", "高风险等级（红色） 1.（疑似）遭受", 3, ["harm"]],
    ["red-1", "ofWhich", "其中已干预的儿童数", 3, ["harm"]],
    ["blue-1", "ofWhich", "其中已落实保障和已定期介入跟踪", 240, ["orphan"]],
    ["green-4", "ofWhich", "其中", 0, []],
    ["yellow", "subtotal", "中高风险等级（黄色） 人数小计", 17, ["dropout", "mental"]],
    ["total", "total", "人数合计", 7173, ["harm", "alone", "dropout", "mental", "orphan", "poor", "left"]],
  ];
  for (const [id, which, title, count, keys] of cases) {
    test(`${id} ${which}`, () => {
      const found = drill(table, id, which);
      assert.ok(found.title.includes(title), found.title);
      assert.deepEqual([found.count, [...found.keys]], [count, keys]);
    });
  }

  for (const [id, which] of [["red-9", "row"], ["orange", "subtotal"], ["constructor", "row"], ["red", "row"]] as const) {
    test(`${id} ${which} does not exist`, () =>
      assert.throws(
        () => drill(table, id, which),
        (thrown) => isProblem(thrown) && thrown.code === "returns.figure_unknown" && thrown.status === 404,
      ));
  } // prettier-ignore
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { clockText, enlarged, pagesOf } from "./wall.ts";

test("all areas stand on as few pages as hold them, none much shorter than the others", () => {
  const lengths = (count: number): number[] => pagesOf(Array.from({ length: count }, (_, n) => n)).map(({ length }) => length); // prettier-ignore
  assert.deepEqual([0, 1, 12, 13, 28, 33].map(lengths), [[0], [1], [12], [7, 6], [10, 10, 8], [11, 11, 11]]);
});

test("letters grow wherever they stand, and numbers stay", () => {
  const option = { textStyle: { color: "#000" }, xAxis: { data: ["一"], axisLabel: { fontSize: 9 } }, series: [{ data: [1, { value: 2, label: { color: "#fff" } }] }] }; // prettier-ignore
  assert.deepEqual(enlarged(option, 20), {
    textStyle: { color: "#000", fontSize: 20 },
    xAxis: { data: ["一"], axisLabel: { fontSize: 20 } },
    series: [{ data: [1, { value: 2, label: { color: "#fff", fontSize: 20 } }] }],
  });
});

test("the hour has two digits", () => assert.equal(clockText(new Date(2026, 0, 1, 9, 5)), "09:05"));

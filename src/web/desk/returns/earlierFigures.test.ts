import assert from "node:assert/strict";
import { test } from "node:test";
import { earlierDay, figuresOf } from "./earlierFigures.ts";

test("a table is held against the last reporting day before its own, or against the same day a year ago", () => {
  const dues = ["2024-12-31", "2024-06-30", "2025-06-30"];
  assert.equal(earlierDay(dues, "2025-06-30"), "2024-12-31");
  assert.equal(earlierDay(dues, "2025-01-01"), "2024-12-31");
  assert.equal(earlierDay(dues, "2024-06-30"), "2023-06-30");
  assert.equal(earlierDay([], "2024-02-29"), "2023-02-28");
});

test("each figure of a table is found by its place", () => {
  const row = { id: "1", level: "red", title: "", count: 5 };
  const figures = figuresOf({
    rows: [{ ...row, ofWhich: { title: "其中", count: 2 } }, { ...row, id: "2", count: 0, ofWhich: null }],
    subtotals: [{ level: "red", title: "", count: 5 }],
    total: { count: 5 },
  });
  assert.deepEqual([...figures], [["row 1", 5], ["row 2", 0], ["ofWhich 1", 2], ["subtotal red", 5], ["total total", 5]]);
}); // prettier-ignore

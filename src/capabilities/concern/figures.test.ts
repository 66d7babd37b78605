import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf, medianOf } from "./figures.ts";

const at = (minute: number): string => new Date(Date.UTC(2024, 6, 1, 0, minute)).toISOString();
const report = (area: string, received: number | null, handled: number | null) => ({
  area,
  arrivedAt: at(0),
  receivedAt: received === null ? null : at(received),
  handledAt: handled === null ? null : at(handled),
});

test("the middle of a few, of an even number, of none", () => {
  assert.equal(medianOf([]), null);
  assert.equal(medianOf([7]), 7);
  assert.equal(medianOf([9, 1, 5]), 5);
  assert.equal(medianOf([10, 1, 4, 100]), 7);
});

test("times by the areas below, what was not done yet in none of them", () => {
  const reports = [
    report("445281001001", 4, 60),
    report("445281001002", 8, null),
    report("445281001002", null, null),
    report("445281002", 1, 2),
  ];
  assert.deepEqual(figuresOf(reports, 9), [
    { area: "445281001", reports: 3, received: 2, toReceive: 6, handled: 1, toHandle: 60 },
    { area: "445281002", reports: 1, received: 1, toReceive: 1, handled: 1, toHandle: 2 },
  ]);
});

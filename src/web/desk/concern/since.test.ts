import assert from "node:assert/strict";
import { test } from "node:test";
import { isLate, lengthText, sinceText } from "./since.ts";

const from = "2024-07-01T00:00:00.000Z";
const after = (minutes: number): number => Date.parse(from) + minutes * 60_000;

test("minutes, hours, days; a clock that is behind says less than one", () => {
  assert.deepEqual(
    [-5, 0, 1, 59, 60, 185, 1440, 1500].map((minutes) => sinceText(from, after(minutes))),
    ["不到1分钟", "不到1分钟", "1分钟", "59分钟", "1小时", "3小时5分", "1天", "1天1小时"],
  );
  assert.equal(lengthText(0), "不到1分钟");
});

test("at once is late as soon as time has passed, a day is not", () => {
  assert.ok(isLate(from, 0, after(1)));
  assert.ok(!isLate(from, 24, after(60)));
});

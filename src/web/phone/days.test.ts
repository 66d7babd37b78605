import assert from "node:assert/strict";
import { test } from "node:test";
import { learnLanguages } from "#test/language.ts";
import { agoText, dayText, everyText, weekdayText } from "./days.ts";

learnLanguages();

test("days as a villager says them", () => {
  assert.equal(dayText("2024-07-01", "2024-12-31"), "7月1日");
  assert.equal(dayText("2023-12-31", "2024-01-01"), "2023年12月31日");
  assert.equal(weekdayText("2024-07-01"), "星期一");
  assert.equal(weekdayText("2024-07-07"), "星期日");
  assert.equal(agoText("2024-07-01", "2024-07-01"), "今天");
  assert.equal(agoText("2024-06-30", "2024-07-01"), "昨天");
  assert.equal(agoText("2024-06-01", "2024-07-01"), "30天前");
  assert.equal(agoText("2024-03-01", "2024-07-01"), "4个月前");
});

test("rhythms of the four colours", () => {
  assert.deepEqual(["0 days", "1 months", "2 months", "3 months", "1 years", "7 days"].map(everyText), [
    "马上", "每月", "每2个月", "每3个月", "每年", "每周",
  ]); // prettier-ignore
});

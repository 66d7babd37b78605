import assert from "node:assert/strict";
import { test } from "node:test";
import { learnLanguages } from "#test/language.ts";
import { agoText, dayText, everyText, weekdayText } from "./days.ts";
import { OFFICE, recorded, refusal, speak, text, word, words } from "./language/text.ts";

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

test("in English days, ages and rhythms have their plurals, and what goes into a file stays Chinese", () => {
  speak("en");
  try {
    assert.equal(dayText("2024-07-01", "2024-12-31"), "Jul 1");
    assert.equal(dayText("2023-12-31", "2024-01-01"), "Dec 31, 2023");
    assert.equal(weekdayText("2024-07-01"), "Monday");
    assert.equal(agoText("2024-06-28", "2024-07-01"), "3 days ago");
    assert.equal(agoText("2024-05-01", "2024-07-01"), "2 months ago");
    assert.equal(text("who.age", { n: 1 }), "1 year old");
    assert.equal(everyText("1 months"), "every month");
    assert.equal(everyText("10 days"), "every 10 days");
    assert.equal(recorded("talk.guardian", { name: "王" }), "监护人王");
    assert.deepEqual(
      [word("疑似"), words("农村、城镇"), word("没有这个词")],
      ["Suspected", "Rural, Urban", "没有这个词"],
    );
    assert.equal(refusal("visit.child_closed", "已结案"), "This file is closed: no visit can be recorded.");
    assert.equal(refusal("nobody.says_this", "别的"), "别的");
  } finally {
    speak(OFFICE);
  }
});

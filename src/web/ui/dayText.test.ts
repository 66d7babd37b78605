import assert from "node:assert/strict";
import { test } from "node:test";
import { dueText, longDay, minuteText, readDay, shortDay, weekdayText } from "./dayText.ts";
import { everyText, spanText } from "./spanText.ts";

test("days are said as people say them", () => {
  assert.equal(weekdayText("2026-11-21"), "星期六");
  assert.equal(weekdayText("1969-12-31"), "星期三");
  assert.equal(longDay("2026-01-05"), "2026年1月5日");
  assert.equal(shortDay("2026-01-05", "2026-11-21"), "1月5日");
  assert.equal(shortDay("2025-12-31", "2026-01-01"), "2025年12月31日");
  assert.equal(minuteText("2026-11-21T23:05:30.000Z"), "2026年11月22日 07:05");
});

test("a due day says how far it is", () => {
  const said = ["2026-11-12", "2026-11-21", "2026-11-22", "2026-12-05", "2026-12-06"];
  assert.deepEqual(
    said.map((day) => dueText(day, "2026-11-21")),
    ["已逾期9天", "今天", "明天", "14天后", "12月6日"],
  );
});

test("a day is read in the ways that offices write it, and nothing else is taken for one", () => {
  const ways = ["2014-05-01", "20140501", "2014.5.1", "2014/05/01", "2014年5月1日", "２０１４－５－１", " 2014 5 1 "];
  assert.deepEqual(
    ways.map(readDay),
    ways.map(() => "2014-05-01"),
  );
  const none = ["", "2014-02-30", "2014-13-01", "14-5-1", "2014-5", "201405010", "五月一日", "2014-05-01T00:00"];
  assert.deepEqual(
    none.map(readDay),
    none.map(() => undefined),
  );
});

test("rhythms are said in Chinese", () => {
  assert.deepEqual(["0 days", "1 months", "2 months", "3 months", "1 years", "12 months"].map(everyText), [
    "立即",
    "每月",
    "每两个月",
    "每三个月",
    "每年",
    "每12个月",
  ]);
  assert.equal(spanText("6 months"), "六个月");
});

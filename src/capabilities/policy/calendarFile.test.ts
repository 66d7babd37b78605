import assert from "node:assert/strict";
import { test } from "node:test";
import { addWorkdays, workdaysBetween } from "#engines/schedule/workdays.ts";
import { openCalendar, readCalendar } from "./calendarFile.ts";
import { defaultFolder } from "./store.ts";

const calendar = await openCalendar(defaultFolder);

test("the notices of 2024 to 2026 are loaded, each with its working days", () => {
  assert.deepEqual([...calendar.years], [2024, 2025, 2026]);
  const inYear = (year: number) => workdaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`);
  // the days of the year, less its weekends and holidays, and with the weekends that are worked
  assert.deepEqual([2024, 2025, 2026].map(inYear), [251, 248, 248]);
});

test("five working days before National Day end after it", () => {
  assert.deepEqual(addWorkdays(calendar, "2024-09-27", 5), { day: "2024-10-10", assumed: [] });
  assert.deepEqual(addWorkdays(calendar, "2025-09-26", 5), { day: "2025-10-10", assumed: [] });
  assert.deepEqual(addWorkdays(calendar, "2026-12-31", 1), { day: "2027-01-01", assumed: [2027] });
});

const year = {
  year: 2024,
  document: "通知",
  off: [{ title: "元旦", from: "2024-01-01", to: "2024-01-01" }],
  work: ["2024-01-06"],
};
const wrong = {
  "a holiday that ends before it begins": { ...year, off: [{ title: "元旦", from: "2024-01-02", to: "2024-01-01" }] },
  "a holiday of another year": { ...year, off: [{ title: "元旦", from: "2023-12-31", to: "2024-01-01" }] },
  "a shifted day that is worked anyhow": { ...year, work: ["2024-01-05"] },
  "a shifted day that is off": { ...year, off: [{ title: "元旦", from: "2024-01-01", to: "2024-01-06" }] },
  "no day at all": { ...year, work: ["2024-02-30"] },
  "no notice": { ...year, document: "" },
} as const;

test("a file with a slip in it is refused, not guessed at", () => {
  assert.ok(readCalendar({ version: 1, years: [year] }).work.has("2024-01-06"));
  for (const [what, one] of Object.entries(wrong))
    assert.throws(() => readCalendar({ version: 1, years: [one] }), { code: "policy.calendar_invalid" }, what);
  assert.throws(() => readCalendar({ version: 1, years: [year, year] }), { code: "policy.calendar_invalid" });
  assert.throws(() => readCalendar(undefined), { code: "policy.calendar_invalid" });
});

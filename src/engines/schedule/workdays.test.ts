import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, fromDayNumber } from "#kernel/day.ts";
import { addWorkdays, isWorkday, type WorkCalendar, workdaysBetween } from "./workdays.ts";

const spring2024 = Array.from({ length: 8 }, (_, n) => addDays("2024-02-10", n));
const calendar: WorkCalendar = {
  years: new Set([2024]),
  off: new Set(spring2024),
  work: new Set(["2024-02-04", "2024-02-18"]),
};
const bare: WorkCalendar = { years: new Set(), off: new Set(), work: new Set() };

test("a holiday is not worked, a shifted Sunday is, and other weekends are not", () => {
  const worked = ["2024-02-03", "2024-02-04", "2024-02-09", "2024-02-12", "2024-02-18", "2024-02-24"];
  assert.deepEqual(worked.map((day) => isWorkday(calendar, day)), [false, true, true, false, true, false]); // prettier-ignore
});

test("a term begins the day after, leaves out the holiday and counts the shifted Sunday", () => {
  assert.equal(addWorkdays(calendar, "2024-02-08", 1).day, "2024-02-09");
  assert.equal(addWorkdays(calendar, "2024-02-08", 2).day, "2024-02-18");
  assert.equal(addWorkdays(calendar, "2024-02-08", 3).day, "2024-02-19");
  assert.equal(addWorkdays(calendar, "2024-02-03", 1).day, "2024-02-04");
});

test("no working days are the same day, also on a holiday", () => {
  assert.deepEqual(addWorkdays(calendar, "2024-02-12", 0), { day: "2024-02-12", assumed: [] });
});

test("a year whose notice is not loaded counts Monday to Friday, and says so", () => {
  assert.deepEqual(addWorkdays(calendar, "2024-12-31", 1), { day: "2025-01-01", assumed: [2025] });
  assert.deepEqual(addWorkdays(calendar, "2024-12-30", 1), { day: "2024-12-31", assumed: [] });
  assert.deepEqual(addWorkdays(bare, "2023-12-29", 2), { day: "2024-01-02", assumed: [2023, 2024] });
});

test("what is no number of days is a fault", () => {
  for (const count of [-1, 0.5, Number.NaN, 1001]) assert.throws(() => addWorkdays(calendar, "2024-02-08", count));
});

const anyDay = fc.integer({ min: 19_600, max: 20_100 }).map(fromDayNumber);

test("counted to and counted back are the same number, it ends on a working day, and more days end later", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, count) => {
      const { day } = addWorkdays(calendar, from, count);
      assert.equal(workdaysBetween(calendar, from, day), count);
      assert.equal(workdaysBetween(calendar, day, from), -count);
      assert.ok(isWorkday(calendar, day));
      assert.ok(addWorkdays(calendar, from, count + 1).day > day);
    }),
  );
});

test("one term after another ends where both together do", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (from, one, other) => {
      const first = addWorkdays(calendar, from, one).day;
      assert.equal(addWorkdays(calendar, first, other).day, addWorkdays(calendar, from, one + other).day);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addDays,
  addMonths,
  ageOn,
  birthday,
  dayNumber,
  dayOf,
  daysBetween,
  fromDayNumber,
  isDay,
  minuteOf,
  periodEnd,
  periodStart,
  weekStart,
} from "./day.ts";

test("days that exist, and those that do not", () => {
  for (const day of ["2024-02-29", "1900-01-01", "2199-12-31", "2000-02-29"]) assert.ok(isDay(day), day);
  for (const day of [
    "2023-02-29",
    "2024-02-31",
    "1900-02-29",
    "0001-01-01",
    "2024-13-01",
    "2024-00-10",
    "2024-1-1",
    "20240101",
    "2024-01-01T00:00",
    20240101,
    null,
  ]) {
    assert.ok(!isDay(day), String(day));
  }
});

test("months end on the corresponding day, or on the month's last", () => {
  assert.equal(addMonths("2023-11-30", 3), "2024-02-29");
  assert.equal(addMonths("2022-11-30", 3), "2023-02-28");
  assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(addMonths("2024-04-02", 3), "2024-07-02");
  assert.equal(addMonths("2024-03-31", -1), "2024-02-29");
  assert.equal(addMonths("2024-12-15", 1), "2025-01-15");
});

test("age on the birthday, the day before, and for a child of 29 February", () => {
  assert.equal(ageOn("2008-07-01", "2024-06-30"), 15);
  assert.equal(ageOn("2008-07-01", "2024-07-01"), 16);
  assert.equal(birthday("2008-02-29", 15), "2023-03-01");
  assert.equal(ageOn("2008-02-29", "2023-02-28"), 14);
  assert.equal(ageOn("2008-02-29", "2024-02-29"), 16);
  assert.equal(ageOn("2024-07-02", "2024-07-01"), -1);
});

test("a day in Shanghai, whatever the clock's own zone", () => {
  assert.equal(dayOf(new Date("2024-06-30T15:59:59.999Z")), "2024-06-30");
  assert.equal(dayOf(new Date("2024-06-30T16:00:00.000Z")), "2024-07-01");
  assert.equal(minuteOf(new Date("2024-06-30T16:00:59.999Z")), "2024-07-01 00:00");
});

test("weeks begin on Monday, periods in January", () => {
  assert.equal(weekStart("2024-07-01"), "2024-07-01");
  assert.equal(weekStart("2024-07-07"), "2024-07-01");
  assert.equal(periodStart("2024-08-31", 3), "2024-07-01");
  assert.equal(periodEnd("2024-08-31", 3), "2024-10-01");
});

test("day numbers go there and back, and count days", () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 80_000 }), fc.integer({ min: -5_000, max: 5_000 }), (n, by) => {
      const day = fromDayNumber(n);
      assert.equal(dayNumber(day), n);
      assert.equal(daysBetween(day, addDays(day, by)), by);
      assert.equal(new Date(`${weekStart(day)}T00:00:00Z`).getUTCDay(), 1);
    }),
  );
});

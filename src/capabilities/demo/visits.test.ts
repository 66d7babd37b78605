import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBetween } from "#kernel/day.ts";
import { drawVisits, paceOf } from "./visits.ts";
import { Random } from "./random.ts";

const today = "2026-11-22";
const rhythms = (...given: [string, string][]) => ({ rhythms: given.map(([kind, every]) => ({ kind, every })) });
const green = paceOf(rhythms(["contact", "1 months"], ["home_visit", "3 months"]));
const yellow = paceOf(rhythms(["home_visit", "1 months"]));
const red = paceOf(rhythms(["home_visit", "0 days"], ["home_visit", "1 months"]));

test("the pace is the policy's", () => {
  assert.deepEqual([green, yellow, red], [
    { home: 91, contact: 30, atOnce: false },
    { home: 30, atOnce: false },
    { home: 30, atOnce: true },
  ]); // prettier-ignore
});

const families = (found: string, pace: typeof green) =>
  Array.from({ length: 4000 }, (_, n) => drawVisits(new Random(3, n), found, today, pace));

test("visits lie between the survey and today, in order, one a day", () => {
  for (const pace of [green, yellow, red]) {
    for (const found of ["2024-07-01", "2026-09-01", today]) {
      for (const visits of families(found, pace).slice(0, 500)) {
        const days = visits.map((visit) => visit.day);
        assert.deepEqual(days, [...new Set(days)].toSorted());
        for (const day of days) assert.ok(day >= found && day <= today, `${found} ${day}`);
      }
    }
  }
});

test("a few children in a hundred wait too long, most of them for days; hardly anybody for months", () => {
  const lateBy = families("2024-07-01", yellow).map((visits) => {
    const last = visits.at(-1)?.day ?? assert.fail("nobody came");
    return daysBetween(last, today) - 31;
  });
  const late = lateBy.filter((days) => days > 0).toSorted((a, b) => a - b);
  const rate = late.length / lateBy.length;
  assert.ok(rate > 0.03 && rate < 0.07, String(rate));
  assert.ok((late[Math.floor(late.length / 2)] ?? 99) <= 21, String(late[Math.floor(late.length / 2)]));
  assert.ok(late.filter((days) => days > 45).length / lateBy.length < 0.004);
  assert.ok(Math.max(...late) <= 150);
});

test("whoever is asked for at once is visited at once", () => {
  for (const visits of families("2026-10-01", red)) assert.equal(visits[0]?.day, "2026-10-01");
});

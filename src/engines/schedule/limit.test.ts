import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays } from "#kernel/day.ts";
import { dueToday, limitOn } from "./limit.ts";

const calendar = { years: new Set([2024]), off: new Set(["2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-07"]), work: new Set(["2024-09-29", "2024-10-12"]) }; // prettier-ignore

test("what is reminded of and what climbs today is the same, counted from its own day or from today", () => {
  const terms = [{ remind: 1, climb: 2 }, { remind: 0, climb: 0 }, { remind: 3, climb: 5 }]; // prettier-ignore
  for (const term of terms)
    for (let today = "2024-09-20"; today < "2024-10-20"; today = addDays(today, 1)) {
      const { climbed, reminded } = dueToday(calendar, today, term);
      for (let due = "2024-08-25"; due < "2024-11-10"; due = addDays(due, 1)) {
        const limit = limitOn(calendar, "2024-01-01", due, term);
        assert.equal(limit.climbsOn <= today, due <= climbed, `${due} climbs ${limit.climbsOn}, today ${today}`);
        assert.equal(limit.remindOn <= today, due <= reminded, `${due} reminds ${limit.remindOn}, today ${today}`);
      }
    }
});

import { addWorkdays, type WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Day } from "#kernel/day.ts";
import type { Terms } from "#capabilities/policy/words.ts";
import type { Limit } from "./decide.ts";

/**
 * A step's days, counted when it begins: by when it is to be done, when somebody is reminded, and when the next level sees
 * it. Nothing runs at night that could fail to. The reminder never comes before the step begins.
 */
export function limitFrom(
  calendar: WorkCalendar,
  today: Day,
  workdays: number,
  { remind, climb }: Pick<Terms, "remind" | "climb">,
): Limit {
  const due = addWorkdays(calendar, today, workdays);
  const climbs = addWorkdays(calendar, due.day, climb);
  return {
    due: due.day,
    remindOn: addWorkdays(calendar, today, Math.max(0, workdays - remind)).day,
    climbsOn: climbs.day,
    assumed: [...new Set([...due.assumed, ...climbs.assumed])].toSorted((a, b) => a - b),
  };
}

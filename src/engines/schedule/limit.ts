import { addDays, type Day } from "#kernel/day.ts";
import { addWorkdays, isWorkday, type WorkCalendar } from "./workdays.ts";

/** A step's days: by when it is to be done, when somebody is reminded, and when the next level sees it. */
export interface Limit {
  readonly due: Day;
  readonly remindOn: Day;
  /** From then on the next level sees it. */
  readonly climbsOn: Day;
  readonly assumed: readonly number[];
}

/** In working days: so long before a day somebody is reminded, and so long after it the next level sees it. */
export interface Climbing {
  readonly remind: number;
  readonly climb: number;
}

/** So many working days before a day. */
function workdaysBefore(calendar: WorkCalendar, day: Day, count: number): Day {
  let found = day;
  for (let left = count; left > 0;) {
    found = addDays(found, -1);
    if (isWorkday(calendar, found)) left -= 1;
  }
  return found;
}

/**
 * A step's days, counted when it begins. Nothing runs at night that could fail to. The reminder never comes before the step
 * begins.
 */
export function limitFrom(calendar: WorkCalendar, today: Day, workdays: number, { remind, climb }: Climbing): Limit {
  const due = addWorkdays(calendar, today, workdays);
  const climbs = addWorkdays(calendar, due.day, climb);
  return {
    due: due.day,
    remindOn: addWorkdays(calendar, today, Math.max(0, workdays - remind)).day,
    climbsOn: climbs.day,
    assumed: [...new Set([...due.assumed, ...climbs.assumed])].toSorted((a, b) => a - b),
  };
}

/** What is due on a day that people, or a policy, set. The reminder never comes before it was set. */
export function limitOn(calendar: WorkCalendar, today: Day, due: Day, { remind, climb }: Climbing): Limit {
  const before = workdaysBefore(calendar, due, remind);
  const climbs = addWorkdays(calendar, due, climb);
  return { due, remindOn: before < today ? today : before, climbsOn: climbs.day, assumed: [...climbs.assumed] };
}

/**
 * The same turned round, where no day but the due one is kept: what was due up to `climbed` the next level sees today, and of
 * what is due up to `reminded` somebody is reminded today. A calendar that was corrected holds at once.
 */
export function dueToday(calendar: WorkCalendar, today: Day, terms: Climbing): { readonly climbed: Day; readonly reminded: Day } {
  let climbed = today;
  while (limitOn(calendar, today, climbed, terms).climbsOn > today) climbed = addDays(climbed, -1);
  let reminded = today;
  while (workdaysBefore(calendar, addDays(reminded, 1), terms.remind) <= today) reminded = addDays(reminded, 1);
  return { climbed, reminded };
} // prettier-ignore

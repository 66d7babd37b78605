import { addWorkdays, isWorkday, type WorkCalendar } from "#engines/schedule/workdays.ts";
import { addDays, type Day } from "#kernel/day.ts";
import type { Limit } from "#capabilities/referral/decide.ts";
import { limitFrom } from "#capabilities/referral/index.ts";
import type { Conference } from "./decide.ts";

/** So many working days before a day. */
function workdaysBefore(calendar: WorkCalendar, day: Day, count: number): Day {
  let found = day;
  for (let left = count; left > 0;) {
    found = addDays(found, -1);
    if (isWorkday(calendar, found)) left -= 1;
  }
  return found;
}

type Terms = Pick<Conference["terms"], "remind" | "climb">;

/** What is due on a day that people set. The reminder never comes before it was set. */
export function limitOn(calendar: WorkCalendar, today: Day, due: Day, { remind, climb }: Terms): Limit {
  const before = workdaysBefore(calendar, due, remind);
  const climbs = addWorkdays(calendar, due, climb);
  return { due, remindOn: before < today ? today : before, climbsOn: climbs.day, assumed: [...climbs.assumed] };
}

/** A step of so many working days, over at the latest on a day. */
export function limitWithin(calendar: WorkCalendar, today: Day, workdays: number, terms: Terms, latest: Day): Limit {
  const limit = limitFrom(calendar, today, workdays, terms);
  return limit.due <= latest ? limit : limitOn(calendar, today, latest, terms);
}

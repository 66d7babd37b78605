import { type Climbing, type Limit, limitFrom, limitOn } from "#engines/schedule/limit.ts";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Day } from "#kernel/day.ts";

export { limitOn } from "#engines/schedule/limit.ts";

/** A step of so many working days, over at the latest on a day. */
export function limitWithin(calendar: WorkCalendar, today: Day, workdays: number, terms: Climbing, latest: Day): Limit {
  const limit = limitFrom(calendar, today, workdays, terms);
  return limit.due <= latest ? limit : limitOn(calendar, today, latest, terms);
}

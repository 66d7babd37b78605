import { addDays, type Day, dayNumber } from "#kernel/day.ts";

/** Which days are worked, as far as the yearly notices of the State Council's office are known. */
export interface WorkCalendar {
  /** Years whose notice is loaded: of any other, Monday to Friday are taken for working days. */
  readonly years: ReadonlySet<number>;
  /** Days off, weekends within a holiday included. */
  readonly off: ReadonlySet<Day>;
  /** Weekend days that are worked in exchange (调休上班). */
  readonly work: ReadonlySet<Day>;
}

/** A day that was counted to, and the years that were counted without their notice: a page says so beside the day. */
export interface Reckoned {
  readonly day: Day;
  readonly assumed: readonly number[];
}

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Day 0 was a Thursday. */
const isWeekend = (day: Day): boolean => (((dayNumber(day) + 3) % 7) + 7) % 7 >= 5;

/** Whether a day is worked. */
export function isWorkday({ off, work }: WorkCalendar, day: Day): boolean {
  if (work.has(day)) return true;
  return !off.has(day) && !isWeekend(day);
}

/** No term of any document is longer; a slip in the data must not count for ever. */
const MOST = 1000;

/**
 * The day on which a term of `count` working days ends. The day that it begins on is not counted (民法典 201), and a term
 * of working days leaves out holidays (行政许可法 82); 0 is the same day, worked or not. Errors: plain, where count is not
 * a whole number of 0 to 1000.
 */
export function addWorkdays(calendar: WorkCalendar, from: Day, count: number): Reckoned {
  if (!Number.isInteger(count) || count < 0 || count > MOST) throw new Error(`addWorkdays: ${count}`);
  const assumed = new Set<number>();
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (!calendar.years.has(yearOf(day))) assumed.add(yearOf(day));
    if (isWorkday(calendar, day)) left -= 1;
  }
  return { day, assumed: [...assumed] };
}

/** How many working days lie after `from` up to and with `to`; negative where `to` comes first. */
export function workdaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return 0 - workdaysBetween(calendar, to, from);
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkday(calendar, day)) count += 1;
  }
  return count;
}

/** A calendar day in China, `YYYY-MM-DD`. Never a Date: a day has no time zone (databases.md, rule 9 and 14). */
export type Day = string;

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

const pad = (n: number, width: number): string => String(n).padStart(width, "0");

const format = (y: number, m: number, d: number): Day => `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;

/** Days in a month; month 1..12. */
export function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** True for a day that exists (2024-02-29 yes, 2024-02-31 and 2023-02-29 no), years 1900..2199. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== "string") return false;
  const parts = pattern.exec(text);
  if (!parts) return false;
  const [y, m, d] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return y >= 1900 && y <= 2199 && m >= 1 && m <= 12 && d >= 1 && d <= monthLength(y, m);
}

const split = (day: Day): [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

/** Whole days since 1970-01-01; negative before it. */
export function dayNumber(day: Day): number {
  const [y, m, d] = split(day);
  return Date.UTC(y, m - 1, d) / DAY_MS;
}

export const fromDayNumber = (n: number): Day => new Date(n * DAY_MS).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => fromDayNumber(dayNumber(day) + days);

/** A day as a phone said it, never after `last`: its clock may be years ahead, and no visit was made tomorrow. */
export const noLater = (day: Day, last: Day): Day => (day > last ? last : day);

/** Days from a to b: positive where b is later. */
export const daysBetween = (a: Day, b: Day): number => dayNumber(b) - dayNumber(a);

/**
 * The same day of the month, `months` later; the last day of the month where it has no such day
 * (2023-11-30 + 3 months = 2024-02-29). A term of months that began on a day is complete on this day
 * (民法典 201、202 条：按月计算期间的，到期月的对应日为最后一日，没有对应日的以月末日为最后一日).
 */
export function addMonths(day: Day, months: number): Day {
  const [y, m, d] = split(day);
  const total = y * 12 + (m - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return format(year, month, Math.min(d, monthLength(year, month)));
}

/**
 * The day on which a person turns `years` old, birthday included (民法典 17 条's full years, as civil affairs
 * count them). Born on 02-29: 03-01 of a common year.
 */
export function birthday(birth: Day, years: number): Day {
  const [y, m, d] = split(birth);
  const year = y + years;
  return d > monthLength(year, m) ? format(year, m + 1, 1) : format(year, m, d);
}

/** Full years of age on a day; negative before birth. */
export function ageOn(birth: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return birthday(birth, years) <= on ? years : years - 1;
}

/** The business day in China of an instant, whatever the server's own time zone. */
export const dayOf = (instant: Date): Day => new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);

/** The minute in China on which an instant falls, as people read it: 2024-07-01 10:30. */
export const minuteOf = (instant: Date): string =>
  new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 16).replace("T", " ");

/** Monday of the day's week. */
export function weekStart(day: Day): Day {
  const n = dayNumber(day);
  return fromDayNumber(n - ((((n + 3) % 7) + 7) % 7));
}

/** First day of the calendar period of `months` months (1, 2, 3, 6, 12) that holds the day, counted from January. */
export function periodStart(day: Day, months: number): Day {
  const [y, m] = split(day);
  return format(y, Math.floor((m - 1) / months) * months + 1, 1);
}

/** First day after that calendar period. */
export const periodEnd = (day: Day, months: number): Day => addMonths(periodStart(day, months), months);

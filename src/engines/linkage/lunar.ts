/*
 * A birth date as the family keeps it: the day of the lunar calendar, written down as if it were a solar one. 2010-03-21
 * is the sixth day of the second month, so "2010-02-06" stands in the file. The calendar is Intl's "chinese" (ICU).
 */

const format = new Intl.DateTimeFormat("en-u-ca-chinese", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "Asia/Shanghai",
});

/** Year, month and day in one number that sorts as the days do; 0 is no day. */
export const pack = (year: number, month: number, day: number): number => year * 512 + month * 32 + day;
export const yearOf = (packed: number): number => Math.floor(packed / 512);
export const monthOf = (packed: number): number => Math.floor(packed / 32) % 16;
export const dayOf = (packed: number): number => packed % 32;

const known = new Map<number, number>();
const DAY = 86_400_000;
/** Every lunar month has this many days at least. */
const SHORT_MONTH = 29;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/**
 * The lunar reading of a solar day, packed; a leap month has the number of the month before it, as people write it.
 * 0 where the day does not exist. One question to Intl answers for the whole month.
 */
export function lunarOf(packed: number): number {
  const found = known.get(packed);
  if (found !== undefined) return found;
  const [year, month, day] = [yearOf(packed), monthOf(packed), dayOf(packed)];
  // damaged ids name every year; nobody alive was born outside these
  if (year < FIRST_YEAR || year > LAST_YEAR) return 0;
  const noon = new Date(Date.UTC(year, month - 1, day, 4));
  if (noon.getUTCMonth() !== month - 1 || noon.getUTCDate() !== day) {
    known.set(packed, 0);
    return 0;
  }
  const lunar = readLunar(noon);
  known.set(packed, lunar);
  for (let other = 1; other <= SHORT_MONTH; other++) {
    const date = new Date(noon.getTime() + (other - dayOf(lunar)) * DAY);
    known.set(pack(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), lunar - dayOf(lunar) + other);
  }
  return lunar;
}

function readLunar(noon: Date): number {
  const parts = new Map<string, string>(format.formatToParts(noon).map(({ type, value }) => [type, value]));
  const year = Number.parseInt(parts.get("relatedYear") ?? "", 10);
  // a leap month is written "2bis"
  return pack(year, Number.parseInt(parts.get("month") ?? "", 10), Number.parseInt(parts.get("day") ?? "", 10));
}

import type { Reader } from "./book.ts";
import { dayOf, lunarOf, monthOf, pack, yearOf } from "./lunar.ts";

/** A date as numbers: itself, its lunar reading, day and month exchanged, and its parts by twos. */
export const dateAt = {
  full: 0,
  lunar: 1,
  swapped: 2,
  yearMonth: 3,
  yearDay: 4,
  monthDay: 5,
  year: 6,
  yearFirst: 7,
} as const;

const spaced = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})(?:\D.*)?$/;
const solid = /^(\d{4})(\d{2})(\d{2})$/;
const backwards = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/;
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;

/**
 * Reads 2010-03-21, 2010/3/21, 2010年3月21日, 20100321, 21.3.2010. The thirtieth of February is kept, for a lunar date has
 * one; what is no date by any calendar is nothing. Packed (lunar.ts); 0 where it is none.
 */
export function readDate(text: string): number {
  const plain = text.normalize("NFKC").trim();
  const forward = spaced.exec(plain) ?? solid.exec(plain);
  const parts = forward ? forward.slice(1, 4) : backwards.exec(plain)?.slice(1, 4).toReversed();
  if (!parts) return 0;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const thinkable = year >= FIRST_YEAR && year <= LAST_YEAR && Math.min(month, day) >= 1 && Math.max(month, day) <= 31;
  if (!thinkable || (month > 12 && day > 12)) return 0;
  return month > 12 ? pack(year, day, month) : pack(year, month, day);
}

const two = (n: number): string => String(n).padStart(2, "0");

const canonical = (text: string): string => {
  const packed = readDate(text);
  return packed === 0 ? "" : `${yearOf(packed)}-${two(monthOf(packed))}-${two(dayOf(packed))}`;
};

function write(text: string, features: Uint32Array, at: number): void {
  const packed = readDate(text);
  const [year, month, day] = [yearOf(packed), monthOf(packed), dayOf(packed)];
  features[at + dateAt.full] = packed;
  features[at + dateAt.lunar] = lunarOf(packed);
  features[at + dateAt.swapped] = day <= 12 && day !== month ? pack(year, day, month) : 0;
  features[at + dateAt.yearMonth] = pack(year, month, 0);
  features[at + dateAt.yearDay] = pack(year, 0, day);
  features[at + dateAt.monthDay] = pack(0, month, day);
  features[at + dateAt.year] = year;
  features[at + dateAt.yearFirst] = pack(year, 1, 1);
}

export const date: Reader = { stride: 8, keepsText: false, canonical, write };

/** Levels of two dates, best first; 0 is "not known on one side". */
export const dateLevels = [
  "missing", "same", "lunar", "swapped", "firstOfYear", "otherYear", "otherDay", "otherMonth", "sameYear", "different",
] as const; // prettier-ignore

/** The level of two dates, given where their features begin in `f`. */
export function compareDates(f: Uint32Array, a: number, b: number): number {
  if (f[a] === f[b]) return 1;
  if (same(f, a + dateAt.lunar, b) || same(f, b + dateAt.lunar, a)) return 2;
  if (same(f, a + dateAt.swapped, b)) return 3;
  const sameYear = f[a + dateAt.year] === f[b + dateAt.year];
  if (same(f, a + dateAt.yearFirst, b) || same(f, b + dateAt.yearFirst, a)) return 4;
  if (same(f, a + dateAt.monthDay, b + dateAt.monthDay)) return 5;
  if (same(f, a + dateAt.yearMonth, b + dateAt.yearMonth)) return 6;
  if (same(f, a + dateAt.yearDay, b + dateAt.yearDay)) return 7;
  return sameYear ? 8 : 9;
}

const same = (f: Uint32Array, a: number, b: number): boolean => f[a] !== 0 && f[a] === f[b];

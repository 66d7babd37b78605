import { birthday, type Day } from "#kernel/day.ts";

/**
 * A day as one number, 2024-07-01 → 20240701: compares like the day and needs no text. Everything that computes with
 * days stays in the kernel's Day; a stamp is only ever compared. (The same day of another year is no computation.)
 */
export type Stamp = number;

/** Later than every day: "does not change any more". */
export const NEVER: Stamp = 99_999_999;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** day: a day that exists (kernel isDay). */
export function stampOf(day: Day): Stamp {
  const year = digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3);
  return year * 10_000 + (digit(day, 5) * 10 + digit(day, 6)) * 100 + digit(day, 8) * 10 + digit(day, 9);
}

/** The stamp of the kernel's birthday, which every child is asked for several times. */
export const stampOfBirthday = (birth: Day, years: number): Stamp =>
  birth.endsWith("-02-29") ? stampOf(birthday(birth, years)) : stampOf(birth) + years * 10_000;

/** The day of a stamp; null for NEVER. */
export function dayAt(stamp: Stamp): Day | null {
  if (stamp === NEVER) return null;
  const text = String(stamp);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

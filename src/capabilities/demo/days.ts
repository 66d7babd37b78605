import { type Day, dayNumber, fromDayNumber } from "#kernel/day.ts";

/*
 * Day arithmetic over a table of the few thousand days that occur: making a million children asks for some fifteen
 * million days, and writing each of them out anew took a third of the time.
 */

/** 1900-01-01: the calendar of the house begins here. */
export const firstDay = -25_567;
const texts: Day[] = [];
const numbers = new Map<Day, number>();

/** Days since 1970-01-01 as a day, from 1900 on. */
export function dayAt(number: number): Day {
  return (texts[number - firstDay] ??= fromDayNumber(number));
}

/** A day as days since 1970-01-01. */
export function numberOf(day: Day): number {
  let number = numbers.get(day);
  if (number === undefined) numbers.set(day, (number = dayNumber(day)));
  return number;
}

export const shift = (day: Day, days: number): Day => dayAt(numberOf(day) + days);

import { addDays, type Day, isDay } from "#kernel/day.ts";
import type { Cell } from "#platform/files/index.ts";
import { andThen, fault, halfWidth, type Reading, textOf, value } from "./reading.ts";

/** Serials of 1927 to 2099: five digits, so that they are never taken for a year. */
const SERIAL_MIN = 10_000;
const SERIAL_MAX = 73_050;
/** Days between the two systems: the serial of a workbook that counts from 1904 is smaller by so many. */
const FROM_1904 = 1462;
/** No one alive was born before. */
const EARLIEST = "1900-01-01";
/** No sentence runs longer than this. */
const AHEAD = 36_525;

export interface DayBounds {
  readonly today: Day;
  readonly latest: Day;
}

/** `mayLieAhead` for an end (届满日期): a hundred years, which no sentence exceeds. */
export const dayBounds = (today: Day, mayLieAhead: boolean): DayBounds => ({
  today,
  latest: mayLieAhead ? addDays(today, AHEAD) : today,
});

/**
 * The day that a cell says: a real date of either date system, a date as text in the ways it is typed, or a serial in a
 * cell that lost its date format. Faults: survey.day_lunar, day_incomplete, day_impossible, day_in_future, day_out_of_range,
 * day_unreadable.
 */
export function readDayCell(cell: Cell, bounds: DayBounds): Reading<Day> {
  if (cell.kind === "date") {
    return cell.day === undefined ? fault("survey.day_impossible", { text: cell.raw }) : within(cell.day, bounds);
  }
  if (cell.kind === "number")
    return andThen(dayOfNumber(cell.value, cell.date1904 ? FROM_1904 : 0), (day) => within(day, bounds));
  if (cell.kind === "bool") return fault("survey.day_unreadable", { text: cell.value ? "TRUE" : "FALSE" });
  return andThen(textOf(cell), (text) => andThen(dayOfText(text), (day) => within(day, bounds)));
}

function dayOfNumber(number: number, shift: number): Reading<Day> {
  const serial = Math.floor(number) + shift;
  const isSerial = serial >= SERIAL_MIN && serial <= SERIAL_MAX;
  if (isSerial && (Number.isInteger(number) || serial < SERIAL_MAX)) return value(addDays("1899-12-30", serial));
  if (Number.isInteger(number)) {
    if (number >= 1_000_101 && number <= 99_991_231) return dayOfText(String(number));
    if (number >= 1900 && number <= 2199) return fault("survey.day_incomplete", { text: String(number) });
  }
  return fault("survey.day_unreadable", { text: String(number) });
}

const lunar = /农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十]|廿|卅/;
const full = /^(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?(?:\s?T?\s?0{1,2}:00(?::00(?:\.0+)?)?)?$/;
const digits = /^(\d{4})(\d{2})(\d{2})$/;
const partial = /^(?:\d{4}年?|\d{4}\s?[-/.年]\s?\d{1,2}月?|\d{6})$/;

function dayOfText(given: string): Reading<Day> {
  const text = halfWidth(given)
    .replace(/[\p{Cf}'’]/gu, "")
    .replace(/[—–－]/g, "-")
    .trim();
  if (text.length > 40) return fault("survey.day_unreadable", { text: `${text.slice(0, 20)}…` });
  if (lunar.test(text)) return fault("survey.day_lunar", { text });
  const parts = full.exec(text) ?? digits.exec(text);
  if (!parts) return fault(partial.test(text) ? "survey.day_incomplete" : "survey.day_unreadable", { text });
  const [, year = "", month = "", date = ""] = parts;
  if (year.length < 4) return fault("survey.day_incomplete", { text });
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (isDay(day)) return value(day);
  const outOfRange = Number(year) < 1900 || Number(year) > 2199;
  return fault(outOfRange ? "survey.day_out_of_range" : "survey.day_impossible", { text });
}

function within(day: Day, { today, latest }: DayBounds): Reading<Day> {
  if (day >= EARLIEST && day <= latest) return value(day);
  return fault(day > today && latest === today ? "survey.day_in_future" : "survey.day_out_of_range", { text: day });
}

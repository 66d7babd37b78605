import { z } from "zod";
import { isWorkday, type WorkCalendar } from "#engines/schedule/workdays.ts";
import { addDays, type Day, isDay } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { readHouseFile } from "./houseFile.ts";

const name = "calendar.yaml";

const DayText = z.string().refine(isDay);
const Holiday = z.strictObject({ title: z.string().min(1), from: DayText, to: DayText });
const Year = z.strictObject({
  year: z.int().min(2000).max(2999),
  /** The State Council office's notice of the year. */
  document: z.string().min(1),
  off: z.array(Holiday).min(1),
  work: z.array(DayText),
});
const CalendarFile = z.strictObject({ version: z.literal(1), years: z.array(Year) });
type Year = z.infer<typeof Year>;

const invalid = (year: number | null): Problem =>
  new Problem("policy.calendar_invalid", { path: name, ...(year !== null && { year }) }, 503);

/** Errors: policy.calendar_invalid where a holiday ends before it begins, or lies outside its year. */
function daysOff({ year, off }: Year): Day[] {
  const days: Day[] = [];
  for (const { from, to } of off) {
    if (to < from || !from.startsWith(`${year}-`) || !to.startsWith(`${year}-`)) throw invalid(year);
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  }
  return days;
}

const plain: WorkCalendar = { years: new Set(), off: new Set(), work: new Set() };

/** A day that is worked in exchange is a weekend's, of its year, and not off. Errors: policy.calendar_invalid. */
function requireShifted({ year, work }: Year, off: ReadonlySet<Day>): void {
  const isShifted = (day: Day): boolean => day.startsWith(`${year}-`) && !off.has(day) && !isWorkday(plain, day);
  if (!work.every(isShifted)) throw invalid(year);
}

/** A calendar from what its file says. Errors: policy.calendar_invalid (503), with the year where it is one's. */
export function readCalendar(value: unknown): WorkCalendar {
  const file = CalendarFile.safeParse(value);
  if (!file.success) throw invalid(null);
  const { years } = file.data;
  const known = new Set(years.map(({ year }) => year));
  if (known.size < years.length) throw invalid(null);
  const off = new Set(years.flatMap(daysOff));
  for (const year of years) requireShifted(year, off);
  return { years: known, off, work: new Set(years.flatMap(({ work }) => work)) };
}

/**
 * The calendar of an installation: the one beside its policies, or the house's where it has none of its own.
 * Errors: policy.calendar_invalid (503).
 */
export const openCalendar = async (folder: string): Promise<WorkCalendar> =>
  readCalendar(await readHouseFile(folder, name, () => invalid(null)));

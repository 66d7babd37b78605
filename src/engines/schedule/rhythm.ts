import { addDays, type Day, periodEnd } from "#kernel/day.ts";
import { endOf, type Length } from "#kernel/length.ts";

/** How often something must happen (粤民发〔2024〕32号 三: 至少每两个月入户走访一次). */
export interface Rhythm {
  readonly kind: string;
  readonly every: Length;
  /** rolling: counted from the last time; calendar: once within each calendar period of that length. */
  readonly mode: "rolling" | "calendar";
}

/** The days that a due day is counted from. */
export interface Anchors {
  /** The day from which the level holds. */
  readonly since: Day;
  /** The day of the newest finding of that level: "at once" is asked anew by each. */
  readonly renewed: Day;
  /** The day from which the child has been looked after without a break, under whatever level. */
  readonly care: Day;
}

/**
 * The last day on which the next one is in time.
 *
 * rhythm: what the level asks. last: the last day it was done, or null.
 * Every 0 days means at once: due on the day of the newest finding until done on or after it, then null.
 * A level that became stricter never makes a child overdue for the time before it: due >= since. A child whom nobody
 * has ever visited counts from the beginning of care, so that a change of level does not grant a new term.
 * Calendar periods count from January: "every 2 months" is 1-2, 3-4 …; the due day is the period's last day.
 */
export function nextDue(rhythm: Rhythm, last: Day | null, { since, renewed, care }: Anchors): Day | null {
  const { every } = rhythm;
  if (every.n === 0) return last !== null && last >= renewed ? null : renewed;
  if (rhythm.mode === "calendar" && every.unit !== "days") return calendarDue(every, last, since);
  const due = endOf(last ?? care, every);
  return due < since ? since : due;
}

function calendarDue(every: Length, last: Day | null, anchor: Day): Day {
  const months = every.unit === "years" ? every.n * 12 : every.n;
  const ends = (day: Day): Day => addDays(periodEnd(day, months), -1);
  if (last === null) return ends(anchor);
  const due = ends(periodEnd(last, months));
  const first = ends(anchor);
  return due < first && last < anchor ? first : due;
}

/** The earliest of several due days; nulls are never due. */
export function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((best, day) => (day !== null && (best === null || day < best) ? day : best), null);
}

/** Where a due day stands on the calendar of the person who must do it. */
export type DueState = "overdue" | "today" | "week" | "later";

/** week: the six days after today. */
export function dueState(due: Day, today: Day): DueState {
  if (due < today) return "overdue";
  if (due === today) return "today";
  return due <= addDays(today, 6) ? "week" : "later";
}

/** Who must know of an overdue visit: the highest step whose days have passed (粤民发〔2024〕32号 三; days are local data). */
export function escalatedTo<To extends string>(
  steps: readonly { readonly after: Length; readonly to: To }[],
  due: Day,
  today: Day,
): To | null {
  let reached: To | null = null;
  for (const step of steps) if (endOf(due, step.after) <= today) reached = step.to;
  return reached;
}

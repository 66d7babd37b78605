import { type Day, daysBetween } from "#kernel/day.ts";
import { spoken, text } from "./language/text.ts";

type Shape = "short" | "whole" | "weekday";

const shapes: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  short: { month: "short", day: "numeric" },
  whole: { year: "numeric", month: "short", day: "numeric" },
  weekday: { weekday: "long" },
};

/** Made once for each language: a list has hundreds of days, and an old phone takes its time to make one. */
const formats = new Map<string, Intl.DateTimeFormat>();

function dayAs(shape: Shape, day: Day): string {
  const key = `${spoken()} ${shape}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(spoken(), { ...shapes[shape], timeZone: "UTC" });
  formats.set(key, format);
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** 11月21日, Nov 21; the year only where it is another. */
export const dayText = (day: Day, today: Day): string =>
  dayAs(day.slice(0, 4) === today.slice(0, 4) ? "short" : "whole", day);

export const weekdayText = (day: Day): string => dayAs("weekday", day);

/** How long ago a day was, as one says it. */
export function agoText(day: Day, today: Day): string {
  const days = daysBetween(day, today);
  if (days <= 0) return text("ago.today");
  if (days === 1) return text("ago.yesterday");
  if (days < 60) return text("ago.days", { n: days });
  if (days < 730) return text("ago.months", { n: Math.floor(days / 30.4) });
  return text("ago.years", { n: Math.floor(days / 365.25) });
}

/** A length as policies write it ("2 months"), in words. */
export function everyText(every: string): string {
  const [count = "", unit = ""] = every.split(" ");
  const n = Number(count);
  if (n === 0) return text("every.at_once");
  if (unit === "days") return n === 7 ? text("every.week") : text("every.days", { n });
  if (unit === "years") return n === 1 ? text("every.year") : text("every.years", { n });
  return n === 1 ? text("every.month") : text("every.months", { n });
}

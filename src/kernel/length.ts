import { addDays, addMonths, type Day } from "./day.ts";

/** A length of time as policies write it: "3 months", "0 days". */
export interface Length {
  readonly n: number;
  readonly unit: "days" | "months" | "years";
}

const pattern = /^(\d{1,4}) (days|months|years)$/;
/** Longer terms than a lifetime are a slip of the pen. */
const most = { days: 9999, months: 1200, years: 120 } as const;

/** Reads "3 months", "0 days"; null for anything else. */
export function readLength(text: unknown): Length | null {
  const parts = typeof text === "string" ? pattern.exec(text) : null;
  if (!parts) return null;
  const [n, unit] = [Number(parts[1]), parts[2] as Length["unit"]];
  return n <= most[unit] ? { n, unit } : null;
}

/** As readLength, where the text was checked before. Errors: anything else. */
export function lengthOf(text: string): Length {
  const length = readLength(text);
  if (!length) throw new Error(`not a length of time: ${text.slice(0, 40)}`);
  return length;
}

/** The day on which a length that began on `day` is complete (kernel addMonths). */
export function endOf(day: Day, length: Length): Day {
  if (length.unit === "days") return addDays(day, length.n);
  return addMonths(day, length.unit === "years" ? length.n * 12 : length.n);
}

/** For comparing two lengths of different units only: mean days. */
export const meanDays = (length: Length): number =>
  length.n * (length.unit === "days" ? 1 : length.unit === "months" ? 30.436_875 : 365.2425);

/** The day from which a length is complete on `day`: its beginning, counted back. */
export const startOf = (day: Day, length: Length): Day => endOf(day, { n: -length.n, unit: length.unit });

import type { Day } from "#kernel/day.ts";
import type { ReturnData } from "./return.ts";

/** The figures of a table by where they stand in it. */
export function figuresOf({
  rows,
  subtotals,
  total,
}: Pick<ReturnData, "rows" | "subtotals" | "total">): ReadonlyMap<string, number> {
  return new Map([
    ...rows.map(({ id, count }) => [`row ${id}`, count] as const),
    ...rows.flatMap(({ id, ofWhich }) => (ofWhich ? [[`ofWhich ${id}`, ofWhich.count] as const] : [])),
    ...subtotals.map(({ level, count }) => [`subtotal ${level}`, count] as const),
    ["total total", total.count] as const,
  ]);
}

/** The day that a table is held against if nobody says which: the last reporting day before it, else a year ago. */
export function earlierDay(dues: readonly Day[], asOf: Day): Day {
  const before = dues.filter((due) => due < asOf).toSorted().at(-1);
  return before ?? `${String(Number(asOf.slice(0, 4)) - 1)}${asOf.slice(4) === "-02-29" ? "-02-28" : asOf.slice(4)}`;
} // prettier-ignore

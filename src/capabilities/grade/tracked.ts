import { addDays, type Day } from "#kernel/day.ts";
import { endOf, type Length, lengthOf, startOf } from "#kernel/length.ts";

/**
 * 定期介入跟踪: a home visit within the level's rhythm before the day. One cutoff per level; a level without a rhythm of
 * home visits (at once only) counts any visit of the last month.
 */
export interface Tracked {
  readonly levels: readonly string[];
  readonly cutoffs: readonly Day[];
}

/** The earliest last visit that is still in time on a day: 30 September and three months are over on 30 December. */
function inTimeFrom(day: Day, length: Length): Day {
  let last = startOf(day, length);
  while (endOf(last, length) < day) last = addDays(last, 1);
  return last;
}

export function trackedSince(
  levels: readonly {
    readonly id: string;
    readonly rhythms: readonly { readonly kind: string; readonly every: string }[];
  }[],
  day: Day,
): Tracked {
  const cutoff = (rhythms: readonly { readonly kind: string; readonly every: string }[]): Day => {
    const spans = rhythms.filter((one) => one.kind === "home_visit").map((one) => lengthOf(one.every));
    const regular = spans.filter((span) => span.n > 0).map((span) => inTimeFrom(day, span));
    return regular.toSorted().at(-1) ?? inTimeFrom(day, { n: 1, unit: "months" });
  };
  return { levels: levels.map((level) => level.id), cutoffs: levels.map((level) => cutoff(level.rhythms)) };
}

import type { AreaCode } from "#kernel/scope.ts";
import { board as words } from "./zh.ts";

/** What is counted of a place, and which next lower area it lies in. */
interface Placed {
  readonly area: AreaCode;
}

/**
 * A row for each of an area's next lower areas, in the order of their codes; and where files lie in the area itself (a
 * township's own, whose village is not known yet), one more under the area's own code. The rows make up the sum always.
 */
export function byLowerArea<Row extends Placed, Tally>(
  own: AreaCode,
  lower: readonly { readonly code: AreaCode; readonly name: string }[],
  counts: readonly Row[],
  tally: (rows: readonly Row[]) => Tally,
): (Tally & { readonly area: AreaCode; readonly name: string })[] {
  if (lower.length === 0) return [];
  const known = new Set(lower.map(({ code }) => code));
  const rest = counts.filter(({ area }) => !known.has(area));
  const rows = lower.map(({ code, name }) => ({ area: code, name, ...tally(counts.filter(({ area }) => area === code)) })); // prettier-ignore
  return rest.length === 0 ? rows : [...rows, { area: own, name: words.direct, ...tally(rest) }];
}

import { type Length, meanDays, readLength } from "#kernel/length.ts";
import type { Plain, Reading } from "./reading.ts";

/**
 * The two lengths that an `elapsed` or a `term` is held against. `under` is what `atLeast` is not: a term that has not
 * begun, or ends before it begins, is shorter than every length.
 */
export interface Bounds {
  readonly atLeast?: Length;
  readonly under?: Length;
}

/** Reads `atLeast` and `under` of inner, in which only `facts` may stand beside them; null after a fault. */
export function readBounds(word: string, inner: Plain, facts: readonly string[], reading: Reading): Bounds | null {
  const strange = Object.keys(inner).filter((key) => key !== "atLeast" && key !== "under" && !facts.includes(key));
  for (const key of strange) reading.fault("unknown_key", inner, key, { key: key.slice(0, 60) });
  const bounds: { atLeast?: Length; under?: Length } = {};
  for (const key of ["atLeast", "under"] as const) {
    if (inner[key] === undefined) continue;
    const length = readLength(inner[key]);
    if (!length) {
      reading.fault("wrong_value", inner, key, { fact: word, type: "day", operator: key });
      return null;
    }
    bounds[key] = length;
  }
  return usable(bounds, word, inner, reading) && strange.length === 0 ? bounds : null;
}

function usable(bounds: Bounds, word: string, inner: Plain, reading: Reading): boolean {
  const { atLeast, under } = bounds;
  if (!atLeast && !under) {
    reading.fault("wrong_operator", inner, null, { fact: word, type: "day", operator: "-" });
    return false;
  }
  if (atLeast && under && meanDays(atLeast) >= meanDays(under)) {
    reading.fault("empty_range", inner, null);
    return false;
  }
  return true;
}

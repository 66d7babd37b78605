import { isDay } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { Problem } from "#kernel/problem.ts";

/** The keys by which a list is ordered, of the last line that was read. */
export type Cursor = readonly string[];

/** What stands for a day that is not set: it sorts after every day. */
export const NO_DAY = "9999-12-31";

/** Kinds of keys, each by the texts that it takes. */
export const cursorKeys = {
  day: (text: string): boolean => isDay(text) || text === NO_DAY,
  id: isId,
  area: isAreaCode,
  number: (text: string): boolean => /^\d{1,4}$/.test(text),
} as const;

/**
 * Reads where a page begins (`?after=`, the `next` of the page before); null for the first one.
 * Errors: http.input_invalid (400) where it is not made of these kinds of keys.
 */
export function readCursor(text: string | undefined, ...kinds: readonly (keyof typeof cursorKeys)[]): Cursor | null {
  if (text === undefined) return null;
  const keys = text.split("_");
  if (keys.length !== kinds.length || kinds.some((kind, n) => !cursorKeys[kind](keys[n] ?? "")))
    throw new Problem("http.input_invalid", { path: "after" }, 400);
  return keys;
}

/** A page of rows of which one more than `limit` was asked for: that one says whether there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keysOf: (row: T) => readonly (string | number)[],
): { lines: T[]; next: string | null } {
  const lines = rows.slice(0, limit);
  const last = lines.at(-1);
  return { lines, next: rows.length > limit && last !== undefined ? keysOf(last).join("_") : null };
}

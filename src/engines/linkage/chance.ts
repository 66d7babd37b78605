import type { Book } from "./book.ts";
import { type Comparison, type Ground, ownField, width } from "./comparison.ts";
import { dateAt } from "./date.ts";
import { nameAt } from "./nameZh.ts";
import { areaAt } from "./plainKinds.ts";
import { mix } from "./hash.ts";
import { type Column, type Register, TOP_RANK, valueAt } from "./register.ts";
import { Tally } from "./tally.ts";

/*
 * How often two strangers would agree by chance: u. Exactly, value by value (the sum of how often a value stands on the
 * left times how often on the right), wherever a level is an equality; by a sample of pairs where it is not.
 */

/** Pairs among all at each level: `exact[level]` where it was counted, else NaN; `sampled[level]` as a share. */
export interface Chance {
  readonly exact: Float64Array;
  readonly sampled: Float64Array;
}

/** Rows of either side whose pairs are looked at: their square must show shares of one in a hundred thousand. */
export const SAMPLE = 700;

/** The rows whose ids have the smallest ranks: a sample that does not depend on the order of rows. */
export function sampleOf(side: Register): Int32Array {
  // ranks are spread evenly: those below a border hold a few more than are wanted, and only these are sorted
  const border = side.rows <= 2 * SAMPLE ? Infinity : (TOP_RANK * 2 * SAMPLE) / side.rows;
  const some: number[] = [];
  for (let row = 0; row < side.rows; row++) if (side.rank(row) < border) some.push(row);
  return Int32Array.from(some.toSorted((a, b) => side.rank(a) - side.rank(b)).slice(0, SAMPLE));
}

/** Shares of the levels among all pairs of two samples. */
export function sampled(comparison: Comparison, left: Int32Array, right: Int32Array, within: boolean): Float64Array {
  const counts = new Float64Array(width(comparison));
  let pairs = 0;
  for (const l of left) {
    for (const r of right) {
      if (within && l === r) continue;
      const level = comparison.compare(l, r);
      counts[level] = (counts[level] ?? 0) + 1;
      pairs++;
    }
  }
  return counts.map((count) => count / Math.max(1, pairs));
}

const SAME_DAY = 400_000;

/**
 * Levels of an id among pairs of one birth date, as shares of these: all rows of some days, the days in an order that
 * does not depend on that of rows. Days that stand on very many rows (01-01) are left out.
 */
export function sameDayShares(ground: Ground, comparison: Comparison): Float64Array {
  const counts = new Float64Array(width(comparison));
  const at = ownField(ground.fields, "date");
  const days = someDays(ground, at);
  const [lefts, rights] = [rowsOfDays(ground.left, at, days), rowsOfDays(ground.right, at, days)];
  let pairs = 0;
  for (const day of days) {
    for (const l of lefts.get(day) ?? []) {
      for (const r of rights.get(day) ?? []) {
        if (ground.within && l >= r) continue;
        const level = comparison.compare(l, r);
        counts[level] = (counts[level] ?? 0) + 1;
        pairs++;
      }
    }
  }
  return counts.map((count) => count / Math.max(1, pairs));
}

/** Days with enough pairs of rows between them, in the order of their hashes. */
function someDays({ books, left, right }: Ground, field: number): Set<number> {
  const { features, reader, size } = books.date;
  const [lefts, rights] = [
    countValues(left.column(field), left.rows, size),
    countValues(right.column(field), right.rows, size),
  ];
  const order = (value: number): number => mix(7, features[value * reader.stride] ?? 0);
  const days = Array.from({ length: size - 1 }, (_, index) => index + 1).toSorted((a, b) => order(a) - order(b));
  const chosen = new Set<number>();
  let pairs = 0;
  for (const day of days) {
    if (pairs >= SAME_DAY) break;
    const own = (lefts[day] ?? 0) * (rights[day] ?? 0);
    if (own === 0 || own > SAME_DAY / 4) continue;
    chosen.add(day);
    pairs += own;
  }
  return chosen;
}

function rowsOfDays(side: Register, field: number, days: ReadonlySet<number>): Map<number, number[]> {
  const rows = new Map(Array.from(days, (day): [number, number[]] => [day, []]));
  const column = side.column(field);
  for (let row = 0; row < side.rows; row++) rows.get(valueAt(column, row))?.push(row);
  return rows;
}

/** How many rows of a side have each value. */
export function countValues(column: Column, rows: number, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let row = 0; row < rows; row++) {
    const value = valueAt(column, row);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

export interface Counts {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** How often each value of a feature stands on either side, and how many pairs agree in it. */
export function agreeing(book: Book, { left, right }: Counts, feature: number): { pairs: number; rows: Tally } {
  const { features, reader } = book;
  const rows = new Tally();
  for (let value = 1; value < book.size; value++) {
    const key = features[value * reader.stride + feature] ?? 0;
    const [l, r] = [left[value] ?? 0, right[value] ?? 0];
    if (key !== 0 && l + r > 0) rows.add(key, l, r);
  }
  return { pairs: rows.product(), rows };
}

/** Pairs whose left date is what `feature` makes of the right one, or the other way round. */
function crossed(book: Book, { left, right }: Counts, feature: number): number {
  const { features, reader } = book;
  const values = new Map<number, number>();
  for (let value = 1; value < book.size; value++) values.set(features[value * reader.stride] ?? 0, value);
  let pairs = 0;
  for (let value = 1; value < book.size; value++) {
    const other = values.get(features[value * reader.stride + feature] ?? 0) ?? 0;
    if (other === 0 || other === value) continue;
    pairs += (left[value] ?? 0) * (right[other] ?? 0) + (left[other] ?? 0) * (right[value] ?? 0);
  }
  return pairs;
}

/** Levels that are equalities, counted among all pairs of a field; NaN elsewhere. */
export function exactLevels(ground: Ground, index: number, counts: Counts, levels: number): Float64Array {
  const type = ground.fields[index]?.type ?? "text";
  const book = ground.books[type];
  const out = new Float64Array(levels).fill(NaN);
  let same = 0;
  const share = ground.within ? 0.5 : 1; // each pair once
  for (let value = 1; value < book.size; value++) {
    const [l, r] = [counts.left[value] ?? 0, counts.right[value] ?? 0];
    same += ground.within ? l * (l - 1) * share : l * r;
  }
  out[1] = same;
  if (type === "name.zh") {
    out[2] = Math.max(0, agreeing(book, counts, nameAt.sorted).pairs * share - same);
    out[3] = Math.max(0, agreeing(book, counts, nameAt.sound).pairs * share - same);
    out[6] = Math.max(0, agreeing(book, counts, nameAt.given).pairs * share - same);
  }
  if (type === "date") {
    out[2] = crossed(book, counts, dateAt.lunar) * share;
    out[3] = (crossed(book, counts, dateAt.swapped) / 2) * share;
  }
  if (type === "area") out[2] = Math.max(0, agreeing(book, counts, areaAt.town).pairs * share - same);
  return out;
}

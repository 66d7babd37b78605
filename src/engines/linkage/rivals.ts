import { CERTAIN, DOUBTFUL_ODDS } from "./decisions.ts";
import type { Ends } from "./knots.ts";

/*
 * A row that is one child with two others, while those two are not one child, is wrong about one of them. Between two files
 * rivals share the probability (assign.ts). Within one file, where a child may stand three times, two rows are rivals for a
 * third only if they are not likely to be one child themselves; and a pair must outweigh its rivals before it is certain.
 */

/** Odds below this are no rival's. */
const FAINT = 1e-4;
/** Odds above this are as sure as a pair's own evidence can be: of two such rivals neither outweighs the other. */
const SUREST = 1e12;
/** How many times a certain pair outweighs everything else. */
const OUTWEIGHS = CERTAIN / (1 - CERTAIN);

/** Holds the odds of pairs that do not outweigh their rivals below what is certain, in place. */
export function doubtContested(pairs: Ends, odds: Float64Array, rows: number): void {
  for (const [place, rivals] of rivalsOf(pairs, odds, rows)) {
    const own = odds[place] ?? 0;
    if (Math.min(own, SUREST) < OUTWEIGHS * (1 + rivals)) odds[place] = Math.min(own, DOUBTFUL_ODDS);
  }
}

/** The odds of all rivals together, for each pair that would be certain and has some. */
function rivalsOf(pairs: Ends, odds: Float64Array, rows: number): Map<number, number> {
  const { starts, places } = placesOfRows(pairs, odds, rows);
  const otherEnd = (place: number, row: number): number => (pairs.left[place] ?? 0) + (pairs.right[place] ?? 0) - row;
  const out = new Map<number, number>();
  /** The odds of each row with the one that is looked at. */
  const known = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = places.subarray(starts[row], starts[row + 1]);
    if (own.every((place) => (odds[place] ?? 0) < OUTWEIGHS)) continue;
    for (const place of own) known[otherEnd(place, row)] = odds[place] ?? 0;
    for (const place of own) {
      if ((odds[place] ?? 0) < OUTWEIGHS) continue;
      const partner = otherEnd(place, row);
      let sum = 0;
      for (const other of places.subarray(starts[partner], starts[partner + 1])) {
        const third = otherEnd(other, partner);
        if (third !== row && (known[third] ?? 0) < 1) sum += Math.min(odds[other] ?? 0, SUREST);
      }
      if (sum > 0) out.set(place, (out.get(place) ?? 0) + sum);
    }
    for (const place of own) known[otherEnd(place, row)] = 0;
  }
  return out;
}

/** Row by row, in which pairs it stands: `places[starts[row] … starts[row + 1]]`. */
function placesOfRows(pairs: Ends, odds: Float64Array, rows: number): { starts: Int32Array; places: Int32Array } {
  const starts = new Int32Array(rows + 1);
  const each = (take: (row: number, place: number) => void): void => {
    for (let place = 0; place < odds.length; place++) {
      if ((odds[place] ?? 0) < FAINT) continue;
      take(pairs.left[place] ?? 0, place);
      take(pairs.right[place] ?? 0, place);
    }
  };
  each((row) => void (starts[row + 1] = (starts[row + 1] ?? 0) + 1));
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const places = new Int32Array(starts[rows] ?? 0);
  each((row, place) => {
    const slot = next[row] ?? 0;
    places[slot] = place;
    next[row] = slot + 1;
  });
  return { starts, places };
}

import { choose, probabilities, runnersUp } from "./assign.ts";
import type { Pairs } from "./candidates.ts";
import type { Ground } from "./comparison.ts";
import { tie } from "./knots.ts";

/** The pairs that were kept, in the order of their left rows. */
export interface Linked {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly probability: Float64Array;
  readonly pattern: Int32Array;
  /** The rule that found it. */
  readonly rule: Uint8Array;
  /** The best probability of another pair with one of these rows. */
  readonly runnerUp: Float64Array;
}

/** Odds below this change nothing in their neighbours. */
const FAINT = 1e-4;

/** Pairs kept so far: places in the list of candidates. */
class Kept {
  readonly place: Int32Array;
  readonly probability: Float64Array;
  readonly runnerUp: Float64Array;
  length = 0;

  constructor(most: number) {
    this.place = new Int32Array(most);
    this.probability = new Float64Array(most);
    this.runnerUp = new Float64Array(most);
  }

  add(place: number, probability: number, runnerUp: number): void {
    this.place[this.length] = place;
    this.probability[this.length] = probability;
    this.runnerUp[this.length++] = runnerUp;
  }
}

/** From odds to pairs: one to one between two files, each pair for itself within one. */
export function settle(ground: Ground, pairs: Pairs, odds: Float64Array, least: number): Linked {
  const places = strong(odds);
  const kept = new Kept(places.length);
  if (ground.within) {
    for (const place of places) {
      const one = odds[place] ?? 0;
      if (one / (1 + one) >= least) kept.add(place, one / (1 + one), 0);
    }
  } else oneToOne(ground, pairs, places, odds, least, kept);
  return byLeft(pairs, kept, ground.left.rows);
}

function strong(odds: Float64Array): Int32Array {
  let count = 0;
  for (const one of odds) if (one >= FAINT) count++;
  const places = new Int32Array(count);
  let at = 0;
  for (let place = 0; place < odds.length; place++) if ((odds[place] ?? 0) >= FAINT) places[at++] = place;
  return places;
}

function oneToOne(
  ground: Ground,
  pairs: Pairs,
  places: Int32Array,
  odds: Float64Array,
  least: number,
  kept: Kept,
): void {
  const { starts, members } = tie(pairs, places, { left: ground.left.rows, right: ground.right.rows });
  const rank = (place: number): number =>
    ground.left.rank(pairs.left[place] ?? 0) + ground.right.rank(pairs.right[place] ?? 0);
  for (let at = 0; at + 1 < starts.length; at++) {
    const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? 0];
    if (to - from === 1) {
      const place = members[from] ?? 0;
      const one = odds[place] ?? 0;
      if (one / (1 + one) >= least) kept.add(place, one / (1 + one), 0);
      continue;
    }
    const knot = members.subarray(from, to).toSorted((a, b) => rank(a) - rank(b));
    const own = probabilities(pairs, knot, odds);
    const rival = runnersUp(pairs, knot, own);
    for (const chosen of choose(pairs, knot, own, rank)) {
      if ((own[chosen] ?? 0) >= least) kept.add(knot[chosen] ?? 0, own[chosen] ?? 0, rival(chosen));
    }
  }
}

function byLeft(pairs: Pairs, kept: Kept, rows: number): Linked {
  const next = new Int32Array(rows + 1);
  for (let at = 0; at < kept.length; at++) {
    const row = (pairs.left[kept.place[at] ?? 0] ?? 0) + 1;
    next[row] = (next[row] ?? 0) + 1;
  }
  for (let row = 0; row < rows; row++) next[row + 1] = (next[row + 1] ?? 0) + (next[row] ?? 0);
  const order = new Int32Array(kept.length);
  for (let at = 0; at < kept.length; at++) {
    const row = pairs.left[kept.place[at] ?? 0] ?? 0;
    const slot = next[row] ?? 0;
    order[slot] = at;
    next[row] = slot + 1;
  }
  const take = (list: Int32Array | Uint8Array) => (at: number) => list[kept.place[at] ?? 0] ?? 0;
  return {
    left: order.map(take(pairs.left)),
    right: order.map(take(pairs.right)),
    pattern: order.map(take(pairs.pattern)),
    rule: Uint8Array.from(order, take(pairs.rule)),
    probability: Float64Array.from(order, (at) => kept.probability[at] ?? 0),
    runnerUp: Float64Array.from(order, (at) => kept.runnerUp[at] ?? 0),
  };
}

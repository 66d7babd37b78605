import type { Ends } from "./knots.ts";

/*
 * One row has one partner at most. Among pairs that share rows, the probability of each is that of all the assignments
 * that hold it: two twins without ids are told apart by both their pairs at once, which no pair can do alone.
 */

/** Pairs that hang together, as places in the list of all. */
type Knot = Int32Array;

/** Knots with more pairs have too many assignments to count each. */
const LARGEST = 14;

/** Probabilities of the pairs of one knot, under "one partner at most", from the odds that each has alone. */
export function probabilities(pairs: Ends, knot: Knot, odds: Float64Array): number[] {
  const alone = Array.from(knot, (place) => Math.min(odds[place] ?? 0, 1e30));
  return knot.length <= LARGEST ? counted(pairs, knot, alone) : approached(pairs, knot, alone);
}

const leftOf = (pairs: Ends, place: number): number => pairs.left[place] ?? 0;
/** Below 0, so that rows of both sides go into one set. */
const rightOf = (pairs: Ends, place: number): number => -1 - (pairs.right[place] ?? 0);

/** Every assignment counted, each with the product of its odds. */
function counted(pairs: Ends, knot: Knot, odds: readonly number[]): number[] {
  const held = new Float64Array(knot.length);
  const taken = new Set<number>();
  const chosen: number[] = [];
  let total = 0;
  const walk = (at: number, weight: number): void => {
    if (at === knot.length) {
      total += weight;
      for (const one of chosen) held[one] = (held[one] ?? 0) + weight;
      return;
    }
    walk(at + 1, weight);
    const place = knot[at] ?? 0;
    const [left, right] = [leftOf(pairs, place), rightOf(pairs, place)];
    if (taken.has(left) || taken.has(right)) return;
    taken.add(left).add(right);
    chosen.push(at);
    walk(at + 1, weight * (odds[at] ?? 0));
    chosen.pop();
    taken.delete(left);
    taken.delete(right);
  };
  walk(0, 1);
  return Array.from(held, (weight) => weight / total);
}

/** For large knots: each pair against the sum of those that share a row with it. */
function approached(pairs: Ends, knot: Knot, odds: readonly number[]): number[] {
  const rows = new Map<number, number>();
  const add = (row: number, one: number): void => void rows.set(row, (rows.get(row) ?? 0) + one);
  for (const [at, place] of knot.entries()) {
    add(leftOf(pairs, place), odds[at] ?? 0);
    add(rightOf(pairs, place), odds[at] ?? 0);
  }
  return Array.from(knot, (place, at) => {
    const own = odds[at] ?? 0;
    const all = (rows.get(leftOf(pairs, place)) ?? 0) + (rows.get(rightOf(pairs, place)) ?? 0);
    return own / (1 + own + Math.max(0, all - 2 * own));
  });
}

/**
 * The best pairs of a knot, no row twice: by probability, then by `order`, so that equals do not depend on the order of
 * rows. Gives places within the knot.
 */
export function choose(pairs: Ends, knot: Knot, own: readonly number[], order: (place: number) => number): number[] {
  const best = Array.from(knot.keys()).toSorted(
    (a, b) => (own[b] ?? 0) - (own[a] ?? 0) || order(knot[a] ?? 0) - order(knot[b] ?? 0),
  );
  const taken = new Set<number>();
  return best.filter((at) => {
    const [left, right] = [leftOf(pairs, knot[at] ?? 0), rightOf(pairs, knot[at] ?? 0)];
    if (taken.has(left) || taken.has(right)) return false;
    taken.add(left).add(right);
    return true;
  });
}

/** For a pair of the knot, the best probability of another with one of its rows. */
export function runnersUp(pairs: Ends, knot: Knot, own: readonly number[]): (at: number) => number {
  const best = new Map<number, [number, number]>();
  const rows = (at: number): [number, number] => [leftOf(pairs, knot[at] ?? 0), rightOf(pairs, knot[at] ?? 0)];
  for (const [at, one] of own.entries()) {
    for (const row of rows(at)) {
      const [first, second] = best.get(row) ?? [0, 0];
      best.set(row, one > first ? [one, first] : [first, Math.max(second, one)]);
    }
  }
  const other = (row: number, one: number): number => {
    const [first, second] = best.get(row) ?? [0, 0];
    return first === one ? second : first;
  };
  return (at) => Math.max(...rows(at).map((row) => other(row, own[at] ?? 0)));
}

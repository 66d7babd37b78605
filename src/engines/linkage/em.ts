import { type Chance, SAMPLE } from "./chance.ts";
import { type Comparison, width } from "./comparison.ts";
import type { Patterns } from "./patterns.ts";

/** What EM learned of one comparison: shares of each level in the three classes; level 0 (missing) decides nothing. */
export interface Learned {
  readonly name: string;
  readonly levels: readonly string[];
  readonly conditional: boolean;
  readonly match: number[];
  readonly sibling: number[];
  readonly stranger: number[];
}

/** The three classes: one child, another child of the same household, strangers. Numbers of pairs among all. */
export interface Model {
  readonly comparisons: readonly Learned[];
  matches: number;
  siblings: number;
  /** All pairs that there are, candidates or not: strangers are counted against it. */
  readonly pairs: number;
}

const ROUNDS = 200;
const STILL = 1e-6;
/** Weight of the beginnings, in pairs: enough for a file of twenty rows, nothing for one of a thousand. */
const PRIOR = 3;
const FLOOR = 1e-7;

/** Where EM begins. `most`: matches that are possible at all. */
export function firstModel(
  comparisons: readonly Comparison[],
  chances: readonly Chance[],
  sizes: { readonly pairs: number; readonly most: number; readonly households: boolean },
): Model {
  const learned = comparisons.map((comparison, index): Learned => {
    const { name, levels, conditional, match, sibling } = comparison;
    const twice = (shares: readonly number[]): number[] => [1, ...shares, ...(conditional ? shares : [])];
    const stranger = strangerShares(comparison, chances[index], sizes.pairs);
    return { name, levels, conditional, match: twice(match), sibling: twice(sibling), stranger };
  });
  const matches = sizes.most * 0.3;
  return { comparisons: learned, matches, siblings: sizes.households ? matches : 0, pairs: sizes.pairs };
}

/** What a sample of this many pairs does not see even once is taken as half seen. */
const UNSEEN = 0.5 / SAMPLE ** 2;

/** Shares among pairs that know the field on both sides, for each case of the condition by itself. */
function strangerShares(comparison: Comparison, chance: Chance | undefined, pairs: number): number[] {
  if (!chance) return [1];
  const shares = Array.from(chance.sampled, (share, level) => {
    const exact = chance.exact[level] ?? NaN;
    return Number.isNaN(exact) ? Math.max(share, UNSEEN) : exact / pairs;
  });
  for (const levels of casesOf(comparison)) {
    const known = levels.reduce((sum, level) => sum + (shares[level] ?? 0), 0);
    for (const level of levels) shares[level] = Math.max((shares[level] ?? 0) / Math.max(known, 1e-9), 0.01 / pairs);
  }
  shares[0] = 1;
  return shares;
}

/** The levels, "not known" left out, for each case of the condition. */
export function casesOf(comparison: Pick<Comparison, "levels" | "conditional">): number[][] {
  const count = comparison.levels.length - 1;
  const first = Array.from({ length: count }, (_, index) => index + 1);
  return comparison.conditional ? [first, first.map((level) => level + count)] : [first];
}

interface Work {
  readonly patterns: Patterns;
  readonly chances: readonly Chance[];
  readonly counts: Float64Array;
  readonly order: readonly number[];
  readonly levels: readonly Uint8Array[];
}

/** The three likelihoods of a pattern, each times its class's number of pairs. */
export function likelihoods(model: Model, levelOf: (comparison: number) => number): [number, number, number] {
  let [match, sibling, stranger] = [model.matches, model.siblings, model.pairs];
  for (let i = 0; i < model.comparisons.length; i++) {
    const level = levelOf(i);
    if (level === 0) continue;
    const learned = model.comparisons[i];
    match *= learned?.match[level] ?? 0;
    sibling *= learned?.sibling[level] ?? 0;
    stranger *= learned?.stranger[level] ?? 0;
  }
  return [match, sibling, stranger];
}

/**
 * Learns the classes from the patterns of the candidates (Fellegi-Sunter 1969 by EM, Winkler 1988, with a third class).
 * What strangers do is not learned but counted (chance.ts): equalities exactly, less those that the pairs of the two other
 * classes bring.
 */
export function learn(model: Model, patterns: Patterns, chances: readonly Chance[], counts: Float64Array): Model {
  const order = patterns.sorted();
  const levels = patterns.comparisons.map((_, i) => Uint8Array.from(order, (pattern) => patterns.level(pattern, i)));
  const work: Work = { patterns, chances, counts, order, levels };
  for (let round = 0; round < ROUNDS; round++) {
    const before = model.matches;
    step(model, work);
    if (round > 10 && Math.abs(model.matches - before) <= STILL * model.matches) break;
  }
  return model;
}

function step(model: Model, work: Work): void {
  const { order, counts, levels } = work;
  const sums = model.comparisons.map(
    (learned) => [new Float64Array(width(learned)), new Float64Array(width(learned))] as const,
  );
  let [matches, siblings] = [0, 0];
  for (let at = 0; at < order.length; at++) {
    const count = counts[order[at] ?? 0] ?? 0;
    if (count === 0) continue;
    const [m, h, u] = likelihoods(model, (i) => levels[i]?.[at] ?? 0);
    const all = m + h + u;
    const [asMatch, asSibling] = [(count * m) / all, (count * h) / all];
    matches += asMatch;
    siblings += asSibling;
    for (let i = 0; i < sums.length; i++) {
      const [one, other] = sums[i] ?? [];
      const level = levels[i]?.[at] ?? 0;
      if (one) one[level] = (one[level] ?? 0) + asMatch;
      if (other) other[level] = (other[level] ?? 0) + asSibling;
    }
  }
  model.matches = Math.max(matches, 1e-3);
  if (model.siblings > 0) model.siblings = Math.max(siblings, 1e-3);
  for (const [i, learned] of model.comparisons.entries()) {
    const [match, sibling] = sums[i] ?? [];
    const comparison = work.patterns.comparisons[i];
    if (!match || !sibling || !comparison) continue;
    for (const cases of casesOf(learned)) {
      update(learned.match, match, comparison.match, cases);
      update(learned.sibling, sibling, comparison.sibling, cases);
    }
    lessOthers(learned, work.chances[i], [match, sibling], model.pairs);
  }
}

/** New shares of one case, with the beginnings as a weak prior. */
function update(shares: number[], sums: Float64Array, prior: readonly number[], levels: readonly number[]): void {
  const total = levels.reduce((sum, level) => sum + (sums[level] ?? 0), PRIOR);
  for (const [index, level] of levels.entries()) {
    shares[level] = Math.max(FLOOR, ((sums[level] ?? 0) + PRIOR * (prior[index] ?? 0)) / total);
  }
}

/** Equalities counted among all pairs hold those of the matches too: these are no chance. */
function lessOthers(learned: Learned, chance: Chance | undefined, sums: readonly Float64Array[], pairs: number): void {
  if (!chance || learned.conditional) return;
  const known = Math.max(1 - (chance.sampled[0] ?? 0), 1e-6) * pairs;
  for (const [level, exact] of chance.exact.entries()) {
    if (level === 0 || Number.isNaN(exact)) continue;
    const others = sums.reduce((sum, one) => sum + (one[level] ?? 0), 0);
    learned.stranger[level] = Math.max(exact - others, exact * 0.003, 0.1) / known;
  }
}

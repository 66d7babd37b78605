import { ask } from "./ask.ts";
import { type CappedKey, Candidates, Pairs } from "./candidates.ts";
import type { Comparison, Ground } from "./comparison.ts";
import { type Calibration, type Decision, earlierFirst, pairKey } from "./decisions.ts";
import { firstModel, learn, type Model } from "./em.ts";
import { type Rule, rulesFor } from "./keys.ts";
import { Patterns } from "./patterns.ts";
import { frequencies, Scorer } from "./score.ts";
import { decide } from "./decide.ts";
import type { Linked } from "./settle.ts";
import { doubtTwoNames } from "./twoNames.ts";

/** How far a run is, for whoever waits. */
export interface Stage {
  readonly stage: "comparing" | "learning" | "assigning";
  readonly done: number;
  readonly of: number;
  readonly pairs: number;
}

/** What one rule found: rows, and for each pair all its levels in one number (patterns.ts). */
export interface Compared {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly codes: Float64Array;
}

export interface LinkOptions {
  /** Pairs below this probability are not given; 0.05 where nothing is said. */
  readonly least?: number;
  readonly onStage?: (stage: Stage) => void;
  /** What people decided: kept as it is, whatever the odds, and learned from. */
  readonly decisions?: readonly Decision[];
  /** What an earlier, cancelled run on the same files had found by a rule; undefined: compare. */
  readonly resumed?: (rule: number) => Compared | undefined;
  /** Called after each rule, so that a cancelled run may go on from there. */
  readonly onCompared?: (rule: number, compared: Compared) => void;
}

export interface Outcome {
  readonly comparisons: readonly Comparison[];
  readonly patterns: Patterns;
  readonly scorer: Scorer;
  readonly model: Model;
  readonly rules: readonly Rule[];
  readonly capped: readonly CappedKey[];
  readonly candidates: number;
  readonly linked: Linked;
  readonly calibration: Calibration;
}

const LEAST = 0.05;

/**
 * Links two registers (or one with itself): blocks, compares, learns, scores and assigns. The result depends on the rows
 * and their ids alone, not on their order. Memory: about 450 bytes a row of ten
 * fields, most of it the values themselves, and 29 a candidate pair.
 */
export function link(ground: Ground, options: LinkOptions = {}): Outcome {
  const { comparisons, chances, fieldOf, counts, pairs: all } = ask(ground);
  const { decisions: said = [], least = LEAST } = options;
  const decisions = ground.within ? said.map(earlierFirst) : said;
  const patterns = new Patterns(comparisons);
  const rules = rulesFor(ground.fields);
  const candidates = new Candidates(ground, rules);
  const pairs = compareAll(candidates, patterns, options);
  const histogram = patterns.histogram(pairs.pattern.subarray(0, pairs.length));
  addDecided(pairs, patterns, decisions, rules.length);
  const most = Math.min(ground.left.rows, ground.right.rows);
  const first = firstModel(comparisons, chances, { pairs: all, most, households: comparisons.length > fieldOf.length });
  const model = learn(first, patterns, chances, histogram);
  options.onStage?.({ stage: "learning", done: 1, of: 1, pairs: pairs.length });
  const some = fieldOf.flatMap((field, index) => frequencies(ground, field, index, counts));
  const scorer = new Scorer(model, patterns, some);
  const odds = oddsOf(pairs, scorer);
  if (ground.within) doubtTwoNames(ground, pairs, patterns, odds);
  const { linked, calibration } = decide(ground, pairs, odds, { decisions, least });
  options.onStage?.({ stage: "assigning", done: 1, of: 1, pairs: linked.left.length });
  const { capped } = candidates;
  return { comparisons, patterns, scorer, model, rules, capped, candidates: pairs.length, linked, calibration };
}

function oddsOf(pairs: Pairs, scorer: Scorer): Float64Array {
  const odds = new Float64Array(pairs.length);
  for (let at = 0; at < odds.length; at++) odds[at] = scorer.odds(pairs.left[at] ?? 0, pairs.pattern[at] ?? 0);
  return odds;
}

/** Pairs that a person joined and no rule found: they stand, but EM does not learn from them. */
function addDecided(pairs: Pairs, patterns: Patterns, decisions: readonly Decision[], rule: number): void {
  const joined = decisions.filter(({ same }) => same);
  if (joined.length === 0) return;
  const missing = new Map(joined.map(({ left, right }) => [pairKey(left, right), [left, right] as const]));
  for (let at = 0; at < pairs.length; at++) missing.delete(pairKey(pairs.left[at] ?? 0, pairs.right[at] ?? 0));
  for (const [left, right] of missing.values()) pairs.push(left, right, patterns.of(left, right), rule);
}

/** Every rule in its turn, each pair compared once. */
function compareAll(candidates: Candidates, patterns: Patterns, options: LinkOptions): Pairs {
  const pairs = new Pairs();
  for (const [index, rule] of candidates.rules.entries()) {
    const from = pairs.length;
    const earlier = options.resumed?.(index);
    if (earlier) {
      candidates.pass(rule);
      for (const [at, code] of earlier.codes.entries()) {
        pairs.push(earlier.left[at] ?? 0, earlier.right[at] ?? 0, patterns.numberOf(code), index);
      }
    } else {
      candidates.join(rule, (left, right) => pairs.push(left, right, patterns.of(left, right), index));
      options.onCompared?.(index, compared(pairs, patterns, from));
    }
    options.onStage?.({ stage: "comparing", done: index + 1, of: candidates.rules.length, pairs: pairs.length });
  }
  return pairs;
}

function compared(pairs: Pairs, patterns: Patterns, from: number): Compared {
  const codes = Float64Array.from(pairs.pattern.subarray(from, pairs.length), (pattern) => patterns.code(pattern));
  return { left: pairs.left.slice(from, pairs.length), right: pairs.right.slice(from, pairs.length), codes };
}

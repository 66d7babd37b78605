import {
  agreeing,
  type Chance,
  type Counts,
  countValues,
  exactLevels,
  sampled,
  sampleOf,
  sameDayShares,
} from "./chance.ts";
import { type Comparison, fieldComparison, type Ground, ownField } from "./comparison.ts";
import { householdChance, householdComparison, signalOf } from "./household.ts";
import { nameAt } from "./nameZh.ts";

/** What is asked of every pair, what chance alone would answer, and how often each value occurs. */
export interface Asked {
  readonly comparisons: readonly Comparison[];
  readonly chances: readonly Chance[];
  /** The field of each comparison, by its place in the config; the household's own has none. */
  readonly fieldOf: readonly number[];
  readonly counts: readonly Counts[];
  /** All pairs that there are. */
  readonly pairs: number;
}

const places = (ground: Ground, household: boolean): number[] =>
  [...ground.fields.keys()].filter((index) => ground.fields[index]?.household === household);

const pairsOf = ({ within, left, right }: Ground): number =>
  Math.max(1, within ? (left.rows * (left.rows - 1)) / 2 : left.rows * right.rows);

/** The comparisons: one per field of the child's own, one for the household. */
export function ask(ground: Ground): Asked {
  const { fields, left, right, books } = ground;
  const counts = fields.map(({ type }, index): Counts => ({
    left: countValues(left.column(index), left.rows, books[type].size),
    right: countValues(right.column(index), right.rows, books[type].size),
  }));
  const pairs = pairsOf(ground);
  const asked = fields.map((_, index) => fieldComparison(ground, index));
  const chances = chancesBySample(ground, asked, counts, pairs);
  const fieldOf = places(ground, false);
  const pick = <T>(list: readonly T[], some: readonly number[]): T[] => list.filter((_, index) => some.includes(index));
  const [comparisons, own] = [pick(asked, fieldOf), pick(chances, fieldOf)];
  const shared = places(ground, true);
  if (shared.length > 0) {
    const surname = surnameShare(ground, counts);
    const signals = shared.flatMap((index) => {
      const [comparison, chance] = [asked[index], chances[index]];
      return comparison && chance ? [signalOf(fields[index]?.type, comparison, chance, pairs, surname)] : [];
    });
    const shares = householdChance(signals);
    comparisons.push(householdComparison(ground, signals));
    own.push({ exact: shares.map((share, level) => (level === 0 ? NaN : share * pairs)), sampled: shares });
  }
  return { comparisons, chances: own, fieldOf, counts, pairs };
}

function chancesBySample(
  ground: Ground,
  asked: readonly Comparison[],
  counts: readonly Counts[],
  pairs: number,
): Chance[] {
  const [some, others] = [sampleOf(ground.left), sampleOf(ground.right)];
  return asked.map((comparison, index) => {
    const all = sampled(comparison, some, others, ground.within);
    const own = counts[index];
    if (!own) throw new Error(`no counts of field ${index}`);
    const exact = exactLevels(ground, index, own, comparison.levels.length);
    return comparison.conditional ? idChance(ground, comparison, exact, all, pairs) : { exact, sampled: all };
  });
}

/** Share of pairs whose children have a surname in common. */
function surnameShare(ground: Ground, counts: readonly Counts[]): number {
  const some = counts[ownField(ground.fields, "name.zh")];
  if (!some) return 1;
  const { pairs } = agreeing(ground.books["name.zh"], some, nameAt.surname);
  return Math.min(1, Math.max(1e-4, pairs / Math.max(1, ground.left.rows * ground.right.rows)));
}

/** Of all equal ids, the share that is taken for a slip of the pen between strangers. */
const CLERICAL = 0.003;

/** An id's levels where the birth dates differ (from the sample of all pairs), and where they are the same. */
function idChance(
  ground: Ground,
  comparison: Comparison,
  exact: Float64Array,
  all: Float64Array,
  pairs: number,
): Chance {
  const sameDay = sameDayShares(ground, comparison);
  const count = comparison.levels.length - 1;
  const shares = all.map((share, level) => (level > count ? (sameDay[level] ?? 0) : share));
  const clerical = ((exact[1] ?? 0) * CLERICAL) / pairs;
  const sameDays = Math.max(
    1e-9,
    all.subarray(count + 1).reduce((sum, share) => sum + share, 0),
  );
  for (const [from, share] of [
    [1, clerical],
    [count + 1, clerical / sameDays],
  ] as const) {
    shares[from] = share;
    shares[from + 1] = share;
  }
  return { exact: new Float64Array(shares.length).fill(NaN), sampled: shares };
}

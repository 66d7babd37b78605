import type { Pairs } from "./candidates.ts";
import type { Ground } from "./comparison.ts";
import {
  type Calibration,
  calibrate,
  calibrated,
  type Decision,
  type Lesson,
  pairKey,
  uncalibrated,
} from "./decisions.ts";
import { doubtContested } from "./rivals.ts";
import { type Linked, settle } from "./settle.ts";

/** What a person said is as sure as a product of many odds can be. */
const SURE = 1e30;

interface Said {
  readonly decisions: readonly Decision[];
  /** Pairs below this probability are not given. */
  readonly least: number;
}

/**
 * From odds to pairs, with what people decided: each decision stands, whatever the odds; then what stayed in the band is
 * put right by what the decided pairs of the band turned out to be. Without decisions: as settled.
 */
export function decide(
  ground: Ground,
  pairs: Pairs,
  odds: Float64Array,
  { decisions, least }: Said,
): { readonly linked: Linked; readonly calibration: Calibration } {
  const settled = (one: Float64Array): Linked => settle(ground, pairs, one, least);
  if (decisions.length === 0) return { linked: settled(weighed(ground, pairs, odds)), calibration: uncalibrated };
  const verdicts = new Map(decisions.map(({ left, right, same }) => [pairKey(left, right), same]));
  const calibration = calibrate(lessons(settled(weighed(ground, pairs, odds.slice())), verdicts), least);
  const stand = (one: Float64Array): Float64Array => standing(one, pairs, verdicts);
  // twice within one file: a row that a person gave away is a rival no more, and no rival overrules a person
  const linked = settled(ground.within ? stand(weighed(ground, pairs, stand(odds))) : stand(odds));
  const probability = linked.probability.map((one) => calibrated(calibration, one, least));
  return { linked: { ...linked, probability }, calibration };
}

/** Within one file, rivals counted, in place; between two files assign.ts counts them. */
function weighed(ground: Ground, pairs: Pairs, odds: Float64Array): Float64Array {
  if (ground.within) doubtContested(pairs, odds, ground.left.rows);
  return odds;
}

/** Under which probabilities the decided pairs stood when nobody had decided. */
function lessons({ left, right, probability }: Linked, verdicts: ReadonlyMap<number, boolean>): Lesson[] {
  const out: Lesson[] = [];
  for (let at = 0; at < left.length; at++) {
    const same = verdicts.get(pairKey(left[at] ?? 0, right[at] ?? 0));
    if (same !== undefined) out.push({ probability: probability[at] ?? 0, same });
  }
  return out;
}

function standing(odds: Float64Array, pairs: Pairs, verdicts: ReadonlyMap<number, boolean>): Float64Array {
  return odds.map((one, at) => {
    const same = verdicts.get(pairKey(pairs.left[at] ?? 0, pairs.right[at] ?? 0));
    return same === undefined ? one : same ? SURE : 0;
  });
}

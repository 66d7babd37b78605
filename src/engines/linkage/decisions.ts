/** What a person said of two rows. */
export interface Decision {
  readonly left: number;
  readonly right: number;
  readonly same: boolean;
}

/** From here on the system may act by itself; below, down to the least that is given, is the band that people look at. */
export const CERTAIN = 0.99;

/** What was learned from decisions: within the band the log odds become `shift + scale × log odds`. */
export interface Calibration {
  readonly shift: number;
  readonly scale: number;
}

export const uncalibrated: Calibration = { shift: 0, scale: 1 };

/** A pair that a person decided, and the probability under which it stood before him. */
export interface Lesson {
  readonly probability: number;
  readonly same: boolean;
}

/** Fewer decisions than this say more about the clerk's morning than about the probabilities. */
const ENOUGH = 20;
/** How sure we are beforehand that the odds are right, as a variance of shift and scale. */
const SHIFT_VARIANCE = 1;
const SCALE_VARIANCE = 0.1;
const ROUNDS = 50;

const logOdds = (p: number): number => Math.log(p / (1 - p));

/**
 * Logistic recalibration (Platt 1999) towards what was decided, held to "as it was" by a prior. It takes the probability
 * that people were shown, rivals counted, and learns from the band alone: a twin who stood there because of a rival says
 * nothing about pairs that never had one, and of the pairs above the band people report the wrong ones only.
 */
export function calibrate(decided: readonly Lesson[], least: number): Calibration {
  const lessons = decided.filter(({ probability }) => probability > 0 && probability >= least && probability < CERTAIN);
  if (lessons.length < ENOUGH) return uncalibrated;
  let [shift, scale] = [0, 1];
  for (let round = 0; round < ROUNDS; round++) {
    let [ga, gb, aa, ab, bb] = [
      -shift / SHIFT_VARIANCE,
      -(scale - 1) / SCALE_VARIANCE,
      1 / SHIFT_VARIANCE,
      0,
      1 / SCALE_VARIANCE,
    ];
    for (const { probability, same } of lessons) {
      const one = logOdds(probability);
      const p = 1 / (1 + Math.exp(-(shift + scale * one)));
      const [off, weight] = [(same ? 1 : 0) - p, p * (1 - p)];
      ga += off;
      gb += off * one;
      aa += weight;
      ab += weight * one;
      bb += weight * one * one;
    }
    const determinant = aa * bb - ab * ab;
    shift += (bb * ga - ab * gb) / determinant;
    scale = Math.max(0.3, scale + (aa * gb - ab * ga) / determinant);
  }
  return { shift, scale };
}

/** Just below, so that it is still below when it is written with six digits. */
export const DOUBTFUL = CERTAIN - 1e-6;
/** The same as odds: what a pair is held to that only a person may call certain. */
export const DOUBTFUL_ODDS = DOUBTFUL / (1 - DOUBTFUL);

/**
 * The probability after what was learned; the order of any two stays. No pair crosses a border of the band by it: what is
 * certain stays so, and what is doubtful becomes certain by a person or by its own evidence, not because others were right.
 */
export function calibrated({ shift, scale }: Calibration, probability: number, least: number): number {
  if ((shift === 0 && scale === 1) || probability >= CERTAIN || probability <= 0) return probability;
  const p = 1 / (1 + Math.exp(-(shift + scale * logOdds(probability))));
  return Math.min(DOUBTFUL, Math.max(least, p));
}

/** Within one file pairs have their earlier row first, whichever a person named first or the file had first when he did. */
export const earlierFirst = (decision: Decision): Decision =>
  decision.left <= decision.right ? decision : { ...decision, left: decision.right, right: decision.left };

/** Two rows in one number. */
export const pairKey = (left: number, right: number): number => left * 0x800_0000 + right;

/** What a person said of two rows. */
export interface Decision {
  readonly left: number;
  readonly right: number;
  readonly same: boolean;
}

/** What was learned from decisions: the logarithm of the odds becomes `shift + scale × log odds`. */
export interface Calibration {
  readonly shift: number;
  readonly scale: number;
}

export const uncalibrated: Calibration = { shift: 0, scale: 1 };

/** Fewer decisions than this say more about the clerk's morning than about the probabilities. */
const ENOUGH = 20;
/** How sure we are beforehand that the odds are right, as a variance of shift and scale. */
const SHIFT_VARIANCE = 1;
const SCALE_VARIANCE = 0.1;
const ROUNDS = 50;
const STRONG = 40;

/**
 * Logistic recalibration (Platt 1999) towards what was decided, held to "as it was" by a prior. It depends on the score
 * alone, so that it does no harm that people see the doubtful pairs only; and it never changes which of two is likelier.
 */
export function calibrate(odds: readonly number[], same: readonly boolean[]): Calibration {
  if (odds.length < ENOUGH) return uncalibrated;
  const x = odds.map((one) => Math.max(-STRONG, Math.min(STRONG, Math.log(Math.max(one, 1e-300)))));
  let [shift, scale] = [0, 1];
  for (let round = 0; round < ROUNDS; round++) {
    let [ga, gb, aa, ab, bb] = [
      -shift / SHIFT_VARIANCE,
      -(scale - 1) / SCALE_VARIANCE,
      1 / SHIFT_VARIANCE,
      0,
      1 / SCALE_VARIANCE,
    ];
    for (const [i, one] of x.entries()) {
      const p = 1 / (1 + Math.exp(-(shift + scale * one)));
      const [off, weight] = [(same[i] === true ? 1 : 0) - p, p * (1 - p)];
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

/** Odds after what was learned; the order of any two stays. */
export const calibrated = ({ shift, scale }: Calibration, odds: number): number =>
  odds === 0 || (shift === 0 && scale === 1) ? odds : Math.exp(shift) * odds ** scale;

/** Two rows in one number. */
export const pairKey = (left: number, right: number): number => left * 0x800_0000 + right;

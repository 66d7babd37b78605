import type { LinkageConfig } from "./config.ts";
import type { Ground } from "./comparison.ts";
import { link, type LinkOptions, type Outcome } from "./link.ts";
import { inWords } from "./explain.ts";
import { newBooks, Register } from "./register.ts";

/*
 * The front door. Two files, or one:
 *
 *     const linkage = newLinkage(readConfig(yaml));
 *     for (const row of …) linkage.left.add(id, cells);     // cells in the order of config.fields, "" where nothing is known
 *     for (const row of …) linkage.right.add(id, cells);    // or addAll(rows), some hundreds at a time: quicker
 *     const outcome = linkage.run({ onStage });             // outcome.linked: rows, probabilities; explain(outcome, n)
 *
 * Nothing here reads a file or a clock; the same runs in a browser. Without training data; the same rows give the same
 * pairs, in whatever order they come (docs/decisions/0025).
 */
export { readConfig, type Field, type LinkageConfig } from "./config.ts";
export { type FieldType, fieldTypes } from "./kinds.ts";
export type { CappedKey } from "./candidates.ts";
export type { Compared, LinkOptions, Outcome, Stage } from "./link.ts";
export type { Linked } from "./settle.ts";
export type { Learned, Model } from "./em.ts";
export { type Calibration, CERTAIN, type Decision } from "./decisions.ts";
export { Encoder } from "./encode.ts";
export type { Digest } from "./token.ts";
export { Register } from "./register.ts";
export { comparisonNames, explain, type Explanation } from "./explain.ts";
export { configProblems } from "./zh.ts";

/** Two registers to be filled, and then linked; `right` is `left` where one file is searched for its own doubles. */
export interface Linkage {
  readonly left: Register;
  readonly right: Register;
  readonly run: (options?: LinkOptions) => Outcome;
  /** Two rows compared, field by field, in words; to be asked when both registers are filled. */
  readonly words: () => (left: number, right: number) => string;
}

/**
 * An empty linkage. `within`: one file against itself, every pair once, and not one to one. `digests`: cells are tokens
 * that Encoder made in the departments' own houses, all with one key, which this side does not have.
 */
export function newLinkage(
  config: LinkageConfig,
  options: { readonly within?: boolean; readonly digests?: boolean } = {},
): Linkage {
  const { fields } = config;
  const books = newBooks(options.digests);
  const left = new Register(fields, books);
  const within = options.within === true;
  const right = within ? left : new Register(fields, books);
  const ground: Ground = { fields, books, left, right, within };
  return { left, right, run: (chosen) => link(ground, chosen), words: () => inWords(ground) };
}

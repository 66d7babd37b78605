import type { Tri } from "./answer.ts";
import type { Frame } from "./frame.ts";
import type { Parent } from "./lexicon.ts";
import type { Story } from "./reason.ts";

/** None: what it answers today it answers always. Some: it may, where another leaf settles it. */
export const NONE = 0;
export const SOME = 1;
export const EVERY = 2;
export type Timed = typeof NONE | typeof SOME | typeof EVERY;

/** A condition made ready to ask. */
export interface Condition {
  /** The answer for the frame's child and day; leaves in `frame.until` the first day on which it may be another. */
  readonly ask: (frame: Frame) => Tri;
  /**
   * Adds what decided the present answer, which `ask` has just given: reasons where it is yes or no, missing facts
   * where it is unknown. Like `ask` it adds the marks of what it looks at (frame.ts).
   */
  readonly tell: (frame: Frame, story: Story, answer: Tri) => void;
  readonly parts: readonly Condition[];
  /** How many of its leaves look at the day. */
  readonly timed: Timed;
  /** Says the contrary of its only part. */
  readonly negates?: true;
  /** Years of an `age` leaf, for the comparison of two packs. */
  readonly age?: { readonly fact: string; readonly atLeast?: number; readonly under?: number };
}

/** Around a condition: whose parent is meant, which clause holds for leaves without their own. */
export interface Around {
  readonly parent: Parent | null;
  readonly clause: string | undefined;
}

/** A condition that was read and checked, ready to be built once for each parent that it speaks of. */
export type Build = (around: Around) => Condition;

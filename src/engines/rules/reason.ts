import type { Day } from "#kernel/day.ts";
import type { FactSpec, FactValue } from "./catalogue.ts";
import type { Length } from "#kernel/length.ts";

/** One fact as an explanation shows it. */
export interface Seen {
  readonly fact: string;
  /** Chinese label of the fact. */
  readonly label: string;
  readonly value: FactValue | null;
  /** The value in Chinese: labels of codes, unit of a number; "" where the fact is absent. */
  readonly shown: string;
}

/** A leaf that decided an answer. */
export interface Reason extends Seen {
  /** A second fact that the leaf compares with: the end of a term, the other area. */
  readonly and?: Seen;
  /** A short Chinese sentence. */
  readonly say: string;
  /** Of the leaf, else of the nearest condition around it that has one. */
  readonly clause?: string;
}

/** What an explanation gathers: reasons in the order of the pack, and the facts to ask for. */
export interface Story {
  readonly reasons: Reason[];
  readonly missing: string[];
  /** Named conditions that were told already. */
  readonly told: number[];
  /** Where one part alone decides, the first one that does is told, and not the others that would have decided too. */
  readonly short: boolean;
}

export const newStory = (short = false): Story => ({ reasons: [], missing: [], told: [], short });

/** How far inside or outside its bounds a leaf of time found the day. */
export interface TimeFinding {
  /** With a second fact, one of the two may be absent. */
  readonly seen: Seen;
  readonly and?: Seen;
  readonly asOf: Day;
  readonly answer: boolean;
  /** Where the answer is no: the day lies before the lower bound, or on or after the upper one. */
  readonly side: "before" | "after" | null;
  /** The two days cannot both be right. */
  readonly contradicted: boolean;
}

/** The sentences, which belong to a capability: this machine knows no Chinese. */
export interface Wording {
  value(spec: FactSpec, value: FactValue): string;
  fact(seen: Seen): string;
  /** asNo: the fact is recorded only when found, so that its absence is the finding "not found". */
  absent(seen: Seen, asNo: boolean): string;
  age(found: TimeFinding, years: number, bounds: { atLeast?: number; under?: number }): string;
  elapsed(found: TimeFinding, bounds: { atLeast?: Length; under?: Length }): string;
  term(found: TimeFinding, bounds: { atLeast?: Length; under?: Length }): string;
  valid(found: TimeFinding): string;
  during(found: TimeFinding): string;
  remaining(found: TimeFinding, atLeast: Length): string;
  /** answer null, here and below: a code is too coarse to tell. */
  differs(a: Seen, b: Seen, level: string, answer: boolean | null): string;
  within(seen: Seen, area: string, answer: boolean | null): string;
  bothIn(a: Seen, b: Seen, title: string, answer: boolean | null): string;
}

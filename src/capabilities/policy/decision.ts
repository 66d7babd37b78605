import type { Answer } from "#engines/rules/answer.ts";
import type { Reason } from "#engines/rules/reason.ts";
import type { Day } from "#kernel/day.ts";
import type { Ledger, Rhythm } from "./words.ts";

/** What a policy says of one child on one day, with what decided it. `tonghu decide` prints it as it is. */
export interface Decision {
  /** `puning@1`: the policy_ref of entries. */
  readonly policy: string;
  readonly asOf: Day;
  readonly categories: readonly CategoryAnswer[];
  readonly grade: Grade;
  /** What the level asks to be done, and how often. */
  readonly rhythms: readonly Rhythm[];
  /**
   * Every fact that would settle something unknown, but for what only mobile children and statistics want to know: these
   * categories keep their own.
   */
  readonly missing: readonly string[];
  /** The first later day on which the answers are others, with the same facts; null where time changes nothing more. */
  readonly changesOn: Day | null;
}

export interface KindAnswer {
  readonly id: string;
  readonly title: string;
  readonly answer: Answer;
  readonly clause: string;
  readonly because: readonly Reason[];
  readonly missing: readonly string[];
}

export interface CategoryAnswer extends KindAnswer {
  readonly ledger: Ledger;
  /** Judged only where the category is yes. */
  readonly kinds: readonly KindAnswer[];
}

export interface GroundAnswer {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly clause: string;
  readonly certainty: "confirmed" | "suspected";
  readonly because: readonly Reason[];
}

export interface Grade {
  /** Null for a child who gets no level; title and word are null with it. */
  readonly level: string | null;
  readonly title: string | null;
  readonly word: string | null;
  readonly served: boolean;
  /** Those that hold, highest level first. */
  readonly grounds: readonly GroundAnswer[];
  /** Those that cannot be decided yet. */
  readonly unknown: readonly { readonly id: string; readonly title: string; readonly missing: readonly string[] }[];
}

/** The same answers over a stretch of days, without their reasons: what the ledger keeps. */
export interface Span {
  readonly from: Day;
  /** First day on which it holds no more; null for the last one. */
  readonly to: Day | null;
  readonly level: string | null;
  readonly served: boolean;
  /** Of the categories answered yes, without repeats. */
  readonly ledgers: readonly Ledger[];
  /** Ids answered yes. */
  readonly categories: readonly string[];
  /** `category.kind` answered yes. */
  readonly kinds: readonly string[];
  /** Ids confirmed. */
  readonly grounds: readonly string[];
  /** Ids suspected only. */
  readonly suspected: readonly string[];
  /** Ids of categories that cannot be decided. */
  readonly unknown: readonly string[];
}

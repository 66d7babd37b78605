import { NO, type Tri, UNKNOWN, YES } from "./answer.ts";
import type { FactType } from "./catalogue.ts";
import type { ConditionFault, Fault } from "./fault.ts";
import type { Parent, Term } from "./lexicon.ts";
import type { Wording } from "./reason.ts";
import type { Build } from "./condition.ts";

/** A plain object as YAML or JSON gives it. */
export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A named list of codes, flat or in groups; its title stands in sentences. */
export interface CodeList {
  readonly title: string;
  readonly groups: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

/** A fact named in a condition, bound to a parent when it is built. */
export interface FactName {
  readonly key: string;
  readonly type: FactType;
  /** Codes of an enum or a set. */
  readonly options: Readonly<Record<string, string>>;
  at(parent: Parent | null): Term;
}

/** What a mechanism may ask of the book that it is read into. */
export interface Reading {
  readonly wording: Wording;
  /** The condition at holder[key]. */
  condition(holder: object, key: string | number): Build;
  /** The named condition that holder[key] uses. */
  named(holder: object, key: string): Build;
  /** The fact named at holder[key], of one of the types; null after a fault. */
  fact(holder: object, key: string | number, types?: readonly FactType[]): FactName | null;
  /** The list named at holder[key]; null after a fault. */
  list(holder: object, key: string): CodeList | null;
  /** The place of a window in the frame: the same words, the same window. */
  window(words: string): number;
  /** A leaf's place in the frame, where its reason is kept. */
  leaf(): number;
  fault(code: ConditionFault, holder: object, key: string | number | null, data?: Fault["data"]): void;
}

/**
 * One way to write a condition. `key` is the word by which it is known; `beside` are the other words that may stand in
 * the same object. A mechanism returns null after it has named a fault.
 */
export interface Mechanism {
  readonly key: string;
  readonly beside: readonly string[];
  read(node: Plain, reading: Reading): Build | null;
}

/** What may stand beside any leaf. */
export const besideLeaf = ["clause", "say", "absent"] as const;

/** How a leaf answers where its fact is absent, in place of what the fact's own line in the catalogue says. */
export const absences: Readonly<Record<string, Tri>> = { yes: YES, no: NO, unknown: UNKNOWN };

export interface Remarks {
  readonly clause?: string;
  readonly say?: string;
  readonly absent?: Tri;
}

/** `clause`, `say` and `absent` of a leaf, where they are what they should be. */
export function remarks(node: Plain, clause: string | undefined): Remarks {
  const own = typeof node["clause"] === "string" ? node["clause"] : clause;
  const absent = absences[String(node["absent"])];
  return {
    ...(own === undefined ? {} : { clause: own }),
    ...(typeof node["say"] === "string" ? { say: node["say"] } : {}),
    ...(absent === undefined ? {} : { absent }),
  };
}

import type { FactSpec } from "./catalogue.ts";

/** A fact with its place in the frame. */
export interface Term {
  readonly slot: number;
  readonly spec: FactSpec;
}

/** The two that `parents:` goes through, and what `parent.x` stands for within it (catalogue.ts). */
export const parents = ["father", "mother"] as const;
export type Parent = (typeof parents)[number];
const PREFIX = "parent.";

/** A catalogue prepared for looking up: each key once, with a slot. */
export class Lexicon {
  readonly terms: ReadonlyMap<string, Term>;

  constructor(catalogue: readonly FactSpec[]) {
    this.terms = new Map(catalogue.map((spec, slot) => [spec.key, { slot, spec }]));
  }

  /** True for a key that only has a meaning inside `parents:`. */
  isOfParent(key: string): boolean {
    return key.startsWith(PREFIX);
  }

  /** The term of a key; `parent.x` needs the parent in turn. Undefined where the catalogue has no such fact. */
  find(key: string, parent: Parent | null): Term | undefined {
    if (!this.isOfParent(key)) return this.terms.get(key);
    return this.terms.get(`${parent ?? parents[0]}.${key.slice(PREFIX.length)}`);
  }
}

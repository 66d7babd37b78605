import type { FactSpec } from "./catalogue.ts";

/** A fact with its place in the frame. */
export interface Term {
  readonly slot: number;
  readonly spec: FactSpec;
  /** The fact's mark among what an answer has looked at (frame.ts). */
  readonly lo: number;
  readonly hi: number;
}

/** The two that `parents:` goes through, and what `parent.x` stands for within it (catalogue.ts). */
export const parents = ["father", "mother"] as const;
export type Parent = (typeof parents)[number];
const PREFIX = "parent.";

/** A mark is one bit of two small integers; the last bit of `hi` is kept for "looked at the day". */
const [LO_BITS, HI_BITS] = [31, 30];
export const THE_DAY = 1 << HI_BITS;

/** The n-th fact's mark. With more facts than bits some share one: they are then asked again more often than need be. */
function markOf(n: number): Pick<Term, "lo" | "hi"> {
  const bit = n % (LO_BITS + HI_BITS);
  return bit < LO_BITS ? { lo: 1 << bit, hi: 0 } : { lo: 0, hi: 1 << (bit - LO_BITS) };
}

/** A catalogue prepared for looking up: each key that is asked for gets a slot, in the order of asking. */
export class Lexicon {
  readonly #specs: ReadonlyMap<string, FactSpec>;
  readonly #terms = new Map<string, Term>();

  constructor(catalogue: readonly FactSpec[]) {
    this.#specs = new Map(catalogue.map((spec) => [spec.key, spec]));
  }

  get size(): number {
    return this.#terms.size;
  }

  /** True for a key that only has a meaning inside `parents:`. */
  isOfParent(key: string): boolean {
    return key.startsWith(PREFIX);
  }

  /** The term of a key; `parent.x` needs the parent in turn. Undefined where the catalogue has no such fact. */
  find(key: string, parent: Parent | null): Term | undefined {
    return this.#term(this.isOfParent(key) ? `${parent ?? parents[0]}.${key.slice(PREFIX.length)}` : key);
  }

  #term(key: string): Term | undefined {
    const known = this.#terms.get(key);
    const spec = known?.spec ?? this.#specs.get(key);
    if (known || !spec) return known;
    const slot = this.#terms.size;
    const made: Term = { slot, spec, ...markOf(slot) };
    this.#terms.set(key, made);
    return made;
  }
}

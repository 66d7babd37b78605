import { type Comparison, width } from "./comparison.ts";

/** Every combination of levels that was seen, and how often: all that EM needs to know of millions of pairs. */
export class Patterns {
  readonly comparisons: readonly Comparison[];
  readonly #bases: readonly number[];
  readonly #widths: readonly number[];
  readonly #numbers = new Map<number, number>();
  readonly #codes: number[] = [];

  constructor(comparisons: readonly Comparison[]) {
    this.comparisons = comparisons;
    let base = 1;
    this.#widths = comparisons.map(width);
    this.#bases = this.#widths.map((levels) => {
      const own = base;
      base *= levels;
      return own;
    });
    if (base > Number.MAX_SAFE_INTEGER) throw new Error("linkage: too many combinations of levels");
  }

  get size(): number {
    return this.#codes.length;
  }

  /** Compares two rows in everything; the number of their pattern. */
  of(left: number, right: number): number {
    let code = 0;
    for (let i = 0; i < this.comparisons.length; i++) {
      code += (this.comparisons[i]?.compare(left, right) ?? 0) * (this.#bases[i] ?? 0);
    }
    return this.numberOf(code);
  }

  /** The number of a pattern given by its code. */
  numberOf(code: number): number {
    const found = this.#numbers.get(code);
    if (found !== undefined) return found;
    this.#numbers.set(code, this.#codes.length);
    return this.#codes.push(code) - 1;
  }

  /** All levels of a pattern in one number, which does not depend on what else was seen. */
  code(pattern: number): number {
    return this.#codes[pattern] ?? 0;
  }

  /** How often each pattern occurs among `numbers`. */
  histogram(numbers: Int32Array): Float64Array {
    const counts = new Float64Array(this.size);
    for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
    return counts;
  }

  /** The level of one comparison in a pattern. */
  level(pattern: number, comparison: number): number {
    const code = this.#codes[pattern] ?? 0;
    return Math.floor(code / (this.#bases[comparison] ?? 1)) % (this.#widths[comparison] ?? 1);
  }

  /** Numbers of the patterns in an order that does not depend on which was seen first. */
  sorted(): number[] {
    return Array.from(this.#codes.keys()).toSorted((a, b) => (this.#codes[a] ?? 0) - (this.#codes[b] ?? 0));
  }
}

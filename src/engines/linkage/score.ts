import { agreeing, type Counts } from "./chance.ts";
import type { Ground } from "./comparison.ts";
import { dateAt } from "./date.ts";
import { likelihoods, type Model } from "./em.ts";
import { nameAt } from "./nameZh.ts";
import type { Patterns } from "./patterns.ts";
import { type Column, valueAt } from "./register.ts";

/** A rare name that agrees says more than a common one: what chance says at that level, for each value, over the mean. */
export interface Frequency {
  readonly comparison: number;
  readonly level: number;
  readonly column: Column;
  readonly ratios: Float32Array;
}

const leveled: Readonly<Partial<Record<string, readonly (readonly [level: number, feature: number])[]>>> = {
  "name.zh": [[1, nameAt.full], [3, nameAt.sound]],
  "name.latin": [[1, 0]],
  date: [[1, dateAt.full]],
  text: [[1, 0]],
  code: [[1, 0]],
  area: [[1, 0]],
}; // prettier-ignore

/** The ratios of one field, for each of its levels that is an equality. */
export function frequencies(ground: Ground, field: number, comparison: number, all: readonly Counts[]): Frequency[] {
  const type = ground.fields[field]?.type ?? "text";
  const book = ground.books[type];
  const counts = all[field];
  if (!counts) return [];
  return (leveled[type] ?? []).map(([level, feature]) => {
    const { pairs, rows } = agreeing(book, counts, feature);
    const total = ground.left.rows + ground.right.rows;
    const mean = Math.max(pairs, 1) / (ground.left.rows * ground.right.rows);
    const ratios = new Float32Array(book.size).fill(1);
    for (let value = 1; value < book.size; value++) {
      const seen = rows.total(book.features[value * book.reader.stride + feature] ?? 0);
      ratios[value] = Math.max(0.5, seen - 1) / total / mean;
    }
    return { comparison, level, column: ground.left.column(field), ratios };
  });
}

/** Scores pairs by their pattern and the frequency of what agrees. */
export class Scorer {
  readonly model: Model;
  readonly #patterns: Patterns;
  readonly #frequencies: readonly Frequency[];
  readonly #match: Float64Array;
  readonly #sibling: Float64Array;
  readonly #stranger: Float64Array;
  readonly #known: (Bits | undefined)[] = [];
  /** Per pattern, the frequencies that apply to it. */
  readonly #applying: (readonly Frequency[])[];

  constructor(model: Model, patterns: Patterns, some: readonly Frequency[]) {
    this.model = model;
    this.#patterns = patterns;
    this.#frequencies = some;
    const sizes = Array.from({ length: patterns.size }, (_, p) => likelihoods(model, (i) => patterns.level(p, i)));
    this.#match = Float64Array.from(sizes, ([match]) => match);
    this.#sibling = Float64Array.from(sizes, ([, sibling]) => sibling);
    this.#stranger = Float64Array.from(sizes, ([, , stranger]) => stranger);
    this.#applying = sizes.map((_, p) =>
      this.#frequencies.filter((one) => patterns.level(p, one.comparison) === one.level),
    );
  }

  /** How much likelier than the mean strangers agree in what these two agree in; 1 where nothing is known of it. */
  rarity(left: number, pattern: number): number {
    let ratio = 1;
    for (const { column, ratios } of this.#applying[pattern] ?? []) ratio *= ratios[valueAt(column, left)] ?? 1;
    return ratio;
  }

  /** Odds that the two rows are one child: p / (1 - p). */
  odds(left: number, pattern: number): number {
    const others = (this.#sibling[pattern] ?? 0) + (this.#stranger[pattern] ?? 0) * this.rarity(left, pattern);
    return (this.#match[pattern] ?? 0) / Math.max(others, 1e-300);
  }

  /** Bits of each comparison for one child against strangers, and against another child of the household. */
  weights(left: number, pattern: number): { stranger: number[]; sibling: number[] } {
    const { stranger, sibling } = this.#bits(pattern);
    const applying = this.#applying[pattern] ?? [];
    if (applying.length === 0) return { stranger, sibling };
    const own = stranger.slice();
    for (const { comparison, column, ratios } of applying) {
      own[comparison] = (own[comparison] ?? 0) - Math.log2(ratios[valueAt(column, left)] ?? 1);
    }
    return { stranger: own, sibling };
  }

  #bits(pattern: number): Bits {
    const known = this.#known[pattern];
    if (known) return known;
    const levels = this.model.comparisons.map((learned, i) => [learned, this.#patterns.level(pattern, i)] as const);
    const bits = (other: "stranger" | "sibling"): number[] =>
      levels.map(([learned, level]) =>
        level === 0 ? 0 : Math.log2((learned.match[level] ?? 1) / (learned[other][level] ?? 1)),
      );
    const both = { stranger: bits("stranger"), sibling: bits("sibling") };
    this.#known[pattern] = both;
    return both;
  }
}

interface Bits {
  readonly stranger: number[];
  readonly sibling: number[];
}

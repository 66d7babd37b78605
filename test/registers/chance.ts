/** A seeded stream of chance: the same seed gives the same registers on every machine (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  one<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  shuffle(list: unknown[]): void {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const [one, other] = [list[i], list[j]];
      if (one === undefined || other === undefined) continue;
      list[i] = other;
      list[j] = one;
    }
  }
}

/** Draws by weight in constant time per draw, from a table of cumulated weights. */
export class Urn<T> {
  readonly #items: readonly T[];
  readonly #ends: Float64Array;

  constructor(weights: Iterable<readonly [T, number]>) {
    const list = [...weights];
    this.#items = list.map(([item]) => item);
    let sum = 0;
    this.#ends = Float64Array.from(list, ([, weight]) => (sum += weight));
  }

  draw(dice: Dice): T {
    const at = dice.next() * (this.#ends.at(-1) ?? 0);
    let [low, high] = [0, this.#ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const item = this.#items[low];
    if (item === undefined) throw new Error("an empty urn");
    return item;
  }
}

/** Weights that fall with the rank, as names do (Zipf). */
export const zipf = <T>(items: readonly T[], power = 0.8): [T, number][] =>
  items.map((item, rank) => [item, 1 / (rank + 2) ** power]);

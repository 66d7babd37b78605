import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { numberOf } from "./days.ts";

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32: small, quick, the same numbers on every machine.
 * For made-up people only, never for keys.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `parts` are integers that name the stream: the seed of the population, then the number of a family. */
  constructor(...parts: readonly number[]) {
    let state = 0x9e3779b9;
    const mix = (value: number): number => {
      state = (state + (value | 0) + 0x9e3779b9) | 0;
      let t = state ^ (state >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      return t ^ (t >>> 15);
    };
    for (const part of parts) {
      mix(part);
      mix(Math.floor(part / 0x1_0000_0000));
    }
    [this.#a, this.#b, this.#c] = [mix(1), mix(2), mix(3)];
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 bits as an integer 0..4294967295. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 <= x < 1. */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** An integer from `least` to `most`, both possible. */
  between(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Errors: Error for an empty list. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.unit() * items.length)];
    if (item === undefined) throw new Error("Random.pick: nothing to pick from");
    return item;
  }
}

/** Draws items in proportion to their weights. */
export function weighted<T>(table: readonly (readonly [T, number])[]): (random: Random) => T {
  const items = table.map(([item]) => item);
  const bounds = new Float64Array(table.length);
  let total = 0;
  for (const [i, [, weight]] of table.entries()) bounds[i] = total += weight;
  return (random) => {
    const at = random.unit() * total;
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return items[low] as T;
  };
}

const bytes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

const hex32 = (n: number): string =>
  `${bytes[n >>> 24]}${bytes[(n >>> 16) & 255]}${bytes[(n >>> 8) & 255]}${bytes[n & 255]}`;

/** A UUIDv7 of a day, drawn from a source of chance: the same in every run. */
export function idOf(random: Random, day: Day): Id {
  const time = numberOf(day) * 86_400_000 + random.between(0, 86_399_999);
  const high = hex32(Math.floor(time / 0x1_0000));
  const middle = hex32(((time % 0x1_0000) << 16) | 0x7000 | (random.bits() & 0xfff));
  const variant = hex32(((random.bits() & 0x3fff_ffff) | 0x8000_0000) >>> 0);
  const last = hex32(random.bits());
  return `${high}-${middle.slice(0, 4)}-${middle.slice(4)}-${variant.slice(0, 4)}-${variant.slice(4)}${last}`;
}

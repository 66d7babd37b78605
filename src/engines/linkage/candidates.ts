import type { Ground } from "./comparison.ts";
import { longer } from "./growing.ts";
import { keysOf, type Rule } from "./keys.ts";

/** A key that too many rows share to say anything: dropped, and worth a look by whoever keeps the file. */
export interface CappedKey {
  readonly rule: string;
  readonly side: "left" | "right";
  readonly rows: number;
  /** The own id of one row that has it. */
  readonly example: string;
}

interface Keys {
  readonly rule: Rule;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** The pairs worth comparing, each once, by the first rule that finds it. */
export class Candidates {
  readonly rules: readonly Rule[];
  readonly capped: CappedKey[] = [];
  readonly #ground: Ground;
  readonly #earlier: Keys[] = [];

  constructor(ground: Ground, rules: readonly Rule[]) {
    this.#ground = ground;
    this.rules = rules;
  }

  /** Calls `take` with each new pair of one rule; rules go in their order, each once. */
  join(rule: Rule, take: (left: number, right: number) => void): void {
    const keys = this.#keys(rule);
    const { within } = this.#ground;
    const { heads, nexts, mask } = chain(keys.left);
    for (let right = 0; right < keys.right.length; right++) {
      const key = keys.right[right] ?? 0;
      if (key === 0) continue;
      for (let at = heads[key & mask] ?? 0; at !== 0; at = nexts[at - 1] ?? 0) {
        const left = at - 1;
        if (keys.left[left] !== key || (within && left >= right) || this.#seen(left, right)) continue;
        take(left, right);
      }
    }
    this.#earlier.push(keys);
  }

  /** Goes past a rule whose pairs are known already. */
  pass(rule: Rule): void {
    this.#earlier.push(this.#keys(rule));
  }

  #keys(rule: Rule): Keys {
    const ground = this.#ground;
    const left = keysOf(ground, ground.left, rule, "left");
    const keys = { rule, left, right: keysOf(ground, ground.right, rule, "right") };
    this.#drop(keys);
    return keys;
  }

  #seen(left: number, right: number): boolean {
    for (const keys of this.#earlier) {
      // rows of the right come one after the other: what they need is at hand, the left's is not
      const key = keys.right[right] ?? 0;
      if (key !== 0 && key === keys.left[left]) return true;
    }
    return false;
  }

  #drop(keys: Keys): void {
    const { left, right, within } = this.#ground;
    const tooMany = new Set<number>();
    const look = (side: "left" | "right", rows: Uint32Array, name: (row: number) => string): void => {
      const { border, found } = frequent(rows, keys.rule.cap);
      for (const [key, { count, row }] of found) {
        if (count <= border) continue;
        tooMany.add(key);
        this.capped.push({ rule: keys.rule.name, side, rows: count, example: name(row) });
      }
    };
    look("left", keys.left, (row) => left.ids.at(row));
    if (!within) look("right", keys.right, (row) => right.ids.at(row));
    if (tooMany.size === 0) return;
    for (const rows of [keys.left, keys.right]) {
      for (let row = 0; row < rows.length; row++) if (tooMany.has(rows[row] ?? 0)) rows[row] = 0;
    }
  }
}

interface Frequent {
  readonly border: number;
  readonly found: ReadonlyMap<number, { count: number; row: number }>;
}

/** Keys on more rows than the cap: counted in buckets of a byte first, so that only suspects are counted by themselves. */
function frequent(keys: Uint32Array, border: number): Frequent {
  const mask = tableSize(keys.length) - 1;
  const buckets = new Uint8Array(mask + 1);
  const full = Math.min(255, border + 1);
  let suspects = 0;
  for (const key of keys) {
    const count = buckets[key & mask] ?? 0;
    if (key === 0 || count >= full) continue;
    buckets[key & mask] = count + 1;
    if (count + 1 === full) suspects++;
  }
  const found = new Map<number, { count: number; row: number }>();
  if (suspects === 0) return { border, found };
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0;
    if (key === 0 || (buckets[key & mask] ?? 0) < full) continue;
    const seen = found.get(key);
    if (seen) seen.count++;
    else found.set(key, { count: 1, row });
  }
  return { border, found };
}

const tableSize = (rows: number): number => 2 ** Math.max(4, Math.ceil(Math.log2(rows + 1)));

/** A hash table of rows by key: heads by bucket, and for each row the next one; rows count from 1, 0 is the end. */
function chain(keys: Uint32Array): { heads: Int32Array; nexts: Int32Array; mask: number } {
  const mask = tableSize(keys.length) - 1;
  const heads = new Int32Array(mask + 1);
  const nexts = new Int32Array(keys.length);
  for (let row = keys.length - 1; row >= 0; row--) {
    const key = keys[row] ?? 0;
    if (key === 0) continue;
    nexts[row] = heads[key & mask] ?? 0;
    heads[key & mask] = row + 1;
  }
  return { heads, nexts, mask };
}

/** Candidate pairs with the number of their pattern. */
export class Pairs {
  left = new Int32Array(4096);
  right = new Int32Array(4096);
  pattern = new Int32Array(4096);
  rule = new Uint8Array(4096);
  length = 0;

  push(left: number, right: number, pattern: number, rule: number): void {
    const at = this.length++;
    if (at === this.left.length) {
      this.left = longer(this.left, at + 1, Int32Array);
      this.right = longer(this.right, at + 1, Int32Array);
      this.pattern = longer(this.pattern, at + 1, Int32Array);
      this.rule = longer(this.rule, at + 1, Uint8Array);
    }
    this.left[at] = left;
    this.right[at] = right;
    this.pattern[at] = pattern;
    this.rule[at] = rule;
  }
}

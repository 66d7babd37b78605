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
  /** Keys of the rules that are through, a row's beside each other: one look into memory for a row, not one a rule. */
  readonly #left: Uint32Array;
  readonly #right: Uint32Array;
  readonly #stride: number;
  #through = 0;

  constructor(ground: Ground, rules: readonly Rule[]) {
    this.#ground = ground;
    this.rules = rules;
    this.#stride = rules.length;
    this.#left = new Uint32Array(ground.left.rows * rules.length);
    this.#right = new Uint32Array(ground.right.rows * rules.length);
  }

  /** Calls `take` with each new pair of one rule; rules go in their order, each once. */
  join(rule: Rule, take: Take): void {
    const keys = this.#keys(rule);
    const { within } = this.#ground;
    const { heads, links, mask } = chain(keys.left);
    const firsts = new Uint32Array(BLOCK);
    const found = new Found();
    const give = (): void => {
      this.#give(found, take);
    };
    for (let from = 0; from < keys.right.length; from += BLOCK) {
      const rows = keys.right.subarray(from, from + BLOCK);
      // Plain passes without a way out: the processor asks memory for many rows at once and does not wait for each.
      for (let i = 0; i < rows.length; i++) firsts[i] = heads[(rows[i] ?? 0) & mask] ?? 0;
      for (let i = 0; i < rows.length; i++) found.touched[i] = links[2 * (firsts[i] ?? 0)] ?? 0;
      for (let i = 0; i < rows.length; i++) {
        const key = rows[i] ?? 0;
        if (key === 0) continue;
        for (let at = firsts[i] ?? 0; at !== 0; at = links[2 * at + 1] ?? 0) {
          if (links[2 * at] !== key || (within && at > from + i)) continue;
          if (found.add(at - 1, from + i)) give();
        }
      }
      give();
    }
    this.#remember(keys);
  }

  /** Of what a block found, each pair that no earlier rule had. */
  #give(found: Found, take: Take): void {
    const { lefts, rights, touched } = found;
    for (let i = 0; i < found.length; i++) touched[i] = this.#left[(lefts[i] ?? 0) * this.#stride] ?? 0;
    for (let i = 0; i < found.length; i++) {
      const [left, right] = [lefts[i] ?? 0, rights[i] ?? 0];
      if (!this.#seen(left, right)) take(left, right);
    }
    found.length = 0;
  }

  /** Goes past a rule whose pairs are known already. */
  pass(rule: Rule): void {
    this.#remember(this.#keys(rule));
  }

  #remember({ left, right }: Keys): void {
    const stride = this.#stride;
    for (let row = 0, at = this.#through; row < left.length; row++, at += stride) this.#left[at] = left[row] ?? 0;
    for (let row = 0, at = this.#through; row < right.length; row++, at += stride) this.#right[at] = right[row] ?? 0;
    this.#through++;
  }

  #keys(rule: Rule): Keys {
    const ground = this.#ground;
    const left = keysOf(ground, ground.left, rule, "left");
    const keys = { rule, left, right: keysOf(ground, ground.right, rule, "right") };
    this.#drop(keys);
    return keys;
  }

  #seen(left: number, right: number): boolean {
    const [lefts, rights] = [this.#left, this.#right];
    const end = left * this.#stride + this.#through;
    for (let l = left * this.#stride, r = right * this.#stride; l < end; l++, r++) {
      const key = rights[r] ?? 0;
      if (key !== 0 && key === lefts[l]) return true;
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

type Take = (left: number, right: number) => void;

/** Rows of the right that are looked up together. */
const BLOCK = 512;

/** Pairs that a block of rows found, before it is known which are new. */
class Found {
  readonly lefts = new Int32Array(BLOCK);
  readonly rights = new Int32Array(BLOCK);
  /** Where what is read ahead goes, so that it is read. */
  readonly touched = new Uint32Array(BLOCK);
  length = 0;

  /** Whether it is full now. */
  add(left: number, right: number): boolean {
    this.lefts[this.length] = left;
    this.rights[this.length] = right;
    return ++this.length === BLOCK;
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

/** A hash table of rows by key: heads by bucket, and for each row its key and the next one; rows count from 1, 0 is the end. */
function chain(keys: Uint32Array): { heads: Uint32Array; links: Uint32Array; mask: number } {
  const mask = tableSize(keys.length) - 1;
  const heads = new Uint32Array(mask + 1);
  const links = new Uint32Array(2 * (keys.length + 1));
  for (let row = keys.length - 1; row >= 0; row--) {
    const key = keys[row] ?? 0;
    if (key === 0) continue;
    const at = row + 1;
    links[2 * at] = key;
    links[2 * at + 1] = heads[key & mask] ?? 0;
    heads[key & mask] = at;
  }
  return { heads, links, mask };
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

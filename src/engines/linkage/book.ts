import { longer, TextList } from "./growing.ts";
import { hashTwice, secondHash } from "./hash.ts";

/** How one type of field reads a cell: the canonical text, and the numbers by which two values are compared. */
export interface Reader {
  /** Numbers per value. */
  readonly stride: number;
  /** Keeps the canonical text too, for types that measure likeness letter by letter. */
  readonly keepsText: boolean;
  /** The canonical form of a cell, which is its own canonical form; "" where it says nothing (a placeholder, not readable). */
  readonly canonical: (text: string) => string;
  /** Writes the features of a canonical text at `features[at…]`; 0 means "not known". */
  readonly write: (canonical: string, features: Uint32Array, at: number) => void;
}

/** No name, address or token is longer; patterns that look for brackets take the square of it at worst. */
const LONGEST = 400;

/** Where a value's slot would stand first. */
const slotAt = (first: number, second: number, mask: number): number => Math.imul(first ^ (second >>> 7), 4) & mask;

/** What of a cell is read. */
export const beginningOf = (cell: string): string => (cell.length > LONGEST ? cell.slice(0, LONGEST) : cell);

/** Rows that are looked up together, their hashes, and where what is read ahead goes. */
const BLOCK = 256;
const [firsts, seconds, touched] = [new Uint32Array(BLOCK), new Uint32Array(BLOCK), new Uint32Array(BLOCK)];

export type Compare = (book: Book, a: number, b: number) => number;

/**
 * Every value of one type once, for both sides: value 0 is "nothing". The work of reading a name (script, sound, shape)
 * is done once per different name, however many rows bear it. Texts are found by 64 bits of hash and not kept.
 */
export class Book {
  readonly reader: Reader;
  /** The level of two values, neither of which is 0. */
  readonly compare: Compare;
  features: Uint32Array;
  readonly texts = new TextList();
  /** How many values there are, value 0 included. */
  size = 1;
  /** Four numbers a slot, so that one look into memory is enough: two hashes, the value plus one, nothing. */
  #slots = new Uint32Array(4 * 4096);
  #taken = 0;

  constructor(reader: Reader, compare: Compare) {
    this.reader = reader;
    this.compare = compare;
    this.features = new Uint32Array(reader.stride * 1024);
    if (reader.keepsText) this.texts.push("");
  }

  /** The value's number for a cell as it stands in the file; of a hostile one only the beginning is read. */
  valueOf(text: string): number {
    if (text === "") return 0;
    const cell = beginningOf(text);
    const first = hashTwice(cell);
    return this.#valueOf(cell, first, secondHash);
  }

  /** As valueOf, of one field of some rows; calls `take` in their order. */
  valuesOf(rows: readonly (readonly string[])[], field: number, take: (row: number, value: number) => void): void {
    for (let from = 0; from < rows.length; from += BLOCK) {
      const slots = this.#slots;
      const mask = slots.length - 1;
      const end = Math.min(from + BLOCK, rows.length);
      // Two plain passes: the processor asks memory for many slots at once and does not wait for each.
      for (let row = from; row < end; row++) {
        firsts[row - from] = hashTwice(beginningOf(rows[row]?.[field] ?? ""));
        seconds[row - from] = secondHash;
      }
      for (let i = 0; i < end - from; i++) touched[i] = slots[slotAt(firsts[i] ?? 0, seconds[i] ?? 0, mask)] ?? 0;
      for (let row = from; row < end; row++) {
        const text = rows[row]?.[field] ?? "";
        const value =
          text === "" ? 0 : this.#valueOf(beginningOf(text), firsts[row - from] ?? 0, seconds[row - from] ?? 0);
        take(row, value);
      }
    }
  }

  #valueOf(cell: string, first: number, second: number): number {
    const found = this.#find(first, second);
    if (found !== 0) return found - 1;
    const canonical = this.reader.canonical(cell);
    if (canonical === cell) return this.#enter(canonical, first, second);
    const value = canonical === "" ? 0 : this.valueOf(canonical);
    this.#put(first, second, value);
    return value;
  }

  #enter(canonical: string, first: number, second: number): number {
    const value = this.size++;
    const at = value * this.reader.stride;
    if (at + this.reader.stride > this.features.length) {
      this.features = longer(this.features, at + this.reader.stride, Uint32Array);
    }
    this.reader.write(canonical, this.features, at);
    if (this.reader.keepsText) this.texts.push(canonical);
    this.#put(first, second, value);
    return value;
  }

  /** The value plus one; 0 where the hashes are new. */
  #find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second) + 2] ?? 0;
  }

  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotAt(first, second, mask);
    while (slots[slot + 2] !== 0 && (slots[slot] !== first || slots[slot + 1] !== second)) slot = (slot + 4) & mask;
    return slot;
  }

  #put(first: number, second: number, value: number): void {
    const slot = this.#slotOf(first, second);
    this.#slots[slot] = first;
    this.#slots[slot + 1] = second;
    this.#slots[slot + 2] = value + 1;
    if (++this.#taken * 6 > this.#slots.length) this.#widen();
  }

  #widen(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 4) {
      if (before[at + 2] === 0) continue;
      const slot = this.#slotOf(before[at] ?? 0, before[at + 1] ?? 0);
      for (let i = 0; i < 3; i++) this.#slots[slot + i] = before[at + i] ?? 0;
    }
  }
}

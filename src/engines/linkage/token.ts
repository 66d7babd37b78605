import type { Reader } from "./book.ts";
import type { FieldType } from "./kinds.ts";
import { nameAt, PLACE } from "./nameZh.ts";

/*
 * A value as a department hands it over that may not hand over plain text: for each feature a token of thirty bits, cut
 * from a keyed digest of the feature, so that whoever has no key can compare features for equality and nothing else. For
 * types that are compared letter by letter a Bloom filter over pairs of letters follows (Schnell, Bachteler, Reiher 2009).
 */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LETTERS = 5;
/** Stands where a feature is not known. */
const NOTHING = ".";
export const BLOOM_WORDS = 8;
const BLOOM_LETTERS = 43;
/** Bits that each pair of letters sets, of 256. */
const HASHES = 6;

/** A keyed digest as text in base64url, 43 letters: HMAC-SM3 or HMAC-SHA-256 of 32 bytes. */
export type Digest = (text: string) => string;

const days = new Set([0, 1, 2, 7]);

/** Features that are compared with each other are digested as one kind: a birth date, and the one in an id number. */
function domainOf(type: FieldType, slot: number): string {
  if (type === "date" && days.has(slot)) return "day";
  if (type === "id" && (slot === 8 || slot === 9)) return "day";
  if (type === "sex" || (type === "id" && slot === 10)) return "sex";
  if (type === "name.zh" && slot > nameAt.places && (slot - nameAt.places) % PLACE === 0) return "given";
  return `${type} ${slot}`;
}

export const hasBloom = (type: FieldType): boolean => type === "text" || type === "name.latin" || type === "code";

const valueOf = (letter: number): number => {
  if (letter >= 97) return letter - 71;
  if (letter === 95) return 63;
  if (letter >= 65) return letter - 65;
  return letter === 45 ? 62 : letter + 4;
};

/** Makes tokens; the digests of what comes again and again (a digit, a year, a surname) are kept. */
export class Tokens {
  readonly #digest: Digest;
  readonly #known = new Map<string, string>();

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  /** The cell to hand over for one value of a type. */
  of(type: FieldType, features: Uint32Array, text: string): string {
    let out = "";
    for (let slot = 0; slot < features.length; slot++) {
      const value = features[slot] ?? 0;
      out += value === 0 ? NOTHING : this.#keyed(`${domainOf(type, slot)} ${value}`).slice(0, LETTERS);
    }
    return hasBloom(type) ? out + this.#bloom(type, text) : out;
  }

  #keyed(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const digest = this.#digest(text).slice(0, 2 * HASHES);
    if (this.#known.size > 500_000) this.#known.clear();
    this.#known.set(text, digest);
    return digest;
  }

  #bloom(type: FieldType, text: string): string {
    const bits = new Uint8Array(BLOOM_LETTERS);
    const padded = `_${text}_`;
    for (let i = 0; i + 1 < padded.length; i++) {
      const digest = this.#keyed(`${type} pair ${padded.slice(i, i + 2)}`);
      for (let k = 0; k < HASHES; k++) {
        const bit = (valueOf(digest.charCodeAt(2 * k)) * 64 + valueOf(digest.charCodeAt(2 * k + 1))) % 256;
        const letter = Math.floor(bit / 6);
        bits[letter] = (bits[letter] ?? 0) | (1 << (bit % 6));
      }
    }
    return Array.from(bits, (bit) => alphabet.charAt(bit)).join("");
  }
}

/** Reads what Tokens made, into the same features. */
export function tokenReader(type: FieldType, { stride }: Reader): Reader {
  return {
    stride: hasBloom(type) ? stride + BLOOM_WORDS : stride,
    keepsText: false,
    canonical: (cell) => cell,
    write: (cell, features, at) => {
      let from = 0;
      for (let slot = 0; slot < stride; slot++) {
        if (cell.charAt(from) === NOTHING) from++;
        else {
          features[at + slot] = tokenAt(cell, from);
          from += LETTERS;
        }
      }
      if (hasBloom(type)) readBloom(cell, from, features, at + stride);
    },
  };
}

/** Never 0, which would say "not known". */
function tokenAt(cell: string, from: number): number {
  let value = 0;
  for (let i = 0; i < LETTERS; i++) value = value * 64 + valueOf(cell.charCodeAt(from + i));
  return value + 1;
}

function readBloom(cell: string, from: number, features: Uint32Array, at: number): void {
  for (let letter = 0; letter < BLOOM_LETTERS; letter++)
    spread(features, at, letter, valueOf(cell.charCodeAt(from + letter)));
}

function spread(features: Uint32Array, at: number, letter: number, six: number): void {
  for (let i = 0; i < 6; i++) {
    if ((six & (1 << i)) === 0) continue;
    const bit = letter * 6 + i;
    const word = at + (bit >>> 5);
    features[word] = ((features[word] ?? 0) | (1 << (bit & 31))) >>> 0;
  }
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55_55_55_55);
  n = (n & 0x33_33_33_33) + ((n >>> 2) & 0x33_33_33_33);
  return Math.imul((n + (n >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/** How alike two Bloom filters are: twice the bits in common over the bits of both (Dice), 0 to 1. */
export function dice(f: Uint32Array, a: number, b: number): number {
  let [common, all] = [0, 0];
  for (let word = 0; word < BLOOM_WORDS; word++) {
    const [one, other] = [f[a + word] ?? 0, f[b + word] ?? 0];
    common += ones(one & other);
    all += ones(one) + ones(other);
  }
  return all === 0 ? 0 : (2 * common) / all;
}

import { Problem } from "#kernel/problem.ts";
import { decodeHex, encodeHex } from "./hex.ts";
import { Key } from "./key.ts";

/** A key that wraps others. Its id is made of itself, so a mistyped key shows. */
export interface MasterKey {
  /** 16 hex digits, from which nobody finds the key. */
  readonly id: string;
  readonly key: Key;
}

const ID = 16;
const HEX = 64;

/** By what a master key is known again, whatever the suite. */
export const masterIdOf = (key: Key): string =>
  key
    .part("sha256", "tonghu master id", ID / 2)
    .export()
    .toString("hex");

/* Keys are read and written as bytes: a string of them could not be wiped. */

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;
const endsItem = (byte: number): boolean => byte === 0x0a || byte === 0x2c;

/** The words of each item; items stand on lines of their own or between commas. Nothing is copied. */
function* itemsOf(text: Buffer): Generator<Buffer[]> {
  let words: Buffer[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const byte = text[at] ?? 0x0a;
    if (!isBlank(byte) && !endsItem(byte)) continue;
    if (at > start) words.push(text.subarray(start, at));
    start = at + 1;
    if (!endsItem(byte)) continue;
    if (words.length > 0) yield words;
    words = [];
  }
}

/** Thirty-two random bytes hold some thirty different ones; a key somebody made up for an example holds few. */
const isMadeUp = (bytes: Buffer): boolean => new Set(bytes).size <= 16;

function masterOf(words: readonly Buffer[], source: string, item: number): MasterKey {
  const [named, hex] = words.length === 1 ? [undefined, words[0]] : words;
  const bytes = hex?.length === HEX && words.length <= 2 ? decodeHex(hex) : undefined;
  if (!bytes) throw new Problem("crypto.master_malformed", { source, item }, 500);
  const weak = isMadeUp(bytes);
  const key = new Key(bytes);
  bytes.fill(0);
  if (weak) throw new Problem("crypto.master_weak", { source, item }, 500);
  const id = masterIdOf(key);
  // what stands in front is not repeated: it may be half a key
  if (named && named.toString("latin1").toLowerCase() !== id)
    throw new Problem("crypto.master_mismatch", { source, item, id }, 500);
  return { id, key };
}

/**
 * Master keys as they are written, the first one current: one on each line or between commas, as 64 hex digits, with
 * its id in front or without. The text is wiped. `source` goes into the refusals.
 * Errors: crypto.master_malformed, crypto.master_weak, crypto.master_mismatch, each { source, item }.
 */
export function readMasters(text: Buffer, source: string): MasterKey[] {
  try {
    return [...itemsOf(text)].map((words, n) => masterOf(words, source, n + 1));
  } finally {
    text.fill(0);
  }
}

/** One line for each, to be written and wiped. */
export function writeMasters(masters: readonly MasterKey[]): Buffer {
  const lines = masters.map(({ id, key }) => {
    const bytes = key.bytes();
    const hex = encodeHex(bytes);
    bytes.fill(0);
    const line = Buffer.concat([Buffer.from(`${id} `), hex, Buffer.from("\n")]);
    hex.fill(0);
    return line;
  });
  const text = Buffer.concat(lines);
  for (const line of lines) line.fill(0);
  return text;
}

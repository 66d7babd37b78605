import { isUtf8 } from "node:buffer";
import { isPlain } from "#engines/rules/reading.ts";
import { Problem } from "#kernel/problem.ts";
import { checkShape } from "#platform/http/json.ts";

/** One child's facts are a few thousand bytes. */
const MOST_MB = 16;
const MOST = MOST_MB * 1_000_000;
/** Facts stand at most three deep. */
const NEST = 8;
const [NEWLINE, QUOTE, BACKSLASH, COMMA, OPEN, CLOSE] = [0x0a, 0x22, 0x5c, 0x2c, 0x5b, 0x5d];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const blank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** How children were handed over, which is how their answers are given back. */
export type Shape = "one" | "array" | "lines";

/** Children in turn: what was read of each, undefined where a line is no JSON. */
export interface Children {
  readonly shape: Shape;
  readonly items: AsyncIterable<readonly unknown[]>;
}

/** Undefined where it is not JSON, or where a key comes twice: of two answers the parser keeps the last in silence. */
function parsed(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    // quick; where the counts differ a text may only hold the same signs, so it is read with care
    const keys = keysIn(value, 0);
    if (keys < Infinity && colonsIn(text) !== keys) checkShape(text);
    return value;
  } catch {
    return undefined;
  }
}

const SIGNS = '":';

function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(SIGNS); at >= 0; at = text.indexOf(SIGNS, at + 2)) count++;
  return count;
}

/** Keys of a value and of all within it; Infinity of a nest too deep for facts, which is refused for its keys. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  for (const one of Object.values(value)) {
    if (!Array.isArray(value)) count++;
    if (typeof one === "object") count += depth < NEST ? keysIn(one, depth + 1) : Infinity;
  }
  return count;
}

const unreadable = (): Problem => new Problem("policy.facts_unreadable");

/** Bytes that end between two characters. */
function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw unreadable();
  return bytes.toString("utf8");
}

/** Bytes as they come, and what was taken of them and not yet used. */
class Intake {
  readonly #source: AsyncIterator<Buffer>;
  held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Adds the next bytes to those held; false at the end. */
  async more(): Promise<boolean> {
    if (this.held.length > MOST) throw new Problem("policy.facts_too_large", { limit: MOST_MB });
    const next = await this.#source.next();
    if (next.done) return false;
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
    return true;
  }

  take(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }
}

/**
 * Reads children as they come: one object, an array of objects, or an object on each line; at no time more of them than
 * stand in the bytes that came at once. Errors: policy.facts_unreadable where it is none of these, also after the first
 * children of an array that breaks off; policy.facts_too_large {limit} for one child.
 */
export async function readChildren(source: AsyncIterable<Buffer>): Promise<Children> {
  const intake = new Intake(source);
  while (intake.held.length < 3 && (await intake.more()));
  if (intake.held.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) intake.take(3);
  intake.take(await pastBlanks(intake, 0));
  if (intake.held[0] === OPEN) return { shape: "array", items: elements(intake) };
  return oneOrLines(intake);
}

/** The place of the next byte that is not blank, or of the end. */
async function pastBlanks(intake: Intake, from: number): Promise<number> {
  let at = from;
  do {
    while (blank(intake.held[at])) at++;
  } while (at === intake.held.length && (await intake.more()));
  return at;
}

/** A first line that is an object by itself, with more behind it, is the first of many. */
async function oneOrLines(intake: Intake): Promise<Children> {
  let end = intake.held.indexOf(NEWLINE);
  while (end < 0 && (await intake.more())) end = intake.held.indexOf(NEWLINE);
  if (end >= 0 && isPlain(parsed(textOf(intake.held.subarray(0, end))))) {
    const next = await pastBlanks(intake, end);
    if (next < intake.held.length) return { shape: "lines", items: lines(intake) };
  }
  while (await intake.more());
  const whole = parsed(textOf(intake.held));
  if (!isPlain(whole)) throw unreadable();
  return { shape: "one", items: only(whole) };
}

async function* only(item: unknown): AsyncGenerator<readonly unknown[]> {
  yield [item];
}

async function* lines(intake: Intake): AsyncGenerator<readonly unknown[]> {
  do {
    const end = intake.held.lastIndexOf(NEWLINE);
    if (end >= 0) yield parsedLines(intake.take(end + 1));
  } while (await intake.more());
  yield parsedLines(intake.held);
}

const parsedLines = (bytes: Buffer): unknown[] =>
  textOf(bytes)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parsed);

/** Where the scanner of an array stands within the bytes held. */
interface Cursor {
  at: number;
  depth: number;
  quoted: boolean;
}

async function* elements(intake: Intake): AsyncGenerator<readonly unknown[]> {
  intake.take(1);
  const cursor: Cursor = { at: 0, depth: 0, quoted: false };
  let count = 0;
  for (;;) {
    const items: unknown[] = [];
    const last = takeElements(intake, cursor, (bytes) => {
      const item = parsed(textOf(bytes));
      const empty = item === undefined && bytes.every(blank);
      if (item === undefined && !(empty && count === 0 && intake.held[cursor.at] === CLOSE)) throw unreadable();
      if (!empty) items.push(item);
      count++;
    });
    if (items.length > 0) yield items;
    if (last) break;
    if (!(await intake.more())) throw unreadable();
  }
  do {
    if (!intake.held.every(blank)) throw unreadable();
    intake.held = Buffer.alloc(0);
  } while (await intake.more());
}

/** Hands over each element that is whole; true where the array is closed. What is left is the beginning of one. */
function takeElements(intake: Intake, cursor: Cursor, found: (bytes: Buffer) => void): boolean {
  const { held } = intake;
  let start = 0;
  for (; cursor.at < held.length; cursor.at++) {
    const byte = held[cursor.at] as number;
    if (cursor.quoted) {
      const end = closingQuote(held, cursor.at);
      cursor.at = end.at;
      cursor.quoted = !end.closed;
      if (!end.closed) break;
    } else if (byte === QUOTE) cursor.quoted = true;
    else if (cursor.depth === 0 && (byte === COMMA || byte === CLOSE)) {
      found(held.subarray(start, cursor.at));
      start = cursor.at + 1;
      if (byte === CLOSE) {
        intake.take(start);
        return true;
      }
    } else if (opening.has(byte)) cursor.depth++;
    else if (closing.has(byte)) cursor.depth--;
  }
  intake.take(start);
  cursor.at -= start;
  return false;
}

/** From within a text to the quote that ends it: one with an even number of backslashes before it. */
function closingQuote(held: Buffer, from: number): { at: number; closed: boolean } {
  for (let at = from; ; at++) {
    at = held.indexOf(QUOTE, at);
    if (at < 0) return { at: held.length, closed: false };
    let backslashes = 0;
    while (at - backslashes > 0 && held[at - backslashes - 1] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return { at, closed: true };
  }
}

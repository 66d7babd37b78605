import { isUtf8 } from "node:buffer";
import { Problem } from "#kernel/problem.ts";
import { isStorable } from "./stored.ts";

const DEPTH_MAX = 32;

/**
 * JSON as it may come from anybody: UTF-8, no NUL and no lone surrogates (PostgreSQL stores neither), no prototype keys,
 * no key twice, no nest without end. Errors: http.malformed (400) with a reason.
 */
export function readJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw malformed("not_utf8");
  const text = new TextDecoder().decode(bytes);
  checkShape(text);
  let value: unknown;
  try {
    value = JSON.parse(text, refuseHostile);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw malformed("not_json");
  }
  return value;
}

const malformed = (reason: string): Problem => new Problem("http.malformed", { reason }, 400);

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the string that begins at `from` ends: its closing quote. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** A key that comes twice has two meanings, and the parser would keep the last in silence. */
function keep(keys: Set<string> | null | undefined, text: string, from: number, end: number): void {
  if (!keys || text.charCodeAt(afterBlanks(text, end + 1)) !== COLON) return;
  let key: string;
  try {
    key = JSON.parse(text.slice(from, end + 1)) as string;
  } catch {
    throw malformed("not_json");
  }
  if (keys.has(key)) throw malformed("duplicate_key");
  keys.add(key);
}

/**
 * Looked at before parsing: a reviver runs only after the whole nest has been built, and sees of two keys the last.
 * Errors: http.malformed, for a key twice or a nest too deep.
 */
export function checkShape(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) {
      const end = endOfString(text, at);
      keep(open.at(-1), text, at, end);
      at = end;
    } else if (c === OPEN_LIST || c === OPEN_OBJECT) {
      if (open.push(c === OPEN_OBJECT ? new Set() : null) > DEPTH_MAX) throw malformed("too_deep");
    } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) open.pop();
  }
}

function refuseHostile(key: string, value: unknown): unknown {
  if (key === "__proto__" || key === "constructor" || key === "prototype") {
    throw malformed("reserved_key");
  }
  if (!isStorable(key) || (typeof value === "string" && !isStorable(value))) {
    throw malformed("characters");
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw malformed("number");
  return value;
}

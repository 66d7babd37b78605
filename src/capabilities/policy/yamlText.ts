import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import { type Fault, Faults, shown } from "#engines/rules/fault.ts";
import type { Places } from "#engines/rules/place.ts";

const MOST_CHARS = 2_000_000;
const MOST_NODES = 200_000;
const DEEPEST = 50;
const LONGEST_TEXT = 4_000;
const DEEPEST_BRACKETS = 200;

export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/**
 * Reads a YAML text into plain objects and records the line of every key and item in `places`.
 *
 * A pack may come from anywhere: size, depth and the growth through aliases are bounded, `__proto__`, control
 * characters and anything that is not plain data are refused. Errors: none thrown; all stand in faults.
 */
export function readYaml(text: string, file: string, places: Places): YamlText {
  const faults = new Faults();
  const refuse = (line: number, reason: string, detail = ""): YamlText => {
    faults.add("yaml", { file, line }, { reason, detail: shown(detail) });
    return { value: undefined, faults: faults.list };
  };
  if (text.length > MOST_CHARS) return refuse(1, "too_long");
  if (tooManyBrackets(text)) return refuse(1, "too_deep");
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (!document) return refuse(1, "too_deep");
  for (const error of document.errors) {
    faults.add(
      "yaml",
      { file, line: lines.linePos(error.pos[0]).line },
      { reason: "syntax", detail: shown(error.message.split("\n")[0]) },
    );
  }
  if (faults.list.length > 0) return { value: undefined, faults: faults.list };
  if (document.contents === null) return refuse(1, "empty");
  const reader = new Reader(document, lines, file, places, faults);
  const value = reader.plain(document.contents, 0);
  return { value, faults: faults.list };
}

/** The parser goes down one call per bracket: a text of brackets alone would exhaust its stack. */
function tooManyBrackets(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") depth = Math.max(0, depth - 1);
    if (depth > DEEPEST_BRACKETS) return true;
  }
  return false;
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, {
      lineCounter,
      version: "1.2",
      schema: "core",
      merge: false,
      strict: true,
      uniqueKeys: true,
    });
  } catch (error) {
    // block style can nest as deep by indentation alone
    if (error instanceof RangeError) return null;
    throw error;
  }
}

class Reader {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #file: string;
  readonly #places: Places;
  readonly #faults: Faults;
  #nodes = 0;

  constructor(document: Document, lines: LineCounter, file: string, places: Places, faults: Faults) {
    this.#document = document;
    this.#lines = lines;
    this.#file = file;
    this.#places = places;
    this.#faults = faults;
  }

  plain(node: unknown, depth: number): unknown {
    if (++this.#nodes > MOST_NODES || depth > DEEPEST) {
      if (this.#nodes <= MOST_NODES + 1) this.#fault(node, depth > DEEPEST ? "too_deep" : "too_large");
      return undefined;
    }
    if (isAlias(node)) return this.plain(this.#resolved(node), depth + 1);
    if (isScalar(node)) return this.#scalar(node, node.value);
    if (isSeq(node)) return this.#list(node, node.items, depth);
    return isMap(node) ? this.#map(node, node.items, depth) : null;
  }

  #resolved(alias: Alias): unknown {
    return alias.resolve(this.#document) ?? this.#fault(alias, "unknown_alias");
  }

  #scalar(node: Node, value: unknown): unknown {
    if (typeof value === "string" && value.length > LONGEST_TEXT) return this.#fault(node, "text_too_long");
    // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
    if (typeof value === "string" && /[\u0000-\u0008\u000b-\u001f\u007f]/.test(value))
      return this.#fault(node, "control_character");
    if (typeof value === "number" && !Number.isFinite(value)) return this.#fault(node, "not_a_number");
    return typeof value === "bigint" || (typeof value === "object" && value !== null)
      ? this.#fault(node, "not_plain")
      : value;
  }

  #list(node: Node, items: readonly unknown[], depth: number): unknown[] {
    const list: unknown[] = [];
    this.#places.put(list, null, this.#place(node));
    for (const item of items) {
      this.#places.put(list, list.length, this.#place(item));
      list.push(this.plain(item, depth + 1));
    }
    return list;
  }

  #map(node: Node, pairs: readonly Pair[], depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    this.#places.put(map, null, this.#place(node));
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : "";
      if (!isScalar(key) || name === "__proto__" || name.length > 200) {
        this.#fault(key, "bad_key");
        continue;
      }
      this.#places.put(map, name, this.#place(key));
      map[name] = this.plain(value, depth + 1);
    }
    return map;
  }

  #place(node: unknown): { file: string; line: number } {
    const range = (node as Node | null)?.range;
    return { file: this.#file, line: range ? this.#lines.linePos(range[0]).line : 1 };
  }

  #fault(node: unknown, reason: string): undefined {
    this.#faults.add("yaml", this.#place(node), { reason, detail: "" });
  }
}

import { Problem } from "#kernel/problem.ts";
import { damaged } from "./limits.ts";

/** What a reader of one XML part wants to hear. Names come without their prefix: `x:row` and `row` are the same. */
export interface XmlEvents {
  /** `attributes` is the raw text after the name: most tags are never asked for one. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** A run of text may come in several pieces. */
  text(piece: string): void;
  /**
   * Takes an element whole, from its `<` at `tag`, and gives the place behind its end, so that no event is made of it;
   * -1 leaves it to the events. For the few shapes of which most of a large part consists.
   */
  shortcut?(source: string, tag: number): number;
}

const MAX_TAG = 256 * 1024;
const ends = { comment: "-->", instruction: "?>", cdata: "]]>" } as const;

/**
 * Reads XML as it arrives, in pieces of any size, holding no more than one unfinished tag. A document type declaration
 * is refused at its first characters, so that no entity is ever declared (billion laughs, external entities); OOXML
 * parts may not have one (ECMA-376 part 2, 8.1.4).
 *
 * Errors: files.xml_entities for a declaration, files.damaged for a tag that does not end.
 */
export class XmlScanner {
  readonly #events: XmlEvents;
  #pending = "";
  #inside: keyof typeof ends | undefined;
  #depth = 0;

  constructor(events: XmlEvents) {
    this.#events = events;
  }

  feed(piece: string): void {
    const source = this.#pending === "" ? piece : this.#pending + piece;
    const at = this.#scan(source);
    this.#pending = at === 0 ? source : source.slice(at);
    if (this.#pending.length > MAX_TAG) throw damaged("XML");
  }

  end(): void {
    if (this.#inside !== undefined || this.#depth !== 0 || this.#pending.trim() !== "") throw damaged("XML cut short");
  }

  /** How far `source` is done with. */
  #scan(source: string): number {
    let at = 0;
    for (;;) {
      if (this.#inside !== undefined) {
        const done = this.#skip(source, at);
        if (done < 0) return -done - 1;
        at = done;
      }
      const tag = source.indexOf("<", at);
      if (tag < 0) return this.#trailingText(source, at);
      if (tag > at) this.#events.text(decodeEntities(source.slice(at, tag)));
      const behind = this.#events.shortcut?.(source, tag) ?? -1;
      if (behind > tag) {
        at = behind;
        continue;
      }
      const mark = source.charCodeAt(tag + 1);
      if (mark === 0x21 || mark === 0x3f) {
        const start = this.#enter(source, tag);
        if (start === undefined) return tag;
        at = start;
        continue;
      }
      const end = tagEnd(source, tag);
      if (end < 0) return tag;
      this.#tag(source, tag + 1, end);
      at = end + 1;
    }
  }

  #tag(source: string, start: number, end: number): void {
    const closing = source.charCodeAt(start) === 0x2f;
    const selfClosed = source.charCodeAt(end - 1) === 0x2f;
    const last = selfClosed ? end - 1 : end;
    let from = closing ? start + 1 : start;
    let next = from;
    for (; next < last; next++) {
      const code = source.charCodeAt(next);
      if (code === 0x3a) from = next + 1;
      else if (code <= 0x20) break;
    }
    const name = source.slice(from, next);
    if (closing) {
      this.#depth--;
      return this.#events.close(name);
    }
    this.#events.open(name, next === last ? "" : source.slice(next, last));
    if (selfClosed) this.#events.close(name);
    else this.#depth++;
  }

  /** Where the body of a comment, an instruction or a CDATA section starts; undefined where more must be read first. */
  #enter(source: string, tag: number): number | undefined {
    if (source.charCodeAt(tag + 1) === 0x3f) return this.#begin("instruction", tag + 2);
    if (source.length < tag + 9) return undefined;
    if (source.startsWith("<!--", tag)) return this.#begin("comment", tag + 4);
    if (source.startsWith("<![CDATA[", tag)) return this.#begin("cdata", tag + 9);
    throw new Problem("files.xml_entities");
  }

  #begin(what: keyof typeof ends, at: number): number {
    this.#inside = what;
    return at;
  }

  /** The place after the end of what we are inside of; where it is not in sight, -1 minus how far we are done. */
  #skip(source: string, at: number): number {
    const what = this.#inside ?? "comment";
    const end = source.indexOf(ends[what], at);
    const known = end < 0 ? Math.max(at, source.length - ends[what].length) : end;
    if (what === "cdata" && known > at) this.#events.text(source.slice(at, known));
    if (end < 0) return -known - 1;
    this.#inside = undefined;
    return end + ends[what].length;
  }

  /** Text at the end of a piece is handed on, but for an entity that may go on in the next one. */
  #trailingText(source: string, at: number): number {
    const amp = source.lastIndexOf("&");
    const held = amp >= at && source.length - amp < 12 && !source.includes(";", amp) ? amp : source.length;
    if (held > at) this.#events.text(decodeEntities(source.slice(at, held)));
    return held;
  }
}

/** Index of the tag's `>`, over any that stands in a quoted attribute value; -1 where it is not in sight. */
function tagEnd(source: string, tag: number): number {
  let end = source.indexOf(">", tag);
  if (source.charCodeAt(tag + 1) === 0x2f) return end;
  let from = tag;
  while (end >= 0) {
    const quote = firstQuote(source, from, end);
    if (quote < 0) return end;
    const closing = source.indexOf(source.charAt(quote), quote + 1);
    if (closing < 0) return -1;
    from = closing + 1;
    if (end < from) end = source.indexOf(">", from);
  }
  return -1;
}

function firstQuote(source: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code === 0x22 || code === 0x27) return i;
  }
  return -1;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, entity: string) => {
    if (!entity.startsWith("#")) return named[entity] ?? whole;
    const code = entity[1] === "x" ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The value of one attribute in a tag's raw text, or undefined; `name` may carry a prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(name);
  while (at >= 0) {
    const before = attributes.charCodeAt(at - 1);
    const rest = at + name.length;
    if (before <= 0x20 || before === 0x3a) {
      const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(rest, rest + 4_096 + name.length));
      if (value) return decodeEntities(value[1] ?? value[2] ?? "");
    }
    at = attributes.indexOf(name, rest);
  }
  return undefined;
}

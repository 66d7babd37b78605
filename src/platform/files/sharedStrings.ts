import { damaged, tooLarge } from "./limits.ts";
import { fromXmlText } from "./plainText.ts";
import { XmlScanner } from "./xmlScan.ts";

const CACHE = 1 << 14;

/**
 * The shared string table of a workbook. It has to be held whole, for a cell names its text by number; as one run of
 * UTF-16 bytes it takes twice its characters and nothing more (an array of strings takes three to four times that, in
 * the heap). The last texts asked for are kept decoded.
 */
export class SharedStrings {
  #bytes: Buffer = Buffer.allocUnsafe(64 * 1024);
  #used = 0;
  #ends = new Float64Array(1_024);
  #count = 0;
  readonly #limit: number;
  readonly #cacheKeys = new Int32Array(CACHE).fill(-1);
  readonly #cacheTexts: string[] = [];

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    const size = text.length * 2;
    if (this.#used + size + this.#count * 8 > this.#limit) throw tooLarge("sharedStrings", this.#limit);
    if (this.#used + size > this.#bytes.length) this.#growBytes(this.#used + size);
    if (this.#count === this.#ends.length) this.#growEnds();
    this.#bytes.write(text, this.#used, "utf16le");
    this.#used += size;
    this.#ends[this.#count++] = this.#used;
  }

  /** The text of that number. Errors: files.damaged where the table has none. */
  get(index: number): string {
    const slot = index % CACHE;
    if (this.#cacheKeys[slot] === index) return this.#cacheTexts[slot] ?? "";
    const end = Number.isInteger(index) && index >= 0 && index < this.#count ? this.#ends[index] : undefined;
    if (end === undefined) throw damaged("shared string");
    const text = this.#bytes.toString("utf16le", index === 0 ? 0 : this.#ends[index - 1], end);
    this.#cacheKeys[slot] = index;
    this.#cacheTexts[slot] = text;
    return text;
  }

  #growBytes(wanted: number): void {
    const grown = Buffer.allocUnsafe(
      Math.max(wanted, Math.min(this.#bytes.length * 2, this.#bytes.length + (32 << 20))),
    );
    this.#bytes.copy(grown, 0, 0, this.#used);
    this.#bytes = grown;
  }

  #growEnds(): void {
    const grown = new Float64Array(this.#ends.length * 2);
    grown.set(this.#ends);
    this.#ends = grown;
  }
}

/** Reads the table's part. Phonetic runs (rPh) are readings of the text, not text. */
export async function readSharedStrings(
  part: AsyncIterable<Buffer>,
  limitBytes: number,
  cellChars: number,
): Promise<SharedStrings> {
  const table = new SharedStrings(limitBytes);
  const decoder = new TextDecoder();
  let text = "";
  let inText = false;
  let inPhonetic = false;
  const scanner = new XmlScanner({
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") inPhonetic = true;
      else if (name === "t") inText = !inPhonetic;
    },
    close(name) {
      if (name === "si") table.add(fromXmlText(text));
      else if (name === "rPh") inPhonetic = false;
      else if (name === "t") inText = false;
    },
    text(piece) {
      if (!inText) return;
      text += piece;
      if (text.length > cellChars) throw tooLarge("cell", cellChars);
    },
    shortcut(source, tag) {
      const plain = inText ? undefined : plainItem(source, tag);
      if (plain === undefined) return -1;
      if (plain.text.length > cellChars) throw tooLarge("cell", cellChars);
      table.add(fromXmlText(plain.text));
      return plain.end;
    },
  });
  for await (const bytes of part) scanner.feed(decoder.decode(bytes, { stream: true }));
  scanner.feed(decoder.decode());
  scanner.end();
  return table;
}

const opening = "<si><t>";
const closing = "</t></si>";

/** `<si><t>…</t></si>`, all in sight and without entities: nearly every text of a table. */
function plainItem(source: string, tag: number): { text: string; end: number } | undefined {
  if (!source.startsWith(opening, tag)) return undefined;
  const end = source.indexOf("<", tag + opening.length);
  if (end < 0 || !source.startsWith(closing, end)) return undefined;
  const text = source.slice(tag + opening.length, end);
  return text.includes("&") ? undefined : { text, end: end + closing.length };
}

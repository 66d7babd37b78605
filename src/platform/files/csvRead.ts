import { Problem } from "#kernel/problem.ts";
import { blank, type Cell, type Row } from "./cell.ts";
import { type FileLimits, tooLarge } from "./limits.ts";
import { fromCsvText } from "./plainText.ts";
import { type Bytes, pieces } from "./source.ts";

/**
 * The encoding of a text file: by its mark, else UTF-8 where every byte fits it, else GB18030, which is what Excel and
 * WPS write on a Chinese Windows. Errors: files.not_xlsx where it is neither, or no text at all.
 */
async function detectEncoding(bytes: Bytes): Promise<string> {
  const mark = await bytes.read(0, 3);
  if (mark[0] === 0xff && mark[1] === 0xfe) return "utf-16le";
  if (mark[0] === 0xfe && mark[1] === 0xff) return "utf-16be";
  for (const encoding of ["utf-8", "gb18030"]) {
    if (await fits(bytes, encoding)) return encoding;
  }
  throw new Problem("files.not_xlsx", { why: "neither a workbook nor text" });
}

async function fits(bytes: Bytes, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of pieces(bytes)) {
      if (piece.includes(0)) return false;
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * The rows of a CSV (or tab-separated) file, every cell as text, as many at a time as a piece of the file holds; RFC 4180
 * with the separator found in its first line.
 */
export async function* readCsv(bytes: Bytes, limits: FileLimits, sheet: string): AsyncGenerator<Row[]> {
  const decoder = new TextDecoder(await detectEncoding(bytes));
  const parser = new CsvParser(sheet, limits);
  for await (const piece of pieces(bytes)) {
    parser.feed(decoder.decode(piece, { stream: true }));
    yield parser.take();
  }
  parser.feed(decoder.decode());
  parser.end();
  yield parser.take();
}

/** The largest of the characters that decide anything: tab, line breaks, quote, comma, semicolon. */
const LARGEST_SIGN = ";".charCodeAt(0);

class CsvParser {
  readonly #sheet: string;
  readonly #limits: FileLimits;
  #separator = "";
  #head = "";
  #field = "";
  #quoted = false;
  #afterQuote = false;
  #skipLineFeed = false;
  #cells: Cell[] = [];
  #done: Row[] = [];
  #row = 0;

  constructor(sheet: string, limits: FileLimits) {
    this.#sheet = sheet;
    this.#limits = limits;
  }

  take(): Row[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  feed(piece: string): void {
    if (this.#separator !== "") return this.#scan(piece);
    this.#head += piece;
    // What stands in quotes decides nothing: a separator or a line break there is text.
    const bare = this.#head.replace(/"[^"]*"?/g, "");
    const line = bare.search(/[\r\n]/);
    if (line < 0 && this.#head.length < 65_536) return;
    this.#start(line < 0 ? bare : bare.slice(0, line));
  }

  end(): void {
    if (this.#separator === "") this.#start(this.#head.replace(/"[^"]*"?/g, ""));
    if (this.#field !== "" || this.#cells.length > 0 || this.#afterQuote) this.#endRow();
  }

  #start(firstLine: string): void {
    if (/^\s*</.test(firstLine)) throw new Problem("files.not_xlsx", { why: "HTML or XML" });
    const count = (separator: string): number => firstLine.split(separator).length;
    this.#separator = ["\t", ";"].find((one) => count(one) > count(",")) ?? ",";
    const head = this.#head;
    this.#head = "";
    this.#scan(head);
  }

  #scan(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      // nearly all characters are neither separator nor quote nor line break, and these are all small
      if (text.charCodeAt(i) > LARGEST_SIGN && !this.#afterQuote && !this.#skipLineFeed) continue;
      const char = text.charAt(i);
      if (this.#skipLineFeed) {
        this.#skipLineFeed = false;
        if (char === "\n") {
          from = i + 1;
          continue;
        }
      }
      if (this.#quoted) {
        if (char !== '"') continue;
        this.#add(text.slice(from, i));
        this.#quoted = false;
        this.#afterQuote = true;
        from = i + 1;
      } else if (char === '"' && (this.#afterQuote || (this.#field === "" && from === i))) {
        if (this.#afterQuote) this.#add('"'); // "" inside quotes is one quote
        this.#quoted = true;
        this.#afterQuote = false;
        from = i + 1;
      } else if (char === this.#separator || char === "\n" || char === "\r") {
        this.#add(text.slice(from, i));
        from = i + 1;
        if (char === this.#separator) this.#endField();
        else this.#endRow();
        this.#skipLineFeed = char === "\r";
      } else this.#afterQuote = false;
    }
    this.#add(text.slice(from));
  }

  #add(text: string): void {
    if (text === "") return;
    this.#field = this.#field === "" ? text : this.#field + text;
    if (this.#field.length > this.#limits.cellChars) throw tooLarge("cell", this.#limits.cellChars);
  }

  #endField(): void {
    const text = fromCsvText(this.#field);
    this.#cells.push(text === "" ? blank : { kind: "text", text });
    if (this.#cells.length > this.#limits.columns) throw tooLarge("columns", this.#limits.columns);
    this.#field = "";
    this.#afterQuote = false;
  }

  #endRow(): void {
    this.#endField();
    this.#row++;
    const cells = this.#cells;
    this.#cells = [];
    if (cells.every((cell) => cell.kind === "blank")) return;
    if (this.#row > this.#limits.rows) throw tooLarge("rows", this.#limits.rows);
    this.#done.push({ sheet: this.#sheet, row: this.#row, cells });
  }
}

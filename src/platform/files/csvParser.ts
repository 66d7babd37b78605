import { Problem } from "#kernel/problem.ts";
import { blank, type Cell, type Row } from "./cell.ts";
import { type FileLimits, tooLarge } from "./limits.ts";
import { fromCsvText } from "./plainText.ts";

/** The largest of the characters that decide anything: tab, line breaks, quote, comma, semicolon. */
const LARGEST_SIGN = ";".charCodeAt(0);

/** Excel keeps 253 line breaks in a cell: more in one are lines that a quote has swallowed. */
const MOST_BREAKS = 253;

/** How many characters may be read again for quotes that are none; a whole list of half a million lines has 50 million. */
const MOST_REREAD = 64 * 1024 * 1024;

/** Rows out of the text of a CSV (or tab-separated) file, piece by piece; RFC 4180, and forgiving of a quote that is none. */
export class CsvParser {
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
  /** Where the open quote stands in the piece being read; before it, or nowhere, if below 0. */
  #opened = -1;
  /** What earlier pieces held from the open quote on, and the line breaks in the cell that it opened. */
  #since = "";
  #breaks = 0;
  #reread = 0;

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
    while (this.#quoted) this.#scan(this.#literal("", 0));
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

  /** A quote that turned out to be a sign among others sends what came after it through once more. */
  #scan(text: string): void {
    let rest: string | undefined = text;
    while (rest !== undefined) rest = this.#scanOnce(rest);
  }

  #scanOnce(text: string): string | undefined {
    let from = 0;
    this.#opened = this.#quoted ? 0 : -1;
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
        if (char === "\n" && ++this.#breaks > MOST_BREAKS) return this.#literal(text, i);
        if (char !== '"') continue;
        this.#add(text.slice(from, i));
        this.#quoted = false;
        this.#afterQuote = true;
        from = i + 1;
      } else if (char === '"' && (this.#afterQuote || (this.#field === "" && from === i))) {
        if (this.#afterQuote) this.#add('"'); // "" inside quotes is one quote
        else this.#open(i);
        this.#quoted = true;
        this.#afterQuote = false;
        from = i + 1;
      } else if (char === this.#separator || char === "\n" || char === "\r") {
        this.#add(text.slice(from, i));
        from = i + 1;
        if (char === this.#separator) this.#endField();
        else this.#endRow();
        this.#skipLineFeed = char === "\r";
      } else if (this.#afterQuote) {
        if (this.#breaks > 0 && char !== " ") return this.#literal(text, i);
        this.#afterQuote = false;
      }
    }
    this.#add(text.slice(from));
    if (this.#quoted || this.#afterQuote) this.#since += text.slice(Math.max(this.#opened, 0));
    return undefined;
  }

  #open(at: number): void {
    this.#opened = at;
    this.#since = "";
    this.#breaks = 0;
  }

  /**
   * The quote that opened this cell closes nowhere, or closes in another line before more text: somebody typed it, and it is
   * a sign of its own cell. Without this all lines up to the next quote were one cell, and their children not on the list.
   */
  #literal(text: string, at: number): string {
    const from = Math.max(this.#opened, 0);
    const all = this.#since + text.slice(from);
    this.#reread += this.#since.length + at - from;
    if (this.#reread > MOST_REREAD) throw new Problem("files.quotes_broken", { row: this.#row + 1 }, 422);
    this.#quoted = false;
    this.#afterQuote = false;
    this.#open(-1);
    this.#field = '"';
    return all.slice(1);
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

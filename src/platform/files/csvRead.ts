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

/** The rows of a CSV (or tab-separated) file, every cell as text; RFC 4180 with the separator found in its first line. */
export async function* readCsv(bytes: Bytes, limits: FileLimits, sheet: string): AsyncGenerator<Row> {
  const decoder = new TextDecoder(await detectEncoding(bytes));
  const parser = new CsvParser(sheet, limits);
  for await (const piece of pieces(bytes)) {
    parser.feed(decoder.decode(piece, { stream: true }));
    yield* parser.take();
  }
  parser.feed(decoder.decode());
  parser.end();
  yield* parser.take();
}

class CsvParser {
  readonly #sheet: string;
  readonly #limits: FileLimits;
  #separator = "";
  #head = "";
  #field: string[] = [];
  #fieldLength = 0;
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
    if (this.#fieldLength > 0 || this.#cells.length > 0 || this.#afterQuote) this.#endRow();
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
      } else if (char === '"' && (this.#afterQuote || (this.#fieldLength === 0 && from === i))) {
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
    this.#fieldLength += text.length;
    if (this.#fieldLength > this.#limits.cellChars) throw tooLarge("cell", this.#limits.cellChars);
    this.#field.push(text);
  }

  #endField(): void {
    const text = fromCsvText(this.#field.join(""));
    this.#cells.push(text === "" ? blank : { kind: "text", text });
    if (this.#cells.length > this.#limits.columns) throw tooLarge("columns", this.#limits.columns);
    this.#field = [];
    this.#fieldLength = 0;
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

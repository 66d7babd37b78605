import { Problem } from "#kernel/problem.ts";
import { blank, type Cell, type Row } from "./cell.ts";
import { readCell } from "./cellRead.ts";
import { type FileLimits, tooLarge } from "./limits.ts";
import { MergeTracker, readMerges } from "./merges.ts";
import { columnOf, type PlainCell, readPlainCell } from "./plainCells.ts";
import type { SheetPart, Workbook } from "./workbookRead.ts";
import { attribute, XmlScanner } from "./xmlScan.ts";
import type { Zip } from "./zipRead.ts";

const MAX_ROW = 1_048_576;

/**
 * The rows of one sheet that hold anything, in the order of the file, at the pace of whoever asks for them: one piece of
 * the part is parsed at a time. What the sheet says of its own size (`<dimension>`) is never looked at.
 */
export async function* readSheet(zip: Zip, book: Workbook, sheet: SheetPart, limits: FileLimits): AsyncGenerator<Row> {
  const entry = zip.entries.get(sheet.path);
  if (!entry) throw new Problem("files.sheet_missing", { sheet: sheet.name.slice(0, 40) });
  const merges = new MergeTracker(await readMerges(zip.inflate(entry)));
  const parser = new SheetParser(sheet.name, book, limits, merges);
  const scanner = new XmlScanner(parser);
  const decoder = new TextDecoder();
  for await (const piece of zip.inflate(entry)) {
    scanner.feed(decoder.decode(piece, { stream: true }));
    yield* parser.take();
  }
  scanner.feed(decoder.decode());
  scanner.end();
  yield* parser.take();
}

/** Hears the tags of a sheet and keeps the rows that are finished. */
class SheetParser {
  readonly #sheet: string;
  readonly #book: Workbook;
  readonly #limits: FileLimits;
  readonly #merges: MergeTracker;
  #done: Row[] = [];
  #rowCount = 0;
  #row = 0;
  #cells: Cell[] = [];
  #inData = false;
  #column = -1;
  #style = 0;
  #type = "";
  #value = "";
  #formula: string | undefined;
  #collects: "value" | "formula" | undefined;
  #inPhonetic = false;
  #source = "";
  #hasEntities = false;
  readonly #plain: PlainCell = { column: -1, style: 0, type: "", value: "" };

  constructor(sheet: string, book: Workbook, limits: FileLimits, merges: MergeTracker) {
    this.#sheet = sheet;
    this.#book = book;
    this.#limits = limits;
    this.#merges = merges;
  }

  take(): Row[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  shortcut(source: string, tag: number): number {
    if (this.#collects !== undefined) return -1;
    if (source !== this.#source) {
      this.#source = source;
      this.#hasEntities = source.includes("&");
    }
    const cell = this.#plain;
    const end = readPlainCell(source, tag, cell);
    if (end < 0 || (this.#hasEntities && cell.value.includes("&"))) return -1;
    if (cell.value.length > this.#limits.cellChars) throw tooLarge("cell", this.#limits.cellChars);
    this.#column = cell.column < 0 ? this.#column + 1 : cell.column;
    this.#put(cell.type, cell.value, cell.style, undefined);
    return end;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case "c":
        this.#openCell(attributes);
        break;
      case "v":
        this.#collects = "value";
        break;
      case "t":
        if (this.#type === "inlineStr" && !this.#inPhonetic) this.#collects = "value";
        break;
      case "f":
        this.#collects = "formula";
        this.#formula = "";
        break;
      case "row":
        this.#openRow(attribute(attributes, "r"));
        break;
      case "rPh":
        this.#inPhonetic = true;
        break;
      case "sheetData":
        this.#inData = true;
        break;
    }
  }

  close(name: string): void {
    if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (name === "v" || name === "t" || name === "f") this.#collects = undefined;
    else if (name === "rPh") this.#inPhonetic = false;
    else if (name === "sheetData") this.#inData = false;
  }

  text(piece: string): void {
    if (this.#collects === "value") this.#value += piece;
    else if (this.#collects === "formula") this.#formula += piece;
    else return;
    if (this.#value.length > this.#limits.cellChars) throw tooLarge("cell", this.#limits.cellChars);
    if ((this.#formula?.length ?? 0) > this.#limits.cellChars) throw tooLarge("cell", this.#limits.cellChars);
  }

  #openRow(number: string | undefined): void {
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    if (!(this.#row >= 1 && this.#row <= MAX_ROW)) throw tooLarge("rows", MAX_ROW);
    this.#cells = [];
    this.#column = -1;
  }

  /** One pass over ` r="C5" s="3" t="s"`: this runs for every cell of every file. */
  #openCell(attributes: string): void {
    let column = -1;
    this.#style = 0;
    this.#type = "";
    this.#value = "";
    this.#formula = undefined;
    let at = attributes.indexOf("=");
    while (at > 0) {
      const quote = attributes.charAt(at + 1);
      const end = attributes.indexOf(quote, at + 2);
      if ((quote !== '"' && quote !== "'") || end < 0) break;
      const name = attributes.charCodeAt(at - 1);
      const alone = at === 1 || attributes.charCodeAt(at - 2) <= 0x20;
      if (alone && name === 0x72) column = columnOf(attributes, at + 2);
      else if (alone && name === 0x73) this.#style = Number(attributes.slice(at + 2, end));
      else if (alone && name === 0x74) this.#type = attributes.slice(at + 2, end);
      at = attributes.indexOf("=", end);
    }
    this.#column = column < 0 ? this.#column + 1 : column;
  }

  #closeCell(): void {
    this.#put(this.#type, this.#value, this.#style, this.#formula);
    this.#type = "";
  }

  #put(type: string, value: string, style: number, formula: string | undefined): void {
    const cell = readCell(type, value, this.#book.formats[style] ?? "General", formula, this.#book);
    if (cell.kind === "blank" && cell.formula === undefined) return;
    if (this.#column >= this.#limits.columns) throw tooLarge("columns", this.#limits.columns);
    while (this.#cells.length < this.#column) this.#cells.push(blank);
    this.#cells[this.#column] = cell;
  }

  #closeRow(): void {
    if (!this.#inData) return;
    if (this.#cells.length === 0) return;
    this.#merges.apply(this.#row, this.#cells, this.#limits.columns);
    if (++this.#rowCount > this.#limits.rows) throw tooLarge("rows", this.#limits.rows);
    this.#done.push({ sheet: this.#sheet, row: this.#row, cells: this.#cells });
  }
}

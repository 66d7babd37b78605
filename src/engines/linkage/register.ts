import { Book } from "./book.ts";
import type { Field } from "./config.ts";
import { longer, TextList } from "./growing.ts";
import { hashText } from "./hash.ts";
import { type FieldType, kinds } from "./kinds.ts";
import { tokenKinds } from "./tokenKinds.ts";

/** One book per type, shared by both sides and by all fields of that type. */
export type Books = Readonly<Record<FieldType, Book>>;

/** `digests`: the cells are tokens that departments made (token.ts), not plain text. */
export const newBooks = (digests = false): Books =>
  Object.fromEntries(
    Object.entries(digests ? tokenKinds : kinds).map(([type, kind]) => [type, new Book(kind.reader, kind.compare)]),
  ) as Books;

/** Ranks lie between 0 and this. */
export const TOP_RANK = 2 ** 53;

/** A row as it is read: its own id, and its cells in the order of the config's fields. */
export interface Row {
  readonly id: string;
  readonly cells: readonly string[];
}

/** One field of a register: its value in a row stands at `row * stride + field`. */
export interface Column {
  readonly values: Int32Array;
  readonly stride: number;
  readonly field: number;
}

/** The value's number in a row; 0 is "nothing". */
export const valueAt = ({ values, stride, field }: Column, row: number): number => values[row * stride + field] ?? 0;

/** One file in memory: for each field the value's number per row, and the rows' own ids. */
export class Register {
  readonly fields: readonly Field[];
  readonly ids = new TextList();
  rows = 0;
  readonly #books: readonly Book[];
  /** Row by row: whoever compares two rows finds all of a row's values in one or two lines of memory. */
  #values = new Int32Array(0);
  #ranks = new Float64Array(1024);

  constructor(fields: readonly Field[], books: Books) {
    this.fields = fields;
    this.#books = fields.map(({ type }) => books[type]);
    this.#values = new Int32Array(1024 * fields.length);
  }

  /** Adds a row: its own id, and a cell for each field in the order of the config; "" is "not known". */
  add(id: string, cells: readonly string[]): void {
    this.addAll([{ id, cells }]);
  }

  /** As add, for some rows: quicker by what they wait for memory together. */
  addAll(rows: readonly Row[]): void {
    const from = this.rows;
    const width = this.fields.length;
    this.#hold(from + rows.length);
    for (const { id } of rows) {
      this.ids.push(id);
      this.#ranks[this.rows++] = hashText(id, 1) * 0x20_0000 + (hashText(id, 2) >>> 11);
    }
    const cells = rows.map((row) => row.cells);
    for (const [field, book] of this.#books.entries()) {
      book.valuesOf(cells, field, (row, value) => {
        this.#values[(from + row) * width + field] = value;
      });
    }
  }

  #hold(rows: number): void {
    if (rows <= this.#ranks.length) return;
    this.#ranks = longer(this.#ranks, rows, Float64Array);
    this.#values = longer(this.#values, this.#ranks.length * this.fields.length, Int32Array);
  }

  /** Rows by their own ids, for a few of many. */
  find(ids: ReadonlySet<string>): Map<string, number> {
    const found = new Map<string, number>();
    for (let row = 0; row < this.rows && found.size < ids.size; row++) {
      const id = this.ids.at(row);
      if (ids.has(id)) found.set(id, row);
    }
    return found;
  }

  /** The values of one field by row, as far as rows have been added. */
  column(field: number): Column {
    return { values: this.#values, stride: this.fields.length, field };
  }

  /** A number per row that depends on its id alone: what must not depend on the order of rows goes by it. */
  rank(row: number): number {
    return this.#ranks[row] ?? 0;
  }
}

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

/** One file in memory: for each field the value's number per row, and the rows' own ids. */
export class Register {
  readonly fields: readonly Field[];
  readonly ids = new TextList();
  rows = 0;
  readonly #books: readonly Book[];
  #columns: Int32Array[];
  #ranks = new Float64Array(1024);

  constructor(fields: readonly Field[], books: Books) {
    this.fields = fields;
    this.#books = fields.map(({ type }) => books[type]);
    this.#columns = fields.map(() => new Int32Array(1024));
  }

  /** Adds a row: its own id, and a cell for each field in the order of the config; "" is "not known". */
  add(id: string, cells: readonly string[]): void {
    const row = this.rows++;
    if (row === this.#ranks.length) {
      this.#columns = this.#columns.map((column) => longer(column, row + 1, Int32Array));
      this.#ranks = longer(this.#ranks, row + 1, Float64Array);
    }
    this.ids.push(id);
    this.#ranks[row] = hashText(id, 1) * 0x20_0000 + (hashText(id, 2) >>> 11);
    for (let i = 0; i < this.#books.length; i++) {
      const column = this.#columns[i];
      const book = this.#books[i];
      if (column && book) column[row] = book.valueOf(cells[i] ?? "");
    }
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

  /** The values of one field by row. */
  column(index: number): Int32Array {
    return this.#columns[index] ?? new Int32Array(0);
  }

  /** A number per row that depends on its id alone: what must not depend on the order of rows goes by it. */
  rank(row: number): number {
    return this.#ranks[row] ?? 0;
  }
}

import type { LinkageConfig, Register } from "#engines/linkage/index.ts";
import { Problem } from "#kernel/problem.ts";
import { type Cell, type FileLimits, readRowBatches, readRows } from "#platform/files/index.ts";

/** Which side of the config a file stands on. */
export interface Reading {
  readonly config: LinkageConfig;
  readonly side: "left" | "right";
}

/** A list of the whole nation is no upload: what bounds uploads does not bound it. */
const limits: Partial<FileLimits> = { fileBytes: 64 * 2 ** 30, rows: 100_000_000 };

const LONGEST_ID = 200;

/** A cell as it was typed; a day in the form in which the engine reads it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell.kind === "blank" || cell.kind === "error") return "";
  if (cell.kind === "text") return cell.text;
  if (cell.kind === "number") return cell.raw;
  return cell.kind === "date" ? (cell.day ?? "") : cell.value ? "1" : "0";
}

/** A row as the engine takes it: its own id, and a cell for each field of the config. */
export interface ListRow {
  readonly id: string;
  readonly cells: string[];
}

/** The first words of a list of digests (linkEncode.ts); undefined for a list in plain text. */
export async function markOf(file: string): Promise<string | undefined> {
  for await (const { cells } of readRows(file, { limits })) {
    const head = cellText(cells[0]);
    return head.startsWith("tonghu-digest-") ? head : undefined;
  }
  return undefined;
}

/**
 * Reads a list (.csv in UTF-8, GB18030 or UTF-16, .xlsx; or digests) a few hundred rows at a time; nothing of the file is kept.
 * Errors: linkage.column_missing, linkage.id_missing, linkage.id_too_long and
 * linkage.id_twice with the row, linkage.no_rows, files.*.
 */
export async function* rowsOf(file: string, { config, side }: Reading, digests = false): AsyncGenerator<ListRow[]> {
  const idColumn = side === "left" ? config.leftId : config.rightId;
  const columns = config.fields.map((field) => (digests ? field.name : field[side]));
  const ids = new IdSet();
  let places: Places | undefined;
  let count = 0;
  for await (const batch of readRowBatches(file, { limits })) {
    const rows: ListRow[] = [];
    for (const { row, cells } of batch) {
      if (!places) {
        places = placesOf(cells.map(cellText), digests ? undefined : idColumn, columns, side);
        continue;
      }
      const id = places.id < 0 ? String(row) : cellText(cells[places.id]).trim();
      if (id === "") throw new Problem("linkage.id_missing", { side, row });
      if (id.length > LONGEST_ID) throw new Problem("linkage.id_too_long", { side, row, limit: LONGEST_ID });
      if (!ids.add(id)) throw new Problem("linkage.id_twice", { side, row });
      rows.push({ id, cells: places.cells.map((place) => cellText(cells[place])) });
    }
    count += rows.length;
    yield rows;
  }
  if (count === 0) throw new Problem("linkage.no_rows", { side });
}

/** Reads a list into a register. Errors: as rowsOf. */
export async function fillRegister(
  register: Register,
  batches: AsyncIterable<readonly ListRow[]>,
  onRows: (rows: number) => void,
): Promise<void> {
  for await (const rows of batches) {
    register.addAll(rows);
    onRows(register.rows);
  }
}

interface Places {
  readonly id: number;
  readonly cells: readonly number[];
}

/** Where each column stands; `id` undefined: the first, null: none. */
function placesOf(
  heads: readonly string[],
  id: string | null | undefined,
  columns: readonly string[],
  side: string,
): Places {
  const names = heads.map((head) => head.trim());
  const place = (column: string): number => {
    const at = names.indexOf(column);
    if (at >= 0) return at;
    throw new Problem("linkage.column_missing", { side, column, found: names.slice(0, 20).join("、").slice(0, 200) });
  };
  return { id: id === undefined ? 0 : id === null ? -1 : place(id), cells: columns.map(place) };
}

/** Ids that were seen, as 52 bits of hash each: two different ones meet once in a thousand files of a million rows. */
class IdSet {
  #slots = new Float64Array(1 << 16);
  #taken = 0;

  /** False where it was there. */
  add(id: string): boolean {
    const key = keyOf(id);
    const at = this.#slotOf(key);
    if (this.#slots[at] === key) return false;
    this.#slots[at] = key;
    if (++this.#taken * 2 > this.#slots.length) this.#widen();
    return true;
  }

  #slotOf(key: number): number {
    const mask = this.#slots.length - 1;
    let at = (key % 0x1_0000_0000) & mask;
    while (this.#slots[at] !== 0 && this.#slots[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #widen(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    for (const key of before) if (key !== 0) this.#slots[this.#slotOf(key)] = key;
  }
}

function keyOf(id: string): number {
  let [a, b] = [0x81_1c_9d_c5, 0x51_ed_27_0b];
  for (let i = 0; i < id.length; i++) {
    a = Math.imul(a ^ id.charCodeAt(i), 0x01_00_01_93);
    b = Math.imul(b + id.charCodeAt(i), 0x85_eb_ca_6b);
    b ^= b >>> 13;
  }
  return (a >>> 0) * 0x10_0000 + (b >>> 12) + 1;
}

import { blank, type Cell, coveredBy, parseCellName } from "./cell.ts";
import { damaged, tooLarge } from "./limits.ts";
import { attribute, XmlScanner } from "./xmlScan.ts";

/** A merged area: rows from 1, columns from 0, all inclusive. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

const MAX_MERGES = 200_000;
const marker = Buffer.from("sheetData>");

/**
 * The merged areas of a sheet, by first row. They stand behind the rows (ECMA-376 part 1, 18.3.1.99), so the part is
 * inflated once for them alone: only what follows `</sheetData>` is looked at.
 */
export async function readMerges(part: AsyncIterable<Buffer>): Promise<Merge[]> {
  const merges: Merge[] = [];
  const scanner = new XmlScanner({
    open(name, attributes) {
      const merge = name === "mergeCell" ? parseMerge(attribute(attributes, "ref") ?? "") : undefined;
      if (merge && merges.push(merge) > MAX_MERGES) throw tooLarge("merges", MAX_MERGES);
    },
    close: () => undefined,
    text: () => undefined,
  });
  const decoder = new TextDecoder();
  let before: Buffer = Buffer.alloc(0);
  let found = false;
  for await (const piece of part) {
    if (found) scanner.feed(decoder.decode(piece, { stream: true }));
    else {
      const at = markerIn(piece, before);
      found = at >= 0;
      if (found) scanner.feed(decoder.decode(piece.subarray(at), { stream: true }));
      before = piece.length >= SEAM ? piece : Buffer.concat([before, piece]).subarray(-SEAM);
    }
  }
  return merges.toSorted((a, b) => a.firstRow - b.firstRow);
}

const SEAM = 64;

/** Where in a piece the rows are over; -1 where they are not. The tag may have begun in the piece before. */
function markerIn(piece: Buffer, before: Buffer): number {
  const tail = before.subarray(-SEAM);
  const atSeam = closingMarker(Buffer.concat([tail, piece.subarray(0, SEAM)]));
  return atSeam > tail.length ? atSeam - tail.length : closingMarker(piece);
}

/** Index after `</sheetData>` or `</x:sheetData>`; an empty `<sheetData/>` has no rows for a merge to cover. */
function closingMarker(bytes: Buffer): number {
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + 1)) {
    const tag = bytes.lastIndexOf("<", at);
    if (bytes[tag + 1] === 0x2f && at - tag < 40) return at + marker.length;
  }
  return -1;
}

function parseMerge(ref: string): Merge | undefined {
  const [from, to] = ref.split(":").map(parseCellName);
  if (!from || !to) return undefined;
  const merge = { firstRow: from.row, lastRow: to.row, firstColumn: from.column, lastColumn: to.column };
  return merge.lastRow >= merge.firstRow && merge.lastColumn >= merge.firstColumn ? merge : undefined;
}

interface OpenMerge extends Merge {
  top: Cell;
}

/** Gives the cells that lie under a merged area the cell of its top-left, row by row from the top. */
export class MergeTracker {
  readonly #waiting: readonly Merge[];
  #next = 0;
  #open: OpenMerge[] = [];

  constructor(merges: readonly Merge[]) {
    this.#waiting = merges;
  }

  apply(row: number, cells: Cell[], maxColumns: number): void {
    if (this.#open.length > 0) this.#open = this.#open.filter((merge) => merge.lastRow >= row);
    let merge = this.#waiting[this.#next];
    while (merge && merge.firstRow <= row) {
      this.#next++;
      if (merge.lastRow >= row) {
        this.#open.push({ ...merge, top: merge.firstRow === row ? (cells[merge.firstColumn] ?? blank) : blank });
      }
      merge = this.#waiting[this.#next];
    }
    const width = this.#open.reduce((sum, one) => sum + Math.min(one.lastColumn, maxColumns) - one.firstColumn + 1, 0);
    // Areas that lie beside each other are no wider than the sheet; those that overlap cost more with every row.
    if (width > maxColumns + this.#open.length) throw damaged("merged areas overlap");
    for (const one of this.#open) cover(one, row, cells, maxColumns);
  }
}

function cover(merge: OpenMerge, row: number, cells: Cell[], maxColumns: number): void {
  if (merge.top.kind === "blank") return;
  for (let column = merge.firstColumn; column <= Math.min(merge.lastColumn, maxColumns - 1); column++) {
    if (row === merge.firstRow && column === merge.firstColumn) continue;
    while (cells.length <= column) cells.push(blank);
    if (cells[column]?.kind === "blank") cells[column] = coveredBy(merge.top);
  }
}

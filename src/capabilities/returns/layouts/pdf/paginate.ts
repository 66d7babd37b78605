import type { FormBlock, Line } from "../form.ts";

/** Part of a block that stands on one page under its level cell. */
export interface Piece {
  readonly block: FormBlock;
  readonly lines: readonly Line[];
  readonly newPage: boolean;
  /** The block began on the page before: its level cell says so. */
  readonly continued: boolean;
}

interface Room {
  /** Left on the first page under the heads, and on each further page, in points. */
  readonly first: number;
  readonly next: number;
}

/** Lines that may not be parted: a type with its 其中, and the last one with the 人数小计. */
function unitsOf(block: FormBlock): Line[][] {
  const units = block.pairs.map((pair) => [...pair]);
  const last = units.at(-1);
  if (last === undefined) return [[block.subtotal]];
  last.push(block.subtotal);
  return units;
}

/**
 * Spreads blocks over pages. A block that does not fit on the rest of a page but fits on a whole one moves there,
 * so that its level cell stays in one piece; only a block longer than a page is cut, between types.
 */
export function paginate(blocks: readonly FormBlock[], heightOf: (line: Line) => number, room: Room): Piece[] {
  const pieces: Piece[] = [];
  let left = room.first;
  const heightOfAll = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + heightOf(line), 0);
  for (const block of blocks) {
    const units = unitsOf(block);
    const height = heightOfAll(units.flat());
    let newPage = height > left && height <= room.next;
    if (newPage) left = room.next;
    let lines: Line[] = [];
    let continued = false;
    for (const unit of units) {
      const need = heightOfAll(unit);
      if (need > left && left < room.next) {
        if (lines.length > 0) pieces.push({ block, lines, newPage, continued });
        continued = lines.length > 0 || continued;
        [lines, newPage, left] = [[], true, room.next];
      }
      lines.push(...unit);
      left -= need;
    }
    pieces.push({ block, lines, newPage, continued });
  }
  return pieces;
}

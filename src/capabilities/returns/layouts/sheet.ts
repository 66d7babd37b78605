import type { Cell, CellStyle, MergeRange } from "hucre/xlsx";

/** A sheet under construction, row by row. */
export class Sheet {
  readonly cells = new Map<string, Partial<Cell>>();
  readonly merges: MergeRange[] = [];
  readonly rowDefs = new Map<number, { height: number }>();
  readonly rowBreaks: number[] = [];
  row = -1;

  next(height: number): void {
    this.row += 1;
    this.rowDefs.set(this.row, { height });
  }

  put(column: number, value: string | number, cellStyle: CellStyle, more: Partial<Cell> = {}): void {
    const type = typeof value === "number" ? "number" : "string";
    this.cells.set(`${this.row},${column}`, { value, type, style: cellStyle, ...more });
  }

  /** Every cell of a merge carries the border, or Excel draws only the first one's. */
  merge(fromRow: number, from: number, to: number, cellStyle: CellStyle): void {
    for (let row = fromRow; row <= this.row; row++)
      for (let column = from; column <= to; column++) {
        const key = `${row},${column}`;
        if (!this.cells.has(key)) this.cells.set(key, { value: null, type: "empty", style: cellStyle });
      }
    if (fromRow === this.row && from === to) return;
    this.merges.push({ startRow: fromRow, startCol: from, endRow: this.row, endCol: to });
  }

  wide(text: string, cellStyle: CellStyle, height: number): void {
    this.next(height);
    this.put(0, text, cellStyle);
    this.merge(this.row, 0, 3, cellStyle);
  }
}

/** What an A4 page holds between its margins, in points, and where a block must move to the next one. */
const pageHeight = 842 - 72 * (0.75 + 0.75);

export function breakBlocks(sheet: Sheet, starts: readonly number[], headRow: number): void {
  const height = (from: number, to: number): number => {
    let sum = 0;
    for (let row = from; row < to; row++) sum += sheet.rowDefs.get(row)?.height ?? 15;
    return sum;
  };
  let pageTop = 0;
  starts.slice(0, -1).forEach((start, i) => {
    const end = starts[i + 1] ?? start;
    const head = pageTop === 0 ? 0 : height(headRow, headRow + 1);
    if (height(pageTop, end) + head <= pageHeight || pageTop === start) return;
    sheet.rowBreaks.push(start - 1);
    pageTop = start;
  });
}

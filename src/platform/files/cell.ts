import type { Day } from "#kernel/day.ts";

/**
 * One cell as the file holds it: nothing is guessed. A number keeps the digits as written (`raw`) and its number format,
 * so that a reader can tell an id that lost its last digits from one that did not; a formula keeps its text beside the
 * value that the program last computed for it.
 */
export type Cell =
  | { readonly kind: "blank"; readonly formula?: string; readonly covered?: Cell }
  | { readonly kind: "text"; readonly text: string; readonly formula?: string }
  | {
      readonly kind: "number";
      readonly value: number;
      readonly raw: string;
      readonly format: string;
      /** Where the workbook counts days from 1904: a serial that lost its format stands four years earlier than it says. */
      readonly date1904?: true;
      readonly formula?: string;
    }
  | {
      readonly kind: "date";
      /** Undefined for a serial that no day stands for (negative, or the 29th of February 1900). */
      readonly day: Day | undefined;
      readonly raw: string;
      readonly format: string;
      readonly formula?: string;
    }
  | { readonly kind: "bool"; readonly value: boolean; readonly formula?: string }
  | { readonly kind: "error"; readonly error: string; readonly formula?: string };

export interface Row {
  readonly sheet: string;
  /** 1 for the first row of the sheet, as the person sees it. */
  readonly row: number;
  /** By column, 0 for A. Cells to the right of the last one that holds anything are left out. */
  readonly cells: readonly Cell[];
}

export const blank: Cell = { kind: "blank" };

/** A cell of a merged area other than its top-left: blank itself, with what stands in the top-left. */
export const coveredBy = (cell: Cell): Cell => ({ kind: "blank", covered: cell });

const codeA = 65;

/** "A" for 0, "AB" for 27. */
export function columnName(column: number): string {
  let name = "";
  for (let n = column; n >= 0; n = Math.floor(n / 26) - 1) name = String.fromCharCode(codeA + (n % 26)) + name;
  return name;
}

/** "C5" for column 2 of row 5. */
export const cellName = (column: number, row: number): string => `${columnName(column)}${row}`;

/** Column (0 for A) and row of "C5" or "$C$5"; undefined where it is no such name. */
export function parseCellName(name: string): { column: number; row: number } | undefined {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(name);
  if (!parts) return undefined;
  let column = 0;
  for (const letter of parts[1] ?? "") column = column * 26 + letter.charCodeAt(0) - codeA + 1;
  return { column: column - 1, row: Number(parts[2]) };
}

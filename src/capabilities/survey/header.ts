import { type Cell, cellName, type Row } from "#platform/files/index.ts";
import type { SurveyColumn } from "./columns.ts";
import type { FormHead } from "./formLines.ts";
import { bareLabel, plainLabel } from "./labels.ts";
import { textOf } from "./reading.ts";
import { notTakenHeaders } from "./zh.ts";

/** What the header row of a sheet was found to mean. */
export interface Layout {
  readonly sheet: string;
  readonly headerRow: number;
  /** Column of the sheet (0 for A) → column of the survey. */
  readonly columns: ReadonlyMap<number, SurveyColumn>;
  /** By key: where the column stands; the first one where two mean the same. */
  readonly places: ReadonlyMap<string, number>;
  /** Headers as they stand in the sheet. */
  readonly headers: ReadonlyMap<number, string>;
  /** Headers of which nothing is taken; `why` for those that are known and say too little. */
  readonly unknown: readonly (HeaderCell & { readonly why?: string })[];
  readonly doubled: readonly (HeaderCell & { readonly same: string })[];
  /** Headers of required columns that the sheet lacks. */
  readonly missing: readonly string[];
  /** The column that an earlier import put in front. */
  readonly resultColumn: number | undefined;
  /** What the lines above the table say about all of its rows. */
  readonly form: FormHead;
}

export interface HeaderCell {
  readonly header: string;
  readonly cell: string;
}

export const resultHeader = "导入结果";

type Names = ReadonlyMap<string, SurveyColumn>;

export const namesOf = (columns: readonly SurveyColumn[]): Names =>
  new Map(
    columns.flatMap((column) =>
      [column, ...column.variants].flatMap((variant) => variant.names.map((name) => [name, variant] as const)),
    ),
  );

const shown = (cell: Cell | undefined): string => {
  if (!cell) return "";
  const reading = textOf(cell.kind === "blank" && cell.covered ? cell.covered : cell);
  return reading.kind === "value" ? reading.value : "";
};

/** Under a merged head, "姓名" is 父亲姓名: head and header together are tried first. */
function meaning(header: string, head: string, names: Names): SurveyColumn | undefined {
  const plain = plainLabel(header);
  const together = head === "" ? undefined : names.get(plainLabel(head) + plain);
  return (
    together ?? names.get(plain) ?? names.get(bareLabel(header)) ?? names.get(plainLabel(head) + bareLabel(header))
  );
}

/** What a column is called: in the row itself, or in the row above where the two were one cell. */
const headerAt = (row: Row, above: Row | undefined, i: number): string =>
  shown(row.cells[i]).trim() || ownHead(above, row, i).trim();

/** How wide the two rows of a head are together. */
const widthOf = (row: Row, above: Row | undefined): number =>
  Math.max(row.cells.length, above?.row === row.row - 1 ? above.cells.length : 0);

/**
 * How many columns a row would be the header of: the row of a sheet with the most of them is its header. Of a head of
 * two rows it is the lower one, with the headers that reach down into it: the upper row alone would make one column of
 * "父亲" and lose the three below.
 */
export function countHeaders(row: Row, above: Row | undefined, names: Names): number {
  const found = new Set<string>();
  for (let i = 0; i < widthOf(row, above); i++) {
    const column = meaning(headerAt(row, above, i), headAbove(above, row, i), names);
    if (column) found.add(column.key);
  }
  return found.size;
}

/** True where every cell of a row belongs to a cell of the row above: a header that is two rows high, and no child. */
export const isContinued = (row: Row | undefined, header: Row): boolean =>
  row?.row === header.row + 1 &&
  row.cells.some((cell) => cell.kind === "blank" && cell.covered) &&
  row.cells.every((cell, i) => cell.kind === "blank" && (!cell.covered || cell.covered === topOf(header.cells[i])));

const topOf = (cell: Cell | undefined): Cell | undefined =>
  cell?.kind === "blank" && cell.covered ? cell.covered : cell;

const headAbove = (above: Row | undefined, row: Row, i: number): string =>
  above?.row === row.row - 1 ? shown(above.cells[i]) : "";

/** A header that stands one row higher, over this column alone: it was merged with the cell below it, once. */
function ownHead(above: Row | undefined, row: Row, i: number): string {
  const cell = above?.cells[i];
  const next = above?.cells[i + 1];
  const alone = cell?.kind === "text" && !(next?.kind === "blank" && next.covered === cell);
  // "填报日期：" above a table is the form's, not the header of the column under it.
  return alone && !/[:：]/.test(cell.text) ? headAbove(above, row, i) : "";
}

/**
 * In what order the cells of a row are read: 证件类型 first, for it says how 证件号码 is to be read, whichever of them an
 * office has put first; last what is compared with a column of its own.
 */
const rank = (column: SurveyColumn): number =>
  column.key === "idKind" ? 0 : column.isVariant || column.kind === "aid" ? 2 : 1;

const notTaken = new Map(Object.entries(notTakenHeaders).map(([header, why]) => [plainLabel(header), why]));

/** Why nothing is taken from a header that we know. */
const whyNot = (header: string): string | undefined =>
  notTaken.get(plainLabel(header)) ?? notTaken.get(bareLabel(header));

export function readLayout(row: Row, above: Row | undefined, columns: readonly SurveyColumn[]): Layout {
  const names = namesOf(columns);
  const found = new Map<number, SurveyColumn>();
  const headers = new Map<number, string>();
  const unknown: Layout["unknown"][number][] = [];
  let resultColumn: number | undefined;
  for (let i = 0; i < widthOf(row, above); i++) {
    const header = headerAt(row, above, i);
    if (header === "") continue;
    headers.set(i, header);
    const why = whyNot(header);
    const column = why === undefined ? meaning(header, headAbove(above, row, i), names) : undefined;
    if (plainLabel(header) === resultHeader) resultColumn = i;
    else if (column) found.set(i, column);
    else unknown.push({ header, cell: cellName(i, row.row), ...(why !== undefined && { why }) });
  }
  const { places, doubled } = placesOf(found, headers, row.row);
  const missing = columns.filter((column) => column.required && !places.has(column.key)).map((column) => column.header);
  return {
    sheet: row.sheet, headerRow: row.row, places, headers, unknown, doubled, missing, resultColumn, form: {},
    columns: new Map([...found].toSorted((a, b) => rank(a[1]) - rank(b[1]))),
  };
} // prettier-ignore

/** A column as other forms ask for it gives way to the column itself, and is no second one. */
function placesOf(found: ReadonlyMap<number, SurveyColumn>, headers: Layout["headers"], row: number) {
  const places = new Map<string, number>();
  const doubled: Layout["doubled"][number][] = [];
  for (const [place, column] of [...found].toSorted((a, b) => Number(a[1].isVariant) - Number(b[1].isVariant))) {
    const first = places.get(column.key);
    if (first === undefined) places.set(column.key, place);
    else if (!column.isVariant) {
      doubled.push({ header: headers.get(place) ?? "", cell: cellName(place, row), same: cellName(first, row) });
    }
  }
  return { places, doubled };
}

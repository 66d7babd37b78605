import {
  type Cell, columnName, listSheets, type FileInput, type PlannedCell, type PlannedRow, type PlannedSheet, type Row, type Style, type WorkbookPlan,
} from "#platform/files/index.ts"; // prettier-ignore
import type { Layout } from "./header.ts";
import { resultHeader } from "./header.ts";
import { dropDowns } from "./lists.ts";
import type { Fault } from "./fault.ts";
import type { ParsedRow } from "./parse.ts";
import { readSurvey, type SurveyItem, type SurveyOptions } from "./read.ts";
import { emptyTally, summarySheet, type Tally, tallyRow } from "./summary.ts";
import { type Outcome, outcomes } from "./zh.ts";

/** What the import made of a row that was understood, and what it found beyond its cells (a village that there is not). */
export interface RowResult {
  readonly outcome: Outcome;
  readonly faults?: readonly Fault[];
  /** What is to be known of a row that is in: a corrected name. */
  readonly note?: string;
}

export type ResultOf = (sheet: string, row: number) => RowResult | undefined;

const text: Style = { format: "@" };
const head: Style = {
  ...text,
  bold: true,
  fill: "DDEBF7",
  border: true,
  wrap: true,
  align: "center",
  vertical: "center",
};
const bad: Style = { ...text, fill: "FFC7CE", color: "9C0006", border: true };
const refused: Style = { ...text, color: "9C0006", wrap: true };
const done: Style = { ...text, color: "375623" };

/**
 * The workbook that goes back to the clerk: every sheet of the survey as it came, all values as text, the bad cells red
 * with a note that says what to do, the result of each row in front, and a summary. It can be corrected and uploaded as
 * it is. The rows are read and written once more, not held; parsing is pure, so `today` and `columns` must be those of
 * the import for the same answers.
 */
export async function returnedWorkbook(
  file: FileInput,
  options: SurveyOptions,
  resultOf: ResultOf,
): Promise<WorkbookPlan> {
  const heads = await surveyHeads(file, options);
  const tally = emptyTally();
  const reader = new SheetReader(readSurvey(file, options), tally);
  const taken = new Set(heads.map(({ layout }) => layout.sheet.toLowerCase()));
  const sheets = heads.flatMap((one, i) => {
    const listName = freeName(`选项${i + 1}`, taken);
    const places = [...one.layout.columns].map(([place, column]) => ({ place: place + shiftOf(one.layout), column }));
    const { sheet: lists, choices } = dropDowns(listName, places, [], one.layout.headerRow + 1);
    return [{ ...returnedSheet(one, reader, resultOf), choices }, lists];
  });
  const summary = summarySheet(freeName("导入情况", taken), tally);
  return { title: "摸排表导入结果", sheets: [...sheets, summary], order: [summary.name] };
}

type Head = Extract<SurveyItem, { kind: "sheet" }>;

/** The headers alone: how wide each sheet is and what is merged in its head must be said before its rows. */
async function surveyHeads(file: FileInput, options: SurveyOptions): Promise<Head[]> {
  const heads: Head[] = [];
  for (const { name, hidden } of await listSheets(file, options)) {
    if (!(options.sheets ?? ((_name: string, isHidden: boolean) => !isHidden))(name, hidden)) continue;
    for await (const item of readSurvey(file, { ...options, sheets: (other) => other === name })) {
      if (item.kind === "sheet") heads.push(item);
      break;
    }
  }
  return heads;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
  taken.add(name.toLowerCase());
  return name;
}

/** A workbook that was returned once has its result column already: it is used again, and nothing moves. */
const shiftOf = (layout: Layout): number => (layout.resultColumn === 0 ? 0 : 1);

function returnedSheet({ layout, before, header }: Head, reader: SheetReader, resultOf: ResultOf): PlannedSheet {
  const widest = Math.max(0, ...layout.headers.keys());
  const shift = shiftOf(layout);
  const widths = Array.from({ length: widest + 1 }, (_, i) => ({
    width: layout.columns.get(i)?.width ?? 12,
    style: text,
  }));
  return {
    name: sheetTitle(layout.sheet),
    columns: shift === 1 ? [{ width: 40, style: text }, ...widths] : [{ width: 40, style: text }, ...widths.slice(1)],
    freeze: { rows: layout.headerRow, columns: 1 },
    merges: [...before, header].flatMap((row) => headMerges(row, shift)),
    notes: true,
    page: { paper: "A3", landscape: true, fitWide: 4, titleRows: [layout.headerRow, layout.headerRow] },
    rows: () => returnedRows(layout, [...before, header], reader, resultOf),
  };
}

/** A name from a CSV or a strange program may hold what Excel does not take. */
const sheetTitle = (name: string): string =>
  name
    .replace(/[\\/?*[\]:]|^'|'$/g, " ")
    .slice(0, 31)
    .trim() || "排查表";

/** Heads that were merged to the right stay merged. */
function headMerges(row: Row, shift: number): string[] {
  const merges: string[] = [];
  let from = 0;
  for (let i = 1; i <= row.cells.length; i++) {
    const cell = row.cells[i];
    const top = row.cells[from];
    if (cell?.kind === "blank" && cell.covered !== undefined && cell.covered === top) continue;
    if (i - from > 1) merges.push(`${columnName(from + shift)}${row.row}:${columnName(i - 1 + shift)}${row.row}`);
    from = i;
  }
  return merges;
}

async function* returnedRows(
  layout: Layout,
  heads: readonly Row[],
  reader: SheetReader,
  resultOf: ResultOf,
): AsyncGenerator<PlannedRow> {
  const shift = shiftOf(layout);
  let next = 1;
  for (const row of heads) {
    yield* gap(next, row.row);
    const front: PlannedCell = { content: row.row === layout.headerRow ? resultHeader : null, style: head };
    yield {
      cells: withFront(
        front,
        row.cells.map((cell) => ({ content: plainText(cell), style: head })),
        shift,
      ),
    };
    next = row.row + 1;
  }
  for await (const item of reader.rowsOf(layout.sheet)) {
    yield* gap(next, item.raw.row);
    yield returnedRow(layout, item, resultOf, reader.tally, shift);
    next = item.raw.row + 1;
  }
}

/** Row numbers stay what they were, so that "第 512 行" means the same in both files; not for a far-off last row. */
function* gap(next: number, row: number): Generator<PlannedRow> {
  const blankRows = row - next;
  if (blankRows >= 1_000) return;
  for (let i = 0; i < blankRows; i++) yield { cells: [] };
}

const withFront = (front: PlannedCell, cells: readonly PlannedCell[], shift: number): PlannedCell[] => [
  front,
  ...(shift === 1 ? cells : cells.slice(1)),
];

type RowItem = Extract<SurveyItem, { kind: "row" }>;

function returnedRow(
  layout: Layout,
  { raw, parsed }: RowItem,
  resultOf: ResultOf,
  tally: Tally,
  shift: number,
): PlannedRow {
  const result = parsed?.ok ? resultOf(raw.sheet, raw.row) : undefined;
  const faults = [...(parsed?.faults ?? []), ...(result?.faults ?? [])];
  const outcome = faults.length > 0 ? "refused" : result?.outcome;
  if (parsed) tallyRow(tally, outcome, faults, parsed.untaken);
  const byCell = Map.groupBy(faults, (fault) => fault.cell);
  const width = Math.max(
    raw.cells.length,
    ...[...layout.columns.keys()].map((place) => (byCell.size > 0 ? place + 1 : 0)),
  );
  const cells = Array.from({ length: width }, (_, i): PlannedCell => {
    const content = plainText(fillDown(layout, raw.cells[i], i));
    const own = byCell.get(`${columnName(i)}${raw.row}`);
    return own ? { content, style: bad, note: own.map((fault) => fault.say).join("\n") } : { content, style: text };
  });
  return { cells: withFront(frontCell(parsed, outcome, faults, result?.note), cells, shift) };
}

/** A village merged over many rows is written into each of them: the returned sheet has no merged cells among its rows. */
const fillDown = (layout: Layout, cell: Cell | undefined, place: number): Cell | undefined =>
  cell?.kind === "blank" && cell.covered && layout.columns.get(place)?.key === "village" ? cell.covered : cell;

function frontCell(
  parsed: ParsedRow | undefined,
  outcome: Outcome | undefined,
  faults: readonly Fault[],
  note: string | undefined,
): PlannedCell {
  if (!parsed || outcome === undefined) return { content: null, style: text };
  if (outcome !== "refused") return { content: outcomes[outcome] + (note ? `（${note}）` : ""), style: done };
  const reasons = [...Map.groupBy(faults, (fault) => fault.say)].map(
    ([say, alike]) => `${alike.map((fault) => fault.column).join("、")}：${say}`,
  );
  return { content: `${outcomes.refused}：${reasons.join("")}`, style: refused };
}

/** A cell's value as the person saw it, as near as the file tells; numbers with every digit that the file has. */
function plainText(cell: Cell | undefined): string | null {
  switch (cell?.kind) {
    case "text":
      return cell.text;
    case "number":
      return Number.isSafeInteger(cell.value) ? String(cell.value) : cell.raw;
    case "date":
      return cell.day ?? cell.raw;
    case "bool":
      return cell.value ? "TRUE" : "FALSE";
    case "error":
      return cell.error;
    default:
      return null;
  }
}

/** Hands one run through the file to one sheet after the other. */
class SheetReader {
  readonly tally: Tally;
  readonly #items: AsyncGenerator<SurveyItem>;
  #held: SurveyItem | undefined;

  constructor(items: AsyncGenerator<SurveyItem>, tally: Tally) {
    this.#items = items;
    this.tally = tally;
  }

  async *rowsOf(sheet: string): AsyncGenerator<RowItem> {
    let whole = false;
    try {
      yield* this.#until(sheet);
      whole = true;
    } finally {
      // Whoever stops in the middle (a browser that went away) closes the file as well.
      if (!whole) await this.#items.return(undefined);
    }
  }

  async *#until(sheet: string): AsyncGenerator<RowItem> {
    for (;;) {
      const item = this.#held ?? (await this.#items.next()).value;
      this.#held = undefined;
      if (!item) return;
      if (item.kind === "row" && item.raw.sheet !== sheet) {
        this.#held = item;
        return;
      }
      if (item.kind === "row") yield item;
      else if (item.kind === "sheet" && item.layout.sheet !== sheet) {
        this.#held = item;
        return;
      } else this.#note(item);
    }
  }

  #note(item: Exclude<SurveyItem, RowItem>): void {
    if (item.kind === "sheet") this.tally.layouts.push(item.layout);
    else if (item.kind === "refused") this.tally.refusedSheets.push(item.say);
    else this.tally.skipped.push(item.sheet);
  }
}

import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { type FileInput, readRows, type ReadOptions, type Row } from "#platform/files/index.ts";
import { type SurveyColumn, surveyColumns } from "./columns.ts";
import { countHeaders, type Layout, namesOf, readLayout } from "./header.ts";
import { faultAt, type ParsedRow, parseRow } from "./parse.ts";

export interface SurveyOptions extends ReadOptions {
  readonly today: Day;
  readonly columns?: readonly SurveyColumn[];
}

/**
 * What comes out of a survey workbook, in the order of the file. `before` and `row` carry the raw row, so that whoever
 * writes the workbook back has all of it.
 */
export type SurveyItem =
  /** A sheet that is a survey; the rows above its header first. */
  | { readonly kind: "sheet"; readonly layout: Layout; readonly before: readonly Row[]; readonly header: Row }
  /** `parsed` is undefined for rows that are about no child: sums, signatures. */
  | { readonly kind: "row"; readonly layout: Layout; readonly raw: Row; readonly parsed: ParsedRow | undefined }
  /** A sheet that is none: instructions, sums. */
  | { readonly kind: "skipped"; readonly sheet: string };

/** A header stands within the first rows of a sheet; titles and notes of a form stand above it. */
const HEADER_WITHIN = 20;
const FEWEST = 2;

/**
 * A survey workbook from front to back, at the pace of whoever asks. Every sheet that shows and has a header with at
 * least two columns that we know is read; the same child on a second row is refused with the place of the first.
 *
 * Errors (Problem): those of the file itself; survey.column_missing {sheet, columns} where a sheet of children lacks a
 * required column; survey.no_header where no sheet is a survey; survey.no_rows where none holds a child.
 */
export async function* readSurvey(file: FileInput, options: SurveyOptions): AsyncGenerator<SurveyItem> {
  const columns = options.columns ?? surveyColumns;
  const seen = new Map<string, string>();
  let sheets = 0;
  let children = 0;
  for await (const item of splitSheets(readRows(file, options), columns)) {
    if (item.kind === "sheet") {
      sheets++;
      requireColumns(item.layout);
    }
    if (item.kind !== "row") {
      yield item;
      continue;
    }
    const parsed = parseRow(item.layout, item.raw, { today: options.today });
    if (parsed) children++;
    yield { ...item, parsed: parsed && refuseRepeated(parsed, item.layout, seen) };
  }
  if (sheets === 0) throw new Problem("survey.no_header");
  if (children === 0) throw new Problem("survey.no_rows");
}

function requireColumns(layout: Layout): void {
  if (layout.missing.length === 0) return;
  throw new Problem("survey.column_missing", { sheet: layout.sheet, columns: layout.missing.join("、") });
}

function refuseRepeated(parsed: ParsedRow, layout: Layout, seen: Map<string, string>): ParsedRow {
  if (!parsed.ok) return parsed;
  const first = seen.get(parsed.ok.key);
  if (first === undefined) {
    seen.set(parsed.ok.key, `“${parsed.sheet}”第 ${parsed.row} 行`);
    return parsed;
  }
  const fault = faultAt(layout, parsed.row, "name", "survey.row_repeated", { where: first });
  return { sheet: parsed.sheet, row: parsed.row, faults: [fault] };
}

/** Finds each sheet's header among its first rows, and gives the rows below it unread. */
async function* splitSheets(rows: AsyncIterable<Row>, columns: readonly SurveyColumn[]): AsyncGenerator<SurveyItem> {
  let head: Row[] = [];
  let layout: Layout | undefined;
  let sheet: string | undefined;
  for await (const row of rows) {
    if (row.sheet !== sheet) {
      if (!layout) yield* finishHead(head, columns);
      head = [];
      layout = undefined;
      sheet = row.sheet;
    }
    if (layout) {
      yield { kind: "row", layout, raw: row, parsed: undefined };
      continue;
    }
    if (head.length < HEADER_WITHIN && head.push(row) === HEADER_WITHIN) {
      for (const item of finishHead(head, columns)) {
        if (item.kind === "sheet") layout = item.layout;
        yield item;
      }
    }
  }
  if (!layout) yield* finishHead(head, columns);
}

/** The header is the row with the most columns that we know; what follows it is data already. */
function finishHead(head: readonly Row[], columns: readonly SurveyColumn[]): SurveyItem[] {
  const [firstRow] = head;
  if (!firstRow) return [];
  const names = namesOf(columns);
  const counts = head.map((row, i) => countHeaders(row, head[i - 1], names));
  const most = Math.max(...counts);
  const at = counts.indexOf(most);
  const header = head[at];
  if (!header || most < FEWEST) return [{ kind: "skipped", sheet: firstRow.sheet }];
  const layout = readLayout(header, head[at - 1], columns);
  const below = head.slice(at + 1).map((raw) => ({ kind: "row" as const, layout, raw, parsed: undefined }));
  return [{ kind: "sheet", layout, before: head.slice(0, at), header }, ...below];
}

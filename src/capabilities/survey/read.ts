import { hashText } from "#engines/linkage/hash.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { type FileInput, readRows, type ReadOptions, type Row } from "#platform/files/index.ts";
import { type SurveyColumn, surveyColumns } from "./columns.ts";
import { countHeaders, isContinued, type Layout, namesOf, readLayout } from "./header.ts";
import { faultAt } from "./fault.ts";
import { readFormHead } from "./formLines.ts";
import { type ParsedRow, type RowParser, rowParser } from "./parse.ts";
import { say } from "./zh.ts";

export interface SurveyOptions extends ReadOptions {
  readonly today: Day;
  readonly columns?: readonly SurveyColumn[];
  /** A department's list (fault.ts). */
  readonly lenient?: boolean;
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
  /** A sheet of children that lacks a column without which nothing can be imported; `say` names it. */
  | { readonly kind: "refused"; readonly layout: Layout; readonly say: string }
  /** A sheet that is none: instructions, sums. */
  | { readonly kind: "skipped"; readonly sheet: string };

/** A header stands within the first rows of a sheet; titles and notes of a form stand above it. */
const HEADER_WITHIN = 20;
/** With fewer columns than these, a row is a header only if no required one is missing: "姓名、村" alone is enough. */
const FEWEST = 4;

/**
 * A survey workbook from front to back, at the pace of whoever asks. Every sheet that shows and has a header is read;
 * the same child on a second row is refused with the place of the first.
 *
 * Errors (Problem), after the last item: those of the file itself; where no sheet is a survey, survey.column_missing
 * {sheet, columns}, survey.sheet_hidden {sheet} where one that is not shown would be, survey.sheet_empty where nothing is
 * written at all, or survey.no_header; survey.no_rows where none holds a child.
 */
export async function* readSurvey(file: FileInput, options: SurveyOptions): AsyncGenerator<SurveyItem> {
  const columns = options.columns ?? surveyColumns;
  const seen: Seen = { sheets: [], places: new Map() };
  const refused: Layout[] = [];
  let [sheets, children, skipped] = [0, 0, 0];
  let parse: RowParser = () => undefined;
  for await (const item of splitSheets(readRows(file, options), columns, options.today)) {
    if (item.kind === "sheet") {
      sheets++;
      parse = rowParser(item.layout, { today: options.today, lenient: options.lenient === true });
    }
    if (item.kind === "refused") refused.push(item.layout);
    if (item.kind === "skipped") skipped++;
    if (item.kind !== "row") {
      yield item;
      continue;
    }
    const parsed = parse(item.raw);
    if (parsed) children++;
    yield { ...item, parsed: parsed && refuseRepeated(parsed, item.layout, seen) };
  }
  const [first] = refused;
  if (sheets === 0) {
    const hidden = first || options.sheets ? undefined : await hiddenSurvey(file, options, columns);
    if (hidden !== undefined) throw new Problem("survey.sheet_hidden", { sheet: hidden });
    throw first ? columnMissing(first) : new Problem(skipped === 0 ? "survey.sheet_empty" : "survey.no_header");
  }
  if (children === 0) throw new Problem("survey.no_rows");
}

/** A survey among the sheets that are not shown: somebody hid it, and looks for it in vain. */
async function hiddenSurvey(
  file: FileInput,
  options: SurveyOptions,
  columns: readonly SurveyColumn[],
): Promise<string | undefined> {
  const rows = readRows(file, { ...options, sheets: (_name, hidden) => hidden });
  for await (const item of splitSheets(rows, columns, options.today))
    if (item.kind === "sheet") return item.layout.sheet;
  return undefined;
}

const missingData = (layout: Layout) => ({ sheet: layout.sheet, columns: layout.missing.join("、") });

const columnMissing = (layout: Layout): Problem => new Problem("survey.column_missing", missingData(layout));

/** Where each child stands first, and a hash of its name: sheet's number, row and hash in one number, for a hundred thousand of them are held. */
interface Seen {
  readonly sheets: string[];
  readonly places: Map<string, number>;
}

const ROWS = 2 ** 21;
const NAMES = 2 ** 20;
const nameHash = ({ facts }: NonNullable<ParsedRow["ok"]>): number => {
  const { name } = facts;
  return hashText(typeof name === "string" ? name : "") % NAMES;
};

function refuseRepeated(parsed: ParsedRow, layout: Layout, seen: Seen): ParsedRow {
  if (!parsed.ok) return parsed;
  const held = seen.places.get(parsed.ok.key);
  const name = nameHash(parsed.ok);
  if (held === undefined) {
    if (seen.sheets.at(-1) !== parsed.sheet) seen.sheets.push(parsed.sheet);
    seen.places.set(parsed.ok.key, ((seen.sheets.length - 1) * ROWS + parsed.row) * NAMES + name);
    return parsed;
  }
  const first = Math.floor(held / NAMES);
  const where = `“${seen.sheets[Math.floor(first / ROWS)]}”第 ${first % ROWS} 行`;
  // one number under two names may be two children, one of them with a number that is wrong
  const code = held % NAMES === name ? "survey.row_repeated" : "survey.row_same_number";
  const fault = faultAt(layout, parsed.row, "name", code, { where });
  return { sheet: parsed.sheet, row: parsed.row, faults: [fault] };
}

/** Finds each sheet's header among its first rows, and gives the rows below it unread. */
async function* splitSheets(
  rows: AsyncIterable<Row>,
  columns: readonly SurveyColumn[],
  today: Day,
): AsyncGenerator<SurveyItem> {
  let head: Row[] = [];
  let layout: Layout | undefined;
  let sheet: string | undefined;
  for await (const row of rows) {
    if (row.sheet !== sheet) {
      if (head.length < HEADER_WITHIN) yield* finishHead(head, columns, today);
      head = [];
      layout = undefined;
      sheet = row.sheet;
    }
    if (layout) {
      if (layout.missing.length > 0) continue;
      yield { kind: "row", layout, raw: row, parsed: undefined };
      continue;
    }
    if (head.length < HEADER_WITHIN && head.push(row) === HEADER_WITHIN) {
      for (const item of finishHead(head, columns, today)) {
        if (item.kind === "sheet" || item.kind === "refused") layout = item.layout;
        yield item;
      }
    }
  }
  if (head.length < HEADER_WITHIN) yield* finishHead(head, columns, today);
}

/** Headers that were merged over two rows or three end where the lowest of these ends. */
function lastOfHeader(head: readonly Row[], first: number): number {
  let at = first;
  for (let row = head[at]; row && isContinued(head[at + 1], row); row = head[at]) at++;
  return at;
}

/** The header is the row with the most columns that we know; what follows it is data already. */
function finishHead(head: readonly Row[], columns: readonly SurveyColumn[], today: Day): SurveyItem[] {
  const [firstRow] = head;
  if (!firstRow) return [];
  const names = namesOf(columns);
  const counts = head.map((row, i) => countHeaders(row, head[i - 1], names));
  const most = Math.max(...counts);
  const at = lastOfHeader(head, counts.indexOf(most));
  const header = head[at];
  const form = readFormHead(head.slice(0, at), today);
  const layout = header && { ...readLayout(header, head[at - 1], columns), form };
  if (!header || !layout || (most < FEWEST && layout.missing.length > 0)) {
    return [{ kind: "skipped", sheet: firstRow.sheet }];
  }
  if (layout.missing.length > 0) {
    return [{ kind: "refused", layout, say: say("survey.column_missing", missingData(layout)) }];
  }
  const below = head.slice(at + 1).map((raw) => ({ kind: "row" as const, layout, raw, parsed: undefined }));
  return [{ kind: "sheet", layout, before: head.slice(0, at), header }, ...below];
}

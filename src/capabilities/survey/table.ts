import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import {
  columnName, type Content, type PlannedCell, type PlannedRow, type PlannedSheet, type Style, type WorkbookPlan,
} from "#platform/files/index.ts"; // prettier-ignore
import { type SurveyColumn, surveyColumns } from "./columns.ts";
import { choicesOf, dropDowns, type Village } from "./lists.ts";

export const sheetName = "排查表";
const listName = "选项";

const head: Style = {
  bold: true,
  align: "center",
  vertical: "center",
  wrap: true,
  border: true,
  fill: "DDEBF7",
  format: "@",
};
const requiredHead: Style = { ...head, fill: "FCE4D6" };
const groupHead: Style = { ...head, fill: "BDD7EE" };
const dayCells: Style = { format: "yyyy-mm-dd", align: "center" };
const textCells: Style = { format: "@" };

/** Numbers as text, so that Excel keeps the last digits of an id. */
export const styleOf = (column: SurveyColumn): Style => (column.kind === "day" ? dayCells : textCells);

/** A row of a filled survey, as facts: villages and places as they would be typed. */
export interface FilledRow {
  readonly village: string;
  readonly facts: Readonly<Record<string, FactValue | null | undefined>>;
  readonly areas?: Readonly<Record<string, string>>;
  readonly surveyedOn?: Day;
  readonly filledBy?: string;
  readonly remark?: string;
}

export interface TableOptions {
  readonly columns?: readonly SurveyColumn[];
  readonly villages?: readonly Village[];
  /** Closes the groups of columns that few children need. */
  readonly folded?: boolean;
}

/** The survey's table with its drop-downs: the sheet itself and the hidden one with the lists. */
export function surveyTable(
  rows: PlannedSheet["rows"],
  options: TableOptions = {},
): { table: PlannedSheet; lists: PlannedSheet } {
  const columns = options.columns ?? surveyColumns;
  const places = columns.map((column, place) => ({ place, column }));
  const { sheet: lists, choices } = dropDowns(listName, places, options.villages ?? [], 3);
  const last = columnName(columns.length - 1);
  const table: PlannedSheet = {
    name: sheetName,
    columns: columns.map((column) => ({
      width: column.width,
      style: styleOf(column),
      ...(column.rare && { grouped: true, hidden: options.folded ?? false }),
    })),
    freeze: { rows: 2, columns: columns.findIndex((column) => column.key === "name") + 1 },
    merges: groupSpans(columns).flatMap(({ from, to }) =>
      to > from ? [`${columnName(from)}1:${columnName(to)}1`] : [],
    ),
    choices,
    filter: `A2:${last}2`,
    notes: true,
    page: { paper: "A3", landscape: true, fitWide: 4, titleRows: [1, 2], footer: "&C第 &P 页，共 &N 页" },
    rows: () => withHeader(columns, typeof rows === "function" ? rows() : rows),
  };
  return { table, lists };
}

function groupSpans(columns: readonly SurveyColumn[]): { group: string; from: number; to: number }[] {
  const spans: { group: string; from: number; to: number }[] = [];
  columns.forEach((column, i) => {
    const last = spans.at(-1);
    if (last?.group === column.group) last.to = i;
    else spans.push({ group: column.group, from: i, to: i });
  });
  return spans;
}

async function* withHeader(
  columns: readonly SurveyColumn[],
  rows: Iterable<PlannedRow> | AsyncIterable<PlannedRow>,
): AsyncGenerator<PlannedRow> {
  const groups: PlannedCell[] = groupSpans(columns).flatMap(({ group, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({ content: i === 0 ? group : null, style: groupHead })),
  );
  yield { cells: groups, height: 20 };
  const headers = columns.map((column) => ({
    content: column.required ? `*${column.header}` : column.header,
    style: column.required ? requiredHead : head,
    note: explain(column),
  }));
  yield { cells: headers, height: 48 };
  yield* rows;
}

/** How a column is filled in, in one or two sentences: the note on its header and its line in the instructions. */
export function explain(column: SurveyColumn): string {
  const kinds: Partial<Record<SurveyColumn["kind"], string>> = {
    day: "公历日期，如 2014-05-01。",
    id: "18 位，末位可以是 X；请保持“文本”格式。",
    phone: "11 位手机号，或带区号的座机。",
    certificate: "20 位（补办的可到 22 位）；类别、等级可由号码带出。",
  };
  const choices = choicesOf(column);
  const parts = [
    column.required ? "必填。" : "",
    column.hint ?? kinds[column.kind] ?? "",
    choices.length > 0 ? `可填：${choices.join("、")}。` : "",
  ];
  return parts.join("") || "没有的留空。";
}

/** A survey workbook filled from facts: for trials, benches and for handing a township what is already known. */
export function filledSurvey(
  rows: Iterable<FilledRow> | AsyncIterable<FilledRow>,
  options: TableOptions = {},
): WorkbookPlan {
  const columns = options.columns ?? surveyColumns;
  const { table, lists } = surveyTable(() => filledRows(columns, rows), options);
  return { title: "儿童摸排信息", sheets: [table, lists] };
}

async function* filledRows(
  columns: readonly SurveyColumn[],
  rows: Iterable<FilledRow> | AsyncIterable<FilledRow>,
): AsyncGenerator<PlannedRow> {
  for await (const row of rows) yield { cells: columns.map((column) => contentOf(column, row)) };
}

function contentOf(column: SurveyColumn, row: FilledRow): Content {
  const own: Readonly<Record<string, string | undefined>> = {
    village: row.village, surveyedOn: row.surveyedOn, filledBy: row.filledBy, remark: row.remark,
  }; // prettier-ignore
  const found = Object.hasOwn(own, column.key) ? own[column.key] : (row.areas?.[column.key] ?? row.facts[column.key]);
  if (found === undefined || found === null) return null;
  if (Array.isArray(found)) return found.map((code) => label(column, String(code))).join("、");
  if (typeof found === "boolean") return found ? "是" : "否";
  if (column.kind === "day") return { day: String(found) };
  return column.kind === "int" ? Number(found) : label(column, String(found));
}

const label = (column: SurveyColumn, code: string): string => column.spec?.options?.[code] ?? code;

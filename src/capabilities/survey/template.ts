import type { PlannedCell, PlannedRow, PlannedSheet, Style, WorkbookPlan } from "#platform/files/index.ts";
import { type SurveyColumn, surveyColumns } from "./columns.ts";
import { explain, sheetName, styleOf, surveyTable, type TableOptions } from "./table.ts";
import { instructions } from "./zhTemplate.ts";

export interface TemplateOptions extends TableOptions {
  /** 流沙东街道: for the title. */
  readonly areaName?: string;
}

const BLANK_ROWS = 100;
const title: Style = { bold: true, size: 16, align: "center", vertical: "center" };
const line: Style = { wrap: true, vertical: "top", size: 12 };
const head: Style = { bold: true, border: true, fill: "DDEBF7", align: "center", vertical: "center" };
const body: Style = { border: true, wrap: true, vertical: "center", format: "@" };

/** The workbook that a township fills in: how to fill it, the table, and the lists behind its drop-downs. */
export function surveyTemplate(options: TemplateOptions = {}): WorkbookPlan {
  const columns = options.columns ?? surveyColumns;
  const { table, lists } = surveyTable(() => blankRows(columns), { ...options, folded: true });
  return {
    title: "农村留守儿童和困境儿童摸排表",
    sheets: [instructionSheet(columns, options.areaName), table, lists],
    order: [instructions.sheet, sheetName],
  };
}

/** Lines to print and to write on; a row without content is no row of the survey. */
function* blankRows(columns: readonly SurveyColumn[]): Generator<PlannedRow> {
  const cells: PlannedCell[] = columns.map((column) => ({
    content: null,
    style: { ...styleOf(column), border: true },
  }));
  for (let i = 0; i < BLANK_ROWS; i++) yield { cells };
}

function instructionSheet(columns: readonly SurveyColumn[], areaName: string | undefined): PlannedSheet {
  const lines = instructions.lines.map((text): PlannedRow => ({
    cells: [{ content: text, style: line }],
    height: 16 * Math.max(1, Math.ceil(text.length / 46)) + 2,
  }));
  return {
    name: instructions.sheet,
    columns: [{ width: 28 }, { width: 64 }, { width: 26 }, { width: 26 }],
    merges: Array.from({ length: lines.length + 1 }, (_, i) => `A${i + 1}:D${i + 1}`),
    page: { paper: "A4", landscape: true, fitWide: 1, footer: "&C第 &P 页，共 &N 页" },
    rows: [
      { cells: [{ content: `${areaName ?? ""}${instructions.title}`, style: title }], height: 32 },
      ...lines,
      { cells: instructions.tableHead, style: head, height: 22 },
      ...columns.map((column) => columnLine(column)),
    ],
  };
}

function columnLine(column: SurveyColumn): PlannedRow {
  const text = (column.rare ? instructions.folded : "") + explain(column);
  const [first = "", second = ""] = instructions.examples[column.key] ?? [];
  return {
    cells: [column.header, text, first, second],
    style: body,
    height: 16 * Math.max(1, Math.ceil(text.length / 30)) + 2,
  };
}

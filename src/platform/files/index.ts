/** Spreadsheets in and out: the only door to them. Decision 0006 says why the code behind it is our own. */
export { anyText } from "./anyText.ts";
export { type Cell, cellName, columnName, type Row } from "./cell.ts";
export { writeCsv } from "./csvWrite.ts";
export { defaultLimits, type FileLimits } from "./limits.ts";
export type {
  Choice, Content, PageSetup, PlannedCell, PlannedColumn, PlannedRow, PlannedSheet, Style, WorkbookPlan,
} from "./plan.ts"; // prettier-ignore
export { listSheets, readRowBatches, readRows, type ReadOptions, type SheetName } from "./rows.ts";
export type { FileInput, Openable } from "./source.ts";
export { watermarkedWorkbook } from "./watermarked.ts";
export { saveWorkbook, writeWorkbook } from "./workbookWrite.ts";
export { type Bytes, writeAside, type Writing, type Written } from "./writeAside.ts";
export { problems } from "./zh.ts";

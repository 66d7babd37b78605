import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { LinkFor } from "../drill.ts";
import type { Table } from "../table.ts";
import { form as words } from "../zh.ts";
import { type Form, type FormBlock, type Head, type Line, formOf } from "./form.ts";
import { styles, textSize } from "./sheet-styles.ts";
import { Sheet, breakBlocks } from "./sheet.ts";
import { linesNeeded, padTo } from "./width.ts";

/*
 * The form as office people know it: 小标宋 title, 黑体 heads, 仿宋 text (GB/T 9704's faces), A4 portrait, one page
 * wide, the heads repeated on each page. Widths are Excel's character units, heights and sizes points.
 */
const widths = [14, 60, 8, 10] as const;
const unitPoints = 5.25;
const columnPoints = (from: number, to: number): number =>
  widths.slice(from, to + 1).reduce((sum, width) => sum + width, 0) * unitPoints - 6;

/** Excel never fits the height of a merged row, and WPS not on opening: heights are set from the text. */
const heightOf = (text: string, points: number, size: number): number =>
  linesNeeded(text, points / size) * size * 1.35 + 5;

function putFigure(sheet: Sheet, line: Line): void {
  const link = line.link === undefined ? {} : { hyperlink: { target: line.link, tooltip: words.open } };
  sheet.put(2, line.count, styles.count, link);
  sheet.put(3, line.remark, styles.remark);
}

function putLine(sheet: Sheet, line: Line): void {
  const indent = line.which === "ofWhich" ? 2 * textSize : 0;
  sheet.next(heightOf(line.text, columnPoints(1, 1) - indent, textSize));
  sheet.put(1, line.text, line.which === "ofWhich" ? styles.which : line.which === "row" ? styles.type : styles.sum);
  putFigure(sheet, line);
}

function putBlock(sheet: Sheet, block: FormBlock): void {
  const first = sheet.row + 1;
  for (const line of [...block.pairs.flat(), block.subtotal]) putLine(sheet, line);
  const title = block.title.replace("（", "\n（");
  sheet.cells.set(`${first},0`, { value: title, type: "string", style: styles.head });
  sheet.merge(first, 0, 0, styles.head);
}

function putHead(sheet: Sheet, form: Form): void {
  if (form.annex !== null) sheet.wide(form.annex, styles.annex, 20);
  sheet.wide(form.title, styles.title, 36);
  for (let i = 0; i < form.fields.length; i += 2) {
    const [left = "", right = ""] = form.fields.slice(i, i + 2).map(({ label, value }) => `${label}：${value}`);
    sheet.wide(padTo(left, 24) + right, styles.field, 21);
  }
  sheet.next(24);
  form.columns.forEach((title, column) => sheet.put(column, title, styles.head));
}

function putTotal(sheet: Sheet, form: Form): void {
  sheet.next(22);
  sheet.put(0, form.total.text, styles.sum);
  putFigure(sheet, form.total);
  sheet.merge(sheet.row, 0, 1, styles.sum);
}

function sheetOf(form: Form): WriteSheet {
  const sheet = new Sheet();
  putHead(sheet, form);
  const headRow = sheet.row;
  const starts: number[] = [];
  for (const block of form.blocks) {
    starts.push(sheet.row + 1);
    putBlock(sheet, block);
  }
  starts.push(sheet.row + 1);
  putTotal(sheet, form);
  for (const note of form.notes) sheet.wide(note, styles.note, heightOf(note, columnPoints(0, 3), 10));
  breakBlocks(sheet, starts, headRow);
  const { cells, merges, rowDefs, rowBreaks } = sheet;
  return {
    name: form.annex?.replaceAll(" ", "") ?? words.sheet,
    columns: widths.map((width) => ({ width })),
    cells,
    merges,
    rowDefs,
    rowBreaks,
    freezePane: { rows: headRow + 1 },
    headerFooter: { oddFooter: "&C第 &P 页  共 &N 页" },
    pageSetup: {
      paperSize: "a4",
      orientation: "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.75, bottom: 0.75, left: 0.7, right: 0.7, header: 0.3, footer: 0.35 },
      printTitlesRow: `$${headRow + 1}:$${headRow + 1}`,
      printArea: `$A$1:$D$${sheet.row + 1}`,
    },
    a11y: { summary: form.title, headerRow: headRow },
  };
}

/**
 * 附件1 as a workbook. Figures are numbers; each carries the link that `linkFor` makes, which must be a whole
 * address (http…): Excel takes a relative one for a file beside the workbook.
 */
export const xlsx = (table: Table, head: Head, linkFor: LinkFor): Promise<Uint8Array> => {
  const form = formOf(table, head, linkFor);
  return writeXlsx({
    sheets: [sheetOf(form)],
    properties: { title: form.title, creator: words.creator, created: new Date(head.generatedAt) },
    defaultFont: { name: "宋体", size: 11 },
  });
};

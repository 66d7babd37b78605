import {
  type PlannedCell,
  type PlannedRow,
  type Style,
  type WorkbookPlan,
  writeWorkbook,
} from "#platform/files/index.ts";
import type { LinkFor } from "../drill.ts";
import type { Table } from "../table.ts";
import { form as words } from "../zh.ts";
import { type Form, type FormBlock, type Head, type Line, formOf } from "./form.ts";
import { fillPages } from "./pages.ts";
import { bare, boxed, faces } from "./styles.ts";
import { linesNeeded, padTo } from "./width.ts";

/*
 * The form as office people know it: 小标宋 title, 黑体 heads, 仿宋 text (the faces of GB/T 9704), A4 portrait, one page
 * wide, the heads repeated on each page. Widths are Excel's character units, heights and sizes points.
 */
/** 75 units: they fit A4 without shrinking even where another font stands in for 宋体 and a unit is 7 points. */
const widths = [12, 48, 7, 8] as const;
/** One unit is the digit of the workbook's 宋体 11: 8 pixels, 6 points. */
const unit = 6;
const size = 11;
const small = 10;

const styles = {
  annex: bare(faces.head, 12, "left"),
  title: bare(faces.title, 18, "center"),
  field: bare(faces.text, size, "left"),
  note: bare(faces.text, 9, "left"),
  head: boxed(faces.head, size, "center"),
  type: boxed(faces.text, size, "left"),
  count: { ...boxed(faces.text, size, "center"), format: "0" },
  total: { ...boxed(faces.head, size, "center"), format: "0" },
  remark: boxed(faces.text, small, "center"),
} as const;

interface Row {
  readonly cells: readonly PlannedCell[];
  readonly height: number;
}

/** Rows and merges of the sheet while it is put together; rows count from 1. */
interface Draft {
  readonly rows: Row[];
  readonly merges: string[];
}

const points = (from: number, to: number): number =>
  widths.slice(from, to + 1).reduce((sum, width) => sum + width, 0) * unit - 6;

/** Excel never fits the height of a merged row, and WPS not on opening: heights are set from the text. */
const heightOf = (text: string, width: number, em: number): number => linesNeeded(text, width / em) * em * 1.35 + 5;

/** A row that is one cell over all four columns; the other three carry its style, or its frame would have gaps. */
function wide(draft: Draft, text: string, style: Style, height: number): void {
  draft.rows.push({ cells: [{ content: text, style }], height });
  draft.merges.push(`A${draft.rows.length}:D${draft.rows.length}`);
}

const figure = (line: Line, style: Style): PlannedCell =>
  line.link === undefined ? { content: line.count, style } : { content: line.count, style, link: line.link };

/** 其中 stands two characters in, as printed; by blanks, which survive copying into another workbook. */
const textOf = (line: Line): string => (line.which === "ofWhich" ? `\u3000\u3000${line.text}` : line.text);

function lineRow(line: Line, level: string | null): Row {
  const text = textOf(line);
  return {
    cells: [
      { content: level, style: styles.head },
      { content: text, style: line.which === "subtotal" ? styles.head : styles.type },
      figure(line, styles.count),
      { content: line.remark, style: styles.remark },
    ],
    height: heightOf(text, points(1, 1), size),
  };
}

function putBlock(draft: Draft, block: FormBlock): void {
  const first = draft.rows.length + 1;
  const title = block.title.replace("（", "\n（");
  [...block.pairs.flat(), block.subtotal].forEach((line, i) => draft.rows.push(lineRow(line, i === 0 ? title : null)));
  draft.merges.push(`A${first}:A${draft.rows.length}`);
}

function putHead(draft: Draft, form: Form): void {
  if (form.annex !== null) wide(draft, form.annex, styles.annex, 20);
  wide(draft, form.title, styles.title, 36);
  for (let i = 0; i < form.fields.length; i += 2) {
    const [left = "", right = ""] = form.fields.slice(i, i + 2).map(({ label, value }) => `${label}：${value}`);
    wide(draft, padTo(left, 24) + right, styles.field, 21);
  }
  draft.rows.push({ cells: form.columns.map((content) => ({ content, style: styles.head })), height: 24 });
}

function putTotal(draft: Draft, form: Form): void {
  const cells = [{ content: form.total.text }, { content: null }, figure(form.total, styles.total), { content: null }];
  draft.rows.push({ cells: cells.map((cell) => ({ style: styles.total, ...cell })), height: 23 });
  draft.merges.push(`A${draft.rows.length}:B${draft.rows.length}`);
}

function draftOf(form: Form): { draft: Draft; headRow: number; blocks: number[] } {
  const draft: Draft = { rows: [], merges: [] };
  putHead(draft, form);
  const headRow = draft.rows.length;
  const blocks: number[] = [];
  for (const block of form.blocks) {
    blocks.push(draft.rows.length);
    putBlock(draft, block);
  }
  putTotal(draft, form);
  blocks.push(draft.rows.length);
  for (const note of form.notes) wide(draft, note, styles.note, heightOf(note, points(0, 3), 9) - 2);
  return { draft, headRow, blocks };
}

/** What {@link xlsx} writes, for a caller that saves it to a file itself. */
export function xlsxPlan(table: Table, head: Head, linkFor: LinkFor): WorkbookPlan {
  const form = formOf(table, head, linkFor);
  const { draft, headRow, blocks } = draftOf(form);
  const heights = fillPages(
    draft.rows.map((row) => row.height),
    headRow,
    blocks,
  );
  const rows: PlannedRow[] = draft.rows.map(({ cells }, i) => ({ cells, height: heights[i] ?? 15 }));
  return {
    title: form.title,
    ...(form.watermark && { watermark: form.watermark }),
    sheets: [
      {
        name: form.annex?.replaceAll(" ", "") ?? words.sheet,
        columns: widths.map((width) => ({ width })),
        freeze: { rows: headRow, columns: 0 },
        merges: draft.merges,
        page: { paper: "A4", fitWide: 1, titleRows: [headRow, headRow], footer: words.excelPage, centered: true },
        rows,
      },
    ],
  };
}

/**
 * 附件1 as a workbook, in chunks. Figures are numbers; each carries the link that `linkFor` makes, which must be a
 * whole address (https:…): Excel takes a relative one for a file beside the workbook.
 */
export const xlsx = (table: Table, head: Head, linkFor: LinkFor): AsyncGenerator<Uint8Array> =>
  writeWorkbook(xlsxPlan(table, head, linkFor));

import type { Day } from "#kernel/day.ts";
import type { Watermark } from "#kernel/watermark.ts";
import type { FigureKind, LinkFor } from "../drill.ts";
import type { Subtotal, Table, TableRow } from "../table.ts";
import { form as words } from "../zh.ts";

/** What stands over the table and is not counted: who fills it in, for where and when. */
export interface Head {
  /** 填报单位. */
  readonly unit: string;
  /** 填报人. */
  readonly person: string;
  /** 日期 of filling in. */
  readonly day: Day;
  readonly phone: string;
  readonly area: { readonly code: string; readonly name: string };
  /** The day whose ledger was counted. */
  readonly asOf: Day;
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  /** `puning@1`; and as it is printed: 普民〔2024〕35号（第1版）. */
  readonly policy: string;
  readonly pack: string;
  /** Nobody of the area had been registered by that day: a nought is no figure then. */
  readonly unrecorded?: boolean;
  /** Where the form leaves as a file: whose copy it is. */
  readonly watermark?: Watermark;
}

/** One printed line with its figure. */
export interface Line {
  readonly id: string;
  readonly which: FigureKind;
  readonly text: string;
  readonly count: number;
  readonly remark: string;
  readonly link: string | undefined;
}

export interface FormBlock {
  readonly level: string;
  readonly title: string;
  /** Each type with its own 其中 line under it: a pair stays on one page. */
  readonly pairs: readonly (readonly Line[])[];
  readonly subtotal: Line;
}

/** The printed form, word for word, before any file format: what the workbook, the PDF and the page all draw. */
export interface Form {
  readonly annex: string | null;
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly string[];
  readonly blocks: readonly FormBlock[];
  readonly total: Line;
  /** The document's 注, then how it was counted, each a paragraph; at the end whose copy it is. */
  readonly notes: readonly string[];
  readonly watermark: Watermark | undefined;
}

const chineseDay = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** The minute in China, by which an office tells two prints of a day apart. */
const chineseMinute = (instant: string): string => {
  const shanghai = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${chineseDay(shanghai.slice(0, 10))} ${shanghai.slice(11, 16)}`;
};

/** `年普宁市…数据表` is printed with a blank before 年 for the year; a title of another shape is left as it is. */
export const titleOf = (title: string, asOf: Day): string =>
  title.startsWith("年") ? `${asOf.slice(0, 4)}${title}` : title;

/** Over the title stands which annex of its document a form is, as its clause says: `…、附件1`. */
export function annexOf(clause: string): string | null {
  const annex = /附件\s*(\d+)/u.exec(clause)?.[1];
  return annex === undefined ? null : words.annex(annex);
}

/** The day had not come when the form was drawn up: what it counts is reckoned from what is known now. */
export const isFuture = (head: Pick<Head, "asOf" | "day">): boolean => head.asOf > head.day;

/** As of which day, by which policy and when it was drawn up: under every form. */
export const asOfNote = (head: Head): string =>
  words.asOf(
    `${chineseDay(head.asOf)}${isFuture(head) ? words.reckoned : ""}`,
    head.pack,
    chineseMinute(head.generatedAt),
  );

export const fieldsOf = (head: Head, labels: readonly string[]): Form["fields"] =>
  [head.unit, head.person, chineseDay(head.day), head.phone].map((value, i) => ({ label: labels[i] ?? "", value }));

const line = (
  id: string,
  which: FigureKind,
  text: string,
  count: number,
  linkFor: LinkFor,
  remark = "",
): Line => ({ id, which, text, count, remark, link: linkFor(id, which) }); // prettier-ignore

export function formOf(table: Table, head: Head, linkFor: LinkFor): Form {
  return {
    annex: annexOf(table.clause),
    title: titleOf(table.title, head.asOf),
    fields: fieldsOf(head, table.words.header),
    columns: table.words.columns,
    blocks: table.subtotals.map((subtotal) => blockOf(table, subtotal, linkFor)),
    total: line("total", "total", table.words.total, table.total.count, linkFor),
    notes: notesOf(table, head),
    watermark: head.watermark,
  };
}

const blockOf = (table: Table, subtotal: Subtotal, linkFor: LinkFor): FormBlock => ({
  level: subtotal.level,
  title: subtotal.title,
  pairs: table.rows.filter((row) => row.block === subtotal.level).map((row) => pairOf(row, linkFor)),
  subtotal: line(subtotal.level, "subtotal", table.words.subtotal, subtotal.count, linkFor),
});

function pairOf(row: TableRow, linkFor: LinkFor): Line[] {
  const first = line(row.id, "row", row.title, row.count, linkFor, row.note === null ? "" : words.seeNote(row.note));
  if (row.ofWhich === null) return [first];
  return [first, line(row.id, "ofWhich", row.ofWhich.title, row.ofWhich.count, linkFor)];
}

function notesOf(table: Table, head: Head): string[] {
  const own = table.notes.map((text, i) => `${i + 1}. ${text}`);
  const whose = head.watermark ? [head.watermark.line] : [];
  return [...table.words.foot, `${words.notes}：${own[0] ?? ""}`, ...own.slice(1), asOfNote(head), ...whose];
}

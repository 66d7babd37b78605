import { minuteOf } from "#kernel/day.ts";
import type { PlannedRow, PlannedSheet, Style, WorkbookPlan } from "#platform/files/index.ts";
import type { Report, Section } from "./words.ts";
import { bookWords as words } from "./zh.ts";

const title: Style = { bold: true, size: 16 };
const head: Style = { bold: true, fill: "E8EEF4", border: true, wrap: true, vertical: "center" };
const line: Style = { border: true, wrap: true, vertical: "top" };

/** A name that Excel takes: 31 characters, none of its own signs. */
const sheetName = (no: number, { title: text }: Section): string => `${no} ${text.replaceAll(/[\\/?*[\]:]/g, "")}`.slice(0, 31); // prettier-ignore

/** Characters that the widest cell takes; a Han character takes two. */
const widthOf = (texts: readonly (string | number)[]): number => {
  const units = (text: string | number): number => [...String(text)].reduce((n, c) => n + (c > "\u2e80" ? 2 : 1), 0);
  return Math.min(60, Math.max(8, ...texts.map(units)) + 2);
};

function sheetOf(section: Section, no: number): PlannedSheet {
  const columns = section.columns.map((name, i) => ({ width: widthOf([name, ...section.rows.slice(0, 500).map((row) => row[i] ?? "")]) })); // prettier-ignore
  function* rows(): Generator<PlannedRow> {
    yield { cells: [{ content: section.title, style: title }] };
    yield { cells: [`${words.clause}：${section.clause}`] };
    yield { cells: section.columns, style: head };
    for (const row of section.rows) yield { cells: row, style: line };
    if (section.rows.length === 0) yield { cells: [words.none] };
  }
  const page = { paper: "A4", landscape: true, fitWide: 1, titleRows: [3, 3], footer: "&C第 &P 页 共 &N 页" } as const;
  return { name: sheetName(no, section), columns, freeze: { rows: 3, columns: 1 }, page, rows };
}

function frontSheet(report: Report): PlannedSheet {
  const stamp = `${minuteOf(new Date(report.drawnAt))}　${report.drawnBy}`;
  function* rows(): Generator<PlannedRow> {
    yield { cells: [{ content: report.title, style: title }] };
    yield { cells: [words.area, `${report.areaName}（${report.area}）`] };
    yield { cells: [words.span, `${report.from} 至 ${report.to}`] };
    yield { cells: [words.drawn, stamp] };
    yield { cells: [words.digest, report.digest] };
    for (const note of report.notes) yield { cells: ["", { content: note, style: { wrap: true, vertical: "top" } }] };
    yield { cells: [] };
    yield { cells: [words.section, words.clause, words.rows], style: head };
    for (const [i, section] of report.sections.entries()) {
      const link = `#'${sheetName(i + 1, section)}'!A1`;
      yield {
        cells: [{ content: section.title, link, style: line }, section.clause, section.rows.length],
        style: line,
      };
    }
  }
  const columns = [{ width: 46 }, { width: 70 }, { width: 10 }];
  return { name: words.front, columns, page: { paper: "A4", landscape: true, fitWide: 1 }, rows };
}

/** A report as a workbook: a front sheet, and a sheet for each section. */
export const reportPlan = (report: Report): WorkbookPlan => ({
  title: report.title,
  sheets: [frontSheet(report), ...report.sections.map((section, i) => sheetOf(section, i + 1))],
});

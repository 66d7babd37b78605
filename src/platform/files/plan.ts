import type { Day } from "#kernel/day.ts";
import type { Watermark } from "#kernel/watermark.ts";

/*
 * What a workbook to be written looks like. Everything that a person may see is said here; how the file says it is the
 * business of the writer alone.
 */

export interface Style {
  readonly font?: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** RRGGBB. */
  readonly color?: string;
  /** RRGGBB. */
  readonly fill?: string;
  readonly align?: "left" | "center" | "right";
  readonly vertical?: "top" | "center" | "bottom";
  readonly wrap?: boolean;
  /** Thin lines on all four sides. */
  readonly border?: boolean;
  /** A number format: "@" keeps digits as text, "yyyy-mm-dd" shows a day. */
  readonly format?: string;
  /** False lets a cell of a protected sheet be changed. */
  readonly locked?: boolean;
}

export type Content = string | number | boolean | null | { readonly day: Day };

export interface PlannedCell {
  readonly content: Content;
  readonly style?: Style;
  /** Shown when the pointer rests on the cell. */
  readonly note?: string;
  /** An address (https:, mailto:), or a place in the workbook as `#表名!A1`. */
  readonly link?: string;
}

export interface PlannedRow {
  readonly cells: readonly (Content | PlannedCell)[];
  /** Points. */
  readonly height?: number;
  /** For every cell of the row that has no style of its own. */
  readonly style?: Style;
}

export interface PlannedColumn {
  /** Characters of the standard font; a Han character takes two. */
  readonly width?: number;
  /** For cells that are typed in later. */
  readonly style?: Style;
  readonly hidden?: boolean;
  /** Belongs to a group of columns that a click opens and closes; with `hidden` the group is closed at first. */
  readonly grouped?: boolean;
}

export interface Choice {
  /** "C3:C5000", or several parted by spaces. */
  readonly range: string;
  /** Where the allowed values stand: `选项!$A$1:$A$12`. */
  readonly from: string;
  /** False offers the values and lets others in: a cell that takes several of them. */
  readonly strict: boolean;
  readonly message?: string;
}

export interface PageSetup {
  readonly paper: "A3" | "A4";
  readonly landscape?: boolean;
  /** Shrinks to so many pages across; any number down. */
  readonly fitWide?: number;
  /** First and last row repeated on every page, from 1. */
  readonly titleRows?: readonly [number, number];
  /** Excel's codes: "&C第 &P 页 共 &N 页". */
  readonly header?: string;
  readonly footer?: string;
  readonly centered?: boolean;
}

export interface PlannedSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly columns?: readonly PlannedColumn[];
  readonly freeze?: { readonly rows: number; readonly columns: number };
  readonly merges?: readonly string[];
  readonly choices?: readonly Choice[];
  readonly filter?: string;
  readonly page?: PageSetup;
  /** Protected against slips, not against people: there is no password. */
  readonly protect?: boolean;
  /** Must be true where cells carry notes: the file's table of contents is written before them. */
  readonly notes?: boolean;
  /** Asked for when the sheet is written, after all sheets before it: a summary may be made of what they held. */
  readonly rows: Iterable<PlannedRow> | (() => Iterable<PlannedRow> | AsyncIterable<PlannedRow>);
}

export interface WorkbookPlan {
  /** In the order in which they are written. */
  readonly sheets: readonly PlannedSheet[];
  /** In the order in which they are shown, by name; as written where nothing is said. The first one is opened. */
  readonly order?: readonly string[];
  readonly title?: string;
  readonly font?: string;
  /** Printed at the head of every page of every sheet, and kept in the file's properties. */
  readonly watermark?: Watermark;
}

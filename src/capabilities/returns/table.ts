import type { Counting } from "./words.ts";

/** A figure and the groups of children behind it: what a click on it opens. */
export interface Figure {
  readonly count: number;
  readonly keys: readonly string[];
}

export interface TableRow extends Figure {
  readonly id: string;
  /** The level of its block. */
  readonly block: string;
  /** Place within its block, from 1. */
  readonly no: number;
  /** 栏次 for 勾稽关系, where the definition numbers it. */
  readonly cell: number | null;
  readonly title: string;
  readonly rest: boolean;
  readonly ofWhich: { readonly title: string; readonly count: number; readonly cell: number | null } | null;
  readonly ofWhichKeys: readonly string[];
  /** Which of the table's notes, from 1, says what stands behind this 其他 row. */
  readonly note: number | null;
}

export interface Subtotal extends Figure {
  readonly level: string;
  readonly title: string;
  readonly no: number | null;
  /** How many times more the rows of the block count than it has children. */
  readonly repeats: number;
}

/**
 * A ground for which the printed form has no row of its own: the text of 普民〔2024〕35号 三 names 严重心理疾病 among the
 * yellow grounds, and 附件1's yellow block has no such row.
 */
export interface Unrowed extends Figure {
  readonly ground: string;
  readonly title: string;
  readonly level: string;
  /** The 其他 row that took them; null where the block has none. */
  readonly row: { readonly id: string; readonly title: string } | null;
  readonly inRest: number;
  /** Children whom another ground of theirs put into a row of its own. */
  readonly elsewhere: number;
}

export interface Fault extends Figure {
  readonly code: "returns.unplaced";
  readonly level: string | null;
}

/** The words of the printed form around its figures. */
export interface PrintedWords {
  /** Labels of unit, person, day, telephone. */
  readonly header: readonly string[];
  readonly columns: readonly string[];
  readonly subtotal: string;
  readonly total: string;
  /** The document's own 注, word for word. */
  readonly foot: readonly string[];
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly counting: Counting;
  readonly rows: readonly TableRow[];
  readonly subtotals: readonly Subtotal[];
  readonly total: Figure & { readonly no: number | null; readonly repeats: number };
  /** Children whom the ledger serves on that day, counted without the table. */
  readonly served: number;
  /** Children counted in more than one row of a block. */
  readonly overlaps: number;
  /** Children who fit more than one row of a block, counted there once or more. */
  readonly several: number;
  readonly uncategorised: number;
  readonly unrowed: readonly Unrowed[];
  readonly faults: readonly Fault[];
  readonly words: PrintedWords;
  /** What this table says about how it was counted. */
  readonly notes: readonly string[];
  readonly formulas: readonly string[];
}

import type { Check } from "../checks.ts";
import { checkTable } from "../checks.ts";
import type { Table } from "../table.ts";
import { annexOf, fieldsOf, type Form, type Head, titleOf } from "./form.ts";

/**
 * The return for programs. The shape is stable: fields are added, never renamed or removed. A child counted in
 * several rows of a block stands once in the subtotal; `repeats` says how many times more the rows count.
 */
export interface ReturnJson {
  readonly return: string;
  readonly title: string;
  readonly clause: string;
  readonly area: { readonly code: string; readonly name: string };
  /** YYYY-MM-DD: the day whose ledger was counted. */
  readonly asOf: string;
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  readonly policy: string;
  readonly counting: string;
  readonly rows: readonly {
    readonly id: string;
    readonly level: string;
    readonly no: number;
    readonly title: string;
    readonly count: number;
    readonly ofWhich: { readonly title: string; readonly count: number } | null;
  }[];
  readonly subtotals: readonly {
    readonly level: string;
    readonly title: string;
    readonly count: number;
    readonly repeats: number;
  }[];
  readonly total: { readonly count: number; readonly repeats: number };
  readonly served: number;
  /** Children counted in more than one row of a block. */
  readonly overlaps: number;
  readonly unrowed: readonly {
    readonly ground: string;
    readonly title: string;
    readonly level: string;
    readonly row: string | null;
    readonly count: number;
    readonly inRest: number;
    readonly elsewhere: number;
  }[];
  readonly faults: readonly { readonly code: string; readonly level: string | null; readonly count: number }[];
  readonly notes: readonly string[];
  readonly checks: readonly Check[];
}

/** Figures only: the groups behind them are the server's own and are opened through the links. */
export function json(table: Table, head: Head): ReturnJson {
  return {
    return: table.id,
    title: titleOf(table.title, head.asOf),
    clause: table.clause,
    area: head.area,
    asOf: head.asOf,
    generatedAt: head.generatedAt,
    policy: head.policy,
    counting: table.counting,
    rows: table.rows.map(({ id, block, no, title, count, ofWhich }) => {
      const which = ofWhich && { title: ofWhich.title, count: ofWhich.count };
      return { id, level: block, no, title, count, ofWhich: which };
    }),
    subtotals: table.subtotals.map(({ level, title, count, repeats }) => ({ level, title, count, repeats })),
    total: { count: table.total.count, repeats: table.total.repeats },
    served: table.served,
    overlaps: table.overlaps,
    unrowed: table.unrowed.map(({ ground, title, level, row, count, inRest, elsewhere }) => {
      return { ground, title, level, row: row?.id ?? null, count, inRest, elsewhere };
    }),
    faults: table.faults.map(({ code, level, count }) => ({ code, level, count })),
    notes: [...table.words.foot, ...table.notes],
    checks: checkTable(table),
  };
}

/** The printed words around the figures, for a page that draws the form itself. */
export interface PrintedForm extends Pick<Form, "annex" | "fields" | "columns"> {
  readonly subtotal: string;
  readonly total: string;
  /** How many of the return's `notes` are the document's own; the others are numbered from 1. */
  readonly foot: number;
  /** By row: the number of the note that says what stands behind it. */
  readonly remarks: Readonly<Record<string, number>>;
}

export const printedForm = (table: Table, head: Head): PrintedForm => ({
  annex: annexOf(table.clause),
  fields: fieldsOf(head, table.words.header),
  columns: table.words.columns,
  subtotal: table.words.subtotal,
  total: table.words.total,
  foot: table.words.foot.length,
  remarks: Object.fromEntries(table.rows.flatMap(({ id, note }) => (note === null ? [] : [[id, note]]))),
});

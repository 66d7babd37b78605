import type { PrintedForm, ReturnJson } from "../answers.ts";
import { checkTable } from "../checks.ts";
import type { Table } from "../table.ts";
import { annexOf, fieldsOf, type Head, isFuture, titleOf } from "./form.ts";

/** Figures only: the groups behind them are the server's own and are opened through the links. */
export function json(table: Table, head: Head): ReturnJson {
  return {
    return: table.id,
    title: titleOf(table.title, head.asOf),
    clause: table.clause,
    area: head.area,
    asOf: head.asOf,
    future: isFuture(head),
    unrecorded: head.unrecorded ?? false,
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
    ...(head.watermark && { export: head.watermark }),
  };
}

export const printedForm = (table: Table, head: Head): PrintedForm => ({
  annex: annexOf(table.clause),
  fields: [...fieldsOf(head, table.words.header)],
  columns: [...table.words.columns],
  subtotal: table.words.subtotal,
  total: table.words.total,
  foot: table.words.foot.length,
  remarks: Object.fromEntries(table.rows.flatMap(({ id, note }) => (note === null ? [] : [[id, note]]))),
});

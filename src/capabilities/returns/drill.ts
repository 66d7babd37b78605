import { notFound } from "#kernel/problem.ts";
import type { Figure, Table } from "./table.ts";

/** Which figure of a line: the row's own, its 其中, a block's 人数小计 (by level), or the 人数合计 (id `total`). */
export const figureKinds = ["row", "ofWhich", "subtotal", "total"] as const;
export type FigureKind = (typeof figureKinds)[number];

/** Makes the address that opens the children behind a figure; undefined where the reader may not open them. */
export type LinkFor = (id: string, which: FigureKind) => string | undefined;

/** What a figure opens to: its words on the form and the ledger's groups whose children it counts. */
export interface Drill extends Figure {
  readonly title: string;
}

/** Errors: Problem `returns.figure_unknown` (404) for a figure that the return does not have. */
export function drill(table: Table, id: string, which: FigureKind): Drill {
  const found = find(table, id, which);
  if (found === undefined) throw notFound("returns.figure_unknown", { id, which });
  return found;
}

function find(table: Table, id: string, which: FigureKind): Drill | undefined {
  if (which === "total") return { title: table.words.total, count: table.total.count, keys: table.total.keys };
  if (which === "subtotal") {
    const subtotal = table.subtotals.find((one) => one.level === id);
    return (
      subtotal && { title: `${subtotal.title} ${table.words.subtotal}`, count: subtotal.count, keys: subtotal.keys }
    );
  }
  const row = table.rows.find((one) => one.id === id);
  const block = table.subtotals.find((one) => one.level === row?.block)?.title ?? "";
  if (row === undefined || (which === "ofWhich" && row.ofWhich === null)) return undefined;
  const title = `${block} ${row.title}`;
  if (which === "row") return { title, count: row.count, keys: row.keys };
  return { title: `${title} ${row.ofWhich?.title}`, count: row.ofWhich?.count ?? 0, keys: row.ofWhichKeys };
}

import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import { cellName } from "#platform/files/index.ts";
import type { Layout } from "./header.ts";
import { say } from "./zh.ts";

/** A cell that nobody can take for a value, and what its writer is to do about it. */
export interface Fault {
  /** The column's header as it stands in the sheet. */
  readonly column: string;
  /** "C5". */
  readonly cell: string;
  readonly code: string;
  readonly say: string;
}

export interface ParseContext {
  readonly today: Day;
  /**
   * A department's list: who a line is about is found by comparing it with the ledger. Only its name must be there, and a
   * number that cannot be right stops no line; its children may have grown up.
   */
  readonly lenient?: boolean;
}

export type Values = Map<string, FactValue>;

/** A header without the mark of a required column. */
const bare = (header: string): string => header.replace(/^[*＊\s]+|[*＊\s]+$/g, "");

/** The cell that a fact came from, or the name's where the sheet has no such column. */
export function faultAt(
  layout: Layout,
  row: number,
  key: string,
  code: string,
  data: Readonly<Record<string, unknown>> = {},
): Fault {
  const place = layout.places.get(key) ?? layout.places.get("name") ?? 0;
  const column = bare(layout.headers.get(place) ?? key);
  return { column, cell: cellName(place, row), code, say: say(code, { column, ...data }) };
}

/** A fault of one cell of the sheet. */
export function faultIn(
  layout: Layout,
  place: number,
  row: number,
  code: string,
  data: Readonly<Record<string, unknown>> = {},
): Fault {
  const column = bare(layout.headers.get(place) ?? "");
  return { column, cell: cellName(place, row), code, say: say(code, { column, ...data }) };
}

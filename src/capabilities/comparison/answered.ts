import { Problem } from "#kernel/problem.ts";

/* A department's answer in JSON as the file that it would have uploaded: the rows' names are the template's columns. */

/** Columns of no list are so many. */
const MOST_COLUMNS = 200;

const wrong = (): Problem => new Problem("comparison.source_rows_wrong", {}, 502);

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** A number as it was written: of an id number of eighteen digits a double keeps sixteen. */
const asWritten: Reviver = (_key, value, { source }) => (typeof value === "number" ? (source ?? String(value)) : value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""), asWritten as Parameters<typeof JSON.parse>[1]) as unknown;
  } catch {
    throw new Problem("comparison.source_not_json", {}, 502);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "是" : "否";
  throw wrong();
}

/** `"a"` with its quotes doubled: a comma, a quote or a line's end in it ends no cell. */
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const line = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

/**
 * The rows of an answer as CSV. `rowsAt`: where they stand, names by dots; "": the answer itself is the array.
 * Errors: comparison.source_not_json, comparison.source_rows_wrong, comparison.source_empty (502).
 */
export function csvOfJson(text: string, rowsAt: string): string {
  const path = rowsAt === "" ? [] : rowsAt.split(".");
  const found = path.reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), parsed(text)); // prettier-ignore
  if (!Array.isArray(found)) throw wrong();
  if (found.length === 0) throw new Problem("comparison.source_empty", {}, 502);
  const columns = new Set<string>();
  const rows = found.map((row: unknown) => {
    if (!isObject(row)) throw wrong();
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > MOST_COLUMNS) throw wrong();
    return row;
  });
  const names = [...columns];
  return [line(names), ...rows.map((row) => line(names.map((name) => textOf(row[name]))))].join("");
}

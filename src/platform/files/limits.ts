import { Problem } from "#kernel/problem.ts";

/** What one uploaded file may cost. Every limit is checked before, or while, a part is inflated: never after. */
export interface FileLimits {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number;
  /** Bytes of all parts together as the archive's directory declares them. */
  readonly inflatedBytes: number;
  /** How many times a part may grow; real sheets, even of nothing but formatted blanks, stay under 50. */
  readonly ratio: number;
  readonly entries: number;
  /** Bytes of text in the shared string table, which is the only part held in memory. */
  readonly sharedBytes: number;
  /** Rows of one sheet that hold anything. */
  readonly rows: number;
  /** Columns of one sheet that hold anything. */
  readonly columns: number;
  /** Characters of one cell; Excel itself stops at 32,767. */
  readonly cellChars: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: FileLimits = {
  fileBytes: 200 * MiB,
  inflatedBytes: 1024 * MiB,
  ratio: 100,
  entries: 2_000,
  sharedBytes: 128 * MiB,
  rows: 1_048_575,
  columns: 1_000,
  cellChars: MiB,
};

/** Parts below this size may grow as they like: nothing is lost by inflating them. */
export const ratioFrom = 4 * MiB;

/** `what`: file, rows, columns, cell, merges, or the part of the archive that is too large. */
export const tooLarge = (what: string, limit: number): Problem => {
  const code = Object.hasOwn(ownCodes, what) ? (ownCodes[what] ?? "") : "files.too_large";
  return new Problem(code, { what, limit, megabytes: Math.round(limit / MiB) }, 413);
};

const ownCodes: Readonly<Record<string, string>> = {
  rows: "files.too_many_rows",
  columns: "files.too_many_columns",
  cell: "files.cell_too_long",
  merges: "files.too_many_merges",
};

export const damaged = (why: string): Problem => new Problem("files.damaged", { why });

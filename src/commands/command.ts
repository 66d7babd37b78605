import type { ParseArgsOptionsConfig } from "node:util";

/** What a command may use of the world: tests hand in their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Bytes to standard output, resolved when they are written and may change: for what is too large to wait in memory. */
  readonly pour?: (bytes: Uint8Array) => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --json: one JSON document on standard output, no prose. */
  readonly json: boolean;
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** One line of `tonghu --help`; the table of all commands is in src/cli.ts. */
export interface Command {
  /** Words after `tonghu`: "areas load". */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** Arguments as typed: "--area 445281 --as-of 2024-07-22 --out x.xlsx". */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Exit code: 0 done; 1 done, and something was found (a broken chain, a fault in a pack, bad rows). A Problem thrown is 3, a bug 70, wrong usage 2. */
  readonly run: (values: Values, positionals: readonly string[], io: Io) => Promise<number>;
}

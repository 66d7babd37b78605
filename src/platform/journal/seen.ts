import { conflict } from "#kernel/problem.ts";
import type { Subject } from "./ledger.ts";

/** A command that decides about a file as its sender saw it: `seq` is the number of the last entry on their page. */
export type Seen<Command extends { readonly seq: number }> = Omit<Command, "seq"> & { readonly seq?: number };

/** Of two who decide about the same file at once, the second looks again. Errors: journal.stale (409). */
export function requireSeen(subject: Subject, seq: number | undefined): void {
  if (seq !== undefined && seq !== subject.seq) throw conflict("journal.stale", { seq: subject.seq });
}

import type { Id } from "#kernel/id.ts";

export type Saw = (children: readonly Id[]) => Promise<void>;

/** Whom a file speaks of, noted while it is drawn. */
export interface Seen {
  note(children: readonly Id[]): void;
  /** Keeps the looks. Errors: trace.unavailable: the file then does not leave. */
  tell(): Promise<void>;
}

/**
 * A file is drawn in one long transaction, and a look is kept by another connection: asked for in the middle, a pool that
 * is used up would wait for itself. So whom the file speaks of is noted, and told when the connection has gone back; the
 * file is nobody's before its row of the ledger stands, which is later still.
 */
export function seenBy(saw: Saw): Seen {
  const batches: (readonly Id[])[] = [];
  return {
    note: (children) => void batches.push(children),
    tell: async () => {
      for (const batch of batches) await saw(batch);
    },
  };
}

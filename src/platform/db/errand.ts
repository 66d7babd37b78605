import { AsyncLocalStorage } from "node:async_hooks";
import type { Pool, PoolClient } from "pg";

/*
 * What is read for somebody who may wait for it no longer (docs/decisions/0061-stopped.md). What is stopped ends in the
 * database, too; what writes is never broken off: its sender may have gone into a tunnel and sends it again.
 */

/** PostgreSQL forgets a cancel that finds no statement: it is said again until the connection is given back. */
const AGAIN_MS = 250;

const current = new AsyncLocalStorage<Errand>();

export class Errand {
  readonly #stopping = new AbortController();
  #why: Error | undefined;

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get why(): Error | undefined {
    return this.#why;
  }

  /** Ends what is being read; whoever reads on is told `why`. */
  stop(why: Error): void {
    this.#why ??= why;
    this.#stopping.abort(this.#why);
  }

  /** What `work` reads, however deep, is read for this errand. */
  run<T>(work: () => T): T {
    return current.run(this, work);
  }
}

/** The pieces of a content, as long as nobody stops it. Errors: why it was stopped. */
export async function* whileWanted<T>(content: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const piece of content) {
    signal.throwIfAborted();
    yield piece;
  }
}

/** Why the errand of whoever asks was stopped; undefined as long as it was not. */
export const stoppedWhy = (): Error | undefined => current.getStore()?.why;

/** A connection that was taken out of a pool to read. */
export interface Hold {
  /** Back to the pool; a connection that was told to end its statement serves nobody else. */
  giveBack(broken?: boolean): void;
}

/** Ends a connection's statements for as long as it is held. */
class Ending implements Hold {
  readonly #pool: Pool;
  readonly #client: PoolClient;
  readonly #signal: AbortSignal;
  #asked: Promise<unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(pool: Pool, client: PoolClient, signal: AbortSignal) {
    this.#pool = pool;
    this.#client = client;
    this.#signal = signal;
    signal.addEventListener("abort", this.#end);
    if (signal.aborted) this.#end(); // stopped while it waited for a connection
  }

  readonly #end = (): void => {
    const { processID } = this.#client as PoolClient & { readonly processID: number };
    this.#asked = this.#pool
      .query("select pg_cancel_backend($1)", [processID])
      .catch(() => undefined) // no connection is free: asked again
      .finally(() => {
        if (!this.#over) this.#timer = setTimeout(this.#end, AGAIN_MS);
      });
  };

  giveBack(broken = false): void {
    this.#over = true;
    this.#signal.removeEventListener("abort", this.#end);
    clearTimeout(this.#timer);
    if (!this.#asked) return this.#client.release(broken);
    // a cancel that is on its way would meet the next one's statement
    void this.#asked.finally(() => this.#client.release(true));
  }
}

/** A connection as long as it reads for the errand of whoever asks; a plain one where nobody may stop it. */
export function holdOf(pool: Pool, client: PoolClient, isReading: boolean): Hold {
  const errand = isReading ? current.getStore() : undefined;
  if (errand) return new Ending(pool, client, errand.signal);
  return { giveBack: (broken = false) => client.release(broken) };
}

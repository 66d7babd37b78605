import { setTimeout as pause } from "node:timers/promises";
import { isProblem } from "#kernel/problem.ts";

/** Seconds before each new try; the last one again and again, for as long as the database is away. */
const PAUSES = [1, 10, 60] as const;

/** Does not keep a stopping server alive: at its next start closeOrphans ends the row. */
const unheld = (milliseconds: number): Promise<void> => pause(milliseconds, undefined, { ref: false });

/**
 * Does what must be done in the end: an import whose row says "running" for ever would keep the clerk waiting. A database
 * that is away or full comes back, after a minute or after a night; anything else does not pass, and is thrown.
 */
export async function patiently(work: () => Promise<void>, wait = unheld): Promise<void> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (!isProblem(thrown) || thrown.status < 500) throw thrown;
      await wait((PAUSES[tried] ?? PAUSES[2]) * 1000);
    }
  }
}

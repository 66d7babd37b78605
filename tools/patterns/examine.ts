import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Pattern } from "./collect.ts";

/** Milliseconds of this program's processor without any news from a pattern: only one that explodes takes so long. */
const PATIENCE = 20_000;
const LOOK_EVERY = 100;

const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export interface Slow {
  readonly pattern: Pattern;
  readonly why: string;
}

interface News {
  readonly begun: number;
  readonly slow?: string;
}

/** Every pattern that takes too long over some text. patience: milliseconds until one that says nothing is given up. */
export async function examine(patterns: readonly Pattern[], patience = PATIENCE): Promise<Slow[]> {
  const found: Slow[] = [];
  for (let next = 0; next < patterns.length;) {
    const rest = patterns.slice(next);
    const stuck = await examineUntilStuck(rest, patience, found);
    if (stuck === null) return found;
    const pattern = rest[stuck];
    if (pattern) found.push({ pattern, why: `no end after ${patience} ms` });
    next += stuck + 1;
  }
  return found;
}

/** Goes on until the end, or to the pattern that does not end: its place. */
async function examineUntilStuck(
  patterns: readonly Pattern[],
  patience: number,
  found: Slow[],
): Promise<number | null> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: patterns });
  let at = 0;
  let stuck = false;
  let since = spent();
  // by the processor: on a busy machine a sound pattern waits long for its turn
  const timer = setInterval(() => {
    if (stuck || spent() - since < patience) return;
    stuck = true;
    void worker.terminate();
  }, LOOK_EVERY);
  worker.on("message", ({ begun, slow }: News) => {
    since = spent();
    at = begun;
    const pattern = patterns[begun];
    if (pattern && slow !== undefined) found.push({ pattern, why: slow });
  });
  await once(worker, "exit");
  clearInterval(timer);
  return stuck ? at : null;
}

import { parentPort, workerData } from "node:worker_threads";
import type { Pattern } from "./collect.ts";
import { slowness } from "./measure.ts";

/* In a thread of its own: a pattern that never ends can be ended from outside. */

for (const [i, pattern] of (workerData as readonly Pattern[]).entries()) {
  parentPort?.postMessage({ begun: i }, []);
  const slow = slowness(pattern);
  if (slow !== null) parentPort?.postMessage({ begun: i, slow }, []);
}

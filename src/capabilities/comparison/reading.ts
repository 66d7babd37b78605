import { Worker } from "node:worker_threads";
import { Problem } from "#kernel/problem.ts";

/* The serving thread hands an answer over and gets a file back: it reads none of it itself. */

export interface ToRead {
  readonly bytes: Uint8Array;
  readonly rowsAt: string;
}

/** A Problem does not cross between threads as one: what it says does. */
export type AnswerRead =
  | { readonly csv: Uint8Array }
  | { readonly code: string; readonly data: Readonly<Record<string, unknown>>; readonly status: number };

/** As much as an answer of the largest size needs, and an end to what needs more. */
const resourceLimits = { maxOldGenerationSizeMb: 2048 };

/**
 * The rows of an answer in JSON as CSV, on a thread of its own. Errors: those of csvOfJson; plain where the thread ended without
 * a word.
 */
export async function csvFromAnswer(answer: Buffer, rowsAt: string): Promise<Buffer> {
  const workerData: ToRead = { bytes: answer, rowsAt };
  const worker = new Worker(new URL("./answerWorker.ts", import.meta.url), { workerData, resourceLimits });
  try {
    const read = await new Promise<AnswerRead>((given, refused) => {
      worker.once("message", given);
      worker.once("error", refused);
      worker.once("exit", () => refused(new Error("the answer was not read")));
    });
    if ("code" in read) throw new Problem(read.code, read.data, read.status);
    return Buffer.from(read.csv.buffer, read.csv.byteOffset, read.csv.byteLength);
  } finally {
    await worker.terminate();
  }
}

import { parentPort, workerData } from "node:worker_threads";
import { isProblem } from "#kernel/problem.ts";
import type { AnswerRead, ToRead } from "./reading.ts";
import { csvOfJson } from "./answered.ts";

/* An answer's JSON read on a thread of its own: of 64 MB it takes a second or more, in which nobody else would be served. */

const port = parentPort;
if (!port) throw new Error("answerWorker is started as a worker");

const { bytes, rowsAt } = workerData as ToRead;

function read(): AnswerRead {
  try {
    return { csv: Buffer.from(csvOfJson(Buffer.from(bytes).toString("utf8"), rowsAt)) };
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    return { code: thrown.code, data: thrown.data, status: thrown.status };
  }
}

port.postMessage(read());

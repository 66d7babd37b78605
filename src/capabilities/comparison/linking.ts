import { Worker } from "node:worker_threads";
import type { FieldType } from "#engines/linkage/index.ts";

/** A line of the list and a child of the ledger that are one, or may be. */
export interface Pair {
  /** Numbers under which both were handed in. */
  readonly left: number;
  readonly right: number;
  readonly probability: number;
  /** Field by field, in words. */
  readonly words: string;
}

export interface LinkField {
  readonly name: string;
  readonly type: FieldType;
  readonly household: boolean;
}

type Rows = readonly (readonly [id: string, cells: readonly string[]])[];

export type ToWorker =
  | { readonly kind: "fields"; readonly fields: readonly LinkField[] }
  | { readonly kind: "rows"; readonly side: "left" | "right"; readonly rows: Rows }
  | { readonly kind: "run"; readonly least: number };

export type FromWorker =
  | { readonly kind: "stage"; readonly share: number }
  | { readonly kind: "pairs"; readonly pairs: readonly Pair[] };

/** Rows of one message: a worker takes what is sent to it without being waited for. */
const BATCH = 2000;

/** A linkage on a thread of its own. */
export class Linking {
  readonly #worker = new Worker(new URL("./linkWorker.ts", import.meta.url));
  readonly #waiting: Record<"left" | "right", [string, readonly string[]][]> = { left: [], right: [] };
  readonly #pairs = Promise.withResolvers<readonly Pair[]>();
  #onShare: (share: number) => void = () => undefined;

  /** Listens from the first row on: a worker that dies while it is fed must end this run, and neither hang it nor the server. */
  constructor(fields: readonly LinkField[]) {
    this.#pairs.promise.catch(() => undefined); // told by `run`
    this.#worker.on("error", this.#pairs.reject);
    this.#worker.on("exit", () => this.#pairs.reject(new Error("the linkage was stopped")));
    this.#worker.on("message", (message: FromWorker) => {
      if (message.kind === "stage") this.#onShare(message.share);
      else this.#pairs.resolve(message.pairs);
    });
    this.#send({ kind: "fields", fields });
  }

  add(side: "left" | "right", n: number, cells: readonly string[]): void {
    const rows = this.#waiting[side];
    if (rows.push([String(n), cells]) >= BATCH) this.#flush(side);
  }

  /** Errors: whatever stopped the worker; an Error where it was stopped by `stop`. */
  run(least: number, onShare: (share: number) => void): Promise<readonly Pair[]> {
    this.#onShare = onShare;
    this.#flush("left");
    this.#flush("right");
    this.#send({ kind: "run", least });
    return this.#pairs.promise;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #flush(side: "left" | "right"): void {
    const rows = this.#waiting[side];
    if (rows.length > 0) this.#send({ kind: "rows", side, rows });
    this.#waiting[side] = [];
  }

  #send(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of this program, not a window
    this.#worker.postMessage(message);
  }
}

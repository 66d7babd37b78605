import type { SealedBox } from "#capabilities/concern/words.ts";
import { signUrgent } from "./waiting.ts";

/*
 * Sealed reports in a store of their own: the erasing of a village (a phone that was handed away, a forgotten PIN) does not
 * take along what still has to be told. Every write is strict, like the village's own (sync/database.ts).
 */

const NAME = "tonghu.urgent";
const STORE = "reports";

export interface Urgent {
  readonly id: string;
  /** Where the child is, by its code; null until somebody chooses it. */
  readonly area: string | null;
  /** What that place is called: shown, so that a phone from elsewhere reports to the right one. */
  readonly place?: string;
  /** What it says, for the server alone; gone when the server has it. */
  readonly box?: SealedBox;
  readonly at: string;
  /** The receipt's number, once it has arrived. */
  readonly number?: string;
  /** What the server said last, where it said no. */
  readonly refusal?: string;
  /** It would say no again: not sent by itself any more. */
  readonly stuck?: true;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("indexedDB")));
  });

async function within<T>(mode: IDBTransactionMode, act: (place: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const request = indexedDB.open(NAME, 1);
  request.addEventListener("upgradeneeded", () => void request.result.createObjectStore(STORE));
  const database = await done(request);
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const asked = act(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("indexedDB: aborted")));
    });
    return asked.result;
  } finally {
    database.close();
  }
}

/** The oldest first. */
export async function urgentReports(): Promise<readonly Urgent[]> {
  const kept = (await within("readonly", (place) => place.getAll())) as Urgent[];
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
  return kept.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** What waits by the disk: the sign of it may be older, where a battery died in between. Nothing is made where nothing was kept. */
export async function lookForUrgent(): Promise<void> {
  const databases = await indexedDB.databases();
  if (databases.some(({ name }) => name === NAME)) await signed();
}

const signed = async (): Promise<void> => signUrgent((await urgentReports()).some(({ box }) => box !== undefined));

/** Errors: QuotaExceededError where the phone is full: nothing was kept. */
export async function keepUrgent(report: Urgent): Promise<void> {
  await within("readwrite", (place) => place.put(report, report.id));
  await signed();
}

export async function forgetUrgent(id: string): Promise<void> {
  await within("readwrite", (place) => place.delete(id));
  await signed();
}

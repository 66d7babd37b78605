/*
 * The phone's own store: five functions over IndexedDB. Every write is one transaction and strict: what was said to be
 * saved is on the disk, also when the battery dies in the next second. (The browser's default, relaxed, is not.)
 */

const NAME = "tonghu.phone";
const VERSION = 2;

/**
 * plain: what may be read without the PIN; sealed: everything of children; outbox: commands and their places in order;
 * files: photos and signatures, each sealed under the key that its command or its draft holds.
 */
export const stores = ["plain", "sealed", "outbox", "files"] as const;
export type StoreName = (typeof stores)[number];

/** One change of a write; without a value the row goes. */
export interface Change {
  readonly store: StoreName;
  readonly key: string;
  readonly value?: unknown;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("indexedDB")));
  });

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.addEventListener("upgradeneeded", () => {
      const { result } = request;
      for (const store of stores) if (!result.objectStoreNames.contains(store)) result.createObjectStore(store);
    });
    request.addEventListener("success", () => {
      const database = request.result;
      // another page erases the phone: stand in nobody's way
      database.addEventListener("versionchange", () => close());
      resolve(database);
    });
    request.addEventListener("error", () => reject(request.error ?? new Error("indexedDB")));
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

function close(): void {
  void opened?.then((database) => database.close());
  opened = undefined;
}

/** All changes or none. Errors: QuotaExceededError where the phone is full. */
export async function write(changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction([...new Set(changes.map((one) => one.store))], "readwrite", {
      durability: "strict",
    });
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("indexedDB: aborted")));
    try {
      for (const { store, key, value } of changes) {
        const place = transaction.objectStore(store);
        if (value === undefined) place.delete(key);
        else place.put(value, key);
      }
    } catch (thrown) {
      transaction.abort(); // what was put before must not be kept without the rest
      throw thrown;
    }
  });
}

export async function read(store: StoreName, key: string): Promise<unknown> {
  const database = await open();
  return done(database.transaction(store).objectStore(store).get(key));
}

export async function keysOf(store: StoreName): Promise<readonly string[]> {
  const database = await open();
  return (await done(database.transaction(store).objectStore(store).getAllKeys())) as string[];
}

/** All rows of a store by their keys, in the order of the keys. */
export async function readAll(store: StoreName): Promise<Map<string, unknown>> {
  const database = await open();
  const place = database.transaction(store).objectStore(store);
  const [keys, values] = await Promise.all([done(place.getAllKeys()), done(place.getAll())]);
  return new Map(keys.map((key, n) => [key as string, values[n] as unknown]));
}

/** Nothing stays. */
export function eraseAll(): Promise<void> {
  close();
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.addEventListener("success", () => resolve());
    request.addEventListener("error", () => reject(request.error ?? new Error("indexedDB")));
  });
}

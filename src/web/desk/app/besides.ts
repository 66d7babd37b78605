import { useSyncExternalStore } from "react";

/** Names of children and places that stand beside lists and are read after them. */
interface Besides {
  /** Some could not be read: their cells are empty, and the page says why. */
  readonly failed: boolean;
  /** Goes up when they are asked for anew. */
  readonly turn: number;
}

let now: Besides = { failed: false, turn: 0 };
const listeners = new Set<() => void>();

function set(next: Besides): void {
  now = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names did not come. */
export const besidesFailed = (): void => {
  if (!now.failed) set({ ...now, failed: true });
};

/** What did not come is asked for anew; nothing where all came. */
export const askBesidesAgain = (): void => {
  if (now.failed) set({ failed: false, turn: now.turn + 1 });
};

export const useBesides = (): Besides => useSyncExternalStore(subscribe, () => now);

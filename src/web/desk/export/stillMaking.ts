import { useSyncExternalStore } from "react";

/*
 * Files that the server makes for this window, and that no open question waits for any more: the page was read anew, or
 * the question closed. By their ids alone, and as long as the window is open.
 */

const KEY = "tonghu.making";

function kept(): string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // a browser that keeps nothing
  }
}

function keep(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // it holds until the page is read anew
  }
}

let left: readonly string[] = kept();
const listeners = new Set<() => void>();
const setLeft = (ids: readonly string[]): void => {
  left = ids;
  for (const tell of listeners) tell();
};

/** It is asked for, and waited for by an open question. */
export const beginWaiting = (id: string): void => keep([...new Set([...kept(), id])]);

/** Nobody waits before it any more; it goes on. */
export const leaveWaiting = (id: string): void => setLeft([...new Set([...left, id])]);

/** It is in somebody's hands, or there will be none. */
export function endWaiting(id: string): void {
  keep(kept().filter((one) => one !== id));
  if (left.includes(id)) setLeft(left.filter((one) => one !== id));
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

export const useLeft = (): readonly string[] => useSyncExternalStore(subscribe, () => left);

/*
 * Whether a report waits that was sealed without anybody signed in (docs/decisions/0057-sealed-reports.md). One sign in the
 * browser's own store, so that the first screen can tell without opening anything.
 */

const SIGN = "tonghu.urgent";
const CHANGED = "tonghu-urgent";

export function isUrgentWaiting(): boolean {
  try {
    return localStorage.getItem(SIGN) !== null;
  } catch {
    return false; // storage may be closed in a private window: then nothing was kept either
  }
}

export function signUrgent(waits: boolean): void {
  if (waits) localStorage.setItem(SIGN, "1");
  else localStorage.removeItem(SIGN);
  dispatchEvent(new Event(CHANGED));
}

export function watchUrgent(watcher: () => void): () => void {
  addEventListener(CHANGED, watcher);
  return () => removeEventListener(CHANGED, watcher);
}

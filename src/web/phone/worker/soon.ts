const LATEST_MS = 3000;

/** Does it when the page has nothing to do, soon at the latest: what it fetches would stand in the first list's way. */
export function soon(task: () => void): () => void {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- missing in the WebViews of older iPhones
  if (!globalThis.requestIdleCallback) {
    const timer = setTimeout(task, LATEST_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(task, { timeout: LATEST_MS });
  return () => cancelIdleCallback(asked);
}

import { openedKeep } from "./sync/open.ts";

/*
 * Half-filled forms, until they are sent. Where the phone keeps its village they lie sealed on its disk, at each field,
 * and outlive the program; else in sessionStorage, which ends with the tab and is emptied on signing out. Keyed by the
 * person, so that nobody reads another's notes on a shared phone.
 */
const PREFIX = "tonghu.draft.";

export const draftKey = (personId: string, name: string): string => `${PREFIX}${personId}.${name}`;

/** What was kept under the key, as it was kept: whoever reads knows what it wrote. */
export function readDraft(key: string): unknown {
  const keep = openedKeep();
  if (keep) return keep.draft(key);
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function keepDraft(key: string, value: Readonly<Record<string, unknown>>): void {
  const keep = openedKeep();
  if (keep) return void keep.keepDraft(key, value).catch(() => undefined); // a full disk: it lives as long as the page
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the form lives as long as the page.
  }
}

export function dropDraft(key: string): void {
  const keep = openedKeep();
  if (keep) return void keep.keepDraft(key, undefined).catch(() => undefined);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // There was none.
  }
}

export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // There were none.
  }
}

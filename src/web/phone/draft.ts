/*
 * Half-filled forms of this tab, until they are sent: sessionStorage ends with the tab, and is emptied on signing out.
 * Keyed by the person, so that nobody reads another's notes on a shared phone.
 */
const PREFIX = "tonghu.draft.";

export const draftKey = (personId: string, name: string): string => `${PREFIX}${personId}.${name}`;

/** What was kept under the key, as it was kept: whoever reads knows what it wrote. */
export function readDraft(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function keepDraft(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the form lives as long as the page.
  }
}

export function dropDraft(key: string): void {
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

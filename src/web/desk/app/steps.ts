/*
 * The steps of this window as the browser keeps them, each with its number, so that a step that was taken by Back or
 * Forward can be taken again the other way: whoever has typed something is asked before the page gives way.
 */

/** What a step carries: its number, whether a drawer was opened by it over the page before, and the row that was left. */
interface Step {
  readonly nth?: number;
  readonly over?: boolean;
  readonly row?: Row;
}

/** The row of a list by which somebody went on, and how many of its rows had been read. Ids only, no words. */
export interface Row {
  readonly list: string;
  readonly key: string;
  readonly rows: number;
}

/** Asks whether a step may be taken: `go` takes it. False where nothing would be lost by it. */
type Asking = (go: () => void) => boolean;

const listeners = new Set<() => void>();
let begun = false;
let nth = 0;
let shown = "";
let asking: Asking | undefined;
let turning = false;
let returned: Row | undefined;
let lastRead: string | undefined;
/** The present step opened a drawer over the page before it. */
let lying = false;

const stepNow = (): Step => (history.state as Step | null) ?? {};
const tell = (): void => {
  for (const listener of listeners) listener();
};

/** A step without a number is a new one: a link that was followed, an address that was typed. */
function numbered(): number {
  const { nth: known } = stepNow();
  if (known !== undefined) return known;
  history.replaceState({ nth: nth + 1 } satisfies Step, "");
  return nth + 1;
}

function moved(): void {
  const at = numbered();
  if (location.hash === shown) {
    turning = false;
    nth = at;
    return;
  }
  if (turning) return;
  const by = at - nth;
  if (by !== 0 && asking?.(() => history.go(by))) {
    turning = true;
    history.go(-by); // the page stays as it is until there is an answer
    return;
  }
  const { row, over = false } = stepNow();
  returned = lying ? undefined : row; // a shut drawer gives the keyboard back by itself
  lying = over;
  nth = at;
  shown = location.hash;
  tell();
}

function begin(): void {
  if (begun) return;
  begun = true;
  const { nth: known = 0, ...more } = stepNow();
  nth = known;
  shown = location.hash;
  returned = more.row;
  lying = more.over === true;
  history.replaceState({ ...more, nth } satisfies Step, "");
  addEventListener("popstate", moved);
  addEventListener("hashchange", moved);
}

/** The address of the page that is shown; while a question is asked, not the one that was gone to. */
export function presentHash(): string {
  begin();
  return shown;
}

export function onMoved(told: () => void): () => void {
  begin();
  listeners.add(told);
  return () => listeners.delete(told);
}

/** Whom a step by the browser's own buttons asks. */
export function askBefore(by: Asking | undefined): void {
  asking = by;
}

/** Another address, a step further. `over`: what opens by it lies over the page, and is shut by the step back. */
export function forwardTo(link: string, over = false): void {
  begin();
  if (link === shown) return;
  nth += 1;
  returned = undefined;
  lying = over;
  history.pushState({ nth, ...(over && { over }) } satisfies Step, "", link);
  shown = location.hash;
  tell();
}

/** Another address for the same step. `over`: what lies over the page has turned to something else. */
export function stepTo(link: string, over = false): void {
  begin();
  lying = over && stepNow().over === true;
  history.replaceState({ nth, ...(lying && { over: true }) } satisfies Step, "", link);
  shown = location.hash;
  tell();
}

/** Shuts what was opened over a page: by the step back where it was opened by a step, else by another address. */
export function shutTo(link: string): void {
  if (stepNow().over) history.back();
  else stepTo(link);
}

/** Notes at the present step by which row one goes on. */
export function leaveRow(row: Row): void {
  lastRead = undefined;
  history.replaceState({ ...stepNow(), row } satisfies Step, "");
}

/** Several files were read one after another from the list: one comes back to the last of them. */
export const readInstead = (key: string): void => void (lastRead = key);

/** The row by which one had gone on from this list, where one has come back to it; first the one that was read last. */
export function rowReturnedTo(list: string): { readonly keys: readonly string[]; readonly rows: number } | undefined {
  if (returned?.list !== list) return undefined;
  return { keys: [...(lastRead === undefined ? [] : [lastRead]), returned.key], rows: returned.rows };
}

/** How many rows the list had to which one has come back; 0 once its row was shown. */
export const rowsLeft = (): number => returned?.rows ?? 0;

/** It was shown: a list that is read anew later does not jump to it again. */
export const rowWasShown = (): void => void (returned = undefined);

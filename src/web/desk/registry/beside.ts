/* Which files stand beside one another in the list from which one was opened: held while the page is open, kept nowhere. */

let listed: readonly string[] = [];

/** The children of the list that is shown now. */
export const listShown = (childIds: readonly string[]): void => {
  listed = childIds;
};

export interface Beside {
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** The files before and after one in that list; neither where it does not stand there. */
export function besideOf(childId: string): Beside {
  const at = listed.indexOf(childId);
  return at < 0 ? { previous: undefined, next: undefined } : { previous: listed[at - 1], next: listed[at + 1] };
}

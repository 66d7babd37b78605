/*
 * What the browsers of four years ago (Chromium 107) do not have and the code shared with the server uses. Only what is
 * really used: test/e2e/ownBrowser.ts takes these away from the browser of every offline test.
 */

/** Gives the browser what it lacks. */
export function fillGaps(): void {
  if (!("toSorted" in Array.prototype)) {
    // oxlint-disable-next-line eslint/no-extend-native -- the language's own function, where the browser lacks it
    Object.defineProperty(Array.prototype, "toSorted", {
      configurable: true,
      writable: true,
      value(this: readonly unknown[], compare?: (a: unknown, b: unknown) => number): unknown[] {
        // oxlint-disable-next-line unicorn/no-array-sort -- the copy is sorted
        return [...this].sort(compare);
      },
    });
  }
}

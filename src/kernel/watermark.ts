/**
 * What every file that leaves the house carries, on its printed pages and in its properties, so that a copy that turns up
 * elsewhere says whose it was (未成年人网络保护条例 36; docs/decisions/0021-leaving-the-house.md). Words as people read
 * them: no codes.
 */
export interface Watermark {
  /** `20240701-48271-59326`: by it the ledger finds the file again. */
  readonly number: string;
  readonly person: string;
  readonly post: string;
  /** The area that the post stands for. */
  readonly area: string;
  readonly purpose: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** All of it as one line to be printed. */
  readonly line: string;
}

const shape = /\b20\d{6}-\d{5}-\d{5}\b/;

/** The number of an export in a text; undefined where there is none. */
export const numberIn = (text: string): string | undefined => shape.exec(text)?.[0];

/** The whole text is the number of an export. */
export const isNumber = (text: string): boolean => numberIn(text) === text;

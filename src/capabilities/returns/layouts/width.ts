/** Width of a character in ems: Chinese characters and full-width signs are square, the rest about half. */
const ems = (char: string): number => ((char.codePointAt(0) ?? 0) < 0x2000 ? 0.52 : 1);

const widthOf = (text: string): number => Array.from(text).reduce((sum, char) => sum + ems(char), 0);

/** The text with blanks after it, so that what follows begins at the same place on each line. */
export const padTo = (text: string, limit: number): string =>
  text + "\u3000".repeat(Math.max(1, Math.round(limit - widthOf(text))));

/** How many lines a text takes in a column of `limit` ems; an estimate for formats whose reader sets the type. */
export function linesNeeded(text: string, limit: number): number {
  return text.split("\n").reduce((lines, paragraph) => lines + Math.max(1, Math.ceil(widthOf(paragraph) / limit)), 0);
}

/*
 * Text that a spreadsheet program would take for a formula. Stored as text it is harmless, but people copy cells from one
 * program to another, and CSV has no types at all (CWE-1236).
 */

/**
 * Starts with = + - @ TAB CR LF, or a wide, small or raised form of them that some program folds into the plain one (NFKC),
 * perhaps behind characters that nobody sees or that only sit on others. Two sets without a character in common: linear
 * in the length of the text, so that no number of blanks hides what stands behind them.
 */
const dangerous =
  /^['\s\p{Cf}\p{Cc}\p{M}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFE\uFFFF]*[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩]|^'*[\t\r\n\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

export const looksLikeFormula = (text: string): boolean => {
  const first = text.charCodeAt(0);
  // Han characters, letters and digits begin nearly every cell: they need no regular expression.
  if ((first >= 0x4e00 && first < 0xa000) || (first >= 0x30 && first <= 0x39) || (first >= 0x41 && first <= 0x7a))
    return false;
  return dangerous.test(text);
};

/** CSV has only one way to say "this is text": an apostrophe in front. {@link fromCsvText} takes exactly that one off. */
export const toCsvText = (text: string): string => (looksLikeFormula(text) ? `'${text}` : text);

export const fromCsvText = (text: string): string =>
  text.startsWith("'") && looksLikeFormula(text.slice(1)) ? text.slice(1) : text;

const escapedInXml = /[&<>\p{Cc}\p{Cs}\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const needsEscape = /[&<>"\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]|_x/;

/**
 * Text for an element of a workbook: characters that XML cannot carry, and whatever already looks like such an escape,
 * as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19), so that reading gives back every character.
 */
export function xmlText(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text.replace(escapedInXml, (found) => {
    if (found === "&") return "&amp;";
    if (found === "<") return "&lt;";
    if (found === ">") return "&gt;";
    if (found === "\n" || found === "\t") return found;
    return `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  });
}

/** The text behind `_xHHHH_` escapes. */
export const fromXmlText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

const attributeEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;",
}; // prettier-ignore

/** Text for an attribute; what XML cannot carry is left out. */
export const xmlAttribute = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "",
    )
    .replace(/[&<>"\n\t]/g, (found) => attributeEscapes[found] ?? "");

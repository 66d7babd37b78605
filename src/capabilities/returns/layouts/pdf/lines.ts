/** Signs that may not begin a line, and those that may not end one (GB/T 15834 and common setting practice). */
const neverFirst = new Set("、。，．：；！？）》〉】〕」』”’％%…·～-,.:;!?)]}");
const neverLast = new Set("（《〈【〔「『“‘([{");

/** Control characters and invisible marks that a name may have picked up on its way out of a workbook. */
const invisible = /[\p{Cf}\p{Variation_Selector}]/gu;
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** The characters that print: breaks become blanks, invisible marks go, composed where Unicode has one sign. */
export const printable = (text: string): string =>
  text.normalize("NFC").replace(invisible, "").replace(breaks, " ").trim();

/** What must stay together: a word or number in Latin letters; any other character stands alone. */
const pieces = (text: string): string[] => text.match(/[\p{Script=Latin}\p{Nd}/.:@_-]+|./gsu) ?? [];

/**
 * Breaks one paragraph into lines no wider than `width` (a single character wider than it still gets its line).
 * `measure` gives a text's width in the same unit.
 */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text).flatMap((one) => (measure(one) > width ? Array.from(one) : [one]))) {
    if (line === "" || measure(line + piece) <= width) {
      line += piece;
      continue;
    }
    const [kept, carried] = carry(line, piece);
    lines.push(kept.trimEnd());
    line = carried.trimStart();
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** Where the break falls: pulled back so that no closing sign begins a line and no opening sign ends one. */
function carry(line: string, piece: string): [string, string] {
  const chars = Array.from(line);
  let at = chars.length;
  let first = piece;
  while (at > 1 && (neverFirst.has(first) || neverLast.has(chars[at - 1] ?? ""))) {
    at -= 1;
    first = chars[at] ?? "";
  }
  if (at <= 1) at = chars.length;
  return [chars.slice(0, at).join(""), chars.slice(at).join("") + piece];
}

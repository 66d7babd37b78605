/*
 * The cells of which nearly every sheet consists, read without a scanner's events: `<c r="B5" s="3" t="s"><v>12</v></c>`
 * and its like as Excel, WPS and this system write them. Whatever looks otherwise by one character is left to the
 * scanner, so that there is one reading of a file and not two.
 */

export interface PlainCell {
  /** 0 for A; -1 where the cell does not say, and stands right of the one before it. */
  column: number;
  style: number;
  type: string;
  value: string;
}

const QUOTE = 0x22;
const EQUALS = 0x3d;
const openings = ["<v>", '<is><t xml:space="preserve">', "<is><t>"] as const;
const closings = ["</v></c>", "</t></is></c>", "</t></is></c>"] as const;

/**
 * Reads the cell whose `<` stands at `tag` into `cell`, and gives the place behind it; -1 where it is no cell of these
 * shapes, or is not all in sight.
 */
export function readPlainCell(source: string, tag: number, cell: PlainCell): number {
  if (source.charCodeAt(tag + 1) !== 0x63 || source.charCodeAt(tag + 2) !== 0x20) return -1;
  const end = readAttributes(source, tag + 3, cell);
  if (end < 0) return -1;
  if (source.charCodeAt(end) === 0x2f) return source.charCodeAt(end + 1) === 0x3e ? end + 2 : -1;
  return source.charCodeAt(end) === 0x3e ? readBody(source, end + 1, cell) : -1;
}

/** The place behind the last attribute; only r, s and t are known, each with double quotes and one space before it. */
function readAttributes(source: string, start: number, cell: PlainCell): number {
  cell.column = -1;
  cell.style = 0;
  cell.type = "";
  cell.value = "";
  for (let at = start; ; ) {
    if (source.charCodeAt(at + 1) !== EQUALS || source.charCodeAt(at + 2) !== QUOTE) return -1;
    const end = source.indexOf('"', at + 3);
    if (end < 0) return -1;
    const name = source.charCodeAt(at);
    if (name === 0x72) cell.column = columnOf(source, at + 3);
    else if (name === 0x73) cell.style = numberAt(source, at + 3, end);
    else if (name === 0x74) cell.type = typeAt(source, at + 3, end);
    else return -1;
    if (source.charCodeAt(end + 1) !== 0x20) return end + 1;
    at = end + 2;
  }
}

/** The common types without a new text for each cell. */
const typeAt = (source: string, from: number, to: number): string =>
  to === from + 1 && source.charCodeAt(from) === 0x73
    ? "s"
    : source.startsWith("inlineStr", from) && to === from + 9
      ? "inlineStr"
      : source.slice(from, to);

function numberAt(source: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = source.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return Number(source.slice(from, to));
    number = number * 10 + digit;
  }
  return number;
}

function readBody(source: string, start: number, cell: PlainCell): number {
  const shape = source.charCodeAt(start + 1) === 0x76 ? 0 : source.charCodeAt(start + 6) === 0x20 ? 1 : 2;
  const opening = openings[shape];
  const closing = closings[shape];
  // `<is>` says something in a cell of its own type alone (ECMA-376 part 1, 18.3.1.53).
  if (!source.startsWith(opening, start) || (shape > 0) !== (cell.type === "inlineStr")) return -1;
  const from = start + opening.length;
  const to = source.indexOf("<", from);
  if (to < 0 || !source.startsWith(closing, to)) return -1;
  const value = source.slice(from, to);
  if (value.includes("&")) return -1;
  cell.value = value;
  return to + closing.length;
}

/** Column of a cell name that starts at `at`; -1 where it starts with no letter. */
export function columnOf(text: string, at: number): number {
  let column = 0;
  for (let i = at; i < at + 4; i++) {
    const letter = text.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

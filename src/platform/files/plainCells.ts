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
 * shapes, or is not all in sight. Entities in its value are left as they are.
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
  for (let at = start; ;) {
    if (source.charCodeAt(at + 1) !== EQUALS || source.charCodeAt(at + 2) !== QUOTE) return -1;
    const end = readAttribute(source, source.charCodeAt(at), at + 3, cell);
    if (end < 0) return -1;
    if (source.charCodeAt(end + 1) !== 0x20) return end + 1;
    at = end + 2;
  }
}

/** The place of the closing quote. Loops over a few characters cost less than a search through the text. */
function readAttribute(source: string, name: number, from: number, cell: PlainCell): number {
  if (name === 0x73) return readStyle(source, from, cell);
  if (name === 0x74) return readType(source, from, cell);
  if (name !== 0x72) return -1;
  let at = from;
  let column = 0;
  for (; at < from + 4; at++) {
    const letter = source.charCodeAt(at) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  cell.column = column - 1;
  while (isDigit(source.charCodeAt(at))) at++;
  return column > 0 && source.charCodeAt(at) === QUOTE ? at : -1;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function readStyle(source: string, from: number, cell: PlainCell): number {
  let at = from;
  let number = 0;
  for (let code = source.charCodeAt(at); isDigit(code); code = source.charCodeAt(++at))
    number = number * 10 + code - 0x30;
  cell.style = number;
  return at > from && source.charCodeAt(at) === QUOTE ? at : -1;
}

/** The two types of nearly every text without a new text for each cell. */
function readType(source: string, from: number, cell: PlainCell): number {
  const end = source.charCodeAt(from + 1) === QUOTE ? from + 1 : source.indexOf('"', from);
  const first = source.charCodeAt(from);
  if (end === from + 1 && first === 0x73) cell.type = "s";
  else if (end === from + 9 && source.startsWith("inlineStr", from)) cell.type = "inlineStr";
  else if (end > from) cell.type = source.slice(from, end);
  return end;
}

function readBody(source: string, start: number, cell: PlainCell): number {
  const shape = source.charCodeAt(start + 1) === 0x76 ? 0 : source.charCodeAt(start + 6) === 0x20 ? 1 : 2;
  const opening = openings[shape];
  const closing = closings[shape];
  // `<is>` says something in a cell of its own type alone (ECMA-376 part 1, 18.3.1.53).
  if (!source.startsWith(opening, start) || shape > 0 !== (cell.type === "inlineStr")) return -1;
  const from = start + opening.length;
  const to = source.indexOf("<", from);
  if (to < 0 || !source.startsWith(closing, to)) return -1;
  cell.value = source.slice(from, to);
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

/*
 * 勾稽关系 as the printed national tables write them: `1=2+5+8=11+…+18`, `13+14=24+25`, `3≤2` (民发〔2016〕42号 附表).
 */

export type Relation = "=" | "≤" | "≥";

export interface Term {
  readonly no: number;
  readonly sign: 1 | -1;
}

/** One side of a formula with the text that names it. */
export interface Side {
  readonly text: string;
  readonly terms: readonly Term[];
}

/** `sides[i] relations[i] sides[i + 1]`. */
export interface Formula {
  readonly sides: readonly Side[];
  readonly relations: readonly Relation[];
}

const plain: readonly (readonly [RegExp, string])[] = [
  [/[\s　]/gu, ""],
  [/＝/gu, "="],
  [/＋/gu, "+"],
  [/[－−–]/gu, "-"],
  [/(?:<=|＜=|≦|⩽)/gu, "≤"],
  [/(?:>=|＞=|≧|⩾)/gu, "≥"],
  [/(?:\.{3,}|…+|⋯+)/gu, "…"],
];

const narrowDigit = (digit: string): string => String.fromCharCode(digit.charCodeAt(0) - 0xfee0);

function normalise(text: string): string {
  const digits = text.replace(/[０-９]/gu, narrowDigit);
  return plain.reduce((line, [wide, narrow]) => line.replace(wide, narrow), digits);
}

/** No printed table numbers more cells than this; it keeps `1+…+999999` from being expanded. */
const widest = 500;

function parseSide(text: string): Side | undefined {
  if (!/^\d{1,3}(?:[+-]\d{1,3}|\+…\+\d{1,3})*$/u.test(text)) return undefined;
  const terms: Term[] = [];
  for (const [, sign, dots, digits] of `+${text}`.matchAll(/([+-])(…\+)?(\d{1,3})/gu)) {
    const no = Number(digits);
    const last = terms.at(-1)?.no ?? no;
    if (dots !== undefined && no <= last) return undefined;
    const first = dots === undefined ? no : last + 1;
    for (let n = first; n <= no; n++) terms.push({ no: n, sign: sign === "-" ? -1 : 1 });
    if (terms.length > widest) return undefined;
  }
  return { text, terms };
}

/** Reads a formula; full-width signs, spaces and `...` for `…` are taken too. Undefined: it cannot be read. */
export function parseFormula(text: string): Formula | undefined {
  const line = normalise(text);
  const relations = line.match(/[=≤≥]/gu) ?? [];
  if (relations.length === 0) return undefined;
  const sides: Side[] = [];
  for (const part of line.split(/[=≤≥]/u)) {
    const side = parseSide(part);
    if (side === undefined) return undefined;
    sides.push(side);
  }
  return { sides, relations: relations as Relation[] };
}

/** The cells that a formula names, or undefined where it cannot be read. */
export function cellsOf(text: string): number[] | undefined {
  const formula = parseFormula(text);
  return formula?.sides.flatMap((side) => side.terms.map((term) => term.no));
}

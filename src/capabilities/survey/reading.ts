import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Cell } from "#platform/files/index.ts";

/** What one cell says: nothing, a value, or something that nobody can take for a value, and why. */
export type Reading<T> =
  | { readonly kind: "blank" }
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "fault"; readonly code: string; readonly data?: Readonly<Record<string, unknown>> };

/**
 * What a cell of a survey says beyond that: several facts at once; what is said in full only together with another fact
 * (`unless`); or something that the file does not keep (`untaken`), which is told at the end and stops no row.
 */
export type CellReading =
  | Reading<FactValue>
  | { readonly kind: "several"; readonly values: Readonly<Record<string, FactValue>> }
  | { readonly kind: "unless"; readonly key: string; readonly code: string; readonly data: { readonly text: string } }
  | { readonly kind: "untaken"; readonly code: string };

export const nothing: { readonly kind: "blank" } = { kind: "blank" };

export const value = <T>(found: T): Reading<T> => ({ kind: "value", value: found });

export const fault = (code: string, data: Readonly<Record<string, unknown>> = {}): Reading<never> => ({
  kind: "fault",
  code,
  data,
});

/** 2016 form, note 3: 去世填「—」. A dash in any cell says that there is nothing to fill in. */
const dash = /^[-—－–―~～/／\\]{1,3}$/;

/** An error value as text: from a CSV that Excel wrote, or a returned workbook that comes back uncorrected. */
const errorText = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/i;

/**
 * The text of a cell, whatever its type; a formula counts as the value that it last gave. Not for ids: a number that
 * Excel has rounded is shown here as it is.
 */
export function textOf(cell: Cell): Reading<string> {
  switch (cell.kind) {
    case "blank":
      return cell.formula === undefined ? nothing : fault("survey.formula_without_value");
    case "error":
      return fault("survey.cell_error", { error: cell.error });
    case "bool":
      return value(cell.value ? "TRUE" : "FALSE");
    case "number":
      return value(Number.isSafeInteger(cell.value) ? String(cell.value) : cell.raw);
    case "date":
      return fault("survey.date_in_text", { day: cell.day ?? cell.raw });
    case "text":
      return spoken(cell.text);
  }
}

function spoken(text: string): Reading<string> {
  const bare = text.trim();
  if (bare === "" || dash.test(bare)) return nothing;
  return bare.startsWith("#") && errorText.test(bare) ? fault("survey.cell_error", { error: bare }) : value(text);
}

const displaysPicture = /^=?(?:_xlfn\.)?DISPIMG\(/i;

/**
 * Whether a cell holds a picture and no text: WPS writes one "embedded in the cell" (嵌入单元格) as the formula DISPIMG, whose
 * last value is its own text, so that it would be stored as what the cell says. Excel shows the same file as an error.
 */
export function isPicture(cell: Cell): boolean {
  if (cell.formula !== undefined) return displaysPicture.test(cell.formula);
  return cell.kind === "text" && cell.text.startsWith("=") && displaysPicture.test(cell.text);
}

/** A reading taken one step further. */
export const andThen = <A, B>(reading: Reading<A>, step: (found: A) => Reading<B>): Reading<B> =>
  reading.kind === "value" ? step(reading.value) : reading;

/** Digits, letters and signs of full width as half width; Han characters are left alone, rare ones too. */
export const halfWidth = (text: string): string => (/[\u3000\uFF01-\uFF5E]/.test(text) ? narrowed(text) : text);

const narrowed = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");

/** Han characters of the first plane and nothing else: there is nothing in them to trim, compose or take out. */
export function isPlainHan(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x4e00 || code > 0x9fff) return false;
  }
  return text !== "";
}

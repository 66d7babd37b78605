import type { Book, Compare, Reader } from "./book.ts";
import { compareDates, date, dateLevels } from "./date.ts";
import { idLevels, idNumber } from "./idNumber.ts";
import { compareNames, nameLevels, nameZh } from "./nameZh.ts";
import { area, areaLevels, compareAreas, comparePhones, phone, phoneLevels, sex } from "./plainKinds.ts";
import { code, codeLevels, compareCodes, compareLatin, compareTexts, latin, latinLevels, text, textLevels } from "./texts.ts"; // prettier-ignore

/** What a field may be. */
export const fieldTypes = ["id", "name.zh", "name.latin", "date", "sex", "text", "phone", "area", "code"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** How one type is read and compared. */
export interface Kind {
  readonly reader: Reader;
  /** Names of its levels, best first; the first of all is "missing". */
  readonly levels: readonly string[];
  /** The level of two values, neither of which is 0; `id` is compared in comparison.ts, where birth and sex are known. */
  readonly compare: Compare;
  /**
   * Where EM begins: how often each level (the first left out) is seen between two records of one child, and between two
   * children of one household. Beginnings only, also weak priors for files too small to tell.
   */
  readonly match: readonly number[];
  readonly sibling: readonly number[];
}

const byFeatures =
  (compare: (f: Uint32Array, a: number, b: number) => number) =>
  ({ features, reader }: Book, a: number, b: number): number =>
    compare(features, a * reader.stride, b * reader.stride);

const equal = (_book: Book, a: number, b: number): number => (a === b ? 1 : 2);

export const kinds: Readonly<Record<FieldType, Kind>> = {
  "name.zh": {
    reader: nameZh,
    levels: nameLevels,
    compare: byFeatures(compareNames),
    match: [0.86, 0.003, 0.05, 0.03, 0.005, 0.01, 0.008, 0.007, 0.007, 0.01, 0.01],
    sibling: [0.002, 0.001, 0.002, 0.02, 0.005, 0.005, 0.015, 0.06, 0.2, 0.65, 0.04],
  },
  date: {
    reader: date,
    levels: dateLevels,
    compare: byFeatures(compareDates),
    match: [0.88, 0.03, 0.01, 0.015, 0.01, 0.02, 0.01, 0.01, 0.015],
    sibling: [0.03, 0.002, 0.002, 0.01, 0.01, 0.004, 0.004, 0.03, 0.908],
  },
  id: {
    reader: idNumber,
    levels: idLevels,
    compare: equal,
    match: [0.75, 0.03, 0.08, 0.04, 0.005, 0.07, 0.025],
    sibling: [0.005, 0.03, 0.002, 0.005, 0.03, 0.25, 0.678],
  },
  sex: {
    reader: sex,
    levels: ["missing", "same", "different"],
    compare: equal,
    match: [0.99, 0.01],
    sibling: [0.5, 0.5],
  },
  phone: {
    reader: phone,
    levels: phoneLevels,
    compare: byFeatures(comparePhones),
    match: [0.75, 0.03, 0.22],
    sibling: [0.75, 0.03, 0.22],
  },
  area: {
    reader: area,
    levels: areaLevels,
    compare: byFeatures(compareAreas),
    match: [0.85, 0.07, 0.05, 0.03],
    sibling: [0.85, 0.07, 0.05, 0.03],
  },
  "name.latin": {
    reader: latin,
    levels: latinLevels,
    compare: compareLatin,
    match: [0.8, 0.1, 0.03, 0.02, 0.05],
    sibling: [0.4, 0.05, 0.02, 0.03, 0.5],
  },
  text: {
    reader: text,
    levels: textLevels,
    compare: compareTexts,
    match: [0.7, 0.1, 0.1, 0.1],
    sibling: [0.5, 0.1, 0.1, 0.3],
  },
  code: {
    reader: code,
    levels: codeLevels,
    compare: compareCodes,
    match: [0.85, 0.06, 0.03, 0.06],
    sibling: [0.3, 0.05, 0.05, 0.6],
  },
};

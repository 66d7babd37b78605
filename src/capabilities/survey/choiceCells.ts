import type { Cell } from "#platform/files/index.ts";
import type { SurveyColumn } from "./columns.ts";
import type { Meaning } from "./choiceWords.ts";
import { boolWords, plainLabel } from "./labels.ts";
import { andThen, type CellReading, fault, halfWidth, nothing, type Reading, textOf, value } from "./reading.ts";

export const labels = (column: SurveyColumn): string => Object.values(column.spec?.options ?? {}).join("、");

export const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/** What a word means in a column; undefined for a word that it does not know. */
export function meaningOf(column: Pick<SurveyColumn, "words">, text: string): Meaning | undefined {
  const word = column.words.has(text) ? text : plainLabel(text);
  return column.words.has(word) ? (column.words.get(word) ?? null) : undefined;
}

/** A choice by its label, by another word for it, or by its code. */
export function readEnumCell(cell: Cell, column: SurveyColumn): CellReading {
  const reading = textOf(cell);
  if (reading.kind !== "value") return reading;
  const text = reading.value;
  const meaning = meaningOf(column, text);
  if (meaning === undefined) return fault("survey.choice_unknown", { text: short(text), choices: labels(column) });
  if (meaning === null) return nothing;
  if (typeof meaning === "string") return value(meaning);
  const data = { text: short(text) };
  return meaning.unless === undefined
    ? fault(meaning.ask, data)
    : { kind: "unless", key: meaning.unless, code: meaning.ask, data };
}

/** The words of a cell that holds several of them, parted by 、 ， , ； ; / | + or spaces. */
export const wordsIn = (text: string): string[] => text.slice(0, 500).split(/[、，,；;/|\s＋+]+/).filter((word) => word !== ""); // prettier-ignore

/** What the words of a cell come to: codes, and whether one of them says that there is nothing. */
export interface Chosen {
  readonly codes: ReadonlySet<string>;
  readonly saysNothing: boolean;
}

/** Every word of a cell, by `mean`; some labels hold a separator themselves (服刑、戒毒…), so the whole text is tried first. */
export function chooseWords(
  text: string,
  mean: (word: string) => Meaning | undefined,
  choices: string,
): Reading<Chosen> {
  const codes = new Set<string>();
  let saysNothing = false;
  for (const word of mean(text) === undefined ? wordsIn(text) : [text]) {
    const meaning = mean(word);
    if (meaning === undefined) return fault("survey.choice_unknown", { text: short(word), choices });
    if (meaning === null) saysNothing = true;
    else if (typeof meaning === "object") return fault(meaning.ask, { text: short(word) });
    else codes.add(meaning);
  }
  return codes.size > (saysNothing ? 0 : 1) && (saysNothing || codes.has("none"))
    ? fault("survey.choice_contradicts", { text: short(text) })
    : value({ codes, saysNothing });
}

/** Several choices in one cell. */
export const readSetCell = (cell: Cell, column: SurveyColumn): Reading<readonly string[]> =>
  andThen(textOf(cell), (text) =>
    andThen(
      chooseWords(text, (word) => meaningOf(column, word), labels(column)),
      ({ codes }) => (codes.size === 0 ? nothing : value([...codes].toSorted())),
    ),
  );

export function readBoolCell(cell: Cell): Reading<boolean> {
  if (cell.kind === "bool") return value(cell.value);
  return andThen(textOf(cell), (text) => {
    const answer = boolWords.get(plainLabel(text)) ?? boolWords.get(text.trim());
    return answer === undefined
      ? fault("survey.choice_unknown", { text: short(text), choices: "是、否" })
      : value(answer);
  });
}

const chineseDigits = "零一二三四五六七八九";

/** A whole number, perhaps with its unit behind it: 2, 2级, 二级, 贰级. */
export function readIntCell(cell: Cell, column: SurveyColumn): Reading<number> {
  return andThen(textOf(cell), (given) => {
    const unit = column.spec?.unit ?? "";
    const text = halfWidth(given.slice(0, 40)).replace(/[\s,]/g, "");
    const bare = unit !== "" && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
    const number = wholeNumber(bare);
    const [least, most] = column.spec?.range ?? [0, 1_000_000_000];
    if (number !== undefined && number >= least && number <= most) return value(number);
    return fault(column.spec?.range ? "survey.level_wrong" : "survey.number_wrong", {
      text: short(given),
      least,
      most,
    });
  });
}

export function wholeNumber(text: string): number | undefined {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  const formal = "〇壹贰叁肆伍陆柒捌玖".indexOf(text);
  const digit = text.length === 1 ? Math.max(chineseDigits.indexOf(text), formal, "  ⅠⅡⅢⅣ".indexOf(text) - 1) : -1;
  return digit > 0 ? digit : undefined;
}

import type { Cell } from "#platform/files/index.ts";
import type { SurveyColumn } from "./columns.ts";
import { boolWords, plainLabel } from "./labels.ts";
import { fault, halfWidth, type Reading, textOf, andThen, value } from "./reading.ts";

const labels = (column: SurveyColumn): string => Object.values(column.spec?.options ?? {}).join("、");

const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

const codeOf = (column: SurveyColumn, text: string): string | undefined =>
  column.words.get(text) ?? column.words.get(plainLabel(text));

/** A choice by its label, by another word for it, or by its code. */
export function readEnumCell(cell: Cell, column: SurveyColumn): Reading<string> {
  return andThen(textOf(cell), (text) => {
    const code = codeOf(column, text);
    return code === undefined
      ? fault("survey.choice_unknown", { text: short(text), choices: labels(column) })
      : value(code);
  });
}

/**
 * Several choices in one cell, parted by 、 ， , ； ; / | or spaces. Some labels hold such a sign themselves
 * (服刑、戒毒…): the whole text is tried first.
 */
export function readSetCell(cell: Cell, column: SurveyColumn): Reading<readonly string[]> {
  return andThen(textOf(cell), (text) => {
    const whole = codeOf(column, text);
    if (whole !== undefined) return value([whole]);
    const words = text.slice(0, 500).split(/[、，,；;/|\s＋+]+/).filter((word) => word !== ""); // prettier-ignore
    const codes = new Set<string>();
    for (const word of words) {
      const code = codeOf(column, word);
      if (code === undefined) return fault("survey.choice_unknown", { text: short(word), choices: labels(column) });
      codes.add(code);
    }
    if (codes.size > 1 && codes.has("none")) return fault("survey.choice_contradicts", { text: short(text) });
    return value([...codes].toSorted());
  });
}

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
    const most = column.key.endsWith("disability.level") ? 4 : 1_000_000_000;
    const least = most === 4 ? 1 : 0;
    if (number === undefined || number < least || number > most) {
      return fault(most === 4 ? "survey.level_wrong" : "survey.number_wrong", { text: short(given) });
    }
    return value(number);
  });
}

function wholeNumber(text: string): number | undefined {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  const formal = "〇壹贰叁肆伍陆柒捌玖".indexOf(text);
  const digit = text.length === 1 ? Math.max(chineseDigits.indexOf(text), formal, "  ⅠⅡⅢⅣ".indexOf(text) - 1) : -1;
  return digit > 0 ? digit : undefined;
}

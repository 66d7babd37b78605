import { factByKey } from "#capabilities/registry/facts.ts";
import type { Cell } from "#platform/files/index.ts";
import { chooseWords, labels, meaningOf, short, wholeNumber, wordsIn } from "./choiceCells.ts";
import type { Meaning } from "./choiceWords.ts";
import { type SurveyColumn, wordsOf } from "./columns.ts";
import { boolWords, plainLabel } from "./labels.ts";
import { type CellReading, fault, halfWidth, nothing, textOf } from "./reading.ts";

/*
 * Cells of the 2016 form (民发〔2016〕42号 附件1) that say what this file keeps as several facts, or as another one.
 */

const kindAndLevel = /^(?<kind>[^\d一二三四ⅠⅡⅢⅣ]{0,8}?)[(,、:]?\s*(?<level>[1-4一二三四ⅠⅡⅢⅣ])\s*级?\)?$/;

/** 残疾类别及等级: "肢体二级", "精神残疾（2级）", "听力"; a level without a kind as well. */
export function readDisabilityCell(cell: Cell, column: SurveyColumn): CellReading {
  const reading = textOf(cell);
  if (reading.kind !== "value") return reading;
  const text = halfWidth(reading.value.slice(0, 40)).replace(/\s/g, "").replaceAll("，", ",");
  const { kind: word = text, level: digit = "" } = kindAndLevel.exec(text)?.groups ?? {};
  const kind = word === "" || word === "残疾" ? null : meaningOf(column, word);
  const level = wholeNumber(digit);
  if (typeof kind === "object" && level === undefined) return kind === null && word !== "残疾" ? nothing : unreadable(text);
  if (kind === undefined || (kind !== null && typeof kind !== "string")) return unreadable(text);
  return {
    kind: "several",
    values: { ...(kind !== null && { "disability.kind": kind }), ...(level !== undefined && { "disability.level": level }) },
  };
} // prettier-ignore

const unreadable = (text: string): CellReading => fault("survey.disability_unreadable", { text: short(text) });

const assistance = { words: wordsOf(factByKey.get("household.assistance")) };

/** 救助帮扶（低保、临时、医疗、住房、其他）: what a household is recognised as is a fact of its own, 家庭救助情况. */
export function readAidCell(cell: Cell, column: SurveyColumn): CellReading {
  const reading = textOf(cell);
  if (reading.kind !== "value") return reading;
  const mean = (word: string): Meaning | undefined => {
    const aid = meaningOf(column, word);
    return aid === undefined ? meaningOf(assistance, word) : aid;
  };
  const chosen = chooseWords(reading.value, mean, `低保、${labels(column)}`);
  if (chosen.kind !== "value") return chosen;
  const parted = Object.groupBy([...chosen.value.codes].toSorted(), (code) =>
    Object.hasOwn(column.spec?.options ?? {}, code) ? "household.aid" : "household.assistance",
  );
  return Object.keys(parted).length === 0 ? nothing : { kind: "several", values: { ...parted } };
}

/**
 * 有无委托其他监护人: 有 says neither who nor that a paper was signed (未成年人保护法 22、23 条), so nothing is taken from
 * it. Only a cell that names one relation ("奶奶", "有（外婆）") says who looks after the child.
 */
export function readWhoCell(cell: Cell, column: SurveyColumn): CellReading {
  const reading = textOf(cell);
  if (reading.kind !== "value") return reading;
  const words = wordsIn(reading.value.replace(/[（）()：:]/g, " ")).filter((word) => !boolWords.has(plainLabel(word)));
  const [word, ...more] = words;
  const meaning = word === undefined || more.length > 0 ? undefined : meaningOf(column, word);
  return typeof meaning === "string"
    ? { kind: "several", values: { "carer.relation": meaning } }
    : { kind: "untaken", code: "survey.who_unsaid" };
}

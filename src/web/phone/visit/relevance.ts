import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Answers, type Question, valueNow } from "./question.ts";

/** The value of a fact as it stands in this visit: the new answer, else last time's. */
type Value = (key: string) => FactValue | undefined;

const holds = (value: FactValue | undefined, ...codes: readonly string[]): boolean =>
  codes.some((code) => value === code || (Array.isArray(value) && value.includes(code)));

const away = (who: string, value: Value): boolean => holds(value(`${who}.away.state`), "work", "other");

/** A question that hangs on another's answer, by the end of its key behind father. or mother. */
const conditions: Readonly<Record<string, (who: string, value: Value) => boolean>> = {
  "away.since": (who, value) => holds(value(`${who}.away.state`), "work"),
  "away.area": (who, value) => holds(value(`${who}.away.state`), "work"),
  "return.kind": away,
  "return.since": (who, value) => away(who, value) && value(`${who}.return.kind`) !== undefined,
  "custody.since": (who, value) => holds(value(`${who}.status`), "imprisoned", "compulsory_rehab", "restrained"),
  "custody.until": (who, value) => holds(value(`${who}.status`), "imprisoned", "compulsory_rehab", "restrained"),
  "disability.level": (who, value) => value(`${who}.disability.kind`) !== undefined,
  "disability.parts": (who, value) => holds(value(`${who}.disability.kind`), "multiple"),
  "lostContact.since": (who, value) => holds(value(`${who}.status`), "lost_contact"),
};

/** Of the dead and the missing nothing more is asked than whether that is still so. */
const gone = (who: string, value: Value): boolean => holds(value(`${who}.status`), "dead", "declared_missing");

/** Whether a question makes sense beside what is known. */
export function applies(key: string, value: Value): boolean {
  const who = /^(father|mother)\./.exec(key)?.[1];
  if (who === undefined) return true;
  const rest = key.slice(who.length + 1);
  if (rest !== "status" && gone(who, value)) return false;
  return conditions[rest]?.(who, value) ?? true;
}

/** The questions that make sense for this family, given what is known and what was answered so far. */
export function relevant(questions: readonly Question[], answers: Answers): Question[] {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const value: Value = (key) => {
    const question = byKey.get(key);
    return question && valueNow(question, answers);
  };
  return questions.filter((question) => applies(question.key, value));
}

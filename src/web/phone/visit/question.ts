import type { FactType, FactValue } from "#engines/rules/catalogue.ts";
import type { Asks } from "#kernel/evidence.ts";
import { factByKey } from "#capabilities/registry/facts.ts";

/** One question of the visit's form as the server sends it, with last time's answer. */
export interface Question {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly type: FactType;
  readonly options: Readonly<Record<string, string>> | null;
  readonly last: { readonly value: FactValue; readonly on: string } | null;
}

export interface VisitForm {
  readonly form: string;
  readonly day: string;
  readonly questions: readonly Question[];
  /** None from a server of before there was any. */
  readonly evidence?: Asks | undefined;
}

/** Answers of this visit, by key; what was not touched is not in it. */
export type Answers = Readonly<Record<string, FactValue>>;

export const isRisk = (question: Pick<Question, "key">): boolean => question.key.startsWith("risk.");

/**
 * What one can find out in a visit. What departments know (an infection, a sentence, a certificate) is never asked at
 * somebody's door, and a move to another village goes through 迁移档案.
 */
export function askedAtTheDoor({ key }: Pick<Question, "key">): boolean {
  return key !== "residence.area" && (factByKey.get(key)?.from.includes("visit") ?? false);
}

/** Last time's answer; a risk that was never recorded has not been found. */
export const lastValue = (question: Question): FactValue | undefined =>
  question.last?.value ?? (isRisk(question) ? "none" : undefined);

export const valueNow = (question: Question, answers: Answers): FactValue | undefined =>
  answers[question.key] ?? lastValue(question);

/** Found last time and not taken back since. */
export const isStanding = (question: Question): boolean => isRisk(question) && lastValue(question) !== "none";

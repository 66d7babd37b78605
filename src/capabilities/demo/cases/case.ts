import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, addMonths, birthday, type Day } from "#kernel/day.ts";
import { drawChild } from "../child.ts";
import { drawFamily, type Facts, type Making, type Village } from "../family.ts";
import { certificate } from "../numbers.ts";

/** What the pack of 普宁 is to answer, in the words of examples.yaml: a suspected ground ends in "?". */
export interface Expectation {
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  readonly unknown?: readonly string[];
  readonly grounds?: readonly string[];
}

/** Days as the cases need them, counted from today. */
export interface Days {
  readonly today: Day;
  /** So many days before today; a negative number lies ahead. */
  readonly ago: (days: number) => Day;
  readonly monthsAgo: (months: number) => Day;
  /** Born so that the child turns so old on today plus the shift in days. */
  readonly turning: (years: number, shift?: number) => Day;
}

/** null takes a fact away: nobody knows it. */
export type Overrides = Readonly<Record<string, FactValue | null>>;

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly facts: (days: Days) => Overrides;
  readonly expect: Expectation;
}

export const daysOf = (today: Day): Days => ({
  today,
  ago: (days) => addDays(today, -days),
  monthsAgo: (months) => addMonths(today, -months),
  turning: (years, shift = 0) => birthday(addDays(today, shift), -years),
});

/** A child of ten with both parents at home, healthy, at school, in no need: what every case starts from. */
const plainKeys = new Set(["risk", "measure", "disability", "carer", "recognised", "stateGuardianship"]);

function plainChild(making: Making, village: Village, birth: Day): Facts {
  const home = drawFamily({ ...making }, "ordinary", village);
  const drawn = drawChild(making, { ...home, dotted: false }, birth);
  const facts: Facts = {};
  for (const [key, value] of Object.entries(drawn)) if (!plainKeys.has(key.split(".")[0] ?? "")) facts[key] = value;
  return {
    ...facts,
    idKind: "resident",
    idNumber: making.numbers.resident(birth, facts["sex"] === "female" ? "female" : "male"),
    "hukou.kind": "rural",
    "hukou.area": village.code,
    "household.assistance": ["none"],
    "health.state": "healthy",
    "father.vice": ["none"],
    "mother.vice": ["none"],
    "family.kind": "both",
    "residence.with": "parents",
  };
}

/** The child of a case. A birth date of its own brings its own number; a disability of its own its certificate. */
export function caseFacts(shown: Case, making: Making, village: Village): Facts {
  const days = daysOf(making.today);
  const overrides = shown.facts(days);
  const birth = typeof overrides["birthDate"] === "string" ? overrides["birthDate"] : days.turning(10, -100);
  const facts = plainChild(making, village, birth);
  for (const [key, value] of Object.entries(overrides)) {
    if (value === null) delete facts[key];
    else facts[key] = value;
  }
  const { idNumber, "disability.kind": kind, "disability.level": level } = facts;
  if (typeof idNumber === "string" && typeof kind === "string" && typeof level === "number") {
    facts["disability.certificate"] = certificate(idNumber, kind as Parameters<typeof certificate>[1], level);
  }
  return facts;
}

/** Both parents at work elsewhere since a day. */
export const bothAway = (since: Day): Overrides => ({
  "father.away.state": "work",
  "father.away.since": since,
  "father.away.area": "440305",
  "mother.away.state": "work",
  "mother.away.since": since,
  "mother.away.area": "440306",
  "residence.with": "carer",
});

/** The father at work elsewhere, the mother in a state of her own. */
export const fatherAway = (mother: Overrides): Overrides => ({
  "father.away.state": "work",
  "father.away.since": "2023-02-12",
  "father.away.area": "440305",
  "residence.with": "one_parent",
  ...mother,
});

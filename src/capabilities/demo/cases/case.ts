import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, addMonths, ageOn, birthday, type Day, dayNumber } from "#kernel/day.ts";
import { disabilityOrder } from "#kernel/idNumber.ts";
import { drawChild } from "../child.ts";
import { drawFamily } from "../family.ts";
import { able, entrust } from "../guardians.ts";
import type { Facts, Making, Village } from "../making.ts";
import { drawGiven, drawSurname, type Sex } from "../names.ts";
import { certificate } from "../numbers.ts";
import { remove } from "../troubles.ts";

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
  /** The last day from which so many months are complete today; a day later they are not. */
  readonly monthsAgo: (months: number) => Day;
  /** The last birth day of those who are so old today, shifted by days: 1 is who turns so old next. */
  readonly turning: (years: number, shift?: number) => Day;
}

/** null takes a fact away: nobody knows it. */
export type Overrides = Readonly<Record<string, FactValue | null>>;

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly facts: (days: Days) => Overrides;
  /** 港澳台: the number is of this region. */
  readonly hmt?: 81 | 82 | 83;
  readonly expect: Expectation;
}

/** At a month's end several days complete a term together: from 11-29 and 11-30 three months end on 02-29. */
function lastComplete(today: Day, months: number): Day {
  let since = addMonths(today, -months);
  while (addMonths(addDays(since, 1), months) <= today) since = addDays(since, 1);
  return since;
}

/** Nobody turns eighteen on 2024-02-29: who was born on 2006-02-28 did so the day before. */
function lastTurned(today: Day, years: number): Day {
  const birth = birthday(today, -years);
  return birthday(birth, years) <= today ? birth : addDays(birth, -1);
}

export const daysOf = (today: Day): Days => ({
  today,
  ago: (days) => addDays(today, -days),
  monthsAgo: (months) => lastComplete(today, months),
  turning: (years, shift = 0) => addDays(lastTurned(today, years), shift),
});

const drawnAnew = new Set([
  "risk",
  "measure",
  "disability",
  "carer",
  "recognised",
  "stateGuardianship",
  "health",
  "school",
]);

const schoolAt = (age: number): string =>
  age < 3 ? "none_preschool" : age < 6 ? "kindergarten" : age < 12 ? "primary" : age < 15 ? "junior" : "senior";

/** A child with both parents at home, healthy, at school, in no need: what every case starts from. */
function plainChild(making: Making, village: Village, birth: Day): Facts {
  const home = drawFamily(making, "ordinary", village, birth);
  const drawn = drawChild(making, { ...home, dotted: false }, birth, home.shared);
  const kept = Object.entries(drawn).filter(([key]) => !drawnAnew.has(key.split(".")[0] ?? ""));
  return {
    ...Object.fromEntries(kept),
    idKind: "resident",
    idNumber: making.numbers.resident(dayNumber(birth), sexOf(drawn)),
    "hukou.kind": "rural",
    "hukou.area": village.code,
    "household.assistance": ["none"],
    "health.state": "healthy",
    "school.state": schoolAt(ageOn(birth, making.today)),
    "father.vice": ["none"],
    "mother.vice": ["none"],
    "family.kind": "both",
    "residence.with": "parents",
    "grandmother.name":
      drawn["grandmother.name"] ?? drawSurname(making.random) + drawGiven(making.random, "female", "elder"),
  };
}

const sexOf = (facts: Facts): Sex => (facts["sex"] === "female" ? "female" : "male");

/** The guardian is the parent who still can be one, else the grandmother; whoever is gone has no telephone. */
function settleFamily(facts: Facts): void {
  const parents = ["father", "mother"] as const;
  for (const who of parents) {
    const state = facts[`${who}.status`]?.toString();
    if (state === "dead" || state === "declared_missing" || state === "unfound") remove(facts, who, state);
  }
  entrust(facts, parents.find((who) => able(facts, who)) ?? "grandmother");
  if (facts["residence.with"] !== "carer") return;
  facts["carer.name"] = facts["grandmother.name"] ?? "";
  facts["carer.relation"] = "grandmother";
  facts["carer.capacity"] ??= "able";
  facts["carer.agreement"] ??= true;
}

function settleNumbers(shown: Case, making: Making, facts: Facts, birth: Day): void {
  const hmt = shown.hmt && making.numbers.hmt(shown.hmt, birth, sexOf(facts));
  if (hmt) Object.assign(facts, { idKind: "hmt", idNumber: hmt });
  const { idNumber, "disability.kind": kind, "disability.level": level } = facts;
  const code = disabilityOrder.find((one) => one === kind);
  if (typeof idNumber !== "string" || !code || typeof level !== "number") return;
  facts["disability.certificate"] = certificate(idNumber, code, level);
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
  settleFamily(facts);
  settleNumbers(shown, making, facts, birth);
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

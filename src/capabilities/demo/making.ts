import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { Numbers } from "./numbers.ts";
import type { Random } from "./random.ts";

export type Facts = Record<string, FactValue>;

export interface Village {
  readonly code: string;
  readonly name: string;
}

/** What a family is made from; one source of chance per family, so that families do not depend on one another. */
export interface Making {
  readonly random: Random;
  readonly numbers: Numbers;
  readonly villages: readonly Village[];
  readonly today: Day;
  /** `today` as a day number, for arithmetic in the hot path. */
  readonly now: number;
}

const keys = <K extends string>(who: string, names: readonly K[]): Readonly<Record<K, string>> => {
  const made = {} as Record<K, string>;
  for (const name of names) made[name] = `${who}.${name}`;
  return made;
};

const adult = ["name", "birthDate", "idNumber", "phone", "relation", "status", "vice", "away.state", "away.since",
  "away.area", "return.kind", "return.since", "custody.since", "custody.until", "lostContact.since", "disability.kind",
  "disability.level", "disability.parts"] as const; // prettier-ignore

/**
 * Keys of the grown-ups' facts, put together once: keyOf.father.name is "father.name". Built anew for each child they
 * cost half of the time.
 */
export const keyOf = {
  father: keys("father", adult),
  mother: keys("mother", adult),
  guardian: keys("guardian", adult),
  carer: keys("carer", adult),
  grandfather: keys("grandfather", adult),
  grandmother: keys("grandmother", adult),
  maternalGrandfather: keys("maternalGrandfather", adult),
  maternalGrandmother: keys("maternalGrandmother", adult),
} as const;

export type Parent = "father" | "mother";

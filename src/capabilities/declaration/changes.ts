import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import { type FileState, isNumber, isSealed, readFacts, sameValue } from "#capabilities/registry/decide.ts";
import type { Declared } from "./words.ts";

/* What a confirmed declaration makes of a child's file, and what of it the file knows better by then. */

type Given = Readonly<Record<string, string>>;
type Held = Pick<FileState, "facts" | "withdrawn">;

/** When it was confirmed; `seen`: what the file said to whoever confirmed it, where that may have been an old one. */
export interface Confirmation {
  readonly day: Day;
  readonly seen?: Readonly<Record<string, FactValue | null>> | undefined;
}

export interface Changes {
  readonly facts: Readonly<Record<string, string | null>>;
  /** Facts that were declared and not taken, because something else was found since. */
  readonly left: readonly string[];
}

const known = (facts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== ""),
  );

/** What a confirmed declaration makes known of the child: the facts of the file, as a command of the registry takes them. */
export const factsOf = ({ who, parent, since, carer }: Declared): Record<string, string> =>
  known({
    [`${who}.name`]: parent.name,
    [`${who}.phone`]: parent.phone,
    [`${who}.idNumber`]: parent.idNumber,
    [`${who}.away.state`]: "work",
    [`${who}.away.since`]: since,
    "carer.name": carer.name,
    "carer.relation": carer.relation,
    "carer.phone": carer.phone,
  });

/**
 * Of the parent before, this is not the new one's. What was found of a parent's death, custody or illness is kept: it may
 * be what a child's protection rests on, and a name written otherwise takes none of it away.
 */
const ofPerson = (who: string, key: string): boolean =>
  ["phone", "idNumber", "away.", "return."].some((part) => key.startsWith(`${who}.${part}`));

/** Whether something else was found since: on a later day, or the file no longer says what was seen (a number is known by its ends). */
const foundSince =
  ({ facts, withdrawn }: Held, { day, seen }: Confirmation) =>
  (key: string): boolean => {
    if ((facts[key]?.on ?? withdrawn?.[key] ?? "") > day) return true;
    if (seen === undefined || isSealed(key) || isNumber(key)) return false;
    return !sameValue(facts[key]?.value ?? null, seen[key] ?? null);
  };

interface Comparing {
  readonly given: Given;
  readonly says: (key: string) => FactValue | undefined;
  readonly isFound: (key: string) => boolean;
  readonly differs: (key: string) => boolean;
  readonly keys: readonly string[];
}

function comparing(declared: Declared, file: Held, confirmation: Confirmation): Comparing {
  const given = factsOf(declared);
  const read = readFacts(given);
  const says = (key: string): FactValue | undefined => file.facts[key]?.value;
  return {
    given,
    says,
    isFound: foundSince(file, confirmation),
    differs: (key) => !sameValue(says(key) ?? null, read[key] ?? null),
    keys: [...new Set([...Object.keys(file.facts), ...Object.keys(file.withdrawn ?? {})])],
  };
}

/** Groups that go as a whole: somebody's name with another's telephone would be called. */
function staleOf({ who }: Declared, { keys, says, isFound, differs }: Comparing): string[] {
  const isFoundIn = (start: string): boolean => keys.some((key) => key.startsWith(start) && isFound(key));
  const away = ["state", "since"].map((part) => `${who}.away.${part}`);
  return [
    ...(away.some((key) => isFound(key) && differs(key)) ? [`${who}.away.`] : []),
    ...(differs("carer.name") && isFoundIn("carer.") ? ["carer."] : []),
    ...(says(`${who}.name`) !== undefined && differs(`${who}.name`) && isFoundIn(`${who}.`) ? [`${who}.`] : []),
  ];
}

/** What goes with whoever is replaced, or with the stay before. */
function goneWith({ who }: Declared, { keys, says, isFound, differs }: Comparing, facts: Given): string[] {
  const isReplaced = (key: string): boolean => key in facts && says(key) !== undefined && differs(key);
  const leaves = ["state", "since"].some((part) => isReplaced(`${who}.away.${part}`));
  const gone = [
    ...(isReplaced("carer.name") ? keys.filter((key) => key.startsWith("carer.")) : []),
    ...(isReplaced(`${who}.name`) ? keys.filter((key) => ofPerson(who, key)) : []),
    ...(leaves ? [`${who}.away.area`] : []),
  ];
  return gone.filter((key) => says(key) !== undefined && !isFound(key));
}

/**
 * What it changes of a file: that somebody came home, or who cares, may have been found since. Another carer or parent than
 * the one before brings nothing of that one along: neither a telephone that would be called, nor that they were found able.
 */
export function changesFor(declared: Declared, file: Held, confirmation: Confirmation): Changes {
  const all = comparing(declared, file, confirmation);
  const stale = staleOf(declared, all);
  const isLeft = (key: string): boolean => all.isFound(key) || stale.some((start) => key.startsWith(start));
  const facts = Object.fromEntries(Object.entries(all.given).filter(([key]) => !isLeft(key)));
  const gone = goneWith(declared, all, facts).map((key) => [key, null] as const);
  const left = Object.keys(all.given).filter((key) => isLeft(key) && all.differs(key));
  return { facts: { ...Object.fromEntries(gone), ...facts }, left };
}

import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { catalogue, factByKey } from "./facts.ts";
import type { FactChanges, Known } from "./values.ts";

/*
 * Sealed facts (sexual abuse, HIV, adoption, who reported) are for the people on the case: whoever entered the first of
 * them, and whoever the county names; no post is one by itself (docs/decisions/0028-people-on-the-case.md). For anybody
 * else they are not there, and that they are not there tells nothing.
 */

const sealedKeys: ReadonlySet<string> = new Set(
  catalogue.filter((spec) => spec.cls === "sealed").map(({ key }) => key),
);

export const isSealed = (key: string): boolean => sealedKeys.has(key);

/** Shown by its ends, or not at all, until somebody opens it with a purpose. */
export const isSensitive = (key: string): boolean => factByKey.get(key)?.cls === "sensitive";

/** Numbers that a visit does not need: on a phone they are known by their ends. */
export const isNumber = (key: string): boolean => /(?:idNumber|certificate)$/i.test(key);

/** What somebody sees of a file. */
export interface Sight {
  /** What sensitive facts were opened for; null where they stay masked. */
  readonly purpose: Purpose | null;
  readonly isOnCase: boolean;
}

/** Who may open what is sealed in a file. The program itself (an import, the sample) reads nothing out. */
export const isOnCase = (actor: Actor, onCase: readonly Id[] | undefined): boolean =>
  actor.post === "system" || (onCase?.includes(actor.personId) ?? false);

/** Of a finding the later word may be graver for whoever does not see the earlier one, and never milder. */
const gravity: readonly FactValue[] = ["none", "suspected", "confirmed"];

const denies = (value: FactValue | null): boolean => value === null || value === "none" || value === false;

const isGraver = (given: FactValue | null, held: FactValue): boolean =>
  given !== null && !denies(given) && (denies(held) || gravity.indexOf(given) > gravity.indexOf(held));

/** Facts of whoever reported: they come as one, each report beside the ones before it. */
export const isReporter = (key: string): boolean => key.startsWith("reporter.");

/** Whether these facts are a report of somebody's, and not a word about one that the file holds. */
export const isReport = (facts: FactChanges): boolean => typeof facts["reporter.name"] === "string";

/**
 * What somebody who does not see sealed facts may write: everything, another report too, but nothing that would take back
 * or replace a sealed finding. It is left out without a word: a refusal would tell that there is one, and a visit must not be lost over it.
 */
export const writableChanges = (changes: FactChanges, held: Readonly<Record<string, Known>>): FactChanges =>
  Object.fromEntries(
    Object.entries(changes).filter(([key, value]) => {
      const known = held[key];
      if (isReporter(key) && isReport(changes)) return true;
      return !isSealed(key) || !known || isGraver(value, known.value);
    }),
  );

/** Whether facts that somebody enters are something sealed, and no denial of it. */
export const entersSealed = (facts: FactChanges): boolean =>
  Object.entries(facts).some(([key, value]) => isSealed(key) && !denies(value));

/** Whether somebody speaks of anything sealed, be it to deny it. */
export const touchesSealed = (facts: FactChanges): boolean => Object.keys(facts).some(isSealed);

/** Whether the file holds something sealed: whoever enters more of it is not on the case by that. */
export const holdsSealed = (facts: Readonly<Record<string, Known>>): boolean =>
  entersSealed(Object.fromEntries(Object.entries(facts).map(([key, { value }]) => [key, value])));

const names = (text: string, hidden: (word: string) => boolean): boolean => hidden(text.split(/[=:]/, 1)[0] ?? "");

/**
 * Any part of a file (a decision with its reasons, a standing, an entry's body) without what tells of sealed facts:
 * members and words by their names, reasons by the fact they speak of. `hidden`: sealed facts, and what policies draw
 * from them alone; what holds of this child alone through a sealed fact is named by the span itself (`veiled`).
 */
export function withoutSealed<T>(value: T, hidden: (word: string) => boolean): T {
  return scrubbed(value, hidden) as T;
}

function scrubbed(value: unknown, hidden: (word: string) => boolean): unknown {
  if (Array.isArray(value)) return value.filter((item) => !tells(item, hidden)).map((item) => scrubbed(item, hidden));
  if (typeof value !== "object" || value === null) return value;
  const veiled: unknown = (value as Readonly<Record<string, unknown>>)["veiled"];
  const hides = Array.isArray(veiled) ? (word: string) => hidden(word) || veiled.includes(word) : hidden;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "veiled" && !names(key, hides))
      .map(([key, member]) => [key, scrubbed(member, hides)]),
  );
}

function tells(item: unknown, hidden: (word: string) => boolean): boolean {
  if (typeof item === "string") return names(item, hidden);
  if (typeof item !== "object" || item === null) return false;
  const { fact, id } = item as { readonly fact?: unknown; readonly id?: unknown };
  return (typeof fact === "string" && hidden(fact)) || (typeof id === "string" && hidden(id));
}

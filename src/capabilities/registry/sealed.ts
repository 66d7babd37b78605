import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, countyOf } from "#kernel/scope.ts";
import { catalogue, factByKey } from "./facts.ts";
import type { FactChanges, Known } from "./values.ts";

/*
 * Sealed facts (sexual abuse, HIV) are for the people on the case: whoever entered one, whoever the county names, and
 * the county's own post. For anybody else they are not there, and that they are not there tells nothing.
 */

const sealedKeys: ReadonlySet<string> = new Set(
  catalogue.filter((spec) => spec.cls === "sealed").map(({ key }) => key),
);

export const isSealed = (key: string): boolean => sealedKeys.has(key);

/** Shown by its ends, or not at all, until somebody opens it with a purpose. */
export const isSensitive = (key: string): boolean => factByKey.get(key)?.cls === "sensitive";

/** What somebody sees of a file. */
export interface Sight {
  /** What sensitive facts were opened for; null where they stay masked. */
  readonly purpose: Purpose | null;
  readonly isOnCase: boolean;
}

/** Who may open what is sealed in a file that lies in an area. */
export function isOnCase(actor: Actor, onCase: readonly Id[] | undefined, area: AreaCode): boolean {
  if (actor.post === "system") return true;
  if (actor.post === "county") return actor.area === countyOf(area);
  return onCase?.includes(actor.personId) ?? false;
}

/** Of a finding the later word may be graver for whoever does not see the earlier one, and never milder. */
const gravity: readonly FactValue[] = ["none", "suspected", "confirmed"];

const isGraver = (given: FactValue | null, held: FactValue): boolean =>
  given === true ? held !== true : given !== null && gravity.indexOf(given) > gravity.indexOf(held);

/**
 * What somebody who does not see sealed facts may write: everything, but nothing that would take back or replace a sealed
 * finding. It is left out without a word: a refusal would tell that there is one, and a visit must not be lost over it.
 */
export const writableChanges = (changes: FactChanges, held: Readonly<Record<string, Known>>): FactChanges =>
  Object.fromEntries(
    Object.entries(changes).filter(([key, value]) => {
      const known = held[key];
      return !isSealed(key) || !known || isGraver(value, known.value);
    }),
  );

/** Whether facts that somebody enters put them on the case. */
export const entersSealed = (facts: FactChanges): boolean =>
  Object.entries(facts).some(([key, value]) => isSealed(key) && value !== null && value !== "none" && value !== false);

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

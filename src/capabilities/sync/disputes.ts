import { fileOf, isSealed } from "#capabilities/registry/index.ts";
import { factsSchema } from "#capabilities/registry/words.ts";
import { disputedIn } from "#capabilities/visit/decide.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Dispute } from "./words.ts";

/**
 * What a visit said and the file, after it, says otherwise: both values, for whoever sent the visit to decide. Asked
 * again after a lost answer it is read from the file as it stands by then. Nothing sealed is asked about.
 */
export function disputesAfter(subject: Subject, body: Readonly<Record<string, unknown>>): Dispute[] {
  const file = fileOf(subject);
  const seen = factsSchema.safeParse(body["seen"]);
  const facts = factsSchema.safeParse(body["facts"] ?? {});
  if (!seen.success || !facts.success) return [];
  const disputed = disputedIn(file, { facts: facts.data, seen: seen.data });
  return Object.entries(disputed).flatMap(([key, mine]): Dispute[] => {
    if (isSealed(key)) return [];
    const theirs = file.facts[key];
    const value = (theirs?.value ?? null) as Dispute["theirs"];
    return [{ key, mine: mine as Dispute["mine"], theirs: value, on: theirs?.on ?? null }];
  });
}

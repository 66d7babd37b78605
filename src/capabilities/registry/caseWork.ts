import type { Actor } from "#kernel/actor.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { Drafted } from "#platform/journal/ledger.ts";
import type { FileState } from "./decide.ts";
import { type BreakSeal, kinds, type NameCase } from "./words.ts";

/* Who may open what is sealed in a file, and who did without being of the case. */

const requireFile = ({ status }: FileState): void => {
  if (status === "none") throw new Problem("registry.not_found", {}, 404);
};

/**
 * The people named stand alone from then on: leaving somebody out takes the case from them. Nobody takes it for
 * themselves: another names them, or they break the seal, which is told. Errors: registry.own_case (403).
 */
export function nameCase(state: FileState, { people, reason }: Omit<NameCase, "id" | "seq">, by: Id): Drafted[] {
  requireFile(state);
  const named = [...new Set(people)];
  if (named.includes(by) && !state.onCase?.includes(by)) throw new Problem("registry.own_case", {}, 403);
  const same = named.length === (state.onCase?.length ?? 0) && named.every((id) => state.onCase?.includes(id));
  return same ? [] : [{ kind: kinds.caseNamed, body: { people: named, reason } }];
}

/** Stays in the file for ever: whoever is on the case can see that it was done, and why. */
export function breakSeal(state: FileState, { purpose, reason }: Omit<BreakSeal, "id">): Drafted[] {
  requireFile(state);
  return [{ kind: kinds.sealBroken, body: { purpose, reason } }];
}

/** Whoever broke a seal may ask again for an answer that was lost on the way, so long. */
const ANSWER_OWED = 10 * 60_000;

/**
 * The command sent again opens nothing anew: its id stands in the time line, and would be a key to the seal for ever.
 * Errors: registry.seal_closed (409).
 */
export function requireAnswerOwed(entries: readonly Entry[], actor: Actor, { id }: BreakSeal, now: Date): void {
  const broken = entries.find((entry) => entry.id === id);
  const since = broken?.actorId === actor.personId ? Date.parse(broken.recordedAt) : 0;
  if (now.getTime() - since > ANSWER_OWED) throw conflict("registry.seal_closed");
}

const ofTheCase: ReadonlySet<string> = new Set([kinds.caseNamed, kinds.sealBroken]);

/** Who was named, and who broke the seal: the county is told as well, because it answers for both. */
export const isAboutCase = ({ kind }: Entry): boolean => ofTheCase.has(kind);

/** Whether an entry tells, by standing there, that the file holds something sealed, or that somebody spoke of it. */
export function ofCaseAlone(entry: Entry, hidden: (word: string) => boolean): boolean {
  if (isAboutCase(entry)) return true;
  return entry.kind === kinds.recorded && Object.keys(entry.body["facts"] ?? {}).every(hidden);
}

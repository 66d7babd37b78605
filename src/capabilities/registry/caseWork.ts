import { Problem } from "#kernel/problem.ts";
import type { Drafted } from "#platform/journal/ledger.ts";
import type { FileState } from "./decide.ts";
import { type BreakSeal, kinds, type NameCase } from "./words.ts";

/* Who may open what is sealed in a file, and who did without being of the case. */

const requireFile = ({ status }: FileState): void => {
  if (status === "none") throw new Problem("registry.not_found", {}, 404);
};

/** The people named stand alone from then on: leaving somebody out takes the case from them. */
export function nameCase(state: FileState, { people, reason }: Omit<NameCase, "id" | "seq">): Drafted[] {
  requireFile(state);
  const named = [...new Set(people)];
  const same = named.length === (state.onCase?.length ?? 0) && named.every((id) => state.onCase?.includes(id));
  return same ? [] : [{ kind: kinds.caseNamed, body: { people: named, reason } }];
}

/** Stays in the file for ever: whoever is on the case can see that it was done, and why. */
export function breakSeal(state: FileState, { purpose, reason }: Omit<BreakSeal, "id">): Drafted[] {
  requireFile(state);
  return [{ kind: kinds.sealBroken, body: { purpose, reason } }];
}

import { canonical } from "#kernel/canonical.ts";
import type { Fold, Subject, SubjectState } from "./ledger.ts";

/*
 * How the snapshot keeps a subject's state: as text, because the database never looks into it, and taking JSON apart to
 * put it together again cost it more than storing it; canonical, so that a rebuild writes the same text.
 */

/** Objects whose canonical text is at hand: a fold often holds the body of an entry as it is. */
export type Known = ReadonlyMap<unknown, string>;

/** One text for one state. Parts without a fold (a capability that is gone) are not kept. */
export function stateText(folds: readonly Fold[], { state }: Pick<Subject, "state">, known?: Known): string {
  const parts = folds.map(({ name, initial, packing }) => {
    const part = state[name] ?? initial;
    return `${canonical(name)}:${packing ? packing.pack(part) : canonical(part, known)}`;
  });
  return `{${parts.join(",")}}`;
}

/** Reads what stateText wrote. Errors: of JSON, or of a fold, where somebody else has written it. */
export function readState(folds: readonly Fold[], text: string): SubjectState {
  const parts = JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(
    folds.map(({ name, initial, packing }) => {
      const part = parts[name];
      if (part === undefined) return [name, initial];
      return [name, packing ? packing.unpack(part) : part];
    }),
  );
}

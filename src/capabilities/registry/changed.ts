import type { Entry } from "#kernel/entry.ts";
import { conflict } from "#kernel/problem.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { evolve, type FileState, initial } from "./decide.ts";
import { factByKey } from "./facts.ts";
import { isSealed } from "./sealed.ts";
import { kinds } from "./words.ts";

/* What entries changed, and from what: for the time line, and for two people who edit one file at once. */

const setsFacts: readonly string[] = [kinds.registered, kinds.recorded, kinds.moved];

const factsIn = ({ body }: Pick<Entry, "body">): string[] => Object.keys(body["facts"] ?? {});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Of each entry, by its number, the facts that it changed with the values that stood before it; a first value has none. */
export function valuesBefore(entries: readonly Entry[]): ReadonlyMap<number, Record<string, FactValue>> {
  const found = new Map<number, Record<string, FactValue>>();
  let state: FileState = initial;
  for (const entry of entries) {
    const after = evolve(state, entry);
    const held = setsFacts.includes(entry.kind) ? factsIn(entry) : [];
    const was = held.flatMap((key) => {
      const before = state.facts[key]?.value;
      return before === undefined || same(before, after.facts[key]?.value) ? [] : [[key, before] as const];
    });
    if (was.length > 0) found.set(entry.seq, Object.fromEntries(was));
    state = after;
  }
  return found;
}

/**
 * Of two people who edit one file, the second is told which of their facts the first has put otherwise, and looks again;
 * what only one of them touched stands in nobody's way. seq: the last entry that the sender saw; facts: what they send.
 * Errors: registry.changed_meanwhile (409) {keys, labels, seq}.
 */
export function requireUntouched(
  state: FileState,
  since: readonly Entry[],
  facts: Readonly<Record<string, unknown>>,
  { seq, seesAll }: { readonly seq: number; readonly seesAll: boolean },
): void {
  const put = new Set(since.filter(({ kind }) => setsFacts.includes(kind)).flatMap(factsIn));
  const keys = Object.keys(facts).filter(
    (key) => put.has(key) && (seesAll || !isSealed(key)) && !same(facts[key], state.facts[key]?.value),
  );
  if (keys.length === 0) return;
  const labels = keys.map((key) => factByKey.get(key)?.zh ?? key).join("、");
  throw conflict("registry.changed_meanwhile", { keys, labels, seq });
}

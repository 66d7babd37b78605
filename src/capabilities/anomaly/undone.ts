import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Entry } from "#kernel/entry.ts";
import { evolve, type FileState, initial, type Known } from "#capabilities/registry/decide.ts";
import { kinds as fileKinds } from "#capabilities/registry/words.ts";
import { reasonOf } from "./decide.ts";
import { kinds } from "./kinds.ts";

/* An answer that changed facts is replaced by another: what the file goes back to. */

type Told = Pick<Entry, "seq" | "kind" | "body" | "command">;
type Values = Readonly<Record<string, FactValue | null>>;

/** What facts were before anybody answered, by key. */
export interface Undone {
  /** As the answers left them: they go back. */
  readonly standing: Values;
  /** Changed by somebody else since the answers changed them: they stay. */
  readonly displaced: Values;
}

/** Whether an entry holds the facts that the answer right before it gave: one command made both. */
function isOwn(before: Told | undefined, entry: Told, no: number): boolean {
  if (before?.kind !== kinds.verified || before.body["no"] !== no || before.seq + 1 !== entry.seq) return false;
  const { title, note } = before.body as { title: string; note: string };
  return entry.kind === fileKinds.recorded && entry.command === null && entry.body["reason"] === reasonOf({ title }, note);
} // prettier-ignore

const valuesOf = (known: ReadonlyMap<string, Known | undefined>): Values =>
  Object.fromEntries([...known].map(([key, one]) => [key, one?.value ?? null]));

const changedIn = (before: FileState, after: FileState): string[] =>
  [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])].filter(
    (key) => before.facts[key] !== after.facts[key],
  );

/** Read from the file's entries, so that several answers one after the other go back to before the first of them. */
export function undoneFacts(entries: readonly Told[], no: number): Undone {
  const standing = new Map<string, Known | undefined>();
  const displaced = new Map<string, Known | undefined>();
  let file = initial;
  for (const [n, entry] of entries.entries()) {
    const next = evolve(file, entry);
    const own = isOwn(entries[n - 1], entry, no);
    for (const key of changedIn(file, next)) {
      if (own && !standing.has(key)) standing.set(key, file.facts[key]);
      if (own) displaced.delete(key);
      else if (standing.has(key)) {
        displaced.set(key, standing.get(key));
        standing.delete(key);
      }
    }
    file = next;
  }
  return { standing: valuesOf(standing), displaced: valuesOf(displaced) };
}

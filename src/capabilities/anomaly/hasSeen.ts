import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { evolve, type FileState, initial, type Known, sameValue } from "#capabilities/registry/decide.ts";
import { kinds } from "./kinds.ts";
import { undoneFacts } from "./undone.ts";

type Told = readonly Pick<Entry, "seq" | "kind" | "body" | "command" | "actorId">[];
type Facts = Readonly<Record<string, unknown>>;

/** Without a question that was asked: what they saw of the file is as the answers left it, or as it was before all of them. */
function sawFacts(entries: Told, no: number, seen: Facts): boolean {
  const { standing } = undoneFacts(entries, no);
  const { facts } = entries.reduce<FileState>(evolve, initial);
  return Object.entries(standing).every(([key, before]) => {
    const value = seen[key] as Known["value"] | null | undefined;
    return value === undefined || sameValue(value, before) || sameValue(value, facts[key]?.value ?? null);
  });
}

/**
 * Whether whoever replaces an answer from a phone can know the one that holds now, and not only one of the same verdict that
 * stood before it: a phone hears of an answer by the question that its own late one came back as.
 */
export function hasSeenHeld(entries: Told, no: number, by: Id, seen: Facts = {}): boolean {
  const own = entries.filter(({ body }) => body["no"] === no);
  const held = own.findLast(({ kind }) => kind === kinds.verified);
  const asked = own.findLast(({ kind, actorId }) => kind === kinds.answeredLate && actorId === by);
  return asked ? asked.seq > (held?.seq ?? 0) : sawFacts(entries, no, seen);
}

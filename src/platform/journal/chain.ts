import { canonical } from "#kernel/canonical.ts";
import { type Entry, genesis } from "#kernel/entry.ts";
import { derivedId, type Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { entryHash } from "./hash.ts";
import type { Change, Drafted, Fold, FoldEntry, Reaction, Step, Subject, SubjectState, Writing } from "./ledger.ts";

/** The pure heart of every write: drafts become chained entries, reactions add theirs, folds move the state. */
export interface Machine {
  readonly folds: readonly Fold[];
  readonly reactions: readonly Reaction[];
}

export const initialState = (machine: Machine): SubjectState =>
  Object.fromEntries(machine.folds.map((fold) => [fold.name, fold.initial]));

const evolveAll = (machine: Machine, state: SubjectState, entry: FoldEntry): SubjectState =>
  Object.fromEntries(machine.folds.map((fold) => [fold.name, fold.evolve(state[fold.name] ?? fold.initial, entry)]));

/** Where a subject begins, before its first entry. */
export const unborn = (machine: Machine, id: Id, childId: Id | null, area: AreaCode): Subject => ({
  id, childId, area, seq: 0, hash: genesis, state: initialState(machine),
}); // prettier-ignore

/**
 * Chains drafts onto a subject. A draft whose body has an `area` moves the subject there (the entry itself stands
 * in the new area). Reactions see what the drafts changed, once; what they add is chained after the drafts.
 */
export function step(machine: Machine, from: Subject, drafts: readonly Drafted[], writing: Writing): Step {
  const line: Entry[] = [];
  const bodies: string[] = [];
  let head = from;
  const add = (draft: Drafted): void => {
    const area = typeof draft.body.area === "string" ? draft.body.area : head.area;
    const body = canonical(draft.body);
    const entry = chained(head, draft, area, writing, { index: line.length, body });
    line.push(entry);
    bodies.push(body);
    head = { ...head, area, seq: entry.seq, hash: entry.hash, state: evolveAll(machine, head.state, entry) };
  };
  drafts.forEach(add);
  const before = from.seq === 0 ? null : from.state;
  for (const react of machine.reactions) {
    react({ before, after: head.state, entries: [...line], area: head.area }).forEach(add);
  }
  return { before: from.seq === 0 ? null : from, entries: line, after: head, bodies };
}

/** Which entry of its command it is, and the canonical text of its body. */
interface Placed {
  readonly index: number;
  readonly body: string;
}

function chained(head: Subject, draft: Drafted, area: AreaCode, writing: Writing, { index, body }: Placed): Entry {
  const entry = {
    subjectId: head.id,
    seq: head.seq + 1,
    id: index === 0 ? writing.commandId : derivedId(writing.commandId, index),
    kind: draft.kind,
    childId: head.childId,
    area,
    occurredAt: writing.occurredAt,
    recordedAt: writing.recordedAt,
    actorId: writing.actor.personId,
    deviceId: writing.actor.deviceId ?? null,
    policyRef: draft.policyRef ?? null,
    body: draft.body,
    prevHash: head.hash,
    command: index === 0 ? writing.command : null,
  };
  return { ...entry, hash: entryHash(entry, body) };
}

/** Folds entries that are already in the journal (rebuild). */
export function replay(machine: Machine, from: Subject, entries: readonly Entry[]): Change {
  let head = from;
  for (const entry of entries) {
    head = {
      ...head,
      area: entry.area,
      seq: entry.seq,
      hash: entry.hash,
      state: evolveAll(machine, head.state, entry),
    };
  }
  return { before: from.seq === 0 ? null : from, entries, after: head };
}

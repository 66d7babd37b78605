import { canonical } from "#kernel/canonical.ts";
import { type Entry, genesis } from "#kernel/entry.ts";
import { derivedId, type Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { SubjectKey, Vault } from "#platform/crypto/vault.ts";
import { entryHash, storedText } from "./hash.ts";
import type { Change, Drafted, Fold, FoldEntry, Reaction, Step, Subject, SubjectState, Writing } from "./ledger.ts";

/** The heart of every write: drafts become chained entries, reactions add theirs, folds move the state. */
export interface Machine {
  readonly folds: readonly Fold[];
  readonly reactions: readonly Reaction[];
  /** Seals what the entries say; nothing else here is not pure. */
  readonly vault: Vault;
}

/** Where an entry's body and a snapshot's state stand, for the seal (crypto/vault.ts). */
export const entryPlace = (subjectId: Id, id: Id) => ["entry", subjectId, id] as const;
export const snapshotPlace = (subjectId: Id) => ["snapshot", subjectId] as const;

export const initialState = (machine: Machine): SubjectState =>
  Object.fromEntries(machine.folds.map((fold) => [fold.name, fold.initial]));

const evolveAll = (machine: Machine, state: SubjectState, entry: FoldEntry): SubjectState =>
  Object.fromEntries(machine.folds.map((fold) => [fold.name, fold.evolve(state[fold.name] ?? fold.initial, entry)]));

/** Where a subject begins, before its first entry. `key`: under which a child's content is sealed. */
export const unborn = (
  machine: Machine,
  { id, childId, area }: Pick<Subject, "id" | "childId" | "area">,
  key: SubjectKey | null,
): Subject => ({ id, childId, area, seq: 0, hash: genesis, state: initialState(machine), key });

/** The same with a key of its own, where it is a child's. */
export const newborn = (machine: Machine, seed: Pick<Subject, "id" | "childId" | "area">): Subject =>
  unborn(machine, seed, seed.childId === null ? null : machine.vault.newKey(seed.id));

/**
 * Chains drafts onto a subject. A draft whose body has an `area` moves the subject there (the entry itself stands
 * in the new area). Reactions see what the drafts changed, once; what they add is chained after the drafts.
 */
export function step(machine: Machine, from: Subject, drafts: readonly Drafted[], writing: Writing): Step {
  const line: Entry[] = [];
  const bodies: string[] = [];
  const sealed: (Buffer | null)[] = [];
  let head = from;
  const add = (draft: Drafted): void => {
    const area = typeof draft.body.area === "string" ? draft.body.area : head.area;
    const body = canonical(draft.body);
    const id = line.length === 0 ? writing.commandId : derivedId(writing.commandId, line.length);
    const secret = head.key && machine.vault.seal(head.key, entryPlace(head.id, id), body);
    const entry = chained(head, draft, area, writing, { index: line.length, id, text: storedText(secret, body) });
    line.push(entry);
    bodies.push(body);
    sealed.push(secret);
    head = { ...head, area, seq: entry.seq, hash: entry.hash, state: evolveAll(machine, head.state, entry) };
  };
  drafts.forEach(add);
  const before = from.seq === 0 ? null : from.state;
  for (const react of machine.reactions) {
    react({ before, after: head.state, entries: [...line], area: head.area }).forEach(add);
  }
  return { before: from.seq === 0 ? null : from, entries: line, after: head, bodies, sealed };
}

/** Which entry of its command it is, its id, and its body as the hash takes it. */
interface Placed {
  readonly index: number;
  readonly id: Id;
  readonly text: string;
}

function chained(head: Subject, draft: Drafted, area: AreaCode, writing: Writing, placed: Placed): Entry {
  const { index, id, text } = placed;
  const entry = {
    subjectId: head.id,
    seq: head.seq + 1,
    id,
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
  return { ...entry, hash: entryHash(entry, text) };
}

/**
 * Folds entries that are already in the journal (rebuild). Of a file that was erased only the chain is left: whatever its
 * open entries say, its state is that of a file that never was.
 */
export function replay(machine: Machine, from: Subject, entries: readonly Entry[], isErased = false): Change {
  let head = from;
  for (const entry of entries) {
    const state = isErased ? initialState(machine) : evolveAll(machine, head.state, entry);
    head = { ...head, area: entry.area, seq: entry.seq, hash: entry.hash, state };
  }
  return { before: from.seq === 0 ? null : from, entries, after: head };
}

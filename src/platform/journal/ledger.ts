import type { Actor } from "#kernel/actor.ts";
import type { Entry, NewEntry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf } from "#kernel/scope.ts";
import type { SubjectKey, Vault } from "#platform/crypto/vault.ts";
import type { Queryable } from "./queryable.ts";

/** One capability's part of a subject's state: pure, and the same on phone and server. */
export interface Fold<State = unknown> {
  /** The capability's name: the key of its part in the snapshot. */
  readonly name: string;
  readonly initial: State;
  evolve(state: State, entry: FoldEntry): State;
  /** How the snapshot keeps the state, where that is shorter than the state itself. */
  readonly packing?: Packing<State>;
}

/**
 * `pack` writes JSON: one text for one state, whatever the order in which it came about. `unpack` gives the state back
 * from what the text holds; what it gives for anything else is never trusted (verify).
 */
export interface Packing<State> {
  pack(state: State): string;
  unpack(packed: unknown): State;
}

/** What a fold may look at: not who wrote it nor its hash, so that a phone folds its unsent entries too. */
export type FoldEntry = Pick<Entry, "seq" | "id" | "kind" | "area" | "occurredAt" | "body" | "policyRef">;

/** All capabilities' parts by name. */
export type SubjectState = Readonly<Record<string, unknown>>;

/** Where a subject stands: the head of its chain and the fold of its entries. */
export interface Subject {
  readonly id: Id;
  readonly childId: Id | null;
  readonly area: AreaCode;
  readonly seq: number;
  readonly hash: string;
  readonly state: SubjectState;
  /** What its content is sealed under; null where it is nobody's file, or where the key was destroyed. */
  readonly key: SubjectKey | null;
}

/** One subject's step: what was, what was added, what is. Projections read it; they never read the journal. */
export interface Change {
  readonly before: Subject | null;
  readonly entries: readonly Entry[];
  readonly after: Subject;
}

/** What follows from entries without anybody asking (regrading, a task from a problem). Pure. */
export type Reaction = (step: {
  readonly before: SubjectState | null;
  readonly after: SubjectState;
  readonly entries: readonly FoldEntry[];
  readonly area: AreaCode;
}) => readonly Drafted[];

/** An entry before it is chained. */
export interface Drafted extends NewEntry {
  readonly policyRef?: string;
}

/** A change as it was decided just now, with each entry's body as text, and as it is stored: what was hashed is what is stored. */
export interface Step extends Change {
  readonly bodies: readonly string[];
  readonly sealed: readonly (Buffer | null)[];
}

/** How a projection is called: live, where it may refuse; or in a rebuild, where what is in the journal was judged. */
export interface Projecting {
  readonly rebuilding: boolean;
  /** Seals what a view shows of a file under the file's own key. */
  readonly vault: Vault;
  /** Subjects whose identity the caller has taken already, in this transaction. */
  readonly claimed?: ReadonlySet<Id>;
}

/** A view: its tables, and how a batch of changes is written into them. Set-based; same code for one visit and for an import. */
export interface Projection {
  readonly name: string;
  readonly tables: readonly string[];
  /** Of these, tables that show nothing of a child: an erasure passes them by. */
  readonly nobodys?: readonly string[];
  /** state: a view of where a subject stands now; steps: a row of it remembers each step. What a rebuild replays. */
  readonly of: "state" | "steps";
  readonly project: (db: Queryable, changes: readonly Change[], how: Projecting) => Promise<void>;
}

/** Who writes, when, for which command. */
export interface Writing {
  readonly actor: Actor;
  /** The id of the first entry; later ones derive from it (kernel/id.ts). */
  readonly commandId: Id;
  /** Keyed digest of the command as it was sent; null in batches. Keyed, because whoever knows the rest of a command could find a telephone number by trying. */
  readonly command: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

/** Files that moved in this batch: their rows follow them. Shared shape of every county-keyed view. */
export const movedFiles = (changes: readonly Change[]): (string | null)[][] => {
  const moved = changes.filter((change) => change.before && change.before.area !== change.after.area);
  return [
    moved.map((change) => countyOf(change.before?.area ?? "")),
    moved.map((change) => change.after.id),
    moved.map((change) => countyOf(change.after.area)),
    moved.map((change) => change.after.area),
  ];
};

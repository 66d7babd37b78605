import type { Actor } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { anomaliesOf, type Anomaly, compare } from "#capabilities/anomaly/index.ts";
import type { Comparison } from "#capabilities/policy/index.ts";
import { type FileState, fileOf } from "#capabilities/registry/index.ts";
import type { SubjectKey } from "#platform/crypto/vault.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type pg from "pg";
import type { Listing, Met } from "./findings.ts";
import type { Line } from "./lines.ts";
import type { Pair } from "./linking.ts";
import type { Counting, Counts } from "./store.ts";
import type { ListShown } from "./words.ts";

/* What a run, or a person, finds of children, written down. */

/** Children of one transaction: others' requests wait a tenth of a second at most. */
export const BATCH = 250;

/** One run of a comparison, on behalf of whoever uploaded the list. */
export interface Run {
  readonly world: { readonly pool: pg.Pool; readonly journal: Journal };
  readonly list: ListShown;
  readonly item: Comparison;
  /** The machine, with the uploader's name, in the list's area. */
  readonly actor: Actor;
  readonly key: SubjectKey;
  readonly today: Day;
  readonly at: string;
  readonly counts: Counting;
  /** Digests of those whom this list has said to be missing from the ledger: the same person twice is one. */
  readonly said: Set<string>;
  readonly isCancelled: () => boolean;
  readonly told: (share: number) => Promise<void>;
}

export type Part = Pick<Run, "world" | "list" | "item" | "actor" | "today" | "at">;
export type Sums = Pick<Counts, "raised" | "standing" | "answered" | "gone">;

export const listingOf = ({ list, today }: Part): Listing => ({ id: list.id, day: list.day, today });

/** Writes what is found of some children, and answers what it came to, `fresh` for the first time: the same again writes nothing. `isWhole`: `foundOf` tells all that the list says of them. */
export async function raiseFor(
  { world: { journal }, list, item, actor, today, at }: Part,
  db: Queryable,
  children: readonly Id[],
  foundOf: (subject: Subject, file: FileState) => readonly Anomaly[],
  isWhole = false,
): Promise<Sums & { fresh: number; found: ReadonlyMap<Id, readonly Anomaly[]> }> {
  const present = { day: today, list: list.id, isWhole };
  const sums = { raised: 0, standing: 0, answered: 0, gone: 0 };
  const found = new Map<Id, readonly Anomaly[]>();
  const compared = (subject: Subject) => {
    const anomalies = foundOf(subject, fileOf(subject));
    found.set(subject.id, anomalies);
    return compare(anomaliesOf(subject), item.id, anomalies, present);
  };
  const changed: Id[] = [];
  let fresh = 0;
  for (const [id, subject] of await journal.find(db, children)) {
    const one = compared(subject);
    sums.raised += one.raised;
    sums.standing += one.standing;
    sums.answered += one.answered;
    sums.gone += one.gone;
    fresh += one.fresh;
    if (one.drafts.length > 0) changed.push(id);
  }
  const decide = (subject: Subject) => compared(subject).drafts;
  if (changed.length > 0)
    await journal.batch(db, actor, at, changed.map((subjectId) => ({ subjectId, commandId: newId(), decide })));
  return { ...sums, fresh, found };
} // prettier-ignore

export const add = (counts: Counting, sums: Sums): void => {
  counts.raised += sums.raised;
  counts.standing += sums.standing;
  counts.answered += sums.answered;
  counts.gone += sums.gone;
};

export const metBy = (line: Line, pair: Pick<Pair, "probability" | "words">): Met => ({
  n: line.n,
  facts: line.facts ?? {},
  probability: pair.probability,
  words: pair.words,
});

/** A line that is about somebody of the ledger. */
export interface Certain {
  readonly line: Line;
  readonly pair: Pair;
  readonly childId: Id;
}

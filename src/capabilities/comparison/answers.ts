import type { Actor } from "#kernel/actor.ts";
import { findAnswers, findListed, type LineAnswer } from "#capabilities/anomaly/index.ts";
import type { Id } from "#kernel/id.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { lineOf, type LineText } from "./kept.ts";
import type { ComparisonWorld } from "./run.ts";
import { whoseLine } from "./settle.ts";
import { findEarlier, type KeptRow } from "./store.ts";
import type { ListShown } from "./words.ts";

/*
 * What became of a line's own findings: what this list raised or, where it said no more than a list before it, what that one
 * did. What a later list says of the same child is that list's.
 */

export interface OwnAnswer {
  /** Null where there is no file. */
  readonly childId: Id | null;
  readonly verdict: string | null;
  readonly answeredOn: string | null;
}

/** A kept line, and what it says. */
export interface OpenedRow {
  readonly row: KeptRow;
  readonly text: LineText;
}

/** Whom a line is about: of a parent each child. */
export const childrenOf = ({ row: { childId }, text: { kin = [] } }: OpenedRow): Id[] => [
  ...new Set([...(childId === null ? [] : [childId]), ...kin.map((one) => one.childId)]),
];

const told = (childId: Id | null, { verdict, closedOn }: Pick<LineAnswer, "verdict" | "closedOn">): OwnAnswer => ({
  childId,
  verdict,
  answeredOn: closedOn,
});

/** Answers by line: one for each child that something was found of. As many as the reader's scope sees. */
export async function answersOf(
  world: ComparisonWorld,
  { scope }: Pick<Actor, "scope">,
  list: ListShown,
  rows: readonly OpenedRow[],
): Promise<(opened: OpenedRow) => OwnAnswer[]> {
  const found = rows.filter(({ row }) => row.finding !== null);
  const strangers = found.filter(({ row }) => row.finding === "unregistered");
  const whose = ({ row, text }: OpenedRow) => whoseLine({ world, list }, lineOf(row.n, text));
  const read = async (db: Queryable) => ({
    known: await findAnswers(db, list.kind, [...new Set(found.flatMap(childrenOf))]),
    listed: await findListed(db, list.kind, strangers.map(whose)),
  });
  const { known, listed } = await inScope(world.pool, scope, read, { readOnly: true });
  const lists = [...known.map(({ listId }) => listId), ...listed.flatMap(({ listId, lastId }) => [listId, lastId])];
  // also a list of a wider area, which the reader may not see: its findings reach into this one
  const earlier = await inScope(world.pool, nation, (wide) => findEarlier(wide, list, [...new Set(lists)]), { readOnly: true });
  const own = <T extends { readonly listId: Id }>(all: readonly T[]): T | undefined =>
    all.findLast(({ listId }) => listId === list.id) ?? all.findLast(({ listId }) => earlier.has(listId));
  return (opened) => {
    const { finding } = opened.row;
    if (finding === null) return [];
    if (finding === "unregistered") {
      const { digest } = whose(opened);
      const same = listed.filter((one) => one.digest === digest && !earlier.has(one.lastId));
      // only what was withdrawn is ever raised anew in its place (unregistered.ts)
      const one = own(same) ?? (same.length > 0 ? { verdict: "withdrawn", closedOn: null } : undefined);
      return one ? [told(null, one)] : [];
    }
    return childrenOf(opened).flatMap((childId) => {
      const one = own(known.filter((item) => item.childId === childId && item.finding === finding));
      return one ? [told(childId, one)] : [];
    });
  };
} // prettier-ignore

import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { oweCut, settleCut, takeBack } from "#capabilities/export/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Bulletin } from "./decide.ts";
import { findTold } from "./drafts.ts";
import { openList } from "./reading.ts";
import { bulletinOf, countStanding } from "./store.ts";
import { recallFrom, standingUpTo } from "./telling.ts";
import type { EndBulletin } from "./words.ts";
import { type BulletinWorld, presentOf } from "./world.ts";

/* What is taken back of a list that was sent: the department's copies end, and the ledger of givings says so. */

/** Of one for many only: an urgent list is about one child, and is withdrawn whole. */
function requireRecallable(actor: Actor, { area, stage, kind }: Bulletin): void {
  if (actor.area !== area) throw new Problem("bulletin.other_office", {}, 403);
  if (stage !== "sent") throw conflict("bulletin.not_now", { stage });
  if (kind === "urgent") throw conflict("bulletin.urgent_whole");
}

/**
 * Takes one child back from a department that was told of it: from this list, and from earlier ones of this office to the
 * same department, whose names would be read again otherwise. The reason is an entry of the child's own file, also of one
 * that moved since; whatever the department took along before is not handed out any more. Errors: bulletin.unknown (404),
 * bulletin.other_office (403), bulletin.not_now, bulletin.urgent_whole, bulletin.recalled (409).
 */
export async function recallOne(world: BulletinWorld, actor: Actor, listId: Id, childId: Id, command: EndBulletin): Promise<Receipt> {
  const { list } = await openList(world, actor, listId);
  requireRecallable(actor, list);
  const area = await readInScope(world.pool, actor.scope, (db) => findTold(db, childId, listId, list.department));
  if (area === undefined) throw notFound("bulletin.unknown");
  const from = { department: list.department, to: list.area };
  const commanded = { actor: { ...actor, scope: spanning(actor.scope, area) }, commandId: command.id, content: { operation: "bulletin.recall", command, listId } };
  const receipt = await world.journal.decide(commanded, childId, async (subject, db) => {
    const state = bulletinOf(subject);
    const drafts = recallFrom(state, listId, from, command.reason, presentOf(world, actor));
    for (const sendingId of standingUpTo(state, listId, from)) await takeBack(db, world, actor, { id: command.id, sendingId, area: list.area, children: 1 });
    await oweCut(db, command.id, ["bulletin"], [list.area]);
    return drafts;
  });
  // after it: a file that was begun before shows the child; where this is not reached the clock does it
  await inScope(world.pool, actor.scope, (db) => settleCut(db, world, command.id));
  return receipt;
} // prettier-ignore

/** The file and the giving, wherever the child lives now: they are written in one transaction, or not at all. */
function spanning(scope: Scope, area: AreaCode): Scope {
  if (within(scope, area)) return scope;
  const { lo, hi } = subtree(area);
  return { lo: lo < scope.lo ? lo : scope.lo, hi: hi > scope.hi ? hi : scope.hi };
}

/** The same of a whole list, in the transaction that withdraws it: of everybody who was not taken back before. */
export async function sayWithdrawn(world: BulletinWorld, db: Queryable, actor: Actor, sendingId: Id, { id, list }: { readonly id: Id; readonly list: Bulletin }): Promise<void> {
  if (list.number === null) return;
  const children = await countStanding(db, sendingId);
  if (children > 0) await takeBack(db, world, actor, { id, sendingId, area: list.area, children });
} // prettier-ignore

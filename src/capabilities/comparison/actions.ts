import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, nation, subtree, within } from "#kernel/scope.ts";
import { countBrought, countFindings } from "#capabilities/anomaly/index.ts";
import type { Comparison, Policy } from "#capabilities/policy/index.ts";
import { keepUpload, removeUpload } from "#capabilities/survey/index.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import type { SentFile } from "#platform/http/upload.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { addKeys } from "#platform/journal/store.ts";
import { dropStale, letRun, queueRun, stopRun } from "./queue.ts";
import { type ComparisonWorld, itemOf } from "./run.ts";
import {
  beginList, beginWithdrawal, confirmHeld, dropHeld, findList, findSame, isSuperseded, listLists, newerDay,
} from "./store.ts"; // prettier-ignore
import type { Findings, ListShown, UploadQuery, WithdrawList } from "./words.ts";

/** A department brings its own lists; civil affairs' officer may bring any that was handed over. */
export const mayBring = (actor: Actor, item: Pick<Comparison, "department">): boolean =>
  actor.post === "department" ? item.department === actor.department : true;

export const policyOf = (world: ComparisonWorld, area: AreaCode): Policy => world.policyFor(area, today(world.clock));

function askedItem(world: ComparisonWorld, actor: Actor, area: AreaCode, kind: string): Comparison {
  const item = itemOf(world, area, kind);
  if (!mayBring(actor, item)) throw notFound("comparison.kind_unknown");
  return item;
}

/**
 * Keeps a list and begins to compare it; answers at once. The same file of the same day is the same list.
 * `fetchedFrom`: the host that it was fetched from, where nobody uploaded it.
 * Errors: area.unknown, comparison.kind_unknown (404), comparison.day_wrong (422), comparison.day_older (409), those of the upload.
 */
export async function startList(
  world: ComparisonWorld,
  actor: Actor,
  query: UploadQuery,
  file: SentFile,
  log: Log,
  fetchedFrom: string | null = null,
): Promise<ListShown> {
  const area = query.area ?? actor.area;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  const item = askedItem(world, actor, area, query.kind);
  if (query.day > today(world.clock)) throw new Problem("comparison.day_wrong", { day: query.day });
  const { vault } = world.journal.machine;
  const id = newId();
  const key = vault.newKey(id);
  const sha256 = await keepUpload(world.uploads, id, file);
  const { department, title } = item;
  const begun = {
    id, area, department, kind: item.id, title, day: query.day, fileName: file.name, sha256, actorId: actor.personId,
    actor: actor.name, post: actor.post, startedAt: world.clock.now().toISOString(), fetchedFrom,
  };
  try {
    // also one of a wider area, which the sender may not see: its findings reach into this one
    const newer = await inScope(world.pool, nation, (db) => newerDay(db, begun), { readOnly: true });
    const { list, fresh, stale } = await inScope(world.pool, subtree(area), async (db) => {
      const same = await findSame(db, begun);
      if (!same && newer) throw conflict("comparison.day_older", { day: query.day, newer });
      const isNew = same === undefined && (await beginList(db, begun));
      if (isNew) await addKeys(db, [{ id, area, key }]);
      // whoever sends the whole list has answered for the one that was in doubt
      const dropped = isNew ? await dropStale(world, db, begun) : [];
      return { fresh: isNew, stale: dropped, list: isNew ? await findList(db, id) : (same ?? (await findSame(db, begun))) };
    });
    if (!list) throw conflict("journal.busy");
    for (const one of stale) await removeUpload(world.uploads, one);
    if (fresh) void queueRun(world, { ...list, actorId: actor.personId }, log);
    else await removeUpload(world.uploads, id);
    return list;
  } catch (thrown) {
    await removeUpload(world.uploads, id);
    throw thrown;
  }
} // prettier-ignore

/** Errors: comparison.list_unknown (404). */
export async function getList(world: ComparisonWorld, actor: Actor, id: Id): Promise<ListShown> {
  const list = await inScope(world.pool, actor.scope, (db) => findList(db, id), { readOnly: true });
  if (!list) throw notFound("comparison.list_unknown");
  return list;
}

export const recentLists = (world: ComparisonWorld, actor: Actor): Promise<ListShown[]> =>
  inScope(world.pool, actor.scope, listLists, { readOnly: true });

/** The list and what it brought up, as many as the actor may know of. Errors: comparison.list_unknown (404). */
export async function showList(world: ComparisonWorld, actor: Actor, id: Id): Promise<Findings> {
  const list = await getList(world, actor, id);
  const findings = await inScope(world.pool, actor.scope, (db) => countFindings(db, id), { readOnly: true });
  const brought = await inScope(world.pool, nation, (db) => countBrought(db, id), { readOnly: true });
  const seen = findings.reduce((sum, { all }) => sum + all, 0);
  const missing = actor.post === "department" ? brought.missing : 0;
  const unseen = {
    missing,
    away: Math.max(0, brought.all - missing - seen),
    later: Math.max(0, list.raised - brought.all),
  };
  return { list, findings, unseen };
}

/** Stops a run, what it has said, is said; lets go of a list in doubt. Errors: comparison.list_unknown (404). */
export async function cancelList(world: ComparisonWorld, actor: Actor, id: Id): Promise<ListShown> {
  const list = await getList(world, actor, id);
  if (list.status === "running" && list.stage !== "withdrawing") stopRun(id);
  if (list.status !== "held") return list;
  const at = world.clock.now().toISOString();
  // somebody else may have said in the meantime that it is whole: its file is the run's then
  if (await inScope(world.pool, subtree(list.area), (db) => dropHeld(db, id, at)))
    await removeUpload(world.uploads, id);
  return getList(world, actor, id);
}

/** Answers at once, and lets the machine go on. */
async function goOn(
  world: ComparisonWorld,
  actor: Actor,
  list: ListShown,
  log: Log,
  begin: (db: Queryable) => Promise<boolean>,
): Promise<ListShown> {
  const begun = await inScope(world.pool, subtree(list.area), begin);
  const now = await getList(world, actor, list.id);
  if (!begun) return now;
  letRun(list.id);
  void queueRun(world, { ...now, actorId: actor.personId, actor: actor.name }, log);
  return now;
}

/**
 * A person's word that a list is whole, although many who ought to be on it are not: its findings go out.
 * One that was not in doubt, or was confirmed before, stays as it is. Errors: comparison.list_unknown (404),
 * comparison.not_held, comparison.superseded (409).
 */
export async function confirmList(world: ComparisonWorld, actor: Actor, id: Id, log: Log): Promise<ListShown> {
  await inScope(world.pool, actor.scope, (db) => dropStale(world, db));
  const list = await getList(world, actor, id);
  if (list.status === "running" || list.status === "done") return list;
  if (list.status !== "held") throw conflict("comparison.not_held");
  await refuseSuperseded(world, list);
  return goOn(world, actor, list, log, (db) => confirmHeld(db, id, actor));
}

/** A newer list of the kind has said what holds. Errors: comparison.superseded (409). */
async function refuseSuperseded({ pool }: ComparisonWorld, list: ListShown): Promise<void> {
  if (await inScope(pool, subtree(list.area), (db) => isSuperseded(db, list), { readOnly: true }))
    throw conflict("comparison.superseded");
}

/**
 * Takes a list back: what it brought up and nobody has answered is withdrawn. Of a list that a newer one has followed the
 * newer one has said what holds. Errors: comparison.list_unknown (404), comparison.still_running, comparison.not_ended,
 * comparison.superseded (409).
 */
export async function withdrawList(
  world: ComparisonWorld,
  actor: Actor,
  id: Id,
  { reason }: WithdrawList,
  log: Log,
): Promise<ListShown> {
  const list = await getList(world, actor, id);
  if (list.status === "withdrawn" || list.stage === "withdrawing") return list;
  if (list.status === "running") throw conflict("comparison.still_running");
  if (list.status === "held") throw conflict("comparison.not_ended");
  await refuseSuperseded(world, list);
  const at = world.clock.now().toISOString();
  return goOn(world, actor, list, log, (db) => beginWithdrawal(db, id, { by: actor, at, reason }));
}

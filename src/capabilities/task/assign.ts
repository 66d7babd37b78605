import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Scope } from "#kernel/scope.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { openCells, type Reading } from "#platform/journal/opened.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { addKeys } from "#platform/journal/store.ts";
import { type AssignedChild, askStop, beginRun, findRun, type HeldRun, refusedOf, takeUpRun, unfinishedRuns } from "./assignmentStore.ts"; // prettier-ignore
import { handOut, type Order } from "./handOut.ts";
import type { TaskWorld } from "./routes.ts";
import type { AssignmentRun, AssignTask, RefusedChild } from "./words.ts";

/* One task for many children: ordered, stopped and gone on with (docs/decisions/0050-assignments-in-portions.md). */

const orderPlace = (batch: Id): [string, Id] => ["task.assignment", batch];

const orderOf = ({ id, title, solution, owner, due }: AssignTask): Order => ({ id, title, solution, owner, due });

/** Whom it is for, each in the actor's area. Errors: journal.not_found (404), also where there is no file. */
async function childrenOf(world: TaskWorld, db: Queryable, ids: readonly Id[]): Promise<AssignedChild[]> {
  const files = await world.journal.find(db, ids);
  return ids.map((id) => {
    const file = files.get(id);
    if (!file || fileOf(file).status === "none") throw notFound("journal.not_found", { id });
    return { id, area: file.area };
  });
}

/** Opened again for whoever sees it. */
async function ordersOf(world: TaskWorld, read: Reading, runs: readonly HeldRun[]): Promise<(Order | null)[]> {
  // emptied where one of its children was erased
  const cells = runs.map(({ batch, sealed }) => ({
    childId: batch,
    place: orderPlace(batch),
    sealed: sealed.length > 0 ? sealed : null,
  }));
  return (await openCells(world.journal.machine, read, cells)) as (Order | null)[];
}

/** What is to be done, for whoever ordered it: it may name a child, and others read it in the files, where that is traced. */
const titleFor = (own: boolean, order: Order | null): string =>
  order === null ? "要办的事已随档案删除" : own ? order.title : "他人的批量交办";

function shown(actor: Actor, { actorId, digest: _digest, sealed: _sealed, ...run }: HeldRun, order: Order | null): AssignmentRun {
  const own = actorId === actor.personId;
  return { ...run, title: titleFor(own, order), own };
} // prettier-ignore

const nowOf = ({ clock }: TaskWorld): string => clock.now().toISOString();

const readingOf =
  (world: TaskWorld, actor: Actor): Reading =>
  (work) =>
    readInScope(world.pool, actor.scope, work);

async function getHeld(world: TaskWorld, actor: Actor, batch: Id): Promise<HeldRun> {
  const run = await readingOf(world, actor)((db) => findRun(db, batch, nowOf(world)));
  if (!run) throw notFound("task.assignment_unknown");
  return run;
}

/** How far an assignment is. Errors: task.assignment_unknown (404). */
async function getRun(world: TaskWorld, actor: Actor, batch: Id): Promise<AssignmentRun> {
  const run = await getHeld(world, actor, batch);
  const [order = null] = await ordersOf(world, readingOf(world, actor), [run]);
  return shown(actor, run, order);
}

const oneOrNone = (run: HeldRun | undefined): HeldRun[] => (run ? [run] : []);

/** What offices of a scope have on the way, or left standing; or the one that is asked for, also where it has ended. */
export async function listRuns(world: TaskWorld, actor: Actor, scope: Scope, batch?: Id): Promise<AssignmentRun[]> {
  const read = readingOf(world, actor);
  const runs = await read((db) =>
    batch === undefined ? unfinishedRuns(db, scope, nowOf(world)) : findRun(db, batch, nowOf(world)).then(oneOrNone),
  );
  const orders = await ordersOf(world, read, runs);
  return runs.map((run, n) => shown(actor, run, orders[n] ?? null));
}

/** Who has no task of it, and why. Errors: task.assignment_unknown (404). */
export async function listRefused(world: TaskWorld, actor: Actor, batch: Id): Promise<RefusedChild[]> {
  await getHeld(world, actor, batch);
  return readingOf(world, actor)((db) => refusedOf(db, batch));
}

/** Stores the order with whom it is for; false where the number was used before. */
async function begin(world: TaskWorld, actor: Actor, command: AssignTask, digest: string): Promise<boolean> {
  const { vault } = world.journal.machine;
  const { id: batch, due } = command;
  const key = vault.newKey(batch);
  const sealed = vault.seal(key, orderPlace(batch), JSON.stringify(orderOf(command)));
  const startedAt = nowOf(world);
  const run = { batch, area: actor.area, actorId: actor.personId, digest, sealed, due, startedAt };
  return inScope(world.pool, actor.scope, async (db) => {
    const isNew = await beginRun(db, run, await childrenOf(world, db, command.childIds));
    if (isNew) await addKeys(db, [{ id: batch, area: actor.area, key }]);
    return isNew;
  });
}

/**
 * Begins to hand a task out for each of these children, and answers at once; the same command sent again begins nothing
 * twice. Errors: journal.not_found (404) where one of them is elsewhere, and nobody has it then; task.due_wrong (422);
 * journal.id_reused (409).
 */
export async function assign(world: TaskWorld, actor: Actor, command: AssignTask, log: Log): Promise<AssignmentRun> {
  const digest = world.journal.machine.vault.digest(JSON.stringify([orderOf(command), command.childIds]));
  const held = (): Promise<HeldRun | undefined> =>
    readingOf(world, actor)((db) => findRun(db, command.id, nowOf(world)));
  // first: once it is ordered, a child may move away and its day be over, and the answer is the same
  let run = await held();
  if (!run) {
    if (command.due < today(world.clock)) throw new Problem("task.due_wrong");
    if (await begin(world, actor, command, digest)) void handOut(world, actor, orderOf(command), log);
    run = await held();
  }
  if (run?.digest !== digest || run.actorId !== actor.personId) throw conflict("journal.id_reused");
  return getRun(world, actor, command.id);
}

/** Errors: task.assignment_unknown (404), task.assignment_other (403). */
async function getOwn(world: TaskWorld, actor: Actor, batch: Id): Promise<HeldRun> {
  const run = await getHeld(world, actor, batch);
  if (run.actorId !== actor.personId) throw new Problem("task.assignment_other", {}, 403);
  return run;
}

/** Stops between two portions; who has the task keeps it. Errors: as getOwn. */
export async function stop(world: TaskWorld, actor: Actor, batch: Id): Promise<AssignmentRun> {
  await getOwn(world, actor, batch);
  await inScope(world.pool, actor.scope, (db) => askStop(db, batch));
  return getRun(world, actor, batch);
}

/** Goes on with those who wait still. Errors: as getOwn; task.due_wrong (422), task.assignment_moving, task.assignment_forgotten (409). */
export async function resume(world: TaskWorld, actor: Actor, batch: Id, log: Log): Promise<AssignmentRun> {
  const run = await getOwn(world, actor, batch);
  if (run.due < today(world.clock)) throw new Problem("task.due_wrong");
  const [order] = await ordersOf(world, readingOf(world, actor), [run]);
  if (!order) throw conflict("task.assignment_forgotten");
  if (!(await inScope(world.pool, actor.scope, (db) => takeUpRun(db, batch, nowOf(world))))) throw conflict("task.assignment_moving"); // prettier-ignore
  void handOut(world, actor, order, log);
  return getRun(world, actor, batch);
}

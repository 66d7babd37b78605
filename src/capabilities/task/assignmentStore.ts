import type pg from "pg";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { AssignmentRun, RefusedChild } from "./words.ts";

/* Assignments that are being handed out, and to whom they are still owed (docs/decisions/0050-assignments-in-portions.md). */

/** An assignment as it stands; what is to be done lies sealed. */
export type HeldRun = Omit<AssignmentRun, "title" | "own"> & {
  readonly actorId: Id;
  readonly digest: string;
  readonly sealed: Buffer;
};

/** A server that is at it says so with each portion, which takes a second; after two minutes of silence it has died. */
const SILENCE = 2 * 60_000;
/** Of before this moment: who was at it then has died. */
const silentSince = (at: string): string => new Date(Date.parse(at) - SILENCE).toISOString();
const isDead = (since: string): string => `(a.status in ('running', 'stopping') and a.touched_at < ${since})`;

const columns = (
  since: string,
): string => `a.batch, a.actor_id as "actorId", a.digest, a.sealed, a.due, a.started_at as "startedAt",
  case when ${isDead(since)} then 'stopped' else a.status end as status, (a.interrupted or ${isDead(since)}) as interrupted, c.total, c.done, c.refused, c.faults`;
const counted = `
  lateral (select count(*)::int as total, (count(*) filter (where state = 'done'))::int as done,
    (count(*) filter (where state = 'refused'))::int as refused, (count(*) filter (where refusal = 'fault'))::int as faults from task_assignment_child c where c.batch = a.batch) c`;

const insertRun = sql`
  insert into task_assignment (batch, area, actor_id, digest, sealed, due, status, started_at, touched_at)
  values ($1, $2, $3, $4, $5, $6, 'running', $7, $7) on conflict do nothing`;
const insertChildren = sql`
  insert into task_assignment_child (batch, child_id, area, n)
  select $1, child_id, area, n from unnest($2::uuid[], $3::text[]) with ordinality as m (child_id, area, n)`;
const oneRun = sql`select ${columns("$2")} from task_assignment a, ${counted} where a.batch = $1`;
const unfinished = sql`
  select ${columns("$3")} from task_assignment a, ${counted}
  where a.status <> 'done' and a.area >= $1 and a.area < $2 order by a.started_at desc limit 20`;
const waiting = sql`
  select child_id as id from task_assignment_child where batch = $1 and state = 'waiting' order by n limit $2`;
const goOn = sql`update task_assignment set touched_at = $2 where batch = $1 and status = 'running'`;
const askToStop = sql`update task_assignment set status = 'stopping' where batch = $1 and status = 'running'`;
const takeUp = sql`
  update task_assignment a set status = 'running', interrupted = false, touched_at = $2
  where batch = $1 and (status = 'stopped' or ${isDead("$3")} or (status = 'done' and exists (
    select from task_assignment_child where batch = $1 and refusal = 'fault')))`;
// A file that could not be written may have been mended since: its child is asked again.
const askAgain = sql`
  update task_assignment_child set state = 'waiting', refusal = null where batch = $1 and refusal = 'fault'`;
const end = sql`
  update task_assignment set interrupted = $2, finished_at = $3,
    status = case when exists (select from task_assignment_child where batch = $1 and state = 'waiting') then 'stopped' else 'done' end
  where batch = $1 and status in ('running', 'stopping')`;
const refuse = sql`
  update task_assignment_child c set state = 'refused', refusal = n.refusal
  from unnest($2::uuid[], $3::text[]) as n (child_id, refusal)
  where c.batch = $1 and c.child_id = n.child_id and c.state = 'waiting'`;
const refusedOnes = sql`
  select child_id as "childId", refusal from task_assignment_child where batch = $1 and state = 'refused' order by refusal, n`;
const markDone = sql`
  update task_assignment_child c set state = 'done'
  from unnest($1::uuid[], $2::uuid[]) as n (batch, child_id) where c.batch = n.batch and c.child_id = n.child_id`;
const left = sql`
  update task_assignment set status = 'stopped', interrupted = true, finished_at = $1
  where status in ('running', 'stopping') and touched_at < $2`;
// Its words may name the child, and each child has its own copy of them in its file: of the order they go.
const destroyOrders = sql`
  with named as (select batch from task_assignment_child where child_id = $1),
    emptied as (update task_assignment a set sealed = '' from named where a.batch = named.batch)
  update journal_key k set wrapped = null, erased_at = $2 from named where k.subject_id = named.batch`;
const forget = sql`delete from task_assignment_child where child_id = $1`;

export interface NewRun {
  readonly batch: Id;
  readonly area: AreaCode;
  readonly actorId: Id;
  readonly digest: string;
  readonly sealed: Buffer;
  readonly due: Day;
  readonly startedAt: string;
}

export interface AssignedChild {
  readonly id: Id;
  readonly area: AreaCode;
}

/** False where the number is taken: begun once already. */
export async function beginRun(db: Queryable, run: NewRun, children: readonly AssignedChild[]): Promise<boolean> {
  const { batch, area, actorId, digest, sealed, due, startedAt } = run;
  const { rowCount } = await db.query(insertRun, [batch, area, actorId, digest, sealed, due, startedAt]);
  if (rowCount === 1)
    await db.query(insertChildren, [batch, children.map((child) => child.id), children.map((child) => child.area)]);
  return rowCount === 1;
}

export const findRun = async (db: Queryable, batch: Id, at: string): Promise<HeldRun | undefined> =>
  (await db.query<HeldRun>({ name: "task.run", text: oneRun, values: [batch, silentSince(at)] })).rows[0];

/** Of offices in a scope: those that are on the way, or stand still with children waiting. */
export const unfinishedRuns = async (db: Queryable, { lo, hi }: Scope, at: string): Promise<HeldRun[]> =>
  (await db.query<HeldRun>({ name: "task.runs", text: unfinished, values: [lo, hi, silentSince(at)] })).rows;

/** Who is owed the task still, as many as one portion; undefined where it was stopped. */
export async function nextPortion(
  db: Queryable,
  batch: Id,
  size: number,
  at: string,
): Promise<readonly Id[] | undefined> {
  const { rowCount } = await db.query({ name: "task.run.on", text: goOn, values: [batch, at] });
  if (rowCount === 0) return undefined;
  const { rows } = await db.query<{ id: Id }>({ name: "task.run.next", text: waiting, values: [batch, size] });
  return rows.map(({ id }) => id);
}

export const askStop = async (db: Queryable, batch: Id): Promise<void> => {
  await db.query(askToStop, [batch]);
};

/** Children whose files could not be written wait again. False where it is on the way, or has ended without any of these. */
export const takeUpRun = async (db: Queryable, batch: Id, at: string): Promise<boolean> => {
  const isOurs = (await db.query(takeUp, [batch, at, silentSince(at)])).rowCount === 1;
  if (isOurs) await db.query(askAgain, [batch]);
  return isOurs;
};

/** Done where nobody waits any more; stopped else. */
export const endRun = async (db: Queryable, batch: Id, isInterrupted: boolean, at: string): Promise<void> => {
  await db.query(end, [batch, isInterrupted, at]);
};

export async function refuseChildren(db: Queryable, batch: Id, refused: readonly RefusedChild[]): Promise<void> {
  const values = [batch, refused.map(({ childId }) => childId), refused.map(({ refusal }) => refusal)];
  if (refused.length > 0) await db.query({ name: "task.run.refuse", text: refuse, values });
}

export const refusedOf = async (db: Queryable, batch: Id): Promise<RefusedChild[]> =>
  (await db.query<RefusedChild>({ name: "task.run.refused", text: refusedOnes, values: [batch] })).rows;

/** In the transaction that writes their tasks. */
export const markAssigned = async (db: Queryable, pairs: readonly (readonly [batch: Id, child: Id])[]): Promise<void> => {
  const values = [pairs.map(([batch]) => batch), pairs.map(([, child]) => child)];
  await db.query({ name: "task.run.done", text: markDone, values });
}; // prettier-ignore

/** Assignments that a stopped server left on the way: whoever ordered them goes on. As owner, at start; another server may be at its own. */
export const closeOrphans = async (owner: Queryable, at: string): Promise<void> => {
  await owner.query(left, [at, silentSince(at)]);
};

/** A child whose file is erased, and the words of all orders that were for it. As owner. */
export const forgetAssigned = async (owner: pg.Pool, childId: Id, at: string): Promise<void> => {
  await owner.query(destroyOrders, [childId, at]);
  await owner.query(forget, [childId]);
};

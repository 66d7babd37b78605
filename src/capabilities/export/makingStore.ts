import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { ExportKind, MakingState } from "./words.ts";

/** A file on its way, as it is begun. */
export interface BegunRow {
  readonly id: Id;
  readonly area: string;
  readonly personId: Id;
  readonly person: string;
  readonly post: string;
  readonly department: string | null;
  readonly kind: ExportKind;
  readonly name: string;
  readonly purpose: Purpose;
  readonly begunAt: string;
}

export interface MakingRow extends BegunRow {
  readonly state: MakingState;
  readonly done: number;
  readonly total: number | null;
  readonly endedAt: string | null;
}

/** So long one that is made may say nothing; its server is gone then. */
const SILENCE = "interval '60 seconds'";
const isMoving = "state in ('running', 'stopping')";
const isSilent = (now: string): string => `(${isMoving} and touched_at < ${now}::timestamptz - ${SILENCE})`;

const insertBegun = sql`
  insert into export_making (id, area, person_id, person, post, department, kind, name, purpose, begun_at, state, done, touched_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'running', 0, $10) on conflict do nothing`;
const takeUp = sql`
  update export_making set area = $2, person = $4, post = $5, department = $6, kind = $7, name = $8, purpose = $9, begun_at = $10,
    state = 'running', done = 0, total = null, touched_at = $10, ended_at = null
  where id = $1 and person_id = $3 and (state in ('stopped', 'failed') or ${isSilent("$10")})`;
// one that fell silent may have been taken up by another since: its moment of beginning says whose it is
const ours = "id = $1 and begun_at = $2";
const touch = sql`
  update export_making set done = $3, total = $4, touched_at = $5 where ${ours} and ${isMoving} returning state`;
const endMade = sql`
  update export_making set state = 'made', done = $3, total = $4, touched_at = $5, ended_at = $5 where ${ours} and state = 'running'`;
const endOther = sql`
  update export_making set state = case state when 'stopping' then 'stopped' else 'failed' end, done = $3, total = $4,
    touched_at = $5, ended_at = $5
  where ${ours} and ${isMoving}`;
const askToStop = sql`update export_making set state = 'stopping' where id = $1 and state = 'running'`;

const columns = (
  now: string,
): string => `id, area, person_id as "personId", person, post, department, kind, name, purpose,
    case when ${isSilent(now)} then 'failed' else state end as state, done, total, begun_at as "begunAt", ended_at as "endedAt"`;
const byId = sql`select ${columns("$2")} from export_making where id = $1`;
const notMade = sql`
  select ${columns("$1")} from export_making where state <> 'made' and ($2::uuid is null or id < $2) order by id desc limit $3`;

/** True where it is ours to make: new, or ended without a file. */
export async function insertMaking(db: Queryable, row: BegunRow): Promise<boolean> {
  const values = [row.id, row.area, row.personId, row.person, row.post, row.department, row.kind, row.name, row.purpose, row.begunAt]; // prettier-ignore
  for (const text of [insertBegun, takeUp]) if ((await db.query(text, values)).rowCount === 1) return true;
  return false;
}

/** How far whose file is, and when. */
export interface Far extends Pick<BegunRow, "id" | "begunAt"> {
  readonly done: number;
  readonly total: number | null;
  readonly at: string;
}
const far = ({ id, begunAt, done, total, at }: Far): unknown[] => [id, begunAt, done, total, at];

/** Says how far it is; false where it is to stop, or is no longer ours. */
export async function touchMaking(db: Queryable, now: Far): Promise<boolean> {
  const { rows } = await db.query<{ state: MakingState }>(touch, far(now));
  return rows[0]?.state === "running";
}

/** False where it was stopped before: then there must be no file. */
export const markMade = async (db: Queryable, now: Far): Promise<boolean> =>
  (await db.query(endMade, far(now))).rowCount === 1;

/** Came to nothing: by a stop, or by itself. */
export const markEnded = async (db: Queryable, now: Far): Promise<void> => {
  await db.query(endOther, far(now));
};

export const askStop = async (db: Queryable, id: Id): Promise<void> => {
  await db.query(askToStop, [id]);
};

export const findMaking = async (db: Queryable, id: Id, now: string): Promise<MakingRow | undefined> =>
  (await db.query<MakingRow & Record<string, unknown>>(byId, [id, now])).rows[0];

/** Those on their way, and those that came to nothing, the newest first. */
export const makingsPage = async (
  db: Queryable,
  { after, limit }: { readonly after: Id | null; readonly limit: number },
  now: string,
): Promise<MakingRow[]> => (await db.query<MakingRow & Record<string, unknown>>(notMade, [now, after, limit])).rows;

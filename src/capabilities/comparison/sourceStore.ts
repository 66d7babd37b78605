import type { Day } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { SourceShown } from "./words.ts";

/* Where lists are fetched from, and what was done with it. */

export interface Source extends Omit<SourceShown, "title" | "hasKey" | "events"> {
  readonly secret: Buffer | null;
  readonly holderId: Id;
  readonly holderPost: Id | null;
  readonly tries: number;
}

const columns = `id, area, department, kind, url, header, secret, form, rows_at as "rowsAt", day_of_month as "dayOfMonth", active,
  holder_id as "holderId", holder, holder_post as "holderPost", next_on as "nextOn", retry_at as "retryAt", tries`;

const all = sql`select ${columns} from comparison_source order by area, kind`;
const one = sql`select ${columns} from comparison_source where area = $1 and kind = $2`;
// a source whose fetching failed waits for its next try, whatever its day is
const due = sql`
  select ${columns} from comparison_source
  where active and (retry_at <= $1 or (retry_at is null and next_on <= $2::date)) and (busy_until is null or busy_until <= $1)
  order by next_on, id`;

// whoever changes it answers for it from now on; what had failed before is tried again on its day
const put = sql`
  insert into comparison_source as s (id, area, department, kind, url, header, secret, form, rows_at, day_of_month, active, holder_id, holder, holder_post, next_on)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  on conflict (area, kind) do update set url = $5, header = $6, secret = $7, form = $8, rows_at = $9, day_of_month = $10, active = $11,
    holder_id = $12, holder = $13, holder_post = $14, next_on = $15, retry_at = null, tries = 0
  where s.id = $1`;

export const listSources = async (db: Queryable): Promise<Source[]> => (await db.query<Source>(all)).rows;
export const findSource = async (db: Queryable, area: string, kind: string): Promise<Source | undefined> =>
  (await db.query<Source>(one, [area, kind])).rows[0];
export const listDue = async (db: Queryable, now: string, today: Day): Promise<Source[]> =>
  (await db.query<Source>(due, [now, today])).rows;

/** False where somebody else has set one of this kind in this moment. */
export async function putSource(db: Queryable, source: Source): Promise<boolean> {
  const { id, area, department, kind, url, header, secret, form, rowsAt, dayOfMonth, active, holderId, holder, holderPost, nextOn } = source;
  const values = [id, area, department, kind, url, header, secret, form, rowsAt, dayOfMonth, active, holderId, holder, holderPost, nextOn];
  return (await db.query(put, values)).rowCount === 1;
} // prettier-ignore

// what was read before may have been changed, stopped or fetched by another server since: the row that is taken counts
const claim = sql`
  update comparison_source set busy_until = $3 where id = $1 and (busy_until is null or busy_until <= $2)
    and ($4::date is null or (active and (retry_at <= $2 or (retry_at is null and next_on <= $4::date))))
  returning ${columns}`;
const release = sql`
  update comparison_source set busy_until = $2, retry_at = $3, tries = $4, next_on = case when day_of_month = $6 then $5 else next_on end
  where id = $1`;

/** One server at a time: undefined where another one is at it, or, of those that are due on `today`, where it is due no more. */
export const claimSource = async (db: Queryable, id: Id, now: string, until: string, today: Day | null): Promise<Source | undefined> =>
  (await db.query<Source>(claim, [id, now, until, today])).rows[0]; // prettier-ignore

export const releaseSource = async (
  db: Queryable,
  { id, dayOfMonth }: Source,
  end: { readonly busyUntil: string; readonly retryAt: string | null; readonly tries: number; readonly nextOn: Day },
): Promise<void> => {
  await db.query(release, [id, end.busyUntil, end.retryAt, end.tries, end.nextOn, dayOfMonth]);
};

export interface EventRow {
  readonly sourceId: Id;
  readonly at: string;
  readonly what: "set" | "stopped" | "fetched" | "failed";
  readonly by: string;
  readonly host: string;
  readonly problem: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly listId: Id | null;
}

const insertEvent = sql`
  insert into comparison_source_event (id, source_id, area, at, what, by_name, host, problem, data, list_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const lastEvents = sql`
  select source_id as "sourceId", at, what, by_name as by, host, problem, data, list_id as "listId"
  from (select e.*, row_number() over (partition by source_id order by at desc, id desc) as nth from comparison_source_event e) last
  where nth <= 12 order by source_id, nth`;

export const noteEvent = async (db: Queryable, area: string, event: EventRow): Promise<void> => {
  const { sourceId, at, what, by, host, problem, data, listId } = event;
  await db.query(insertEvent, [newId(), sourceId, area, at, what, by, host, problem, JSON.stringify(data), listId]);
};

export const listEvents = async (db: Queryable): Promise<EventRow[]> => (await db.query<EventRow>(lastEvents)).rows;

const failing = sql`select count(*)::int as count from comparison_source where active and tries > 0`;
export const countFailing = async (db: Queryable): Promise<number> =>
  (await db.query<{ count: number }>(failing)).rows[0]?.count ?? 0;

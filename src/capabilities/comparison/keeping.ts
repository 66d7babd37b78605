import type pg from "pg";
import { addMonths, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";

/*
 * What is kept of departments' lists ends (个人信息保护法 19): a list's lines when its comparison has ended, each of them has
 * its answer, and the term since then is over; what was said of somebody without a file the term after its answer. How many
 * lines there were, and what became of them, stays: no count of a list is changed.
 */

// A line that nobody has decided about waits for a person, unless a newer list of its kind has come (docs/decisions/0032).
const ended = `
  from comparison_list l
  where l.erased_at is null and l.status not in ('running', 'held') and l.finished_at < $1::date and l.area >= $2 and l.area < $3
    and not exists (
      select from comparison_row r where r.list_id = l.id and (r.decided_at >= $1::date or (r.fate = 'review' and l.status <> 'withdrawn' and not exists (
        select from comparison_list n where n.kind = l.kind and n.area = l.area and n.status = 'done' and n.started_at > l.started_at)))
    )
    and not exists (
      select from comparison_row r join anomaly_item a on a.child_id = r.child_id and a.comparison = l.kind and a.finding = r.finding
      where r.list_id = l.id and r.fate = 'anomaly' and (a.closed_on is null or a.closed_on >= $1::date)
    )
    and not exists (
      select from anomaly_unregistered u where u.list_id = l.id and (u.closed_on is null or u.closed_on >= $1::date)
    )`;
const countLists = sql`select count(*)::int as count ${ended}`;
const dueLists = sql`select l.id ${ended} order by l.started_at limit 500`;

const answered = `
  from anomaly_unregistered where closed_on < $1::date and area >= $2 and area < $3 and length(sealed) > 0`;
const countAnswered = sql`select count(*)::int as count ${answered}`;
const dueAnswered = sql`select id ${answered} order by id limit 500`;

const dropRows = sql`delete from comparison_row where list_id = any($1::uuid[])`;
const destroyKeys = sql`
  update journal_key set wrapped = null, erased_at = $2 where subject_id = any($1::uuid[]) and wrapped is not null`;
const markLists = sql`update comparison_list set erased_at = $2 where id = any($1::uuid[])`;
const emptyAnswered = sql`update anomaly_unregistered set sealed = '' where id = any($1::uuid[])`;

/** Of how many lists, and of how many answered lines without a file, the content is past its term. */
export interface DueLines {
  readonly lists: number;
  readonly unregistered: number;
}

const countOf = async (db: Queryable, text: string, values: unknown[]): Promise<number> =>
  (await db.query<{ count: number }>(text, values)).rows[0]?.count ?? 0;

/** `months`: the term of keeping, undefined where it never ends. */
export async function countDueLines(
  db: Queryable,
  { lo, hi }: Scope,
  today: Day,
  months: number | undefined,
): Promise<DueLines> {
  if (months === undefined) return { lists: 0, unregistered: 0 };
  const values = [addMonths(today, -months), lo, hi];
  return { lists: await countOf(db, countLists, values), unregistered: await countOf(db, countAnswered, values) };
}

type Ending = (ids: readonly Id[]) => Promise<void>;

/** Some at a time until none is left; each batch is whole, or carried out again the next time. */
async function endAll(owner: pg.Pool, due: string, values: unknown[], end: Ending): Promise<number> {
  let sum = 0;
  for (;;) {
    const ids = (await owner.query<{ id: Id }>(due, values)).rows.map(({ id }) => id);
    if (ids.length === 0) return sum;
    await end(ids);
    sum += ids.length;
  }
}

/**
 * Ends what is past its term: lines are removed and their keys destroyed, counts stay. As owner. Each statement leaves what
 * the next one needs, so that one cut off in between is carried out again.
 */
export async function dropDueLines(
  owner: pg.Pool,
  { lo, hi }: Scope,
  at: { readonly today: Day; readonly now: Date },
  months: number,
): Promise<DueLines> {
  const values = [addMonths(at.today, -months), lo, hi];
  const now = at.now.toISOString();
  const lists = await endAll(owner, dueLists, values, async (ids) => {
    await owner.query(dropRows, [ids]);
    await owner.query(destroyKeys, [ids, now]);
    await owner.query(markLists, [ids, now]);
  });
  const unregistered = await endAll(owner, dueAnswered, values, async (ids) => {
    await owner.query(destroyKeys, [ids, now]);
    await owner.query(emptyAnswered, [ids]);
  });
  return { lists, unregistered };
}

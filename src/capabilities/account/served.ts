import type { PostKind } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";

/* Where somebody holds a post who takes what the public sends: from anywhere else nothing is taken, for nobody would read it. */

const holds = `p.kind = any($2::text[]) and p.status = 'active' and p.from_day <= $3::date and (p.to_day is null or p.to_day > $3::date)`;
const served = sql`
  select n.code,
    exists (select 1 from account_post p
      where p.area in (left(n.code, 2), left(n.code, 4), left(n.code, 6), left(n.code, 9), n.code) and ${holds}) as covered,
    exists (select 1 from account_post p where p.area >= n.code and p.area < n.code || ':' and ${holds}) as below
  from unnest($1::text[]) as n (code)`;

export interface Served {
  readonly code: string;
  /** Somebody's post reaches all of it. */
  readonly covered: boolean;
  /** Somebody's post lies in it. */
  readonly below: boolean;
}

/** Of some areas, whether people with one of these posts are there on a day. */
export async function servedAmong(
  db: Queryable,
  codes: readonly string[],
  posts: readonly PostKind[],
  day: Day,
): Promise<Map<string, Served>> {
  const { rows } = await db.query<Served>({ name: "account.served", text: served, values: [codes, posts, day] });
  return new Map(rows.map((row) => [row.code, row]));
}

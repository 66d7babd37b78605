import type { Day } from "#kernel/day.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";

export interface Screen {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly postId: string;
  readonly personId: string;
  readonly openedAt: string;
  readonly until: string;
  readonly seenOn: string | null;
}

const columns = `
  id, name, area, post_id as "postId", person_id as "personId", opened_at as "openedAt", until, seen_on::text as "seenOn"`;
const insert = sql`
  insert into display_screen (id, digest, name, area, post_id, person_id, opened_at, until)
  values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`;
const byDigest = sql`select ${columns} from display_screen where digest = $1 and ended_at is null and until > $2`;
const openWithin = sql`
  select ${columns} from display_screen
  where area >= $1 and area < $2 and ended_at is null and until > $3 order by opened_at desc limit 500`;
const markSeen = sql`update display_screen set seen_on = $2 where id = $1 and seen_on is distinct from $2`;
const endWithin = sql`
  update display_screen set ended_at = $4, ended_by = $5 where id = $1 and area >= $2 and area < $3 and ended_at is null`;
const endByDigest = sql`update display_screen set ended_at = $2 where digest = $1 and ended_at is null`;

/** False where there is one with this id already. */
export async function addScreen(db: Queryable, digest: string, screen: Omit<Screen, "seenOn">): Promise<boolean> {
  const { id, name, area, postId, personId, openedAt, until } = screen;
  return (await db.query(insert, [id, digest, name, area, postId, personId, openedAt, until])).rowCount === 1;
}

export const findOpen = async (db: Queryable, digest: string, now: Date): Promise<Screen | undefined> =>
  (await db.query<Screen>(byDigest, [digest, now.toISOString()])).rows[0];

export const screensWithin = async (db: Queryable, { lo, hi }: Scope, now: Date): Promise<Screen[]> =>
  (await db.query<Screen>(openWithin, [lo, hi, now.toISOString()])).rows;

/** To the day: when it was used last, and nothing finer. */
export const noteSeen = async (db: Queryable, id: string, day: Day): Promise<void> => {
  await db.query(markSeen, [id, day]);
};

/** False where there is none that is open. */
export const endScreen = async (
  db: Queryable,
  id: string,
  { lo, hi }: Scope,
  by: string,
  now: Date,
): Promise<boolean> => (await db.query(endWithin, [id, lo, hi, now.toISOString(), by])).rowCount === 1;

export const endOwn = async (db: Queryable, digest: string, now: Date): Promise<void> => {
  await db.query(endByDigest, [digest, now.toISOString()]);
};

import type pg from "pg";
import { masterOf, type MasterKeys, prefixOfMaster } from "#platform/crypto/masterKeys.ts";
import { sql } from "#platform/db/sql.ts";
import { column } from "./column.ts";

/*
 * A new master key takes the place of an old one while everybody works: each file's key is unwrapped with the old and
 * wrapped with the new; what is sealed under it stays as it is (docs/decisions/0016-encryption.md).
 */

const page = sql`
  select subject_id, wrapped from journal_key where wrapped is not null and subject_id > $1::uuid order by subject_id limit $2`;

// whoever destroyed a key meanwhile has destroyed it
const put = sql`
  update journal_key k set wrapped = n.fresh
  from unnest($1::uuid[], $2::text[], $3::text[]) as n (subject_id, held, fresh)
  where k.subject_id = n.subject_id and k.wrapped = n.held`;

const counts = sql`
  select min(wrapped) as one, count(*)::int as keys from journal_key where wrapped is not null group by left(wrapped, 12)`;
const remaining = sql`select count(*)::int as keys from journal_key where left(wrapped, 12) = $1`;

const BATCH = 1000;

interface Row {
  readonly subject_id: string;
  readonly wrapped: string;
}

/** Wraps every key that is not wrapped by the current master and suite. As owner; answers how many. */
export async function rewrapAll(
  owner: pg.Pool,
  masters: MasterKeys,
  onProgress: (keys: number) => void = () => undefined,
): Promise<number> {
  let [after, done] = ["00000000-0000-0000-0000-000000000000", 0];
  for (;;) {
    const { rows } = await owner.query<Row>(page, [after, BATCH]);
    const changed = rows.flatMap(({ subject_id: id, wrapped }) => {
      const fresh = masters.rewrap(wrapped, id);
      return fresh === undefined ? [] : [{ id, wrapped, fresh }];
    });
    if (changed.length > 0) {
      const values = [changed.map((one) => one.id), changed.map((one) => one.wrapped), changed.map((one) => one.fresh)];
      done += (await owner.query(put, values.map(column))).rowCount ?? 0;
      onProgress(done);
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return done;
    after = last.subject_id;
  }
}

/** How many keys each master key wraps, by its id. As owner. */
export async function keysByMaster(owner: pg.Pool): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ one: string; keys: number }>(counts);
  return new Map(rows.map(({ one, keys }) => [masterOf(one), keys]));
}

/** How many keys a master key still wraps: it may be dropped at none, counted after the last writer that used it. As owner. */
export async function keysUnder(owner: pg.Pool, id: string): Promise<number> {
  const { rows } = await owner.query<{ keys: number }>(remaining, [prefixOfMaster(id)]);
  return rows[0]?.keys ?? 0;
}

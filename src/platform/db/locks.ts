import { sql } from "./sql.ts";

/** Locks of a transaction on keys that are no rows. */
const lockKeys = sql`select pg_advisory_xact_lock(lock) from unnest($1::bigint[]) as lock`;

/**
 * Holds 64-bit keys until the transaction ends, whoever else wants one waits; in sorted order, so that two never wait for
 * each other. On a sharded server the coordinator alone knows these locks (databases.md, rule 11), so no table is named.
 */
export async function holdKeys(
  db: { query(config: { name: string; text: string; values: unknown[] }): Promise<unknown> },
  keys: readonly bigint[],
): Promise<void> {
  const sorted = [...new Set(keys)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await db.query({ name: "lock.keys", text: lockKeys, values: [sorted.map(String)] });
}

const tryLock = sql`select pg_try_advisory_xact_lock($1::bigint) as held`;

/** Holds a 64-bit key until the transaction ends, or says at once that somebody else does: nobody waits, and no connection with it. */
export async function tryKey(
  db: {
    query(config: { name: string; text: string; values: unknown[] }): Promise<{ readonly rows: readonly unknown[] }>;
  },
  key: bigint,
): Promise<boolean> {
  const { rows } = await db.query({ name: "lock.try_key", text: tryLock, values: [String(key)] });
  return (rows[0] as { held: boolean } | undefined)?.held ?? false;
}

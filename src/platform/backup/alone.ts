import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { problemOf } from "#platform/db/problems.ts";
import { sql } from "#platform/db/sql.ts";

const unlock = sql`select pg_advisory_unlock(7046031)`;
const tryLock = sql`select pg_try_advisory_lock(7046031) as held`;

/**
 * Does `work` while no other backup or restore of this database runs. The lock is the connection's: it ends with it,
 * however it ends. Errors: backup.running (409).
 */
export async function alone<T>(owner: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await owner.connect().catch((thrown: unknown) => {
    throw problemOf(thrown) ?? thrown;
  });
  let clean = false;
  try {
    const { rows } = await client.query<{ held: boolean }>(tryLock);
    if (!rows[0]?.held) throw new Problem("backup.running", {}, 409);
    try {
      return await work();
    } finally {
      // by its name: a connection that is closed holds it until the server has noticed
      clean = await client.query(unlock).then(() => true, () => false); // prettier-ignore
    }
  } finally {
    client.release(!clean);
  }
}

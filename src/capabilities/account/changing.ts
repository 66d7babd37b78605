import type pg from "pg";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";

/** Nobody sees anything of children in these transactions. */
const nowhere = { lo: ":", hi: ":" } as const;

/** Refused outside a transaction: BEGIN travels ahead unheard, and no row security stops a write to accounts that stands alone. */
const inside = sql`savepoint account_change`;

/** Several statements on accounts, all of them or none. Errors: as inScope. */
export const changing = <T>(pool: pg.Pool, work: (db: pg.PoolClient) => Promise<T>): Promise<T> =>
  inScope(pool, nowhere, async (db) => {
    await db.query(inside);
    return work(db);
  });

import type pg from "pg";
import type { Queryable } from "#platform/journal/queryable.ts";

/** Runs `work` in one transaction as the owner of the tables, past row security; on any throw nothing is stored. */
export async function asOwner<T>(
  owner: pg.Pool,
  work: (client: Queryable) => Promise<T>,
  begin: "begin" | "begin isolation level repeatable read read only" = "begin",
): Promise<T> {
  const client = await owner.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (thrown) {
    client.release(true);
    throw thrown;
  }
}

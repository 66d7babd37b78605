import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { changing } from "./changing.ts";
import { type Failures, secondsToWait, withOneMore } from "./delay.ts";
import type { Delay } from "./settings.ts";

/*
 * Failed attempts are counted before the password is looked at: thirty at the same moment are thirty, not one. An
 * attempt that was right is taken back.
 */

const ensure = sql`
  insert into account_counter (key, failures, last_at) select unnest($1::text[]), 0, $2 on conflict (key) do nothing`;
const hold = sql`select key, failures, last_at as "lastAt" from account_counter where key = any($1::text[]) order by key for update`;
const write = sql`update account_counter set failures = $2, last_at = $3 where key = $1`;
const forgive = sql`update account_counter set failures = failures - 1 where key = any($1::text[]) and failures > 0`;
const clear = sql`delete from account_counter where key = any($1::text[])`;
const sweep = sql`delete from account_counter where last_at < $1`;

export interface Gate {
  readonly key: string;
  readonly delay: Delay;
  /** False: counted, but not held against this attempt. */
  readonly binds: boolean;
}

/** The key of a counter: a keyed digest of what it counts, so that nothing typed is kept. */
export const counterKey = (secret: Buffer, ...parts: readonly string[]): string =>
  `${parts[0]}:${createHmac("sha256", secret).update(parts.join("\n")).digest("base64url")}`;

/** What counts as one network: an IPv4 address, the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = address.startsWith("::ffff:") ? address.slice(7) : address;
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].slice(0, 4).map((part) => part.toLowerCase().replace(/^0+(?=.)/, "")).join(":"); // prettier-ignore
}

type Row = { readonly key: string; readonly failures: number; readonly lastAt: string };

/**
 * Counts one attempt at all gates, or refuses it.
 * Errors: account.too_many_attempts (429, retryAfter in seconds) where one that binds is still closed; the refused
 * attempt is not counted.
 */
export const passGates = (pool: pg.Pool, gates: readonly Gate[], now: Date, forgetHours: number): Promise<void> =>
  changing(pool, async (db) => {
    const keys = gates.map((gate) => gate.key).toSorted();
    await db.query(ensure, [keys, now.toISOString()]);
    const { rows } = await db.query<Row>(hold, [keys]);
    const met = new Map(rows.map((row): [string, Failures] => [row.key, { failures: row.failures, lastAt: new Date(row.lastAt) }])); // prettier-ignore
    const after = new Map(keys.map((key) => [key, withOneMore(met.get(key), now, forgetHours)]));
    const wait = Math.max(0, ...gates.filter((gate) => gate.binds && (after.get(gate.key)?.failures ?? 0) > 1).map((gate) => secondsToWait(met.get(gate.key), gate.delay, now))); // prettier-ignore
    if (wait > 0) throw new Problem("account.too_many_attempts", { retryAfter: wait, seconds: wait }, 429);
    for (const [key, { failures, lastAt }] of after) await db.query(write, [key, failures, lastAt.toISOString()]);
  });

/** The attempt was right: its own counters start anew, the shared ones forget this one only. */
export async function forgiveGates(db: Queryable, own: readonly string[], shared: readonly string[]): Promise<void> {
  if (own.length > 0) await db.query(clear, [own]);
  if (shared.length > 0) await db.query(forgive, [shared]);
}

export const clearGates = async (db: Queryable, keys: readonly string[]): Promise<void> => {
  await db.query(clear, [keys]);
};

export const sweepCounters = async (db: Queryable, before: Date): Promise<void> => {
  await db.query(sweep, [before.toISOString()]);
};

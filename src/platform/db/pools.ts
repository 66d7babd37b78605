import { Client, Pool, type PoolConfig } from "pg";
import { Problem } from "#kernel/problem.ts";
import { GuardedClient } from "./guarded.ts";
import type { Log } from "./log.ts";
import { gatheringSocket } from "./sending.ts";
import { types } from "./types.ts";

/** Text that DateStyle, time zone and floats take must not depend on the server's or the role's settings. */
const session = "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601";

const shared = (url: string): PoolConfig => ({
  connectionString: url,
  types,
  options: session,
  keepAlive: true,
  // What a transaction asks without waiting is sent at once, not one question per answer (platform/journal/together.ts).
  pipeline: true,
  stream: gatheringSocket,
  connectionTimeoutMillis: 5_000,
});

/**
 * A checked-out client that loses its connection emits "error" with nobody listening, which would end the process;
 * its next query fails anyway.
 */
function listening(pool: Pool, log: Log): Pool {
  const lost = (error: Error): void => {
    if (!pool.ending) log.warn({ reason: error.message }, "a database connection was lost");
  };
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  return pool;
}

const guarded = new WeakSet<Pool>();

/** Whether row security stands below every statement of a pool: outside a scope it sees no row and writes none. */
export const isGuarded = (pool: Pool): boolean => guarded.has(pool);

/**
 * Connections as the application role: short statements, short waits. A request never waits longer than this for the
 * database, and a forgotten transaction never blocks others for good.
 */
export function openAppPool(url: string, size: number, log: Log): Pool {
  const limits = { statement_timeout: 30_000, lock_timeout: 5_000, idle_in_transaction_session_timeout: 60_000 };
  const asked = { max: size, idleTimeoutMillis: 30_000, application_name: "tonghu" };
  const pool = listening(new Pool({ ...shared(url), ...limits, ...asked, Client: GuardedClient }), log);
  guarded.add(pool);
  return pool;
}

/** Connections as the owner, for migrations, verify, rebuild and load: no time limits, given up as soon as idle. */
export function openOwnerPool(url: string, log: Log): Pool {
  return listening(
    new Pool({ ...shared(url), max: 4, idleTimeoutMillis: 1_000, application_name: "tonghu-owner" }),
    log,
  );
}

/** Ends a pool, but does not wait for ever for a client that somebody never gave back. */
export async function endPool(pool: Pool): Promise<void> {
  if (pool.ended || pool.ending) return;
  const patience = new AbortController();
  const tooLong = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 5_000);
    patience.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  await Promise.race([pool.end(), tooLong]);
  patience.abort();
}

/** The same server and options with another database or another person; works for socket addresses too. */
export function urlWith(url: string, change: { database?: string; user?: string; password?: string }): string {
  const next = new URL(url);
  if (change.database !== undefined) next.pathname = `/${encodeURIComponent(change.database)}`;
  // As query parameters: a URL without a host (a socket) takes no user, and pg reads these first.
  if (change.user !== undefined) next.searchParams.set("user", change.user);
  if (change.password !== undefined) next.searchParams.set("password", change.password);
  return next.href;
}

/**
 * Where a URL points to, for messages: no user, no password.
 * Errors: Problem `db.address_malformed`, without the address: a password may stand in it.
 */
export function placeOf(url: string): { host: string; port: number; database: string } {
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url)) throw new Problem("db.address_malformed", {}, 500);
  try {
    const { host, port, database } = new Client({ connectionString: url });
    return { host, port, database: database ?? "" };
  } catch {
    throw new Problem("db.address_malformed", {}, 500);
  }
}

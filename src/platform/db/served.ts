import type { Pool } from "pg";
import { Problem } from "#kernel/problem.ts";
import { problemOf } from "./problems.ts";

const oldest = 15;

/** What the server behind DATABASE_URL says about itself. */
interface ServerFacts {
  readonly version: number;
  readonly shown: string;
  readonly encoding: string;
  readonly standby: boolean;
  readonly role: string;
  /** A table of somebody else's, where nothing of ours has ever been. */
  readonly foreign: string | null;
}

/**
 * Checks that the server can carry Tonghu, and says who its owner role is.
 * Errors: Problem `db.server_too_old` { found, needed }, `db.server_encoding` { found }, `db.server_read_only`,
 * `db.login_refused` { role }, `db.database_missing` { database }, `db.unreachable` { host, port, reason },
 * `db.unavailable`, `db.database_foreign` { database, table }: a slip in an address must not put our tables, and what we
 * revoke, into the database of another program.
 */
export async function checkServer(owner: Pool, url: Address, kind: "embedded" | "served"): Promise<string> {
  const facts = await askServer(owner, url);
  if (facts.version < oldest * 10_000)
    throw new Problem("db.server_too_old", { found: facts.shown, needed: oldest }, 500);
  if (facts.encoding !== "UTF8") throw new Problem("db.server_encoding", { found: facts.encoding }, 500);
  if (facts.standby) throw new Problem("db.server_read_only", { host: url.host }, 500);
  if (facts.foreign !== null && kind === "served")
    throw new Problem("db.database_foreign", { database: url.database, table: facts.foreign }, 500);
  return facts.role;
}

/** Tables of extensions are nobody's data. */
const foreignTable = `
  select min(n.nspname || '.' || c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%'
     and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
     and to_regnamespace('migrations') is null`;

async function askServer(owner: Pool, url: Address): Promise<ServerFacts> {
  try {
    const { rows } = await owner.query<ServerFacts>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
              current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby, current_user as role,
              (${foreignTable}) as foreign`,
    );
    if (!rows[0]) throw new Error("db: the server answered nothing");
    return rows[0];
  } catch (error) {
    throw connectProblem(error, url) ?? error;
  }
}

/** Nobody answers at the address: typed wrong, not started, or kept apart by the network. */
const unreachable = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);
const isUnreachable = (error: unknown, code: string): boolean =>
  unreachable.has(code) || (error as Error).message.startsWith("timeout exceeded when trying to connect");

interface Address {
  readonly host: string;
  /** Absent where it is not typed: the embedded server's. */
  readonly port?: number;
  readonly database: string;
}

/** What a wrong address, name or password means, for the person who typed it. */
export function connectProblem(error: unknown, { host, port, database }: Address): Problem | undefined {
  const code = (error as { code?: string }).code ?? "";
  if (code === "3D000") return new Problem("db.database_missing", { database }, 500);
  if (code.startsWith("28")) return new Problem("db.login_refused", { host, database }, 500);
  if (port !== undefined && isUnreachable(error, code))
    return new Problem("db.unreachable", { host, port, reason: code || "ETIMEDOUT" }, 503);
  const problem = problemOf(error);
  return problem && new Problem(problem.code, { ...problem.data, host }, problem.status);
}

import { createHmac, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import type { ClientBase, Pool } from "pg";
import { Problem } from "#kernel/problem.ts";
import type { Log } from "./log.ts";
import type { Login } from "./secrets.ts";
import { strengths } from "./zh.ts";

/**
 * The role that all grants and row security policies name. It cannot log in: each installation has a login of its own
 * that is a member, so that several databases, data folders and servers share a cluster and nobody ever has to change
 * a password under another one (docs/decisions/0002).
 */
export const appRole = "tonghu_app";

/** A name for this installation's login; random, because roles belong to the whole cluster. */
export const newLoginName = (): string => `tonghu_login_${randomBytes(5).toString("hex")}`;

/** What a database administrator runs where our role may not create roles; then DATABASE_APP_URL names the login. */
const statements = `CREATE ROLE ${appRole} NOLOGIN; CREATE ROLE tonghu_server LOGIN PASSWORD '…' IN ROLE ${appRole};`;

const raced = new Set(["42710", "23505"]); // another process created it at the same moment
const sqlState = (error: unknown): string => (error as { code?: string }).code ?? "";

async function createRole(owner: ClientBase, name: string, statement: string): Promise<void> {
  const { rowCount } = await owner.query("select 1 from pg_roles where rolname = $1", [name]);
  if (rowCount) return;
  try {
    await owner.query(statement);
  } catch (error) {
    if (!raced.has(sqlState(error))) throw error;
  }
}

/** RFC 5803, so that the password itself is in no statement, and in no server's log of statements. */
function verifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256");
  const hmac = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}

/**
 * Creates the application role and this installation's login where they are missing.
 * Errors: Problem `db.app_role_missing` { statements, variable } where the owner may not create roles.
 */
export async function ensureLogin(owner: Pool, login: Login): Promise<void> {
  const client = await owner.connect();
  try {
    await createRole(client, appRole, `create role ${appRole} nologin`);
    const secret = verifier(login.password);
    await createRole(client, login.role, `create role ${login.role} login password '${secret}' in role ${appRole}`);
    const { rows } = await client.query<{ database: string; may: boolean }>(
      `select quote_ident(current_database()) as database,
              has_database_privilege($1, current_database(), 'CONNECT') as may`,
      [login.role],
    );
    if (rows[0] && !rows[0].may) await client.query(`grant connect on database ${rows[0].database} to ${login.role}`);
  } catch (error) {
    if (sqlState(error) !== "42501") throw error;
    throw new Problem("db.app_role_missing", { statements, variable: "DATABASE_APP_URL" }, 500);
  } finally {
    client.release();
  }
}

/** The migrations grant to the application role, so it has to exist where DATABASE_APP_URL was given, too. */
export async function requireAppRole(owner: Pool): Promise<void> {
  const { rowCount } = await owner.query("select 1 from pg_roles where rolname = $1", [appRole]);
  if (!rowCount) throw new Problem("db.app_role_missing", { statements, variable: "DATABASE_APP_URL" }, 500);
}

/** Each line: what the application's login, or a role that it can become, must not be. */
const tooStrong = `
  select current_user as role,
         pg_has_role(current_user, $2, 'USAGE') as member,
         array_remove(array[
           case when bool_or(r.rolsuper) then 'superuser' end,
           case when bool_or(r.rolbypassrls) then 'bypassrls' end,
           case when bool_or(r.rolcreaterole) then 'createrole' end,
           case when bool_or(r.rolcreatedb) then 'createdb' end,
           case when bool_or(r.rolreplication) then 'replication' end,
           case when bool_or(r.rolname = $1) then 'owner' end,
           case when bool_or(exists (select 1 from pg_class c where c.relowner = r.oid)) then 'owner of tables' end,
           case when bool_or(exists (select 1 from pg_database d where d.datdba = r.oid)) then 'owner of a database' end,
           case when bool_or(r.rolname ~ '^pg_(read_all|write_all|read_server|write_server|execute_server|maintain)')
                then 'server privileges' end
         ], null) as because
    from pg_roles r
   where pg_has_role(current_user, r.oid, 'MEMBER')`;

/**
 * Refuses an application login that could pass row security by: superuser, BYPASSRLS, the owner of anything, or a
 * member of such a role. Checked at every start, since a DATABASE_APP_URL is typed by people.
 *
 * Errors: Problem `db.app_role_too_strong` { role, because }, `db.app_role_not_member` { role }.
 */
export async function checkAppLogin(pool: Pool, ownerRole: string): Promise<void> {
  const { rows } = await pool.query<{ role: string; member: boolean | null; because: string[] }>(tooStrong, [
    ownerRole,
    appRole,
  ]);
  const [found] = rows;
  if (!found) throw new Error("db: the application login sees no role");
  if (found.because.length > 0)
    throw new Problem(
      "db.app_role_too_strong",
      { role: found.role, because: found.because.map((one) => strengths[one] ?? one).join("、") },
      500,
    );
  if (!found.member) throw new Problem("db.app_role_not_member", { role: found.role, group: appRole }, 500);
}

const setConfig = "pg_catalog.set_config(text, text, boolean)";

/** Only a superuser may take set_config() from everybody (migrations/0000): say it where the owner is none. */
export async function warnOfSetConfig(owner: Pool, log: Log): Promise<void> {
  const { rows } = await owner.query<{ open: boolean }>(
    `select not r.rolsuper and has_function_privilege('${appRole}', '${setConfig}', 'EXECUTE') as open
       from pg_roles r where r.rolname = current_user`,
  );
  const statement = `REVOKE EXECUTE ON FUNCTION ${setConfig} FROM PUBLIC;`;
  if (rows[0]?.open) log.warn({ statement }, "a second guard is off: let an administrator run this in the database");
}

/**
 * A temporary table of the name of one of ours would be read before it, by whoever comes next on the connection; and
 * `select … into temp` makes one within a statement. Nothing of ours makes any.
 */
export async function forbidTemporaryTables(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ database: string; open: boolean }>(
    `select quote_ident(current_database()) as database,
            has_database_privilege('${appRole}', current_database(), 'TEMPORARY') as open`,
  );
  const [found] = rows;
  if (found?.open) await owner.query(`revoke temporary on database ${found.database} from public, ${appRole}`);
}

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "kysely";
import type { Migration, Migrator } from "kysely/migration";
import type { Pool, PoolClient } from "pg";
import { Problem } from "#kernel/problem.ts";
import type { Log } from "./log.ts";
import { problemOf } from "./problems.ts";

/** One file of migrations/: plain SQL, forward only, never edited once landed. */
interface MigrationFile {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

/** Kysely's two tables and our digests: apart from the application's tables, and not granted to its role. */
const schema = "migrations";
const lockKey = 7_046_029;
const nameShape = /^\d{4}_[a-z0-9_]+\.sql$/;

function readMigrations(folder: string): MigrationFile[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  const numbers = new Set<string>();
  return names.map((name) => {
    if (!nameShape.test(name)) throw new Error(`${name}: a migration is named NNNN_what_it_does.sql`);
    if (numbers.has(name.slice(0, 4))) throw new Error(`${name}: two migrations have this number`);
    numbers.add(name.slice(0, 4));
    // A checkout on Windows may end lines with CR LF: the same file.
    const text = readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
    return { name: name.slice(0, -4), text, digest: createHash("sha256").update(text).digest("hex") };
  });
}

/** Refuses where what has landed is not what the files say; answers whether a file has still to land. */
async function compareWithLanded(client: PoolClient, files: readonly MigrationFile[]): Promise<boolean> {
  const { rows } = await client.query<{ name: string; digest: string }>(
    `select name, digest from ${schema}.landed order by name`,
  );
  const byName = new Map(files.map((file) => [file.name, file]));
  const newest = files.at(-1)?.name ?? "";
  for (const { name, digest } of rows) {
    const file = byName.get(name);
    if (!file) throw new Problem(name > newest ? "db.schema_newer" : "db.migration_missing", { name }, 500);
    if (file.digest !== digest) throw new Problem("db.migration_edited", { name }, 500);
  }
  const landed = new Set(rows.map(({ name }) => name));
  const last = rows.at(-1)?.name ?? "";
  const late = files.find(({ name }) => name < last && !landed.has(name));
  if (late) throw new Problem("db.migration_out_of_order", { name: late.name, after: last }, 500);
  return files.length > landed.size;
}

const migration = ({ name, text, digest }: MigrationFile, sql: Sql): Migration => ({
  up: async (db) => {
    await sql.raw(text).execute(db);
    // A COMMIT inside the file would have split it: this savepoint then fails, outside any transaction.
    await sql`savepoint whole`.execute(db);
    await sql`insert into ${sql.table(`${schema}.landed`)} (name, digest) values (${name}, ${digest})`.execute(db);
  },
});

/** Kysely has hundreds of modules: they are read where something has to land, not at every start and every command. */
async function migratorOver(client: PoolClient, files: readonly MigrationFile[]): Promise<Migrator> {
  const { Kysely, PostgresDialect, sql } = await import("kysely");
  const { Migrator } = await import("kysely/migration");
  // The connection that holds the lock also migrates; Kysely gives back what it borrowed, we release it at the end.
  const borrowed = {
    connect: async () => ({ query: client.query.bind(client), release: () => undefined }),
    end: async () => undefined,
  };
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: borrowed as unknown as Pool }) });
  const provider = {
    getMigrations: async () => Object.fromEntries(files.map((file) => [file.name, migration(file, sql)])),
  };
  return new Migrator({ db, provider, migrationTableSchema: schema });
}

async function runOneByOne(migrator: Migrator, log: Log): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp();
    const failed = results.find(({ status }) => status !== "Success");
    if (error !== undefined)
      throw problemOf(error) ?? new Error(`migration ${failed?.migrationName ?? ""} failed`, { cause: error });
    if (results.length === 0) return done;
    for (const { migrationName } of results) {
      log.info({ migration: migrationName }, "migrated");
      done.push(migrationName);
    }
  }
}

/**
 * Tells whether the schema has gone on since this was called: another program has brought it up to date, and this one
 * speaks with tables that it does not know. Not known is not gone on.
 */
export function schemaWatch(owner: Pool | undefined): () => Promise<boolean> {
  const newest = async (): Promise<string | undefined> =>
    (await owner?.query<{ name: string }>(`select max(name) as name from ${schema}.landed`))?.rows[0]?.name;
  const begun = newest().catch(() => undefined);
  return async () => {
    const [before, now] = await Promise.all([begun, newest().catch(() => undefined)]);
    return before !== undefined && now !== undefined && before !== now;
  };
}

/** Whether views are still to be written anew after migrations: also where the program was killed before it came to that. */
export const owesViews = async (owner: Pool): Promise<boolean> =>
  (await owner.query(`select from ${schema}.owed where what = 'views'`)).rowCount === 1;

/** They have been. */
export const viewsRenewed = async (owner: Pool): Promise<void> => {
  await owner.query(`delete from ${schema}.owed where what = 'views'`);
};

/**
 * Brings the schema up to date: every file of the folder that has not landed, in order, each in a transaction of its
 * own together with its digest; one server at a time, the others wait. Returns the names of those that ran.
 *
 * Errors: Problem `db.migration_edited` { name }, `db.migration_missing`, `db.migration_out_of_order`,
 * `db.schema_newer` (this program is older than its database); a plain Error naming the file that failed.
 */
export async function migrate(
  database: { readonly owner: Pool },
  folder: string,
  log: Log,
): Promise<readonly string[]> {
  const files = readMigrations(folder);
  const client = await database.owner.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(`create schema if not exists ${schema};
      create table if not exists ${schema}.landed (name text primary key, digest text not null);
      create table if not exists ${schema}.owed (what text primary key)`);
    const pending = await compareWithLanded(client, files);
    // a database that begins has no views of an older program
    if (pending)
      await client.query(
        `insert into ${schema}.owed select 'views' where exists (select from ${schema}.landed) on conflict do nothing`,
      );
    return pending ? await runOneByOne(await migratorOver(client, files), log) : [];
  } catch (error) {
    throw problemOf(error) ?? error;
  } finally {
    // Ends the session, and with it the lock, whatever state a failed file left it in.
    client.release(true);
  }
}

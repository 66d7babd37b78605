import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import { quoted } from "./picture.ts";

/*
 * While a restore runs, and after one that broke off, `migrations.restoring` stands in the database, and no other
 * command opens it. It goes with the last step, when everything has been counted and verified.
 */

type Db = Pick<pg.ClientBase, "query">;

const isMarked = sql`select to_regclass('migrations.restoring') is not null as marked`;
const whatItSays = sql`select archive, begun_at as "begunAt" from migrations.restoring`;

async function markOf(db: Db): Promise<{ archive: string; begunAt: string } | undefined> {
  const { rows } = await db.query<{ marked: boolean }>(isMarked);
  if (!rows[0]?.marked) return undefined;
  return (await db.query<{ archive: string; begunAt: string }>(whatItSays)).rows[0];
}

/** Refuses a database that a restore has begun and not ended. Errors: backup.half_restored { archive, begunAt } (503). */
export async function requireWhole(db: Db): Promise<void> {
  const mark = await markOf(db);
  if (mark) throw new Problem("backup.half_restored", { ...mark }, 503);
}

const userTables = sql`
  select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%'
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by 1, 2`;

const mark = sql`
  create schema migrations;
  create table migrations.restoring (archive text not null, begun_at timestamptz not null)`;
const keepMark = sql`insert into migrations.restoring (archive, begun_at) values ($1, $2)`;

/**
 * Marks an empty database as one that is being restored. One that an earlier restore left half done is emptied first:
 * nothing but that restore has written into it. In one transaction: a stop leaves the database as it was.
 * Errors: backup.not_empty { table } where there is any table.
 */
export async function beginRestore(db: Db, archive: string, at: string): Promise<void> {
  await db.query("begin");
  const again = (await markOf(db)) !== undefined;
  const { rows } = await db.query<{ schema: string; name: string }>(userTables);
  const [found] = rows;
  if (found && !again) throw new Problem("backup.not_empty", { table: `${found.schema}.${found.name}` }, 409);
  const own = rows.filter(({ schema }) => schema === "public").map(({ name }) => `public.${quoted(name)}`);
  if (own.length > 0) await db.query(`drop table ${own.join(", ")}`);
  await db.query("drop schema if exists migrations cascade");
  await db.query(mark);
  await db.query(keepMark, [archive, at]);
  await db.query("commit");
}

/** From here on the database is whole. */
export const endRestore = async (db: Db): Promise<void> => {
  await db.query("drop table migrations.restoring");
};

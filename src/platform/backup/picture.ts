import { createHash } from "node:crypto";
import pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { problemOf, withoutValues } from "#platform/db/problems.ts";
import { sql } from "#platform/db/sql.ts";
import { copyTo } from "./copying.ts";
import type { Content } from "./frames.ts";
import type { Tables } from "./tables.ts";
import type { Heads, PartHead } from "./words.ts";

/*
 * A connection of its own for COPY, because the product's pools send statements without waiting for answers, and COPY
 * takes the whole connection. Texts of values must not depend on the server's settings, and row_security = off makes
 * PostgreSQL refuse where it would otherwise leave out rows without a word.
 */
const settings = [
  "TimeZone=UTC", "DateStyle=ISO", "IntervalStyle=iso_8601", "extra_float_digits=1", "bytea_output=hex", "client_encoding=UTF8",
  "row_security=off", "statement_timeout=0", "idle_in_transaction_session_timeout=0", "lock_timeout=60000",
]; // prettier-ignore

/** A connection to the database of a pool, for COPY; whoever takes it ends it. Errors: db.unavailable and the like. */
export async function copyingClient(owner: pg.Pool): Promise<pg.Client> {
  const { connectionString } = owner.options;
  const client = new pg.Client({
    ...(connectionString !== undefined && { connectionString }),
    options: settings.map((one) => `-c ${one}`).join(" "),
    application_name: "tonghu-backup",
  });
  // a connection that breaks while nobody asks would end the process; the next question fails anyway
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (thrown) {
    throw problemOf(thrown) ?? thrown;
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// Tables of extensions are the server's own, and a partition's rows are its table's.
const tableNames = sql`
  select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by c.relname`;

const shapes = sql`
  select c.relname as name,
    (select coalesce(json_agg(a.attname order by a.attnum), '[]') from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select coalesce(json_agg(p.relname order by p.relname), '[]') from pg_inherits i
      join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid) as partitions,
    (select coalesce(json_agg(distinct r.relname), '[]') from pg_constraint f join pg_class r on r.oid = f.confrelid
      where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as needs
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1)
  order by c.relname`;

interface Shape extends Pick<PartHead, "name" | "columns" | "partitions"> {
  /** Tables that its foreign keys point to. */
  readonly needs: readonly string[];
}

/** Each table after those that its rows point to: whoever copies them in is held to the foreign keys at once. */
function inOrder(found: readonly Shape[]): Shape[] {
  const names = new Set(found.map(({ name }) => name));
  const done: Shape[] = [];
  const placed = new Set<string>();
  const isReady = ({ needs }: Shape): boolean => needs.every((name) => placed.has(name) || !names.has(name));
  for (let waiting = [...found]; waiting.length > 0;) {
    const ready = waiting.filter(isReady);
    if (ready.length === 0) throw new Error("tables point to each other in a circle");
    for (const shape of ready) placed.add(shape.name);
    done.push(...ready);
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return done;
}

export const tablesOf = async (db: Pick<pg.ClientBase, "query">): Promise<string[]> =>
  (await db.query<{ name: string }>(tableNames)).rows.map(({ name }) => name);

/** One unchanging picture of the database: every read in it sees the same moment, whatever others write meanwhile. */
export interface Picture {
  readonly tables: readonly PartHead[];
  readonly query: pg.Client["query"];
  readonly rowsOf: (table: PartHead) => Content;
}

type CopyClient = Pick<pg.Client, "query">;

/** What COPY writes, streamed: memory stays flat. */
function copyOut(client: CopyClient, text: string): Content {
  const rows = client.query(copyTo(text));
  // who stops reading half way hears nothing more, and the connection still reports its end to the stream
  rows.on("error", () => undefined);
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of rows) yield chunk as Buffer;
    // the count comes after the last byte, and is there once the connection answers again
    await client.query("select 1");
  };
  return { bytes: bytes(), rows: () => rows.rowCount };
}

// A partitioned table answers COPY only through a query.
const sqlOfRows = (name: string, columns: readonly string[]): string =>
  `copy (select ${columns.map(quoted).join(", ")} from public.${quoted(name)}) to stdout`;

/** Held against being dropped or changed before they are read; nobody who reads or writes rows waits for it. */
const lockAll = (names: readonly string[]): string =>
  `lock table ${names.map((name) => `public.${quoted(name)}`).join(", ")} in access share mode`;

/** Errors: backup.table_unknown { table } where a table of the schema is in no list. */
function requireKnown(names: readonly string[], tables: Tables): void {
  const stranger = names.find((name) => tables[name] === undefined);
  if (stranger !== undefined) throw new Problem("backup.table_unknown", { table: stranger }, 500);
}

/**
 * Does `work` in one repeatable-read, read-only transaction over the tables of which `wanted` says yes. As owner.
 * Errors: backup.table_unknown; db.* where the database cannot answer; whatever `work` throws.
 */
export async function inPicture<T>(
  owner: pg.Pool,
  tables: Tables,
  wanted: (name: string) => boolean,
  work: (picture: Picture) => Promise<T>,
): Promise<T> {
  const client = await copyingClient(owner);
  try {
    const names = await tablesOf(client);
    requireKnown(names, tables);
    const taken = names.filter(wanted);
    await client.query("begin isolation level repeatable read, read only");
    if (taken.length > 0) await client.query(lockAll(taken));
    const { rows } = await client.query<Shape & pg.QueryResultRow>(shapes, [taken]);
    const heads = inOrder(rows).map(({ name, columns, partitions }): PartHead => ({ kind: "table", name, columns, partitions })); // prettier-ignore
    const result = await work({ tables: heads, query: client.query.bind(client), rowsOf: ({ name, columns }) => copyOut(client, sqlOfRows(name, columns)) }); // prettier-ignore
    await client.query("commit");
    return result;
  } catch (thrown) {
    throw problemOf(thrown) ?? withoutValues(thrown);
  } finally {
    await client.end();
  }
}

// Line by line what a seal is taken over (platform/journal/seal.ts), so that the two can be held against each other.
const headLines = sql`
  copy (select subject_id || ' ' || seq || ' ' || hash from (
    select distinct on (subject_id) subject_id, seq, hash from public.entry order by subject_id, seq desc) heads) to stdout`;

/** The heads of all chains: how many, and one digest over them. */
export async function headsOf(client: CopyClient): Promise<Heads> {
  const lines = copyOut(client, headLines);
  const digest = createHash("sha256");
  for await (const bytes of lines.bytes) digest.update(bytes);
  return { subjects: lines.rows(), digest: digest.digest("hex") };
}

import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Header } from "./words.ts";

type Schema = Header["schema"];

const landedNames = sql`select name, digest from migrations.landed order by name`;
const isThere = sql`select to_regclass('migrations.landed') is not null as there`;

/** The migrations that have landed in a database; none in one that was never migrated. */
export async function landedSchema(db: Pick<pg.ClientBase, "query">): Promise<Schema> {
  const { rows } = await db.query<{ there: boolean }>(isThere);
  return rows[0]?.there ? (await db.query<Schema[number]>(landedNames)).rows : [];
}

/** The migrations of this program, in their order, with the digests that platform/db/migrate.ts keeps. */
export function knownSchema(folder: string): Schema {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  return files.map((file) => {
    const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
    return { name: file.slice(0, -".sql".length), digest: createHash("sha256").update(text).digest("hex") };
  });
}

/**
 * Refuses a schema that this program cannot bring up to date.
 * Errors: backup.schema_newer { name } where it has a migration that is not ours, backup.schema_other { name } where
 * one of its migrations was another text, or one of ours before its last is missing.
 */
export function requireOlder(schema: Schema, known: Schema): void {
  const ours = new Map(known.map(({ name, digest }) => [name, digest]));
  const newest = known.at(-1)?.name ?? "";
  for (const { name, digest } of schema) {
    const digestHere = ours.get(name);
    if (digestHere === undefined && name > newest) throw new Problem("backup.schema_newer", { name });
    if (digestHere !== digest) throw new Problem("backup.schema_other", { name });
  }
  const last = schema.at(-1)?.name ?? "";
  const held = new Set(schema.map(({ name }) => name));
  const missing = known.find(({ name }) => name < last && !held.has(name));
  if (missing) throw new Problem("backup.schema_other", { name: missing.name });
}

/** Lends `work` a folder with the migrations as they were when the archive was made, to stop at. */
export async function withMigrationsOf<T>(
  schema: Schema,
  folder: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const made = mkdtempSync(join(tmpdir(), "tonghu-migrations-"));
  try {
    for (const { name } of schema) copyFileSync(join(folder, `${name}.sql`), join(made, `${name}.sql`));
    return await work(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

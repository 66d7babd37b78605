import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import { problemOf, withoutValues } from "#platform/db/problems.ts";
import type { Archive } from "./archive.ts";
import { copyFrom } from "./copying.ts";
import { restoreFile } from "./folders.ts";
import type { Contents, TakePart } from "./frames.ts";
import { copyingClient, headsOf, quoted, tablesOf } from "./picture.ts";
import type { Heads, Manifest, PartHead } from "./words.ts";

/** Makes partitions where their table has none yet; asked with the names that they had. */
export type MakePartitions = (db: Pick<pg.ClientBase, "query">, partitions: readonly string[]) => Promise<void>;

export interface Loading {
  readonly owner: pg.Pool;
  readonly dataDir: string;
  /** By table: whoever owns a partitioned table knows how its partitions are made. */
  readonly partitions: Readonly<Record<string, MakePartitions>>;
}

async function makePartitions(client: pg.Client, head: PartHead, { partitions }: Loading): Promise<void> {
  if (head.partitions.length === 0) return;
  const make = partitions[head.name];
  if (!make) throw new Error(`nobody makes the partitions of ${head.name}`);
  await make(client, head.partitions);
}

async function copyIn(client: pg.Client, { name, columns }: PartHead, content: AsyncIterable<Buffer>): Promise<number> {
  const text = `copy public.${quoted(name)} (${columns.map(quoted).join(", ")}) from stdin`;
  const rows = client.query(copyFrom(text));
  await pipeline(Readable.from(content, { objectMode: false }), rows);
  return rows.rowCount;
}

/**
 * Rows that a migration itself has written come back with the archive. Last table first, for the foreign keys; never
 * by TRUNCATE … CASCADE, which would empty tables that were not asked for.
 * Errors: backup.damaged for a table that this schema does not have.
 */
async function emptyTables(client: pg.Client, names: readonly string[]): Promise<void> {
  const there = new Set(await tablesOf(client));
  if (names.some((name) => !there.has(name))) throw new Problem("backup.damaged", { chunk: null });
  for (const name of names.toReversed()) await client.query(`delete from public.${quoted(name)}`);
}

/** One transaction: what an archive holds is in the database whole, or not at all. */
async function inOne<T>(owner: pg.Pool, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await copyingClient(owner);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (thrown) {
    throw problemOf(thrown) ?? withoutValues(thrown);
  } finally {
    await client.end();
  }
}

const taking = (client: pg.Client, loading: Loading): TakePart => {
  return async (head, content) => {
    if (head.kind === "file") {
      await restoreFile(loading.dataDir, head.name, content);
      return undefined;
    }
    await makePartitions(client, head, loading);
    return copyIn(client, head, content);
  };
};

/** Errors: backup.heads_differ where the chains in the database are not those of the archive. */
function requireHeads(found: Heads, wanted: Manifest["heads"]): void {
  if (wanted && (found.subjects !== wanted.subjects || found.digest !== wanted.digest))
    throw new Problem("backup.heads_differ", { had: wanted.subjects, has: found.subjects }, 500);
}

/**
 * Copies an archive into a database of its own schema version, and its files beside their folders. `names`: its tables,
 * from an earlier reading. Each table's rows are counted, the heads of the chains are compared with the manifest.
 * Errors: backup.damaged, backup.cut, backup.heads_differ; db.*.
 */
export const load = (loading: Loading, archive: Archive, names: readonly string[]): Promise<Contents> =>
  inOne(loading.owner, async (client) => {
    await emptyTables(client, names);
    const contents = await archive.read(taking(client, loading));
    if (contents.manifest.heads) requireHeads(await headsOf(client), contents.manifest.heads);
    return contents;
  });

import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type pg from "pg";
import { Problem } from "#kernel/problem.ts";
import type { Key } from "#platform/crypto/key.ts";
import { masterOf } from "#platform/crypto/masterKeys.ts";
import { type Draft, openArchive, peekHeader, writeArchive } from "./archive.ts";
import { alone } from "./alone.ts";
import { backupKeyId } from "./backupKey.ts";
import { fileContent, keptFiles } from "./folders.ts";
import { manifestFrame, partFrames } from "./frames.ts";
import { requireWhole } from "./halfRestored.ts";
import { headsOf, inPicture, type Picture, quoted, tablesOf } from "./picture.ts";
import { knownSchema, landedSchema, requireOlder } from "./schemaVersion.ts";
import type { Tables } from "./tables.ts";
import { FORMAT, type Header, type Manifest } from "./words.ts";

/** Beside every archive, written over by each backup: why, stands in docs/decisions/0019. */
export const keysFile = (archive: string): string => join(dirname(archive), "keys.tonghu");

export interface Source {
  readonly owner: pg.Pool;
  readonly dataDir: string;
  readonly tables: Tables;
  /** Folder of the program's own migrations. */
  readonly migrations: string;
  readonly now: () => Date;
}

export interface Wanted {
  readonly file: string;
  readonly key: Key;
  /** Lets the file of children's keys become much shorter than the one that is there. */
  readonly fewerKeys: boolean;
  /** Breaks off, and leaves nothing. */
  readonly signal: AbortSignal;
}

export interface Written {
  readonly bytes: number;
  readonly sha256: string;
  readonly header: Header;
  readonly manifest: Manifest;
}

export interface BackedUp {
  readonly content: Written;
  /** Undefined as long as the schema has no table of children's keys. */
  readonly keys: Written | undefined;
}

type Making = Written & { readonly draft: Draft };

const installationOf = async ({ query }: Picture): Promise<string | null> => {
  const { rows } = await query<{ value: string }>("select value from account_installation where key = 'identity'");
  return rows[0]?.value ?? null;
};

const isKey = (custody: string | undefined): boolean => custody?.startsWith("key:") ?? false;

async function headerOf(picture: Picture, source: Source, key: Key, kind: Header["kind"]): Promise<Header> {
  const schema = await landedSchema({ query: picture.query });
  requireOlder(schema, knownSchema(source.migrations));
  const hasInstallation = schema.length > 0 && source.tables["account_installation"] !== undefined;
  return {
    format: FORMAT,
    kind,
    at: source.now().toISOString(),
    installation: hasInstallation ? await installationOf(picture) : null,
    key: backupKeyId(key),
    salt: randomBytes(32).toString("hex"),
    schema,
  };
}

type Counting = { -readonly [K in keyof Manifest]: Manifest[K] };

const nothing = (): Counting => ({ tables: {}, files: { count: 0, bytes: 0 }, heads: null, masters: [], keysBeside: false }); // prettier-ignore

async function* tableFrames(picture: Picture, manifest: Counting): AsyncGenerator<Buffer> {
  for (const head of picture.tables) {
    manifest.tables[head.name] = yield* partFrames(head, picture.rowsOf(head));
  }
}

async function* fileFrames(dataDir: string, manifest: Counting): AsyncGenerator<Buffer> {
  for (const name of await keptFiles(dataDir)) {
    const content = await fileContent(dataDir, name);
    if (!content) continue;
    const { bytes } = yield* partFrames({ kind: "file", name, columns: [], partitions: [] }, content);
    manifest.files = { count: manifest.files.count + 1, bytes: manifest.files.bytes + bytes };
  }
}

async function* contentFrames(picture: Picture, source: Source, manifest: Counting): AsyncGenerator<Buffer> {
  yield* tableFrames(picture, manifest);
  yield* fileFrames(source.dataDir, manifest);
  if (source.tables["entry"] !== undefined) manifest.heads = await headsOf(picture);
  yield* manifestFrame(manifest);
}

/** Which master keys have wrapped what stands in a table of keys, each read off one of its texts. */
async function mastersOf({ query }: Picture, table: string, column: string): Promise<string[]> {
  const wrapped = quoted(column);
  const { rows } = await query<{ one: string }>(
    `select min(${wrapped}) as one from public.${quoted(table)} where ${wrapped} is not null group by left(${wrapped}, 12)`,
  );
  return rows.map(({ one }) => masterOf(one));
}

async function* keyFrames(picture: Picture, { tables }: Source, manifest: Counting): AsyncGenerator<Buffer> {
  yield* tableFrames(picture, manifest);
  const columns = picture.tables.map(({ name }) => [name, tables[name]?.slice("key:".length) ?? ""] as const);
  const masters = new Set<string>();
  for (const [table, column] of columns) for (const id of await mastersOf(picture, table, column)) masters.add(id);
  manifest.masters = [...masters].toSorted();
  yield* manifestFrame(manifest);
}

async function writeContent(source: Source, { file, key, signal }: Wanted): Promise<Making> {
  return inPicture(source.owner, source.tables, (name) => source.tables[name] === "kept", async (picture) => {
    const header = await headerOf(picture, source, key, "content");
    const keysBeside = (await tablesOf(picture)).some((name) => isKey(source.tables[name]));
    const manifest = { ...nothing(), keysBeside };
    const draft = await writeArchive(file, { key, header, signal, bytes: contentFrames(picture, source, manifest) });
    return { draft, bytes: draft.bytes, sha256: draft.sha256, header, manifest };
  }); // prettier-ignore
}

/** `since`: a clock that was set back meanwhile must not make them look older than the content. */
async function writeKeys(source: Source, { file, key, signal }: Wanted, since: string): Promise<Making> {
  return inPicture(source.owner, source.tables, (name) => isKey(source.tables[name]), async (picture) => {
    const told = await headerOf(picture, source, key, "keys");
    const header = { ...told, at: told.at < since ? since : told.at };
    const manifest = nothing();
    const draft = await writeArchive(keysFile(file), { key, header, signal, bytes: keyFrames(picture, source, manifest) });
    return { draft, bytes: draft.bytes, sha256: draft.sha256, header, manifest };
  }); // prettier-ignore
}

const rowsIn = ({ tables }: Manifest): number => Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);

async function keysIn(file: string, key: Key): Promise<number> {
  const archive = await openArchive(file, "keys", key);
  try {
    return rowsIn((await archive.read(async () => undefined)).manifest);
  } finally {
    await archive.close();
  }
}

/**
 * The keys of all older archives are about to be written over: those of another installation, or of a database that
 * has lost most of its own, must not take their place.
 * Errors: backup.keys_of_another { file }, backup.keys_fewer { file, had, has }; those of openArchive and reading.
 */
async function requireSuccessor(made: Making, { file, key, fewerKeys }: Wanted): Promise<void> {
  const place = keysFile(file);
  const there = await peekHeader(place).catch((thrown: unknown) => {
    if ((thrown as { data?: { reason?: string } }).data?.reason === "ENOENT") return undefined;
    throw thrown;
  });
  if (!there) return;
  if (there.installation !== made.header.installation) throw new Problem("backup.keys_of_another", { file: place });
  const [had, has] = [await keysIn(place, key), rowsIn(made.manifest)];
  if (has < had / 2 && !fewerKeys) throw new Problem("backup.keys_fewer", { file: place, had, has });
}

const written = ({ bytes, sha256, header, manifest }: Making): Written => ({ bytes, sha256, header, manifest });

/**
 * Writes an archive of everything that cannot be made anew, while the product runs, and beside it the file of
 * children's keys. The keys are read after the content, so that no archive lacks the key of a child that it holds, and
 * take their place first. Nothing of either is left after an error.
 * Errors: backup.* (zh.ts), db.* where the database cannot answer.
 */
export const backup = (source: Source, wanted: Wanted): Promise<BackedUp> =>
  // of two at once the one with the older keys could come to write over the newer ones
  alone(source.owner, () => writeBoth(source, wanted));

async function writeBoth(source: Source, wanted: Wanted): Promise<BackedUp> {
  await requireWhole(source.owner);
  const content = await writeContent(source, wanted);
  let keys: Making | undefined;
  try {
    if (content.manifest.keysBeside) {
      keys = await writeKeys(source, wanted, content.header.at);
      await requireSuccessor(keys, wanted);
      await keys.draft.place();
    }
    await content.draft.place();
  } finally {
    await keys?.draft.discard();
    await content.draft.discard();
  }
  return { content: written(content), keys: keys && written(keys) };
}

import { basename } from "node:path";
import { folderProblem } from "#platform/db/folder.ts";
import type { Log } from "#platform/db/log.ts";
import { migrate } from "#platform/db/migrate.ts";
import { problemOf } from "#platform/db/problems.ts";
import { alone } from "./alone.ts";
import type { Archive } from "./archive.ts";
import type { Checked } from "./check.ts";
import { clearRestored, placeRestored, requireEmptyFolders } from "./folders.ts";
import { beginRestore, endRestore } from "./halfRestored.ts";
import { type Loading, load } from "./load.ts";
import { knownSchema, requireOlder, withMigrationsOf } from "./schemaVersion.ts";
import type { Manifest } from "./words.ts";

export interface Target extends Loading {
  /** Folder of the program's own migrations. */
  readonly migrations: string;
  readonly log: Log;
  readonly now: () => Date;
}

/** An archive goes into the tables as they were when it was made; what came later is done to its rows, too. */
async function loadAsOf(target: Target, archive: Archive, manifest: Manifest): Promise<void> {
  await withMigrationsOf(archive.header.schema, target.migrations, (folder) => migrate(target, folder, target.log));
  await load(target, archive, Object.keys(manifest.tables));
}

/**
 * Restores a checked archive into an empty database, which is marked as half restored until `finish` (views, chains)
 * and the last step are done. Children's keys come second: their file is the younger one.
 * Errors, before anything is touched: backup.schema_newer, backup.schema_other, backup.folder_not_empty,
 * backup.not_empty, backup.running; later: backup.damaged, backup.heads_differ, db.*, whatever `finish` throws.
 */
export async function restore<T>(target: Target, checked: Checked, finish: () => Promise<T>): Promise<T> {
  const { content, manifest, keys } = checked;
  const known = knownSchema(target.migrations);
  for (const { header } of [content, ...(keys ? [keys.archive] : [])]) requireOlder(header.schema, known);
  await requireEmptyFolders(target.dataDir);
  try {
    return await alone(target.owner, async () => {
      await begin(target, content);
      await clearRestored(target.dataDir);
      await loadAsOf(target, content, manifest);
      if (keys) await loadAsOf(target, keys.archive, keys.manifest);
      await migrate(target, target.migrations, target.log);
      await target.owner.query("analyze");
      const result = await finish();
      await placeRestored(target.dataDir);
      await endRestore(target.owner);
      return result;
    });
  } catch (thrown) {
    throw problemOf(thrown) ?? folderProblem(thrown, target.dataDir);
  }
}

async function begin({ owner, now }: Target, content: Archive): Promise<void> {
  const client = await owner.connect();
  let failed = true;
  try {
    await beginRestore(client, basename(content.file), now().toISOString());
    failed = false;
  } finally {
    client.release(failed);
  }
}

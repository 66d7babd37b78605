import { Problem } from "#kernel/problem.ts";
import type { Key } from "#platform/crypto/key.ts";
import { type Archive, openArchive } from "./archive.ts";
import { keysFile } from "./backup.ts";
import type { Manifest } from "./words.ts";

/** An archive, and the children's keys that belong to it, both read to their ends. */
export interface Checked {
  readonly content: Archive;
  readonly manifest: Manifest;
  readonly keys: { readonly archive: Archive; readonly manifest: Manifest } | undefined;
  readonly close: () => Promise<void>;
}

export interface KeysWanted {
  /** Where they are, if not beside the archive. */
  readonly file?: string | undefined;
  /** For a clock that was set back: who restores has looked at the times. */
  readonly mayBeOlder?: boolean;
}

/**
 * Keys of a later backup are what is wanted: they lack those that were erased since. Older ones would lack children's.
 * Errors: backup.keys_of_another, backup.keys_older { keysAt, contentAt }.
 */
function requireTogether(content: Archive, keys: Archive, mayBeOlder: boolean): void {
  const [of, by] = [content.header, keys.header];
  if (of.installation !== by.installation) throw new Problem("backup.keys_of_another", { file: keys.file });
  if (by.at < of.at && !mayBeOlder) throw new Problem("backup.keys_older", { keysAt: by.at, contentAt: of.at });
}

async function openKeys(content: Archive, key: Key | undefined, wanted: KeysWanted): Promise<Archive> {
  const { file = keysFile(content.file), mayBeOlder = false } = wanted;
  const keys = await openArchive(file, "keys", key).catch((thrown: unknown) => {
    const missing = (thrown as { data?: { reason?: string } }).data?.reason === "ENOENT";
    throw missing ? new Problem("backup.keys_missing", { file }) : thrown;
  });
  try {
    requireTogether(content, keys, mayBeOlder);
    return keys;
  } catch (thrown) {
    await keys.close();
    throw thrown;
  }
}

/**
 * Opens an archive and reads all of it, so that a damaged one is refused before anything is touched.
 * Errors: those of openArchive and of reading; backup.keys_missing, backup.keys_of_another, backup.keys_older.
 */
export async function checkArchive(file: string, key: Key | undefined, keys: KeysWanted = {}): Promise<Checked> {
  const open: Archive[] = [];
  const close = async (): Promise<void> => {
    for (const archive of open) await archive.close();
  };
  try {
    const content = await openArchive(file, "content", key);
    open.push(content);
    const { manifest } = await content.read(async () => undefined);
    if (!manifest.keysBeside) return { content, manifest, keys: undefined, close };
    const archive = await openKeys(content, key, keys);
    open.push(archive);
    const read = await archive.read(async () => undefined);
    return { content, manifest, keys: { archive, manifest: read.manifest }, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

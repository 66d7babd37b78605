import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "#kernel/problem.ts";
import { decodeHex, encodeHex } from "#platform/crypto/hex.ts";
import { Key } from "#platform/crypto/key.ts";
import { folderProblem, makeFolder } from "#platform/db/folder.ts";

/* The key of all archives of an installation: from TONGHU_BACKUP_KEY, else from `<data folder>/backup.key` (0600). */

const HEX = 64;

export const backupKeyFile = (folder: string): string => join(folder, "backup.key");

/** By what an archive says which key it wants: 16 hex digits, from which nobody finds the key. */
export const backupKeyId = (key: Key): string => key.part("sha256", "tonghu backup key id", 8).export().toString("hex");

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? "";

/** Errors: backup.key_malformed { source }. The text is wiped. */
function keyOf(text: Buffer, source: string): Key {
  let end = text.length;
  while (end > 0 && (text[end - 1] ?? 0) <= 0x20) end -= 1;
  const bytes = end === HEX ? decodeHex(text.subarray(0, end)) : undefined;
  text.fill(0);
  if (!bytes) throw new Problem("backup.key_malformed", { source }, 500);
  const key = new Key(bytes);
  bytes.fill(0);
  return key;
}

/** Errors: backup.key_open { file, mode } where others of the machine can read it; backup.key_malformed. */
function readKeyFile(file: string): Key | undefined {
  let text: Buffer;
  try {
    const mode = statSync(file).mode & 0o777;
    // Windows knows no such mode
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw new Problem("backup.key_open", { file, mode: mode.toString(8) }, 500);
    text = readFileSync(file);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return undefined;
    if (/^E[A-Z]+$/.test(codeOf(thrown))) throw new Problem("backup.unreadable", { file, reason: codeOf(thrown) }, 500);
    throw thrown;
  }
  return keyOf(text, file);
}

/**
 * Written whole beside its place, then linked: of two that come at once the first wins, and both read the same.
 * Errors: db.disk_full, db.data_folder_not_writable.
 */
function makeKeyFile(folder: string): void {
  const draft = join(folder, `.backup.${process.pid}.${randomBytes(4).toString("hex")}`);
  const bytes = randomBytes(HEX / 2);
  const text = encodeHex(bytes);
  bytes.fill(0);
  makeFolder(folder);
  try {
    const fd = openSync(draft, "wx", 0o600);
    try {
      writeSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    linkSync(draft, backupKeyFile(folder));
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw folderProblem(thrown, folder);
  } finally {
    text.fill(0);
    rmSync(draft, { force: true });
  }
}

/**
 * The key that is at hand: `given` (the environment's), else the file; undefined where there is neither.
 * Errors: backup.key_malformed, backup.key_open, backup.unreadable.
 */
export function findBackupKey(
  folder: string,
  given: string | undefined,
  file = backupKeyFile(folder),
): Key | undefined {
  if (given !== undefined && given !== "") return keyOf(Buffer.from(given, "utf8"), "TONGHU_BACKUP_KEY");
  return readKeyFile(file);
}

/** As findBackupKey, and makes the file where there is no key yet: `made` says so, for it has to be copied away. */
export function backupKey(folder: string, given: string | undefined): { readonly key: Key; readonly made: boolean } {
  const found = findBackupKey(folder, given);
  if (found) return { key: found, made: false };
  makeKeyFile(folder);
  const key = readKeyFile(backupKeyFile(folder));
  if (!key) throw new Error("backup.key vanished while it was made");
  return { key, made: true };
}

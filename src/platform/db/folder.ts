import { mkdirSync, readFileSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "#kernel/problem.ts";

/** The data folder, held by this process until release or until it ends, however it ends. */
export interface FolderHold {
  readonly release: () => void;
}

/** File system errors that a person can act on, as Problems; any other error comes back as it is. */
export function folderProblem(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") return new Problem("db.disk_full", { folder, retryAfter: 60 }, 507);
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ELOOP", "ENAMETOOLONG"].includes(code))
    return new Problem("db.data_folder_not_writable", { folder, reason: code }, 500);
  return error;
}

/** Makes the data folder where it is missing; nobody else may look into it. */
export function makeFolder(folder: string): void {
  try {
    makeMissing(folder);
  } catch (error) {
    // ENOENT below a folder that is there: a file system such as /proc, which takes no folders
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new Problem("db.data_folder_not_writable", { folder, reason: "ENOENT" }, 500);
    throw folderProblem(error, folder);
  }
}

/** One folder after the other, because mkdir's own `recursive` never returns where the parent refuses with ENOENT. */
function makeMissing(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeMissing(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const made = (error as NodeJS.ErrnoException).code === "EEXIST" && statSync(folder).isDirectory();
    if (!made) throw error; // another process of ours may have been first
  }
}

/** Megabytes that an ordinary user may still write there. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 1_048_576);
}

const busy = 5; // SQLITE_BUSY

/**
 * Takes the data folder for this process. The lock is the operating system's on the file `tonghu.lock`, reached
 * through SQLite because Node has no flock: it ends with the process, also after kill -9, so no pid is ever trusted
 * (docs/decisions/0002). Who holds it stands in `tonghu.lock.json`, for the message only. `patience`: milliseconds until
 * somebody else's hold is believed.
 *
 * Errors: Problem `db.data_folder_in_use` { folder, pid, host, since }, `db.data_folder_not_writable`, `db.disk_full`.
 */
export function holdFolder(folder: string, patience = 1000): FolderHold {
  const file = join(folder, "tonghu.lock");
  const lock = lockPatiently(file, patience, folder);
  if (!lock) throw new Problem("db.data_folder_in_use", { folder, ...holder(`${file}.json`) }, 409);
  signHolder(`${file}.json`);
  return { release: () => lock.close() };
}

/** Undefined where somebody else has it, or a part of it. Errors: db.data_folder_not_writable, db.disk_full. */
function lockOnce(file: string, folder: string): DatabaseSync | undefined {
  let lock;
  try {
    writeFileSync(file, "", { flag: "a", mode: 0o600 });
    lock = new DatabaseSync(file);
    lock.exec("PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode !== busy) throw folderProblem(error, folder);
    return undefined;
  }
}

const sleeping = new Int32Array(new SharedArrayBuffer(4));

/**
 * Two that ask in the same moment stand in each other's way, each with a part of the lock (SQLite takes it in steps): they
 * let go and ask again at moments of their own until one has it.
 */
function lockPatiently(file: string, patience: number, folder: string): DatabaseSync | undefined {
  const end = Date.now() + patience;
  for (;;) {
    const lock = lockOnce(file, folder);
    if (lock || Date.now() >= end) return lock;
    Atomics.wait(sleeping, 0, 0, 2 + Math.random() * 40);
  }
}

function signHolder(file: string): void {
  const who = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    writeFileSync(file, JSON.stringify(who), { mode: 0o600 });
  } catch {
    // A full disk: the lock itself holds without it.
  }
}

function holder(file: string): Record<string, unknown> {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return { pid, host, since };
  } catch {
    return { pid: null, host: null, since: null };
  }
}

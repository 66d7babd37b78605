import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "#kernel/problem.ts";
import { newKey } from "./key.ts";
import { type MasterKey, masterIdOf, readMasters, writeMasters } from "./masterText.ts";

/* The master keys of an installation in `<folder>/master.key`, mode 0600, the newest first. */

const fileOf = (folder: string): string => join(folder, "master.key");

const BUSY = 5; // SQLITE_BUSY

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? "";

function fileProblem(file: string, thrown: unknown): unknown {
  if (thrown instanceof Problem || codeOf(thrown) === "") return thrown;
  return new Problem("crypto.master_file", { file, reason: codeOf(thrown) }, 500);
}

/** Changes whenever the file does; undefined where there is none. Errors: crypto.master_file. */
export function stampOfMasterFile(folder: string): string | undefined {
  const file = fileOf(folder);
  try {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat && `${stat.dev} ${stat.ino} ${stat.mtimeNs} ${stat.size}`;
  } catch (thrown) {
    throw fileProblem(file, thrown);
  }
}

/** A key that others of the machine can read is no secret; Windows knows no such mode. */
function requireOwn(file: string): void {
  if (process.platform === "win32") return;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0) throw new Problem("crypto.master_file_open", { file, mode: mode.toString(8) }, 500);
}

/**
 * The keys of the file, the newest first; none where there is no file.
 * Errors: crypto.master_file, crypto.master_file_open, those of readMasters; an empty file is malformed.
 */
export function readMasterFile(folder: string): MasterKey[] {
  const file = fileOf(folder);
  let text: Buffer;
  try {
    requireOwn(file);
    text = readFileSync(file);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return [];
    throw fileProblem(file, thrown);
  }
  const masters = readMasters(text, file);
  if (masters.length === 0) throw new Problem("crypto.master_malformed", { source: file, item: 1 }, 500);
  return masters;
}

/** Through to the disk, folder and all: children's keys depend on it from the next moment on. */
function writeThrough(folder: string, masters: readonly MasterKey[], place: (draft: string) => void): void {
  const draft = join(folder, `.master.${process.pid}.${randomBytes(4).toString("hex")}`);
  const text = writeMasters(masters);
  try {
    const fd = openSync(draft, "wx", 0o600);
    try {
      writeSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    place(draft);
  } finally {
    text.fill(0);
    rmSync(draft, { force: true });
  }
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const madeNow = (): MasterKey => {
  const key = newKey();
  return { id: masterIdOf(key), key };
};

/** Makes the file where there is none: link() lets the first of two win, and both read the same. Errors: crypto.master_file. */
export function makeMasterFile(folder: string): void {
  const file = fileOf(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeThrough(folder, [madeNow()], (draft) => linkSync(draft, file));
    syncFolder(folder);
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw fileProblem(file, thrown);
  }
}

/** SQLite's own errors have a number and no name. */
function nameOfLock(thrown: unknown): unknown {
  const { errcode } = thrown as { errcode?: number };
  return errcode === undefined ? thrown : { code: errcode === BUSY ? "EBUSY" : `SQLITE ${errcode}` };
}

/**
 * One change at a time, also from two processes: the second would write over the first one's new key. The lock is the
 * operating system's, reached through SQLite, and ends with its process (docs/decisions/0002).
 */
function changeMasterFile(folder: string, change: (masters: MasterKey[]) => readonly MasterKey[]): void {
  const file = fileOf(folder);
  let lock: DatabaseSync | undefined;
  try {
    writeFileSync(`${file}.lock`, "", { flag: "a", mode: 0o600 });
    lock = new DatabaseSync(`${file}.lock`);
    lock.exec("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    const masters = change(readMasterFile(folder));
    if (masters.length > 0) writeThrough(folder, masters, (draft) => renameSync(draft, file));
    else rmSync(file);
    syncFolder(folder);
  } catch (thrown) {
    throw fileProblem(file, nameOfLock(thrown));
  } finally {
    lock?.close();
  }
}

/** Puts a new key in front, and answers its id. What older keys wrapped still opens. Errors: crypto.master_missing, crypto.master_file. */
export function addMasterToFile(folder: string): string {
  const made = madeNow();
  changeMasterFile(folder, (masters) => {
    if (masters.length === 0) throw new Problem("crypto.master_missing", { folder }, 500);
    return [made, ...masters];
  });
  return made.id;
}

/**
 * Takes a key out for good, and with the last one the file. The caller has counted that nothing is wrapped by it any
 * more, and says which one wraps now: the file's first is not it where the keys come from elsewhere.
 * Errors: crypto.master_current, crypto.master_unknown where the file does not have it, crypto.master_file.
 */
export function dropMasterFromFile(folder: string, id: string, current: string): void {
  changeMasterFile(folder, (masters) => {
    if (id === current) throw new Problem("crypto.master_current", { id });
    if (!masters.some((master) => master.id === id)) throw new Problem("crypto.master_unknown", { id });
    return masters.filter((master) => master.id !== id);
  });
}

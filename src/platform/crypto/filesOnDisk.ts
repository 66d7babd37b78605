import { createReadStream } from "node:fs";
import { type FileHandle, open, readdir, stat, utimes } from "node:fs/promises";
import { join, relative } from "node:path";
import { isProblem } from "#kernel/problem.ts";
import { writeAside } from "#platform/files/index.ts";
import { contentOf, type EncryptedFiles, type Head, headBytes, readHead } from "./encryptedFile.ts";
import { masterOf } from "./masterKeys.ts";

/*
 * All encrypted files of an installation: which master keys they need, and how a new master takes the place of an old
 * one. A file is never changed where it lies: who reads it reads on, and a crash leaves the old one or the new one.
 */

/** Folders of the data folder whose files hold children's data. */
const folders = ["uploads", "attachments", "exports"] as const;

const isGone = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === "ENOENT";

/** Undefined where the file was removed meanwhile, as files of a term are. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (isGone(thrown)) return undefined;
    throw thrown;
  }
}

async function* filesOf(dataDir: string): AsyncGenerator<string> {
  for (const folder of folders) {
    const entries =
      (await unlessGone(() => readdir(join(dataDir, folder), { withFileTypes: true, recursive: true }))) ?? [];
    for (const entry of entries) if (entry.isFile()) yield join(entry.parentPath, entry.name);
  }
}

const isUnfinished = (path: string): boolean => path.endsWith(".part");

async function withFile<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, "r");
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** How many files each master key wraps, by its id, those being written too; of the ones in clear under "". */
export async function filesByMaster(dataDir: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const path of filesOf(dataDir)) {
    const head = await unlessGone(() => withFile(path, (handle) => headOrNull(handle)));
    if (head === undefined) continue;
    const master = head ? masterOf(head.wrapped) : "";
    counts.set(master, (counts.get(master) ?? 0) + 1);
  }
  return counts;
}

const headOrNull = async (handle: FileHandle): Promise<Head | null> => (await readHead(handle)) ?? null;

/** The same file with another beginning, as old as before: terms are counted from its time. */
async function replaced(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const { atime, mtime } = await stat(path);
  const written = await writeAside(path, content, { mode: 0o600 });
  const there = await unlessGone(() => stat(path));
  if (!there) return written.drop(); // its term was over meanwhile
  await written.keep();
  await utimes(path, atime, mtime);
}

async function* withHead(path: string, { format, length }: Head, wrapped: string): AsyncGenerator<Uint8Array> {
  yield headBytes(format, wrapped);
  yield* createReadStream(path, { start: length }) as AsyncIterable<Buffer>;
}

/** Wraps the key of every file that is not wrapped by the current master; answers how many. Errors: crypto.damaged, crypto.master_unknown. */
export async function rewrapFiles(dataDir: string, files: EncryptedFiles): Promise<number> {
  let done = 0;
  for await (const path of filesOf(dataDir)) {
    if (isUnfinished(path)) continue;
    await unlessGone(async () => {
      const head = await withFile(path, readHead);
      const wrapped = head && files.rewrap(path, head.wrapped);
      if (!head || wrapped === undefined) return;
      await replaced(path, withHead(path, head, wrapped));
      done += 1;
    });
  }
  return done;
}

/** Encrypts what a version of before wrote in clear; answers how many files. At start, before anybody reads. */
export async function encryptClear(dataDir: string, files: EncryptedFiles): Promise<number> {
  let done = 0;
  for await (const path of filesOf(dataDir)) {
    if (isUnfinished(path) || (await withFile(path, readHead))) continue;
    await replaced(path, files.seal(path, createReadStream(path) as AsyncIterable<Buffer>));
    done += 1;
  }
  return done;
}

/** How many files there are, and which of them do not open from the first byte to the last, below the data folder. */
export interface FilesVerdict {
  readonly checked: number;
  readonly faults: readonly string[];
}

/** Opens every file whole. */
export async function checkFiles(dataDir: string, files: EncryptedFiles): Promise<FilesVerdict> {
  const faults: string[] = [];
  let checked = 0;
  for await (const path of filesOf(dataDir)) {
    if (isUnfinished(path)) continue;
    const isSound = await unlessGone(() => opensWhole(path, files));
    if (isSound === undefined) continue;
    checked += 1;
    if (!isSound) faults.push(relative(dataDir, path));
  }
  return { checked, faults };
}

async function opensWhole(path: string, files: EncryptedFiles): Promise<boolean> {
  try {
    for await (const _ of contentOf(await files.open(path)));
    return true;
  } catch (thrown) {
    if (isProblem(thrown)) return false;
    throw thrown;
  }
}

import { createReadStream, createWriteStream } from "node:fs";
import { lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "#kernel/problem.ts";
import type { Content } from "./frames.ts";
import { folderEntries } from "./tables.ts";

/** Folders of the data folder that a backup takes. */
export const keptFolders = Object.keys(folderEntries).filter((name) => folderEntries[name] === "kept");

/** An upload that is still arriving is nothing yet. */
const unfinished = /\.part$/;

const isGone = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException).code === "ENOENT";

/** Folders below the data folder of which nobody has said what a backup does with them. */
export async function strangeFolders(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !(entry.name in folderEntries)).map(({ name }) => name);
}

/** Every file below the kept folders, as a path with `/`, sorted; links are not followed. */
export async function keptFiles(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (under: string): Promise<void> => {
    const entries = await readdir(join(dataDir, under), { withFileTypes: true }).catch((thrown: unknown) => {
      if (isGone(thrown)) return [];
      throw thrown;
    });
    for (const entry of entries) {
      const path = `${under}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && !unfinished.test(entry.name)) found.push(path);
    }
  };
  for (const folder of keptFolders) await walk(folder);
  return found.toSorted();
}

/** The bytes of one file; undefined where it was removed in the meantime. */
export async function fileContent(dataDir: string, path: string): Promise<Content | undefined> {
  const file = createReadStream(join(dataDir, path));
  const opened = new Promise<boolean>((resolve, reject) => {
    file.once("open", () => resolve(true));
    file.once("error", (thrown) => (isGone(thrown) ? resolve(false) : reject(thrown)));
  });
  return (await opened) ? { bytes: file, rows: () => 0 } : undefined;
}

const restoring = (dataDir: string): string => join(dataDir, "restoring");

/** Errors: backup.folder_not_empty { folder } where files of another installation lie already. */
export async function requireEmptyFolders(dataDir: string): Promise<void> {
  const [found] = await keptFiles(dataDir);
  if (found !== undefined) throw new Problem("backup.folder_not_empty", { folder: dirname(join(dataDir, found)) });
}

/** What an earlier restore left half done. */
export const clearRestored = (dataDir: string): Promise<void> =>
  rm(restoring(dataDir), { recursive: true, force: true });

/** A path that stays below a kept folder. Errors: backup.damaged. */
function safePath(path: string): string {
  const steps = path.split("/");
  const bad = steps.some((step) => step === "" || step === "." || step === ".." || /[\\\0:]/.test(step));
  if (bad || steps.length < 2 || !keptFolders.includes(steps[0] ?? "")) throw new Problem("backup.damaged", { chunk: null }); // prettier-ignore
  return path;
}

/** Writes one file beside the kept folders, where nothing reads it before `placeRestored`. */
export async function restoreFile(dataDir: string, path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const file = join(restoring(dataDir), safePath(path));
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await pipeline(Readable.from(content), createWriteStream(file, { mode: 0o600, flags: "wx", flush: true }));
}

/** Gives the restored folders their place. */
export async function placeRestored(dataDir: string): Promise<void> {
  for (const folder of keptFolders) {
    const made = join(restoring(dataDir), folder);
    if (!(await lstat(made).catch(() => undefined))) continue;
    await rm(join(dataDir, folder), { recursive: true, force: true }); // empty: requireEmptyFolders
    await rename(made, join(dataDir, folder));
  }
  await clearRestored(dataDir);
}

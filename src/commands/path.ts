import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Problem } from "#kernel/problem.ts";

const may = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

/** Errors: files.not_found, files.not_a_file, files.not_readable: said before any work begins. */
export async function requireReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new Problem("files.not_found", { file: basename(file) });
  if (!found.isFile()) throw new Problem("files.not_a_file", { file: basename(file) });
  if (!(await may(file, constants.R_OK))) throw new Problem("files.not_readable", { file: basename(file) });
}

/** Errors: files.folder_missing, files.folder_not_writable, files.not_a_file where a folder has that name. */
export async function requireWritable(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new Problem("files.folder_missing", { folder });
  if ((await stat(file).catch(() => undefined))?.isDirectory())
    throw new Problem("files.not_a_file", { file: basename(file) });
  if (!(await may(folder, constants.W_OK))) throw new Problem("files.folder_not_writable", { folder });
}

/** What is written on the way to a result beside it: a draft, and the folder that an interrupted run left. */
const onTheWay = ["", ".writing", ".part"] as const;

/**
 * A result never takes the place of what it is made from: told by what the paths lead to, so that a link or another
 * spelling of the same file is seen too. Errors: files.same_file.
 */
export async function requireApart(out: string, inputs: readonly string[]): Promise<void> {
  for (const written of onTheWay) {
    const there = await stat(`${out}${written}`).catch(() => undefined);
    if (!there) continue;
    for (const input of inputs) {
      const read = await stat(input).catch(() => undefined);
      if (read?.dev === there.dev && read.ino === there.ino)
        throw new Problem("files.same_file", { out: basename(out), input: basename(input) });
    }
  }
}

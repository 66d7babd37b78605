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

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { FileInput } from "#platform/files/index.ts";
import { readable, removeUpload, uploadedFile, type UploadFolder } from "#capabilities/survey/index.ts";

/** Lists lie encrypted in a folder of their own: a survey's upload is gone at the next start, a list is read again. */
export const listFolder = (at: UploadFolder): UploadFolder => ({ ...at, folder: join(at.folder, "lists") });

/** Errors, when it is read: comparison.upload_gone. */
export async function openList(at: UploadFolder, id: Id): Promise<FileInput> {
  const names = await readdir(at.folder).catch((): string[] => []);
  if (!names.includes(`${id}.upload`)) throw new Problem("comparison.upload_gone");
  return readable(at, uploadedFile(at, id));
}

/** Removes what belongs to no comparison that is still to end. */
export async function tidyLists(at: UploadFolder, running: ReadonlySet<Id>): Promise<void> {
  const names = await readdir(at.folder).catch((): string[] => []);
  for (const name of names) {
    const [id = ""] = name.split(".");
    if (!running.has(id)) await removeUpload(at, id);
  }
}

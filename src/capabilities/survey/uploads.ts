import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Id } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import type { EncryptedFiles } from "#platform/crypto/encryptedFile.ts";
import { type Openable, type Written, writeAside } from "#platform/files/index.ts";
import { discardRest, type SentFile, sentFile, UPLOAD_LIMIT } from "#platform/http/upload.ts";

/** Where uploads lie: they hold children's data, are encrypted, readable by this program alone, and stay no longer than needed. */
export interface UploadFolder {
  readonly folder: string;
  readonly files: EncryptedFiles;
}

type Where = Pick<UploadFolder, "folder">;

export const uploadedFile = ({ folder }: Where, id: Id): string => join(folder, `${id}.upload`);
export const returnedFile = ({ folder }: Where, id: Id): string => join(folder, `${id}.returned.xlsx`);

/** A workbook of this folder, for whoever reads it. */
export const readable = ({ files }: UploadFolder, path: string): Openable => ({ open: () => files.open(path) });

export const removeUpload = (at: Where, id: Id): Promise<void> => rm(uploadedFile(at, id), { force: true });

/** What a broken upload is to the person who sent it: a full disk is ours, the rest came so. */
export function brokenUpload(thrown: unknown): unknown {
  if (isProblem(thrown)) return thrown;
  const { code, path, statusCode } = thrown as NodeJS.ErrnoException & { statusCode?: number };
  if (code === "ENOSPC" || code === "EDQUOT") return new Problem("db.disk_full", { retryAfter: 60 }, 507);
  if (path !== undefined || (statusCode ?? 400) >= 500) return thrown;
  return new Problem("survey.upload_broken", {}, 400);
}

/**
 * Takes an upload in and hands it to `work`; of one that is refused nothing is left on the wire. Errors: survey.no_file,
 * survey.upload_broken (400), those of `work`.
 */
export async function takeUpload<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (file: SentFile) => Promise<T>,
): Promise<T> {
  try {
    const file = await sentFile(request).catch((thrown: unknown) => {
      throw brokenUpload(thrown);
    });
    if (!file) throw new Problem("survey.no_file", {}, 400);
    return await work(file);
  } catch (thrown) {
    await discardRest(request, reply);
    throw thrown;
  }
}

/**
 * Keeps an upload whole on disk, and answers the digest of its content; nothing is left of one that breaks off.
 * Errors: survey.upload_broken, survey.two_files (400), survey.upload_too_large (413), db.disk_full.
 */
export async function keepUpload(at: UploadFolder, id: Id, { content, isAlone }: SentFile): Promise<string> {
  await mkdir(at.folder, { recursive: true, mode: 0o700 });
  let written: Written | undefined;
  try {
    written = await writeAside(uploadedFile(at, id), content, { mode: 0o600, seal: at.files.seal });
    if (content.truncated) throw new Problem("survey.upload_too_large", { megabytes: UPLOAD_LIMIT / 1_000_000 }, 413);
    if (isAlone && !(await isAlone())) throw new Problem("survey.two_files", {}, 400);
    await written.keep();
  } catch (thrown) {
    await written?.drop();
    throw brokenUpload(thrown);
  }
  return written.sha256;
}

const DAY = 86_400_000;
/** Long enough to fetch a returned workbook and correct it within a quarter; the ledger keeps what was imported. */
const RETURNED_DAYS = 90;

/**
 * Removes returned workbooks older than 90 days, and what stopped imports left behind: all of it where `begun` is
 * false, that of the last day else, because an import may still be reading its own.
 */
export async function tidyUploads({ folder }: Where, now: Date, begun: boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const days = name.endsWith(".returned.xlsx") ? RETURNED_DAYS : begun ? 1 : 0;
    if (!/\.(?:upload|part|returned\.xlsx)$/.test(name)) continue;
    const file = join(folder, name);
    const written = await stat(file).catch(() => undefined);
    if (written?.isFile() && written.mtimeMs <= now.getTime() - days * DAY) await rm(file, { force: true });
  }
}

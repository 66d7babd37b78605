import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Id, isId } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { EncryptedFiles } from "#platform/crypto/encryptedFile.ts";
import { type Bytes, writeAside, type Written } from "#platform/files/index.ts";

/* Where exported files lie until they are fetched or their time is over: encrypted, readable by this program alone, in no backup. */

/** The moment of its end stands in the name: what is over is known without the database. */
const nameOf = (id: Id, expiresAt: string): string => `${id}.${Date.parse(expiresAt)}`;

export const exportFile = (folder: string, id: Id, expiresAt: string): string => join(folder, nameOf(id, expiresAt));

/** A full disk is no fault of whoever asked. */
function diskProblem(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT" ? new Problem("db.disk_full", { retryAfter: 60 }, 507) : thrown;
}

/** Errors: db.disk_full (507); those of the content. */
export async function writeExport(path: string, content: Bytes, { seal }: EncryptedFiles): Promise<Written> {
  try {
    return await writeAside(path, content, { mode: 0o600, seal });
  } catch (thrown) {
    throw diskProblem(thrown);
  }
}

export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
};

const HOUR = 3_600_000;

/**
 * Removes files whose time is over, and what a stopped server left half written: all of that where `begun` is false,
 * else what is older than an hour.
 */
export async function tidyExports(folder: string, now: Date, begun: boolean): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const [id = "", until = "", ...rest] = name.split(".");
    if (!isId(id) || !/^\d{12,14}$/.test(until)) continue;
    const path = join(folder, name);
    const over = rest.length === 0 ? Number(until) <= now.getTime() : !begun || (await ageOf(path, now)) > HOUR;
    if (!over) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

const ageOf = async (path: string, now: Date): Promise<number> => {
  const found = await stat(path).catch(() => undefined);
  return found ? now.getTime() - found.mtimeMs : 0;
};

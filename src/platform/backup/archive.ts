import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline as connect, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { isProblem, Problem } from "#kernel/problem.ts";
import type { Key } from "#platform/crypto/key.ts";
import { backupKeyId } from "./backupKey.ts";
import { type Opened, openChunks, readHeader, Sealing } from "./chunks.ts";
import { type Contents, readParts, type TakePart } from "./frames.ts";
import type { Header } from "./words.ts";

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? "";

/** EFBIG: a limit of the process or of the file system; for whoever reads it the same as a full disk. */
const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** What the file system refuses, for a person; any other error comes back as it is. */
export function writingProblem(thrown: unknown, folder: string): unknown {
  const code = codeOf(thrown);
  if (isProblem(thrown) || !/^E[A-Z]+$/.test(code)) return thrown;
  const { path, syscall } = thrown as NodeJS.ErrnoException;
  if (full.has(code)) return new Problem("backup.disk_full", { folder }, 507);
  if (path === undefined && syscall !== "write" && syscall !== "fsync") return thrown;
  return new Problem("backup.unwritable", { folder, reason: code }, 500);
}

/** An archive that is whole on disk under a name that nobody takes for one, until `place` gives it its own. */
export interface Draft {
  readonly bytes: number;
  readonly sha256: string;
  readonly place: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface Writing {
  readonly key: Key;
  readonly header: Header;
  readonly bytes: AsyncIterable<Buffer>;
  /** Breaks off; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

async function writeThrough(file: string, { key, header, bytes, signal }: Writing) {
  const handle = await open(file, "wx", 0o600);
  const digest = createHash("sha256");
  let total = 0;
  const write = async (sealed: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of sealed) {
      digest.update(chunk);
      total += chunk.length;
      await handle.writeFile(chunk); // goes on where the last one ended
    }
  };
  const zipped = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), zipped, new Sealing(key, header), write, { signal });
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes: total, sha256: digest.digest("hex") };
}

/**
 * Writes an archive beside its place and through to the disk. On any error nothing of it is left.
 * Errors: backup.disk_full (507), backup.unwritable { folder, reason }; whatever `bytes` throws.
 */
export async function writeArchive(file: string, writing: Writing): Promise<Draft> {
  const folder = dirname(file);
  const draft = join(folder, `.${basename(file)}.${process.pid}.${randomBytes(3).toString("hex")}.part`);
  const discard = (): Promise<void> => rm(draft, { force: true });
  try {
    const written = await writeThrough(draft, writing);
    const place = async (): Promise<void> => {
      try {
        await rename(draft, file);
        await syncFolder(folder);
      } catch (thrown) {
        throw writingProblem(thrown, folder);
      }
    };
    return { ...written, place, discard };
  } catch (thrown) {
    await discard();
    writing.signal.throwIfAborted();
    throw writingProblem(thrown, folder);
  }
}

/** An archive that was opened with its key; close it. */
export interface Archive {
  readonly file: string;
  readonly header: Header;
  readonly bytes: number;
  /** From the beginning, as often as one likes. Errors: backup.damaged, backup.cut. */
  readonly read: (take: TakePart) => Promise<Contents>;
  readonly close: () => Promise<void>;
}

/** Zstandard's own complaints about bytes that were authentic: whoever sealed them did not write them as we do. */
const unzipping = /^(?:ZSTD_|Z_|ERR_ZSTD)/;

async function readAll(handle: FileHandle, key: Key, opened: Opened, take: TakePart): Promise<Contents> {
  const sealed = Readable.from(openChunks(handle, key, opened), { objectMode: false });
  const plain = connect(sealed, createZstdDecompress(), () => undefined);
  try {
    return await readParts(plain, take);
  } catch (thrown) {
    if (sealed.errored) throw sealed.errored;
    if (unzipping.test(codeOf(thrown))) throw new Problem("backup.damaged", { chunk: null });
    throw thrown;
  }
}

/** Errors: backup.unreadable { file, reason }; those of readHeader. */
async function openFile(file: string): Promise<{ handle: FileHandle; opened: Opened; bytes: number }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Problem("backup.not_an_archive");
    return { handle, opened: await readHeader(handle), bytes: stat.size };
  } catch (thrown) {
    await handle?.close();
    if (/^E[A-Z]+$/.test(codeOf(thrown))) throw new Problem("backup.unreadable", { file, reason: codeOf(thrown) });
    throw thrown;
  }
}

/** What an archive says of itself in clear, before anybody gave a key: not authentic yet. Errors: as openArchive. */
export async function peekHeader(file: string): Promise<Header> {
  const { handle, opened } = await openFile(file);
  await handle.close();
  return opened.header;
}

/**
 * Opens an archive. Errors: backup.unreadable, backup.not_an_archive, backup.format_newer, backup.wrong_kind
 * { file, found }; backup.key_missing { key } without a key, backup.wrong_key { key, given }.
 */
export async function openArchive(file: string, kind: Header["kind"], key: Key | undefined): Promise<Archive> {
  const { handle, opened, bytes } = await openFile(file);
  const { header } = opened;
  try {
    if (header.kind !== kind) throw new Problem("backup.wrong_kind", { file: basename(file), found: header.kind });
    if (!key) throw new Problem("backup.key_missing", { key: header.key });
    const given = backupKeyId(key);
    if (given !== header.key) throw new Problem("backup.wrong_key", { key: header.key, given });
    return {
      file,
      header,
      bytes,
      read: (take) => readAll(handle, key, opened, take),
      close: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { damaged } from "./damaged.ts";
import { type Key, newKey } from "./key.ts";
import type { MasterKeys } from "./masterKeys.ts";
import { contextOf, overheadOf, type Suite } from "./suite.ts";

/*
 * A file on disk that holds children's data (uploads, returned workbooks, exports): 个人信息保护法 51. Magic (14 bytes),
 * how its chunks are sealed (1), length of the wrapped key (2, big endian), the wrapped key, then chunks of 64 KiB, each
 * sealed by the suite for its number and for whether it is the last (the STREAM construction, as in platform/backup). Each
 * file has a key of its own, wrapped by the master for its name: what was cut, continued, put in another order, taken
 * from another file or renamed does not open. docs/decisions/0027-files-at-rest.md.
 */

const MAGIC = Buffer.from("TONGHU-FILE 1\n");
const PREFIX = MAGIC.length + 3;
const WRAPPED_MAX = 1024;
export const CHUNK = 65_536;
/** Chunks that were opened last: a reader of an archive goes back and forth by a few. */
const HELD = 4;

/** A name on disk says what the file is; moved to another one it does not open. */
const ownerOf = (path: string): string => contextOf("file", basename(path));

const contextFor = (number: number, last: boolean): string =>
  contextOf("chunk", String(number), last ? "last" : "more");

export interface Head {
  readonly wrapped: string;
  readonly format: number;
  readonly length: number;
}

export function headBytes(format: number, wrapped: string): Buffer {
  const text = Buffer.from(wrapped, "latin1");
  const prefix = Buffer.alloc(PREFIX);
  MAGIC.copy(prefix);
  prefix.writeUInt8(format, MAGIC.length);
  prefix.writeUInt16BE(text.length, MAGIC.length + 1);
  return Buffer.concat([prefix, text]);
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await handle.read(bytes, got, length - got, offset + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}

/** Undefined for a file that is none of these: it lies in clear. Errors: crypto.damaged where it was cut within its head. */
export async function readHead(handle: FileHandle): Promise<Head | undefined> {
  const prefix = await readFully(handle, 0, PREFIX);
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (prefix.length < PREFIX) throw damaged();
  const length = prefix.readUInt16BE(MAGIC.length + 1);
  if (length > WRAPPED_MAX) throw damaged();
  const text = await readFully(handle, PREFIX, length);
  if (text.length < length) throw damaged();
  return { wrapped: text.toString("latin1"), format: prefix.readUInt8(MAGIC.length), length: PREFIX + length };
}

/** Plain bytes in, sealed chunks out. A full chunk is held back until it is known whether another one follows. */
async function* sealedChunks(
  suite: Suite,
  key: Key,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const held = Buffer.alloc(CHUNK);
  let [filled, number] = [0, 0];
  const sealed = (last: boolean): Buffer => suite.seal(key, held.subarray(0, filled), contextFor(number, last));
  try {
    for await (const piece of content) {
      for (let at = 0; at < piece.length;) {
        if (filled === CHUNK) {
          yield sealed(false);
          [filled, number] = [0, number + 1];
        }
        const taken = piece.subarray(at, at + CHUNK - filled);
        held.set(taken, filled);
        filled += taken.length;
        at += taken.length;
      }
    }
    yield sealed(true);
  } finally {
    held.fill(0);
  }
}

/** Random access to the plain bytes, each chunk only after it was found authentic. */
export interface OpenedFile {
  readonly size: number;
  /** Exactly `length` bytes from `offset`, fewer only where the file ends. Errors: crypto.damaged. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Where the chunks of a file lie. */
interface Layout {
  readonly start: number;
  readonly full: number;
  readonly count: number;
  readonly size: number;
}

function layoutOf({ format, length }: Head, size: number): Layout {
  const overhead = overheadOf(format);
  const [body, full] = [size - length, CHUNK + overhead];
  const count = Math.ceil(body / full);
  if (count < 1 || body - (count - 1) * full < overhead) throw damaged();
  return { start: length, full, count, size: body - count * overhead };
}

/** Opens chunks by their numbers, and remembers the last few: two who want the same one wait for the same. */
function chunkReader(handle: FileHandle, suite: Suite, key: Key, { start, full, count }: Layout) {
  const known = new Map<number, Promise<Buffer>>();
  const opened = async (number: number): Promise<Buffer> => {
    const sealed = await readFully(handle, start + number * full, full);
    return suite.open(key, sealed, contextFor(number, number === count - 1));
  };
  return (number: number): Promise<Buffer> => {
    const chunk = known.get(number) ?? opened(number);
    known.delete(number);
    known.set(number, chunk);
    if (known.size > HELD) known.delete(known.keys().next().value ?? -1);
    return chunk;
  };
}

async function openedFile(handle: FileHandle, suite: Suite, key: Key, layout: Layout): Promise<OpenedFile> {
  const chunkAt = chunkReader(handle, suite, key, layout);
  await chunkAt(layout.count - 1); // says how many there are: a file that was cut is none from the start
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const end = Math.min(offset + length, layout.size);
    const parts: Buffer[] = [];
    for (let at = offset; at < end;) {
      const chunk = await chunkAt(Math.floor(at / CHUNK));
      const part = chunk.subarray(at % CHUNK, (at % CHUNK) + end - at);
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  };
  return { size: layout.size, read, close: () => handle.close() };
}

/** Encrypts files on their way to the disk, and opens them from there. */
export interface EncryptedFiles {
  readonly masters: MasterKeys;
  /** What is to be written for the content of this file, under a key that nothing else has. */
  readonly seal: (path: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => AsyncIterable<Buffer>;
  /** Errors: crypto.damaged, also for one in clear; crypto.master_unknown; those of the disk. */
  readonly open: (path: string) => Promise<OpenedFile>;
  /** The wrapped key under the current master; undefined where it is that already. */
  readonly rewrap: (path: string, wrapped: string) => string | undefined;
}

export const encryptedFiles = (suite: Suite, masters: MasterKeys): EncryptedFiles => ({
  masters,
  seal: async function* (path, content) {
    const key = newKey();
    yield headBytes(suite.format, masters.wrap(key, ownerOf(path)));
    yield* sealedChunks(suite, key, content);
  },
  open: async (path) => {
    const handle = await open(path, "r");
    try {
      const [head, { size }] = [await readHead(handle), await handle.stat()];
      if (!head) throw damaged();
      const key = masters.unwrap(head.wrapped, ownerOf(path));
      return await openedFile(handle, suite, key, layoutOf(head, size));
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  },
  rewrap: (path, wrapped) => masters.rewrap(wrapped, ownerOf(path)),
});

/** The whole content in pieces, for whoever sends it on; closes the file at the end, or when nobody listens any more. */
export async function* contentOf(file: OpenedFile): AsyncGenerator<Buffer> {
  try {
    for (let at = 0; at < file.size; at += CHUNK) yield await file.read(at, CHUNK);
  } finally {
    await file.close();
  }
}

import { type FileHandle, open } from "node:fs/promises";

/** A file on disk by its path, its bytes where they are at hand already, or whatever gives access to one. */
export type FileInput = string | Uint8Array | Openable;

/** A file that is opened in a way of its own, as an encrypted one is; may be opened several times. */
export interface Openable {
  open(): Promise<Bytes>;
}

/** Random access to a file: an archive is read from its end, and parts of it in any order. */
export interface Bytes {
  readonly size: number;
  /** Exactly `length` bytes from `offset`, fewer only where the file ends. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openBytes(input: FileInput): Promise<Bytes> {
  if (input instanceof Uint8Array) return inMemory(input);
  if (typeof input !== "string") return input.open();
  const handle = await open(input, "r");
  const { size } = await handle.stat();
  return { size, read: (offset, length) => readFully(handle, offset, length), close: () => handle.close() };
}

function inMemory(bytes: Uint8Array): Bytes {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: all.length,
    read: (offset, length) => Promise.resolve(all.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** The whole of a file in pieces, for text that is read from front to back. */
export async function* pieces(bytes: Bytes, size = 256 * 1024): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < bytes.size; offset += size) yield await bytes.read(offset, size);
}

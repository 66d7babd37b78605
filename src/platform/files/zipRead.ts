import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { isProblem, Problem } from "#kernel/problem.ts";
import { damaged, type FileLimits, tooLarge } from "./limits.ts";
import type { Bytes } from "./source.ts";
import { readDirectory, type ZipEntry } from "./zipDirectory.ts";

const PIECE = 64 * 1024;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** An opened archive: its parts by name, and each part's bytes as a stream that never gives more than was declared. */
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  inflate(entry: ZipEntry): AsyncGenerator<Buffer>;
  /** A small part as text; `cap` bytes at most. Undefined where the archive has no such part. */
  text(name: string, cap: number): Promise<string | undefined>;
}

export async function openZip(bytes: Bytes, limits: FileLimits): Promise<Zip> {
  const entries = await readDirectory(bytes, limits);
  return {
    entries,
    inflate: (entry) => inflateEntry(bytes, entry),
    text: async (name, cap) => {
      const entry = entries.get(name);
      if (!entry) return undefined;
      if (entry.inflated > cap) throw tooLarge(name, cap);
      const parts: Buffer[] = [];
      for await (const part of inflateEntry(bytes, entry)) parts.push(part);
      return new TextDecoder().decode(Buffer.concat(parts));
    },
  };
}

async function* inflateEntry(bytes: Bytes, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = await dataStart(bytes, entry);
  const compressed = compressedPieces(bytes, start, entry.compressed);
  const parts = entry.method === STORED ? compressed : inflated(compressed, entry.method);
  let size = 0;
  let crc = 0;
  for await (const part of parts) {
    size += part.length;
    // A part that gives more than its directory said was built to deceive: whoever reads it has checked the directory.
    if (size > entry.inflated) throw new Problem("files.zip_bomb", { what: "declared size" });
    crc = crc32(part, crc);
    yield part;
  }
  if (size !== entry.inflated || crc !== entry.crc) throw damaged("checksum");
}

async function dataStart(bytes: Bytes, entry: ZipEntry): Promise<number> {
  const header = await bytes.read(entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw damaged("part header");
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.compressed > bytes.size) throw damaged("part cut short");
  return start;
}

async function* compressedPieces(bytes: Bytes, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += PIECE) {
    yield await bytes.read(start + done, Math.min(PIECE, length - done));
  }
}

async function* inflated(compressed: AsyncGenerator<Buffer>, method: number): AsyncGenerator<Buffer> {
  if (method !== DEFLATED) throw damaged("compression method");
  const inflate = createInflateRaw({ chunkSize: PIECE });
  const running = pipeline(Readable.from(compressed, { objectMode: false, highWaterMark: 1 }), inflate);
  running.catch(() => undefined); // the loop below meets the same error on the stream itself
  try {
    for await (const part of inflate) yield part as Buffer;
    await running;
  } catch (error) {
    throw isProblem(error) ? error : damaged("deflate");
  }
}

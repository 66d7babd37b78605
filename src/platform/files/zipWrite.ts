import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

/** One part of an archive to be written: its text, whole or as it comes. */
export interface ZipPart {
  readonly name: string;
  readonly text: string | (() => AsyncIterable<string>);
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/** 1980-01-01 00:00: the same content makes the same file, whenever it is written. */
const DOS_DATE = 0x0021;
const FLAGS = 0x0808; // sizes follow the data; names are UTF-8
const LIMIT = 0xffff_ffff;

/**
 * Writes a zip archive part by part; nothing but one directory line per part is held. The parts are asked for one after
 * the other, so that a later one may be made from what an earlier one has seen.
 */
export async function* writeZip(parts: Iterable<ZipPart> | AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const name = Buffer.from(part.name);
    const header = localHeader(name);
    yield header;
    const tally = { crc: 0, size: 0 };
    let compressed = 0;
    for await (const piece of deflated(part, tally)) {
      compressed += piece.length;
      yield piece;
    }
    const one = { name, compressed, offset, ...tally };
    if (one.size > LIMIT || offset + compressed > LIMIT) throw new Error("writeZip: over 4 GiB");
    yield descriptor(one);
    written.push(one);
    offset += header.length + compressed + 16;
  }
  yield directory(written, offset);
}

async function* deflated(part: ZipPart, tally: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 3, chunkSize: 64 * 1024 });
  const running = pipeline(Readable.from(encoded(part, tally), { objectMode: false, highWaterMark: 1 }), deflate);
  running.catch(() => undefined); // the loop below meets the same error on the stream itself
  for await (const piece of deflate) yield piece as Buffer;
  await running;
}

async function* encoded(part: ZipPart, tally: { crc: number; size: number }): AsyncGenerator<Buffer> {
  for await (const text of typeof part.text === "string" ? [part.text] : part.text()) {
    const bytes = Buffer.from(text);
    tally.crc = crc32(bytes, tally.crc);
    tally.size += bytes.length;
    if (bytes.length > 0) yield bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(part: Written): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(part.crc, 4);
  bytes.writeUInt32LE(part.compressed, 8);
  bytes.writeUInt32LE(part.size, 12);
  return bytes;
}

function directory(parts: readonly Written[], offset: number): Buffer {
  const lines = parts.map((part) => {
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(20, 4);
    line.writeUInt16LE(20, 6);
    line.writeUInt16LE(FLAGS, 8);
    line.writeUInt16LE(8, 10);
    line.writeUInt16LE(DOS_DATE, 14);
    line.writeUInt32LE(part.crc, 16);
    line.writeUInt32LE(part.compressed, 20);
    line.writeUInt32LE(part.size, 24);
    line.writeUInt16LE(part.name.length, 28);
    line.writeUInt32LE(part.offset, 42);
    return Buffer.concat([line, part.name]);
  });
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...lines, end]);
}

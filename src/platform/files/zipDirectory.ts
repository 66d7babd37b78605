import { Problem } from "#kernel/problem.ts";
import { damaged, type FileLimits, ratioFrom, tooLarge } from "./limits.ts";
import type { Bytes } from "./source.ts";

/** One part of an archive as its central directory declares it (APPNOTE.TXT 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly inflated: number;
  readonly crc: number;
  readonly offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const MAX_DIRECTORY = 4 * 1024 * 1024;
const FULL = 0xffffffff;

interface DirectoryPlace {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The parts of an archive by name, with every limit that the directory alone can show already checked: number of parts,
 * declared sizes, growth, parts that lie over one another. Nothing has been inflated yet.
 */
export async function readDirectory(bytes: Bytes, limits: FileLimits): Promise<Map<string, ZipEntry>> {
  const place = await findDirectory(bytes);
  if (place.entries > limits.entries) throw new Problem("files.zip_bomb", { what: "entries", limit: limits.entries });
  if (place.size > MAX_DIRECTORY) throw new Problem("files.zip_bomb", { what: "directory", limit: MAX_DIRECTORY });
  const directory = await bytes.read(place.offset, place.size);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < place.entries; i++) {
    const { entry, next } = readEntry(directory, at);
    if (entries.has(entry.name)) throw damaged("duplicate part");
    entries.set(entry.name, entry);
    at = next;
  }
  checkSizes([...entries.values()], bytes.size, limits);
  return entries;
}

async function findDirectory(bytes: Bytes): Promise<DirectoryPlace> {
  const start = Math.max(0, bytes.size - END_SIZE - MAX_COMMENT);
  const tail = await bytes.read(start, bytes.size - start);
  let at = tail.length - END_SIZE;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw damaged("no directory");
  const place = {
    entries: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  if (place.entries !== 0xffff && place.size !== FULL && place.offset !== FULL) return place;
  return findDirectory64(bytes, start + at - 20);
}

async function findDirectory64(bytes: Bytes, locatorAt: number): Promise<DirectoryPlace> {
  const locator = await bytes.read(Math.max(0, locatorAt), 20);
  if (locator.length < 20 || locator.readUInt32LE(0) !== LOCATOR64) throw damaged("no zip64 directory");
  const record = await bytes.read(Number(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END64) throw damaged("no zip64 directory");
  return {
    entries: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function readEntry(directory: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw damaged("directory cut short");
  const nameLength = directory.readUInt16LE(at + 28);
  const extraLength = directory.readUInt16LE(at + 30);
  const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damaged("directory cut short");
  if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new Problem("files.encrypted");
  const name = directory.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/");
  const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
  const sizes = [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)];
  const [inflated = 0, compressed = 0, offset = 0] = sizes.includes(FULL) ? wideSizes(sizes, extra) : sizes;
  const entry = {
    name, inflated, compressed, offset, method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16),
  }; // prettier-ignore
  return { entry, next };
}

/** Zip64 extra field: holds, in this order, whichever of the three did not fit in 32 bits (APPNOTE.TXT 4.5.3). */
function wideSizes(sizes: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return sizes.map((size) => {
    if (size !== FULL) return size;
    if (at + 8 > extra.length) throw damaged("zip64 size missing");
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

function checkSizes(entries: readonly ZipEntry[], fileSize: number, limits: FileLimits): void {
  let compressed = 0;
  let inflated = 0;
  for (const entry of entries) {
    compressed += entry.compressed;
    inflated += entry.inflated;
    if (entry.inflated > ratioFrom && entry.inflated > entry.compressed * limits.ratio) {
      throw new Problem("files.zip_bomb", { what: "ratio", limit: limits.ratio });
    }
  }
  if (compressed > fileSize) throw new Problem("files.zip_bomb", { what: "overlap" });
  if (inflated > limits.inflatedBytes) throw tooLarge("inflated", limits.inflatedBytes);
}

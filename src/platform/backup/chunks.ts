import { createCipheriv, createDecipheriv, createHash, type KeyObject } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Transform, type TransformCallback } from "node:stream";
import { Problem } from "#kernel/problem.ts";
import type { Key } from "#platform/crypto/key.ts";
import { FORMAT, Header } from "./words.ts";

/*
 * An archive on disk: magic (14 bytes), length of the header (4, big endian), header (JSON), then chunks of 64 KiB, each
 * followed by its tag (16); the last one may be shorter. AES-256-GCM under a key of the archive's own (HKDF-Expand of
 * the backup key with the archive's random salt), so that a chunk's number serves as IV. What is authenticated with a
 * chunk: SHA-256 over everything before the first one, its number, and whether it is the last. So an archive that was
 * cut, continued, put in another order or mixed with another one does not open (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
 */

const MAGIC = Buffer.from("TONGHU-BACKUP\n");
const PREFIX = MAGIC.length + 4;
const HEADER_MAX = 1_048_576;
const CHUNK = 65_536;
const TAG = 16;

const keyFor = (key: Key, header: Header): KeyObject => key.part("sha256", `tonghu backup ${header.salt}`, 32);

/** The header as it stands in the file. */
export function headerBytes(header: Header): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([MAGIC, length, text]);
}

const ivOf = (number: number): Buffer => {
  const iv = Buffer.alloc(12);
  iv.writeBigUInt64BE(BigInt(number), 4);
  return iv;
};

const dataWith = (head: Buffer, number: number, last: boolean): Buffer => {
  const data = Buffer.alloc(9);
  data.writeBigUInt64BE(BigInt(number));
  data[8] = last ? 1 : 0;
  return Buffer.concat([head, data]);
};

const digestOf = (head: Buffer): Buffer => createHash("sha256").update(head).digest();

/** Bytes in, header and sealed chunks out. A full chunk is held back until it is known whether another one follows. */
export class Sealing extends Transform {
  readonly #key: KeyObject;
  readonly #head: Buffer;
  #held: Buffer = Buffer.alloc(0);
  #number = 0;
  constructor(key: Key, header: Header) {
    super();
    const head = headerBytes(header);
    this.#key = keyFor(key, header);
    this.#head = digestOf(head);
    this.push(head);
  }
  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held.length > CHUNK) {
      this.#seal(this.#held.subarray(0, CHUNK), false);
      this.#held = this.#held.subarray(CHUNK);
    }
    done();
  }
  override _flush(done: TransformCallback): void {
    this.#seal(this.#held, true);
    done();
  }
  #seal(plain: Buffer, last: boolean): void {
    const cipher = createCipheriv("aes-256-gcm", this.#key, ivOf(this.#number), { authTagLength: TAG });
    cipher.setAAD(dataWith(this.#head, this.#number, last));
    this.push(cipher.update(plain));
    cipher.final();
    this.push(cipher.getAuthTag());
    this.#number += 1;
  }
}

async function readExactly(handle: FileHandle, length: number, position: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await handle.read(bytes, got, length - got, position + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}

/** An archive whose head was read; nothing of it is authentic before its first chunk has opened. */
export interface Opened {
  readonly header: Header;
  readonly head: Buffer;
}

/** Errors: backup.not_an_archive, backup.format_newer { found, known }. */
export async function readHeader(handle: FileHandle): Promise<Opened> {
  const prefix = await readExactly(handle, PREFIX, 0);
  const strange = (): Problem => new Problem("backup.not_an_archive");
  if (prefix.length < PREFIX || !prefix.subarray(0, MAGIC.length).equals(MAGIC)) throw strange();
  const length = prefix.readUInt32BE(MAGIC.length);
  if (length > HEADER_MAX) throw strange();
  const text = await readExactly(handle, length, PREFIX);
  let told: unknown;
  try {
    told = JSON.parse(text.toString("utf8"));
  } catch {
    throw strange();
  }
  const { format } = (told ?? {}) as { format?: unknown };
  if (typeof format === "number" && format > FORMAT)
    throw new Problem("backup.format_newer", { found: format, known: FORMAT });
  const header = Header.safeParse(told);
  if (!header.success) throw strange();
  return { header: header.data, head: Buffer.concat([prefix, text]) };
}

function openChunk(key: KeyObject, sealed: Buffer, head: Buffer, number: number, last: boolean): Buffer | undefined {
  const decipher = createDecipheriv("aes-256-gcm", key, ivOf(number), { authTagLength: TAG });
  decipher.setAAD(dataWith(head, number, last));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0); // GCM decrypts before it knows
    return undefined;
  }
}

/**
 * The plain bytes of an archive, each chunk only after it was found authentic.
 * Errors: backup.damaged { chunk }, backup.cut { chunk } where all that is there is sound and its end is missing.
 */
export async function* openChunks(handle: FileHandle, key: Key, { header, head }: Opened): AsyncGenerator<Buffer> {
  const [secret, digest] = [keyFor(key, header), digestOf(head)];
  const { size } = await handle.stat();
  let position = head.length;
  for (let number = 0; ; number += 1) {
    const sealed = await readExactly(handle, Math.min(CHUNK + TAG, size - position), position);
    position += sealed.length;
    const last = position >= size;
    if (sealed.length < TAG) throw new Problem("backup.cut", { chunk: number });
    const plain = openChunk(secret, sealed, digest, number, last);
    if (!plain) {
      const cut = last && openChunk(secret, sealed, digest, number, false) !== undefined;
      throw new Problem(cut ? "backup.cut" : "backup.damaged", { chunk: number });
    }
    yield plain;
    if (last) return;
  }
}

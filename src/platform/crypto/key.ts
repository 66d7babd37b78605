import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const BYTES = 32;

export type HashName = "sha256" | "sm3";

/**
 * A secret of 32 random bytes: a child's, the installation's, or a master. It never encrypts by itself: each use takes a
 * part of it of its own, so that texts of both suites may lie side by side under one key. Printed or written as JSON it
 * shows nothing. Parts live as long as the key does: whoever holds one for longer than a request decides that.
 */
export class Key {
  readonly #root: KeyObject;
  readonly #parts = new Map<string, KeyObject>();

  /** Copies the bytes: whoever gives them wipes them. Errors: plain Error where they are not 32. */
  constructor(bytes: Buffer) {
    if (bytes.length !== BYTES) throw new Error(`a key has ${BYTES} bytes, not ${bytes.length}`);
    this.#root = createSecretKey(bytes);
  }

  /** The first block of HKDF-Expand (RFC 5869 2.3) with the key as PRK; `use` is its info. At most 32 bytes. */
  part(hash: HashName, use: string, length: number): KeyObject {
    const name = `${hash} ${use} ${length}`;
    const known = this.#parts.get(name);
    if (known) return known;
    const block = createHmac(hash, this.#root).update(use).update(Buffer.of(1)).digest();
    const part = createSecretKey(block.subarray(0, length));
    block.fill(0);
    this.#parts.set(name, part);
    return part;
  }

  /** A copy of the bytes, to be wrapped and wiped. */
  bytes(): Buffer {
    return this.#root.export();
  }
}

/** A key that nobody had before. */
export function newKey(): Key {
  const bytes = randomBytes(BYTES);
  const key = new Key(bytes);
  bytes.fill(0);
  return key;
}

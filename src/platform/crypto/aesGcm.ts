import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from "node:crypto";
import { damaged } from "./damaged.ts";
import type { Key } from "./key.ts";

/* AES-256-GCM. A sealed text: format (1 byte), IV (12, random), ciphertext, tag (16). */

export const format = 1;
const IV = 12;
const TAG = 16;
const TEXT = 1 + IV;
/** By so much a sealed text is longer than the text. */
export const overhead = TEXT + TAG;

const part = (key: Key): KeyObject => key.part("sha256", "tonghu aes-256-gcm", 32);

/** Drawn some hundred at a time: to ask the system for twelve bytes costs as much as sealing a short text. Each is taken once. */
const drawn = Buffer.alloc(IV * 512);
let taken = drawn.length;

function putIv(sealed: Buffer): void {
  if (taken === drawn.length) {
    randomFillSync(drawn);
    taken = 0;
  }
  drawn.copy(sealed, 1, taken, taken + IV);
  taken += IV;
}

/** A random IV of 96 bits serves 2^32 texts of one key (NIST SP 800-38D 8.3): a child's file has thousands. */
export function seal(key: Key, plain: Buffer, context: Buffer): Buffer {
  const sealed = Buffer.allocUnsafe(TEXT + plain.length + TAG);
  sealed[0] = format;
  putIv(sealed);
  return encryptInto(sealed, part(key), plain, context);
}

/** `sealed` holds the IV already. Its own function so that published vectors can try it. */
export function encryptInto(sealed: Buffer, key: KeyObject, plain: Buffer, context: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, sealed.subarray(1, TEXT), { authTagLength: TAG });
  cipher.setAAD(context);
  cipher.update(plain).copy(sealed, TEXT);
  cipher.final();
  cipher.getAuthTag().copy(sealed, sealed.length - TAG);
  return sealed;
}

/** Errors: crypto.damaged. */
export const open = (key: Key, sealed: Buffer, context: Buffer): Buffer => decrypt(part(key), sealed, context);

export function decrypt(key: KeyObject, sealed: Buffer, context: Buffer): Buffer {
  const end = sealed.length - TAG;
  if (end < TEXT) throw damaged();
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, TEXT), { authTagLength: TAG });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(TEXT, end));
  try {
    decipher.final();
  } catch {
    plain.fill(0); // GCM decrypts before it knows: what is not authentic leaves no trace
    throw damaged();
  }
  return plain;
}

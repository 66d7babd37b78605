import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";
import { damaged } from "./damaged.ts";
import type { Key } from "./key.ts";

/*
 * SM4-CTR (GB/T 32907), then HMAC-SM3 (GB/T 32905) over context and ciphertext: encrypt, then MAC, each with a key of
 * its own. Why not SM4-GCM: docs/decisions/0016-encryption.md. A sealed text: format (1 byte), IV (16, random: the first
 * counter), ciphertext, MAC (32).
 */

export const format = 2;
const IV = 16;
const MAC = 32;
const TEXT = 1 + IV;
/** By so much a sealed text is longer than the text. */
export const overhead = TEXT + MAC;

export interface Pair {
  readonly encrypts: KeyObject;
  readonly authenticates: KeyObject;
}

const pairOf = (key: Key): Pair => ({
  encrypts: key.part("sm3", "tonghu sm4-ctr", 16),
  authenticates: key.part("sm3", "tonghu hmac-sm3", 32),
});

/** The context's length goes before it: no byte can move over the border between it and the ciphertext. */
function macOf(key: KeyObject, context: Buffer, text: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeUInt32BE(context.length, 4);
  return createHmac("sm3", key).update(length).update(context).update(text).digest();
}

/** Two texts of one key would share a counter after 2^64 texts or so: never. */
export function seal(key: Key, plain: Buffer, context: Buffer): Buffer {
  const sealed = Buffer.allocUnsafe(TEXT + plain.length + MAC);
  sealed[0] = format;
  randomFillSync(sealed, 1, IV);
  return encryptInto(sealed, pairOf(key), plain, context);
}

/** `sealed` holds the IV already. Its own function so that published vectors can try it. */
export function encryptInto(sealed: Buffer, pair: Pair, plain: Buffer, context: Buffer): Buffer {
  const cipher = createCipheriv("sm4-ctr", pair.encrypts, sealed.subarray(1, TEXT));
  cipher.update(plain).copy(sealed, TEXT);
  cipher.final();
  const end = sealed.length - MAC;
  macOf(pair.authenticates, context, sealed.subarray(1, end)).copy(sealed, end);
  return sealed;
}

/** Errors: crypto.damaged, before anything is decrypted. */
export const open = (key: Key, sealed: Buffer, context: Buffer): Buffer => decrypt(pairOf(key), sealed, context);

export function decrypt(pair: Pair, sealed: Buffer, context: Buffer): Buffer {
  const end = sealed.length - MAC;
  if (end < TEXT) throw damaged();
  const mac = macOf(pair.authenticates, context, sealed.subarray(1, end));
  if (!timingSafeEqual(mac, sealed.subarray(end))) throw damaged();
  const decipher = createDecipheriv("sm4-ctr", pair.encrypts, sealed.subarray(1, TEXT));
  const plain = decipher.update(sealed.subarray(TEXT, end));
  decipher.final();
  return plain;
}

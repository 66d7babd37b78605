import type { Box } from "#capabilities/sync/words.ts";
import type { Content } from "./kept.ts";

/*
 * A command sealed a second time, for the server alone: what waits can be saved also where the PIN is not known any more.
 * The server's side is src/capabilities/sync/box.ts.
 */

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const INFO = "tonghu salvage box";
const text = new TextEncoder();

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

export function base64Of(bytes: ArrayBuffer): string {
  let signs = "";
  for (const byte of new Uint8Array(bytes)) signs += String.fromCharCode(byte);
  return btoa(signs);
}

async function keyFor(server: string): Promise<{ readonly key: CryptoKey; readonly point: ArrayBuffer }> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  const theirs = await crypto.subtle.importKey("raw", bytesOf(server), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: point, info: text.encode(INFO) };
  return { key: await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]), point };
}

/** Closes a command for the server's public point (base64). */
export const boxFor = (server: string, id: string, needs: readonly string[], content: Content): Promise<Box> =>
  boxOf(server, id, JSON.stringify({ ...content, needs }));

/** Closes a text for the server alone, bound to its id. */
export async function boxOf(server: string, id: string, said: string): Promise<Box> {
  const { key, point } = await keyFor(server);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: text.encode(id) };
  const sealed = await crypto.subtle.encrypt(how, key, text.encode(said));
  return { point: base64Of(point), iv: base64Of(iv.buffer), text: base64Of(sealed) };
}

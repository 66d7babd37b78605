import type { FileKey } from "#capabilities/sync/words.ts";
import { type Change, keysOf, read, write } from "./database.ts";
import type { Attached, Kept } from "./kept.ts";

/*
 * Photos and signatures on the phone: each sealed under a key of its own, which lies in its command or its draft (sealed
 * in turn) and in the command's box. So a phone whose PIN is forgotten still gives them up for the server to open.
 */

const text = new TextEncoder();

const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const how = (id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: text.encode(id),
});

/** Seals bytes under a fresh key and keeps them. Errors: QuotaExceededError: nothing was kept. */
export async function keepFile(id: string, bytes: ArrayBuffer): Promise<FileKey> {
  const [secret, iv] = [crypto.getRandomValues(new Uint8Array(32)), crypto.getRandomValues(new Uint8Array(12))];
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  await write([{ store: "files", key: id, value: await crypto.subtle.encrypt(how(id, iv), key, bytes) }]);
  const sha256 = hexOf(await crypto.subtle.digest("SHA-256", bytes));
  return { key: base64Of(secret), iv: base64Of(iv), size: bytes.byteLength, sha256 };
}

/** Undefined where there is none. Errors: where a byte, the id or the key is another one. */
export async function openFile(id: string, { key, iv }: FileKey): Promise<ArrayBuffer | undefined> {
  const sealed = (await read("files", id)) as ArrayBuffer | undefined;
  if (!sealed) return undefined;
  const opener = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["decrypt"]);
  return crypto.subtle.decrypt(how(id, bytesOf(iv)), opener, sealed);
}

export const fileGone = (id: string): Change => ({ store: "files", key: id });

const attachedIn = (draft: unknown): readonly Attached[] =>
  (draft as { filling?: { attachments?: readonly Attached[] } } | undefined)?.filling?.attachments ?? [];

/** Files that no command and no half-filled form knows: taken the moment before a program ended. */
export async function dropStrayFiles(rows: readonly Kept[], drafts: readonly unknown[]): Promise<void> {
  const known = new Set([...rows.map(({ id }) => id), ...drafts.flatMap(attachedIn).map(({ id }) => id)]);
  const stray = (await keysOf("files")).filter((id) => !known.has(id));
  await write(stray.map(fileGone));
}

import { eraseAll, read, write } from "./database.ts";

/*
 * What lies on the phone is sealed under a key of its own, and that key under the person's PIN. Six digits do not resist
 * somebody who copies the storage and tries them all: they keep a finder out until the phone is taken out of use.
 */

export const PIN_LENGTH = 6;
export const TRIES = 10;
const ROUNDS = 600_000;

/** A value as it lies in the store. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Whose phone it is, and the key under the PIN. */
export interface Lock {
  readonly personId: string;
  readonly name: string;
  /** The village that is kept; none in a lock of before it was noted. */
  readonly area?: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly key: Sealed;
  /** Wrong PINs in a row. */
  readonly wrong: number;
}

const LOCK = "lock";
const text = new TextEncoder();
const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

/** Sealing needs a page behind TLS and a store; without them the phone works online only. */
export const canKeep = (): boolean => globalThis.isSecureContext && "indexedDB" in globalThis && !!crypto.subtle;

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

const AES = { name: "AES-GCM", length: 256 } as const;

/** `name` is bound in: a value moved under another name does not open. */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: text.encode(name) };
  return { iv, data: await crypto.subtle.encrypt(how, key, text.encode(JSON.stringify(value))) };
}

/** Errors: where a byte, the name or the key is another one. */
export async function unseal(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<unknown> {
  const how = { name: "AES-GCM", iv, additionalData: text.encode(name) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, data))) as unknown;
}

export const findLock = async (): Promise<Lock | undefined> =>
  canKeep() ? ((await read("plain", LOCK)) as Lock | undefined) : undefined;

async function wrap(key: CryptoKey, pin: string): Promise<Pick<Lock, "salt" | "rounds" | "key">> {
  const [salt, iv] = [random(16), random(12)];
  const pinKey = await keyOfPin(pin, salt, ROUNDS);
  return {
    salt,
    rounds: ROUNDS,
    key: { iv, data: await crypto.subtle.wrapKey("raw", key, pinKey, { name: "AES-GCM", iv }) },
  };
}

async function unwrap({ salt, rounds, key }: Lock, pin: string, extractable: boolean): Promise<CryptoKey> {
  const how = { name: "AES-GCM", iv: key.iv };
  return crypto.subtle.unwrapKey("raw", key.data, await keyOfPin(pin, salt, rounds), how, AES, extractable, [
    "encrypt",
    "decrypt",
  ]);
}

/** A fresh key under a PIN; what an earlier one had sealed is gone. */
export async function makeVault(person: Pick<Lock, "personId" | "name" | "area">, pin: string): Promise<CryptoKey> {
  await eraseAll();
  const key = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const lock: Lock = { ...person, ...(await wrap(key, pin)), wrong: 0 };
  await write([{ store: "plain", key: LOCK, value: lock }]);
  return unwrap(lock, pin, false);
}

export type Opening =
  | { readonly kind: "open"; readonly key: CryptoKey }
  | { readonly kind: "wrong"; readonly left: number };

/**
 * Opens with a PIN. The try is counted on the disk before it is made, so that pulling the battery out gives none back.
 * After the tenth wrong one the key is destroyed: nothing on the phone opens any more.
 */
export async function openVault(pin: string): Promise<Opening> {
  const lock = await findLock();
  if (!lock || lock.wrong >= TRIES) return { kind: "wrong", left: 0 };
  const counted: Lock = { ...lock, wrong: lock.wrong + 1 };
  await write([{ store: "plain", key: LOCK, value: counted }]);
  const key = await unwrap(lock, pin, false).catch(() => undefined);
  if (key) {
    await write([{ store: "plain", key: LOCK, value: { ...lock, wrong: 0 } satisfies Lock }]);
    return { kind: "open", key };
  }
  const left = TRIES - counted.wrong;
  if (left === 0) await destroyKey(counted);
  return { kind: "wrong", left };
}

/** The key is overwritten; who it was and what waits to be sent stay. */
const destroyKey = (lock: Lock): Promise<void> =>
  write([
    { store: "plain", key: LOCK, value: { ...lock, key: { iv: random(12), data: random(48).buffer } } satisfies Lock },
  ]);

/** Another PIN over the same key. False where the present one is wrong. */
export async function changePin(present: string, next: string): Promise<boolean> {
  const lock = await findLock();
  const key = lock && (await unwrap(lock, present, true).catch(() => undefined));
  if (!lock || !key) return false;
  await write([{ store: "plain", key: LOCK, value: { ...lock, ...(await wrap(key, next)), wrong: 0 } satisfies Lock }]);
  return true;
}

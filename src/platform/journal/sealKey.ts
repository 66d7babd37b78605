import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "#kernel/problem.ts";

const fileOf = (folder: string): string => join(folder, "seal.key");

const errorCode = (thrown: unknown): string | undefined => (thrown as NodeJS.ErrnoException).code;

/** Errors: seal.key_malformed where the text is no Ed25519 key. */
function ed25519(read: () => KeyObject, source: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // whatever OpenSSL has to say about it: it is not a key
  }
  if (key?.asymmetricKeyType !== "ed25519") throw new Problem("seal.key_malformed", { source });
  return key;
}

/** The installation's signing key, made once, in `<folder>/seal.key` (mode 0600). Errors: seal.key_malformed. */
export function sealKey(folder: string): KeyObject {
  const file = fileOf(folder);
  mkdirSync(folder, { recursive: true });
  try {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  } catch (thrown) {
    if (errorCode(thrown) !== "EEXIST") throw thrown;
  }
  return ed25519(() => createPrivateKey(readFileSync(file)), file);
}

/** A public key as one line: base64 of its SPKI in DER. */
export const publicKeyText = (key: KeyObject): string =>
  (key.type === "private" ? createPublicKey(key) : key).export({ type: "spki", format: "der" }).toString("base64");

/** The public key that this installation's seals carry. Errors: seal.no_key where it never sealed; seal.key_malformed. */
export function ownPublicKey(folder: string): string {
  const file = fileOf(folder);
  const text = readText(file);
  if (text === undefined) throw new Problem("seal.no_key");
  return publicKeyText(ed25519(() => createPrivateKey(text), file));
}

/** A public key as somebody gives it: a file (PEM or one line of base64), or the base64 itself. Errors: seal.key_malformed. */
export function readPublicKey(given: string): string {
  const text = (readText(given) ?? given).trim();
  const read = (): KeyObject =>
    text.startsWith("-----BEGIN PUBLIC KEY-----")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), type: "spki", format: "der" });
  return publicKeyText(ed25519(read, given.slice(0, 200)));
}

/** Undefined where there is no such file (a base64 text may look like any path). */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "EISDIR"].includes(errorCode(thrown) ?? "")) return undefined;
    throw new Problem("seal.key_malformed", { source: file });
  }
}

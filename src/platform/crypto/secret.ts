import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "#kernel/problem.ts";

const BYTES = 32;

/**
 * The installation's identity key: 32 bytes, hex. From TONGHU_IDENTITY_KEY, else from `<folder>/identity.key` (mode
 * 0600, made once). Whoever has a dump of the database but not this key learns nothing from the digests.
 * Errors: secret.malformed where the text is not 64 hex digits.
 */
export function identitySecret(folder: string, given?: string): Buffer {
  return readKey(given ?? keptKey(folder));
}

/** By what a database knows the key again: 32 hex digits, from which nobody finds the key. */
export const fingerprintOf = (secret: Buffer): string =>
  createHash("sha256").update("tonghu-identity-key").update(secret).digest("hex").slice(0, 32);

function keptKey(folder: string): string {
  const file = join(folder, "identity.key");
  mkdirSync(folder, { recursive: true });
  makeSecretFile(file);
  return readFileSync(file, "utf8").trim();
}

/** Writes 32 new random bytes in hex into a file that only its owner may read; false where the file was there. */
export function makeSecretFile(file: string): boolean {
  try {
    writeFileSync(file, randomBytes(BYTES).toString("hex"), { mode: 0o600, flag: "wx" });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    return false;
  }
}

function readKey(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Problem("secret.malformed", {}, 500);
  return Buffer.from(text, "hex");
}

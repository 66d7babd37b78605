import { createHmac } from "node:crypto";
import { Problem } from "#kernel/problem.ts";
import * as aesGcm from "./aesGcm.ts";
import { damaged } from "./damaged.ts";
import type { HashName, Key } from "./key.ts";
import * as sm4Sm3 from "./sm4Sm3.ts";

export const suiteNames = ["aes-256-gcm", "sm4-sm3"] as const;
export type SuiteName = (typeof suiteNames)[number];

/** Where a text belongs: what was sealed for one place does not open in another. See contextOf. */
export type Context = string | Buffer;

/**
 * One choice of algorithms. What is sealed begins with a byte that says how, and every suite opens the texts of all:
 * while an installation changes over, both lie in one database.
 */
export interface Suite {
  readonly name: SuiteName;
  /** The first byte of what it seals. */
  readonly format: number;
  /** Whether this suite made the text. */
  readonly made: (sealed: Buffer) => boolean;
  /** A random IV each time: the same text comes out differently. 29 bytes longer than the text, with SM4 49. */
  readonly seal: (key: Key, plain: Buffer, context: Context) => Buffer;
  /** Errors: crypto.damaged (500) where a byte was changed, or for another key or context. */
  readonly open: (key: Key, sealed: Buffer, context: Context) => Buffer;
  /** 43 characters by which a text is found again, HMAC-SHA-256 or HMAC-SM3: nothing without the key. */
  readonly digest: (key: Key, text: string) => string;
}

interface Format {
  readonly format: number;
  readonly overhead: number;
  readonly seal: (key: Key, plain: Buffer, context: Buffer) => Buffer;
  readonly open: (key: Key, sealed: Buffer, context: Buffer) => Buffer;
}

const formats: readonly Format[] = [aesGcm, sm4Sm3];

const bytesOf = (context: Context): Buffer => (typeof context === "string" ? Buffer.from(context, "utf8") : context);

/** By how many bytes a sealed text of this format is longer than the text. Errors: crypto.damaged for an unknown one. */
export function overheadOf(format: number): number {
  const known = formats.find((one) => one.format === format);
  if (!known) throw damaged();
  return known.overhead;
}

/** Opens what any suite sealed. Errors: crypto.damaged. */
export function open(key: Key, sealed: Buffer, context: Context): Buffer {
  const known = formats.find(({ format }) => format === sealed[0]);
  if (!known) throw damaged();
  return known.open(key, sealed, bytesOf(context));
}

const suiteOf = (name: SuiteName, { format, seal }: Format, hash: HashName): Suite => ({
  name,
  format,
  made: (sealed) => sealed[0] === format,
  seal: (key, plain, context) => seal(key, plain, bytesOf(context)),
  open,
  digest: (key, text) =>
    createHmac(hash, key.part(hash, "tonghu digest", 32))
      .update(text)
      .digest("base64url"),
});

const suites: Readonly<Record<SuiteName, Suite>> = {
  "aes-256-gcm": suiteOf("aes-256-gcm", aesGcm, "sha256"),
  "sm4-sm3": suiteOf("sm4-sm3", sm4Sm3, "sm3"),
};

const isSuiteName = (text: string): text is SuiteName => Object.hasOwn(suites, text);

/** The suite that a configuration names (TONGHU_CRYPTO_SUITE); aes-256-gcm where it names none. Errors: crypto.suite_unknown. */
export function suiteNamed(name: string | undefined): Suite {
  const wanted = name === undefined || name === "" ? "aes-256-gcm" : name;
  if (!isSuiteName(wanted)) throw new Problem("crypto.suite_unknown", { suite: wanted, suites: suiteNames }, 500);
  return suites[wanted];
}

/** Subject, entry, field and so on as one context: no two lists give the same. */
export const contextOf = (...parts: readonly string[]): string => JSON.stringify(parts);

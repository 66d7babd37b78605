import { createCipheriv, createDecipheriv, createECDH, createHash, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { type Id, isId } from "#kernel/id.ts";
import { type Box, FileKey, SentCommand } from "./words.ts";

/*
 * Boxes that a phone can close and the server alone can open: an ephemeral ECDH on P-256, HKDF-SHA-256, AES-256-GCM with
 * the command's id bound in. The phone's side is src/web/phone/sync/box.ts.
 */

const CURVE = "prime256v1";
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const INFO = "tonghu salvage box";
const TAG = 16;

/** Opens what was sealed for this installation. */
export interface BoxKey {
  /** The public point, base64. */
  readonly point: string;
  /** Errors: where a byte, the id or the installation is another one. */
  readonly open: (id: Id, box: Box) => string;
  /** Closes a text as a phone does. */
  readonly close: (id: Id, said: string) => Box;
}

/** The pair that follows from the installation's secret: the same after a restart and in a restored backup. */
export function boxKeyOf(secret: Buffer): BoxKey {
  const drawn = Buffer.from(hkdfSync("sha256", secret, "", "tonghu salvage key", 48));
  const scalar = (BigInt(`0x${drawn.toString("hex")}`) % (ORDER - 1n)) + 1n;
  const pair = createECDH(CURVE);
  pair.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, "0"), "hex"));
  return {
    point: pair.getPublicKey("base64"),
    open: (id, box) => {
      const [point, iv, text] = [box.point, box.iv, box.text].map((part) => Buffer.from(part, "base64"));
      if (!point || !iv || !text) throw new Error("a box of three parts");
      const key = Buffer.from(hkdfSync("sha256", pair.computeSecret(point), point, INFO, 32));
      const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG });
      decipher.setAAD(Buffer.from(id)).setAuthTag(text.subarray(-TAG));
      return Buffer.concat([decipher.update(text.subarray(0, -TAG)), decipher.final()]).toString("utf8");
    },
    close: (id, said) => {
      const once = createECDH(CURVE);
      const point = once.generateKeys();
      const key = Buffer.from(hkdfSync("sha256", once.computeSecret(pair.getPublicKey()), point, INFO, 32));
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG }).setAAD(Buffer.from(id));
      const text = Buffer.concat([cipher.update(said, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return { point: point.toString("base64"), iv: iv.toString("base64"), text: text.toString("base64") };
    },
  };
}

/** An attachment's bytes as the phone kept them, opened. Errors: where a byte, the id or the key is another one. */
export function openFile(id: Id, { key, iv }: FileKey, sealed: Buffer): Buffer {
  const [secret, nonce] = [Buffer.from(key, "base64"), Buffer.from(iv, "base64")];
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
}

/** Seals an attachment's bytes as a phone does, under a key of its own, which goes into the box. */
export function closeFile(id: Id, bytes: Buffer): { readonly file: FileKey; readonly sealed: Buffer } {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG }).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file: { key: key.toString("base64"), iv: iv.toString("base64"), size: bytes.length, sha256 }, sealed };
}

/** What lies in a box: the command, and what its child is called; `begun`: it was half-filled, and is no command. */
const Boxed = SentCommand.omit({ id: true }).extend({ name: z.string().max(60), file: FileKey.optional(), begun: z.literal(true).optional() }); // prettier-ignore
export type Boxed = z.infer<typeof Boxed>;

/** Undefined where it does not open or is no command: it is kept all the same, and nobody can act on it. */
export function readBox(key: BoxKey, id: Id, box: Box): Boxed | undefined {
  try {
    return Boxed.parse(JSON.parse(key.open(id, box)));
  } catch {
    return undefined;
  }
}

const Named = z.looseObject({ childId: z.string().refine(isId) });

/** Whom a box speaks of, also where nobody can act on it; null where it does not open. */
export function childIn(key: BoxKey, id: Id, box: Box): Id | null {
  try {
    return Named.parse(JSON.parse(key.open(id, box))).childId;
  } catch {
    return null;
  }
}

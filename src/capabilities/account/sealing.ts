import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Seals small secrets at rest. The context (whose, what for) is bound in: moved to another row it does not open. */
export interface Sealer {
  readonly seal: (plain: Buffer, context: string) => Buffer;
  /** Errors: where a byte or the context is another one. */
  readonly open: (sealed: Buffer, context: string) => Buffer;
}

const CIPHER = "aes-256-gcm";
const IV = 12;
const TAG = 16;

/** AES-256-GCM under a key drawn from the installation's secret (HKDF-SHA-256, for this purpose only). */
export function sealerOf(secret: Buffer): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "tonghu account sealing", 32));
  return {
    seal: (plain, context) => {
      const iv = randomBytes(IV);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(context));
      return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV), { authTagLength: TAG });
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG));
      return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()]);
    },
  };
}

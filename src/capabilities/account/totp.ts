import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";

/*
 * Time-based codes of RFC 6238 as every authenticator makes them: SHA-1, six digits, 30 seconds. One step to either
 * side is accepted, for clocks that go wrong; a step is never accepted twice (RFC 6238 5.2).
 */
const PERIOD = 30;
const WINDOW = 1;

const codeOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: "童护", label, algorithm: "SHA1", digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) });

/** A new secret, Base32, 160 bits. */
export const drawSecret = (): string => new Secret({ size: 20 }).base32;

export interface Enrolment {
  /** For typing in by hand. */
  readonly secret: string;
  readonly uri: string;
  /** The same as a picture. */
  readonly svg: string;
}

export function enrolmentOf(secret: string, label: string): Enrolment {
  const uri = codeOf(secret, label).toString();
  return { secret, uri, svg: qrOf(uri) };
}

/** The step of time that a code belongs to; undefined where it fits none near the moment. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = codeOf(secret, "").validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD) + delta;
}

/** A QR code as SVG, with the quiet zone that readers want. */
export const qrOf = (text: string): string => renderSVG(text, { ecc: "M", border: 4 });

import { type Day, isDay } from "./day.ts";

/*
 * GB 11643-1999 公民身份号码: six digits of region, eight of birth, three of order (odd for men), one check character
 * after ISO 7064 MOD 11-2. 港澳台居民居住证 has the same build with the regions 810000, 820000 and 830000.
 */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = "10X98765432";

export type IdFault = "length" | "characters" | "birth" | "check";

export interface IdNumber {
  /** 18 characters, X in upper case. */
  readonly number: string;
  readonly kind: "resident" | "hmt";
  readonly birthDate: Day;
  readonly sex: "male" | "female";
  /** The region of first registration: it may long have been abolished, so nothing is refused because of it. */
  readonly region: string;
}

export type IdReading = { readonly ok: true; readonly id: IdNumber } | { readonly ok: false; readonly fault: IdFault };

/** The eighteenth character for the first seventeen digits. Errors: anything but seventeen digits. */
export function checkCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new Error("checkCharacter: seventeen digits are wanted");
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (first17.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return checks.charAt(sum % 11);
}

/** The 18-character form of a number of the first generation, whose births all lie in 19xx (GB 11643-1989). */
export function widen15(text: string): string {
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`;
  return first17 + checkCharacter(first17);
}

const fault = (name: IdFault): IdReading => ({ ok: false, fault: name });

/**
 * Reads an id number of 18 or 15 characters as typed; x counts as X. Whoever calls has taken out spaces and full-width
 * forms. The first thing that is wrong is named: length, characters, birth (a day that does not exist), check.
 */
export function readIdNumber(text: string): IdReading {
  if (text.length !== 15 && text.length !== 18) return fault("length");
  if (!/^(?:\d{15}|\d{17}[\dXx])$/.test(text)) return fault("characters");
  const number = text.length === 15 ? widen15(text) : text.toUpperCase();
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDay(birthDate)) return fault("birth");
  if (checkCharacter(number.slice(0, 17)) !== number.charAt(17)) return fault("check");
  const kind = /^8[123]0000/.test(number) ? "hmt" : "resident";
  const sex = Number(number.charAt(16)) % 2 === 1 ? "male" : "female";
  return { ok: true, id: { number, kind, birthDate, sex, region: number.slice(0, 6) } };
}

/** GB/T 26341-2010 in the order of the certificate's nineteenth digit, 1 to 7. */
export const disabilityOrder = ["sight", "hearing", "speech", "limb", "intellect", "mental", "multiple"] as const;

export interface DisabilityCertificate {
  /** As typed, letters in upper case. */
  readonly number: string;
  /** The id number that the certificate stands on. */
  readonly idNumber: string;
  readonly kind: (typeof disabilityOrder)[number];
  /** 1 (gravest) to 4. */
  readonly level: number;
}

export type CertificateFault = "length" | "characters" | "id" | "kind" | "level";

/**
 * Reads a 残疾人证 number: the holder's id number, one digit of kind, one of level, and for a re-issued one a suffix of
 * up to two characters (B1, B2): 20 to 22 characters in all.
 */
export function readDisabilityCertificate(
  text: string,
):
  | { readonly ok: true; readonly certificate: DisabilityCertificate }
  | { readonly ok: false; readonly fault: CertificateFault } {
  const number = text.toUpperCase();
  if (number.length < 20 || number.length > 22) return { ok: false, fault: "length" };
  if (!/^\d{17}[\dX]\d{2}(?:[A-Z]?\d?)$/.test(number)) return { ok: false, fault: "characters" };
  const id = readIdNumber(number.slice(0, 18));
  if (!id.ok) return { ok: false, fault: "id" };
  const kind = disabilityOrder[Number(number.charAt(18)) - 1];
  if (!kind) return { ok: false, fault: "kind" };
  const level = Number(number.charAt(19));
  if (level < 1 || level > 4) return { ok: false, fault: "level" };
  return { ok: true, certificate: { number, idNumber: id.id.number, kind, level } };
}

/**
 * A telephone number as the file keeps it: a mobile of eleven digits, a landline with its area code (0xx-xxxxxxxx is
 * kept as digits), or a local number of seven or eight. Separators and the country code 86 are taken out; null where
 * nothing of that build is left. The national system's field takes seventeen characters at most.
 */
export function readPhone(text: string): string | null {
  if (text.length > 40) return null;
  const digits = text.replace(/[\s\-()（）—－.·]/g, "").replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)/, "");
  return /^(?:1[3-9]\d{9}|0\d{9,11}|[2-9]\d{6,7})$/.test(digits) ? digits : null;
}

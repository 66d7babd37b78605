import { readPhone } from "#kernel/idNumber.ts";
import type { Reader } from "./book.ts";
import { hashText } from "./hash.ts";
import { plainText, saysNothing } from "./script.ts";

/* Sex, telephone, area: what needs no more than a few numbers. */

const male = /^(?:男|M|MALE|1|BOY|男性|男孩)$/;
const female = /^(?:女|F|FEMALE|2|GIRL|女性|女孩)$/;

export const sex: Reader = {
  stride: 1,
  keepsText: false,
  canonical: (text) => {
    const plain = plainText(text);
    return male.test(plain) ? "1" : female.test(plain) ? "2" : "";
  },
  write: (text, features, at) => {
    features[at] = Number(text);
  },
};

export const phoneAt = { full: 0, head: 1, middle: 2, tail: 3 } as const;
const fillerPhone = /(\d)\1{6}|12345678|0{7}/;

export const phone: Reader = {
  stride: 4,
  keepsText: false,
  canonical: (text) => {
    // two numbers in one cell: the first counts
    const [one = ""] = text.normalize("NFKC").split(/[,，、;；/]/u);
    const number = readPhone(one);
    if (number !== null) return fillerPhone.test(number) ? "" : number;
    const digits = one.replace(/\D/g, "");
    return digits.length >= 7 && digits.length <= 13 && !fillerPhone.test(digits) ? digits : "";
  },
  write: (number, features, at) => {
    features[at] = hashText(number, 30);
    features[at + phoneAt.head] = hashText(number.slice(0, -8), 31);
    features[at + phoneAt.middle] = hashText(number.slice(-8, -4), 32);
    features[at + phoneAt.tail] = hashText(number.slice(-4), 33);
  },
};

/** same, two of three parts the same, different. */
export const phoneLevels = ["missing", "same", "near", "different"] as const;

export function comparePhones(f: Uint32Array, a: number, b: number): number {
  if (f[a] === f[b]) return 1;
  let same = 0;
  for (let part = 1; part <= 3; part++) if (f[a + part] === f[b + part]) same++;
  return same === 2 ? 2 : 3;
}

export const areaAt = { full: 0, town: 1, county: 2 } as const;

/** An area by its statistical code (2 to 12 digits), or by its name, of which only the whole is compared. */
export const area: Reader = {
  stride: 3,
  keepsText: false,
  canonical: (text) => {
    const plain = plainText(text);
    return saysNothing(plain) ? "" : /^\d{2,12}$/.test(plain) ? plain.replace(/(?:000){1,3}$/, "") : plain;
  },
  write: (text, features, at) => {
    const code = /^\d{2,12}$/.test(text);
    features[at] = hashText(text, 40);
    if (code && text.length >= 9) features[at + areaAt.town] = hashText(text.slice(0, 9), 41);
    if (code && text.length >= 6) features[at + areaAt.county] = hashText(text.slice(0, 6), 42);
  },
};

export const areaLevels = ["missing", "same", "sameTown", "sameCounty", "different"] as const;

export function compareAreas(f: Uint32Array, a: number, b: number): number {
  if (f[a] === f[b]) return 1;
  const town = f[a + areaAt.town];
  if (town !== 0 && town === f[b + areaAt.town]) return 2;
  const county = f[a + areaAt.county];
  return county !== 0 && county === f[b + areaAt.county] ? 3 : 4;
}

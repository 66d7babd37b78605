import { widen15 } from "#kernel/idNumber.ts";
import type { Reader } from "./book.ts";
import { hashText } from "./hash.ts";
import { lunarOf, pack } from "./lunar.ts";

/*
 * An id number as numbers: its eight parts (region in two, year, month and day, and each of the last four characters),
 * what it says of birth and sex, and whether its check character fits. A slip of the finger damages one part, an exchange
 * of neighbours two at most. Parts, not digits, because parts can be handed over as keyed digests too.
 */
export const idAt = { parts: 0, birth: 8, birthLunar: 9, sex: 10, valid: 11 } as const;
export const PARTS = 8;
/** The first of the parts that tell two children of one day and place apart. */
const TAIL = 4;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const cuts = [0, 3, 6, 10, 14, 15, 16, 17, 18] as const;

const LENGTH = 18;
const digits = /^\d{17}[\dX]$/;
const shape = /^[\dA-Z]{8,24}$/;
/** 111111111111111111, 123456789012345678 and the like stand for "not known". */
const filler = /^(\d)\1*.?$|^(?:1234567890|0123456789)|^(.{6})0{8}|0{10}/;

function canonical(text: string): string {
  if (digits.test(text) && !filler.test(text)) return text;
  const plain = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\dA-Z*]/g, "");
  if (filler.test(plain) || !shape.test(plain)) return "";
  return /^\d{15}$/.test(plain) ? widen15(plain) : plain;
}

/** A number out of some digits of a text. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** What a number of 18 says of birth, packed as dates are; 0 where it says nothing. */
function birthOf(id: string): number {
  const [month, day] = [digitsAt(id, 10, 12), digitsAt(id, 12, 14)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? pack(digitsAt(id, 6, 10), month, day) : 0;
}

/** GB 11643-1999, ISO 7064 MOD 11-2: as the kernel has it, without a text in between, because it is asked a million times. */
function passesCheck(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (id.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return id.charCodeAt(17) === "10X98765432".charCodeAt(sum % 11);
}

/** A part as a number of its own; parts of one place only are ever compared. */
function partOf(id: string, from: number, to: number): number {
  let value = 1;
  for (let i = from; i < to; i++) value = value * 43 + (i < id.length ? id.charCodeAt(i) - 47 : 0);
  return value;
}

function write(id: string, features: Uint32Array, at: number): void {
  for (let part = 0; part < PARTS; part++) features[at + part] = partOf(id, cuts[part] ?? 0, cuts[part + 1] ?? 0);
  if (id.length > LENGTH) features[at + PARTS - 1] = hashText(id.slice(LENGTH - 1), 20);
  if (!digits.test(id)) return;
  const birth = birthOf(id);
  features[at + idAt.birth] = birth;
  features[at + idAt.birthLunar] = birth === 0 ? 0 : lunarOf(birth);
  features[at + idAt.sex] = id.charCodeAt(16) % 2 === 1 ? 1 : 2;
  features[at + idAt.valid] = birth !== 0 && passesCheck(id) ? 1 : 0;
}

export const idNumber: Reader = { stride: 12, keepsText: false, canonical, write };

/**
 * How near two different numbers are: 1 one part differs; 2 two, one of them at most in the tail; 3 two of the tail, which
 * strangers born on one day in one county reach now and then; 4 further apart.
 */
export function nearness(f: Uint32Array, a: number, b: number): 1 | 2 | 3 | 4 {
  let [head, tail] = [0, 0];
  for (let part = 0; part < PARTS; part++) {
    if (f[a + part] === f[b + part]) continue;
    if (part < TAIL) head++;
    else tail++;
  }
  if (head + tail === 1) return 1;
  if (head + tail === 2) return tail < 2 ? 2 : 3;
  return 4;
}

/** Levels of two id numbers, best first; 0 is "not known on one side". */
export const idLevels = [
  "missing", "same", "sameUnfit", "onePart", "twoParts", "tail", "differentDoubtful", "different",
] as const; // prettier-ignore

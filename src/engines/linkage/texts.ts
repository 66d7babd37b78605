import type { Book, Reader } from "./book.ts";
import { hashText } from "./hash.ts";
import { edits, isAbbreviation, jaroWinkler } from "./likeness.ts";
import { plainText, saysNothing } from "./script.ts";

/* Types whose likeness is measured letter by letter: names in Latin letters, free text, codes. */

/** `words` of free text; `head` and `tail` of the others: what is left to find a damaged value by. */
export const textAt = { full: 0, sound: 1, words: 2, head: 2 } as const;
export const codeAt = { full: 0, head: 1, tail: 2 } as const;
const LONGEST = 120;

/** What is left of a Latin name by ear: PH is F, C and Q are K, vowels and doubles fall out. */
function skeleton(name: string): string {
  const consonants = name
    .replaceAll("PH", "F").replaceAll("CK", "K").replaceAll("GH", "G").replaceAll("SCH", "S").replaceAll("MC", "MAK")
    .replace(/C(?=[EIY])|Z/g, "S").replace(/[CQX]/g, "K").replace(/[JG]/g, "J").replace(/[VW]/g, "F").replace(/[DT]/g, "T")
    .replace(/[BP]/g, "P").replace(/M/g, "N"); // prettier-ignore
  return (consonants.slice(0, 1) + consonants.slice(1).replace(/[AEIOUYH]/g, "")).replace(/(.)\1+/g, "$1");
}

const letters = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toUpperCase();

export const latin: Reader = {
  stride: 3,
  keepsText: true,
  canonical: (text) => {
    const plain = letters(text).replace(/[^\p{L}]/gu, "");
    return saysNothing(plain) ? "" : plain.slice(0, LONGEST);
  },
  write: (name, features, at) => {
    features[at] = hashText(name, 50);
    features[at + textAt.sound] = hashText(skeleton(name), 51);
    features[at + textAt.head] = hashText(name.slice(0, 3), 52);
  },
};

export const text: Reader = {
  stride: 3,
  keepsText: true,
  canonical: (cell) => {
    // words stay apart in Latin text; Chinese has none
    const words = cell.normalize("NFKC").toUpperCase().split(/[\s,.;:，。；：、]+/u).map(plainText).filter((word) => word !== ""); // prettier-ignore
    const plain = words.join(" ").replaceAll(/(?<=[\u2e80-\uffff]) (?=[\u2e80-\uffff])/gu, "");
    return saysNothing(plain) ? "" : plain.slice(0, LONGEST);
  },
  write: (words, features, at) => {
    features[at] = hashText(words, 60);
    features[at + textAt.sound] = hashText(words.replaceAll(" ", "").slice(0, 5), 61);
    features[at + textAt.words] = hashText(words.split(" ").toSorted().join(" "), 62);
  },
};

export const code: Reader = {
  stride: 3,
  keepsText: true,
  canonical: (cell) => {
    const plain = plainText(cell).replace(/[^\p{L}\d]/gu, "");
    return saysNothing(plain) ? "" : plain.slice(0, LONGEST);
  },
  write: (plain, features, at) => {
    const half = Math.ceil(plain.length / 2);
    features[at] = hashText(plain, 70);
    features[at + codeAt.head] = hashText(plain.slice(0, half), 71);
    features[at + codeAt.tail] = hashText(plain.slice(-half), 72);
  },
};

export const latinLevels = ["missing", "same", "near", "sameSound", "alike", "different"] as const;

/** Levels of two Latin names by their numbers in the book. */
export function compareLatin(book: Book, a: number, b: number): number {
  if (a === b) return 1;
  const likeness = jaroWinkler(book.texts.units(a), book.texts.units(b));
  if (likeness >= 0.92) return 2;
  const { stride } = book.reader;
  if (book.features[a * stride + textAt.sound] === book.features[b * stride + textAt.sound]) return 3;
  return likeness >= 0.8 ? 4 : 5;
}

export const textLevels = ["missing", "same", "near", "alike", "different"] as const;

export function compareTexts(book: Book, a: number, b: number): number {
  if (a === b) return 1;
  const { features, reader, texts } = book;
  if (features[a * reader.stride + textAt.words] === features[b * reader.stride + textAt.words]) return 2;
  const [one, other] = [texts.units(a), texts.units(b)];
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.92) return 2;
  return likeness >= 0.82 || isAbbreviation(one, other) ? 3 : 4;
}

export const codeLevels = ["missing", "same", "near", "alike", "different"] as const;

export function compareCodes(book: Book, a: number, b: number): number {
  if (a === b) return 1;
  const [one, other] = [book.texts.units(a), book.texts.units(b)];
  const count = edits(one, other);
  // in a code of four signs two slips leave nothing to go by
  if (count === 1) return one.length >= 3 ? 2 : 4;
  return count === 2 && Math.min(one.length, other.length) >= 5 ? 3 : 4;
}

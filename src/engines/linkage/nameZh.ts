import type { Reader } from "./book.ts";
import { hashText, mix } from "./hash.ts";
import { isPlainHan, plainText, saysNothing } from "./script.ts";
import { componentOf, cornersOf } from "./shape.ts";
import { type Sound, soundOfCharacter, soundsOfSurname } from "./sound.ts";
import { surnameLength } from "./surnames.ts";

/*
 * A Chinese name as numbers: the whole, its sound, surname and given name, and for each of three places (surname, first
 * and last character of the given name) the character, its blurred sound, and the two groups of its shape.
 */
export const nameAt = {
  full: 0,
  sorted: 1,
  sound: 2,
  blurred: 3,
  surname: 4,
  given: 5,
  length: 6,
  childhood: 7,
  places: 8,
} as const;
/** Numbers per place: character, blurred sound, component, four corners. */
export const PLACE = 4;
const PLACES = 3;

const LONGEST = 32;
const separators = /[·•・‧∙⋅●﹒.．。、,，'’`\-—_]/gu;
// Bounded, and begun once in a row of brackets, so that a cell full of them or of digits costs no more than its length.
const remark = /(?<![(（[【<《])[(（[【<《][^)）\]】>》]{0,40}[)）\]】>》]|\d{1,20}$/gu;

/** 小宝, 阿强, 豆豆, with the surname or without: what a child is called at home. */
const childhood = /^.?(?:[小阿].|(.)\1)$/u;

/** Without dots between the parts of a name, remarks in brackets, and numbers behind it. */
function canonical(text: string): string {
  if (isPlainHan(text) && text.length <= LONGEST) return saysNothing(text) ? "" : text;
  const plain = plainText(text);
  const name = plain.replace(remark, "").replace(separators, "");
  return saysNothing(name) ? "" : name.slice(0, LONGEST);
}

function writePlace(text: string, blurred: number, features: Uint32Array, at: number): void {
  if (text === "") return;
  features[at] = hashText(text, 11);
  features[at + 1] = blurred;
  // a surname of two characters has no shape of its own
  features[at + 2] = text.length === 1 ? componentOf(text) : 0;
  features[at + 3] = text.length === 1 ? cornersOf(text) : 0;
}

function write(name: string, features: Uint32Array, at: number): void {
  const characters = Array.from(name);
  const head = surnameLength(characters);
  const surname = characters.slice(0, head).join("");
  const given = name.slice(surname.length);
  const sounds = head === 0 ? [] : soundsOfSurname(surname).slice();
  for (let i = head; i < characters.length; i++) sounds.push(soundOfCharacter(characters[i] ?? ""));
  features[at + nameAt.full] = hashText(name, 7);
  features[at + nameAt.sorted] = hashText(characters.toSorted().join(""), 8);
  features[at + nameAt.sound] = joined(sounds, "exact", sounds.length);
  features[at + nameAt.blurred] = joined(sounds, "fuzzy", sounds.length);
  features[at + nameAt.surname] = head === 0 ? 0 : hashText(surname, 9);
  features[at + nameAt.given] = hashText(given, 10);
  features[at + nameAt.length] = characters.length - head;
  features[at + nameAt.childhood] = childhood.test(name) ? 1 : 0;
  const [first, last] = [characters[head] ?? "", characters.length - head > 1 ? (characters.at(-1) ?? "") : ""];
  const places = at + nameAt.places;
  writePlace(surname, head === 0 ? 0 : joined(sounds, "fuzzy", head), features, places);
  writePlace(first, sounds[head]?.fuzzy ?? 0, features, places + PLACE);
  writePlace(last, last === "" ? 0 : (sounds.at(-1)?.fuzzy ?? 0), features, places + 2 * PLACE);
}

/** One hash of the first sounds. */
function joined(sounds: readonly Sound[], kind: keyof Sound, count: number): number {
  let hash = count;
  for (let i = 0; i < count; i++) hash = mix(hash, sounds[i]?.[kind] ?? 0);
  return hash || 1;
}

export const nameZh: Reader = { stride: nameAt.places + PLACES * PLACE, keepsText: false, canonical, write };

/** Levels of two Chinese names, best first; 0 is "not known on one side". */
export const nameLevels = [
  "missing", "same", "reordered", "sameSound", "alike", "shortened", "otherSurname", "childhood", "lastSame", "firstSame", "surnameSame", "different",
] as const; // prettier-ignore

const level = Object.fromEntries(nameLevels.map((name, index) => [name, index])) as Record<
  (typeof nameLevels)[number],
  number
>;

/** 3: the same character, 2: alike by ear or eye, 1: different, 0: not known on one side. */
function placeLikeness(f: Uint32Array, a: number, b: number): 0 | 1 | 2 | 3 {
  if (f[a] === 0 || f[b] === 0) return 0;
  if (f[a] === f[b]) return 3;
  for (let i = 1; i < PLACE; i++) if (f[a + i] !== 0 && f[a + i] === f[b + i]) return 2;
  return 1;
}

/** The level of two names, given where their features begin in `f`. */
export function compareNames(f: Uint32Array, a: number, b: number): number {
  if (a === b || f[a] === f[b]) return level.same;
  if (f[a + nameAt.sorted] === f[b + nameAt.sorted]) return level.reordered;
  if (f[a + nameAt.sound] === f[b + nameAt.sound]) return level.sameSound;
  if (f[a + nameAt.blurred] === f[b + nameAt.blurred]) return level.alike;
  const places = nameAt.places;
  const surname = placeLikeness(f, a + places, b + places);
  const first = placeLikeness(f, a + places + PLACE, b + places + PLACE);
  const last = placeLikeness(f, a + places + 2 * PLACE, b + places + 2 * PLACE);
  const sameLength = f[a + nameAt.length] === f[b + nameAt.length];
  if (sameLength && alike(surname, first, last)) return level.alike;
  if (surname >= 2 && !sameLength && shortened(f, a + places, b + places)) return level.shortened;
  if (f[a + nameAt.given] === f[b + nameAt.given]) return level.otherSurname;
  if (f[a + nameAt.childhood] !== f[b + nameAt.childhood]) return level.childhood;
  if (surname < 2) return level.different;
  if (last === 3) return level.lastSame;
  return first === 3 ? level.firstSame : level.surnameSame;
}

/** One given name is a single character, and the other begins or ends with it. */
function shortened(f: Uint32Array, a: number, b: number): boolean {
  const [first, last] = [PLACE, 2 * PLACE];
  if (f[a + last] === 0) return f[a + first] === f[b + first] || f[a + first] === f[b + last];
  return f[b + last] === 0 && (f[b + first] === f[a + first] || f[b + first] === f[a + last]);
}

/** One place alike and the others the same, or all alike; a place that both lack counts for nothing. */
function alike(surname: number, first: number, last: number): boolean {
  return surname !== 1 && first !== 1 && last !== 1 && surname + first + last >= 5;
}

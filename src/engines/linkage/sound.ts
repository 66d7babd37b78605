import { pinyin } from "pinyin-pro";
import { hashText } from "./hash.ts";

/*
 * How a name sounds, without tones. Two readings: as written (toneless pinyin), and as it is heard in the south, where
 * z/zh, c/ch, s/sh, n/l, f/h, r/l and -n/-ng fall together: most wrong characters in registers are typed by ear.
 */

/** A syllable, twice. */
export interface Sound {
  /** Hash of the syllable. */
  readonly exact: number;
  /** Hash of what is left of it where these sounds fall together. */
  readonly fuzzy: number;
}

const known = new Map<string, Sound>();
const surnames = new Map<string, Sound[]>();

const fuzzyOf = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^[nr](?=.)/, "l")
    .replace(/^hu(?=[aeo])/, "f")
    .replace(/^h/, "f")
    .replace(/ng$/, "n");

const soundOf = (syllable: string): Sound => ({ exact: hashText(syllable, 3), fuzzy: hashText(fuzzyOf(syllable), 5) });

/** The commonest reading of a character; the character itself where it has none. */
export function soundOfCharacter(character: string): Sound {
  const found = known.get(character);
  if (found) return found;
  const sound = soundOf(pinyin(character, { toneType: "none", type: "array", v: true })[0] ?? character);
  known.set(character, sound);
  return sound;
}

/** The readings of a surname, which may differ from the usual one (曾 zeng, 单 shan, 仇 qiu), one per character. */
export function soundsOfSurname(surname: string): Sound[] {
  const found = surnames.get(surname);
  if (found) return found;
  // a name's rest, because only the head of something longer is read as a surname
  const read = pinyin(`${surname}一`, { toneType: "none", type: "array", v: true, surname: "head" });
  const sounds = Array.from(surname, (_, index) => soundOf(read[index] ?? surname));
  surnames.set(surname, sounds);
  return sounds;
}

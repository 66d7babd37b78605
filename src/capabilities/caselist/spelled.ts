import { pinyin } from "pinyin-pro";

/** A name in Latin letters, without tones: 曾小满 is zeng, xiao, man (a surname is read as one; ü is v). */
export function syllablesOf(name: string): string[] {
  const whole = pinyin(name, { toneType: "none", type: "array", v: true, surname: "head", nonZh: "removed" });
  return whole.map((syllable) => syllable.toLowerCase().replace(/[^a-z]/g, "")).filter((syllable) => syllable !== "");
}

/** What was typed in place of characters, as names are spelled; undefined where it holds anything but letters. */
export function lettersOf(part: string): string | undefined {
  const letters = part
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s'’·]/g, "")
    .replaceAll("ü", "v");
  return /^[a-z]{2,}$/.test(letters) ? letters : undefined;
}

const initialsOf = (syllables: readonly string[]): string => syllables.map((syllable) => syllable.charAt(0)).join("");

/** Whether letters spell a part of the name from a syllable's beginning (xiaom), or its syllables' first letters (zxm). */
export function spells(syllables: readonly string[], letters: string): boolean {
  if (initialsOf(syllables).includes(letters)) return true;
  return syllables.some((_, from) => syllables.slice(from).join("").startsWith(letters));
}

const runs = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(text.length - length + 1, 0) }, (_, at) => text.slice(at, at + length));

/** By what a spelling is found: two first letters that follow one another, three letters, a whole syllable. */
export interface Spelling {
  readonly initials: readonly string[];
  readonly letters: readonly string[];
  readonly syllables: readonly string[];
}

export const spellingOf = (syllables: readonly string[]): Spelling => ({
  initials: runs(initialsOf(syllables), 2),
  letters: runs(syllables.join(""), 3),
  syllables,
});

/** The ways in which letters may be meant, each by the parts that a name must then have; never all of nothing. */
export function waysOf(letters: string): Spelling[] {
  const none = { initials: [], letters: [], syllables: [] };
  const whole = letters.length > 2 ? { ...none, letters: runs(letters, 3) } : { ...none, syllables: [letters] };
  return [{ ...none, initials: runs(letters, 2) }, whole];
}

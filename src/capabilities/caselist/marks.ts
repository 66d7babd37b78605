import { alike } from "#capabilities/registry/index.ts";
import { lettersOf, type Spelling, spellingOf, spells, syllablesOf, waysOf } from "./spelled.ts";

/*
 * By what a sealed name is found: a number for each of its characters and for each two that follow one another, and for
 * the parts of its spelling in letters, made with the installation's key. Many parts share a number (there are 64 for
 * single characters, 65,536 for pairs, 64 to 256 for the parts of a spelling), so that counting them tells little about
 * who has which name; what a search finds by them is opened and looked at.
 */

/** How many numbers there are for each sort of part. Pairs and singles stand first: their numbers are in older views. */
const sorts = { pair: 65_536, single: 64, letters: 256, initials: 64, syllable: 128 } as const;
type Sort = keyof typeof sorts;

/** Where the numbers of a sort begin. */
const beginsAt = (sort: Sort): number => {
  const before = Object.keys(sorts).slice(0, Object.keys(sorts).indexOf(sort)) as Sort[];
  return before.reduce((sum, one) => sum + sorts[one], 0);
};

type Digest = (text: string) => string;

/** The same few thousand parts come again and again, and an import asks for each. */
const made = new WeakMap<Digest, Map<string, number>>();
const KNOWN = 100_000;

function mark(digest: Digest, sort: Sort, part: string): number {
  const known = made.get(digest) ?? new Map<string, number>();
  made.set(digest, known);
  const key = sort === "pair" || sort === "single" ? part : `${sort} ${part}`;
  const held = known.get(key);
  if (held !== undefined) return held;
  const number = Buffer.from(digest(`mark ${key}`), "base64url").readUInt32BE();
  const chosen = beginsAt(sort) + (number % sorts[sort]);
  if (known.size >= KNOWN) known.clear();
  known.set(key, chosen);
  return chosen;
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, n) => `${characters[n] ?? ""}${character}`);

const spellingMarks = ({ initials, letters, syllables }: Spelling, digest: Digest): number[] => [
  ...initials.map((part) => mark(digest, "initials", part)),
  ...letters.map((part) => mark(digest, "letters", part)),
  ...syllables.map((part) => mark(digest, "syllable", part)),
];

/** The marks under which a name is kept. `digest`: the installation's (crypto/vault.ts). */
export function marksOf(name: string, digest: Digest): number[] {
  const characters = [...alike(name)];
  const parts = [
    ...characters.map((one) => mark(digest, "single", one)),
    ...pairsOf(characters).map((one) => mark(digest, "pair", one)),
    ...spellingMarks(spellingOf(syllablesOf(name)), digest),
  ];
  return [...new Set(parts)].toSorted((a, b) => a - b);
}

/**
 * The marks that a name must have to hold what is looked for, one way or the other: pairs tell more than characters, where
 * there are any; letters may be a spelling or first letters.
 */
export function marksWanted(part: string, digest: Digest): number[][] {
  const characters = [...alike(part)];
  const asWritten =
    characters.length > 1
      ? pairsOf(characters).map((one) => mark(digest, "pair", one))
      : characters.map((one) => mark(digest, "single", one));
  const letters = lettersOf(part);
  const asSpelled = letters === undefined ? [] : waysOf(letters).map((way) => spellingMarks(way, digest));
  return [asWritten, ...asSpelled];
}

/** Whether the name holds what is looked for, however both are spelled. */
export function holdsPart(name: string, part: string): boolean {
  if (alike(name).includes(alike(part))) return true;
  const letters = lettersOf(part);
  return letters !== undefined && spells(syllablesOf(name), letters);
}

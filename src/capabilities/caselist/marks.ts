import { alike } from "#capabilities/registry/index.ts";

/*
 * By what a sealed name is found: a number for each of its characters and for each two that follow one another, made with
 * the installation's key. Many characters share a number (there are 64 for single ones, 65,536 for pairs), so that
 * counting them tells little about who has which name; what a search finds by them is opened and looked at.
 */

const SINGLES = 64;
const PAIRS = 65_536;

type Digest = (text: string) => string;

/** The same few thousand characters come again and again, and an import asks for each. */
const made = new WeakMap<Digest, Map<string, number>>();
const KNOWN = 100_000;

function mark(digest: Digest, part: string): number {
  const known = made.get(digest) ?? new Map<string, number>();
  made.set(digest, known);
  const held = known.get(part);
  if (held !== undefined) return held;
  const number = Buffer.from(digest(`mark ${part}`), "base64url").readUInt32BE();
  const chosen = [...part].length === 1 ? PAIRS + (number % SINGLES) : number % PAIRS;
  if (known.size >= KNOWN) known.clear();
  known.set(part, chosen);
  return chosen;
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, n) => `${characters[n] ?? ""}${character}`);

/** The marks under which a name is kept. `digest`: the installation's (crypto/vault.ts). */
export function marksOf(name: string, digest: Digest): number[] {
  const characters = [...alike(name)];
  const parts = [...characters, ...pairsOf(characters)];
  return [...new Set(parts.map((part) => mark(digest, part)))].toSorted((a, b) => a - b);
}

/** The marks that a name must have to hold what is looked for: pairs tell more than characters, where there are any. */
export function marksWanted(part: string, digest: Digest): number[] {
  const characters = [...alike(part)];
  const parts = characters.length > 1 ? pairsOf(characters) : characters;
  return parts.map((one) => mark(digest, one));
}

/** Whether a name holds what is looked for, however both are spelled. */
export const holdsPart = (name: string, part: string): boolean => alike(name).includes(alike(part));

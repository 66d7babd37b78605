import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Glyphs, readGlyphs, unwrap } from "./sfnt.ts";

/*
 * Noto Serif SC comes as one file of about 8,000 common characters and a hundred small ones, each for a few ranges of
 * Unicode (docs/decisions/0007). The common file is tried first, so that a form usually embeds one font per weight.
 */

export type Weight = 400 | 700;

export interface Face extends Glyphs {
  /** Unique within a document. */
  readonly name: string;
  readonly file: Buffer;
}

/** Finds for each character a face that has a glyph for it. */
export interface Typeface {
  faceOf(char: string): Face | undefined;
}

const family = "@fontsource/noto-serif-sc";
const located = (path: string): string => fileURLToPath(import.meta.resolve(`${family}/${path}`));

const opened = new Map<string, Face>();

function open(path: string): Face {
  const known = opened.get(path);
  if (known !== undefined) return known;
  const file = unwrap(readFileSync(path));
  const face = { name: path, file, ...readGlyphs(file) };
  opened.set(path, face);
  return face;
}

interface Part {
  readonly name: string;
  readonly ranges: readonly (readonly [number, number])[];
}

let parts: readonly Part[] | undefined;

/** The package's own table of ranges: `{"[4]": "U+1f1e9-1f1f5,U+1f21a"}`. */
function partsOf(): readonly Part[] {
  parts ??= Object.entries(JSON.parse(readFileSync(located("unicode.json"), "utf8")) as Record<string, string>).map(
    ([key, text]) => ({ name: key.replace(/[[\]]/gu, ""), ranges: text.split(",").map(rangeOf) }),
  );
  return parts;
}

function rangeOf(text: string): readonly [number, number] {
  const [first = "", last = first] = text.trim().slice(2).split("-");
  return [parseInt(first, 16), parseInt(last, 16)];
}

const fileOf = (part: string, weight: Weight): string => located(`files/noto-serif-sc-${part}-${weight}-normal.woff`);

/**
 * The typeface of one weight. `extra` are paths of further font files (TrueType, OpenType, WOFF 1), asked after the
 * built-in ones: an office that must print rarer characters gives its own.
 */
export function typeface(weight: Weight, extra: readonly string[] = []): Typeface {
  const known = new Map<string, Face | undefined>();
  const find = (codePoint: number): Face | undefined => {
    for (const path of candidates(codePoint, weight, extra)) {
      const face = open(path);
      if (face.advance(codePoint) !== undefined) return face;
    }
    return undefined;
  };
  const faceOf = (char: string): Face | undefined => {
    if (!known.has(char)) known.set(char, find(char.codePointAt(0) ?? 0));
    return known.get(char);
  };
  return { faceOf };
}

/** The ranges claim a little more than the files hold, so each candidate is asked again for the glyph itself. */
function* candidates(codePoint: number, weight: Weight, extra: readonly string[]): Generator<string> {
  yield fileOf("chinese-simplified", weight);
  for (const part of partsOf())
    if (part.ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) yield fileOf(part.name, weight);
  yield* extra;
}

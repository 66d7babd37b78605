import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Glyphs, readGlyphs } from "./sfnt.ts";

/*
 * Noto Serif SC, the whole face as one TrueType file per weight (docs/decisions/0007). A file is read when the first
 * text is set in it and kept after that: 15 MB each, which a process that draws no PDF never holds.
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

const names: Readonly<Record<Weight, string>> = { 400: "400Regular", 700: "700Bold" };

export const builtIn = (weight: Weight): string =>
  fileURLToPath(
    import.meta.resolve(`@expo-google-fonts/noto-serif-sc/${names[weight]}/NotoSerifSC_${names[weight]}.ttf`),
  );

const opened = new Map<string, Face>();

function open(path: string): Face {
  const known = opened.get(path);
  if (known !== undefined) return known;
  const file = readFileSync(path);
  const face = { name: path, file, ...readGlyphs(file) };
  opened.set(path, face);
  return face;
}

/**
 * The typeface of one weight. `extra` are paths of further font files (TrueType, OpenType), asked after the built-in
 * one: an office that must print rarer characters gives its own.
 */
export function typeface(weight: Weight, extra: readonly string[] = []): Typeface {
  const paths = [builtIn(weight), ...extra];
  const known = new Map<string, Face | undefined>();
  const find = (codePoint: number): Face | undefined => {
    for (const path of paths) {
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

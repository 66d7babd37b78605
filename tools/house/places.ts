import path from "node:path";
import type { Module } from "./module.ts";

/*
 * Rooms and places. A capability has two sides: the pure one (words, decide, facts, zh and whatever these import of
 * their own folder), which also runs on a phone, and the acting one (all the rest).
 */
export type Room = "kernel" | "engines" | "pure" | "acting" | "platform" | "web" | "top" | "outside";

const pureSeeds = new Set(["words.ts", "decide.ts", "facts.ts", "zh.ts"]);
/** Files that stay on the acting side whoever imports them. */
export const actingNames = new Set(["store.ts", "actions.ts", "routes.ts", "index.ts"]);

export interface Place {
  readonly room: Room;
  /** The folder that counts as one's own: `src/engines/rules`, `src/capabilities/visit`, `src/platform`. */
  readonly home: string;
  readonly name: string;
}

const aliases: Readonly<Record<string, string>> = {
  "#kernel/": "src/kernel/",
  "#engines/": "src/engines/",
  "#capabilities/": "src/capabilities/",
  "#platform/": "src/platform/",
  "#web/": "src/web/",
  "#test/": "test/",
};

/** The file that an import names, relative to the root; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ""));
  if (specifier.startsWith("/")) return specifier;
  for (const [alias, folder] of Object.entries(aliases)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  }
  return undefined;
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** The room of a file; undefined where it stands in none, which is a fault of its own. */
export function placeOf(file: string, pure: ReadonlySet<string>): Place | undefined {
  const [top = "", room = "", unit = ""] = file.split("/");
  const name = path.posix.basename(file);
  if (top !== "src" || isTest(file)) return { room: "outside", home: "", name };
  if (room === "kernel" || room === "platform" || room === "web") return { room, home: `src/${room}`, name };
  if (room === "engines") return { room, home: `src/engines/${unit}`, name };
  if (room === "capabilities") {
    return { room: pure.has(file) ? "pure" : "acting", home: `src/capabilities/${unit}`, name };
  }
  if (room === "commands" || /^src\/(main|cli|composition|erasing|joined|fieldNames)\.ts$/.test(file))
    return { room: "top", home: "src", name };
  return undefined;
}

/** Pure files of all capabilities: the named ones, and what they run of their own folder. */
export function pureFiles(modules: readonly Module[]): ReadonlySet<string> {
  const inside = new Map(modules.filter((m) => m.file.startsWith("src/capabilities/")).map((m) => [m.file, m]));
  const pure = new Set<string>();
  const take = (file: string): void => {
    const found = inside.get(file);
    if (!found || pure.has(file) || actingNames.has(path.posix.basename(file))) return;
    pure.add(file);
    const home = file.split("/").slice(0, 3).join("/");
    for (const { specifier, erased } of found.imports) {
      const target = erased ? undefined : resolveImport(file, specifier);
      if (target?.startsWith(`${home}/`)) take(target);
    }
  };
  for (const file of inside.keys()) if (pureSeeds.has(path.posix.basename(file)) && !isTest(file)) take(file);
  return pure;
}

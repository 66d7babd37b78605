import { builtinModules } from "node:module";
import type { Import, Module } from "./module.ts";
import { actingNames, type Place, placeOf, pureFiles, resolveImport, type Room } from "./places.ts";
import type { Fault } from "./tree.ts";

/* Who may import whom: the table of the house, and nothing but it decides. */

/** Ways into a room. `own` is the importer's own folder: its engine, its capability, its platform, its web. */
export type Door =
  | "own"
  | "own acting side"
  | "kernel"
  | "engines"
  | "another engine"
  | "words"
  | "facts"
  | "decide"
  | "zh"
  | "index"
  | "another capability's inside"
  | "platform"
  | "web"
  | "top"
  | "outside";

export const doors: Readonly<Record<Room, readonly Door[]>> = {
  kernel: ["own"],
  engines: ["own", "kernel"],
  // decide: a child's file is one story, and one decision may stand on another's (docs/decisions/0013).
  pure: ["own", "kernel", "engines", "words", "facts", "decide"],
  acting: ["own", "own acting side", "kernel", "engines", "words", "facts", "decide", "platform", "index"],
  platform: ["own", "kernel"],
  // zh: the buttons of the browser say the same sentences as the server's refusals.
  web: ["own", "kernel", "engines", "words", "facts", "decide", "zh"],
  top: [
    "own",
    "kernel",
    "engines",
    "words",
    "facts",
    "decide",
    "zh",
    "index",
    "platform",
    "another capability's inside",
    "web",
  ],
  outside: [
    "own",
    "kernel",
    "engines",
    "words",
    "facts",
    "decide",
    "zh",
    "index",
    "platform",
    "another capability's inside",
    "web",
    "top",
    "outside",
  ],
};

/** Engines that may use another engine, each with its reason: `"schedule → rules": "…"`. */
export const engineFriends: Readonly<Record<string, string>> = {};

/** npm packages of the rooms whose code must run on a phone as on the server; the other rooms are free. */
export const packages: Partial<Readonly<Record<Room, readonly string[]>>> = {
  kernel: ["uuid"],
  // linkage reads sound and script by data that others keep well (docs/decisions/0025)
  engines: ["yaml", "pinyin-pro", "opencc-js"],
  pure: ["zod"],
};

/** Rooms without node's own modules: they run in a browser. */
const browserRooms: readonly Room[] = ["kernel", "engines", "pure", "web"];

const capabilityDoors: Readonly<Record<string, Door>> = {
  "words.ts": "words",
  "facts.ts": "facts",
  "decide.ts": "decide",
  "zh.ts": "zh",
  "index.ts": "index",
};

function doorInto(from: Place, to: Place): Door {
  if (from.home === to.home) return from.room === "pure" && actingNames.has(to.name) ? "own acting side" : "own";
  if (to.room === "pure" || to.room === "acting") return capabilityDoors[to.name] ?? "another capability's inside";
  return to.room === "engines" && from.room === "engines" ? "another engine" : to.room;
}

const engineName = (place: Place): string => place.home.slice("src/engines/".length);

function faultOfImport(file: string, from: Place, target: string, pure: ReadonlySet<string>): string | undefined {
  if (target === "package.json") return undefined;
  const to = placeOf(target, pure);
  if (!to) return `imports ${target}, which stands in no room`;
  const door = doorInto(from, to);
  if (doors[from.room].includes(door)) return undefined;
  if (door === "another engine" && `${engineName(from)} → ${engineName(to)}` in engineFriends) return undefined;
  return `${from.room} may not import ${target} (${door}); open to it: ${doors[from.room].join(", ")}`;
}

function faultOfPackage(from: Place, specifier: string): string | undefined {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name.startsWith("node:") || builtinModules.includes(name)) {
    return browserRooms.includes(from.room) ? `${from.room} runs in a browser too: no ${specifier}` : undefined;
  }
  const allowed = packages[from.room];
  return allowed && !allowed.includes(name) ? `${from.room} may not import the package ${name}` : undefined;
}

/** Names each import that goes through a wall. */
export function faultsOfDoors(modules: readonly Module[]): Fault[] {
  const pure = pureFiles(modules);
  return modules.flatMap((module) => {
    const from = placeOf(module.file, pure);
    if (!from) return [{ file: module.file, line: 1, what: "stands in no room of the house (CONTRIBUTING.md)" }];
    const judge = ({ specifier, line }: Import): Fault[] => {
      const target = resolveImport(module.file, specifier);
      const what = target ? faultOfImport(module.file, from, target, pure) : faultOfPackage(from, specifier);
      return what === undefined ? [] : [{ file: module.file, line, what }];
    };
    return module.imports.flatMap(judge);
  });
}

import type { Fault } from "./tree.ts";

const known = new Set([
  "README.md",
  "words.ts",
  "decide.ts",
  "facts.ts",
  "store.ts",
  "placement.ts",
  "actions.ts",
  "routes.ts",
  "zh.ts",
  "index.ts",
]);

/** Names in backticks under the README's heading "Files": what this capability has beside the usual. */
export function declaredFiles(readme: string): ReadonlySet<string> {
  const section = /^## Files\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readme)?.[1] ?? "";
  return new Set([...section.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
}

function faultsOfOne(name: string, files: readonly string[], readme: string): Fault[] {
  const home = `src/capabilities/${name}`;
  const declared = declaredFiles(readme);
  const missing = ["README.md", "index.ts"].filter((file) => !files.includes(file));
  const folders = [...declared].filter((entry) => entry.endsWith("/"));
  const isDeclared = (file: string): boolean => declared.has(file) || folders.some((folder) => file.startsWith(folder));
  const strange = files.filter((file) => !known.has(file) && !/^[^/]+\.test\.ts$/.test(file) && !isDeclared(file));
  const gone = [...declared].filter((file) => /\.\w+$/.test(file) && !files.includes(file));
  return [
    ...missing.map((file) => ({ file: home, line: 1, what: `has no ${file}` })),
    ...strange.map((file) => ({
      file: `${home}/${file}`,
      line: 1,
      what: 'not one of the usual files: list it under "## Files" of its README',
    })),
    ...gone.map((file) => ({ file: `${home}/README.md`, line: 1, what: `lists ${file}, which is not there` })),
  ];
}

/** Every capability has the same shape; what differs is declared in its README. */
export function faultsOfShape(tree: readonly string[], readOne: (file: string) => string): Fault[] {
  const homes = new Map<string, string[]>();
  for (const file of tree) {
    const [, name, rest] = /^src\/capabilities\/([^/]+)\/(.+)$/.exec(file) ?? [];
    if (name !== undefined && rest !== undefined) homes.set(name, [...(homes.get(name) ?? []), rest]);
  }
  return [...homes].flatMap(([name, files]) =>
    faultsOfOne(name, files, files.includes("README.md") ? readOne(`src/capabilities/${name}/README.md`) : ""),
  );
}

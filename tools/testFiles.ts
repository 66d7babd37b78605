import { parseModule, type Module } from "./house/module.ts";
import { resolveImport } from "./house/places.ts";
import { listTree, read } from "./house/tree.ts";

const isTest = (file: string): boolean => /^(?:src|tools|test)\/.*\.test\.ts$/.test(file);

/** Test files of the checkout whose path holds one of the words; all of them without words. */
export function testFiles(words: readonly string[]): string[] {
  const wanted = words.map((word) => word.replace(/^\.\//, ""));
  return listTree().filter(
    (file) => isTest(file) && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
  );
}

/** Browser tests need a browser before they start. */
export const isBrowserTest = (file: string): boolean => file.startsWith("test/e2e/");

const databaseDoor = "test/database.ts";
const modules = new Map<string, Module | undefined>();

function moduleOf(file: string): Module | undefined {
  if (!modules.has(file)) {
    try {
      modules.set(file, parseModule(file, read(file)));
    } catch {
      modules.set(file, undefined); // It will say so itself when it runs.
    }
  }
  return modules.get(file);
}

/** True where a test reaches test/database.ts, straight or through what it imports: these run on both servers. */
export function isDatabaseTest(file: string, seen = new Set<string>()): boolean {
  if (file === databaseDoor) return true;
  if (seen.has(file) || !file.endsWith(".ts")) return false;
  seen.add(file);
  const imports = moduleOf(file)?.imports.filter(({ erased }) => !erased) ?? [];
  return imports.some(({ specifier }) => {
    const target = resolveImport(file, specifier);
    return target !== undefined && isDatabaseTest(target, seen);
  });
}

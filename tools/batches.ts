import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { read, root } from "./house/tree.ts";
import { isBrowserTest, isDatabaseTest } from "./testFiles.ts";

/*
 * Test files that share a process: to start one and to read the program's modules costs more than most files do. Each
 * file is a suite of its own there, with its own hooks, and one after the other. A browser test, one that measures time
 * or memory, and one that kills servers have a process to themselves, as a file that is run by `node --test FILE` has.
 */

/** How many files of a kind share a process. */
const sizes = { database: 6, other: 20 } as const;

/** A test that hangs is cut. */
const SUITE_MS = 300_000;

const measures = /\b(?:processorMs|processorMsOf|quickerShare|memoryUsage)\(/;
/** These start servers and wait for them, and take long. */
const kills = /\bstartChild\(|"SIGKILL"/;

/** This one hears what the program's modules make while they are read: none may have been read before. */
const listens = /\bcollectPatterns\(/;

const isAlone = (file: string): boolean => [measures, kills, listens].some((pattern) => pattern.test(read(file)));

function chunks(files: readonly string[], size: number): string[][] {
  const count = Math.ceil(files.length / size);
  return Array.from({ length: count }, (_, n) => files.filter((_file, at) => at % count === n));
}

/** What runs as one process each, the longest first, so that no processor is idle at the end. */
export function batchesOf(files: readonly string[]): string[][] {
  const browser = files.filter(isBrowserTest);
  const rest = files.filter((file) => !isBrowserTest(file));
  const alone = rest.filter(isAlone);
  const shared = rest.filter((file) => !isAlone(file));
  const database = shared.filter((file) => isDatabaseTest(file));
  const other = shared.filter((file) => !isDatabaseTest(file));
  const one = (file: string): string[] => [file];
  return [...browser.map(one), ...alone.map(one), ...chunks(database, sizes.database), ...chunks(other, sizes.other)];
}

/** The text of a test file that runs others of a folder, each as a suite. */
export const together = (files: readonly string[], folder: string = root): string =>
  [
    'import { describe } from "node:test";',
    ...files.map((file) => {
      const url = JSON.stringify(pathToFileURL(join(folder, file)).href);
      return `describe(${JSON.stringify(file)}, { timeout: ${SUITE_MS} }, () => import(${url}));`;
    }),
  ].join("\n");

/** Writes what node:test is to run into a folder; answers its files. */
export function writeBatches(files: readonly string[], folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return batchesOf(files).map((batch, n) => {
    const [only = ""] = batch;
    if (batch.length === 1) return only;
    const path = join(folder, `${n}.test.mjs`);
    writeFileSync(path, together(batch));
    return path;
  });
}

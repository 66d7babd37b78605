import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Problem } from "#kernel/problem.ts";
import { defaultFolder } from "./store.ts";

const textIn = (folder: string, name: string): Promise<string | undefined> =>
  readFile(join(folder, name), "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });

/**
 * What a YAML file says that stands beside an installation's policies, or the house's where it has none of its own.
 * Errors: `broken` where it is no YAML.
 */
export async function readHouseFile(folder: string, name: string, broken: () => Problem): Promise<unknown> {
  const text = (await textIn(folder, name)) ?? (await textIn(defaultFolder, name)) ?? "";
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    throw broken();
  }
}

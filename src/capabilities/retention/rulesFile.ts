import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { Problem } from "#kernel/problem.ts";
import { readRules, type Rules } from "./rules.ts";

const name = "retention.yaml";

const textIn = (folder: string): Promise<string | undefined> =>
  readFile(join(folder, name), "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });

/**
 * The rules of an installation: those beside its policies, or those of the house where it has none of its own.
 * Errors: retention.rules_invalid, retention.below_floor (503): the program does not start.
 */
export async function openRules(folder: string): Promise<Rules> {
  const text = (await textIn(folder)) ?? (await textIn(defaultFolder)) ?? "";
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch {
    throw new Problem("retention.rules_invalid", { path: name }, 503);
  }
  return readRules(value);
}

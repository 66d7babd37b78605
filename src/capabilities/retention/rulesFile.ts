import { readHouseFile } from "#capabilities/policy/index.ts";
import { Problem } from "#kernel/problem.ts";
import { readRules, type Rules } from "./rules.ts";

const name = "retention.yaml";

/**
 * The rules of an installation: those beside its policies, or those of the house where it has none of its own.
 * Errors: retention.rules_invalid, retention.below_floor (503): the program does not start.
 */
export const openRules = async (folder: string): Promise<Rules> =>
  readRules(await readHouseFile(folder, name, () => new Problem("retention.rules_invalid", { path: name }, 503)));

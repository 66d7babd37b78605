import { factReader } from "#engines/rules/read-facts.ts";
import { defaultFolder, faultText, openShelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import type { Command, Io, Values } from "./command.ts";

/** `policy check`. Every sub-command of `policy` that needs a database stands in a file of its own (cli.ts). */
export const command: Command = {
  name: "policy check",
  zh: "检查政策包：写法、事实、条款、例子，以及是否低于上级",
  en: "check policy packs: shape, facts, clauses, examples, and the floor set by the higher area",
  usage: "[puning …] [--policies DIR]",
  options: { policies: { type: "string" } },
  run: check,
};

async function check(values: Values, positionals: readonly string[], io: Io): Promise<number> {
  const folder = String(values["policies"] ?? defaultFolder);
  const shelf = await openShelf(folder, catalogue, factReader(catalogue, readValue, "policy"));
  const ids = positionals.length > 0 ? positionals : shelf.ids;
  const faults = shelf.check(ids);
  if (io.json) {
    const said = faults.map((fault) => ({ ...fault, code: `policy.${fault.code}`, sentence: faultText(fault) }));
    io.out(JSON.stringify({ packs: ids, faults: said }));
  } else {
    for (const fault of faults) io.out(`${fault.file}:${fault.line}: ${faultText(fault)}`);
    io.out(
      faults.length === 0
        ? `已检查 ${ids.length} 个政策包（${ids.join("、")}），没有发现问题。`
        : `发现 ${faults.length} 处问题。`,
    );
  }
  return faults.length === 0 ? 0 : 1;
}

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import {
  defaultFolder,
  emptyRehearsal,
  faultText,
  type Moved,
  openShelf,
  type Policy,
  rehearseChild,
  type Rehearsal,
  type Shelf,
} from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { type FileState, valuesOf } from "#capabilities/registry/index.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { openFiles } from "#platform/journal/walk.ts";
import type { Command, Io } from "./command.ts";
import { type Installation, requireArea, withInstallation } from "./installation.ts";
import { areaOf, dayOf, misused, onlyOne } from "./usage.ts";

/** The present packs with the changed one in the place of the one that has its id. */
async function changedShelf(changed: string): Promise<{ shelf: Shelf; id: string }> {
  const text = await readFile(join(changed, "pack.yaml"), "utf8").catch(() => {
    throw new Problem("policy.no_packs", { folder: changed });
  });
  const id = /^id:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1];
  if (id === undefined) throw new Problem("policy.id_missing", { file: join(changed, "pack.yaml") });
  const readFacts = factReader(catalogue, readValue, "policy");
  return { shelf: await openShelf(defaultFolder, catalogue, readFacts, { id, folder: changed }), id };
}

const named = (policy: Policy) => ({
  level: (id: string): string => policy.levels.find((one) => one.id === id)?.title ?? "无等级",
  category: (id: string): string => policy.categories.find((one) => one.id === id)?.title ?? id,
});

const kindWords: Readonly<Record<string, string>> = { home_visit: "入户走访", contact: "联系" };

function tell(sum: Rehearsal, policies: Both, io: Io): void {
  const [now, changed] = [named(policies.now), named(policies.changed)];
  io.out(`共试算 ${sum.children} 名儿童，${sum.moved} 名会有变化。`);
  for (const [move, count] of [...sum.levels].toSorted((a, b) => b[1] - a[1])) {
    const [from = "-", to = "-"] = move.split(">");
    io.out(`  ${now.level(from)} → ${changed.level(to)}：${count} 人`);
  }
  for (const [id, count] of sum.gained) io.out(`  新纳入 ${changed.category(id)}：${count} 人`);
  for (const [id, count] of sum.lost) io.out(`  不再纳入 ${now.category(id)}：${count} 人`);
  for (const kind of new Set([...sum.before.keys(), ...sum.after.keys()])) {
    const [was, is] = [Math.round(sum.before.get(kind) ?? 0), Math.round(sum.after.get(kind) ?? 0)];
    io.out(
      `  每月${kindWords[kind] ?? kind}：${was} 次 → ${is} 次（${is >= was ? "增加" : "减少"} ${Math.abs(is - was)} 次）`,
    );
  }
}

/** The policy of today and the one rehearsed. */
interface Both {
  readonly now: Policy;
  readonly changed: Policy;
}

interface Asked {
  readonly area: string;
  readonly day: Day;
  readonly shelf: Shelf;
}

async function rehearse(
  { tonghu, database }: Installation,
  asked: Asked,
): Promise<{ sum: Rehearsal; moved: Moved[]; policies: Both }> {
  const sum = emptyRehearsal();
  const moved: Moved[] = [];
  const at = (area: string): Both => {
    const changed = asked.shelf.policyFor(area, asked.day);
    if (!changed) throw new Problem("policy.none_in_effect", { area, asOf: asked.day });
    return { now: tonghu.policyFor(area, asked.day), changed };
  };
  for await (const file of openFiles(database.owner, tonghu.machine, subtree(asked.area))) {
    const state = file.state["registry"] as FileState;
    if (state.status !== "open") continue;
    const one = rehearseChild(sum, { id: file.id, facts: valuesOf(state.facts) }, at(file.area), asked.day);
    if (one) moved.push(one);
  }
  return { sum, moved, policies: at(asked.area) };
}

export const command: Command = {
  name: "policy rehearse",
  zh: "试算：改动后的政策包会影响哪些儿童、每月增减多少走访",
  en: "Show whom a changed pack would move on the present ledger, and how many visits a month it would add",
  usage: "DIR [--area 445281] [--as-of 2024-07-01]   DIR: 改动后的政策包文件夹 the changed pack's folder",
  options: { area: { type: "string" }, "as-of": { type: "string" } },
  run: async (values, positionals, io) => {
    const folder = onlyOne(positionals, "改动后的政策包文件夹");
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw misused("folder", { given: folder });
    const asked =
      values["area"] === undefined || values["area"] === "0" ? values["area"] : areaOf("--area", values["area"]);
    const asOf = values["as-of"] === undefined ? undefined : dayOf("--as-of", values["as-of"]);
    const { shelf, id } = await changedShelf(folder);
    const faults = shelf.check([id]);
    for (const fault of faults) io.err(`${fault.file}:${fault.line}: ${faultText(fault)}`);
    if (!shelf.holds(id)) throw new Problem("policy.not_rehearsed", { id, faults: faults.length });
    return withInstallation(io, async (installation) => {
      const area = asked ?? shelf.policy(id).area;
      const day = asOf ?? today(installation.tonghu.ground.clock);
      await requireArea(installation, area);
      const { sum, moved, policies } = await rehearse(installation, { area, day, shelf });
      if (io.json) {
        const maps = Object.fromEntries(
          Object.entries(sum).map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]),
        );
        io.out(
          JSON.stringify({ area, day, pack: id, ...maps, children: sum.children, list: moved, faults: faults.length }),
        );
      } else tell(sum, policies, io);
      return faults.length === 0 ? 0 : 1;
    });
  },
};

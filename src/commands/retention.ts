import { today } from "#kernel/clock.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { countDueLines, dropDueLines } from "#capabilities/comparison/index.ts";
import { countDue, monthsOf } from "#capabilities/retention/index.ts";
import { dropOldMonths, sealLooks, traceKeys } from "#capabilities/trace/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Command } from "./command.ts";
import { requireArea, withInstallation } from "./installation.ts";
import { areaOf, onlyOptions } from "./usage.ts";

/** `tonghu retention due --area 445281`: what a person should look at today; nothing of it happens by itself. */
export const command: Command = {
  name: "retention due",
  zh: "列出到期应封存、可删除的档案数",
  en: "Count the files that are due for sealing or deletion",
  usage: "[--area 445281]",
  options: { area: { type: "string" } },
  run: async (values, positionals, io) => {
    onlyOptions(positionals);
    const area = values["area"] === undefined ? undefined : areaOf("--area", values["area"]);
    return withInstallation(io, async (installation) => {
      if (area !== undefined) await requireArea(installation, area);
      const { ground, rules } = installation.tonghu;
      const scope = area === undefined ? nation : subtree(area);
      const asked = { rules, scope, today: today(ground.clock) };
      const months = monthsOf(rules.records.list.keep);
      const due = await inScope(
        ground.pool,
        scope,
        async (db) => {
          const { lists, unregistered } = await countDueLines(db, scope, asked.today, months);
          return { ...(await countDue(db, asked)), lists, unregistered };
        },
        { readOnly: true },
      );
      io.out(
        io.json
          ? JSON.stringify(due)
          : `应封存 ${due.seal} 份；已封存 ${due.sealed} 份，其中期满可删除 ${due.delete} 份、待确认 ${due.proposed} 份、待执行 ${due.erase} 份；超过保存期限的部门名单 ${due.lists} 份、疑似未登记线索 ${due.unregistered} 条。`,
      );
      return 0;
    });
  },
};

/** `tonghu retention drop-traces`: gives up whole months past their term, each with a block of the chain that says so. */
export const dropTraces: Command = {
  name: "retention drop-traces",
  zh: "删除超过保存期限的访问记录（按整月，至少三年；记录链保留并注明）",
  en: "Give up the traces of months past their term; the chain says so",
  usage: "",
  options: {},
  run: async (_values, positionals, io) => {
    onlyOptions(positionals);
    return withInstallation(io, async ({ database, tonghu }) => {
      const { clock, identitySecret } = tonghu.ground;
      const world = { owner: database.owner, clock, keys: traceKeys(identitySecret) };
      const months = monthsOf(tonghu.rules.records.trace.keep);
      await sealLooks(world);
      const dropped = months === undefined ? [] : await dropOldMonths(world, months);
      io.out(io.json ? JSON.stringify({ months: dropped }) : dropped.length === 0 ? "没有超过保存期限的访问记录。" : `已删除 ${dropped.length} 个月的访问记录：${dropped.map((month) => month.slice(0, 7)).join("、")}。`); // prettier-ignore
      return 0;
    });
  },
};

/** `tonghu retention drop-lists`: removes what is kept of departments' lists past their term; their counts stay. */
export const dropLists: Command = {
  name: "retention drop-lists",
  zh: "删除超过保存期限的部门名单内容（已有结论的；计数保留）",
  en: "Remove the lines of departments' lists past their term; their counts stay",
  usage: "",
  options: {},
  run: async (_values, positionals, io) => {
    onlyOptions(positionals);
    return withInstallation(io, async ({ database, tonghu: { ground, rules } }) => {
      const months = monthsOf(rules.records.list.keep);
      const at = { today: today(ground.clock), now: ground.clock.now() };
      const none = { lists: 0, unregistered: 0 };
      const dropped = months === undefined ? none : await dropDueLines(database.owner, nation, at, months);
      io.out(
        io.json
          ? JSON.stringify(dropped)
          : `已删除 ${dropped.lists} 份部门名单留存的行、${dropped.unregistered} 条疑似未登记线索的内容；计数保留。`,
      );
      return 0;
    });
  },
};

import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { gradeOf, reassess } from "#capabilities/grade/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import { openFiles } from "#platform/journal/walk.ts";
import type { Command } from "./command.ts";
import { type Installation, requireArea, withInstallation } from "./installation.ts";
import { machine } from "./machine.ts";
import { areaOf, nothingMore } from "./usage.ts";

const BATCH = 500;

/** Draws up every open file's standing anew under the policy in force today; files whose standing stays make no entry. */
async function apply({ tonghu, database }: Installation, area: string): Promise<{ files: number; changed: number }> {
  const { clock, pool } = tonghu.ground;
  const day = today(clock);
  let [files, changed] = [0, 0];
  let items: BatchItem[] = [];
  const flush = async (): Promise<void> => {
    const changes = await inScope(pool, nation, (db) =>
      tonghu.journal.batch(db, machine, clock.now().toISOString(), items),
    );
    changed += changes.filter((change) => change.entries.length > 0).length;
    items = [];
  };
  for await (const file of openFiles(database.owner, tonghu.machine, subtree(area))) {
    if (fileOf(file).status !== "open") continue;
    files += 1;
    const policy = tonghu.gradingFor(file.area, day);
    const decide: BatchItem["decide"] = (subject) => reassess(fileOf(subject), gradeOf(subject), policy, day, false);
    items.push({ subjectId: file.id, commandId: newId(), decide });
    if (items.length >= BATCH) await flush();
  }
  await flush();
  return { files, changed };
}

export const command: Command = {
  name: "policy apply",
  zh: "政策包更新后，按现行政策重新分级（历史保留）",
  en: "After a pack has changed: regrade the files of an area under the policy in force; history is kept",
  usage: "--area 445281",
  options: { area: { type: "string" } },
  run: async (values, positionals, io) => {
    nothingMore(positionals);
    const area = areaOf("--area", values["area"]);
    return withInstallation(io, async (installation) => {
      await requireArea(installation, area);
      const done = await apply(installation, area);
      io.out(io.json ? JSON.stringify(done) : `共 ${done.files} 份档案，${done.changed} 份的等级或类别有变化。`);
      return 0;
    });
  },
};

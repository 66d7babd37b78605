import { today } from "#kernel/clock.ts";
import { subtree } from "#kernel/scope.ts";
import { importSurvey, returnedWorkbook } from "#capabilities/survey/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { sentence } from "../composition.ts";
import type { Command } from "./command.ts";
import { machine } from "./machine.ts";
import { keepHeapSmall } from "./heap.ts";
import { withInstallation } from "./installation.ts";
import { requireReadable, requireWritable } from "./path.ts";
import { areaOf, onlyOne } from "./usage.ts";

export const command: Command = {
  name: "import survey",
  zh: "导入摸排表，退回批注后的工作簿",
  en: "Import a filled survey workbook; writes the annotated one that goes back",
  usage: "x.xlsx --area 445281102 [--returned y.xlsx]",
  options: { area: { type: "string" }, returned: { type: "string" } },
  run: async (values, positionals, io) => {
    const { returned } = values;
    const file = onlyOne(positionals, "摸排表的文件名");
    const area = areaOf("--area", values["area"]);
    await requireReadable(file);
    if (typeof returned === "string") await requireWritable(returned);
    keepHeapSmall();
    return withInstallation(io, async ({ tonghu }) => {
      const { pool, clock } = tonghu.ground;
      const world = { pool, clock, journal: tonghu.journal, sentence };
      const actor = { ...machine, area, scope: subtree(area) };
      let said = 0;
      const { progress, results, unread } = await importSurvey(world, actor, file, {
        onProgress: (at) => {
          if (at.read - said < 5000) return;
          said = at.read;
          io.err(`已读 ${at.read} 行…`);
        },
      });
      if (typeof returned === "string")
        await saveWorkbook(returned, await returnedWorkbook(file, { today: today(clock) }, results.of));
      if (io.json) io.out(JSON.stringify({ ...progress, unread }));
      else {
        if (unread) io.err(unread);
        const { read, registered, updated, unchanged, refused } = progress;
        io.out(`共 ${read} 行：新建档 ${registered}，更新 ${updated}，未变 ${unchanged}，有误未导入 ${refused}。`);
      }
      return progress.refused === 0 ? 0 : 1;
    });
  },
};

import { basename } from "node:path";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { subtree } from "#kernel/scope.ts";
import { exportAtConsole } from "#capabilities/export/index.ts";
import { importSurvey, returnedWorkbook } from "#capabilities/survey/index.ts";
import { type Bytes, writeAside, writeWorkbook } from "#platform/files/index.ts";
import { sentence } from "../composition.ts";
import type { Command } from "./command.ts";
import { machine } from "./machine.ts";
import { keepHeapSmall } from "./heap.ts";
import { withInstallation } from "./installation.ts";
import { requireReadable, requireWritable } from "./path.ts";
import { areaOf, onlyOne, purposeOf } from "./usage.ts";

/** The journal keeps each row; that they left in one workbook is told here. */
const exported = (actor: Actor, purpose: Purpose): Look => ({
  actor, address: null, route: "tonghu import survey", kind: "export", children: [], fields: [], purpose, asked: { area: actor.area },
  personal: [], answer: "ok",
}); // prettier-ignore

export const command: Command = {
  name: "import survey",
  zh: "导入摸排表，退回批注后的工作簿",
  en: "Import a filled survey workbook; writes the annotated one that goes back",
  usage: "x.xlsx --area 445281102 [--returned y.xlsx] [--purpose verification]",
  options: { area: { type: "string" }, returned: { type: "string" }, purpose: { type: "string" } },
  run: async (values, positionals, io) => {
    const { returned } = values;
    const file = onlyOne(positionals, "摸排表的文件名");
    const area = areaOf("--area", values["area"]);
    const purpose = purposeOf(values["purpose"], "verification");
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
      if (typeof returned === "string") {
        const taken = { id: newId(), purpose, area, kind: "survey", name: basename(returned) } as const;
        const write = (content: Bytes) => writeAside(returned, content);
        await exportAtConsole(tonghu.ground, actor, taken, write, async (watermark, save) => {
          await tonghu.keep(exported(actor, purpose));
          const plan = await returnedWorkbook(file, { today: today(clock) }, results.of);
          await save(writeWorkbook({ ...plan, watermark }));
          return progress.read;
        });
      }
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

import { areaPath, childrenOf, getArea } from "#capabilities/area/index.ts";
import { surveyTemplate, type TemplateOptions, type Village } from "#capabilities/survey/index.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Command, Io } from "./command.ts";
import { withInstallation } from "./installation.ts";
import { requireWritable } from "./path.ts";
import { areaOf, misused, onlyOptions } from "./usage.ts";

/** A drop-down of a county's villages is still of use; one of a province's is not. */
const SHORTEST = 6;

/** The villages of a village, a township or a county. */
async function villagesOf(db: Queryable, code: string, day: Day): Promise<Village[]> {
  if (code.length === 12) return [await getArea(db, code, day)];
  const villages: Village[] = [];
  for (const area of await childrenOf(db, code, day)) villages.push(...(await villagesOf(db, area.code, day)));
  return villages;
}

async function optionsFor(code: string, io: Io): Promise<TemplateOptions> {
  return withInstallation(io, ({ database, tonghu }) =>
    inScope(database.pool, nation, async (db) => {
      const day = today(tonghu.ground.clock);
      await getArea(db, code, day);
      return { areaName: (await areaPath(db, code, day)).join(""), villages: await villagesOf(db, code, day) };
    }),
  );
}

export const command: Command = {
  name: "template survey",
  zh: "生成空白摸排表（带下拉列表和填写说明）",
  en: "Write the blank survey workbook that a township fills in",
  usage: "--out x.xlsx [--area 445281102]",
  options: { out: { type: "string" }, area: { type: "string" } },
  run: async (values, positionals, io) => {
    const { out } = values;
    if (typeof out !== "string") throw misused("missing", { what: "选项 --out（要生成的文件名）" });
    if (!/\.xlsx$/i.test(out)) throw misused("ending", { given: out, wanted: ".xlsx" });
    onlyOptions(positionals);
    const area = values["area"] === undefined ? undefined : areaOf("--area", values["area"]);
    if (area !== undefined && area.length < SHORTEST) throw misused("small", { given: area });
    await requireWritable(out);
    const options = area === undefined ? {} : await optionsFor(area, io);
    await saveWorkbook(out, surveyTemplate(options));
    io.out(io.json ? JSON.stringify({ out, villages: options.villages?.length ?? 0 }) : `已生成 ${out}`);
    return 0;
  },
};

import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { today } from "#kernel/clock.ts";
import type { Actor } from "#kernel/actor.ts";
import { subtree } from "#kernel/scope.ts";
import { impact, type Report, reportPlan, selfAudit } from "#capabilities/report/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type { Tonghu } from "../composition.ts";
import type { Command, Io, Values } from "./command.ts";
import { requireArea, withInstallation } from "./installation.ts";
import { machine } from "./machine.ts";
import { requireWritable } from "./path.ts";
import { areaOf, misused, onlyOptions } from "./usage.ts";

/** Whoever stands at the console reads the whole installation, or the area that is named. */
const readerOf = (area: string | undefined): Actor =>
  area === undefined ? machine : { ...machine, area, scope: subtree(area) };

function outOf({ out }: Values): string | undefined {
  if (out !== undefined && (typeof out !== "string" || ![".xlsx", ".json"].includes(extname(out).toLowerCase())))
    throw misused("ending", { given: String(out), wanted: ".xlsx .json" });
  return out;
}

function yearOf(given: Values[string]): number {
  if (given === undefined) throw misused("missing", { what: "选项 --year（年份）" });
  if (typeof given !== "string" || !/^(?:20|21)\d\d$/.test(given))
    throw misused("number", { option: "--year", given: String(given) });
  return Number(given);
}

async function write(report: Report, out: string | undefined, io: Io): Promise<void> {
  if (out === undefined) return io.out(JSON.stringify(report, null, 2));
  if (extname(out).toLowerCase() === ".xlsx") await saveWorkbook(out, reportPlan(report));
  else await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  const { digest, sections } = report;
  io.out(io.json ? JSON.stringify({ out, sections: sections.length, digest }) : `已生成 ${out}：${sections.length} 张表，内容摘要 ${digest}。`); // prettier-ignore
} // prettier-ignore

type DrawReport = (tonghu: Tonghu, reader: Actor, values: Values) => Promise<Report>;

const reporting =
  (draw: DrawReport): Command["run"] =>
  async (values, positionals, io) => {
    onlyOptions(positionals);
    const area = values["area"] === undefined ? undefined : areaOf("--area", values["area"]);
    const out = outOf(values);
    if (out !== undefined) await requireWritable(out);
    return withInstallation(io, async (installation) => {
      if (area !== undefined) await requireArea(installation, area);
      await write(await draw(installation.tonghu, readerOf(area), values), out, io);
      return 0;
    });
  };

const run: DrawReport = async (tonghu, reader, values) => {
  const year = values["year"] === undefined ? Number(today(tonghu.ground.clock).slice(0, 4)) : yearOf(values["year"]);
  return selfAudit(tonghu.report, reader, year);
};

/** `tonghu report self-audit --year 2026 --out x.xlsx` */
export const command: Command = {
  name: "report self-audit",
  zh: "生成年度合规审计报告的数据部分（未成年人网络保护条例 37）",
  en: "Draw the figures of the yearly audit from the running system",
  usage: "[--year 2026] [--area 445281] [--out x.xlsx|.json]",
  options: { year: { type: "string" }, area: { type: "string" }, out: { type: "string" } },
  run: reporting(run),
};

/** `tonghu report impact --out x.xlsx` */
export const impactCommand: Command = {
  name: "report impact",
  zh: "生成个人信息保护影响评估的输入数据（个人信息保护法 55、56）",
  en: "Draw the inputs of the impact assessment from the running system",
  usage: "[--area 445281] [--out x.xlsx|.json]",
  options: { area: { type: "string" }, out: { type: "string" } },
  run: reporting((tonghu, reader) => impact(tonghu.report, reader)),
};

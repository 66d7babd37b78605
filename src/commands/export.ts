import { stat } from "node:fs/promises";
import { minuteOf } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { isNumber } from "#kernel/watermark.ts";
import { exportKinds, keepTerm, kindNames, marksOf, originsOf, termsOf } from "#capabilities/export/index.ts";
import type { Origin, OriginQuery } from "#capabilities/export/words.ts";
import { stateNames } from "#capabilities/export/zh.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import type { Command } from "./command.ts";
import { withInstallation } from "./installation.ts";
import { machine } from "./machine.ts";
import { requireReadable } from "./path.ts";
import { misused, onlyOne, onlyOptions } from "./usage.ts";

interface Asked {
  readonly query: OriginQuery;
  /** Of the file that was given, where one was. */
  readonly sha256?: string;
}

/** A number, a digest, or a file off which both are read. Errors: files.not_found and the like. */
async function askedBy(given: string): Promise<Asked> {
  if (isNumber(given)) return { query: { number: given } };
  const isFile = await stat(given).then((found) => found.isFile(), () => false); // prettier-ignore
  if (!isFile && /^[0-9a-f]{64}$/i.test(given)) return { query: { sha256: given.toLowerCase() } };
  await requireReadable(given);
  const { sha256, number } = await marksOf(given);
  return { query: { sha256, ...(number !== undefined && { number }) }, sha256 };
}

const minute = (iso: string): string => minuteOf(new Date(iso));

function told({ line, address, fetches }: Origin, sha256: string | undefined): string {
  const same = line.sha256 === sha256 ? "内容与导出时一致" : "内容与导出时不同（被改动或另存过）";
  return [
    `${line.number}　${line.name}（${kindNames[line.kind]}，${line.areaName}）`,
    `  导出人：${line.person}（${line.postName}）　时间：${minute(line.madeAt)}　用途：${purposeNames[line.purpose]}`,
    `  涉及儿童：${line.children} 人　地址：${address ?? "本机"}　状态：${stateNames[line.state]}`,
    ...fetches.map((one) => `  下载：${minute(one.at)}　地址：${one.address ?? "不详"}`),
    ...(sha256 === undefined ? [] : [`  ${same}`]),
  ].join("\n");
}

/** `tonghu export find leaked.xlsx` */
export const find: Command = {
  name: "export find",
  zh: "查一个文件从哪里导出：按文件、导出编号或内容摘要",
  en: "Where a file came from: by the file itself, its number or its SHA-256",
  usage: "x.xlsx|20240701-48271-59326|SHA256",
  options: {},
  run: async (_values, positionals, io) => {
    const { query, sha256 } = await askedBy(onlyOne(positionals, "文件、导出编号或摘要"));
    return withInstallation(io, async ({ tonghu }) => {
      const origins = await originsOf(tonghu.ground, machine, query);
      const same = (one: Origin) => (sha256 === undefined ? {} : { same: one.line.sha256 === sha256 });
      if (io.json) io.out(JSON.stringify({ ...query, origins: origins.map((one) => ({ ...one, ...same(one) })) }));
      else if (origins.length === 0) io.out("导出记录里没有这个文件。");
      else for (const origin of origins) io.out(told(origin, sha256));
      return origins.length > 0 ? 0 : 1;
    });
  },
};

function minutesOf(value: unknown): number {
  const minutes = typeof value === "string" && /^\d{1,8}$/.test(value) ? Number(value) : Number.NaN;
  if (!(minutes >= 5 && minutes <= 10_080)) throw new Problem("export.term_wrong");
  return minutes;
}

/** `tonghu export terms --kind register --minutes 30` */
export const terms: Command = {
  name: "export terms",
  zh: "导出文件在服务器上保存多久：查看或修改",
  en: "How long the server keeps files of each kind: shown, or changed",
  usage: "[--kind register --minutes 60]",
  options: { kind: { type: "string" }, minutes: { type: "string" } },
  run: async ({ kind, minutes }, positionals, io) => {
    onlyOptions(positionals);
    if (kind === undefined && minutes !== undefined) throw misused("missing", { what: "选项 --kind" });
    if (kind !== undefined && minutes === undefined) throw misused("missing", { what: "选项 --minutes" });
    const chosen = exportKinds.find((one) => one === kind);
    if (kind !== undefined && !chosen) throw misused("kind", { given: String(kind).slice(0, 60), known: exportKinds });
    const wanted = chosen && { kind: chosen, minutes: minutesOf(minutes) };
    return withInstallation(io, async ({ database }) => {
      if (wanted) await keepTerm(database.owner, wanted.kind, wanted.minutes);
      const held = await termsOf(database.owner);
      if (io.json) io.out(JSON.stringify(held));
      else for (const one of held) io.out(`${one.kind.padEnd(10)} ${one.minutes} 分钟　${kindNames[one.kind]}`);
      return 0;
    });
  },
};

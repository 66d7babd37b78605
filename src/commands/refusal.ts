import { isProblem, type Problem } from "#kernel/problem.ts";
import { problems as backupProblems } from "#platform/backup/zh.ts";
import { fill } from "#platform/http/problem.ts";
import { sentence } from "../composition.ts";
import type { Command, Io } from "./command.ts";
import { configProblems } from "#engines/linkage/index.ts";
import { usageSentence } from "./usage.ts";

const own: Readonly<Record<string, string>> = {
  ...backupProblems,
  "demo.real_data": "数据库中已有真实档案，不能生成演示数据。",
  "serve.build_failed": "网页构建失败，见上文。",
  "serve.pages_unwritable":
    "网页还没有构建，或程序更新后还没有重新构建，而当前用户不能写入 {folder}。请由程序文件夹的所有者先运行 npm run build，再启动。",
  "serve.port_wrong": "端口 {port} 无效，请检查 PORT（0 至 65535）。",
  "serve.port_in_use": "端口 {port} 已被占用，请用 PORT 另选一个端口。",
  "serve.port_forbidden": "当前用户不能使用端口 {port}，请用 PORT 另选一个 1024 以上的端口。",
  "serve.host_wrong": "本机没有地址 {host}，请检查 HOST。",
  "installation.missing":
    "{place}中没有童护的数据。{hint}请检查 TONGHU_DATA 和 DATABASE_URL；第一次使用请先运行 tonghu serve 或 tonghu migrate。",
  "keys.in_use":
    "编号为 {id} 的主密钥还保护着 {keys} 份档案的密钥和 {files} 个文件，不能删除。请先运行 tonghu keys rotate。",
  "linkage.column_missing": "{side}表没有“{column}”这一列；第一行是：{found}。",
  "linkage.id_missing": "{side}表第 {row} 行没有编号。",
  "linkage.id_too_long": "{side}表第 {row} 行的编号超过 {limit} 个字。",
  "linkage.id_twice": "{side}表第 {row} 行的编号与前面某一行相同。",
  "linkage.id_is_personal":
    "{side}表的编号列“{column}”同时是比对字段，会随摘要原样交出；请另用内部编号，或在配置中不写 id。",
  "linkage.key_exists": "{file} 已存在，没有改动：覆盖它会使已用它生成的摘要无法再与新的摘要比对。请另取一个文件名。",
  "linkage.key_malformed": "密钥文件应为 64 位十六进制数，可用 tonghu link key --out project.key 生成。",
  "linkage.digests_differ": "两份名单须同为明文，或同为用同一密钥、同一算法生成的摘要。",
  "linkage.no_rows": "{side}表没有数据行。",
  "seal.broken": "封存清单不完整或被改动过，不能用来对照。",
  "seal.untrusted":
    "封存清单不是用所信任的密钥签署的，不能用来对照；如由另一套系统封存，请用 --public-key 给出其公钥。",
  "seal.unreadable": "封存清单无法读取，请检查文件是否存在及其权限。",
  "seal.unwritable": "封存清单无法写入，请检查文件夹是否存在及其权限。",
  "seal.no_key": "本数据文件夹没有封存密钥（seal.key），请用 --public-key 给出封存时显示的公钥。",
  "seal.key_malformed": "封存密钥无法读取或不是 Ed25519 密钥。",
  "secret.mismatch":
    "此数据库属于另一个安装，身份密钥不一致，继续使用会使同一名儿童重复建档。请用 TONGHU_IDENTITY_KEY 提供原安装的密钥，或将原安装数据文件夹中的 identity.key 复制到本安装的数据文件夹。",
  "secret.malformed": "身份密钥应为 64 位十六进制数，请检查 TONGHU_IDENTITY_KEY 或数据文件夹中的 identity.key。",
};

/** The sentence of a refusal at the console: those of commands alone, and those that HTTP gives too. */
export function consoleSentence(code: string, data: Readonly<Record<string, unknown>>): string {
  if (code === "cli.usage") return usageSentence(data);
  if (code === "linkage.config_wrong") return fill(configProblems[String(data["reason"])] ?? "配置文件有误。", data);
  const text = own[code];
  return text === undefined ? sentence(code, data) : fill(text, withSide(data));
}

const sides: Readonly<Record<string, string>> = { left: "左", right: "右", decisions: "人工判定" };

/** Which of the lists, in words. */
const withSide = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  typeof data["side"] === "string" ? { ...data, side: sides[data["side"]] ?? "" } : data;

/** Wrong usage in words: what is wrong, then how it is written. */
export function usageText({ code, data }: Problem, io: Io, usage: string): number {
  const detail = consoleSentence(code, data);
  if (io.json) io.out(JSON.stringify({ code, detail, usage, ...data }));
  else io.err(`${detail}\n用法：${usage}`);
  return 2;
}

/** A refusal in words (or as JSON) and its exit code: 2 wrong usage, 3 refused, 70 a bug with its trace. */
export function refusalText(thrown: unknown, command: Command, io: Io): number {
  if (!isProblem(thrown)) {
    io.err(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return 70;
  }
  if (thrown.code === "cli.usage") return usageText(thrown, io, `tonghu ${command.name} ${command.usage}`);
  const detail = consoleSentence(thrown.code, thrown.data);
  if (io.json) io.out(JSON.stringify({ code: thrown.code, detail, ...thrown.data }));
  else io.err(`${detail}（${thrown.code}）`);
  return 3;
}

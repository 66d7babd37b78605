import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { isProblem, Problem } from "#kernel/problem.ts";
import { keepEvent } from "#capabilities/report/index.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type BackedUp, backup, keysFile, type Written } from "#platform/backup/backup.ts";
import { backupKey, backupKeyFile } from "#platform/backup/backupKey.ts";
import { strangeFolders } from "#platform/backup/folders.ts";
import { landedSchema } from "#platform/backup/schemaVersion.ts";
import { tables } from "#platform/backup/tables.ts";
import { openDatabase } from "#platform/db/database.ts";
import type { Command, Io } from "./command.ts";
import { dataFolder, root } from "./installation.ts";
import { logTo } from "./log.ts";
import { requireWritable } from "./path.ts";

/** Seconds and all, so that the names of a folder stand in the order of their times. */
const nameAt = (now: Date): string => `tonghu-${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}.tonghu`;

/** Errors: cli.usage for the name of the file of keys; backup.exists { file }; files.folder_missing and the like. */
async function fileFor(out: string, now: Date): Promise<string> {
  // a folder that is not there is refused: a disk that is not mounted must not become a folder of that name
  const isFolder = !out.endsWith(".tonghu") || ((await stat(out).catch(() => undefined))?.isDirectory() ?? false);
  const file = resolve(isFolder ? join(out, nameAt(now)) : out);
  if (file === keysFile(file)) throw new Problem("cli.usage");
  await requireWritable(file);
  if (existsSync(file)) throw new Problem("backup.exists", { file: basename(file) }, 409);
  return file;
}

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;

/** What an archive holds, for a program. */
export const told = ({ bytes, sha256, header, manifest }: Written) => ({
  at: header.at,
  bytes,
  sha256,
  tables: Object.fromEntries(Object.entries(manifest.tables).map(([name, { rows }]) => [name, rows])),
  files: manifest.files,
  heads: manifest.heads,
});

function tell(io: Io, file: string, { content, keys }: BackedUp, seconds: number): void {
  if (io.json) {
    const beside = keys && { file: keysFile(file), ...told(keys) };
    io.out(JSON.stringify({ file, seconds, ...told(content), ...(beside && { keys: beside }) }));
    return;
  }
  const { manifest, bytes, sha256 } = content;
  const entries = manifest.tables["entry"]?.rows ?? 0;
  io.out(
    `已备份 ${manifest.heads?.subjects ?? 0} 份档案、${entries} 条记录、${manifest.files.count} 个附件，用时 ${seconds} 秒：\n${file}（${megabytes(bytes)}，SHA-256 ${sha256}）`,
  );
  if (keys) io.out(`儿童密钥另存于 ${keysFile(file)}，每次备份覆盖，恢复时须与备份放在一起。`);
}

/** A typing slip in the folder's name must not end in a fine backup of nothing. */
function requireInstallation(io: Io, dataDir: string): void {
  const begun = io.env["DATABASE_URL"] !== undefined || existsSync(join(dataDir, "postgres"));
  if (!begun) throw new Problem("backup.nothing", { folder: dataDir });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl+C leaves no half file either. Errors: backup.stopped. */
async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Problem("backup.stopped"));
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(stopping.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** A backup that failed is kept too, as far as the database can still be written. */
async function kept<T>(owner: Queryable, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const code = isProblem(thrown) ? thrown.code : "unexpected";
    await keepEvent(owner, "backup", false, { code }, new Date()).catch(() => undefined); // the first fault is what is told
    throw thrown;
  }
}

async function backedUp(io: Io, dataDir: string, file: string, fewerKeys: boolean): Promise<BackedUp> {
  const [url, appUrl] = [io.env["DATABASE_URL"], io.env["DATABASE_APP_URL"]];
  const database = await openDatabase({ dataDir, url, appUrl, log: logTo(io), join: true, poolSize: 1 });
  try {
    const { owner } = database;
    if ((await landedSchema(owner)).length === 0) throw new Problem("backup.nothing", { folder: dataDir });
    const { key, made } = backupKey(dataDir, io.env["TONGHU_BACKUP_KEY"]);
    if (made)
      io.err(`已生成备份密钥 ${backupKeyFile(dataDir)}。没有它，任何备份都无法打开：请抄存到本机和备份之外的地方。`);
    const source = { owner, dataDir, tables, migrations: resolve(root, "migrations"), now: () => new Date() };
    const done = await kept(owner, () => untilStopped((signal) => backup(source, { file, key, fewerKeys, signal })));
    const { bytes, manifest } = done.content;
    await keepEvent(owner, "backup", true, { bytes, files: manifest.files.count, subjects: manifest.heads?.subjects ?? 0 }, new Date()); // prettier-ignore
    return done;
  } finally {
    await database.close();
  }
}

export const command: Command = {
  name: "backup",
  zh: "备份（运行中即可，加密；数据库、附件，不含密钥）",
  en: "Back up database and files, encrypted, while the server runs; keys are not in it",
  usage: "--out FOLDER|x.tonghu [--fewer-keys]",
  options: { out: { type: "string" }, "fewer-keys": { type: "boolean" } },
  run: async ({ out, "fewer-keys": fewerKeys }, positionals, io) => {
    if (typeof out !== "string" || out === "" || positionals.length > 0) throw new Problem("cli.usage");
    const begun = Date.now();
    const dataDir = dataFolder(io);
    requireInstallation(io, dataDir);
    const file = await fileFor(out, new Date());
    // the schema is left as it is: the backup before an upgrade is made by the new program, too
    const done = await backedUp(io, dataDir, file, fewerKeys === true);
    const strange = await strangeFolders(dataDir);
    if (strange.length > 0) io.err(`数据文件夹中的这些文件夹不在备份中：${strange.join("、")}`);
    tell(io, file, done, Math.round((Date.now() - begun) / 100) / 10);
    return 0;
  },
};

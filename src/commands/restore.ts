import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { keepEvent } from "#capabilities/report/index.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { makeMonth, traceKeys, verifyAlerts, verifyLooks } from "#capabilities/trace/index.ts";
import { systemClock } from "#kernel/clock.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { findBackupKey } from "#platform/backup/backupKey.ts";
import { type Checked, checkArchive } from "#platform/backup/check.ts";
import type { MakePartitions } from "#platform/backup/load.ts";
import { restore } from "#platform/backup/restore.ts";
import { openMasters } from "#platform/crypto/masterKeys.ts";
import { checkFiles } from "#platform/crypto/filesOnDisk.ts";
import { fingerprintOf, identitySecret } from "#platform/crypto/secret.ts";
import { suiteNamed } from "#platform/crypto/suite.ts";
import type { Vault } from "#platform/crypto/vault.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { sql } from "#platform/db/sql.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { verify } from "#platform/journal/verify.ts";
import { compose } from "../composition.ts";
import { megabytes } from "./backup.ts";
import type { Command, Io } from "./command.ts";
import { faultLines, type Verdicts } from "./faultLines.ts";
import { dataFolder, root } from "./installation.ts";
import { logTo } from "./log.ts";
import { installedVault, noteDigests } from "./vault.ts";

interface Asked {
  readonly io: Io;
  readonly dataDir: string;
  /** The old identity key is lost: digests are made with the one at hand, and old traces cannot be verified any more. */
  readonly newIdentity: boolean;
}

/** The digests in the archive were made with one identity key. Errors: backup.identity_missing, backup.identity_wrong. */
function identityOf({ content }: Checked, { io, dataDir, newIdentity }: Asked): Buffer {
  const given = io.env["TONGHU_IDENTITY_KEY"];
  const fingerprint = newIdentity ? null : content.header.installation;
  const isHeld = given !== undefined || existsSync(join(dataDir, "identity.key"));
  if (fingerprint !== null && !isHeld) throw new Problem("backup.identity_missing", { fingerprint, folder: dataDir });
  const secret = identitySecret(dataDir, given);
  const found = fingerprintOf(secret);
  if (fingerprint !== null && found !== fingerprint)
    throw new Problem("backup.identity_wrong", { fingerprint, given: found });
  return secret;
}

/** Errors: backup.master_missing { ids }; those of openMasters. */
async function requireMasters({ keys }: Checked, dataDir: string, io: Io): Promise<void> {
  const needed = keys?.manifest.masters ?? [];
  if (needed.length === 0) return;
  const suite = suiteNamed(io.env["TONGHU_CRYPTO_SUITE"]);
  const held = await openMasters({ folder: dataDir, suite, env: io.env, say: io.err, mayMake: false })
    .then((masters) => masters.ids())
    .catch((thrown: unknown): string[] => {
      if (isProblem(thrown) && thrown.code === "crypto.master_missing") return [];
      throw thrown;
    });
  const ids = needed.filter((id) => !held.includes(id));
  if (ids.length > 0) throw new Problem("backup.master_missing", { ids });
}

const makeMonths: MakePartitions = async (db, names) => {
  for (const name of names) {
    const [, year, month] = /^trace_look_(\d{4})(\d{2})$/.exec(name) ?? [];
    if (year === undefined || month === undefined) throw new Problem("backup.damaged", { chunk: null });
    await makeMonth(db, `${year}-${month}-01`);
  }
};

const otherIdentity = sql`update account_installation set value = $1 where key = 'identity'`;

interface Finished {
  readonly chains: Omit<Verdicts, "files">;
  readonly vault: Vault;
}

/** Views anew, then every chain from its first link to its head: of entries, of traces, of alerts and their answers. */
async function finish(
  { owner, pool }: Database,
  secret: Buffer,
  { io, dataDir, newIdentity }: Asked,
): Promise<Finished> {
  if (newIdentity) await owner.query(otherIdentity, [fingerprintOf(secret)]);
  const policyFolder = io.env["TONGHU_POLICIES"] ?? defaultFolder;
  const vault = await installedVault({ io, dataDir, owner, secret, freshDigests: true });
  const tonghu = await compose({ pool, clock: systemClock, identitySecret: secret, vault, policyFolder });
  io.err("正在由记录重新生成全部视图…");
  await rebuild(owner, tonghu.machine, tonghu.projections);
  await noteDigests(owner, vault);
  await owner.query("analyze");
  io.err("正在核验全部记录…");
  const client = await owner.connect();
  try {
    const keys = traceKeys(secret);
    const verdict = await verify(client, tonghu.machine);
    const chains = { verdict, traces: await verifyLooks(owner, keys), alerts: await verifyAlerts(owner, keys) };
    return { chains, vault };
  } finally {
    client.release();
  }
}

function tellChecked(io: Io, { content, manifest, keys }: Checked): number {
  const { at, installation, schema, key } = content.header;
  const rows = Object.fromEntries(Object.entries(manifest.tables).map(([name, end]) => [name, end.rows]));
  const masters = keys?.manifest.masters ?? [];
  const last = schema.at(-1)?.name ?? null;
  if (io.json)
    io.out(JSON.stringify({ at, installation, key, schema: last, tables: rows, files: manifest.files, heads: manifest.heads, masters })); // prettier-ignore
  else
    io.out(`备份完好：${at}，${manifest.heads?.subjects ?? 0} 份档案、${rows["entry"] ?? 0} 条记录、${manifest.files.count} 个附件（${megabytes(content.bytes)}，结构 ${last ?? "无"}）。
恢复时需要：指纹为 ${installation ?? "（任意）"} 的身份密钥${masters.length > 0 ? `，编号为 ${masters.join("、")} 的主密钥` : ""}。`);
  return 0;
}

function tellRestored(io: Io, { content, manifest }: Checked, found: Verdicts, seconds: number): number {
  const { verdict, traces, alerts, files } = found;
  const faults = faultLines(found);
  if (io.json)
    io.out(
      JSON.stringify({ at: content.header.at, seconds, restored: manifest.files, ...verdict, traces, alerts, files }),
    );
  else {
    for (const fault of faults) io.out(fault);
    io.out(
      `已恢复 ${content.header.at} 的备份：${verdict.subjects} 份档案、${verdict.entries} 条记录、异常提醒 ${alerts.alerts} 条（答复 ${alerts.answers} 条）、访问记录 ${traces.looks} 条、${manifest.files.count} 个附件；视图已重新生成，核验发现 ${faults.length} 处问题，用时 ${seconds} 秒。`,
    );
  }
  return faults.length === 0 ? 0 : 1;
}

async function restored(checked: Checked, asked: Asked): Promise<Verdicts> {
  const { io, dataDir } = asked;
  const secret = identityOf(checked, asked);
  await requireMasters(checked, dataDir, io);
  const log = logTo(io);
  const [url, appUrl] = [io.env["DATABASE_URL"], io.env["DATABASE_APP_URL"]];
  const database = await openDatabase({ dataDir, url, appUrl, log });
  try {
    const partitions = { trace_look: makeMonths };
    const migrations = resolve(root, "migrations");
    const target = { owner: database.owner, dataDir, partitions, migrations, log, now: () => new Date() };
    io.err("备份完好，正在写入数据库…");
    const { chains, vault } = await restore(target, checked, () => finish(database, secret, asked));
    const found = { ...chains, files: await checkFiles(dataDir, vault.files) };
    const faults = faultLines(found).length;
    await keepEvent(database.owner, "restore", faults === 0, { faults, subjects: chains.verdict.subjects }, new Date());
    return found;
  } finally {
    await database.close();
  }
}

export const command: Command = {
  name: "restore",
  zh: "由备份恢复到空的数据文件夹或空的数据库；也可只检查备份",
  en: "Restore a backup into an empty data folder or an empty database; or only check the archive",
  usage: "x.tonghu [--keys keys.tonghu] [--older-keys] [--key backup.key] [--new-identity] [--verify-only]",
  options: {
    keys: { type: "string" },
    "older-keys": { type: "boolean" },
    key: { type: "string" },
    "new-identity": { type: "boolean" },
    "verify-only": { type: "boolean" },
  },
  run: async (values, positionals, io) => {
    const [file] = positionals;
    const text = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
    if (file === undefined || positionals.length > 1) throw new Problem("cli.usage");
    const begun = Date.now();
    const dataDir = dataFolder(io);
    const key = findBackupKey(dataDir, io.env["TONGHU_BACKUP_KEY"], text("key"));
    const checked = await checkArchive(resolve(file), key, {
      file: text("keys"),
      mayBeOlder: values["older-keys"] === true,
    });
    try {
      if (values["verify-only"] === true) return tellChecked(io, checked);
      const found = await restored(checked, { io, dataDir, newIdentity: values["new-identity"] === true });
      return tellRestored(io, checked, found, Math.round((Date.now() - begun) / 100) / 10);
    } finally {
      await checked.close();
    }
  },
};

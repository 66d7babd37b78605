import {
  type AlertVerdict,
  compareAlertsWithHead,
  compareWithHead,
  linkAlerts,
  sealLooks,
  traceKeys,
  type TraceVerdict,
  verifyAlerts,
  verifyLooks,
} from "#capabilities/trace/index.ts";
import { keepEvent } from "#capabilities/report/index.ts";
import { checkFiles } from "#platform/crypto/filesOnDisk.ts";
import { compareWithSeal, type Sealed, writeSeal } from "#platform/journal/seal.ts";
import { ownPublicKey, readPublicKey } from "#platform/journal/sealKey.ts";
import { verify } from "#platform/journal/verify.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { Problem } from "#kernel/problem.ts";
import type { Command, Io, Values } from "./command.ts";
import { alertLine, chainLines, entryLine, faultLines, traceLine } from "./faultLines.ts";
import { type Installation, withInstallation } from "./installation.ts";
import { nothingMore } from "./usage.ts";

function tell(io: Io, verdict: object, faults: readonly string[], sum: string): number {
  if (io.json) io.out(JSON.stringify(verdict));
  else for (const text of [...faults, sum]) io.out(text);
  return faults.length === 0 ? 0 : 1;
}

interface Wanted {
  readonly seal: string | undefined;
  readonly against: string | undefined;
  readonly publicKey: string | undefined;
}

/** Errors: cli.usage where options are given that do not go together. */
function wantedBy(values: Values): Wanted {
  const text = (key: string): string | undefined => (typeof values[key] === "string" ? values[key] : undefined);
  const wanted = { seal: text("seal"), against: text("against"), publicKey: text("public-key") };
  const torn = wanted.against === undefined ? wanted.publicKey !== undefined : wanted.seal !== undefined;
  if (torn) throw new Problem("cli.usage");
  return wanted;
}

async function against(owner: Queryable, file: string, trusted: string, io: Io): Promise<number> {
  const verdict = await compareWithSeal(owner, file, trusted);
  const { at, subjects, faults, beside } = verdict;
  const trace = beside["trace"] === undefined ? undefined : await compareWithHead(owner, beside["trace"]);
  const alert = beside["alerts"] === undefined ? undefined : await compareAlertsWithHead(owner, beside["alerts"]);
  const said = [...faults.map(entryLine), ...(trace ? [traceLine(trace)] : []), ...(alert ? [alertLine(alert)] : [])];
  const sum = `与 ${at} 的封存清单核对 ${subjects} 份档案${beside["trace"] === undefined ? "" : "及访问记录"}，发现 ${said.length} 处问题。`;
  const found = { traces: { faults: trace ? [trace] : [] }, alerts: { faults: alert ? [alert] : [] } };
  return tell(io, { ...verdict, ...found }, said, sum);
}

/** Nothing is sealed that has a fault. */
async function sealed(
  owner: Queryable,
  installation: Installation,
  file: string | undefined,
  faults: number,
  beside: Readonly<Record<string, string>>,
): Promise<Sealed | undefined> {
  if (file === undefined || faults > 0) return undefined;
  const at = installation.tonghu.ground.clock.now().toISOString();
  return writeSeal(owner, file, installation.dataDir, at, beside);
}

/** What was written a moment ago gets its place first, so that it counts. */
async function walkTraces({ database, tonghu }: Installation): Promise<[TraceVerdict, AlertVerdict]> {
  const { clock, identitySecret } = tonghu.ground;
  const world = { owner: database.owner, clock, keys: traceKeys(identitySecret) };
  await sealLooks(world);
  await linkAlerts(world);
  return [await verifyLooks(world.owner, world.keys), await verifyAlerts(world.owner, world.keys)];
}

async function walk(owner: Queryable, installation: Installation, file: string | undefined, io: Io): Promise<number> {
  const verdict = await verify(owner, installation.tonghu.machine);
  const [traces, alerts] = await walkTraces(installation);
  const files = await checkFiles(installation.dataDir, installation.tonghu.ground.vault.files);
  const { entries, subjects, faults } = verdict;
  const found = { verdict, traces, alerts, files };
  const beside = { trace: traces.head, alerts: alerts.head };
  const seal = await sealed(owner, installation, file, chainLines(found).length, beside);
  const said = faultLines(found);
  const kept = {
    entries,
    subjects,
    faults: faults.length,
    looks: traces.looks,
    traceFaults: traces.faults.length + alerts.faults.length,
    files: files.checked,
    fileFaults: files.faults.length,
  };
  await keepEvent(owner, "verify", said.length === 0, kept, installation.tonghu.ground.clock.now());
  const sum = `共核验 ${subjects} 份档案、${entries} 条记录，异常提醒 ${alerts.alerts} 条（答复 ${alerts.answers} 条），访问记录 ${traces.looks} 条（${traces.blocks} 个区块），文件 ${files.checked} 个，发现 ${said.length} 处问题。`;
  const code = tell(io, { ...verdict, traces, alerts, files, ...(seal && { seal }) }, said, sum);
  const onlySnapshots = faults.length > 0 && faults.length === said.length;
  if (onlySnapshots && faults.every(({ what }) => what === "snapshot")) {
    io.err("全部记录完好，只有由记录生成的档案现状不符：查明原因后，用 tonghu rebuild 由记录重新生成。");
  }
  if (seal) {
    io.err(`已封存 ${seal.subjects} 份档案的末条记录至 ${file}（摘要 ${seal.digest}）。请存放到本机之外。`);
    io.err(`公钥 ${seal.publicKey}\n请与清单分开保管，对照时用 --public-key 给出。`);
  }
  return code;
}

export const command: Command = {
  name: "verify",
  zh: "核验全部档案记录、访问记录和加密文件未被改动；封存或对照末条清单",
  en: "Check every entry and every trace against its hash chain and name the first altered one, and open every encrypted file; seal the heads, or compare with a seal",
  usage: "[--seal heads.txt] | --against heads.txt [--public-key FILE|BASE64]",
  options: { seal: { type: "string" }, against: { type: "string" }, "public-key": { type: "string" } },
  run: async (values, positionals, io) => {
    nothingMore(positionals);
    const wanted = wantedBy(values);
    return withInstallation(io, async (installation) => {
      const owner = await installation.database.owner.connect();
      try {
        if (wanted.against === undefined) return await walk(owner, installation, wanted.seal, io);
        const trusted =
          wanted.publicKey === undefined ? ownPublicKey(installation.dataDir) : readPublicKey(wanted.publicKey);
        return await against(owner, wanted.against, trusted, io);
      } finally {
        owner.release();
      }
    });
  },
};

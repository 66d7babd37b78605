import { compareWithSeal, writeSeal } from "#platform/journal/seal.ts";
import { type Fault, verify } from "#platform/journal/verify.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Command, Io } from "./command.ts";
import { type Installation, withInstallation } from "./installation.ts";

const words: Readonly<Record<Fault["what"], string>> = {
  changed: "内容被改动",
  broken: "与上一条不相接",
  missing: "缺少记录",
  tail: "末尾缺失（可能被截断或整份删除）",
};

const line = (fault: Fault): string => `档案 ${fault.subjectId} 第 ${fault.seq} 条：${words[fault.what]}`;

function tell(io: Io, verdict: object, faults: readonly Fault[], sum: string): number {
  if (io.json) io.out(JSON.stringify(verdict));
  else {
    for (const fault of faults) io.out(line(fault));
    io.out(sum);
  }
  return faults.length === 0 ? 0 : 1;
}

async function against(owner: Queryable, file: string, io: Io): Promise<number> {
  const verdict = await compareWithSeal(owner, file);
  return tell(
    io,
    verdict,
    verdict.faults,
    `与 ${verdict.at} 的封存清单核对 ${verdict.subjects} 份档案，发现 ${verdict.faults.length} 处问题。`,
  );
}

async function walk(owner: Queryable, installation: Installation, seal: string | undefined, io: Io): Promise<number> {
  const verdict = await verify(owner);
  const code = tell(
    io,
    verdict,
    verdict.faults,
    `共核验 ${verdict.subjects} 份档案、${verdict.entries} 条记录，发现 ${verdict.faults.length} 处问题。`,
  );
  if (seal === undefined || code !== 0) return code;
  const sealed = await writeSeal(
    owner,
    seal,
    installation.dataDir,
    installation.tonghu.ground.clock.now().toISOString(),
  );
  io.err(`已封存 ${sealed.subjects} 份档案的末条记录至 ${seal}（摘要 ${sealed.digest}）。请存放到本机之外。`);
  return code;
}

export const command: Command = {
  name: "verify",
  zh: "核验全部档案记录未被改动；封存或对照末条清单",
  en: "Check every entry against its hash chain and name the first altered one; seal the heads, or compare with a seal",
  usage: "[--seal heads.txt] | --against heads.txt",
  options: { seal: { type: "string" }, against: { type: "string" } },
  run: (values, _positionals, io) =>
    withInstallation(io, async (installation) => {
      const owner = await installation.database.owner.connect();
      try {
        if (typeof values["against"] === "string") return await against(owner, values["against"], io);
        return await walk(owner, installation, typeof values["seal"] === "string" ? values["seal"] : undefined, io);
      } finally {
        owner.release();
      }
    }),
};

import { type Fault, verify } from "#platform/journal/verify.ts";
import type { Command } from "./command.ts";
import { withInstallation } from "./installation.ts";

const words: Readonly<Record<Fault["what"], string>> = {
  changed: "内容被改动",
  broken: "与上一条不相接",
  missing: "缺少记录",
  tail: "末尾与档案现状不符（可能被截断）",
};

const line = (fault: Fault): string => `档案 ${fault.subjectId} 第 ${fault.seq} 条：${words[fault.what]}`;

export const command: Command = {
  name: "verify",
  zh: "核验全部档案记录未被改动",
  en: "Check every entry of the journal against its hash chain; name the first altered one of each file",
  usage: "",
  options: {},
  run: (_values, _positionals, io) =>
    withInstallation(io, async ({ database }) => {
      const owner = await database.owner.connect();
      try {
        const verdict = await verify(owner);
        if (io.json) io.out(JSON.stringify(verdict));
        else {
          for (const fault of verdict.faults) io.out(line(fault));
          io.out(
            `共核验 ${verdict.subjects} 份档案、${verdict.entries} 条记录，发现 ${verdict.faults.length} 处问题。`,
          );
        }
        return verdict.faults.length === 0 ? 0 : 1;
      } finally {
        owner.release();
      }
    }),
};

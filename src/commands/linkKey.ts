import { makeSecretFile } from "#platform/crypto/secret.ts";
import { Problem } from "#kernel/problem.ts";
import type { Command } from "./command.ts";
import { requireWritable } from "./path.ts";
import { misused, onlyOptions } from "./usage.ts";

export const command: Command = {
  name: "link key",
  zh: "为一次跨部门比对生成共用的密钥，由各部门保管，不交给比对方",
  en: "make the key that departments share for one comparison, and that whoever compares never gets",
  usage: "--out project.key",
  options: { out: { type: "string" } },
  run: async (values, positionals, io) => {
    onlyOptions(positionals);
    const { out } = values;
    if (typeof out !== "string") throw misused("missing", { what: "选项 --out（密钥文件）" });
    await requireWritable(out);
    if (!makeSecretFile(out)) throw new Problem("linkage.key_exists", { file: out });
    io.out(
      io.json
        ? JSON.stringify({ out })
        : `已生成 ${out}。请只在参加比对的部门之间当面或加密传递，不得交给比对方；比对结束后各自删除。`,
    );
    return 0;
  },
};

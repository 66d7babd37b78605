import { rebuild } from "#platform/journal/rebuild.ts";
import type { Command } from "./command.ts";
import { viewsRenewed } from "#platform/db/migrate.ts";
import { withInstallation } from "./installation.ts";
import { nothingMore } from "./usage.ts";
import { noteDigests } from "./vault.ts";

export const command: Command = {
  name: "rebuild",
  zh: "由档案记录重新生成全部视图",
  en: "Write every view anew from the journal",
  usage: "",
  options: {},
  run: (_values, positionals, io) => {
    nothingMore(positionals);
    return withInstallation(
      io,
      async ({ database, tonghu }) => {
        const { vault } = tonghu.ground;
        let said = 0;
        const subjects = await rebuild(database.owner, tonghu.machine, tonghu.projections, (n) => {
          if (n - said < 10_000) return;
          said = n;
          io.err(`已重建 ${n} 份档案…`);
        });
        await viewsRenewed(database.owner);
        await noteDigests(database.owner, vault);
        io.out(io.json ? JSON.stringify({ subjects }) : `已由记录重建 ${subjects} 份档案的全部视图。`);
        return 0;
      },
      { freshDigests: true },
    );
  },
};

import { ensureAdministrator } from "#capabilities/account/index.ts";
import { tellPassword } from "./account.ts";
import type { Command } from "./command.ts";
import { withInstallation } from "./installation.ts";
import { nothingMore } from "./usage.ts";

export const command: Command = {
  name: "migrate",
  zh: "建立或更新数据库结构",
  en: "Create the database schema or bring it up to date",
  usage: "",
  options: {},
  run: (_values, positionals, io) => {
    nothingMore(positionals);
    return withInstallation(
      io,
      async ({ database, tonghu }) => {
        const administrator = await ensureAdministrator(database.owner, tonghu.ground.clock);
        const { kind, database: name } = database.place;
        io.out(
          io.json
            ? JSON.stringify({ ok: true, kind, database: name, ...(administrator && { administrator }) })
            : `数据库结构已是最新（${kind === "embedded" ? "内置数据库" : name}）。`,
        );
        if (administrator && !io.json) tellPassword(io, administrator);
        return 0;
      },
      { existing: false },
    );
  },
};

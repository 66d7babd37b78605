import { readFile } from "node:fs/promises";
import { childrenOf, parseBoundaries, saveBoundaries } from "#capabilities/area/index.ts";
import { systemClock, today } from "#kernel/clock.ts";
import { notFound } from "#kernel/problem.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Command } from "./command.ts";
import { withInstallation } from "./installation.ts";
import { areaOf, misused, onlyOne } from "./usage.ts";

const bytesOf = (file: string): Promise<Uint8Array> =>
  readFile(file).catch(() => {
    throw notFound("area.file_missing", { file });
  });

/** Boundaries for the map of the board: none is shipped, because each needs its approval (地图管理条例). */
export const boundaries: Command = {
  name: "areas boundaries",
  zh: "载入下级区划的边界（GeoJSON），图景按地图显示；须填写审图号",
  en: "Load the boundaries of an area's lower ones (GeoJSON) for the map of the board, with their approval number",
  usage: "towns.geojson --area 445281 --approval 粤S(2024)001号",
  options: { area: { type: "string" }, approval: { type: "string" } },
  run: async (values, positionals, io) => {
    const file = onlyOne(positionals, "边界文件的文件名（GeoJSON）");
    const code = values["area"] === "0" ? "0" : areaOf("--area", String(values["area"] ?? ""));
    const approval = String(values["approval"] ?? "").trim();
    if (approval === "" || approval.length > 60) throw misused("missing", { what: "审图号，选项 --approval" });
    return withInstallation(io, async ({ database }) => {
      const bytes = await bytesOf(file);
      const count = await inScope(database.owner, nation, async (db) => {
        const lower = await childrenOf(db, code, today(systemClock));
        const found = parseBoundaries(bytes, code, new Set(lower.map((unit) => unit.code)));
        await saveBoundaries(db, code, approval, found, systemClock.now());
        return { loaded: found.length, of: lower.length };
      });
      io.out(io.json ? JSON.stringify(count) : `已载入 ${count.loaded} 个下级区划的边界（共 ${count.of} 个）。`);
      return 0;
    });
  },
};

import { readFile } from "node:fs/promises";
import { readMap, saveBoundaries } from "#capabilities/area/index.ts";
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

/** What stands in an option, as long as a picture has room for. */
function said(name: string, value: unknown): string | null {
  const text = typeof value === "string" ? value.trim() : "";
  if (text.length > 60) throw misused("missing", { what: `不超过 60 字的选项 --${name}` });
  return text || null;
}

/** A map that the public sees needs its number (地图管理条例): whoever loads one without is told. */
const statement = ({
  approval,
  source,
}: {
  readonly approval: string | null;
  readonly source: string | null;
}): string =>
  `${approval === null ? "文件和选项都没有审图号：图上将标明“未标注审图号”，公开使用前请补上（--approval）。" : `审图号：${approval}。`}${source === null ? "" : `来源：${source}。`}`;

/** Boundaries for the map of the board: none is shipped, because each needs its approval (地图管理条例). */
export const boundaries: Command = {
  name: "areas boundaries",
  zh: "载入下级区划的边界（GeoJSON），图景按地图显示，并标注审图号和来源；不填的取文件里写的",
  en: "Load the boundaries of an area's lower ones (GeoJSON) for the map of the board, with the approval number and the source that the options or the file state",
  usage: "towns.geojson --area 445281 --approval 粤S(2024)001号 --source 广东省自然资源厅",
  options: { area: { type: "string" }, approval: { type: "string" }, source: { type: "string" } },
  run: async (values, positionals, io) => {
    const file = onlyOne(positionals, "边界文件的文件名（GeoJSON）");
    const code = values["area"] === "0" ? "0" : areaOf("--area", String(values["area"] ?? ""));
    const [approval, source] = [said("approval", values["approval"]), said("source", values["source"])];
    return withInstallation(io, async ({ database }) => {
      const bytes = await bytesOf(file);
      const count = await inScope(database.owner, nation, async (db) => {
        const { map, preview } = await readMap(db, code, today(systemClock), { bytes, approval, source });
        await saveBoundaries(db, { area: code, at: systemClock.now(), by: null }, map);
        return { loaded: preview.drawn, of: preview.of, approval: map.approval, source: map.source };
      });
      io.out(
        io.json
          ? JSON.stringify(count)
          : `已载入 ${count.loaded} 个下级区划的边界（共 ${count.of} 个）。${statement(count)}`,
      );
      return 0;
    });
  },
};

import { areaPath } from "#capabilities/area/index.ts";
import { type ConcernFigure, figures } from "#capabilities/concern/index.ts";
import { makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { addDays } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { type PlannedSheet, writeWorkbook } from "#platform/files/index.ts";
import { boardOf, type BoardWorld } from "./board.ts";
import { trendOf } from "./trend.ts";
import type { Board, Trend } from "./words.ts";
import { board as words } from "./zh.ts";

/* The numbers of an area's pictures as a workbook: what is seen is what is taken along. */

const table = (name: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): PlannedSheet => ({
  name,
  columns: heads.map((_, n) => ({ width: n === 0 ? 24 : 12 })),
  freeze: { rows: 1, columns: 1 },
  page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [1, 1], footer: words.page },
  rows: [{ cells: heads, style: { bold: true, border: true } }, ...rows.map((cells) => ({ cells, style: { border: true } }))],
}); // prettier-ignore

/** A year of mandatory reports, as the picture shows it. */
const yearOf = (world: BoardWorld, actor: Actor, { area, day }: Board): Promise<ConcernFigure[]> =>
  figures(world, actor, { area, from: addDays(day, -365), to: day });

function timesSheet(board: Board, times: readonly ConcernFigure[]): PlannedSheet {
  const names = new Map(board.areas.map(({ area, name }) => [area, name]));
  const heads = [words.area, words.reports, words.received, words.toReceive, words.handled, words.toHandle];
  const rows = times.map((row) => [
    names.get(row.area) ?? words.direct, row.reports, row.received, row.toReceive ?? "", row.handled, row.toHandle ?? "",
  ]); // prettier-ignore
  return table(words.concernTimes, heads, rows);
}

function sheetsOf(board: Board, trend: Trend, times: readonly ConcernFigure[]): PlannedSheet[] {
  const { levels } = board;
  const own = { ...board, name: words.all };
  const areas = [own, ...board.areas].map((row) => [
    row.name, row.children, ...levels.map(({ level }) => row.byLevel[level] ?? 0), row.graded, row.overdue,
  ]); // prettier-ignore
  const heads = [words.area, words.children, ...levels.map(({ word }) => word), words.graded, words.overdue];
  const month = board.months.map((row) => [row.month, row.homeVisits, row.contacts, row.due ?? "—"]);
  const year = trend.months.map((row) => [
    row.month,
    ...levels.map(({ level }) => row.byLevel[level] ?? 0),
    row.graded,
    row.inTime,
  ]);
  const covered = [own, ...board.areas.filter(({ area }) => area !== board.area)].map((row) => [
    row.name,
    row.villages,
    row.directed,
  ]);
  return [
    table(words.byArea, heads, areas),
    table(words.byCategory, [words.category, words.children], board.categories.map((row) => [row.title, row.count])),
    table(words.byMonth, [words.month, words.homeVisits, words.contacts, words.due], month),
    table(words.year, [words.month, ...levels.map(({ word }) => word), words.graded, words.inTime], year),
    table(words.coverage, [words.area, words.villages, words.directed], covered),
    timesSheet(board, times),
  ]; // prettier-ignore
}

/** The pictures' numbers as a workbook that is taken along. Errors: as boardOf; those of makeExport. */
export async function takeBoard(
  world: BoardWorld,
  actor: Actor,
  area: AreaCode | undefined,
  taking: TakeAlong & { readonly address: string },
): Promise<Ticket> {
  const board = await boardOf(world, actor, area);
  const place = board.area === "0" ? words.nation : (await areaPath(world.pool, board.area, board.day)).at(-1);
  const taken = {
    ...taking,
    area: board.area,
    kind: "returns",
    name: `${place}${words.title}-${board.day}.xlsx`,
  } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    const [trend, times] = [await trendOf(world, actor, area), await yearOf(world, actor, board)];
    await save(writeWorkbook({ title: words.title, watermark, sheets: sheetsOf(board, trend, times) }));
    return 0; // figures alone
  });
}

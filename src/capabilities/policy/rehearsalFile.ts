import type { Actor } from "#kernel/actor.ts";
import { notFound } from "#kernel/problem.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { type ExportWorld, makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import { type PlannedSheet, type Style, type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import type { RehearsalResult, RehearsalShown } from "./rehearsalWords.ts";
import { rehearsalFile as words } from "./zh.ts";

/* The effect of a changed pack as a workbook: figures alone, as the page shows them. Who would move stays on the page. */

type Line = readonly (string | number)[];
type Done = RehearsalShown & { readonly result: RehearsalResult };

const text: Style = { format: "@" };
const title: Style = { ...text, bold: true, size: 14 };
const head: Style = { bold: true, border: true, fill: "DDEBF7", wrap: true, vertical: "center" };

const table = (name: string, heads: Line, lines: readonly Line[], widths: readonly [number, number]): PlannedSheet => ({
  name,
  columns: heads.map((_, n) => ({ width: widths[n === 0 ? 0 : 1] })),
  freeze: { rows: 1, columns: 1 },
  page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [1, 1], footer: words.page },
  rows: [{ cells: heads, style: head }, ...lines.map((cells) => ({ cells, style: { border: true } }))],
}); // prettier-ignore

/** What was asked, of whom, and what the figures leave out. */
function coverSheet({ pack, fileName, day, result }: Done, place: string, { line }: Watermark): PlannedSheet {
  const said: readonly Line[] = [
    [words.pack, pack === null ? "" : `${pack.title}（${pack.document}）`],
    [words.file, fileName],
    [words.place, place],
    [words.day, day],
    [words.children, result.children],
    [words.moved, result.moved],
  ];
  const notes = [...words.notes, line].map((note) => ({ cells: [note], style: text }));
  return {
    name: words.cover,
    columns: [{ width: 18 }, { width: 64 }],
    page: { paper: "A4", fitWide: 1, footer: words.page },
    rows: [
      { cells: [words.title], style: title },
      ...said.map((cells) => ({ cells, style: { border: true, wrap: true } })),
      ...notes,
    ],
  };
}

/** From which level to which: the same square that the page shows, with its sums. */
function levelSheet({ levels, matrix, children }: RehearsalResult): PlannedSheet {
  const all = [...levels, { id: null, title: words.none }];
  const sum = (fits: (one: RehearsalResult["matrix"][number]) => boolean): number =>
    matrix.filter(fits).reduce((total, { count }) => total + count, 0);
  const lines = all.map((was): Line => [
    was.title,
    ...all.map((then) => sum(({ from, to }) => from === was.id && to === then.id)),
    sum(({ from }) => from === was.id),
  ]);
  const sums: Line = [words.after, ...all.map((then) => sum(({ to }) => to === then.id)), children];
  const heads = [words.corner, ...all.map((level) => level.title), words.before];
  return table(words.levels, heads, [...lines, sums], [20, 12]);
}

function planOf(shown: Done, places: ReadonlyMap<string, readonly string[]>, watermark: Watermark): WorkbookPlan {
  const { result } = shown;
  const placeOf = (code: string): string => places.get(code)?.slice(-2).join("") ?? code;
  const place = shown.area === "0" ? words.nation : placeOf(shown.area);
  const visits = result.visits.map((one): Line => [one.title, one.before, one.after, one.after - one.before]);
  const categories = result.categories.map((one): Line => [one.title, one.gained, one.lost]);
  const areas = result.areas.map((one): Line => [placeOf(one.area), one.children, one.moved, one.graver, one.milder]);
  return {
    title: words.title,
    watermark,
    sheets: [
      coverSheet(shown, place, watermark),
      levelSheet(result),
      table(words.visits, words.visitHeads, visits, [24, 12]),
      table(words.categories, words.categoryHeads, categories, [40, 12]),
      table(words.areas, words.areaHeads, areas, [28, 12]),
    ],
  };
}

/** Makes the workbook of one's own rehearsal. Errors: policy.rehearsal_unknown (404) where it has no result; those of makeExport. */
export async function takeRehearsal(
  world: ExportWorld,
  actor: Actor,
  shown: RehearsalShown | null,
  taking: TakeAlong & { readonly address: string },
): Promise<Ticket> {
  const { result } = shown ?? {};
  if (!shown || !result || shown.status !== "done") throw notFound("policy.rehearsal_unknown");
  const name = `${words.title}-${shown.pack?.title ?? ""}-${shown.day}.xlsx`;
  return makeExport(world, actor, { ...taking, name, area: actor.area, kind: "returns" }, async (watermark, save) => {
    const codes = [shown.area, ...result.areas.map(({ area }) => area)].filter((code) => code !== "0");
    const places = await areaPaths(world.pool, [...new Set(codes)], shown.day);
    await save(writeWorkbook(planOf({ ...shown, result }, places, watermark)));
    return 0; // figures alone
  });
}

import { postNameOf } from "#capabilities/account/words.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { type ExportWorld, makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { type PlannedSheet, writeWorkbook } from "#platform/files/index.ts";
import type { TrainingWorld } from "./actions.ts";
import { coverage, peopleIn } from "./coverage.ts";
import { type Coverage, type CoverageRow, states, type TrainingPerson } from "./words.ts";
import { file as words } from "./zh.ts";

type Line = readonly (string | number)[];
type Place = (code: AreaCode) => string;

/** A title, as of which day, the heads, and a line for each. */
const table = (name: string, titles: Line, [heads, ...lines]: readonly [Line, ...Line[]]): PlannedSheet => ({
  name,
  columns: heads.map((_, n) => ({ width: n === 0 ? 32 : 16 })),
  freeze: { rows: titles.length + 1, columns: 1 },
  page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [titles.length + 1, titles.length + 1], footer: words.page },
  rows: [
    ...titles.map((title, n) => ({ cells: [title], style: { bold: n === 0 } })),
    { cells: heads, style: { bold: true, border: true } },
    ...lines.map((cells) => ({ cells, style: { border: true } })),
  ],
}); // prettier-ignore

/** 98%, rounded down: 100 means all of them. */
const share = ({ people, done }: CoverageRow): string => (people === 0 ? "" : `${Math.floor((done / people) * 100)}%`);

const figuresOf = ({ whole, areas }: Coverage, place: Place): readonly [Line, ...Line[]] => [
  [words.area, words.count, words.done, words.due, words.exam, words.share],
  ...[{ ...whole, name: words.all }, ...areas.map((row) => ({ ...row, name: place(row.area) }))].map(
    (row) => [row.name, row.people, row.done, row.due, row.exam, share(row)],
  ),
]; // prettier-ignore

const missingOf = (people: readonly TrainingPerson[], place: Place): readonly [Line, ...Line[]] => [
  [words.area, words.name, words.post, words.from, words.state, words.last],
  ...people.map((one) => [place(one.area), one.name, postNameOf(one.post as PostKind), one.fromDay, states[one.state], one.last ?? words.none]),
]; // prettier-ignore

/** Coverage by area, and by name who is missing. Errors: area.unknown (404); those of makeExport. */
export async function takeCoverage(world: TrainingWorld & ExportWorld, actor: Actor, area: AreaCode | undefined, taking: TakeAlong & { readonly address: string }): Promise<Ticket> {
  const found = await coverage(world, actor, area);
  const all = await peopleIn(world, actor, { ...(area !== undefined && { area }) }, Number.MAX_SAFE_INTEGER);
  const people = all.filter(({ state }) => state === "exam" || state === "due");
  const day = today(world.clock);
  const codes = [found.whole, ...found.areas, ...people].map((one) => one.area);
  const paths = await areaPaths(world.pool, [...new Set(codes)], day);
  const place: Place = (code) => (paths.get(code) ?? []).slice(-2).join("");
  const titles = [`${place(found.whole.area)}${words.title}（${found.year}年）`, `${words.asOf}${day}`, ...found.rules.map(({ title, clause }) => `${title}（${clause}）`)];
  const sheets = [table(words.byArea, titles, figuresOf(found, place)), table(words.people, titles, missingOf(people, place))];
  const taken = { ...taking, area: found.whole.area, kind: "returns", name: `${place(found.whole.area)}${words.title}-${day}.xlsx` } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    await save(writeWorkbook({ title: words.title, watermark, sheets }));
    return 0; // workers alone
  });
} // prettier-ignore

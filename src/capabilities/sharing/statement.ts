import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { dayOf } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { type ExportWorld, fieldTitles, makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { type PlannedRow, type Style, type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { type Grant, standingOf } from "./decide.ts";
import { openGrants } from "./reading.ts";
import { listGrants, sharingOf, type Used, usedBetween } from "./store.ts";
import { standings } from "./words.ts";
import type { SharingWorld } from "./world.ts";
import { statementWords as words } from "./zh.ts";

/* The yearly statement (年度对账): grant by grant what was called and given. Figures alone; no child is named. */

interface Line {
  readonly id: string;
  readonly grant: Grant;
  readonly place: string;
  readonly used: Used | undefined;
}

const title: Style = { bold: true, size: 16 };
const head: Style = { bold: true, fill: "E8EEF4", border: true, wrap: true, vertical: "center" };
const body: Style = { border: true, wrap: true, vertical: "top" };

const deciderOf = ({ judged, steps }: Grant): string => {
  const granted = steps.find(({ kind }) => kind === "sharing.granted");
  if (!granted) return judged.title;
  return granted.by === "" ? judged.title : `${granted.by}：${granted.text}`;
};

const cellsOf = ({ id, grant, place, used }: Line, day: string): (string | number)[] => [
  departmentNames[grant.department], grant.title, grant.purposeTitle, place, grant.day, grant.until ?? "", standings[standingOf(grant, day)],
  deciderOf(grant), used?.calls ?? 0, used?.refused ?? 0, used?.rows ?? 0, fieldTitles(used?.fields ?? []).join("、"),
  used?.calledAt ? dayOf(new Date(used.calledAt)) : "", id,
]; // prettier-ignore

function planOf(watermark: Watermark, year: number, lines: readonly Line[], day: string): WorkbookPlan {
  function* rows(): Generator<PlannedRow> {
    yield { cells: [{ content: words.title(year), style: title }] };
    yield { cells: [words.clause] };
    yield { cells: [...words.heads], style: head };
    for (const line of lines) yield { cells: cellsOf(line, day), style: body };
    if (lines.length === 0) yield { cells: [words.none] };
    yield { cells: [watermark.line] };
  }
  const columns = words.widths.map((width) => ({ width }));
  const page = { paper: "A4", landscape: true, fitWide: 1, titleRows: [3, 3] } as const;
  return { title: words.title(year), watermark, sheets: [{ name: words.sheet, columns, freeze: { rows: 3, columns: 2 }, page, rows }] };
} // prettier-ignore

/** A year of China's days, as moments. */
const yearOf = (year: number): readonly [string, string] => [`${year}-01-01T00:00:00+08:00`, `${year + 1}-01-01T00:00:00+08:00`]; // prettier-ignore

/** What held in the year, or was called in it. */
const isOf = (year: number, { grant, used }: Line): boolean =>
  used !== undefined ||
  (grant.until !== null && grant.day <= `${year}-12-31` && grant.until >= `${year}-01-01` && grant.stage !== "refused");

async function linesOf(world: SharingWorld, actor: Actor, year: number): Promise<Line[]> {
  const [rows, used] = await inScope(world.pool, actor.scope, async (db) => {
    const found = await listGrants(db);
    return [found, await usedBetween(db, found.map(({ id }) => id), ...yearOf(year))] as const;
  }, { readOnly: true }); // prettier-ignore
  const subjects = await openGrants(world, rows);
  const places = await areaPaths(world.pool, [...new Set(rows.map(({ area }) => area))], today(world.clock));
  const lines = rows.flatMap(({ id, area }): Line[] => {
    const subject = subjects.get(id);
    const grant = subject && sharingOf(subject).grant;
    return grant ? [{ id, grant, place: places.get(area)?.slice(-2).join("") ?? area, used: used.get(id) }] : [];
  });
  return lines.filter((line) => isOf(year, line));
}

/** Makes the workbook of a year. Errors: sharing.year_not_begun, those of makeExport. */
export async function takeStatement(
  world: SharingWorld & ExportWorld,
  actor: Actor,
  year: number,
  taking: TakeAlong & { readonly address: string },
): Promise<Ticket> {
  if (`${year}-01-01` > today(world.clock)) throw new Problem("sharing.year_not_begun", { year });
  const place = actor.area === "0" ? "全国" : (await areaPaths(world.pool, [actor.area], today(world.clock))).get(actor.area)?.at(-1); // prettier-ignore
  const name = words.name(year, place ?? actor.area);
  return makeExport(world, actor, { ...taking, area: actor.area, kind: "sharing", name }, async (watermark, save) => {
    const lines = await linesOf(world, actor, year);
    await save(writeWorkbook(planOf(watermark, year, lines, today(world.clock))));
    return 0;
  });
}

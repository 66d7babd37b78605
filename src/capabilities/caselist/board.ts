import { directorsOf } from "#capabilities/account/index.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import type { ExportWorld } from "#capabilities/export/index.ts";
import { isVeiled } from "#capabilities/grade/index.ts";
import { visitsByMonth } from "#capabilities/visit/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, addMonths, type Day, periodStart } from "#kernel/day.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { FileWorld } from "./files.ts";
import { byLowerArea } from "./lowerAreas.ts";
import { narrowed } from "./narrowed.ts";
import { countLines, heldOn, parameters } from "./queries.ts";
import type { Board } from "./words.ts";
import { board as words } from "./zh.ts";

/* The numbers that the pictures of an area are drawn from (图景): what the ledger counts, and no child of it. */

export interface BoardWorld extends FileWorld, ExportWorld {
  readonly levelsOf: (
    area: AreaCode,
    day: Day,
  ) => readonly {
    readonly id: string;
    readonly title: string;
    readonly word: string;
    readonly shape: string;
    readonly rhythms: readonly { readonly kind: string; readonly every: string }[];
  }[];
}

/** Months of visits that are looked back on, this one included, and months ahead. */
const BACK = 12;
const AHEAD = 3;

const monthOf = (day: Day): string => day.slice(0, 7);
const months = (from: Day, count: number): string[] =>
  Array.from({ length: count }, (_, n) => monthOf(addMonths(from, n)));

async function countCategories(db: Queryable, scope: Scope, day: Day): Promise<{ category: string; count: number }[]> {
  const { values, put } = parameters();
  const text = sql`
    select category, count(*)::int as count from caselist, unnest(categories) as category
    where ${heldOn(put(day), scope, put).join(" and ")} and open group by category
    order by count desc, category`;
  return (await db.query<{ category: string; count: number }>({ text, values })).rows;
}

/** What falls due in each month until a day; what is overdue falls to the present month. */
async function countComing(
  db: Queryable,
  scope: Scope,
  day: Day,
  until: Day,
): Promise<{ month: string; due: number }[]> {
  const { values, put } = parameters();
  const on = put(day);
  const text = sql`
    select left(greatest(due_on, ${on})::text, 7) as month, count(*)::int as due from caselist
    where ${heldOn(on, scope, put).join(" and ")} and open and due_on < ${put(until)} group by 1`;
  return (await db.query<{ month: string; due: number }>({ text, values })).rows;
}

interface Covered {
  readonly area: string;
  readonly villages: number;
  readonly directed: number;
}

/**
 * Villages that have children, and those of them that have a director, by the next lower areas (`width` digits); a file
 * whose village is not known yet lies in none.
 */
async function countVillages(db: Queryable, scope: Scope, day: Day, width: number): Promise<Covered[]> {
  const { values, put } = parameters();
  const on = put(day);
  const text = sql`
    select left(v.area, ${put(width)}) as area, count(*)::int as villages, (count(*) filter (where (${directorsOf("v.area", on)}) is not null))::int as directed
    from (select distinct area from caselist where ${heldOn(on, scope, put).join(" and ")} and open and length(area) = 12) as v
    group by 1`;
  return (await db.query<Covered>({ text, values })).rows;
}

const widths: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9 };
const total = <Row>(rows: readonly Row[], pick: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + pick(row), 0);

/** The numbers of an area and of its next lower ones, in the order of their codes. Errors: area.unknown (404). */
export async function boardOf(world: BoardWorld, actor: Actor, area: AreaCode | undefined): Promise<Board> {
  const scope = narrowed(actor, area);
  const day = today(world.clock);
  const [first, present] = [addMonths(periodStart(day, 1), 1 - BACK), periodStart(day, 1)];
  const until = addMonths(present, AHEAD);
  const width = widths[scope.lo.length] ?? 12;
  const [counts, categories, coming, made, villages] = await readInScope(world.pool, actor.scope, (db) =>
    Promise.all([
      countLines(db, scope, day, addDays(day, 6), width),
      countCategories(db, scope, day),
      countComing(db, scope, day, until),
      visitsByMonth(db, scope, first, day),
      countVillages(db, scope, day, width),
    ]),
  );
  const titles = world.titlesOf(scope.lo, day);
  const levels = world.levelsOf(scope.lo, day).map(({ id, word, shape }) => ({ level: id, word, shape }));
  const ofLevels = (rows: readonly (typeof counts)[number][]): Record<string, number> =>
    Object.fromEntries(levels.map(({ level }) => [level, total(rows.filter((row) => row.level === level), (row) => row.children)])); // prettier-ignore
  const tally = (rows: readonly (typeof counts)[number][]) => ({
    children: total(rows, (row) => row.children),
    graded: total(rows.filter((row) => row.level !== null), (row) => row.children), // prettier-ignore
    overdue: total(rows, (row) => row.overdue),
    byLevel: ofLevels(rows),
  });
  const coverage = (rows: typeof villages) => ({
    villages: total(rows, (row) => row.villages),
    directed: total(rows, (row) => row.directed),
  });
  const lower = scope.lo.length === 12 ? [] : await childrenOf(world.pool, scope.lo, day);
  const visits = (month: string, kind: string): number =>
    made.find((one) => one.month === month && one.kind === kind)?.count ?? 0;
  return {
    day,
    area: scope.lo,
    policy: titles.ref,
    levels,
    ...tally(counts),
    ...coverage(villages),
    areas: byLowerArea(scope.lo, lower, counts, tally).map((row) => ({ ...row, ...coverage(row.area === scope.lo ? [] : villages.filter((one) => one.area === row.area)) })),
    categories: categories
      .filter(({ category }) => !isVeiled(category))
      .map(({ category, count }) => ({ category, title: titles.category(category) ?? words.other, count })),
    months: [...months(first, BACK), ...months(addMonths(present, 1), AHEAD - 1)].map((month) => ({
      month,
      homeVisits: visits(month, "home_visit"),
      contacts: visits(month, "contact"),
      due: month < monthOf(day) ? null : (coming.find((one) => one.month === month)?.due ?? 0),
    })),
  }; // prettier-ignore
}

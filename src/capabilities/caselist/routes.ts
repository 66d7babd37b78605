import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { countOpenTasks } from "#capabilities/task/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import { type Route, route } from "#platform/http/route.ts";
import { due, overdue, type DueWorld, lookingFor, readingFor } from "./due.ts";
import { findByNumber } from "./find.ts";
import { narrowed } from "./narrowed.ts";
import { linesOf } from "./lines.ts";
import { countLines, ledgerPage } from "./queries.ts";
import { searchPage } from "./search.ts";
import { named } from "./shown.ts";
import {
  CaseLine,
  DuePage,
  DueQuery,
  FindByNumber,
  LedgerPage,
  LedgerQuery,
  LinesQuery,
  OverduePage,
  OverdueQuery,
  Summary,
  SummaryQuery,
} from "./words.ts";

export interface CaselistWorld extends DueWorld {
  readonly levelsOf: (
    area: AreaCode,
    day: Day,
  ) => readonly { id: string; title: string; word: string; shape: string }[];
}

async function ledger(world: CaselistWorld, actor: Actor, query: LedgerQuery): Promise<LedgerPage> {
  const looking = lookingFor(world, narrowed(actor, query.area));
  const after = readCursor(query.after, "number", "id");
  const read = readingFor(world, actor);
  const { name } = query;
  if (name !== undefined) return searchPage(read, looking, { ...query, name }, after);
  const rows = await read((db) => ledgerPage(db, looking, query, after, query.limit + 1));
  const page = pageOf(rows, query.limit, (line) => [line.rank, line.childId]);
  return { ...page, lines: await named(looking.machine, read, page.lines) };
}

const nextWidth: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12 };

async function summary(world: CaselistWorld, actor: Actor, query: z.infer<typeof SummaryQuery>): Promise<Summary> {
  const scope = narrowed(actor, query.area);
  const day = today(world.clock);
  const weekEnd = addDays(day, 6);
  const width = nextWidth[scope.lo.length] ?? 12;
  const [counts, tasks] = await readInScope(world.pool, actor.scope, (db) =>
    Promise.all([countLines(db, scope, day, weekEnd, width), countOpenTasks(db, scope, [day, weekEnd])]),
  );
  const sum = (pick: (row: (typeof counts)[number]) => number, rows = counts): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const lower = await childrenOf(world.pool, scope.lo, day);
  return {
    day,
    area: scope.lo,
    children: sum((row) => row.children),
    served: sum((row) => row.served),
    levels: world.levelsOf(scope.lo, day).map(({ id, title, word, shape }) => {
      const rows = counts.filter((row) => row.level === id);
      return {
        level: id,
        title,
        word,
        shape,
        count: sum((row) => row.children, rows),
        served: sum((row) => row.served, rows),
      };
    }),
    overdue: sum((row) => row.overdue),
    today: sum((row) => row.today),
    week: sum((row) => row.week),
    proposed: sum((row) => row.proposed),
    awaiting: sum((row) => row.awaiting),
    openTasks: tasks.open,
    lateTasks: tasks.late,
    weekTasks: tasks.week,
    areas: lower.map((unit) => {
      const rows = counts.filter((row) => row.area === unit.code);
      return {
        area: unit.code,
        name: unit.name,
        children: sum((row) => row.children, rows),
        red: sum((row) => row.children, rows.filter((row) => row.level === "red")), // prettier-ignore
        overdue: sum((row) => row.overdue, rows),
      };
    }),
  };
}

/** Whom a list shows, for the trace of it. */
const childrenIn = (lines: readonly CaseLine[]): string[] => lines.map((line) => line.childId);
const childrenOn = (page: { readonly lines: readonly CaseLine[] }): string[] => childrenIn(page.lines);

export const routes = (world: CaselistWorld): Route[] => [
  route({
    method: "GET", path: "/api/caselist/children", permission: "caselist.read", summary: "儿童台账", looks: { kind: "list", of: childrenOn, personal: ["name"] }, query: LedgerQuery, output: LedgerPage,
  })(({ actor, query }) => ledger(world, actor, query)),
  route({
    method: "POST", path: "/api/caselist/find", permission: "caselist.read", summary: "按证件号码查找儿童", body: FindByNumber, output: LedgerPage,
    looks: { kind: "list", of: childrenOn, personal: ["number"] }, refusals: ["registry.id_number_wrong"],
  })(({ actor, body }) => findByNumber(world, actor, body)),
  route({
    method: "GET", path: "/api/caselist/lines", permission: "caselist.read", summary: "一组儿童的台账行", looks: { kind: "list", of: childrenIn, asksFor: ({ query }) => query.ids }, query: LinesQuery, output: z.array(CaseLine),
  })(({ actor, query }) =>
    linesOf(readingFor(world, actor), lookingFor(world, actor.scope), query.ids),
  ),
  route({
    method: "GET", path: "/api/caselist/due", permission: "caselist.read", summary: "到期走访与联系", looks: { kind: "list", of: childrenOn }, query: DueQuery, output: DuePage,
  })(({ actor, query }) => due(world, actor, query)),
  route({
    method: "GET", path: "/api/caselist/overdue", permission: "caselist.read", summary: "各村（社区）逾期未办", looks: { none: "counts alone" }, query: OverdueQuery, output: OverduePage,
  })(({ actor, query }) => overdue(world, actor, query)),
  route({
    method: "GET", path: "/api/caselist/summary", permission: "caselist.read", summary: "今日概况", looks: { none: "counts alone" }, query: SummaryQuery, output: Summary,
  })(({ actor, query }) => summary(world, actor, query)),
]; // prettier-ignore

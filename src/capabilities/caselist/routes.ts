import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { purposeAsked, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { countOpenTasks } from "#capabilities/task/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { readCursor } from "#platform/http/page.ts";
import { type Route, route } from "#platform/http/route.ts";
import { due, lookingFor, overdue, readingFor } from "./due.ts";
import { boardOf, type BoardWorld } from "./board.ts";
import { takeBoard } from "./boardFile.ts";
import { findByNumber } from "./find.ts";
import { byLowerArea } from "./lowerAreas.ts";
import { narrowed } from "./narrowed.ts";
import { linesOf } from "./lines.ts";
import { takeLedger } from "./files.ts";
import { ledgerCount, ledgerIds, orders } from "./ledger.ts";
import { countLines, type Looking } from "./queries.ts";
import { readLedger } from "./search.ts";
import { trendOf } from "./trend.ts";
import {
  Board,
  CaseLine,
  DuePage,
  DueQuery,
  FindByNumber,
  LedgerCount,
  LedgerFileQuery,
  LedgerFilters,
  LedgerPage,
  LedgerQuery,
  LinesQuery,
  MarkedIds,
  MOST_MARKED,
  OverduePage,
  OverdueQuery,
  Summary,
  SummaryQuery,
  Trend,
} from "./words.ts";

export type CaselistWorld = BoardWorld;

const ledgerLooking = (world: CaselistWorld, actor: Actor, area: AreaCode | undefined): Looking =>
  lookingFor(world, narrowed(actor, area));

const ledger = (world: CaselistWorld, actor: Actor, query: LedgerQuery): Promise<LedgerPage> =>
  readLedger(
    readingFor(world, actor),
    ledgerLooking(world, actor, query.area),
    query,
    readCursor(query.after, ...orders[query.sort].keys),
  );

/** As far as a list is counted: nobody reads on to its end, and an answer must not wait for it. */
const COUNTED = 10_000;

/** Without the name: who has one is found by opening names, and each opened name is a look that is kept. */
async function count(world: CaselistWorld, actor: Actor, query: LedgerFilters): Promise<LedgerCount> {
  const looking = ledgerLooking(world, actor, query.area);
  const found = await readingFor(world, actor)((db) => ledgerCount(db, looking, query, COUNTED + 1));
  return { count: Math.min(found, COUNTED), more: found > COUNTED };
}

/** Without the name, as with the count. */
async function ids(world: CaselistWorld, actor: Actor, query: LedgerFilters): Promise<MarkedIds> {
  const looking = ledgerLooking(world, actor, query.area);
  const found = await readingFor(world, actor)((db) => ledgerIds(db, looking, query, MOST_MARKED + 1));
  return { childIds: found.slice(0, MOST_MARKED), more: found.length > MOST_MARKED };
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
  const sum = (
    pick: (row: (typeof counts)[number]) => number,
    rows: readonly (typeof counts)[number][] = counts,
  ): number => rows.reduce((total, row) => total + pick(row), 0);
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
    areas: byLowerArea(scope.lo, lower, counts, (rows) => ({
      children: sum((row) => row.children, rows),
      red: sum((row) => row.children, rows.filter((row) => row.level === "red")), // prettier-ignore
      overdue: sum((row) => row.overdue, rows),
    })),
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
    method: "POST", path: "/api/caselist/find", permission: "caselist.read", summary: "按证件号码或电话查找儿童（本人或照护人的）", body: FindByNumber, output: LedgerPage,
    looks: { kind: "list", of: childrenOn, personal: ["number"] }, refusals: ["registry.id_number_wrong"],
  })(({ actor, body }) => findByNumber(world, actor, body)),
  route({
    method: "GET", path: "/api/caselist/count", permission: "caselist.read", summary: "台账中符合条件的人数", looks: { none: "counts alone" }, query: LedgerFilters.omit({ name: true, ids: true }), output: LedgerCount,
  })(({ actor, query }) => count(world, actor, query)),
  route({
    method: "GET", path: "/api/caselist/ids", permission: "caselist.read", summary: "台账中符合条件的全部儿童（至多一千人），供一并交办", looks: { kind: "list", of: ({ childIds }) => childIds }, query: LedgerFilters.omit({ name: true, ids: true }), output: MarkedIds,
  })(({ actor, query }) => ids(world, actor, query)),
  route({
    method: "POST", path: "/api/caselist/file", permission: "caselist.take_along", summary: "生成台账文件（xlsx）", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    query: LedgerFileQuery, body: TakeAlong, output: Ticket, refusals: ["area.unknown", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, query, body, request, saw }) => takeLedger(world, actor, query, saw, { ...body, address: request.ip })),
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
    method: "GET", path: "/api/caselist/board", permission: "caselist.read", summary: "图景的数字", looks: { none: "counts alone" }, query: SummaryQuery, output: Board, refusals: ["area.unknown"],
  })(({ actor, query }) => boardOf(world, actor, query.area)),
  route({
    method: "GET", path: "/api/caselist/board/trend", permission: "caselist.read", summary: "图景的走势（近十二个月）", looks: { none: "counts alone" }, query: SummaryQuery, output: Trend, refusals: ["area.unknown"],
  })(({ actor, query }) => trendOf(world, actor, query.area)),
  route({
    method: "POST", path: "/api/caselist/board/file", permission: "caselist.take_along", summary: "图景的数字（xlsx）", looks: { none: "figures alone" }, query: SummaryQuery, body: TakeAlong, output: Ticket,
    refusals: ["area.unknown", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, query, body, request }) => takeBoard(world, actor, query.area, { ...body, address: request.ip })),
  route({
    method: "GET", path: "/api/caselist/summary", permission: "caselist.read", summary: "今日概况", looks: { none: "counts alone" }, query: SummaryQuery, output: Summary,
  })(({ actor, query }) => summary(world, actor, query)),
]; // prettier-ignore

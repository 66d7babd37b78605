import type pg from "pg";
import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { addDays, type Day, daysBetween } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { lengthOf, startOf } from "#kernel/length.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { dueState, escalatedTo } from "#engines/schedule/rhythm.ts";
import { directorsOf } from "#capabilities/account/index.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { countOpenTasks } from "#capabilities/task/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import { countLines, type Cursor, cursorOf, dueLines, ledgerPage, linesOf } from "./queries.ts";
import { CaseLine, DueLine, DueQuery, LedgerPage, LedgerQuery, LinesQuery, Summary, SummaryQuery } from "./words.ts";

export interface Escalation {
  readonly after: string;
  readonly to: string;
}

export interface CaselistWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly levelsOf: (
    area: AreaCode,
    day: Day,
  ) => readonly { id: string; title: string; word: string; shape: string }[];
  readonly escalationOf: (area: AreaCode, day: Day) => readonly Escalation[];
}

/** The part of the actor's own area that is asked for; anything else does not exist. */
export function narrowed(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [rank = "", childId = ""] = text.split("_");
  if (!/^\d{1,3}$/.test(rank) || !isId(childId)) throw new Problem("http.input_invalid", { path: "after" }, 400);
  return { rank: Number(rank), childId };
}

async function ledger(world: CaselistWorld, actor: Actor, query: LedgerQuery): Promise<z.infer<typeof LedgerPage>> {
  const scope = narrowed(actor, query.area);
  const after = readCursor(query.after);
  const rows = await inScope(world.pool, actor.scope, (db) => ledgerPage(db, scope, today(world.clock), query, after), {
    readOnly: true,
  });
  const lines = rows.slice(0, query.limit);
  const last = lines.at(-1);
  const next = rows.length > query.limit && last ? cursorOf(last) : null;
  return { lines, next: next && `${next.rank}_${next.childId}` };
}

/** The days that a list of due visits spans. */
function windowOf(when: DueQuery["when"], day: Day): readonly [Day, Day] {
  const far = "9999-12-31";
  switch (when) {
    case "overdue":
      return ["0001-01-01", addDays(day, -1)];
    case "today":
      return [day, day];
    case "week":
      return [addDays(day, 1), addDays(day, 6)];
    case "next":
      return [addDays(day, 7), far];
    case "all":
      return ["0001-01-01", addDays(day, 31)];
  }
}

function dueLine(row: CaseLine, day: Day, steps: readonly Escalation[], director: string | null): DueLine {
  const dueOn = row.dueOn ?? day;
  // a home visit settles both: where it is due already, a telephone call would not do
  const home = row.homeDue !== null && (row.contactDue === null || row.homeDue <= row.contactDue || row.homeDue <= day);
  const wants = home ? "home_visit" : "contact";
  const spans = steps.map((step) => ({ after: lengthOf(step.after), to: step.to }));
  return {
    ...row,
    state: dueState(dueOn, day),
    daysLate: daysBetween(dueOn, day),
    wants,
    climbedTo: escalatedTo(spans, dueOn, day),
    director,
  };
}

/** The last due day whose lateness has climbed so high by today; null where the policy has no such step. */
function climbedBefore(steps: readonly Escalation[], to: "supervisor" | "county", day: Day): Day | null {
  const step = steps.find((one) => one.to === to);
  return step ? startOf(day, lengthOf(step.after)) : null;
}

async function due(world: CaselistWorld, actor: Actor, query: DueQuery): Promise<DueLine[]> {
  const scope = narrowed(actor, query.area);
  const day = today(world.clock);
  const [from, until] = windowOf(query.when, day);
  const bound = query.climbed && climbedBefore(world.escalationOf(scope.lo, day), query.climbed, day);
  if (bound === null) return [];
  const to = bound === undefined || until < bound ? until : bound;
  const rows = await inScope(world.pool, actor.scope, (db) => dueLines(db, scope, day, from, to, query.limit), {
    readOnly: true,
  });
  const directors = await directorsOf(world.pool, [...new Set(rows.map((row) => row.area))], day);
  return rows.map((row) => dueLine(row, day, world.escalationOf(row.area, day), directors.get(row.area) ?? null));
}

const nextWidth: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12 };

async function summary(world: CaselistWorld, actor: Actor, query: z.infer<typeof SummaryQuery>): Promise<Summary> {
  const scope = narrowed(actor, query.area);
  const day = today(world.clock);
  const width = nextWidth[scope.lo.length] ?? 12;
  const { counts, tasks } = await inScope(
    world.pool,
    actor.scope,
    async (db) => ({
      counts: await countLines(db, scope, day, addDays(day, 6), width),
      tasks: await countOpenTasks(db, scope.lo, scope.hi),
    }),
    { readOnly: true },
  );
  const sum = (pick: (row: (typeof counts)[number]) => number, rows = counts): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const lower = await childrenOf(world.pool, scope.lo, day);
  return {
    day,
    area: scope.lo,
    children: sum((row) => row.children),
    served: sum((row) => row.served),
    levels: world.levelsOf(scope.lo, day).map(({ id, title, word, shape }) => ({
      level: id, title, word, shape, count: sum((row) => row.children, counts.filter((row) => row.level === id)),
    })), // prettier-ignore
    overdue: sum((row) => row.overdue),
    today: sum((row) => row.today),
    week: sum((row) => row.week),
    proposed: sum((row) => row.proposed),
    openTasks: tasks,
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

export const routes = (world: CaselistWorld): Route[] => [
  route({
    method: "GET", path: "/api/caselist/children", permission: "caselist.read", summary: "儿童台账", query: LedgerQuery, output: LedgerPage,
  })(({ actor, query }) => ledger(world, actor, query)),
  route({
    method: "GET", path: "/api/caselist/lines", permission: "caselist.read", summary: "一组儿童的台账行", query: LinesQuery, output: z.array(CaseLine),
  })(({ actor, query }) =>
    inScope(world.pool, actor.scope, (db) => linesOf(db, actor.scope, today(world.clock), query.ids), { readOnly: true }),
  ),
  route({
    method: "GET", path: "/api/caselist/due", permission: "caselist.read", summary: "到期走访与联系", query: DueQuery, output: z.array(DueLine),
  })(({ actor, query }) => due(world, actor, query)),
  route({
    method: "GET", path: "/api/caselist/summary", permission: "caselist.read", summary: "今日概况", query: SummaryQuery, output: Summary,
  })(({ actor, query }) => summary(world, actor, query)),
]; // prettier-ignore

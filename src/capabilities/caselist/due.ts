import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { lengthOf, startOf } from "#kernel/length.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import { DUE_DAYS, dueLine, type Step } from "./decide.ts";
import { narrowed } from "./narrowed.ts";
import type { Reading } from "#platform/journal/opened.ts";
import type { Journal } from "#platform/journal/journal.ts";
import { linesOf } from "./lines.ts";
import { dueLines, type Looking, overdueVillages } from "./queries.ts";
import { named } from "./shown.ts";
import type { CaseLine, DuePage, DueQuery, OverduePage, OverdueQuery } from "./words.ts";

export interface Escalation {
  readonly after: string;
  readonly to: string;
}

export interface DueWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly journal: Pick<Journal, "machine">;
  readonly escalationOf: (area: AreaCode, day: Day) => readonly Escalation[];
}

/** Today, within a part of the actor's area, with the keys that names are opened by. */
export const lookingFor = ({ clock, journal }: DueWorld, scope: Scope): Looking => ({
  machine: journal.machine,
  scope,
  day: today(clock),
});

/** Asks within the actor's scope, each question in a transaction of its own. */
export const readingFor =
  ({ pool }: DueWorld, { scope }: Actor): Reading =>
  (work) =>
    readInScope(pool, scope, work);

/** The lines of some children for an actor: no more of them than the actor's area holds. */
export const linesFor = (world: DueWorld, actor: Actor, childIds: readonly string[]): Promise<CaseLine[]> =>
  linesOf(readingFor(world, actor), lookingFor(world, actor.scope), childIds);

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
      return ["0001-01-01", addDays(day, DUE_DAYS)];
  }
}

/** The last due day whose lateness has climbed so high by today; null where the policy has no such step. */
function climbedBefore(steps: readonly Escalation[], to: "supervisor" | "county", day: Day): Day | null {
  const step = steps.find((one) => one.to === to);
  return step ? startOf(day, lengthOf(step.after)) : null;
}

/** The steps by which lateness climbs in a village, read once for all its children. */
function stepsBy(world: DueWorld, day: Day): (area: AreaCode) => readonly Step[] {
  const known = new Map<AreaCode, readonly Step[]>();
  return (area) => {
    const held = known.get(area);
    if (held) return held;
    const steps = world.escalationOf(area, day).map(({ after, to }) => ({ after: lengthOf(after), to }));
    known.set(area, steps);
    return steps;
  };
}

/** Whom to visit or call within a window of days, page by page. */
export async function due(world: DueWorld, actor: Actor, query: DueQuery): Promise<DuePage> {
  const scope = narrowed(actor, query.area);
  const day = today(world.clock);
  const after = readCursor(query.after, "number", "day", "id");
  const [from, until] = windowOf(query.when, day);
  const bound = query.climbed && climbedBefore(world.escalationOf(scope.lo, day), query.climbed, day);
  if (bound === null) return { lines: [], next: null };
  const window = [from, bound === undefined || until < bound ? until : bound] as const;
  const [read, looking] = [readingFor(world, actor), lookingFor(world, scope)];
  const rows = await read((db) => dueLines(db, looking, window, after, query.limit + 1));
  const page = pageOf(rows, query.limit, (row) => [row.rank, row.dueOn ?? day, row.childId]);
  const stepsOf = stepsBy(world, day);
  const lines = await named(looking.machine, read, page.lines);
  return { ...page, lines: lines.map((row) => dueLine(row, day, stepsOf(row.area))) };
}

/** What is overdue, village by village with those who have to do it. */
export async function overdue(world: DueWorld, actor: Actor, query: OverdueQuery): Promise<OverduePage> {
  const scope = narrowed(actor, query.area);
  const [after = null] = readCursor(query.after, "area") ?? [];
  const day = today(world.clock);
  const rows = await readingFor(world, actor)((db) => overdueVillages(db, scope, day, after, query.limit + 1));
  return pageOf(rows, query.limit, (row) => [row.area]);
}

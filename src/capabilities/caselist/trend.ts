import { type Tracked, trackedSince } from "#capabilities/grade/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, addMonths, type Day, periodStart } from "#kernel/day.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { BoardWorld } from "./board.ts";
import { narrowed } from "./narrowed.ts";
import type { Trend } from "./words.ts";

/*
 * A year of an area, month by month, as of each month's end: counted from the spans of standing that are kept
 * (docs/decisions/0014), as they are known now. Nothing is sampled by night, and a late entry mends the past.
 */

const MONTHS = 12;

/** The last days of the last twelve months; of this one, today. */
export function monthEnds(day: Day): Day[] {
  const present = periodStart(day, 1);
  const starts = Array.from({ length: MONTHS }, (_, n) => addMonths(present, n + 2 - MONTHS));
  return starts.map((next) => (next > day ? day : addDays(next, -1)));
}

// A span holds from the first of the days that it reaches to before the first one that it does not: one pass over the
// spans, whatever the number of days.
const bySpan = sql`
  select level, width_bucket(from_day - 1, $3::date[]) as first, width_bucket(to_day - 1, $3::date[]) as over,
    count(*)::int as children
  from grade_standing
  where superseded_at is null and level is not null and area >= $1 and area < $2 and from_day <= $5 and to_day > $4
  group by 1, 2, 3`;

// By a visit of our own or as a survey reported it, as the returns count it (定期介入跟踪).
const inTime = sql`
  select p.n::int as n, count(*)::int as children
  from unnest($3::date[]) with ordinality as p (day, n)
    join grade_standing s on s.from_day <= p.day and s.to_day > p.day
    join unnest($4::date[], $5::text[], $6::date[]) as c (day, level, cutoff) on c.day = p.day and c.level = s.level
  where s.superseded_at is null and s.area >= $1 and s.area < $2 and (s.tracked_on between c.cutoff and p.day or exists (
    select 1 from visit_record v where v.county = s.county and v.child_id = s.child_id and v.kind = 'home_visit'
      and v.day between c.cutoff and p.day))
  group by 1`;

interface SpanCount {
  readonly level: string;
  readonly first: number;
  readonly over: number;
  readonly children: number;
}

const countSpans = async (db: Queryable, { lo, hi }: Scope, days: readonly Day[]): Promise<SpanCount[]> =>
  (await db.query<SpanCount>({ text: bySpan, values: [lo, hi, days, days[0], days.at(-1)] })).rows;

async function countInTime(db: Queryable, { lo, hi }: Scope, days: readonly Day[], tracked: readonly Tracked[]): Promise<ReadonlyMap<number, number>> {
  const cutoffs = days.flatMap((day, n) => (tracked[n]?.levels ?? []).map((level, l) => [day, level, tracked[n]?.cutoffs[l]] as const));
  const values = [lo, hi, days, cutoffs.map(([day]) => day), cutoffs.map(([, level]) => level), cutoffs.map(([, , cutoff]) => cutoff)];
  const { rows } = await db.query<{ n: number; children: number }>({ text: inTime, values });
  return new Map(rows.map(({ n, children }) => [n - 1, children]));
} // prettier-ignore

/** Above a city each child of each month would be looked up: minutes. Its counties have the figure. */
const isNear = ({ lo }: Scope): boolean => lo.length >= 4;

/** Children by level at the end of each month, and those whose last home visit was in time. Errors: area.unknown (404). */
export async function trendOf(world: BoardWorld, actor: Actor, area: AreaCode | undefined): Promise<Trend> {
  const scope = narrowed(actor, area);
  const days = monthEnds(today(world.clock));
  const levels = world.levelsOf(scope.lo, today(world.clock));
  const tracked = days.map((day) => trackedSince(world.levelsOf(scope.lo, day), day));
  const [spans, timely] = await readInScope(world.pool, actor.scope, (db) =>
    Promise.all([
      countSpans(db, scope, days),
      isNear(scope) ? countInTime(db, scope, days, tracked) : Promise.resolve(undefined),
    ]),
  );
  return {
    area: scope.lo,
    months: days.map((day, n) => {
      const held = spans.filter(({ first, over }) => first <= n && n < over);
      const of = (id: string): number => held.filter(({ level }) => level === id).reduce((sum, one) => sum + one.children, 0);
      return {
        month: day.slice(0, 7),
        day,
        graded: held.reduce((sum, one) => sum + one.children, 0),
        byLevel: Object.fromEntries(levels.map(({ id }) => [id, of(id)])),
        inTime: timely ? (timely.get(n) ?? 0) : null,
      };
    }),
  };
} // prettier-ignore

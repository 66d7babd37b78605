import { trackedSince } from "#capabilities/grade/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, addMonths, type Day, periodStart } from "#kernel/day.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
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

// By a visit of our own or as a survey reported it, as the returns count it (定期介入跟踪), each county by its own policy, and
// without looking up each child of each month. A home visit is the last one until the next, and in time until the first
// month's end whose cutoff lies behind it: from lo to hi, months by their numbers. Both sides are read once; what a survey
// reported counts where no visit does. A rule's cutoffs rise (rulesIn).
const inTime = sql`
  with rules as materialized (
    select k.county, c.level, c.first, c.cutoffs::date[] as cutoffs from unnest($4::text[], $5::int[]) as k (county, policy)
      join unnest($6::int[], $7::text[], $8::int[], $9::text[]) as c (policy, level, first, cutoffs) on c.policy = k.policy),
  visits as materialized (
    select county, child_id, day, width_bucket(day - 1, $3::date[]) + 1 as lo,
      coalesce(width_bucket(lead(day) over (partition by county, child_id order by day) - 1, $3::date[]), cardinality($3::date[])) as hi
    from visit_record where kind = 'home_visit' and area >= $1 and area < $2 and day >= $10 and day <= $11),
  spans as materialized (
    select s.county, s.child_id, s.tracked_on, r.first, r.cutoffs, greatest(width_bucket(s.from_day - 1, $3::date[]) + 1, r.first) as lo,
      least(width_bucket(s.to_day - 1, $3::date[]), r.first + cardinality(r.cutoffs) - 1) as hi
    from grade_standing s join rules r on r.county = s.county and r.level = s.level
    where s.superseded_at is null and s.area >= $1 and s.area < $2 and s.from_day <= $11 and s.to_day > $12),
  told as (
    select county, child_id, greatest(lo, width_bucket(tracked_on - 1, $3::date[]) + 1) as lo,
      least(hi, first - 1 + width_bucket(tracked_on, cutoffs)) as hi
    from spans where tracked_on is not null),
  met as (
    select s.county, s.child_id, greatest(s.lo, v.lo) as lo, least(s.hi, v.hi, s.first - 1 + width_bucket(v.day, s.cutoffs)) as hi, s.tracked_on,
      greatest(s.lo, width_bucket(s.tracked_on - 1, $3::date[]) + 1) as told_lo, least(s.hi, s.first - 1 + width_bucket(s.tracked_on, s.cutoffs)) as told_hi
    from spans s join visits v on v.county = s.county and v.child_id = s.child_id where s.lo <= s.hi and v.lo <= v.hi)
  select lo, hi, sum(times)::int as times from (
    select lo, hi, count(*) as times from met where lo <= hi group by 1, 2
    union all select lo, hi, count(*) from told where lo <= hi group by 1, 2
    union all select greatest(lo, told_lo), least(hi, told_hi), -count(*) from met
      where tracked_on is not null and lo <= hi and greatest(lo, told_lo) <= least(hi, told_hi) group by 1, 2) as parts
  group by 1, 2`;

interface SpanCount {
  readonly level: string;
  readonly first: number;
  readonly over: number;
  readonly children: number;
}

const countSpans = async (db: Queryable, { lo, hi }: Scope, days: readonly Day[]): Promise<SpanCount[]> =>
  (await db.query<SpanCount>({ text: bySpan, values: [lo, hi, days, days[0], days.at(-1)] })).rows;

/** Counties with a standing in a scope. */
const countiesOf = sql`select distinct county from grade_standing where area >= $1 and area < $2`;

type Levelled = Pick<BoardWorld, "levelsOf">;
export type TrendWorld = Pick<BoardWorld, "levelsOf" | "pool" | "clock">;

interface Rule {
  readonly level: string;
  /** The number of its first month, and the cutoffs from there on, which rise. */
  readonly first: number;
  readonly cutoffs: readonly Day[];
}

/** The rules of an area's policy by level, cut where a policy of later months reaches farther back than one of earlier ones. */
function rulesIn(world: Levelled, area: AreaCode, days: readonly Day[]): Rule[] {
  const rules = new Map<string, Rule[]>();
  for (const [n, day] of days.entries()) {
    const { levels, cutoffs } = trackedSince(world.levelsOf(area, day), day);
    levels.forEach((level, l) => {
      const cutoff = cutoffs[l] ?? day;
      const held = rules.get(level) ?? [];
      const last = held.at(-1);
      const follows = last && last.first + last.cutoffs.length === n + 1 && (last.cutoffs.at(-1) ?? cutoff) <= cutoff;
      if (follows) held.splice(-1, 1, { ...last, cutoffs: [...last.cutoffs, cutoff] });
      else held.push({ level, first: n + 1, cutoffs: [cutoff] });
      rules.set(level, held);
    });
  }
  return [...rules.values()].flat();
}

/** Each county with its policy's number, and the rules of each policy: those that are the same once. */
function rulesOf(world: Levelled, counties: readonly AreaCode[], days: readonly Day[]) {
  const known = new Map<string, { readonly no: number; readonly rules: readonly Rule[] }>();
  const policies = counties.map((county) => {
    const rules = rulesIn(world, county, days);
    const key = JSON.stringify(rules);
    const policy = known.get(key) ?? { no: known.size, rules };
    known.set(key, policy);
    return policy.no;
  });
  return { policies, rules: [...known.values()].flatMap(({ no, rules }) => rules.map((rule) => ({ no, ...rule }))) };
}

/** As its counties count it, together; by the number of the month. */
async function countInTime(world: Levelled, db: Queryable, { lo, hi }: Scope, days: readonly Day[]): Promise<ReadonlyMap<number, number>> {
  const counties = (await db.query<{ county: string }>({ text: countiesOf, values: [lo, hi] })).rows.map(({ county }) => county);
  // within a county its lower area's own policy, where it has one
  const { policies, rules } = rulesOf(world, lo.length > 6 ? counties.map(() => lo) : counties, days);
  const earliest = rules.flatMap(({ cutoffs }) => cutoffs).toSorted()[0] ?? days[0];
  const columns = [rules.map(({ no }) => no), rules.map(({ level }) => level), rules.map(({ first }) => first), rules.map(({ cutoffs }) => `{${cutoffs.join(",")}}`)];
  const values = [lo, hi, days, counties, policies, ...columns, earliest, days.at(-1), days[0]];
  const { rows } = await db.query<{ lo: number; hi: number; times: number }>({ text: inTime, values });
  return new Map(days.map((_day, n) => [n, rows.reduce((sum, row) => sum + (row.lo <= n + 1 && n + 1 <= row.hi ? row.times : 0), 0)]));
} // prettier-ignore

/** Children by level at the end of each month, and those whose last home visit was in time. Errors: area.unknown (404). */
export async function trendOf(world: TrendWorld, actor: Actor, area: AreaCode | undefined): Promise<Trend> {
  const scope = narrowed(actor, area);
  const days = monthEnds(today(world.clock));
  const levels = world.levelsOf(scope.lo, today(world.clock));
  const read = async (db: Queryable) => [await countSpans(db, scope, days), await countInTime(world, db, scope, days)] as const;
  const [spans, timely] = await inScope(world.pool, actor.scope, read, { readOnly: true });
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
        inTime: timely.get(n) ?? 0,
      };
    }),
  };
} // prettier-ignore

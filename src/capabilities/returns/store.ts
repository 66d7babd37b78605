import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { isVeiled, type Profile, readProfile, type Tracked } from "#capabilities/grade/index.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Group } from "./words.ts";

/** As of which day, and as of which moment of knowledge: later entries do not change a return that was sent. */
export interface AsOf {
  readonly day: Day;
  readonly knownAt: string;
}

const standing = `s.from_day <= $1 and s.to_day > $1 and s.recorded_at <= $4
  and (s.superseded_at is null or s.superseded_at > $4) and s.area >= $2 and s.area < $3`;

// By a visit of our own, or as a survey reported it.
const isTracked = `coalesce(greatest(v.last_home, case when s.tracked_on <= $1 then s.tracked_on end) >= c.cutoff, false)`;

// Statements over an area carry no name: with one, PostgreSQL plans them after five times for any area and any day, and a
// nested loop that suits a village takes hours for a county.

// The served of the day, each with the last home visit before it and the day from which one counts for its level: the
// count, its children and how many of them can be opened must never disagree on whom they speak of.
const servedThen = `from grade_standing s
  left join unnest($5::text[], $6::date[]) as c (level, cutoff) on c.level = s.level
  left join (
    select child_id, max(day) as last_home from visit_record
    where kind = 'home_visit' and day <= $1 and day >= $7 and recorded_at <= $4 and area >= $2 and area < $3
    group by child_id
  ) v on v.child_id = s.child_id
  where ${standing} and s.served`;

// One group per profile and per "tracked": the rows of a return are decided on groups, never on children.
const grouping = sql`
  select s.profile, ${isTracked} as tracked, count(*)::int as count
  ${servedThen}
  group by 1, 2`;

const listing = sql`
  select s.child_id as "childId"
  ${servedThen}
    and s.profile || case when ${isTracked} then '+' else '-' end = any($8::text[])
  order by s.child_id limit $9 offset $10`;

// How many of a figure's children the reader may open today: their present lines, open or closed, within the scope.
const openable = sql`
  select (count(*) filter (where exists (
    select 1 from caselist p where p.child_id = s.child_id and p.from_day <= $9 and p.to_day > $9 and p.area >= $10 and p.area < $11
  )))::int as visible
  ${servedThen}
    and s.profile || case when ${isTracked} then '+' else '-' end = any($8::text[])`;

// A page of the register by key, so that a county is listed without being held. Its visits are looked up for the page
// alone: by child within the county, where both tables lie together.
const registerPage = sql`
  select s.child_id as "childId", s.area, s.profile, ${isTracked} as tracked
  from (
    select s.county, s.child_id, s.area, s.level, s.profile, s.tracked_on from grade_standing s
    where ${standing} and s.served and (s.area, s.child_id) > ($8, $9::uuid)
    order by s.area, s.child_id limit $10
  ) s
  left join unnest($5::text[], $6::date[]) as c (level, cutoff) on c.level = s.level
  left join lateral (
    select max(day) as last_home from visit_record
    where county = s.county and child_id = s.child_id and kind = 'home_visit' and day <= $1 and day >= $7
      and recorded_at <= $4 and area >= $2 and area < $3
  ) v on true
  order by s.area, s.child_id`;

const parameters = (scope: Scope, at: AsOf, tracked: Tracked): unknown[] => {
  const oldest = tracked.cutoffs.toSorted()[0] ?? at.day;
  return [at.day, scope.lo, scope.hi, at.knownAt, tracked.levels, tracked.cutoffs, oldest];
};

const measuresOf = ({ measures }: Profile, tracked: boolean): readonly string[] =>
  tracked && !measures.includes("tracked") ? [...measures, "tracked"] : measures;

/** Children of an area on a day, counted by equal profile. `unveil`: what is sealed is counted by its own name. */
export async function countGroups(
  db: Queryable,
  scope: Scope,
  at: AsOf,
  tracked: Tracked,
  unveil: (profile: Profile) => Profile,
): Promise<Group[]> {
  const values = parameters(scope, at, tracked);
  const { rows } = await db.query<{ profile: string; tracked: boolean; count: number }>({
    text: grouping,
    values,
  });
  return rows.map((row) => {
    const profile = unveil(readProfile(row.profile));
    const measures = measuresOf(profile, row.tracked);
    return { ...profile, measures, count: row.count, key: `${row.profile}${row.tracked ? "+" : "-"}` };
  });
}

/** Whether anything was known of an area's children by a day: without it a table of noughts says nothing of them. */
export async function hasRecord(db: Queryable, { lo, hi }: Scope, { day, knownAt }: AsOf): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>({
    text: sql`select exists (
      select 1 from grade_standing where from_day <= $1 and recorded_at <= $2 and area >= $3 and area < $4) as known`,
    values: [day, knownAt, lo, hi],
  });
  return rows[0]?.known ?? false;
}

/** The children behind a figure. */
export async function listGroupChildren(
  db: Queryable,
  scope: Scope,
  at: AsOf,
  tracked: Tracked,
  keys: readonly string[],
  page: { limit: number; offset: number },
): Promise<string[]> {
  const values = [...parameters(scope, at, tracked), keys, page.limit, page.offset];
  const { rows } = await db.query<{ childId: string }>({ text: listing, values });
  return rows.map((row) => row.childId);
}

/** How many of these groups' children have a line today within the reader's scope: none who moved away, or left the ledger. */
export async function countOpenable(
  db: Queryable,
  scope: Scope,
  at: AsOf,
  tracked: Tracked,
  keys: readonly string[],
  reader: { readonly scope: Scope; readonly today: Day },
): Promise<number> {
  const values = [...parameters(scope, at, tracked), keys, reader.today, reader.scope.lo, reader.scope.hi];
  const { rows } = await db.query<{ visible: number }>({ text: openable, values });
  return rows[0]?.visible ?? 0;
}

/** Where a page of the register ended: by village, and within it in the order of registration. */
export interface RegisterKey {
  readonly area: AreaCode;
  readonly childId: Id;
}

export interface RegisterEntry extends RegisterKey, Profile {}

export const beforeAll: RegisterKey = { area: "", childId: "00000000-0000-0000-0000-000000000000" };

/** What is sealed is counted, and stands beside nobody's name. */
function openly(profile: Profile): Profile {
  const shown = (words: readonly string[]): string[] => words.filter((word) => !isVeiled(word));
  const { categories, kinds, grounds, suspected, measures } = profile;
  return {
    ...profile,
    categories: shown(categories),
    kinds: shown(kinds),
    grounds: shown(grounds),
    suspected: shown(suspected),
    measures: shown(measures),
  };
}

const servedCount = sql`select count(*)::int as n from grade_standing s where ${standing} and s.served`;

/** How many lines a register has. */
export const countServed = async (db: Queryable, { lo, hi }: Scope, { day, knownAt }: AsOf): Promise<number> =>
  (await db.query<{ n: number }>({ text: servedCount, values: [day, lo, hi, knownAt] })).rows[0]?.n ?? 0;

/** The next `limit` served children of an area on a day. */
export async function listServed(
  db: Queryable,
  scope: Scope,
  at: AsOf,
  tracked: Tracked,
  after: RegisterKey,
  limit: number,
): Promise<RegisterEntry[]> {
  const values = [...parameters(scope, at, tracked), after.area, after.childId, limit];
  const { rows } = await db.query<{ childId: Id; area: AreaCode; profile: string; tracked: boolean }>({
    text: registerPage,
    values,
  });
  return rows.map(({ childId, area, ...row }) => {
    const profile = openly(readProfile(row.profile));
    return { childId, area, ...profile, measures: measuresOf(profile, row.tracked) };
  });
}

/** The last moment of a day in China: what was known when the return of that day was drawn up. */
export const endOfDay = (day: Day): string => `${day}T15:59:59.999Z`;

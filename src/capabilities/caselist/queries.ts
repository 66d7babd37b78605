import { directorsOf } from "#capabilities/account/index.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import type { Machine } from "#platform/journal/chain.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Sealed } from "./shown.ts";
import type { CaseLine, OverdueVillage } from "./words.ts";

export const line = `child_id as "childId", area, open, sealed, sex, birth_date as "birthDate", level, rank, served, ledgers,
  categories, kinds, grounds, suspected, unknown, panel, guardianship, intervened, proposed, last_home as "lastHome",
  last_contact as "lastContact", home_due as "homeDue", contact_due as "contactDue", due_on as "dueOn",
  from_day as since, policy_ref as policy`;

/** Adds a value to a statement and answers the parameter that stands for it. */
export type Put = (value: unknown) => string;

export function parameters(): { readonly values: unknown[]; readonly put: Put } {
  const values: unknown[] = [];
  return { values, put: (value) => `$${values.push(value)}` };
}

/**
 * The row of each child that holds on a day lies where from_day <= day < to_day. One county is one shard (databases.md,
 * rule 6); a county and a village are each one stretch of an index, in the order of the ledger.
 */
export function heldOn(day: string, { lo, hi }: Scope, put: Put): string[] {
  const tests = [`from_day <= ${day}`, `to_day > ${day}`];
  if (lo.length >= 6) tests.push(`county = ${put(countyOf(lo))}`);
  if (lo.length === 12) tests.push(`area = ${put(lo)}`);
  else if (lo.length !== 6) tests.push(`area >= ${put(lo)}`, `area < ${put(hi)}`);
  return tests;
}

/** Planned once where every scope of that size holds about as much; a wider one is planned for what it holds. */
export const prepared = (name: string, { lo }: Scope): { name?: string } =>
  lo.length >= 6 ? { name: `${name}.${lo.length}` } : {};

/** Where and when to look, and with what names are opened. */
export interface Looking {
  readonly machine: Machine;
  readonly scope: Scope;
  readonly day: Day;
}

/** A line with its village's directors, or null where it has none. */
export type DirectedLine = CaseLine & { readonly director: string | null };

/**
 * Open files whose next visit or contact falls due between two days: the gravest first, then the longest waiting.
 * `after`: rank, due day, child.
 */
export async function dueLines(
  db: Queryable,
  { scope, day }: Looking,
  window: readonly [from: Day, to: Day],
  after: Cursor | null,
  limit: number,
): Promise<Sealed<DirectedLine>[]> {
  const { values, put } = parameters();
  const on = put(day);
  const isVillage = scope.lo.length === 12;
  const within = `due_on between ${put(window[0])} and ${put(window[1])}`;
  // a village's few rows are looked through: the index of a county's due days is no way to them
  const tests = [...heldOn(on, scope, put), "open", isVillage ? `coalesce(${within}, false)` : within];
  if (after) tests.push(`(rank, due_on, child_id) > (${after.map(put).join(", ")})`);
  // nor has it more than one list of directors
  const village = isVillage ? put(scope.lo) : "caselist.area";
  const text = sql`
    select ${line}, (${directorsOf(village, on)}) as director
    from caselist where ${tests.join(" and ")}
    order by rank, due_on, child_id limit ${put(limit)}`;
  const name = prepared(`caselist.due.${after ? "next" : "first"}`, scope);
  return (await db.query<Sealed<DirectedLine>>({ ...name, text, values })).rows;
}

/** Villages where something is overdue, by their codes. `after`: the village that was read last. */
export async function overdueVillages(
  db: Queryable,
  scope: Scope,
  day: Day,
  after: string | null,
  limit: number,
): Promise<OverdueVillage[]> {
  const { values, put } = parameters();
  const on = put(day);
  const tests = [...heldOn(on, scope, put), "open", `due_on < ${on}`];
  if (after !== null) tests.push(`area > ${put(after)}`);
  const text = sql`
    select area, (${directorsOf("caselist.area", on)}) as director, count(*)::int as overdue,
      (count(*) filter (where rank = 0))::int as gravest, min(due_on) as since
    from caselist where ${tests.join(" and ")}
    group by area order by area limit ${put(limit)}`;
  return (await db.query<OverdueVillage>({ text, values })).rows;
}

export interface Counts {
  readonly area: string;
  readonly level: string | null;
  readonly children: number;
  readonly served: number;
  readonly overdue: number;
  readonly today: number;
  readonly week: number;
  readonly proposed: number;
  /** With the gravest level and no intervention yet. */
  readonly awaiting: number;
}

/** Numbers of an area by its next lower areas (`width` digits of their codes) and level. */
export async function countLines(
  db: Queryable,
  scope: Scope,
  day: Day,
  weekEnd: Day,
  width: number,
): Promise<Counts[]> {
  const { values, put } = parameters();
  const on = put(day);
  const text = sql`
    select left(area, ${put(width)}) as area, level, count(*)::int as children, (count(*) filter (where served))::int as served,
      (count(*) filter (where due_on < ${on}))::int as overdue, (count(*) filter (where due_on = ${on}))::int as today,
      (count(*) filter (where due_on > ${on} and due_on <= ${put(weekEnd)}))::int as week,
      (count(*) filter (where proposed is not null))::int as proposed,
      (count(*) filter (where rank = 0 and not intervened))::int as awaiting
    from caselist where ${heldOn(on, scope, put).join(" and ")} and open
    group by 1, 2`;
  return (await db.query<Counts>({ ...prepared("caselist.count", scope), text, values })).rows;
}

/** How many names are opened to tell how common one is. */
const SAMPLE = 2000;

/** The children of an area, or of a large one a sample: enough to tell how common a name is. */
export async function sampleOf(db: Queryable, { scope, day }: Looking): Promise<Sealed[]> {
  const { values, put } = parameters();
  const text = sql`
    select ${line} from caselist where ${heldOn(put(day), scope, put).join(" and ")} and open
    order by child_id desc limit ${put(SAMPLE)}`;
  return (await db.query<Sealed>({ text, values })).rows;
}

/** All children of a village who have a file, closed ones too. */
export async function childrenWithin(db: Queryable, scope: Scope, day: Day): Promise<string[]> {
  const { values, put } = parameters();
  const held = heldOn(put(day), scope, put).join(" and ");
  const text = sql`select child_id as id from caselist where ${held} order by child_id`;
  return (await db.query<{ id: string }>({ ...prepared("caselist.children", scope), text, values })).rows.map(
    (row) => row.id,
  );
}

/** Which of these children have a file in the scope, a closed one too. */
export async function childrenAmong(db: Queryable, scope: Scope, day: Day, ids: readonly string[]): Promise<Id[]> {
  const { values, put } = parameters();
  const held = heldOn(put(day), scope, put).join(" and ");
  const text = sql`select child_id as id from caselist where ${held} and child_id = any(${put(ids)}::uuid[])`;
  return (await db.query<{ id: Id }>({ ...prepared("caselist.among", scope), text, values })).rows.map((row) => row.id);
}

/** The lines of some children, wherever in the scope they are. */
export async function someLines(
  db: Queryable,
  { scope, day }: Looking,
  childIds: readonly string[],
): Promise<Sealed[]> {
  const { values, put } = parameters();
  // a list is planned anew each time, a single child once
  const one = childIds.length === 1;
  const wanted = one ? `= ${put(childIds[0])}::uuid` : `= any(${put(childIds)}::uuid[])`;
  const text = sql`
    select ${line} from caselist
    where ${heldOn(put(day), scope, put).join(" and ")} and child_id ${wanted} order by rank, child_id`;
  return (await db.query<Sealed>({ ...prepared(one ? "caselist.one" : "caselist.some", scope), text, values })).rows;
}

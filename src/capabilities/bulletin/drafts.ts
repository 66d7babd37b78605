import type { Id } from "#kernel/id.ts";
import type { Day } from "#kernel/day.ts";
import { type AreaCode, countyOf, subtree } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import type { Queryable } from "#platform/journal/queryable.ts";

/* The lines of lists: what one that is being made proposes, and who was told by one that was sent. */

/*
 * The one line of an urgent list is kept whatever becomes of the list: its reason speaks of this child, and an erasure finds the
 * list by it.
 */

/** A child file's data beside the journal that an erasure takes along (src/erasing.ts). */
export const contents: readonly string[] = ["bulletin_draft"];

/** Of each level the grounds that tell of nothing sealed: a child whose level rests on others alone is put in by a person, or not at all. */
export type OpenGrounds = Readonly<Record<string, readonly string[]>>;

// One statement for a county, whatever its size: nothing of it passes through the program. A ground stands as its id, or as
// id=word; what is sealed stands under a word that no policy knows.
const propose = sql`
  insert into bulletin_draft (county, child_id, list_id, area, level, rank, before, added, out)
  select c.county, c.child_id, $1::uuid, c.area, c.level, c.rank, t.level, false, false
  from caselist c left join bulletin_told t on t.county = c.county and t.child_id = c.child_id and t.list_id = $2::uuid and t.recalled_on is null
  where c.area >= $3 and c.area < $4 and c.from_day <= $5::date and c.to_day > $5::date and c.open and c.level = any($6::text[])
    and (c.panel or $7::jsonb -> c.level is null or exists (
      select 1 from unnest(c.grounds || c.suspected) g (word) where ($7::jsonb -> c.level) ? split_part(g.word, '=', 1)))`;

/** Freezes whom a list proposes; answers how many. */
export async function proposeLines(
  db: Queryable,
  { listId, last, area, day, levels, grounds }: { readonly listId: Id; readonly last: Id | null; readonly area: AreaCode; readonly day: Day; readonly levels: readonly string[]; readonly grounds: OpenGrounds },
): Promise<number> {
  const { lo, hi } = subtree(area);
  const values = [listId, last, lo, hi, day, levels, JSON.stringify(grounds)];
  return (await db.query({ name: "bulletin.propose", text: propose, values })).rowCount ?? 0;
} // prettier-ignore

const levelOn = sql`select level, rank from caselist where county = $1 and child_id = $2 and from_day <= $3::date and to_day > $3::date`;

/** A child's level on a day; undefined where no list knows it. */
export const findLevel = async (db: Queryable, area: AreaCode, childId: Id, day: Day): Promise<{ level: string | null; rank: number } | undefined> =>
  (await db.query<{ level: string | null; rank: number }>({ name: "bulletin.level", text: levelOn, values: [countyOf(area), childId, day] })).rows[0]; // prettier-ignore

const put = sql`
  insert into bulletin_draft (county, child_id, list_id, area, level, rank, before, added, out)
  select n.county, n.child_id, $3::uuid, $4, $5, $6::int, t.level, true, false
  from (select $1::text as county, $2::uuid as child_id) n
    left join bulletin_told t on t.county = n.county and t.child_id = n.child_id and t.list_id = $7::uuid and t.recalled_on is null
  on conflict (county, child_id, list_id) do update set out = false`;
const takeOut = sql`update bulletin_draft set out = true where list_id = $1 and child_id = $2 and not out`;
const drop = sql`delete from bulletin_draft where list_id = $1`;
const count = sql`select count(*)::int as lines from bulletin_draft where list_id = $1 and not out`;

export interface NewLine {
  readonly listId: Id;
  readonly childId: Id;
  readonly area: AreaCode;
  readonly level: string;
  readonly rank: number;
  readonly last: Id | null;
}

export const putLine = async (db: Queryable, { listId, childId, area, level, rank, last }: NewLine): Promise<void> => {
  await db.query({ name: "bulletin.put_in", text: put, values: [countyOf(area), childId, listId, area, level, rank, last] });
}; // prettier-ignore

/** Whether it was on the list. */
export const takeLineOut = async (db: Queryable, listId: Id, childId: Id): Promise<boolean> =>
  (await db.query({ name: "bulletin.leave_out", text: takeOut, values: [listId, childId] })).rowCount === 1;
export const dropLines = async (db: Queryable, listId: Id): Promise<void> => {
  await db.query({ name: "bulletin.drop_lines", text: drop, values: [listId] });
};
export const countLines = async (db: Queryable, listId: Id): Promise<number> =>
  (await db.query<{ lines: number }>({ name: "bulletin.count", text: count, values: [listId] })).rows[0]?.lines ?? 0;

/** A line of a list as a table has it. */
export interface LineRow {
  readonly childId: Id;
  readonly area: AreaCode;
  readonly level: string;
  readonly rank: number;
  readonly before: string | null;
  readonly out: boolean;
  readonly added: boolean;
  readonly helps: number;
}

// "gone" is asked of the list before: whoever was on it and is not on this one.
const drafts = sql`
  select child_id as "childId", area, level, rank, before, out, added, 0 as helps from bulletin_draft
  where list_id = $1 and out = ($2 = 'out')
    and ($2 in ('all', 'out') or ($2 = 'new' and before is null) or ($2 = 'changed' and before <> level) or ($2 = 'same' and before = level))
    and (rank, child_id) > ($3::int, $4::uuid)
  order by rank, child_id limit $5`;
const tellings = sql`
  select child_id as "childId", area, level, rank, before, false as out, false as added, helps from (
    select t.*, (select p.level from bulletin_told p where p.county = t.county and p.child_id = t.child_id and p.list_id = $6::uuid) as before
    from bulletin_told t where t.list_id = $1) l
  where ($2 = 'all' or ($2 = 'new' and before is null) or ($2 = 'changed' and before <> level) or ($2 = 'same' and before = level))
    and (rank, child_id) > ($3::int, $4::uuid)
  order by rank, child_id limit $5`;
const gone = sql`
  select t.child_id as "childId", t.area, t.level, t.rank, t.level as before, false as out, false as added, t.helps from bulletin_told t
  where t.list_id = $1 and t.recalled_on is null and (t.rank, t.child_id) > ($2::int, $3::uuid)
    and not exists (select 1 from bulletin_draft d where d.county = t.county and d.child_id = t.child_id and d.list_id = $4 and not d.out)
    and not exists (select 1 from bulletin_told n where n.county = t.county and n.child_id = t.child_id and n.list_id = $4)
  order by t.rank, t.child_id limit $5`;

export interface Asked {
  readonly listId: Id;
  readonly last: Id | null;
  /** It is still made: its lines are proposals. */
  readonly made: boolean;
  readonly show: string;
}

const first: Cursor = ["-1", "00000000-0000-0000-0000-000000000000"];

/** A page of lines, the gravest first. `after`: rank, child. */
export async function linesOf(
  db: Queryable,
  { listId, last, made, show }: Asked,
  after: Cursor | null,
  limit: number,
): Promise<LineRow[]> {
  const from = after ?? first;
  if (show === "gone") {
    if (last === null) return [];
    return (await db.query<LineRow>({ name: "bulletin.gone", text: gone, values: [last, ...from, listId, limit] }))
      .rows;
  }
  const query = made
    ? { name: "bulletin.drafts", text: drafts, values: [listId, show, ...from, limit] }
    : { name: "bulletin.tellings", text: tellings, values: [listId, show, ...from, limit, last] };
  return (await db.query<LineRow>(query)).rows;
}

interface Counted {
  readonly level: string;
  readonly rank: number;
  readonly children: number;
  readonly fresh: number;
  readonly changed: number;
  readonly out: number;
  readonly helped: number;
  readonly recalled: number;
}

const countedDraft = sql`
  select level, rank, (count(*) filter (where not out))::int as children, (count(*) filter (where not out and before is null))::int as fresh,
    (count(*) filter (where not out and before <> level))::int as changed, (count(*) filter (where out))::int as out, 0 as helped, 0 as recalled
  from bulletin_draft where list_id = $1 group by level, rank order by rank, level`;
const ofTold = sql`
  select t.level, t.rank, count(*)::int as children, (count(*) filter (where p.child_id is null))::int as fresh,
    (count(*) filter (where p.level <> t.level))::int as changed, 0 as out, (count(*) filter (where t.helps > 0))::int as helped,
    (count(*) filter (where t.recalled_on is not null))::int as recalled
  from bulletin_told t left join bulletin_told p on p.county = t.county and p.child_id = t.child_id and p.list_id = $2::uuid
  where t.list_id = $1 group by t.level, t.rank order by t.rank, t.level`;
const countGone = sql`
  select count(*)::int as gone from bulletin_told t
  where t.list_id = $1 and t.recalled_on is null
    and not exists (select 1 from bulletin_draft d where d.county = t.county and d.child_id = t.child_id and d.list_id = $2 and not d.out)
    and not exists (select 1 from bulletin_told n where n.county = t.county and n.child_id = t.child_id and n.list_id = $2)`;

export async function countsOf(db: Queryable, { listId, last, made }: Omit<Asked, "show">): Promise<{ levels: Counted[]; gone: number }> {
  const query = made
    ? { name: "bulletin.of_draft", text: countedDraft, values: [listId] }
    : { name: "bulletin.of_told", text: ofTold, values: [listId, last] };
  const { rows } = await db.query<Counted>(query);
  if (last === null) return { levels: rows, gone: 0 };
  const found = await db.query<{ gone: number }>({ name: "bulletin.count_gone", text: countGone, values: [last, listId] });
  return { levels: rows, gone: found.rows[0]?.gone ?? 0 };
} // prettier-ignore

const untold = sql`
  select d.child_id as "childId", d.area, d.level, d.rank from bulletin_draft d
  where d.list_id = $1 and not d.out and d.child_id > $2::uuid order by d.child_id limit $3`;
const told = sql`
  select child_id as "childId", area from bulletin_told
  where list_id = $1 and child_id > $2::uuid and (not $4::boolean or recalled_on is null) order by child_id limit $3`;

const ofDraft = sql`
  select child_id as "childId", area from bulletin_draft where list_id = $1 and child_id > $2::uuid order by child_id limit $3`;

/** Whoever stands on a list that is being made, left out of it or not. */
export const nextOfDraft = async (db: Queryable, listId: Id, after: Id, limit: number): Promise<Pick<LineRow, "childId" | "area">[]> =>
  (await db.query<Pick<LineRow, "childId" | "area">>({ name: "bulletin.of_draft_next", text: ofDraft, values: [listId, after, limit] })).rows; // prettier-ignore

export type Proposed = Pick<LineRow, "childId" | "area" | "level" | "rank">;

/** Those who are to be told next, child by child. */
export const nextUntold = async (db: Queryable, listId: Id, after: Id, limit: number): Promise<Proposed[]> =>
  (await db.query<Proposed>({ name: "bulletin.untold", text: untold, values: [listId, after, limit] })).rows;
/** Those who have been told; `standing`: and of whom it was not taken back. */
export const nextTold = async (db: Queryable, listId: Id, after: Id, limit: number, standing = false): Promise<Pick<LineRow, "childId" | "area">[]> =>
  (await db.query<Pick<LineRow, "childId" | "area">>({ name: "bulletin.told_next", text: told, values: [listId, after, limit, standing] })).rows; // prettier-ignore

const isTold = sql`select area from bulletin_told where child_id = $1 and list_id = $2 and department = $3`;
/** Where the file lies of a child that this department was told of by this list. */
export const findTold = async (db: Queryable, childId: Id, listId: Id, department: string): Promise<AreaCode | undefined> =>
  (await db.query<{ area: AreaCode }>({ name: "bulletin.is_told", text: isTold, values: [childId, listId, department] })).rows[0]?.area; // prettier-ignore

// A list without its line was dropped when its line still went with it: nobody can say any more which child its reason speaks
// of, so it goes with the first that is erased. It was told to nobody.
const urgent = sql`
  select l.id from bulletin_list l where l.kind = 'urgent' and (
    not (exists (select 1 from bulletin_draft d where d.list_id = l.id) or exists (select 1 from bulletin_told t where t.list_id = l.id)) or
    exists (select 1 from bulletin_draft d where d.list_id = l.id and d.child_id = $1)
    or exists (select 1 from bulletin_told t where t.list_id = l.id and t.child_id = $1))`;
/** All urgent lists about a child, for whoever erases it. As owner. */
export const urgentAbout = async (owner: Queryable, childId: Id): Promise<Id[]> =>
  (await owner.query<{ id: Id }>(urgent, [childId])).rows.map(({ id }) => id);
const forget = sql`delete from bulletin_list where id = $1`;
/** What a list's row says of it, once nothing of it can be read. As owner. */
export const forgetList = async (owner: Queryable, listId: Id): Promise<void> => {
  await owner.query(forget, [listId]);
};

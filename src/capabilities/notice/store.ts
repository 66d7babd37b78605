import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import type { Change, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Notice, NoticeState } from "./decide.ts";
import { kinds, type NoticeReader, READERS_MOST } from "./words.ts";

export const noticeOf = ({ state }: Pick<Subject, "state">): NoticeState => state["notice"] ?? {};

const put = sql`
  insert into notice_item (notice_id, area, areas, posts, title, words, read_by, sender_id, sender, sent_at, reminders)
  select notice_id, area, string_to_array(areas, ','), string_to_array(posts, ','), title, words, read_by, sender_id, sender, sent_at, 0
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::uuid[], $9::text[], $10::timestamptz[])
    as n (notice_id, area, areas, posts, title, words, read_by, sender_id, sender, sent_at)
  on conflict (notice_id) do nothing`;
const putChildren = sql`
  insert into notice_child (notice_id, child_id, area) select * from unnest($1::uuid[], $2::uuid[], $3::text[]) on conflict do nothing`;
const remind = sql`
  update notice_item i set reminders = i.reminders + n.times, reminded_at = n.at
  from (select notice_id, count(*)::int as times, max(at) as at from unnest($1::uuid[], $2::timestamptz[]) as m (notice_id, at) group by notice_id) n
  where i.notice_id = n.notice_id`;
const withdraw = sql`
  update notice_item i set withdrawn_at = n.at, withdrawn_why = n.why
  from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as n (notice_id, at, why) where i.notice_id = n.notice_id`;
// Of two receipts of one person the earlier one holds, in whatever order they are written.
const putReading = sql`
  insert into notice_reading (notice_id, person_id, area, read_at)
  select distinct on (notice_id, person_id) notice_id, person_id, area, read_at
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as n (notice_id, person_id, area, read_at)
  order by notice_id, person_id, read_at
  on conflict (notice_id, person_id) do update set area = excluded.area, read_at = excluded.read_at
  where excluded.read_at < notice_reading.read_at`;

type Rows = unknown[][];

function rowsOf({ entries, after }: Change): Record<"sent" | "children" | "reminded" | "withdrawn" | "read", Rows> {
  const rows = { sent: [] as Rows, children: [] as Rows, reminded: [] as Rows, withdrawn: [] as Rows, read: [] as Rows };
  for (const { kind, area, body, occurredAt, actorId } of entries) {
    if (kind === kinds.sent) {
      const { areas, posts, title, words, readBy, by, children } = body as unknown as Notice;
      rows.sent.push([after.id, area, areas.join(","), posts.join(","), title, words, readBy, actorId, by.name, occurredAt]);
      rows.children.push(...children.map((child) => [after.id, child.childId, child.area]));
    } else if (kind === kinds.reminded) rows.reminded.push([after.id, occurredAt]);
    else if (kind === kinds.withdrawn) rows.withdrawn.push([after.id, occurredAt, body["reason"]]);
    else if (kind === kinds.read)
      rows.read.push([body["noticeId"], actorId, area, occurredAt]);
  }
  return rows;
} // prettier-ignore

export const noticeProjection: Projection = {
  name: "notice.item",
  tables: ["notice_item", "notice_reading", "notice_child"],
  // the id of a file that was erased says nothing any more, and stands in the notice's own entry
  nobodys: ["notice_item", "notice_reading", "notice_child"],
  of: "steps",
  project: async (db, changes) => {
    const ours = changes.filter(({ entries }) => entries.some(({ kind }) => kind.startsWith("notice.")));
    const rows = ours.map(rowsOf);
    const write = async (name: keyof ReturnType<typeof rowsOf>, text: string): Promise<void> => {
      const all = rows.flatMap((one) => one[name]);
      if (all.length > 0) await db.query({ name: `notice.put_${name}`, text, values: turned(all) });
    };
    await write("sent", put);
    await write("children", putChildren);
    await write("reminded", remind);
    await write("withdrawn", withdraw);
    await write("read", putReading);
  },
};

export interface NoticeRow {
  readonly id: Id;
  readonly area: AreaCode;
  readonly title: string;
  readonly words: string;
  readonly sender: string;
  readonly sentAt: string;
  readonly readBy: Day;
  readonly posts: readonly string[];
  readonly areas: readonly AreaCode[];
  readonly reminders: number;
  readonly remindedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnWhy: string | null;
}

const columns = `n.notice_id as id, n.area, n.title, n.words, n.sender, n.sent_at as "sentAt", n.read_by as "readBy", n.posts, n.areas,
  n.reminders, n.reminded_at as "remindedAt", n.withdrawn_at as "withdrawnAt", n.withdrawn_why as "withdrawnWhy"`;

/** Posts held on a day ($1) that a notice (n) is for: who came later than it was to be read owes it nothing. */
const audience = sql`
  select distinct on (o.person_id) o.person_id, o.kind, o.area
  from account_post o
  where o.kind = any(n.posts) and o.status = 'active' and o.from_day <= least($1::date, n.read_by)
    and (o.to_day is null or o.to_day > $1::date)
    and exists (select 1 from unnest(n.areas) a (code) where o.area >= a.code and o.area < a.code || ':')
  order by o.person_id, o.area`;

// Where there are more than fit, what was read long ago stays out, and never what still waits to be read.
const mine = sql`
  select * from (select ${columns}, r.read_at as "readAt",
    array(select c.child_id from notice_child c where c.notice_id = n.notice_id and c.area >= $3 and c.area < $3 || ':' order by c.child_id) as "childIds"
  from notice_item n left join notice_reading r on r.notice_id = n.notice_id and r.person_id = $1
  where n.areas && $4::text[] and $2 = any(n.posts) and n.read_by >= $5::date
    and exists (select 1 from account_post o where o.person_id = $1 and o.kind = $2 and o.area = $3 and o.from_day <= n.read_by)
  order by (r.read_at is null and n.withdrawn_at is null) desc, n.sent_at desc, n.notice_id desc limit $6) own
  order by own."sentAt" desc, own.id desc`;

export type OwnRow = NoticeRow & { readonly readAt: string | null; readonly childIds: readonly Id[] };

/** What a post was written, the newest first. `prefixes`: the places that the post's own area lies in, and itself. */
export const noticesFor = async (
  db: Queryable,
  { personId, post, area }: { readonly personId: Id; readonly post: string; readonly area: AreaCode },
  prefixes: readonly string[],
  since: Day,
  limit: number,
): Promise<OwnRow[]> =>
  (await db.query<OwnRow>({ name: "notice.mine", text: mine, values: [personId, post, area, prefixes, since, limit] }))
    .rows;

const oneMine = sql`
  select 1 from notice_item n
  where n.notice_id = $1 and n.areas && $2::text[] and $3 = any(n.posts)`;
const readBefore = sql`select 1 from notice_reading where notice_id = $1 and person_id = $2`;

export const isFor = async (db: Queryable, id: Id, prefixes: readonly string[], post: string): Promise<boolean> =>
  (await db.query({ name: "notice.for", text: oneMine, values: [id, prefixes, post] })).rowCount === 1;
export const hasRead = async (db: Queryable, id: Id, personId: Id): Promise<boolean> =>
  (await db.query({ name: "notice.has_read", text: readBefore, values: [id, personId] })).rowCount === 1;

export type CountedRow = NoticeRow & { readonly people: number; readonly read: number };

const counted = `${columns}, c.people, c.read
  from notice_item n, lateral (
    select count(*)::int as people, count(r.person_id)::int as read
    from (${audience}) o left join notice_reading r on r.notice_id = n.notice_id and r.person_id = o.person_id) c`;
const sentRows = sql`
  select ${counted}
  where n.area = $2 and ($3::uuid is null or (n.sent_at, n.notice_id) < (select sent_at, notice_id from notice_item where notice_id = $3 and area = $2))
  order by n.sent_at desc, n.notice_id desc limit $4`;
const oneRow = sql`select ${counted} where n.notice_id = $2 and n.area >= $3 and n.area < $4`;

/** What an office has sent, the newest first, with how many have read it of those who hold the posts on the day. */
export const noticesOf = async (db: Queryable, area: AreaCode, day: Day, after: Id | null, limit: number): Promise<CountedRow[]> =>
  (await db.query<CountedRow>({ name: "notice.sent_by", text: sentRows, values: [day, area, after, limit] })).rows; // prettier-ignore

export const findNotice = async (db: Queryable, id: Id, { lo, hi }: { lo: string; hi: string }, day: Day): Promise<CountedRow | undefined> =>
  (await db.query<CountedRow>({ name: "notice.one", text: oneRow, values: [day, id, lo, hi] })).rows[0]; // prettier-ignore

const readerRows = sql`
  select o.person_id as "personId", p.name, o.kind as post, o.area, r.read_at as "readAt"
  from notice_item n, lateral (${audience}) o
    join account_person p on p.id = o.person_id
    left join notice_reading r on r.notice_id = $2 and r.person_id = o.person_id
  where n.notice_id = $2
  order by r.read_at is not null, o.area, p.name, o.person_id limit $3`;
export const readersOf = async (db: Queryable, id: Id, day: Day): Promise<NoticeReader[]> =>
  (await db.query<NoticeReader>({ name: "notice.readers", text: readerRows, values: [day, id, READERS_MOST] })).rows;

const childRows = sql`select child_id as id from notice_child where notice_id = $1 order by child_id`;
export const childrenOf = async (db: Queryable, id: Id): Promise<Id[]> =>
  (await db.query<{ id: Id }>({ name: "notice.children", text: childRows, values: [id] })).rows.map((row) => row.id);

const reached = sql`
  select count(distinct o.person_id)::int as n from account_post o
  where o.kind = any($1::text[]) and o.status = 'active' and o.from_day <= $3::date and (o.to_day is null or o.to_day > $3::date)
    and exists (select 1 from unnest($2::text[]) a (code) where o.area >= a.code and o.area < a.code || ':')`;

const without = sql`
  select a.code from unnest($1::text[]) a (code)
  where not exists (
    select 1 from account_post o
    where o.kind = 'director' and o.area = a.code and o.status = 'active' and o.from_day <= $2::date and (o.to_day is null or o.to_day > $2::date))
  order by a.code`;

/** Which of these villages have no director on a day. */
export const undirected = async (db: Queryable, villages: readonly AreaCode[], day: Day): Promise<AreaCode[]> =>
  (await db.query<{ code: AreaCode }>({ name: "notice.undirected", text: without, values: [villages, day] })).rows.map(({ code }) => code); // prettier-ignore

/** How many hold these posts in and below these places on a day. */
export const countReached = async (db: Queryable, posts: readonly string[], areas: readonly AreaCode[], day: Day): Promise<number> =>
  (await db.query<{ n: number }>({ name: "notice.reached", text: reached, values: [posts, areas, day] })).rows[0]?.n ?? 0; // prettier-ignore

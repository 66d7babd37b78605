import type { Id } from "#kernel/id.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { column, turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { evolve, initial, isOpen, type ReferralState, waitsFor } from "./decide.ts";
import type { ReferralCount, ReferralLine, ReferralToday } from "./words.ts";

export const referralsOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): ReferralState =>
  (subject.state["referral"] as ReferralState | undefined) ?? initial;

const put = sql`
  insert into referral_item (county, child_id, no, area, to_area, department, route, urgent, stage, waits, sent_on, since, due, remind_on, climbs_on, ended_on, outcome)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::text[], $10::text[],
    $11::date[], $12::date[], $13::date[], $14::date[], $15::date[], $16::date[], $17::text[])
  on conflict (county, child_id, no) do update set stage = excluded.stage, waits = excluded.waits, since = excluded.since,
    due = excluded.due, remind_on = excluded.remind_on, climbs_on = excluded.climbs_on, ended_on = excluded.ended_on, outcome = excluded.outcome`;

const carry = sql`
  update referral_item r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;

/** The referrals that this step touched, as they are after it. */
function rowsOf({ before, entries, after }: Change): unknown[][] {
  const touched = new Set<string>();
  let state = before ? referralsOf(before) : initial;
  for (const entry of entries) {
    state = evolve(state, entry);
    if (entry.kind.startsWith("referral.")) touched.add(String(entry.body["no"]));
  }
  return [...touched].flatMap((no) => {
    const one = state[no];
    if (!one) return [];
    return [[
      countyOf(after.area), after.id, Number(no), after.area, one.to, one.department, one.route, one.urgent, one.stage,
      waitsFor(one.stage), one.day, one.since, one.limit?.due ?? null, one.limit?.remindOn ?? null, one.limit?.climbsOn ?? null,
      isOpen(one) ? null : one.since, one.outcome,
    ]];
  });
} // prettier-ignore

export const referralProjection: Projection = {
  name: "referral.item",
  tables: ["referral_item"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "referral.carry", text: carry, values: moved });
    const rows = changes.flatMap(rowsOf);
    if (rows.length > 0) await db.query({ name: "referral.put", text: put, values: turned(rows) });
  },
};

const columns = `child_id as "childId", no, area, department, route, urgent, stage, waits, sent_on as "sentOn", since, due,
  remind_on as "remindOn", climbs_on as "climbsOn", ended_on as "endedOn", outcome`;

/** A line as the table has it: what the route is called stands in the policy, and not beside a child. */
export type ItemLine = Omit<ReferralLine, "title"> & { readonly route: string };

export interface Wanted {
  readonly open: boolean;
  readonly waits?: string | undefined;
  readonly stage?: string | undefined;
  readonly department?: string | undefined;
  readonly when?: string | undefined;
  readonly today: string;
}

/** What of a count of the day a list shows: the same words in both. */
const timely = (when: string, day: string): string => `(${when}::text is null or case ${when} when 'urgent' then urgent
  when 'late' then due < ${day}::date when 'climbed' then climbs_on <= ${day}::date
  else remind_on <= ${day}::date and due >= ${day}::date end)`;

const narrowed = `(ended_on is null) = $3 and ($4::text is null or waits = $4) and ($5::text is null or stage = $5)
  and ($6::text is null or department = $6) and ${timely("$7", "$8")}`;

// The oldest first: nothing stays open unseen.
const openLines = sql`
  select ${columns} from referral_item
  where area >= $1 and area < $2 and ${narrowed} and (sent_on, child_id, no) > ($9::date, $10::uuid, $11::int)
  order by sent_on, child_id, no limit $12`;
const endedLines = sql`
  select ${columns} from referral_item
  where area >= $1 and area < $2 and ${narrowed} and (sent_on, child_id, no) < ($9::date, $10::uuid, $11::int)
  order by sent_on desc, child_id desc, no desc limit $12`;

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];
const end: Cursor = ["9999-12-31", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0"];

/** `after`: the day of sending, child, number. Ended ones the newest first. */
export async function listReferrals(
  db: Queryable,
  { lo, hi }: Scope,
  { open, waits, stage, department, when, today }: Wanted,
  after: Cursor | null,
  limit: number,
): Promise<ItemLine[]> {
  const narrow = [lo, hi, open, waits ?? null, stage ?? null, department ?? null, when ?? null, today];
  const values = [...narrow, ...(after ?? (open ? beginning : end)), limit];
  const query = open ? { name: "referral.open", text: openLines } : { name: "referral.ended", text: endedLines };
  return (await db.query<ItemLine>({ ...query, values })).rows;
}

const sentTo = `department = $1 and to_area >= $2 and to_area < $3 and (waits = 'department') = $4 and stage <> 'withdrawn'
    and ${timely("$10", "$11")}`;

// What cannot wait stands first, then the oldest.
const inbox = sql`
  select ${columns} from referral_item
  where ${sentTo} and ((not urgent)::int, sent_on, child_id, no) > ($5::int, $6::date, $7::uuid, $8::int)
  order by (not urgent)::int, sent_on, child_id, no limit $9`;
const answered = sql`
  select ${columns} from referral_item
  where ${sentTo} and $5::int is not null and (sent_on, child_id, no) < ($6::date, $7::uuid, $8::int)
  order by sent_on desc, child_id desc, no desc limit $9`;

const beginningOfInbox: Cursor = ["0", ...beginning];
const endOfInbox: Cursor = ["0", ...end];

/** What was sent to a department: what waits for it, urgent ones first, or what it has done. `after`: urgent or not, day, child, number. In its own scope row security says the same. */
export async function listInbox(
  db: Queryable,
  department: string,
  { lo, hi }: Scope,
  { open: waiting, when, today }: Wanted,
  after: Cursor | null,
  limit: number,
): Promise<ItemLine[]> {
  const values = [
    department,
    lo,
    hi,
    waiting,
    ...(after ?? (waiting ? beginningOfInbox : endOfInbox)),
    limit,
    when ?? null,
    today,
  ];
  const query = waiting ? { name: "referral.inbox", text: inbox } : { name: "referral.done", text: answered };
  return (await db.query<ItemLine>({ ...query, values })).rows;
}

const sent = sql`select area from referral_item where child_id = $1 and no = $2 and department = $3 and stage <> 'withdrawn'`;

/** Where the file lies of which this department was sent something; undefined where it was not. */
export const findSent = async (db: Queryable, childId: Id, no: number, department: string): Promise<string | undefined> =>
  (await db.query<{ area: string }>({ name: "referral.sent", text: sent, values: [childId, no, department] })).rows[0]?.area; // prettier-ignore

const referred = sql`
  select distinct child_id as "childId" from referral_item where child_id = any($1::uuid[]) and area >= $2 and area < $3`;

/** Which of these children something was sent about. */
export const findReferred = async (db: Queryable, { lo, hi }: Scope, ids: readonly Id[]): Promise<Id[]> => {
  const { rows } = await db.query<{ childId: Id }>({ name: "referral.referred", text: referred, values: [column(ids), lo, hi] });
  return rows.map(({ childId }) => childId);
}; // prettier-ignore

const byArea = sql`
  select substr(area, 1, $3) as area, count(*) filter (where waits = 'department')::int as department,
    count(*) filter (where waits = 'house')::int as house, count(*) filter (where due < $4::date)::int as late,
    count(*) filter (where climbs_on <= $4::date)::int as climbed, min(sent_on) as oldest
  from referral_item where ended_on is null and area >= $1 and area < $2 group by 1 order by 1`;

/** `digits`: how long the codes are by which is counted. */
export const countReferrals = async (
  db: Queryable,
  { lo, hi }: Scope,
  digits: number,
  today: string,
): Promise<ReferralCount[]> =>
  (await db.query<ReferralCount>({ name: "referral.counts", text: byArea, values: [lo, hi, digits, today] })).rows;

const ofToday = sql`
  select count(*)::int as open, count(*) filter (where stage = 'answered')::int as check, count(*) filter (where stage = 'returned')::int as returned,
    count(*) filter (where due < $3::date)::int as late, count(*) filter (where climbs_on <= $3::date)::int as climbed,
    count(*) filter (where remind_on <= $3::date and due >= $3::date)::int as reminded,
    count(*) filter (where waits = 'department')::int as answer,
    count(*) filter (where waits = 'department' and urgent)::int as urgent
  from referral_item where ended_on is null and area >= $1 and area < $2`;
const ofDepartment = sql`
  select count(*)::int as open, 0 as check, 0 as returned, count(*) filter (where due < $4::date)::int as late,
    count(*) filter (where climbs_on <= $4::date)::int as climbed,
    count(*) filter (where remind_on <= $4::date and due >= $4::date)::int as reminded, count(*)::int as answer,
    count(*) filter (where urgent)::int as urgent
  from referral_item where department = $1 and waits = 'department' and to_area >= $2 and to_area < $3`;

export async function countToday(db: Queryable, { lo, hi, department }: Scope, today: string): Promise<ReferralToday> {
  const query =
    department === undefined
      ? { name: "referral.today", text: ofToday, values: [lo, hi, today] }
      : { name: "referral.mine", text: ofDepartment, values: [department, lo, hi, today] };
  const { rows } = await db.query<ReferralToday>(query);
  if (!rows[0]) throw new Error("referral: a count without a row");
  return rows[0];
}

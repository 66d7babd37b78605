import type { Id } from "#kernel/id.ts";
import { type AreaCode, cityCounties, countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { ConferenceLine, ConferenceToday, DecisionLine, InvitedLine, PartShown } from "./words.ts";

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];
const end: Cursor = ["9999-12-31", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0"];

const columns = `child_id as "childId", no, sitting, area, stage, called_on as "calledOn", meets as day, decisions, open, due, remind_on as "remindOn",
  climbs_on as "climbsOn", ended_on as "endedOn", outcome, (stage = 'held' and (open = 0 or review_on <= $3::date)) as "toReview"`;
const isSilent = `exists (select from conference_invited v where v.child_id = conference_item.child_id and v.no = conference_item.no
  and v.stage = 'called' and v.answer = 'waiting' and v.due < $3::date)`;
const narrowed = `area >= $1 and area < $2 and ($4::text is null or case $4 when 'hold' then stage = 'called' and meets <= $3::date
  when 'silent' then ${isSilent}
  when 'review' then stage = 'held' and (open = 0 or review_on <= $3::date) when 'late' then due < $3::date else climbs_on <= $3::date end)`;

// The oldest first: nothing stays open unseen.
const openLines = sql`
  select ${columns} from conference_item
  where ended_on is null and ${narrowed} and (called_on, child_id, no) > ($5::date, $6::uuid, $7::int)
  order by called_on, child_id, no limit $8`;
const endedLines = sql`
  select ${columns} from conference_item
  where ended_on is not null and ${narrowed} and (called_on, child_id, no) < ($5::date, $6::uuid, $7::int)
  order by called_on desc, child_id desc, no desc limit $8`;

export interface Wanted {
  readonly open: boolean;
  readonly when?: string | undefined;
  readonly today: string;
}

/** `after`: the day of calling, child, number. Ended ones the newest first. */
export async function listConferences(db: Queryable, { lo, hi }: Scope, { open, when, today }: Wanted, after: Cursor | null, limit: number): Promise<ConferenceLine[]> {
  const values = [lo, hi, today, when ?? null, ...(after ?? (open ? beginning : end)), limit];
  const query = open ? { name: "conference.open", text: openLines } : { name: "conference.ended", text: endedLines };
  return (await db.query<ConferenceLine>({ ...query, values })).rows;
} // prettier-ignore

const sittingAt = sql`select sitting from conference_item where child_id = $1 and no = $2`;

/** What the parts of its meeting share; undefined where it stands alone, or is not seen. */
export const sittingOf = async (db: Queryable, childId: Id, no: number): Promise<Id | undefined> =>
  (await db.query<{ sitting: Id | null }>({ name: "conference.sitting", text: sittingAt, values: [childId, no] })).rows[0]?.sitting ?? undefined; // prettier-ignore

const parts = sql`
  select child_id as "childId", no, area, sitting, stage, outcome, meets as day, (stage = 'held' and (open = 0 or review_on <= $2::date)) as "toReview"
  from conference_item where sitting = any($1::uuid[]) order by called_on, child_id`;

export type PartLine = PartShown & { readonly sitting: Id };

/** All parts of these meetings, as far as this scope sees. */
export const partsOf = async (db: Queryable, sittings: readonly Id[], today: string): Promise<PartLine[]> =>
  (await db.query<PartLine>({ name: "conference.parts", text: parts, values: [sittings, today] })).rows; // prettier-ignore

const ofSitting = sql`
  select child_id as "childId", no, area, stage from conference_invited i
  where department = $3 and left(to_area, 6) = $4 and sitting = (
    select sitting from conference_invited b where b.child_id = $1 and b.no = $2 and b.department = $3)`;

export type OwnPart = Pick<PartShown, "childId" | "no" | "area" | "stage">;

/** Of a meeting the children that this department is invited for, in the order of the list. */
export const listOwnParts = async (db: Queryable, childId: Id, no: number, department: string, own: AreaCode): Promise<OwnPart[]> =>
  (await db.query<OwnPart>({ name: "conference.own_parts", text: ofSitting, values: [childId, no, department, answersFor(own)] })).rows; // prettier-ignore

const board = sql`
  select child_id as "childId", no, nth, area, department, stage, decided_on as "decidedOn", due, remind_on as "remindOn", climbs_on as "climbsOn"
  from conference_decision
  where area >= $1 and area < $2 and ($4::text is null or case $4 when 'unable' then stage = 'unable' when 'late' then due < $3::date
    when 'reminded' then remind_on <= $3::date and due >= $3::date else climbs_on <= $3::date end)
    and (decided_on, child_id, no, nth) > ($5::date, $6::uuid, $7::int, $8::int)
  order by decided_on, child_id, no, nth limit $9`;

export type BoardLine = Omit<DecisionLine, "what" | "person">;

/** Decisions that nobody has fulfilled, the oldest first. `after`: day, child, number, number within. */
export async function listDecisions(db: Queryable, { lo, hi }: Scope, { when, today }: Omit<Wanted, "open">, after: Cursor | null, limit: number): Promise<BoardLine[]> {
  const values = [lo, hi, today, when ?? null, ...(after ?? [...beginning, "0"]), limit];
  return (await db.query<BoardLine>({ name: "conference.board", text: board, values })).rows;
} // prettier-ignore

const timely = `($9::text is null or waits and case $9 when 'waits' then true when 'late' then due < $10::date
  when 'climbed' then climbs_on <= $10::date else remind_on <= $10::date and due >= $10::date end)`;
const invitedColumns = `child_id as "childId", no, sitting, area, stage, answer, called_on as "calledOn", meets as day, open, waits, due,
  remind_on as "remindOn", climbs_on as "climbsOn"`;
/**
 * Invited is the department of the child's county, or below it: a city's never answers in its place, whatever row security shows
 * it. A city without counties is one (kernel cityCounties).
 */
const answersFor = (own: AreaCode): string => countyOf(cityCounties.get(own) ?? own);
// What is still to be held or fulfilled stays among the open ones, also where nothing is to be answered just now.
const invitedOpen = sql`
  select ${invitedColumns} from conference_invited
  where department = $1 and to_area >= $2 and to_area < $3 and left(to_area, 6) = $8 and (waits or stage = 'called') and ${timely}
    and (called_on, child_id, no) > ($4::date, $5::uuid, $6::int)
  order by called_on, child_id, no limit $7`;
const invitedDone = sql`
  select ${invitedColumns} from conference_invited
  where department = $1 and to_area >= $2 and to_area < $3 and left(to_area, 6) = $8 and not (waits or stage = 'called') and ${timely}
    and (called_on, child_id, no) < ($4::date, $5::uuid, $6::int)
  order by called_on desc, child_id desc, no desc limit $7`;

export type GateLine = Omit<InvitedLine, "name" | "town" | "unopened">;

/** What a department was invited to. In its own scope row security says the same. */
export async function listInvited(db: Queryable, department: string, { lo, hi }: Scope, { open, when, today }: Wanted, after: Cursor | null, limit: number): Promise<GateLine[]> {
  const values = [department, lo, hi, ...(after ?? (open ? beginning : end)), limit, answersFor(lo), when ?? null, today];
  const query = open ? { name: "conference.inbox", text: invitedOpen } : { name: "conference.answered", text: invitedDone };
  return (await db.query<GateLine>({ ...query, values })).rows;
} // prettier-ignore

const gate = sql`select area from conference_invited where child_id = $1 and no = $2 and department = $3 and left(to_area, 6) = $4`;

/** Where the file lies to whose conference this department was invited; undefined where it was not. */
export const findInvited = async (db: Queryable, childId: Id, no: number, department: string, own: AreaCode): Promise<string | undefined> =>
  (await db.query<{ area: string }>({ name: "conference.gate", text: gate, values: [childId, no, department, answersFor(own)] })).rows[0]?.area; // prettier-ignore

const ofToday = sql`
  select i.open, i.hold, i.silent, i.review, i.overdue, d.decisions, d.unable, d.late, d.climbed, d.reminded, 0 as answer
  from (select count(*)::int as open, count(*) filter (where ${isSilent})::int as silent, count(*) filter (where stage = 'called' and meets <= $3::date)::int as hold,
      count(*) filter (where stage = 'held' and (open = 0 or review_on <= $3::date))::int as review,
      count(*) filter (where climbs_on <= $3::date)::int as overdue
    from conference_item where ended_on is null and area >= $1 and area < $2) i,
    (select count(*)::int as decisions, count(*) filter (where stage = 'unable')::int as unable, count(*) filter (where due < $3::date)::int as late,
      count(*) filter (where climbs_on <= $3::date)::int as climbed,
      count(*) filter (where remind_on <= $3::date and due >= $3::date)::int as reminded
    from conference_decision where area >= $1 and area < $2) d`;
const ofDepartment = sql`
  select count(*)::int as open, 0 as hold, 0 as review, 0 as overdue, 0 as silent, 0 as decisions, 0 as unable, count(*) filter (where due < $4::date)::int as late,
    count(*) filter (where climbs_on <= $4::date)::int as climbed,
    count(*) filter (where remind_on <= $4::date and due >= $4::date)::int as reminded, count(*)::int as answer
  from conference_invited where department = $1 and waits and to_area >= $2 and to_area < $3 and left(to_area, 6) = $5`;

async function counted(db: Queryable, name: string, text: string, values: unknown[]): Promise<ConferenceToday> {
  const { rows } = await db.query<ConferenceToday>({ name, text, values });
  if (!rows[0]) throw new Error("conference: a count without a row");
  return rows[0];
}

export const countToday = (db: Queryable, { lo, hi }: Scope, today: string): Promise<ConferenceToday> =>
  counted(db, "conference.today", ofToday, [lo, hi, today]);

export const countInvited = (db: Queryable, department: string, { lo, hi }: Scope, today: string): Promise<ConferenceToday> =>
  counted(db, "conference.mine", ofDepartment, [department, lo, hi, today, answersFor(lo)]); // prettier-ignore

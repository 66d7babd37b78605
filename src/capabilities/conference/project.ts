import type { Day } from "#kernel/day.ts";
import { countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Conference, type ConferenceState, initial } from "./decide.ts";
import { type Decision, decisionsOpen, type Invitation, isOpen, isWaiting } from "./state.ts";

import { kinds } from "./stages.ts";

/* Views of conferences: lists of the house, what a department was invited to, and the board of what is still open. */

export const conferencesOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): ConferenceState =>
  (subject.state["conference"] as ConferenceState | undefined) ?? initial;

const putItems = sql`
  insert into conference_item (county, child_id, no, area, stage, called_on, meets, review_on, decisions, open, due, remind_on, climbs_on, ended_on, outcome, sitting)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::date[], $7::date[], $8::date[], $9::int[], $10::int[],
    $11::date[], $12::date[], $13::date[], $14::date[], $15::text[], $16::uuid[])
  on conflict (county, child_id, no) do update set stage = excluded.stage, meets = excluded.meets, review_on = excluded.review_on,
    decisions = excluded.decisions, open = excluded.open, due = excluded.due, remind_on = excluded.remind_on, climbs_on = excluded.climbs_on,
    ended_on = excluded.ended_on, outcome = excluded.outcome`;

const putInvited = sql`
  insert into conference_invited (county, child_id, no, area, department, to_area, stage, answer, called_on, meets, open, waits, due, remind_on, climbs_on, sitting)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::date[],
    $11::int[], $12::boolean[], $13::date[], $14::date[], $15::date[], $16::uuid[])
  on conflict (county, child_id, no, department) do update set stage = excluded.stage, answer = excluded.answer, meets = excluded.meets,
    open = excluded.open, waits = excluded.waits, due = excluded.due, remind_on = excluded.remind_on, climbs_on = excluded.climbs_on`;

const putDecisions = sql`
  insert into conference_decision (county, child_id, no, area, nth, department, stage, decided_on, due, remind_on, climbs_on)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::date[], $9::date[], $10::date[], $11::date[])
  on conflict (county, child_id, no, nth) do update set department = excluded.department, stage = excluded.stage,
    decided_on = excluded.decided_on, due = excluded.due, remind_on = excluded.remind_on, climbs_on = excluded.climbs_on`;

const takeDecisions = sql`
  delete from conference_decision d using unnest($1::text[], $2::uuid[], $3::int[], $4::int[]) as n (county, child_id, no, nth)
  where d.county = n.county and d.child_id = n.child_id and d.no = n.no and d.nth = n.nth`;

const takeInvited = sql`
  delete from conference_invited i using unnest($1::text[], $2::uuid[], $3::int[], $4::text[]) as n (county, child_id, no, department)
  where i.county = n.county and i.child_id = n.child_id and i.no = n.no and i.department = n.department`;

const carryItems = sql`
  update conference_item r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;
const carryInvited = sql`
  update conference_invited r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;
const carryDecisions = sql`
  update conference_decision r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;
const carries = Object.entries({ items: carryItems, invited: carryInvited, decisions: carryDecisions });

/** The conferences that a step touched, also by the task that a decision is. */
function touched({ before, after }: Change): [string, Conference][] {
  const old = before ? conferencesOf(before) : initial;
  return Object.entries(conferencesOf(after)).filter(([no, one]) => old[no] !== one);
}

const keyOf = ({ after }: Change, no: string): unknown[] => [countyOf(after.area), after.id, Number(no), after.area];

/** The day of the meeting: as it was called, and once it was held as it was. */
const dayOf = ({ meets, minutes }: Conference): Day => minutes?.heldOn ?? meets;

const itemOf = (one: Conference): unknown[] => [
  one.stage, one.day, dayOf(one), one.reviewOn, one.decisions.length, decisionsOpen(one).length, one.limit?.due ?? null,
  one.limit?.remindOn ?? null, one.limit?.climbsOn ?? null, isOpen(one) ? null : one.since, one.outcome, one.sitting ?? null,
]; // prettier-ignore

/** Decisions that are this department's to fulfil now. */
export const owedBy = (one: Conference, department: string): readonly Decision[] =>
  isOpen(one) ? one.decisions.filter((each) => each.department === department && each.stage === "open") : [];

/** What a department has still to do, and by when first. */
function invitedOf(one: Conference, { department, answer, limit }: Invitation): unknown[] {
  const owed = owedBy(one, department);
  const asked = one.stage === "called" && answer === "waiting" ? [limit] : [];
  const [first = null] = [...asked, ...owed.map((each) => each.limit)].toSorted((a, b) => ((a?.due ?? "") < (b?.due ?? "") ? -1 : 1)); // prettier-ignore
  return [
    department, one.to, one.stage, answer, one.day, dayOf(one), owed.length, asked.length + owed.length > 0, first?.due ?? null,
    first?.remindOn ?? null, first?.climbsOn ?? null, one.sitting ?? null,
  ];
} // prettier-ignore

const decisionOf = ({ nth, department, stage, day, limit }: Decision): unknown[] => [
  nth, department, stage, day, limit.due, limit.remindOn, limit.climbsOn,
]; // prettier-ignore

interface Rows {
  readonly items: unknown[][];
  readonly invited: unknown[][];
  readonly decisions: unknown[][];
  readonly gone: unknown[][];
  readonly uninvited: unknown[][];
}

function rowsOf(change: Change): Rows {
  const rows: Rows = { items: [], invited: [], decisions: [], gone: [], uninvited: [] };
  for (const [no, one] of touched(change)) {
    const key = keyOf(change, no);
    rows.items.push([...key, ...itemOf(one)]);
    for (const each of Object.values(one.invited)) rows.invited.push([...key, ...invitedOf(one, each)]);
    for (const each of one.decisions) {
      if (isWaiting(each)) rows.decisions.push([...key, ...decisionOf(each)]);
      else rows.gone.push([...key.slice(0, 3), each.nth]);
    }
  }
  for (const { kind, body } of change.entries)
    if (kind === kinds.uninvited) rows.uninvited.push([countyOf(change.after.area), change.after.id, body["no"], body["department"]]);
  return rows;
} // prettier-ignore

async function put(db: Queryable, name: string, text: string, rows: unknown[][]): Promise<void> {
  if (rows.length > 0) await db.query({ name: `conference.${name}`, text, values: turned(rows) });
}

export const conferenceProjection: Projection = {
  name: "conference.item",
  tables: ["conference_item", "conference_invited", "conference_decision"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) for (const [name, text] of carries) await db.query({ name: `conference.carry.${name}`, text, values: moved });
    const all = changes.map(rowsOf);
    await put(db, "put", putItems, all.flatMap(({ items }) => items));
    await put(db, "uninvite", takeInvited, all.flatMap(({ uninvited }) => uninvited));
    await put(db, "invite", putInvited, all.flatMap(({ invited }) => invited));
    await put(db, "decide", putDecisions, all.flatMap(({ decisions }) => decisions));
    await put(db, "take", takeDecisions, all.flatMap(({ gone }) => gone));
  },
}; // prettier-ignore

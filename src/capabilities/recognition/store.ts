import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { evolve, initial, isOpen, type RecognitionState, waitsFor } from "./decide.ts";
import type { RecognitionLine, RecognitionToday } from "./words.ts";

export const recognitionsOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): RecognitionState =>
  (subject.state["recognition"] as RecognitionState | undefined) ?? initial;

const put = sql`
  insert into recognition_item (county, child_id, no, area, kind, stage, waits, asked_on, due, remind_on, climbs_on, ended_on)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[],
    $10::date[], $11::date[], $12::date[])
  on conflict (county, child_id, no) do update set stage = excluded.stage, waits = excluded.waits, due = excluded.due,
    remind_on = excluded.remind_on, climbs_on = excluded.climbs_on, ended_on = excluded.ended_on`;

const carry = sql`
  update recognition_item r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;

/** Those that this step touched, as they are after it. */
function rowsOf({ before, entries, after }: Change): unknown[][] {
  const touched = new Set<string>();
  let state = before ? recognitionsOf(before) : initial;
  for (const entry of entries) {
    state = evolve(state, entry);
    if (entry.kind.startsWith("recognition.")) touched.add(String(entry.body["no"]));
  }
  return [...touched].flatMap((no) => {
    const one = state[no];
    if (!one) return [];
    return [[
      countyOf(after.area), after.id, Number(no), after.area, one.kind, one.stage, waitsFor(one.stage), one.day,
      one.limit?.due ?? null, one.limit?.remindOn ?? null, one.limit?.climbsOn ?? null, isOpen(one) ? null : one.since,
    ]];
  });
} // prettier-ignore

export const recognitionProjection: Projection = {
  name: "recognition.item",
  tables: ["recognition_item"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "recognition.carry", text: carry, values: moved });
    const rows = changes.flatMap(rowsOf);
    if (rows.length > 0) await db.query({ name: "recognition.put", text: put, values: turned(rows) });
  },
};

/** A line as the table has it: what a kind is called stands in the policy. */
export type ItemLine = Omit<RecognitionLine, "title"> & { readonly kind: string };

export interface Wanted {
  readonly open: boolean;
  readonly waits?: string | undefined;
  readonly late: boolean;
  readonly today: string;
}

const openLines = sql`
  select child_id as "childId", no, area, kind, stage, waits, asked_on as "askedOn", due, climbs_on as "climbsOn", ended_on as "endedOn"
  from recognition_item
  where area >= $1 and area < $2 and (ended_on is null) = $3 and ($4::text is null or waits = $4) and (not $5 or due < $6::date)
    and (asked_on, child_id, no) > ($7::date, $8::uuid, $9::int)
  order by asked_on, child_id, no limit $10`;
const endedLines = sql`
  select child_id as "childId", no, area, kind, stage, waits, asked_on as "askedOn", due, climbs_on as "climbsOn", ended_on as "endedOn"
  from recognition_item
  where area >= $1 and area < $2 and (ended_on is null) = $3 and ($4::text is null or waits = $4) and (not $5 or due < $6::date)
    and (asked_on, child_id, no) < ($7::date, $8::uuid, $9::int)
  order by asked_on desc, child_id desc, no desc limit $10`;

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];
const end: Cursor = ["9999-12-31", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0"];

/** `after`: the day of asking, child, number. Open ones the oldest first, ended ones the newest. */
export async function listRecognitions(
  db: Queryable,
  { lo, hi }: Scope,
  { open, waits, late, today }: Wanted,
  after: Cursor | null,
  limit: number,
): Promise<ItemLine[]> {
  const values = [lo, hi, open, waits ?? null, late, today, ...(after ?? (open ? beginning : end)), limit];
  const query = open ? { name: "recognition.open", text: openLines } : { name: "recognition.ended", text: endedLines };
  return (await db.query<ItemLine>({ ...query, values })).rows;
}

const ofToday = sql`
  select count(*)::int as open, count(*) filter (where waits = 'township')::int as township, count(*) filter (where waits = 'county')::int as county,
    count(*) filter (where due < $3::date)::int as late, count(*) filter (where climbs_on <= $3::date)::int as climbed
  from recognition_item where ended_on is null and area >= $1 and area < $2`;

export async function countToday(db: Queryable, { lo, hi }: Scope, today: string): Promise<RecognitionToday> {
  const { rows } = await db.query<RecognitionToday>({ name: "recognition.today", text: ofToday, values: [lo, hi, today] });
  if (!rows[0]) throw new Error("recognition: a count without a row");
  return rows[0];
} // prettier-ignore

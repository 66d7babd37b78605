import type { Day } from "#kernel/day.ts";
import { addDays } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type EntrustmentState, initial, isSigned, stageOn, standing } from "./decide.ts";
import type { EntrustmentCounts, EntrustmentLine, Show, Stage } from "./words.ts";

export const entrustmentOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): EntrustmentState =>
  (subject.state["entrustment"] as EntrustmentState | undefined) ?? initial;

const put = sql`
  insert into entrustment_item (county, child_id, area, no, signed, until_on, doubt_on)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::boolean[], $6::date[], $7::date[])
  on conflict (county, child_id) do update set area = excluded.area, no = excluded.no, signed = excluded.signed,
    until_on = excluded.until_on, doubt_on = excluded.doubt_on`;

const carry = sql`
  update entrustment_item e set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where e.county = n.old_county and e.child_id = n.child_id`;

function rowOf({ after }: Change): unknown[] {
  const state = entrustmentOf(after);
  const held = standing(state);
  const signed = held !== undefined && isSigned(held);
  const area = [countyOf(after.area), after.id, after.area];
  return [...area, held?.no ?? null, signed, held?.until ?? null, state.doubt?.day ?? null];
}

export const entrustmentProjection: Projection = {
  name: "entrustment.item",
  tables: ["entrustment_item"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "entrustment.carry", text: carry, values: moved });
    const touched = changes.filter(({ entries }) => entries.some(({ kind }) => kind.startsWith("entrustment.")));
    if (touched.length > 0) await db.query({ name: "entrustment.put", text: put, values: turned(touched.map(rowOf)) });
  },
};

// The ledger says who is an open file today and of which categories; what they have signed stands beside it.
const from = `from caselist c left join entrustment_item e on e.county = c.county and e.child_id = c.child_id
  where c.area >= $1 and c.area < $2 and c.open and c.from_day <= $3::date and c.to_day > $3::date`;
const stands = "e.no is not null and e.until_on >= $3::date";

/** Which children each list shows. $3: today; $4: until when an agreement is soon over; $5: categories that need one. */
const tests: Readonly<Record<Show, string>> = {
  unable: "e.doubt_on is not null",
  without: `c.categories && $5::text[] and not coalesce(${stands}, false)`,
  waiting: `${stands} and not e.signed`,
  ending: `${stands} and e.until_on <= $4::date`,
  valid: `${stands} and e.signed`,
};

// a list that does not need a parameter takes it all the same: one way of asking
const used = "and ($4::date is not null) and ($5::text[] is not null)";

const list = (show: Show): string => sql`
  select c.child_id as "childId", c.area, e.no, e.signed, e.until_on as "until", e.doubt_on as "doubtOn"
  ${from} and ${tests[show]} ${used} and (c.area, c.child_id) > ($6, $7::uuid)
  order by c.area, c.child_id limit $8`;

interface Row {
  readonly childId: Id;
  readonly area: string;
  readonly no: number | null;
  readonly signed: boolean | null;
  readonly until: Day | null;
  readonly doubtOn: Day | null;
}

export interface Asked {
  readonly scope: Scope;
  readonly today: Day;
  /** Days before its end. */
  readonly ending: number;
  readonly categories: readonly string[];
}

const values = ({ scope: { lo, hi }, today, ending, categories }: Asked): unknown[] => [
  lo,
  hi,
  today,
  addDays(today, ending),
  categories,
];

const stageOf = ({ no, signed, until }: Row, today: Day): Stage | null =>
  no === null || until === null
    ? null
    : stageOn({ until, ended: null, signers: [{ how: signed ? "signed" : "later" }] }, today);

const beginning: Cursor = ["", "00000000-0000-0000-0000-000000000000"];

/** By area and child. `after`: area, child. */
export async function listEntrustments(
  db: Queryable,
  asked: Asked,
  show: Show,
  after: Cursor | null,
  limit: number,
): Promise<EntrustmentLine[]> {
  const { rows } = await db.query<Row>({
    name: `entrustment.list.${show}`,
    text: list(show),
    values: [...values(asked), ...(after ?? beginning), limit],
  });
  return rows.map((row) => ({
    childId: row.childId,
    area: row.area,
    stage: stageOf(row, asked.today),
    until: row.until,
    doubtOn: row.doubtOn,
  }));
}

const counting = (Object.keys(tests) as Show[])
  .map((show) => `(count(*) filter (where ${tests[show]}))::int as ${show}`)
  .join(", ");
const counts = sql`select ${counting} ${from} ${used}`;

export async function countEntrustments(db: Queryable, asked: Asked): Promise<EntrustmentCounts> {
  const { rows } = await db.query<EntrustmentCounts>({
    name: "entrustment.counts",
    text: counts,
    values: values(asked),
  });
  return rows[0] ?? { unable: 0, without: 0, waiting: 0, ending: 0, valid: 0 };
}

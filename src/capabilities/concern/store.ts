import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection, type Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Concern, ConcernState } from "./decide.ts";
import type { Times } from "./figures.ts";
import { type ConcernCounts, kinds } from "./words.ts";

const put = sql`
  insert into concern_item (county, child_id, area, from_area, reporter_id, about_id, team, reported_at, arrived_at, received_at, handled_at, told_at, closed_at, receipt)
  select county, child_id, area, from_area, reporter_id, about_id, string_to_array(team, ',')::uuid[], reported_at, arrived_at, received_at, handled_at, told_at, closed_at, receipt
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::text[])
    as n (county, child_id, area, from_area, reporter_id, about_id, team, reported_at, arrived_at, received_at, handled_at, told_at, closed_at, receipt)
  on conflict (county, child_id) do update set area = excluded.area, about_id = excluded.about_id, team = excluded.team,
    received_at = excluded.received_at, handled_at = excluded.handled_at, told_at = excluded.told_at, closed_at = excluded.closed_at`;

const carry = sql`
  update concern_item c set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where c.county = n.old_county and c.child_id = n.child_id`;

export const concernOf = ({ state }: Pick<Subject, "state">): ConcernState => state["concern"] ?? {};

/** Where a report began and when it came stands in its first entry alone; later ones leave both as they are. */
function rowOf({ entries, after }: Change, concern: Concern): unknown[] {
  const first = entries.find(({ kind }) => kind === kinds.reported);
  return [
    countyOf(after.area), after.id, after.area, first?.area ?? after.area, concern.by.id, concern.childId,
    concern.team.map(({ id }) => id).join(","), concern.by.at, first?.recordedAt ?? concern.by.at,
    concern.received?.at ?? null, concern.steps[0]?.by.at ?? null, concern.told[0]?.by.at ?? null, concern.closed?.by.at ?? null,
    concern.receipt?.digest ?? null,
  ];
} // prettier-ignore

export const concernProjection: Projection = {
  name: "concern.item",
  tables: ["concern_item"],
  of: "steps",
  project: async (db, changes) => {
    const ours = changes.filter(({ entries }) => entries.some(({ kind }) => kind.startsWith("concern.")));
    if (ours.length === 0) return;
    const moved = movedFiles(ours);
    if (moved[0]?.length) await db.query({ name: "concern.carry", text: carry, values: moved });
    const rows = ours.flatMap((change) => {
      const { concern } = concernOf(change.after);
      return concern ? [rowOf(change, concern)] : [];
    });
    if (rows.length > 0) await db.query({ name: "concern.put", text: put, values: turned(rows) });
  },
};

export interface ConcernRow {
  readonly id: Id;
  readonly area: AreaCode;
  readonly reportedAt: string;
  readonly arrivedAt: string;
  readonly receivedAt: string | null;
  readonly handledAt: string | null;
  readonly toldAt: string | null;
  readonly closedAt: string | null;
  readonly team: readonly Id[];
}

const columns = `child_id as id, area, reported_at as "reportedAt", arrived_at as "arrivedAt", received_at as "receivedAt",
  handled_at as "handledAt", told_at as "toldAt", closed_at as "closedAt", team`;

// Those that nobody has received come first, the oldest of all at the head.
const openRows = sql`
  select ${columns} from concern_item
  where closed_at is null and area >= $1 and area < $2
    and ($3::uuid is null or (received_at is not null, reported_at, child_id) > (
      select received_at is not null, reported_at, child_id from concern_item where child_id = $3 and area >= $1 and area < $2))
  order by received_at is not null, reported_at, child_id limit $4`;
const closedRows = sql`
  select ${columns} from concern_item
  where closed_at is not null and area >= $1 and area < $2
    and ($3::uuid is null or (reported_at, child_id) < (
      select reported_at, child_id from concern_item where child_id = $3 and area >= $1 and area < $2))
  order by reported_at desc, child_id desc limit $4`;

export async function listConcerns(
  db: Queryable,
  { lo, hi }: Scope,
  isOpen: boolean,
  after: Id | null,
  limit: number,
): Promise<ConcernRow[]> {
  const name = isOpen ? "concern.list" : "concern.closed";
  return (await db.query<ConcernRow>({ name, text: isOpen ? openRows : closedRows, values: [lo, hi, after, limit] }))
    .rows;
}

const oneRow = sql`select ${columns} from concern_item where child_id = $1 and area >= $2 and area < $3`;
export const findConcern = async (db: Queryable, { lo, hi }: Scope, id: Id): Promise<ConcernRow | undefined> =>
  (await db.query<ConcernRow>({ name: "concern.one", text: oneRow, values: [id, lo, hi] })).rows[0];

const ownRows = sql`
  select ${columns} from concern_item where reporter_id = $1 and reported_at >= $2 order by reported_at desc, child_id limit $3`;

/** Reports that somebody made, wherever they lie by now: for the reporter alone. */
export const ownConcerns = async (db: Queryable, reporter: Id, since: string, limit: number): Promise<ConcernRow[]> =>
  (await db.query<ConcernRow>({ name: "concern.own", text: ownRows, values: [reporter, since, limit] })).rows;

const ownOne = sql`select ${columns} from concern_item where child_id = $1 and reporter_id = $2`;
export const findOwn = async (db: Queryable, id: Id, reporter: Id): Promise<ConcernRow | undefined> =>
  (await db.query<ConcernRow>({ name: "concern.own_one", text: ownOne, values: [id, reporter] })).rows[0];

const receiptRow = sql`select ${columns} from concern_item where receipt = $1`;
/** By what number and secret are known by together: a wrong one of either finds as little as two wrong ones. */
export const findByReceipt = async (db: Queryable, digest: string): Promise<ConcernRow | undefined> =>
  (await db.query<ConcernRow>({ name: "concern.receipt", text: receiptRow, values: [digest] })).rows[0];

const aboutRows = sql`
  select ${columns} from concern_item
  where about_id = $1 and $2::uuid = any(team) and area >= $3 and area < $4 order by reported_at desc, child_id`;

/** Reports about a file, as far as this person is on the case. */
export const concernsAbout = async (db: Queryable, { lo, hi }: Scope, about: Id, person: Id): Promise<ConcernRow[]> =>
  (await db.query<ConcernRow>({ name: "concern.about", text: aboutRows, values: [about, person, lo, hi] })).rows;

const counts = sql`
  select count(*)::int as open, (count(*) filter (where received_at is null))::int as unreceived,
    min(reported_at) filter (where received_at is null) as oldest
  from concern_item where closed_at is null and area >= $1 and area < $2`;

export async function countConcerns(db: Queryable, { lo, hi }: Scope): Promise<ConcernCounts> {
  const { rows } = await db.query<ConcernCounts>({ name: "concern.count", text: counts, values: [lo, hi] });
  return rows[0] ?? { open: 0, unreceived: 0, oldest: null };
}

const times = sql`
  select area, arrived_at as "arrivedAt", received_at as "receivedAt", handled_at as "handledAt"
  from concern_item where area >= $1 and area < $2 and arrived_at >= $3 and arrived_at < $4`;

/** Times of the reports that came within a stretch: what figures are made from. */
export const concernTimes = async (db: Queryable, { lo, hi }: Scope, from: string, to: string): Promise<Times[]> =>
  (await db.query<Times>({ name: "concern.times", text: times, values: [lo, hi, from, to] })).rows;

const about = sql`select child_id as id from concern_item where about_id = $1`;
/** All reports about a file, for whoever erases it. As owner. */
export const allAbout = async (owner: Queryable, childId: Id): Promise<Id[]> =>
  (await owner.query<{ id: Id }>(about, [childId])).rows.map(({ id }) => id);

import type { Entry } from "#kernel/entry.ts";
import type { Day } from "#kernel/day.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Change, Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { VisitState } from "./decide.ts";
import { kinds } from "./words.ts";

const insertVisits = sql`
  insert into visit_record (county, child_id, seq, area, day, kind, visitor_id, visitor, recorded_at)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::date[], $6::text[], $7::uuid[], $8::text[], $9::timestamptz[])`;

async function insert(db: Queryable, visits: readonly Entry[]): Promise<void> {
  const body = (key: string): unknown[] => visits.map((entry) => entry.body[key]);
  await db.query({
    name: "visit.insert",
    text: insertVisits,
    values: [
      visits.map((entry) => countyOf(entry.area)), visits.map((entry) => entry.subjectId), visits.map((entry) => entry.seq),
      visits.map((entry) => entry.area), body("day"), body("kind"), visits.map((entry) => entry.actorId), body("visitor"),
      visits.map((entry) => entry.recordedAt),
    ],
  }); // prettier-ignore
}

const carryVisits = sql`
  insert into visit_record (county, child_id, seq, area, day, kind, visitor_id, visitor, recorded_at, carried)
  select n.*, true
  from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::date[], $6::text[], $7::uuid[], $8::text[], $9::timestamptz[]) as n`;

/** One row for each file that moved after a home visit: the day comes along, the visit stays where it was made. */
function carriedBy(changes: readonly Change[]): unknown[][] {
  return changes.flatMap(({ before, entries, after }) => {
    const { lastHome } = after.state["visit"] as VisitState;
    const move = entries.find((entry) => entry.kind === "registry.child_moved");
    if (!before || before.area === after.area || !move || lastHome === null) return [];
    const place = [countyOf(after.area), after.id, move.seq, after.area];
    return [[...place, lastHome, "home_visit", move.actorId, "", move.recordedAt]];
  });
}

async function carry(db: Queryable, rows: readonly unknown[][]): Promise<void> {
  const values = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
  await db.query({ name: "visit.carry", text: carryVisits, values });
}

export const visitProjection: Projection = {
  name: "visit.record",
  tables: ["visit_record"],
  of: "steps",
  project: async (db, changes) => {
    const visits = changes.flatMap((change) => change.entries).filter((entry) => entry.kind === kinds.recorded);
    if (visits.length > 0) await insert(db, visits);
    const carried = carriedBy(changes);
    if (carried.length > 0) await carry(db, carried);
  },
};

export interface VisitMonth {
  /** 2024-07. */
  readonly month: string;
  readonly kind: string;
  readonly count: number;
}

/** Visits that were made within a scope between two days, by month and kind; a day that a move took along is no visit. */
export async function visitsByMonth(db: Queryable, { lo, hi }: Scope, from: Day, until: Day): Promise<VisitMonth[]> {
  const text = sql`
    select left(day::text, 7) as month, kind, count(*)::int as count from visit_record
    where area >= $1 and area < $2 and day between $3 and $4 and not carried group by 1, 2`;
  return (await db.query<VisitMonth>({ name: "visit.months", text, values: [lo, hi, from, until] })).rows;
}

import type { Entry } from "#kernel/entry.ts";
import { countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
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

export const visitProjection: Projection = {
  name: "visit.record",
  tables: ["visit_record"],
  of: "steps",
  project: async (db, changes) => {
    const visits = changes.flatMap((change) => change.entries).filter((entry) => entry.kind === kinds.recorded);
    if (visits.length > 0) await insert(db, visits);
  },
};

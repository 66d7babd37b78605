import type { Day } from "#kernel/day.ts";
import { countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { column } from "#platform/journal/column.ts";
import type { Change, Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { GradeState } from "./decide.ts";
import { profileOf } from "./profile.ts";
import { type IsSealedItem, veiled } from "./veiled.ts";
import type { Standing } from "./words.ts";

/** "No end known" as a day, so that every span is one comparison. */
export const FOREVER: Day = "9999-12-31";

interface Row {
  readonly county: string;
  readonly childId: string;
  readonly seq: number;
  readonly area: string;
  readonly recordedAt: string;
  readonly span: Standing;
}

const insertRows = sql`
  insert into grade_standing (county, child_id, seq, from_day, to_day, area, level, served, profile, tracked_on, recorded_at)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::date[], $5::date[], $6::text[], $7::text[], $8::boolean[],
    $9::text[], $10::date[], $11::timestamptz[])`;

const supersede = sql`
  update grade_standing s set superseded_at = n.at
  from unnest($1::text[], $2::uuid[], $3::date[], $4::timestamptz[]) as n (county, child_id, from_day, at)
  where s.county = n.county and s.child_id = n.child_id and s.superseded_at is null and s.to_day > n.from_day`;

/** One step's rows: what the new assessment says, and the old one's head up to the day where the new one begins. */
function rowsOf(change: Change): {
  fresh: Row[];
  ended: { county: string; childId: string; from: Day; at: string } | null;
} {
  const fresh: Row[] = [];
  const held = change.before?.state["grade"] as GradeState | undefined;
  const now = change.after.state["grade"] as GradeState;
  const entry = change.entries.findLast((item) => item.kind === "grade.assessed");
  if (!entry || !now.assessed) return { fresh, ended: null };
  const at = { childId: change.after.id, seq: entry.seq, recordedAt: entry.recordedAt };
  const { from, spans } = now.assessed;
  const old = change.before;
  if (old && held?.assessed) {
    const head = held.assessed.spans.filter((span) => span.from < from && (span.to === null || span.to > from));
    for (const span of head)
      fresh.push({ ...at, county: countyOf(old.area), area: old.area, span: { ...span, to: from } });
  }
  for (const span of spans) fresh.push({ ...at, county: countyOf(change.after.area), area: change.after.area, span });
  const ended =
    old && held?.assessed ? { county: countyOf(old.area), childId: old.id, from, at: entry.recordedAt } : null;
  return { fresh, ended };
}

async function insert(db: Queryable, rows: readonly Row[]): Promise<void> {
  await db.query({
    name: "grade.standing",
    text: insertRows,
    values: [
      column(rows.map((row) => row.county)), column(rows.map((row) => row.childId)), column(rows.map((row) => row.seq)),
      column(rows.map((row) => row.span.from)), column(rows.map((row) => row.span.to ?? FOREVER)), column(rows.map((row) => row.area)),
      column(rows.map((row) => row.span.level)), column(rows.map((row) => row.span.served)), rows.map((row) => profileOf(row.span)),
      column(rows.map((row) => row.span.tracked)), column(rows.map((row) => row.recordedAt)),
    ],
  }); // prettier-ignore
}

/**
 * Replays a subject's assessments one at a time, so that a batch of many entries (rebuild) writes the rows that the
 * single steps wrote.
 */
export const standingProjection = (isSealedItem: IsSealedItem): Projection => ({
  name: "grade.standing",
  tables: ["grade_standing"],
  of: "steps",
  project: async (db, changes, { vault }) => {
    const parts = changes.map(rowsOf);
    const ended = parts.flatMap((part) => (part.ended ? [part.ended] : []));
    if (ended.length > 0) {
      const values = [
        ended.map((e) => e.county),
        ended.map((e) => e.childId),
        ended.map((e) => e.from),
        ended.map((e) => e.at),
      ];
      await db.query({ name: "grade.supersede", text: supersede, values });
    }
    const rows = parts.flatMap((part) => part.fresh);
    const shown = rows.map((row) => ({ ...row, span: veiled(row.span, isSealedItem, vault) }));
    if (rows.length > 0) await insert(db, shown);
  },
});

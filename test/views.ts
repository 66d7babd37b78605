import type pg from "pg";

/** Every view's table with the columns that put its rows in one order. */
const views = {
  journal_snapshot: "subject_id",
  registry_identity: "digest",
  registry_person: "digest, child_id",
  grade_standing: "county, child_id, seq, from_day",
  visit_record: "county, child_id, seq",
  task_item: "county, child_id, no",
  caselist: "county, child_id, from_day",
} as const;

/** All rows of all views, as text, in order: what a rebuild has to bring back. */
export async function dumpViews(owner: pg.Pool): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const [table, order] of Object.entries(views)) {
    const { rows } = await owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t order by ${order}`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { TaskState } from "./decide.ts";
import { kinds, type OpenTaskRow } from "./words.ts";

const insertTasks = sql`
  insert into task_item (county, child_id, no, area, title, solution, owner, opened, due)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[])`;

const closeTasks = sql`
  update task_item t set closed = n.closed, outcome = n.outcome
  from unnest($1::text[], $2::uuid[], $3::int[], $4::date[], $5::text[]) as n (county, child_id, no, closed, outcome)
  where t.county = n.county and t.child_id = n.child_id and t.no = n.no`;

const carryTasks = sql`
  update task_item t set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where t.county = n.old_county and t.child_id = n.child_id`;

// A task without a day comes after those that have one: the last day stands for none.
const openTasks = sql`
  select child_id as "childId", no, area, title, solution, owner, opened, due
  from task_item
  where closed is null and area >= $1 and area < $2
    and (coalesce(due, '9999-12-31'), opened, child_id, no) > ($3::date, $4::date, $5::uuid, $6::int)
  order by coalesce(due, '9999-12-31'), opened, child_id, no limit $7`;

const countOpen = sql`select count(*)::int as count from task_item where closed is null and area >= $1 and area < $2`;

/** A task's number follows from how many the file had before: the fold counts them, and so does this. */
function opened(change: Change): unknown[][] {
  let no = (change.before?.state["task"] as TaskState | undefined)?.count ?? 0;
  return change.entries
    .filter((entry) => entry.kind === kinds.opened)
    .map((entry) => {
      no += 1;
      const { title, solution, owner, opened: day, due } = entry.body;
      return [countyOf(entry.area), entry.subjectId, no, entry.area, title, solution, owner, day, due];
    });
}

const closed = (change: Change): unknown[][] =>
  change.entries
    .filter((entry) => entry.kind === kinds.closed)
    .map((entry) => [
      countyOf(entry.area),
      entry.subjectId,
      entry.body["no"],
      entry.body["day"],
      entry.body["outcome"],
    ]);

const turned = (rows: readonly unknown[][], width: number): unknown[][] =>
  Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));

export const taskProjection: Projection = {
  name: "task.item",
  tables: ["task_item"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "task.carry", text: carryTasks, values: moved });
    const fresh = changes.flatMap(opened);
    if (fresh.length > 0) await db.query({ name: "task.open", text: insertTasks, values: turned(fresh, 9) });
    const done = changes.flatMap(closed);
    if (done.length > 0) await db.query({ name: "task.close", text: closeTasks, values: turned(done, 5) });
  },
};

/** Before every task: the keys of openTasks' order. */
const beginning: Cursor = ["0001-01-01", "0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];

/** Open tasks by their day, then the oldest first. `after`: day or NO_DAY, day found, child, number. */
export async function listOpenTasks(
  db: Queryable,
  { lo, hi }: Scope,
  after: Cursor | null,
  limit: number,
): Promise<OpenTaskRow[]> {
  const values = [lo, hi, ...(after ?? beginning), limit];
  return (await db.query<OpenTaskRow>({ name: "task.list", text: openTasks, values })).rows;
}

/** How many tasks stand open between two area codes. */
export async function countOpenTasks(db: Queryable, lo: string, hi: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>({ name: "task.count", text: countOpen, values: [lo, hi] });
  return rows[0]?.count ?? 0;
}

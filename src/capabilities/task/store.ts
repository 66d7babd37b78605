import type { Day } from "#kernel/day.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import type { Id } from "#kernel/id.ts";
import type { Place } from "#platform/crypto/vault.ts";
import type { Machine } from "#platform/journal/chain.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projecting, type Projection, type Subject } from "#platform/journal/ledger.ts";
import { openCells, type Reading } from "#platform/journal/opened.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { TaskState } from "./decide.ts";
import { markAssigned } from "./assignmentStore.ts";
import { type Assignment, kinds, type OpenTaskRow } from "./words.ts";

const insertTasks = sql`
  insert into task_item (county, child_id, no, area, sealed, opened, due, batch)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::bytea[], $6::date[], $7::date[], $8::uuid[])`;

const closeTasks = sql`
  update task_item t set closed = n.closed, ended = n.ended
  from unnest($1::text[], $2::uuid[], $3::int[], $4::date[], $5::bytea[]) as n (county, child_id, no, closed, ended)
  where t.county = n.county and t.child_id = n.child_id and t.no = n.no`;

const carryTasks = sql`
  update task_item t set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where t.county = n.old_county and t.child_id = n.child_id`;

// A task without a day comes after those that have one: the last day stands for none.
const openTasks = (of: string): string => sql`
  select child_id as "childId", no, area, sealed, opened, due
  from task_item
  where closed is null ${of} and area >= $1 and area < $2
    and (coalesce(due, '9999-12-31'), opened, child_id, no) > ($3::date, $4::date, $5::uuid, $6::int)
  order by coalesce(due, '9999-12-31'), opened, child_id, no limit $7`;

/** What was handed out together within a scope, the newest first; nothing of it is opened. */
const assignments = (of: string): string => sql`
  select batch, min(opened) as opened, max(due) as due, count(*)::int as count, count(closed)::int as closed
  from task_item where batch is not null ${of} and area >= $1 and area < $2
  group by batch order by min(opened) desc, batch desc limit 50`;

const countOpen = sql`
  select count(*)::int as open, (count(*) filter (where due < $3))::int as late,
    (count(*) filter (where due between $3 and $4))::int as week
  from task_item where closed is null and area >= $1 and area < $2`;

/** What a task says in free words lies sealed under its child's key; its days do not, because lists are made by them. */
const wordsPlace = (childId: Id, no: unknown): Place => ["task", childId, String(no)];
const endPlace = (childId: Id, no: unknown): Place => ["task.ended", childId, String(no)];

const sealedWith =
  ({ vault }: Projecting, { key }: Subject) =>
  (place: Place, value: unknown): Buffer | null =>
    key ? vault.seal(key, place, JSON.stringify(value)) : null;

/** A task's number follows from how many the file had before: the fold counts them, and so does this. */
function opened(change: Change, how: Projecting): unknown[][] {
  let no = (change.before?.state["task"] as TaskState | undefined)?.count ?? 0;
  const seal = sealedWith(how, change.after);
  return change.entries
    .filter((entry) => entry.kind === kinds.opened)
    .map((entry) => {
      no += 1;
      const { title, solution, owner, opened: day, due, batch = null } = entry.body;
      const words = seal(wordsPlace(entry.subjectId, no), [title, solution, owner]);
      return [countyOf(entry.area), entry.subjectId, no, entry.area, words, day, due, batch];
    });
}

function closed(change: Change, how: Projecting): unknown[][] {
  const seal = sealedWith(how, change.after);
  return change.entries
    .filter((entry) => entry.kind === kinds.closed)
    .map(({ area, subjectId, body: { no, day, outcome } }) => [
      countyOf(area),
      subjectId,
      no,
      day,
      seal(endPlace(subjectId, no), [outcome]),
    ]);
}

/** Whose task came with others: their assignment counts them in the same transaction (it is no view, and is not rebuilt). */
const assignedIn = (changes: readonly Change[]): (readonly [batch: Id, child: Id])[] =>
  changes.flatMap(({ entries }) =>
    entries
      .filter(({ kind, body }) => kind === kinds.opened && typeof body["batch"] === "string")
      .map(({ subjectId, body }) => [body["batch"] as Id, subjectId] as const),
  );

export const taskProjection: Projection = {
  name: "task.item",
  tables: ["task_item"],
  of: "steps",
  project: async (db, changes, how) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "task.carry", text: carryTasks, values: moved });
    const fresh = changes.flatMap((change) => opened(change, how));
    if (fresh.length > 0) await db.query({ name: "task.open", text: insertTasks, values: turned(fresh) });
    const done = changes.flatMap((change) => closed(change, how));
    if (done.length > 0) await db.query({ name: "task.close", text: closeTasks, values: turned(done) });
    const assigned = how.rebuilding ? [] : assignedIn(changes);
    if (assigned.length > 0) await markAssigned(db, assigned);
  },
};

type SealedTask = Omit<OpenTaskRow, "title" | "solution" | "owner"> & { readonly sealed: Buffer | null };

/** Before every task: the keys of openTasks' order. */
const beginning: Cursor = ["0001-01-01", "0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];

/** Of one assignment; whose day came before this one. */
interface Narrowed {
  readonly batch?: Id | undefined;
  readonly before?: Day | undefined;
}

/** Open tasks by their day, then the oldest first. `after`: day or NO_DAY, day found, child, number. */
export async function listOpenTasks(
  db: Queryable,
  { lo, hi }: Scope,
  after: Cursor | null,
  limit: number,
  { batch, before }: Narrowed,
): Promise<SealedTask[]> {
  const values = [lo, hi, ...(after ?? beginning), limit, batch ?? null, before ?? null];
  const of = `${batch === undefined ? "and $8::uuid is null" : "and batch = $8"} ${before === undefined ? "and $9::date is null" : "and due < $9::date"}`;
  const name = `task.list${batch === undefined ? "" : ".batch"}${before === undefined ? "" : ".late"}`;
  return (await db.query<SealedTask>({ name, text: openTasks(of), values })).rows;
} // prettier-ignore

/** The last fifty assignments of a scope, or the one that is asked for. */
export async function listAssignments(db: Queryable, { lo, hi }: Scope, batch?: Id): Promise<Assignment[]> {
  const asked =
    batch === undefined
      ? { name: "task.assignments", text: assignments(""), values: [lo, hi] }
      : { name: "task.assignment", text: assignments("and batch = $3"), values: [lo, hi, batch] };
  return (await db.query<Assignment>(asked)).rows;
}

/** Tasks with their words. `read`: asks for keys within the scope of whoever sees them. */
export async function withWords(machine: Machine, read: Reading, rows: readonly SealedTask[]): Promise<OpenTaskRow[]> {
  const cells = rows.map(({ childId, no, sealed }) => ({ childId, place: wordsPlace(childId, no), sealed }));
  const values = (await openCells(machine, read, cells)) as (readonly string[] | null)[];
  return rows.map(({ sealed: _sealed, ...row }, n) => {
    const [title = "", solution = "", owner = ""] = values[n] ?? [];
    return { ...row, title, solution, owner };
  });
}

/** Tasks that nobody has closed: all of them, those whose day is over, those due from today until `weekEnd`. */
export interface OpenTaskCounts {
  readonly open: number;
  readonly late: number;
  readonly week: number;
}

/** How many tasks stand open in a scope. */
export async function countOpenTasks(
  db: Queryable,
  { lo, hi }: Scope,
  [day, weekEnd]: readonly [Day, Day],
): Promise<OpenTaskCounts> {
  const { rows } = await db.query<OpenTaskCounts>({
    name: "task.count",
    text: countOpen,
    values: [lo, hi, day, weekEnd],
  });
  return rows[0] ?? { open: 0, late: 0, week: 0 };
}

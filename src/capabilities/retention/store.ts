import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection, type Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import { adultOn, type RetentionState, type Terms } from "./decide.ts";
import { monthsOf, type Rules } from "./rules.ts";
import type { DueCounts, DueKind, DueLine } from "./words.ts";

const put = sql`
  insert into retention_file (county, child_id, area, closed_on, adult_on, marks, sealed_on, proposed_on, proposed_by, deleted_on, seq)
  select county, child_id, area, closed_on, adult_on, string_to_array(marks, ','), sealed_on, proposed_on, proposed_by, deleted_on, seq
  from unnest($1::text[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::text[], $7::date[], $8::date[], $9::uuid[], $10::date[], $11::int[])
    as n (county, child_id, area, closed_on, adult_on, marks, sealed_on, proposed_on, proposed_by, deleted_on, seq)
  on conflict (county, child_id) do update set
    area = excluded.area, closed_on = excluded.closed_on, adult_on = excluded.adult_on, marks = excluded.marks,
    sealed_on = excluded.sealed_on, proposed_on = excluded.proposed_on, proposed_by = excluded.proposed_by,
    deleted_on = excluded.deleted_on, seq = excluded.seq`;
const drop = sql`
  delete from retention_file f using unnest($1::text[], $2::uuid[]) as n (county, child_id)
  where f.county = n.county and f.child_id = n.child_id`;
const carry = sql`
  update retention_file f set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where f.county = n.old_county and f.child_id = n.child_id`;

export const retentionOf = (subject: Pick<Subject, "state">): RetentionState => subject.state["retention"] ?? {};

function rowOf(subject: Subject): unknown[] {
  const { closedOn, marks, sealed, proposed, deleted } = retentionOf(subject);
  // of a deleted child not even the birthday stays behind
  const adult = deleted === undefined ? adultOn(subject.state["registry"] as FileState) : null;
  return [
    countyOf(subject.area), subject.id, subject.area, closedOn, adult, (marks ?? []).join(","),
    sealed?.on ?? null, proposed?.on ?? null, proposed?.by ?? null, deleted ?? null, subject.seq,
  ];
} // prettier-ignore

const wasClosed = ({ before }: Change): boolean => before !== null && retentionOf(before).closedOn !== undefined;

export const retentionProjection: Projection = {
  name: "retention.file",
  tables: ["retention_file"],
  of: "state",
  project: async (db, changes) => {
    const moved = movedFiles(changes.filter(wasClosed));
    if (moved[0]?.length) await db.query({ name: "retention.carry", text: carry, values: moved });
    const held = changes.filter(({ after }) => retentionOf(after).closedOn !== undefined);
    const reopened = changes.filter((change) => wasClosed(change) && !held.includes(change)).map(({ after }) => after);
    if (reopened.length > 0) {
      const values = [reopened.map((one) => countyOf(one.area)), reopened.map((one) => one.id)];
      await db.query({ name: "retention.drop", text: drop, values });
    }
    const rows = held.map(({ after }) => rowOf(after));
    if (rows.length > 0) await db.query({ name: "retention.put", text: put, values: turned(rows) });
  },
};

// Which rule holds for a file, and from when on it may be sealed or deleted, is reckoned when somebody asks: the rules
// are parameters, so that a changed term needs no rebuild.
const reckoned = `
  select f.child_id as "childId", f.area, r.kind, f.closed_on as "closedOn", f.sealed_on as "sealedOn", f.proposed_on as "proposedOn",
    f.proposed_by as "proposedBy", f.seq,
    (f.closed_on + make_interval(months => r.seal_after))::date as seal_due,
    greatest((case r.counted_from when 'closing' then f.closed_on when 'adult' then coalesce(f.adult_on, f.closed_on)
      else greatest(f.closed_on, f.adult_on) end + make_interval(months => r.keep))::date,
      (f.sealed_on + make_interval(months => $10::int, days => $11::int))::date) as delete_due, r.keep
  from retention_file f cross join lateral (
    select kind, keep, seal_after, counted_from from unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::text[])
      with ordinality as n (kind, marks, keep, seal_after, counted_from, no)
    where n.marks = '' or f.marks && string_to_array(n.marks, ',') order by no limit 1
  ) r
  where f.area >= $1 and f.area < $2 and f.deleted_on is null and $9::text is not null`;

const wanted: Readonly<Record<Exclude<DueKind, "erase">, { due: string; where: string }>> = {
  seal: { due: "seal_due", where: `"sealedOn" is null and seal_due <= $3::date` },
  sealed: { due: "case when keep is null then null else delete_due end", where: `"sealedOn" is not null and $3::date is not null` },
  delete: { due: "delete_due", where: `"sealedOn" is not null and "proposedOn" is null and keep is not null and delete_due <= $3::date` },
  proposed: { due: "delete_due", where: `"proposedOn" is not null and $3::date is not null` },
}; // prettier-ignore

const shown = `"childId", area, kind, "closedOn", "sealedOn", "proposedOn", "proposedBy", seq`;

// A file that is never due comes last: the last day stands for none.
const listOf = (what: Exclude<DueKind, "erase">): string => sql`
  select ${shown}, due from (select ${shown}, ${wanted[what].due} as due from (${reckoned}) q where ${wanted[what].where}) w
  where (coalesce(due, '9999-12-31'), "childId") > ($12::date, $13::uuid)
  order by coalesce(due, '9999-12-31'), "childId" limit $14`;
const countOf = (what: Exclude<DueKind, "erase">): string => sql`
  select count(*)::int as count from (${reckoned}) q where ${wanted[what].where}`;
const lists = {
  seal: listOf("seal"),
  sealed: listOf("sealed"),
  delete: listOf("delete"),
  proposed: listOf("proposed"),
};
const counts = { seal: countOf("seal"), sealed: countOf("sealed"), delete: countOf("delete"), proposed: countOf("proposed") }; // prettier-ignore

function parameters(rules: Rules, { lo, hi }: Scope, today: Day): unknown[] {
  const { files, waiting } = rules;
  const [n = "0", unit = "days"] = waiting.before_deletion.split(" ");
  const months = unit === "months" ? Number(n) : unit === "years" ? Number(n) * 12 : 0;
  return [
    lo, hi, today, files.map((file) => file.id), files.map((file) => file.marks.join(",")),
    files.map((file) => monthsOf(file.keep) ?? null), files.map((file) => monthsOf(file.seal_after) ?? 0),
    files.map((file) => file.counted_from), "", months, unit === "days" ? Number(n) : 0,
  ];
} // prettier-ignore

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000"];

const toErase = sql`
  select child_id as "childId", area, kind, closed_on as "closedOn", sealed_on as "sealedOn", confirmed_at::date as due,
    proposed_on as "proposedOn", proposed_by as "proposedBy", 0 as seq
  from retention_deletion where area >= $1 and area < $2 and erased_at is null and (confirmed_at::date, child_id) > ($3::date, $4::uuid)
  order by confirmed_at::date, child_id limit $5`;
const countToErase = sql`
  select count(*)::int as count from retention_deletion where area >= $1 and area < $2 and erased_at is null`;

export interface Asked {
  readonly rules: Rules;
  readonly scope: Scope;
  readonly today: Day;
}

/** What is due, by its day. `after`: due day, child. */
export async function dueFiles(
  db: Queryable,
  { rules, scope, today }: Asked,
  what: DueKind,
  after: Cursor | null,
  limit: number,
): Promise<DueLine[]> {
  const key = after ?? beginning;
  if (what === "erase") return (await db.query<DueLine>(toErase, [scope.lo, scope.hi, ...key, limit])).rows;
  const values = [...parameters(rules, scope, today), ...key, limit];
  return (await db.query<DueLine>({ text: lists[what], values })).rows;
}

const countRows = async (db: Queryable, text: string, values: unknown[]): Promise<number> =>
  (await db.query<{ count: number }>(text, values)).rows[0]?.count ?? 0;

export async function countDue(db: Queryable, { rules, scope, today }: Asked): Promise<DueCounts> {
  const values = parameters(rules, scope, today);
  return {
    seal: await countRows(db, counts.seal, values),
    sealed: await countRows(db, counts.sealed, values),
    delete: await countRows(db, counts.delete, values),
    proposed: await countRows(db, counts.proposed, values),
    erase: await countRows(db, countToErase, [scope.lo, scope.hi]),
  };
}

const insertDeletion = sql`
  insert into retention_deletion (child_id, area, kind, keep, clause, closed_on, sealed_on, proposed_by, proposed_on, confirmed_by, confirmed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

/** Enters a deletion into the register, in the transaction of its confirmation. */
export async function enterDeletion(
  db: Queryable,
  subject: Subject,
  { rule }: Terms,
  by: Id,
  now: Date,
): Promise<void> {
  const { closedOn, sealed, proposed } = retentionOf(subject);
  await db.query(insertDeletion, [
    subject.id, subject.area, rule.id, rule.keep, rule.clause, closedOn, sealed?.on, proposed?.by, proposed?.on, by, now.toISOString(),
  ]); // prettier-ignore
}

const isWaiting = sql`select area from retention_deletion where child_id = $1 and erased_at is null`;
const markDone = sql`update retention_deletion set erased_at = $2 where child_id = $1 and erased_at is null`;

/** Where a confirmed deletion was not carried out yet. */
export const waitingDeletion = async (db: Queryable, childId: Id): Promise<AreaCode | undefined> =>
  (await db.query<{ area: AreaCode }>(isWaiting, [childId])).rows[0]?.area;

export async function markErased(db: Queryable, childId: Id, now: Date): Promise<void> {
  await db.query(markDone, [childId, now.toISOString()]);
}

import type { QueryResultRow } from "pg";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import { column } from "./column.ts";
import { runOf } from "./documents.ts";
import type { Change, Fold, Step, Subject } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { readState, stateText } from "./state.ts";

const columns = `subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, body, prev_hash, hash, command`;

type Plain = string | number | null;

const insertEntries = sql`
  insert into entry (subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref,
    prev_hash, hash, command, body)
  select subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, prev_hash,
    hash, command, convert_from(substring($17::bytea from start for size), 'UTF8')::json
  from rows from (unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[],
      $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::int[], $16::int[]))
    as n (subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, prev_hash, hash, command, start, size)`;

const upsertSnapshots = sql`
  insert into journal_snapshot (subject_id, child_id, area, seq, hash, state)
  select subject_id, child_id, area, seq, hash, convert_from(substring($8::bytea from start for size), 'UTF8')
  from rows from (unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[], $7::int[]))
    as n (subject_id, child_id, area, seq, hash, start, size)
  on conflict (subject_id) do update
    set area = excluded.area, seq = excluded.seq, hash = excluded.hash, state = excluded.state`;

// Whoever waits for the lock gets the newest row, but the subqueries still see what was there before the wait: seen.
const lockSubject = sql`
  select subject_id, child_id, area, seq, hash, state,
    (select x.seq from journal_snapshot x where x.subject_id = s.subject_id) as seen,
    coalesce((select coalesce(e.command, '') from entry e where e.subject_id = s.subject_id and e.id = $2),
      (select r.command from journal_receipt r where r.subject_id = s.subject_id and r.id = $2)) as stored
  from journal_snapshot s where subject_id = $1 for update`;

const readStored = sql`
  select coalesce((select coalesce(command, '') from entry where subject_id = $1 and id = $2),
    (select command from journal_receipt where subject_id = $1 and id = $2)) as stored`;

const insertReceipt = sql`
  insert into journal_receipt (subject_id, id, area, command) values ($1, $2, $3, $4)
  on conflict (subject_id, id) do nothing`;

const readSubjects = sql`
  select subject_id, child_id, area, seq, hash, state from journal_snapshot where subject_id = any($1::uuid[])`;

const readEntries = sql`select ${columns} from entry where subject_id = $1 order by seq`;

const pick = <T>(rows: readonly T[], key: { [K in keyof T]: T[K] extends Plain ? K : never }[keyof T]): unknown =>
  column(rows.map((row) => row[key] as Plain));

/** Appends in one statement. Errors: 23505 where (subject_id, seq) or (subject_id, id) is taken: somebody was quicker. */
export async function insertJournal(db: Queryable, steps: readonly Step[]): Promise<void> {
  const entries = steps.flatMap((step) => step.entries);
  const bodies = runOf(steps.flatMap((step) => step.bodies));
  if (entries.length === 0) return;
  await db.query({
    name: "journal.insert",
    text: insertEntries,
    values: [
      pick(entries, "subjectId"), pick(entries, "seq"), pick(entries, "id"), pick(entries, "kind"),
      pick(entries, "childId"), pick(entries, "area"), pick(entries, "occurredAt"), pick(entries, "recordedAt"),
      pick(entries, "actorId"), pick(entries, "deviceId"), pick(entries, "policyRef"),
      pick(entries, "prevHash"), pick(entries, "hash"), pick(entries, "command"), column(bodies.starts), column(bodies.sizes), bodies.bytes,
    ],
  }); // prettier-ignore
}

const textsOf = ({ entries, bodies }: Change & Partial<Step>): ReadonlyMap<unknown, string> | undefined =>
  bodies && new Map(bodies.map((body, n) => [entries[n]?.body, body]));

export async function saveSnapshots(db: Queryable, folds: readonly Fold[], changes: readonly Change[]): Promise<void> {
  const heads = changes.map((change) => change.after);
  const states = runOf(changes.map((change) => stateText(folds, change.after, textsOf(change))));
  await db.query({
    name: "journal.snapshot",
    text: upsertSnapshots,
    values: [
      pick(heads, "id"), pick(heads, "childId"), pick(heads, "area"), pick(heads, "seq"), pick(heads, "hash"),
      column(states.starts), column(states.sizes), states.bytes,
    ],
  }); // prettier-ignore
}

export const toSubject = (folds: readonly Fold[], row: QueryResultRow): Subject => ({
  id: row.subject_id,
  childId: row.child_id,
  area: row.area,
  seq: row.seq,
  hash: row.hash,
  state: readState(folds, row.state),
});

/** A subject under lock. `stored`: the digest with which the command was stored before, "" where it was part of a batch. */
export interface Held {
  readonly subject: Subject;
  readonly stored: string | null;
}

/** Locks one subject for this transaction; says too whether the command was stored before. */
export async function lock(db: Queryable, folds: readonly Fold[], id: Id, commandId: Id): Promise<Held | undefined> {
  const { rows } = await db.query({ name: "journal.lock", text: lockSubject, values: [id, commandId] });
  const [row] = rows;
  if (!row) return undefined;
  // another writer was waited for: it may have been this very command
  const stored = row.stored ?? (row.seen === row.seq ? null : await findStored(db, id, commandId));
  return { subject: toSubject(folds, row), stored };
}

/** Asks in a statement of its own, which sees all that was committed before it. */
export async function findStored(db: Queryable, id: Id, commandId: Id): Promise<string | null> {
  const { rows } = await db.query({ name: "journal.stored", text: readStored, values: [id, commandId] });
  return rows[0]?.stored ?? null;
}

/** Remembers a command that made no entry. False where its id is taken. */
export async function saveReceipt(db: Queryable, subject: Subject, commandId: Id, command: string): Promise<boolean> {
  const values = [subject.id, commandId, subject.area, command];
  const { rowCount } = await db.query({ name: "journal.receipt", text: insertReceipt, values });
  return rowCount === 1;
}

/** Reads many subjects without a lock: a writer in between is met at (subject_id, seq). */
export async function findSubjects(
  db: Queryable,
  folds: readonly Fold[],
  ids: readonly Id[],
): Promise<Map<Id, Subject>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query({ name: "journal.subjects", text: readSubjects, values: [ids] });
  return new Map(rows.map((row) => [row.subject_id as Id, toSubject(folds, row)]));
}

export const toEntry = (row: QueryResultRow): Entry => ({
  subjectId: row.subject_id,
  seq: row.seq,
  id: row.id,
  kind: row.kind,
  childId: row.child_id,
  area: row.area,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  actorId: row.actor_id,
  deviceId: row.device_id,
  policyRef: row.policy_ref,
  body: row.body,
  prevHash: row.prev_hash,
  hash: row.hash,
  command: row.command,
});

export async function entriesOf(db: Queryable, subjectId: Id): Promise<Entry[]> {
  const { rows } = await db.query({ name: "journal.entries", text: readEntries, values: [subjectId] });
  return rows.map(toEntry);
}

export const entryColumns = columns;

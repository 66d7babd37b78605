import type { QueryResultRow } from "pg";
import { canonical } from "#kernel/canonical.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import { column } from "./column.ts";
import type { SubjectKey } from "#platform/crypto/vault.ts";
import { damaged } from "#platform/crypto/damaged.ts";
import { entryPlace, type Machine, initialState, snapshotPlace } from "./chain.ts";
import { runOf } from "./documents.ts";
import { storedText } from "./hash.ts";
import type { Change, Step, Subject } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import { readState, stateText } from "./state.ts";

const columns = `subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, body, sealed, prev_hash, hash, command`;

/** A subject's key: null where it never had one, "" where it was destroyed. */
const wrappedOf = (subject: string): string =>
  `(select coalesce(k.wrapped, '') from journal_key k where k.subject_id = ${subject}) as wrapped`;

type Plain = string | number | null;

const insertEntries = sql`
  insert into entry (subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref,
    prev_hash, hash, command, body, sealed)
  select subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, prev_hash,
    hash, command, case when not is_sealed then convert_from(substring($18::bytea from start for size), 'UTF8')::json end,
    case when is_sealed then substring($18::bytea from start for size) end
  from rows from (unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[],
      $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::int[], $16::int[], $17::boolean[]))
    as n (subject_id, seq, id, kind, child_id, area, occurred_at, recorded_at, actor_id, device_id, policy_ref, prev_hash, hash, command, start, size, is_sealed)`;

const upsertSnapshots = sql`
  insert into journal_snapshot (subject_id, child_id, area, seq, hash, state, sealed)
  select subject_id, child_id, area, seq, hash,
    case when not is_sealed then convert_from(substring($9::bytea from start for size), 'UTF8') end,
    case when is_sealed then substring($9::bytea from start for size) end
  from rows from (unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[], $7::int[], $8::boolean[]))
    as n (subject_id, child_id, area, seq, hash, start, size, is_sealed)
  on conflict (subject_id) do update
    set area = excluded.area, seq = excluded.seq, hash = excluded.hash, state = excluded.state, sealed = excluded.sealed`;

const insertKeys = sql`
  insert into journal_key (subject_id, area, wrapped) select * from unnest($1::uuid[], $2::text[], $3::text[])`;

const moveKeys = sql`
  update journal_key k set area = n.area from unnest($1::uuid[], $2::text[]) as n (subject_id, area)
  where k.subject_id = n.subject_id`;

// Whoever waits for the lock gets the newest row, but the subqueries still see what was there before the wait: seen.
const lockSubject = sql`
  select subject_id, child_id, area, seq, hash, state, sealed, ${wrappedOf("s.subject_id")},
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
  select subject_id, child_id, area, seq, hash, state, sealed, ${wrappedOf("s.subject_id")}
  from journal_snapshot s where subject_id = any($1::uuid[])`;

// PostgreSQL plans a list anew each time, and a single one once: a fifth of what a file costs it
const readSubject = sql`
  select subject_id, child_id, area, seq, hash, state, sealed, ${wrappedOf("s.subject_id")}
  from journal_snapshot s where subject_id = $1::uuid`;

const readEntries = sql`select ${columns} from entry where subject_id = $1 order by seq`;

const readKeys = sql`select subject_id, wrapped from journal_key where subject_id = any($1::uuid[]) and wrapped is not null`;

const pick = <T>(rows: readonly T[], key: { [K in keyof T]: T[K] extends Plain ? K : never }[keyof T]): unknown =>
  column(rows.map((row) => row[key] as Plain));

/** Appends in one statement. Errors: 23505 where (subject_id, seq) or (subject_id, id) is taken: somebody was quicker. */
export async function insertJournal(db: Queryable, steps: readonly Step[]): Promise<void> {
  const entries = steps.flatMap((step) => step.entries);
  const sealed = steps.flatMap((step) => step.sealed);
  const bodies = runOf(steps.flatMap((step) => step.bodies).map((body, n) => sealed[n] ?? body));
  if (entries.length === 0) return;
  await db.query({
    name: "journal.insert",
    text: insertEntries,
    values: [
      pick(entries, "subjectId"), pick(entries, "seq"), pick(entries, "id"), pick(entries, "kind"),
      pick(entries, "childId"), pick(entries, "area"), pick(entries, "occurredAt"), pick(entries, "recordedAt"),
      pick(entries, "actorId"), pick(entries, "deviceId"), pick(entries, "policyRef"),
      pick(entries, "prevHash"), pick(entries, "hash"), pick(entries, "command"), column(bodies.starts), column(bodies.sizes), column(sealed.map(Boolean)), bodies.bytes,
    ],
  }); // prettier-ignore
}

const textsOf = ({ entries, bodies }: Change & Partial<Step>): ReadonlyMap<unknown, string> | undefined =>
  bodies && new Map(bodies.map((body, n) => [entries[n]?.body, body]));

export async function saveSnapshots(db: Queryable, machine: Machine, changes: readonly Change[]): Promise<void> {
  const heads = changes.map((change) => change.after);
  const states = runOf(changes.map((change) => snapshotOf(machine, change)));
  await db.query({
    name: "journal.snapshot",
    text: upsertSnapshots,
    values: [
      pick(heads, "id"), pick(heads, "childId"), pick(heads, "area"), pick(heads, "seq"), pick(heads, "hash"),
      column(states.starts), column(states.sizes), column(heads.map((head) => head.key !== null)), states.bytes,
    ],
  }); // prettier-ignore
}

function snapshotOf({ folds, vault }: Machine, change: Change): string | Buffer {
  const { id, key } = change.after;
  const text = stateText(folds, change.after, textsOf(change));
  return key ? vault.seal(key, snapshotPlace(id), text) : text;
}

/** Keys of what is no file of the journal's, and is sealed, kept and changed with the files' keys: a list, a line of one. */
export async function addKeys(
  db: Queryable,
  rows: readonly { readonly id: Id; readonly area: string; readonly key: SubjectKey }[],
): Promise<void> {
  const values = [rows.map(({ id }) => id), rows.map(({ area }) => area), rows.map(({ key }) => key.fresh)];
  if (rows.length > 0) await db.query({ name: "journal.keys.add", text: insertKeys, values });
}

/** Stores the keys of files that have none yet, and lets those of files that moved follow them. */
export async function saveKeys(db: Queryable, changes: readonly Change[]): Promise<void> {
  const heads = changes.map((change) => change.after);
  const fresh = heads.flatMap(({ id, area, key }) => (key?.fresh ? [{ id, area, wrapped: key.fresh }] : []));
  if (fresh.length > 0) {
    const values = [pick(fresh, "id"), pick(fresh, "area"), pick(fresh, "wrapped")];
    await db.query({ name: "journal.keys.new", text: insertKeys, values });
  }
  const moved = changes.flatMap(({ before, after }) => (before && before.area !== after.area ? [after] : []));
  if (moved.length > 0) {
    await db.query({ name: "journal.keys.move", text: moveKeys, values: [pick(moved, "id"), pick(moved, "area")] });
  }
}

/** The keys of files, by their ids; those that were destroyed, or lie outside the scope, are missing. */
export async function findKeys(
  db: Queryable,
  { vault }: Machine,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, SubjectKey>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query({ name: "journal.keys", text: readKeys, values: [column(ids)] });
  return new Map(rows.map((row) => [row.subject_id as Id, vault.keyOf(row.wrapped as string, row.subject_id as Id)]));
}

/** A file of before there were keys gets one with its next entry; an erased one has nothing left to seal. */
export function keyOf({ vault }: Machine, row: QueryResultRow): SubjectKey | null {
  if (row.child_id === null || row.wrapped === "") return null;
  return row.wrapped === null ? vault.newKey(row.subject_id) : vault.keyOf(row.wrapped, row.subject_id);
}

export const isErased = (row: QueryResultRow): boolean => row.wrapped === "";

export function toSubject(machine: Machine, row: QueryResultRow): Subject {
  const key = keyOf(machine, row);
  const open = (sealed: Buffer): string =>
    key ? machine.vault.open(key, snapshotPlace(row.subject_id), sealed) : lostKey();
  return {
    id: row.subject_id,
    childId: row.child_id,
    area: row.area,
    seq: row.seq,
    hash: row.hash,
    state: isErased(row)
      ? initialState(machine)
      : readState(machine.folds, row.sealed === null ? row.state : open(row.sealed)),
    key,
  };
}

/** Neither there nor destroyed: `tonghu verify` names such files. */
function lostKey(): never {
  throw damaged();
}

/** A subject under lock. `stored`: the digest with which the command was stored before, "" where it was part of a batch. */
export interface Held {
  readonly subject: Subject;
  readonly stored: string | null;
}

/** Locks one subject for this transaction; says too whether the command was stored before. */
export async function lock(db: Queryable, machine: Machine, id: Id, commandId: Id): Promise<Held | undefined> {
  const { rows } = await db.query({ name: "journal.lock", text: lockSubject, values: [id, commandId] });
  const [row] = rows;
  if (!row) return undefined;
  // another writer was waited for: it may have been this very command
  const stored = row.stored ?? (row.seen === row.seq ? null : await findStored(db, id, commandId));
  return { subject: toSubject(machine, row), stored };
}

/** Asks in a statement of its own, which sees all that was committed before it. */
export async function findStored(db: Queryable, id: Id, commandId: Id): Promise<string | null> {
  const { rows } = await db.query({ name: "journal.stored", text: readStored, values: [id, commandId] });
  return rows[0]?.stored ?? null;
}

const readMoment = sql`select recorded_at as at from entry where subject_id = $1 and id = $2`;

/** When a command's first entry was written; undefined where it made none. */
export async function findStoredAt(db: Queryable, id: Id, commandId: Id): Promise<Date | undefined> {
  const { rows } = await db.query<{ at: string | Date }>({ name: "journal.stored_at", text: readMoment, values: [id, commandId] });
  return rows[0] && new Date(rows[0].at);
} // prettier-ignore

/** Remembers a command that made no entry. False where its id is taken. */
export async function saveReceipt(db: Queryable, subject: Subject, commandId: Id, command: string): Promise<boolean> {
  const values = [subject.id, commandId, subject.area, command];
  const { rowCount } = await db.query({ name: "journal.receipt", text: insertReceipt, values });
  return rowCount === 1;
}

/** Reads many subjects without a lock: a writer in between is met at (subject_id, seq). */
export async function findSubjects(db: Queryable, machine: Machine, ids: readonly Id[]): Promise<Map<Id, Subject>> {
  if (ids.length === 0) return new Map();
  const { rows } =
    ids.length === 1
      ? await db.query({ name: "journal.subject", text: readSubject, values: [ids[0]] })
      : await db.query({ name: "journal.subjects", text: readSubjects, values: [ids] });
  return new Map(rows.map((row) => [row.subject_id as Id, toSubject(machine, row)]));
}

/** An entry as it was read: its body is opened when somebody asks. */
export interface Stored {
  readonly bare: Omit<Entry, "body">;
  /** Its body as the hash takes it. */
  readonly text: string;
  /** True where the body was sealed and nobody can open it any more: it is {} then. */
  readonly isErased: boolean;
  /** Errors: crypto.damaged where the sealed body is not what was sealed for this place. */
  open(): Entry;
}

export function toStored({ vault }: Machine, row: QueryResultRow, key: SubjectKey | null): Stored {
  const sealed = row.sealed as Buffer | null;
  const opened = (text: Buffer): Entry["body"] => {
    if (key) return JSON.parse(vault.open(key, entryPlace(row.subject_id, row.id), text)) as Entry["body"];
    return isErased(row) ? {} : lostKey();
  };
  const bare = bareEntry(row);
  return {
    bare,
    text: storedText(sealed, sealed ? "" : canonical(row.body)),
    isErased: isErased(row),
    open: () => ({ ...bare, body: sealed ? opened(sealed) : row.body }),
  };
}

const bareEntry = (row: QueryResultRow): Omit<Entry, "body"> => ({
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
  prevHash: row.prev_hash,
  hash: row.hash,
  command: row.command,
});

/** A subject's entries in their order, opened. The transaction's scope must reach the file as it lies now. */
export async function entriesOf(db: Queryable, machine: Machine, { id, key }: Subject): Promise<Entry[]> {
  const { rows } = await db.query({ name: "journal.entries", text: readEntries, values: [id] });
  return rows.map((row) => toStored(machine, row, key).open());
}

export const entryColumns = columns;
export const keyColumn = wrappedOf;

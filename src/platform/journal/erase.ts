import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import { type Machine, initialState, step } from "./chain.ts";
import type { Projection } from "./ledger.ts";
import { insertJournal, lock, saveSnapshots } from "./store.ts";

/** The last entry of an erased file: its body lies open, and says nothing about the child. */
export const erasedKind = "journal.content_erased";

const destroyKey = sql`
  insert into journal_key (subject_id, area, wrapped, erased_at) values ($1, $2, null, $3)
  on conflict (subject_id) do update set wrapped = null, erased_at = excluded.erased_at`;

export interface Erasing {
  readonly owner: pg.Pool;
  readonly machine: Machine;
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  /** Tables beside the journal that hold what a file shows, by child_id: no view, and gone with it all the same. */
  readonly contents?: readonly string[];
}

export interface Erase {
  readonly actor: Actor;
  readonly commandId: Id;
  readonly subjectId: Id;
  /** Why, by a code and a clause: it stays readable for ever, so nothing personal belongs here. */
  readonly reason: string;
}

/**
 * Destroys a file's key and all that views show of it, in one transaction (个人信息保护法 47). What the chain holds can
 * never be read again, here or in a backup (docs/decisions/0019), and the chain still verifies. Answers false where it
 * was erased before. Errors: journal.not_found (404).
 */
export async function erase(erasing: Erasing, wanted: Erase): Promise<boolean> {
  const db = await erasing.owner.connect();
  let failed = true;
  try {
    await db.query("begin");
    const done = await eraseIn(db, erasing, wanted);
    await db.query("commit");
    failed = false;
    if (done) erasing.machine.vault.forget(wanted.subjectId);
    return done;
  } finally {
    if (failed) await db.query("rollback").catch(() => undefined);
    db.release(failed);
  }
}

async function eraseIn(db: pg.PoolClient, erasing: Erasing, wanted: Erase): Promise<boolean> {
  const { machine, projections, clock, contents = [] } = erasing;
  const { actor, commandId, subjectId, reason } = wanted;
  const held = await lock(db, machine, subjectId, commandId);
  if (!held) throw new Problem("journal.not_found", { id: subjectId }, 404);
  const { subject } = held;
  if (subject.key === null && subject.childId !== null) return false;
  const at = clock.now().toISOString();
  const from = { ...subject, key: null };
  const last = step({ ...machine, reactions: [] }, from, [{ kind: erasedKind, body: { reason } }], {
    actor,
    commandId,
    command: null,
    occurredAt: at,
    recordedAt: at,
  });
  await insertJournal(db, [last]);
  await db.query(destroyKey, [subjectId, subject.area, at]);
  await saveSnapshots(db, machine, [{ ...last, after: { ...last.after, state: initialState(machine) } }]);
  const shown = projections.flatMap(({ tables, nobodys = [] }) => tables.filter((table) => !nobodys.includes(table)));
  for (const table of [...shown, ...contents]) await db.query(`delete from ${table} where child_id = $1`, [subjectId]);
  return true;
}

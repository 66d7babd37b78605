import type pg from "pg";
import type { Scope } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Machine } from "./chain.ts";
import type { Subject } from "./ledger.ts";
import { keyColumn, toSubject } from "./store.ts";

const page = sql`
  select subject_id, child_id, area, seq, hash, state, sealed, ${keyColumn("s.subject_id")} from journal_snapshot s
  where subject_id > $1::uuid and area >= $2 and area < $3 order by subject_id limit $4`;

const BATCH = 1000;

/** Every subject of an area as it stands now, some hundred at a time; memory stays flat. As owner. */
export const openFiles = (owner: pg.Pool, machine: Machine, scope: Scope): AsyncGenerator<Subject> =>
  walked((values) => owner.query({ name: "journal.page", text: page, values }), machine, scope);

/** The same as the application, which sees no more than the scope: each page is read in a transaction of its own. */
export const filesWithin = (pool: pg.Pool, machine: Machine, scope: Scope): AsyncGenerator<Subject> =>
  walked(
    (values) => readInScope(pool, scope, (db) => db.query({ name: "journal.page", text: page, values })),
    machine,
    scope,
  );

const count = sql`select count(*)::int as files from journal_snapshot where area >= $1 and area < $2`;

/** How many files the walk of a scope will meet, about: for telling how far it is. */
export const countFilesWithin = (pool: pg.Pool, scope: Scope): Promise<number> =>
  readInScope(pool, scope, async (db) => {
    const { rows } = await db.query<{ files: number }>(count, [scope.lo, scope.hi]);
    return rows[0]?.files ?? 0;
  });

async function* walked(
  read: (values: unknown[]) => Promise<pg.QueryResult>,
  machine: Machine,
  scope: Scope,
): AsyncGenerator<Subject> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows } = await read([after, scope.lo, scope.hi, BATCH]);
    const subjects = rows.map((row) => toSubject(machine, row as Parameters<typeof toSubject>[1]));
    yield* subjects;
    const last = subjects.at(-1);
    if (!last || subjects.length < BATCH) return;
    after = last.id;
  }
}

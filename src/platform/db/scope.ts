import type { Pool, PoolClient } from "pg";
import { type Id, isId } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import { type Hold, holdOf, stoppedWhy } from "./errand.ts";
import { control } from "./guarded.ts";
import { isGuarded } from "./pools.ts";
import { isConnectionLost, problemOf, unknownOutcome, withoutValues } from "./problems.ts";

/** The part of the country, and for a child's own file the child, that one transaction may see. */
export interface TransactionScope extends Scope {
  readonly child?: Id;
  /** Whether it reads traces: to every other transaction row security shows none. */
  readonly traces?: true;
}

export interface TransactionMode {
  /** One unchanging picture for all reads: returns, exports. */
  readonly snapshot?: boolean;
  readonly readOnly?: boolean;
}

const bound = /^[0-9:]{1,13}$/;
const word = /^[a-z_]{1,40}$/;

/**
 * What the policies of row security read. A department's officer stands in an area, too, and is none of civil affairs:
 * the range goes into settings of its own, and whatever asks for app.area_lo alone shows it nothing.
 * Errors: plain, for what no code of ours would give.
 */
function settingsOf({ lo, hi, child, department, traces }: TransactionScope): string[] {
  if (!bound.test(lo) || !bound.test(hi)) throw new Error("inScope: not a range of area codes");
  if (department !== undefined) return departmentSettings(department, lo, hi);
  if (child !== undefined && !isId(child)) throw new Error("inScope: child is not an id");
  return [
    `SET LOCAL app.area_lo = '${lo}'`,
    `SET LOCAL app.area_hi = '${hi}'`,
    ...(child === undefined ? [] : [`SET LOCAL app.child = '${child}'`]),
    ...(traces ? ["SET LOCAL app.traces = 'read'"] : []),
  ];
}

function departmentSettings(department: string, lo: string, hi: string): string[] {
  if (!word.test(department)) throw new Error("inScope: department is not a word");
  return [
    `SET LOCAL app.department = '${department}'`,
    `SET LOCAL app.department_lo = '${lo}'`,
    `SET LOCAL app.department_hi = '${hi}'`,
  ];
}

/**
 * BEGIN and the scope, as one message. SET LOCAL with literals: set_config() is not carried to shards, and a scope that
 * outlives its transaction would belong to the next person on the connection (databases.md, rule 7).
 */
function beginning(scope: TransactionScope, mode: TransactionMode): string {
  const begin = `BEGIN${mode.snapshot ? " ISOLATION LEVEL REPEATABLE READ" : ""}${mode.readOnly ? " READ ONLY" : ""}`;
  return [begin, ...settingsOf(scope)].join("; ");
}

/**
 * BEGIN, and `fn` in what it began. Above row security BEGIN is not waited for, so that what `fn` asks first travels with
 * it: where BEGIN failed no scope is set, and `fn` sees no row and writes none. The owner passes row security by, and
 * waits. `fn` has ended before this answers: nothing of it reaches the connection's next transaction.
 */
async function begun<T>(
  pool: Pool,
  client: PoolClient,
  begin: string,
  fn: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const began = control(client, begin);
  if (!isGuarded(pool)) await began;
  began.catch(() => undefined); // heard below, when fn has ended
  try {
    return await fn(client);
  } finally {
    await began;
  }
}

async function commit(client: PoolClient): Promise<void> {
  const { command } = await control(client, "COMMIT");
  // A transaction that failed answers ROLLBACK to COMMIT, and no error: someone caught the statement's.
  if (command !== "COMMIT") throw new Error("inScope: a failed statement was swallowed; nothing is stored");
}

/** What was read is known before COMMIT is answered: only the connection waits for that. */
function leave(client: PoolClient, hold: Hold): void {
  control(client, "COMMIT").then(
    () => hold.giveBack(),
    () => hold.giveBack(true),
  );
}

/** Rolls back and returns the connection to the pool; destroys it where it cannot answer any more. */
async function abandon(client: PoolClient, hold: Hold, error: unknown): Promise<void> {
  if (isConnectionLost(error)) return hold.giveBack(true);
  const clean = await control(client, "ROLLBACK").then(
    () => true,
    () => false,
  );
  hold.giveBack(!clean);
}

/** A reading that was stopped says why, whatever the database made of it. */
const told = (error: unknown, isReading = false): unknown =>
  (isReading ? stoppedWhy() : undefined) ?? problemOf(error) ?? withoutValues(error);

async function connect(pool: Pool, isReading: boolean): Promise<PoolClient> {
  const why = isReading ? stoppedWhy() : undefined;
  if (why) throw why;
  try {
    return await pool.connect();
  } catch (error) {
    throw problemOf(error) ?? error;
  }
}

/**
 * Runs `fn` in one transaction that sees only `scope`, and commits what it did; on any throw nothing is stored.
 *
 * Errors: whatever `fn` throws, except that a database that cannot answer becomes a Problem (`db.unavailable`,
 * `db.busy`, `db.timeout`, `db.disk_full`, each with retryAfter). `db.outcome_unknown` when the connection broke at
 * COMMIT: repeat with the same ids. A reading whose errand was stopped: why (errand.ts).
 */
export async function inScope<T>(
  pool: Pool,
  scope: TransactionScope,
  fn: (client: PoolClient) => Promise<T>,
  mode: TransactionMode = {},
): Promise<T> {
  const begin = beginning(scope, mode);
  const isReading = mode.readOnly === true;
  const client = await connect(pool, isReading);
  const hold = holdOf(pool, client, isReading);
  let committing = false;
  try {
    const result = await begun(pool, client, begin, fn);
    committing = true;
    if (isReading) leave(client, hold);
    else await commit(client).then(() => hold.giveBack());
    return result;
  } catch (error) {
    await abandon(client, hold, error);
    if (committing && isConnectionLost(error)) throw unknownOutcome(error);
    throw told(error, isReading);
  }
}

/** Where a reader asks. */
export type Asked = Pick<PoolClient, "query">;

/** A connection as long as `isOpen` says so. What comes later would stand outside the scope, or within another one's. */
const whileOpen = (client: PoolClient, isOpen: () => boolean): Asked => ({
  query: ((...question: Parameters<PoolClient["query"]>) => {
    if (!isOpen()) throw new Error("readInScope: asked after COMMIT: what waits for an answer belongs in inScope");
    return client.query(...question);
  }) as PoolClient["query"],
});

/**
 * Reads what lies within `scope`, in one way there and back: BEGIN, all that `ask` asks and COMMIT leave together. For
 * what asks everything before it waits for anything.
 *
 * Errors: as inScope, and an Error where `ask` asks later.
 */
export async function readInScope<T>(pool: Pool, scope: TransactionScope, ask: (db: Asked) => Promise<T>): Promise<T> {
  if (!isGuarded(pool)) return inScope(pool, scope, ask, { readOnly: true });
  const begin = beginning(scope, { readOnly: true });
  const client = await connect(pool, true);
  const hold = holdOf(pool, client, true);
  let open = true;
  const answer = begun(pool, client, begin, () => ask(whileOpen(client, () => open)));
  open = false;
  leave(client, hold);
  try {
    return await answer;
  } catch (error) {
    throw told(error, true);
  }
}

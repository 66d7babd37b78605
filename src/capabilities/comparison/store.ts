import type { Actor } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Fate, ListShown, RowDecision, WithdrawalReason } from "./words.ts";

const columns = `id, area, department, kind, title, day, file_name as "fileName", status, stage, progress, rows_read as "read",
  refused, adults, matched, review, strangers, raised, standing, answered, gone, problem, detail, actor, started_at as "startedAt", finished_at as "finishedAt", erased_at as "erasedAt",
  expected, absent, confirmed_by as "confirmedBy", withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt", withdrawn_for as "withdrawnFor",
  fetched_from as "fetchedFrom"`;

const insertList = sql`
  insert into comparison_list (id, area, department, kind, title, day, file_name, sha256, status, stage, actor_id, actor, post, started_at, fetched_from)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', 'reading', $9, $10, $11, $12, $13)
  on conflict do nothing`;

const oneList = sql`select ${columns} from comparison_list where id = $1`;
const lastLists = sql`select ${columns} from comparison_list order by started_at desc limit 60`;
const sameList = sql`
  select ${columns} from comparison_list l where area = $1 and kind = $2 and day = $3 and sha256 = $4
    and (status in ('running', 'held') and stage <> 'withdrawing' or status = 'done' and not exists (
      select from comparison_list n where n.kind = l.kind and n.area = l.area and (n.started_at, n.id) > (l.started_at, l.id)
        and n.status in ('running', 'done', 'withdrawn')))
  order by started_at desc limit 1`;
const running = sql`
  select ${columns}, coalesce(decided_id, actor_id) as "actorId", coalesce(withdrawn_by, confirmed_by, actor) as actor
  from comparison_list where status = 'running' order by started_at`;

const saveCounts = sql`
  update comparison_list set stage = $2, progress = $3, rows_read = $4, refused = $5, adults = $6, matched = $7, review = $8,
    raised = $9, standing = $10, answered = $11, gone = $12, expected = $13, absent = $14, strangers = $15
  where id = $1 and status = 'running'`;

const endList = sql`
  update comparison_list set status = $2, stage = 'ended', progress = 100, problem = $3, detail = $4, finished_at = $5
  where id = $1 and status = 'running'`;

export interface NewList {
  readonly id: Id;
  readonly area: string;
  readonly department: string;
  readonly kind: string;
  readonly title: string;
  readonly day: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly actorId: Id;
  readonly actor: string;
  readonly post: string;
  readonly startedAt: string;
  readonly fetchedFrom: string | null;
}

/** False where the same list is there already. */
export async function beginList(db: Queryable, list: NewList): Promise<boolean> {
  const { id, area, department, kind, title, day, fileName, sha256, actorId, actor, post, startedAt, fetchedFrom } =
    list;
  const values = [
    id,
    area,
    department,
    kind,
    title,
    day,
    fileName,
    sha256,
    actorId,
    actor,
    post,
    startedAt,
    fetchedFrom,
  ];
  return (await db.query(insertList, values)).rowCount === 1;
}

export const findSame = async (
  db: Queryable,
  list: Pick<NewList, "area" | "kind" | "day" | "sha256">,
): Promise<ListShown | undefined> =>
  (await db.query<ListShown>(sameList, [list.area, list.kind, list.day, list.sha256])).rows[0];

export const findList = async (db: Queryable, id: Id): Promise<ListShown | undefined> =>
  (await db.query<ListShown>(oneList, [id])).rows[0];

export const listLists = async (db: Queryable): Promise<ListShown[]> => (await db.query<ListShown>(lastLists)).rows;

export type RunningList = ListShown & { readonly actorId: Id };
export const listRunning = async (db: Queryable): Promise<RunningList[]> => (await db.query<RunningList>(running)).rows;

/** What a run counts, in the order in which saveCounts takes it. */
const counted = [
  "stage", "progress", "read", "refused", "adults", "matched", "review", "raised", "standing", "answered", "gone", "expected", "absent",
  "strangers",
] as const satisfies readonly (keyof ListShown)[]; // prettier-ignore
export type Counts = Pick<ListShown, (typeof counted)[number]>;

/** The same while a run counts. */
export type Counting = { -readonly [K in keyof Counts]: Counts[K] };

export const saveProgress = async (db: Queryable, id: Id, at: Readonly<Counts>): Promise<void> => {
  await db.query(saveCounts, [id, ...counted.map((name) => at[name])]);
};

export const finishList = async (
  db: Queryable,
  id: Id,
  end: { status: ListShown["status"]; problem: string | null; detail: string | null; at: string },
): Promise<void> => {
  await db.query(endList, [id, end.status, end.problem, end.detail, end.at]);
};

// whoever answers for a list that is in doubt, or has ended, takes it up; the other of two finds nothing to take up
const hasNone = `not exists (select from comparison_list n where n.kind = l.kind and n.area = l.area
    and (n.started_at, n.id) > (l.started_at, l.id) and n.status in ('running', 'done'))`;
const takeUp = sql`
  update comparison_list l set status = 'running', stage = 'reading', progress = 0, finished_at = null, decided_id = $2, confirmed_by = $3
  where id = $1 and status = 'held' and ${hasNone}`;
const takeBack = sql`
  update comparison_list l set status = 'running', stage = 'withdrawing', progress = 0, finished_at = null, decided_id = $2,
    withdrawn_by = $3, withdrawn_at = $4, withdrawn_for = $5
  where id = $1 and status in ('done', 'failed', 'cancelled') and ${hasNone}`;
const statusOf = sql`select status from comparison_list where id = $1 for share`;
const letGo = sql`
  update comparison_list set status = 'cancelled', stage = 'ended', finished_at = $2 where id = $1 and status = 'held'`;
const heldBefore = sql`
  select ${columns} from comparison_list where status = 'held' and ((kind = $1 and area = $2 and id <> $3) or started_at < $4)`;
const heldLists = sql`select id from comparison_list where status = 'held'`;

const changed = async (db: Queryable, text: string, values: unknown[]): Promise<boolean> =>
  (await db.query(text, values)).rowCount === 1;

/** Whoever answers for a list. */
type Decider = Pick<Actor, "personId" | "name">;

/** Each answers whether the list was there to be taken up, taken back, or let go. */
export const confirmHeld = (db: Queryable, id: Id, by: Decider): Promise<boolean> =>
  changed(db, takeUp, [id, by.personId, by.name]);
export const beginWithdrawal = (
  db: Queryable,
  id: Id,
  { by, at, reason }: { by: Decider; at: string; reason: WithdrawalReason },
): Promise<boolean> => changed(db, takeBack, [id, by.personId, by.name, at, reason]);

/** How a list stands, and stays until this transaction has ended. */
export const heldStatus = async (db: Queryable, id: Id): Promise<ListShown["status"] | undefined> =>
  (await db.query<{ status: ListShown["status"] }>(statusOf, [id])).rows[0]?.status;
export const dropHeld = (db: Queryable, id: Id, at: string): Promise<boolean> => changed(db, letGo, [id, at]);

/** Lists in doubt that a newer one of the kind has come for, or that nobody has answered for since `before`. */
export const staleHeld = async (
  db: Queryable,
  { kind, area, id }: Pick<ListShown, "kind" | "area" | "id">,
  before: string,
): Promise<ListShown[]> => (await db.query<ListShown>(heldBefore, [kind, area, id, before])).rows;

const heldSince = sql`select count(*)::int as held, min(started_at) as since from comparison_list where status = 'held'`;

/** How many wait for a person's word, and since when the first one has. */
export const firstHeld = async (db: Queryable): Promise<{ held: number; since: string | null }> =>
  (await db.query<{ held: number; since: string | null }>(heldSince)).rows[0] ?? { held: 0, since: null };

export const listHeld = async (db: Queryable): Promise<Id[]> =>
  (await db.query<{ id: Id }>(heldLists)).rows.map(({ id }) => id);

const newerList = sql`
  select day from comparison_list
  where kind = $1 and day > $3 and status in ('running', 'held', 'done') and (starts_with(area, $2) or starts_with($2, area))
  order by day desc limit 1`;

/** The day of a newer list that speaks of the same children: what it says holds, and an older one would take it back. */
export const newerDay = async (db: Queryable, { kind, area, day }: Pick<ListShown, "kind" | "area" | "day">): Promise<Day | undefined> =>
  (await db.query<{ day: Day }>(newerList, [kind, area, day])).rows[0]?.day; // prettier-ignore

const laterList = sql`
  select 1 from comparison_list where kind = $1 and area = $2 and (started_at, id) > ($3, $4::uuid) and status in ('running', 'done') limit 1`;

/** Whether a newer list of the kind has been held against the ledger: what this one says, it says no more. */
export const isSuperseded = async (db: Queryable, { id, kind, area, startedAt }: ListShown): Promise<boolean> =>
  (await db.query(laterList, [kind, area, startedAt, id])).rowCount !== 0;

const begunBefore = sql`
  select id from comparison_list where id = any($1::uuid[]) and (started_at, id) < ($2, $3::uuid)`;

/** Which of some lists began before this one. */
export const findEarlier = async (db: Queryable, { id, startedAt }: Pick<ListShown, "id" | "startedAt">, lists: readonly Id[]): Promise<ReadonlySet<Id>> =>
  new Set(lists.length === 0 ? [] : (await db.query<{ id: Id }>(begunBefore, [lists, startedAt, id])).rows.map((row) => row.id)); // prettier-ignore

/** A line that is kept: sealed under the list's key. */
export interface KeptRow {
  readonly n: number;
  readonly fate: Fate;
  readonly childId: Id | null;
  readonly probability: number | null;
  readonly finding: string | null;
  readonly sealed: Buffer;
  readonly decisions: readonly RowDecision[];
  readonly decidedAt: Date | string | null;
}

/** The same before anybody has said anything of it. */
export type NewRow = Omit<KeptRow, "decisions" | "decidedAt">;

const dropRows = sql`delete from comparison_row where list_id = $1`;
const insertRows = sql`
  insert into comparison_row (list_id, n, area, department, fate, child_id, probability, finding, sealed)
  select $1::uuid, n, $2::text, $3::text, fate, child_id, probability, finding, sealed
  from unnest($4::int[], $5::text[], $6::uuid[], $7::real[], $8::text[], $9::bytea[]) as r (n, fate, child_id, probability, finding, sealed)`;

/** A run that begins again forgets what the one before had kept. */
export const forgetRows = async (db: Queryable, list: Id): Promise<void> => {
  await db.query(dropRows, [list]);
};

export async function keepRows(
  db: Queryable,
  list: Pick<ListShown, "id" | "area" | "department">,
  rows: readonly NewRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = [
    rows.map((row) => row.n), rows.map((row) => row.fate), rows.map((row) => row.childId), rows.map((row) => row.probability),
    rows.map((row) => row.finding), rows.map((row) => row.sealed),
  ];
  await db.query(insertRows, [list.id, list.area, list.department, ...values]);
} // prettier-ignore

const rowColumns = `n, fate, child_id as "childId", probability, finding, sealed, decisions, decided_at as "decidedAt"`;
const pageRows = sql`
  select ${rowColumns} from comparison_row
  where list_id = $1 and ($2::text is null or fate = $2) and n > $3 order by n limit $4`;
const holdRow = sql`select ${rowColumns} from comparison_row where list_id = $1 and n = $2 for update`;
const decideRow = sql`
  update comparison_row set fate = $3, finding = $4, decided_by = $5, decided_at = $6, decisions = decisions || $7::jsonb
  where list_id = $1 and n = $2`;
// each line is counted once: whoever was in doubt is somebody of the ledger now, or nobody (null stays null)
const moveCount = sql`
  update comparison_list set review = review - $2::int, matched = matched + $3::int, strangers = strangers + $4::int, raised = raised + $5::int
  where id = $1`;

export const listRows = async (
  db: Queryable,
  list: Id,
  asked: { fate: Fate | undefined; after: number; limit: number },
): Promise<KeptRow[]> => (await db.query<KeptRow>(pageRows, [list, asked.fate ?? null, asked.after, asked.limit])).rows;

export const lockRow = async (db: Queryable, list: Id, n: number): Promise<KeptRow | undefined> =>
  (await db.query<KeptRow>(holdRow, [list, n])).rows[0];

/** How a line is counted: in doubt, nobody's, or somebody's of the ledger. */
const countedAs = (fate: Fate): readonly [review: number, matched: number, strangers: number] => {
  if (fate === "review") return [1, 0, 0];
  return fate === "different" || fate === "unregistered" ? [0, 0, 1] : [0, 1, 0];
};

/** Errors: none; what was decided before stands before it in `decisions`. */
export async function settleRow(
  db: Queryable,
  list: Id,
  { n, fate: before }: Pick<KeptRow, "n" | "fate">,
  end: { fate: Fate; finding: string | null; raised: number; said: RowDecision; by: Id },
): Promise<void> {
  const { fate, finding, raised, said, by } = end;
  await db.query(decideRow, [list, n, fate, finding, by, said.at, JSON.stringify([said])]);
  const [from, to] = [countedAs(before), countedAs(fate)];
  await db.query(moveCount, [list, from[0] - to[0], to[1] - from[1], to[2] - from[2], raised]);
}

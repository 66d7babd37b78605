import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { newId } from "#kernel/id.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Vault } from "#platform/crypto/vault.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { column } from "#platform/journal/column.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { addKeys } from "#platform/journal/store.ts";
import { dueWithin, type Listing } from "./store.ts";

/* Lines of a list that ought to be in the ledger and are not. There is no file yet, so these rows are no view of one. */

/** What the list says of somebody: sealed under a key of its own. */
export interface Said {
  readonly title: string;
  readonly clause: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** The place as the list writes it. */
  readonly place: string;
  /** The id number as the list writes it, where it cannot be right. */
  readonly written?: string;
  /** How it was found out, once somebody has answered. */
  readonly note?: string;
  /** All answers in the order in which they came, by the ids of their commands: also those that took nothing's place. */
  readonly answers?: readonly ListedAnswer[];
}

export interface ListedAnswer {
  readonly id: Id;
  readonly verdict: string;
  readonly childId: Id | null;
  readonly note: string;
  readonly day: Day;
  readonly by: string;
}

/** One line; `digest` says who it is about. */
export interface Unregistered {
  readonly digest: string;
  readonly row: number;
  readonly area: string;
  readonly said: Said;
}

export interface Bringing {
  readonly comparison: string;
  readonly department: string;
  readonly list: Id;
  readonly day: Day;
  readonly due: Day;
}

export const saidPlace = (id: Id) => ["anomaly.unregistered", id] as const;

const known = sql`
  select digest, closed_on is null as open, raised_by = $4 as own, coalesce(verdict = 'withdrawn' and closed_by is null, false) as withdrawn from anomaly_unregistered
  where county = any($1::text[]) and comparison = $2 and digest = any($3::text[])`;

const insertRows = sql`
  insert into anomaly_unregistered (county, digest, id, area, comparison, department, list_id, row_no, raised_by, raised_on, due, sealed)
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::int[], $9::uuid[], $10::date[], $11::date[], $12::bytea[])
  on conflict (county, comparison, digest) do nothing`;

// a list that says again what was withdrawn is heard again, unless somebody was there meanwhile and wrote down what they saw
const reopenRows = sql`
  update anomaly_unregistered u set id = n.id, area = n.area, list_id = n.list_id, row_no = n.row_no, raised_by = n.raised_by,
    raised_on = n.raised_on, due = n.due, sealed = n.sealed, verdict = null, closed_on = null
  from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::int[], $9::uuid[], $10::date[], $11::date[], $12::bytea[])
    as n (county, digest, id, area, comparison, department, list_id, row_no, raised_by, raised_on, due, sealed)
  where u.county = n.county and u.comparison = n.comparison and u.digest = n.digest and u.verdict = 'withdrawn' and u.closed_by is null`;

const touchRows = sql`
  update anomaly_unregistered u set list_id = $3::uuid, row_no = n.row_no
  from unnest($4::text[], $5::int[]) as n (digest, row_no)
  where u.county = any($1::text[]) and u.comparison = $2 and u.digest = n.digest`;

const withdrawRows = sql`
  update anomaly_unregistered set verdict = 'withdrawn', closed_on = $5
  where comparison = $1 and area >= $2 and area < $3 and list_id <> $4 and closed_on is null`;

// what was answered stays as it is, under a digest that no line has: whoever is said again later is asked about anew
const settleRows = sql`
  update anomaly_unregistered set digest = digest || ' ' || id
  where comparison = $1 and area >= $2 and area < $3 and list_id <> $4 and closed_by is not null and verdict <> 'right' and digest not like '% %'`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Brings up what is new and says which lines were there before: open still, or answered. */
export async function bringUp(
  db: Queryable,
  vault: Vault,
  rows: readonly Unregistered[],
  how: Bringing,
): Promise<{ raised: number; standing: number; answered: number }> {
  if (rows.length === 0) return { raised: 0, standing: 0, answered: 0 };
  const counties = unique(rows.map((row) => countyOf(row.area)));
  const digests = column(rows.map((row) => row.digest));
  const asked = [counties, how.comparison, digests, how.list];
  const found = await db.query<{ digest: string; open: boolean; own: boolean; withdrawn: boolean }>(known, asked);
  const held = new Map(found.rows.filter((row) => !row.withdrawn).map((row) => [row.digest, row]));
  const fresh = rows.filter((row) => !held.has(row.digest));
  const rest = rows.filter((row) => held.has(row.digest));
  await insertFresh(db, vault, fresh, how);
  const touched = [counties, how.comparison, how.list, rest.map((row) => row.digest), rest.map((row) => row.row)];
  if (rest.length > 0) await db.query(touchRows, touched);
  // what this very list brought up before its run was killed is its own
  const own = rest.filter((row) => held.get(row.digest)?.own).length;
  const standing = rest.filter((row) => held.get(row.digest)?.open && !held.get(row.digest)?.own).length;
  return { raised: fresh.length + own, standing, answered: rest.length - own - standing };
}

async function insertFresh(db: Queryable, vault: Vault, rows: readonly Unregistered[], how: Bringing): Promise<void> {
  if (rows.length === 0) return;
  const made = rows.map((row) => {
    const id = newId();
    const key = vault.newKey(id);
    return { row, id, key, sealed: vault.seal(key, saidPlace(id), JSON.stringify(row.said)) };
  });
  await addKeys(db, made.map(({ row, id, key }) => ({ id, area: row.area, key })));
  const values = made.map(({ row, id, sealed }) => [
    countyOf(row.area), row.digest, id, row.area, how.comparison, how.department, how.list, row.row, how.list, how.day, how.due, sealed,
  ]);
  const columned = Array.from({ length: 12 }, (_, at) => values.map((one) => one[at]));
  await db.query(insertRows, columned);
  await db.query(reopenRows, columned);
} // prettier-ignore

/** Lines of which it is not known who they are about: what was said of them before stands, and is not withdrawn. */
export async function keepStanding(
  db: Queryable,
  rows: readonly Pick<Unregistered, "digest" | "row" | "area">[],
  { comparison, list }: Pick<Bringing, "comparison" | "list">,
): Promise<void> {
  if (rows.length === 0) return;
  const counties = unique(rows.map((row) => countyOf(row.area)));
  await db.query(touchRows, [counties, comparison, list, rows.map((row) => row.digest), rows.map((row) => row.row)]);
}

/** What a whole list of the area does not say any more: withdrawn where it is open, at its end where it was answered. Answers how many were withdrawn. */
export async function withdrawRest(
  db: Queryable,
  { comparison, list, day }: Pick<Bringing, "comparison" | "list" | "day">,
  { lo, hi }: Scope,
): Promise<number> {
  await db.query(settleRows, [comparison, lo, hi, list]);
  return (await db.query(withdrawRows, [comparison, lo, hi, list, day])).rowCount ?? 0;
}

const withdrawOwn = sql`
  update anomaly_unregistered set verdict = 'withdrawn', closed_on = $2 where raised_by = $1 and closed_on is null`;

/** What a list that is taken back brought up, and nobody has answered. */
export const withdrawRaised = async (db: Queryable, list: Id, day: Day): Promise<void> => {
  await db.query(withdrawOwn, [list, day]);
};

const withdrawOne = sql`
  update anomaly_unregistered set verdict = 'withdrawn', closed_on = $3 where list_id = $1 and row_no = $2 and closed_on is null`;

/** What one line of a list was said to be, and nobody has answered: it is about a child of the ledger. */
export const withdrawLine = async (db: Queryable, list: Id, row: number, day: Day): Promise<void> => {
  await db.query(withdrawOne, [list, row, day]);
};

const registeredOf = sql`
  select child_id as "childId" from anomaly_unregistered where list_id = $1 and row_no = $2 and verdict = 'right'`;

/** The file that a line was answered with. */
export const findRegistered = async (db: Queryable, list: Id, row: number): Promise<Id | undefined> =>
  (await db.query<{ childId: Id | null }>(registeredOf, [list, row])).rows[0]?.childId ?? undefined;

export interface UnregisteredRow {
  readonly id: Id;
  readonly area: string;
  readonly comparison: string;
  readonly department: string;
  readonly raisedOn: string;
  readonly due: string;
  readonly verdict: string | null;
  readonly closedOn: string | null;
  readonly childId: Id | null;
  readonly sealed: Buffer;
}

const columns = `id, area, comparison, department, raised_on as "raisedOn", due, verdict, closed_on as "closedOn",
  child_id as "childId", sealed`;

const openPage = sql`
  select ${columns} from anomaly_unregistered
  where closed_on is null and area >= $1 and area < $2 and ${dueWithin(6)} and (due, id) > ($3::date, $4::uuid)
  order by due, id limit $5`;
const closedPage = sql`
  select ${columns} from anomaly_unregistered
  where closed_on is not null and area >= $1 and area < $2 and ${dueWithin(6)} and (due, id) > ($3::date, $4::uuid)
  order by due, id limit $5`;

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000"];

export async function listUnregistered(
  db: Queryable,
  { lo, hi }: Scope,
  { isOpen, windows }: Listing,
  after: Cursor | null,
  limit: number,
): Promise<UnregisteredRow[]> {
  const values = [lo, hi, ...(after ?? beginning), limit, ...(windows ?? [null, null, null])];
  return (await db.query<UnregisteredRow>(isOpen ? openPage : closedPage, values)).rows;
}

const one = sql`select ${columns} from anomaly_unregistered where id = $1`;
const held = sql`select ${columns} from anomaly_unregistered where id = $1 for update`;
const close = sql`
  update anomaly_unregistered set verdict = $2, closed_on = $3, child_id = $4, closed_by = $5, sealed = $6 where id = $1`;

export const findUnregistered = async (db: Queryable, id: Id): Promise<UnregisteredRow | undefined> =>
  (await db.query<UnregisteredRow>(one, [id])).rows[0];

export const holdUnregistered = async (db: Queryable, id: Id): Promise<UnregisteredRow | undefined> =>
  (await db.query<UnregisteredRow>(held, [id])).rows[0];

const keep = sql`update anomaly_unregistered set sealed = $2 where id = $1`;

/** With a verdict the row takes it; without one it keeps what is said beside it. */
export const closeUnregistered = async (
  db: Queryable,
  id: Id,
  end: { sealed: Buffer } & Partial<{ verdict: string; day: Day; childId: Id | null; by: Id }>,
): Promise<void> => {
  const { verdict, day, childId = null, by, sealed } = end;
  if (verdict === undefined) await db.query(keep, [id, sealed]);
  else await db.query(close, [id, verdict, day, childId, by, sealed]);
};

const keepAfter = sql`update anomaly_unregistered set sealed = $2, closed_by = $3 where id = $1`;

/** What somebody saw of a line that had been withdrawn by then: it stays withdrawn. */
export const keepSeen = async (db: Queryable, id: Id, { by, sealed }: { by: Id; sealed: Buffer }): Promise<void> => {
  await db.query(keepAfter, [id, sealed, by]);
};

// one that was settled stands under its digest and its id
const answersOfLines = sql`
  select split_part(digest, ' ', 1) as digest, raised_by as "listId", list_id as "lastId", verdict, closed_on as "closedOn" from anomaly_unregistered
  where county = any($1::text[]) and comparison = $2 and split_part(digest, ' ', 1) = any($3::text[]) order by raised_on, id`;

export interface ListedFate {
  readonly digest: string;
  /** The list that said so first, and the last one. */
  readonly listId: Id;
  readonly lastId: Id;
  readonly verdict: string | null;
  readonly closedOn: string | null;
}

/** What became of lines without a file, by who they are about, as many as the scope sees. */
export async function findListed(
  db: Queryable,
  comparison: string,
  lines: readonly Pick<Unregistered, "digest" | "area">[],
): Promise<ListedFate[]> {
  if (lines.length === 0) return [];
  const counties = unique(lines.map(({ area }) => countyOf(area)));
  return (await db.query<ListedFate>(answersOfLines, [counties, comparison, lines.map(({ digest }) => digest)])).rows;
}

import type { Department } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { ExportKind } from "./words.ts";

/** Who let what leave, under which number. */
interface Leaving {
  readonly id: Id;
  readonly number: string;
  readonly area: string;
  readonly personId: Id;
  readonly person: string;
  readonly post: string;
  readonly session: string | null;
}

/** A row of the ledger, as it is written once. */
export interface LedgerRow extends Leaving {
  readonly address: string | null;
  readonly kind: ExportKind;
  readonly name: string;
  readonly purpose: Purpose;
  readonly children: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly madeAt: string;
  readonly expiresAt: string | null;
  /** Where a department's officer made it: whose alone it is. */
  readonly department?: string | null;
}

export interface CountedRow extends LedgerRow {
  readonly fetches: number;
  readonly fetchedAt: string | null;
}

const insertRow = sql`
  insert into export_ledger (id, number, area, person_id, person, post, session, address, kind, name, purpose, children,
    sha256, bytes, made_at, expires_at, department)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  on conflict do nothing`;

/** False where the id, or by the rarest chance the number, is taken. */
export async function insertLedger(db: Queryable, row: LedgerRow): Promise<boolean> {
  const { rowCount } = await db.query(insertRow, [
    row.id, row.number, row.area, row.personId, row.person, row.post, row.session, row.address, row.kind, row.name,
    row.purpose, row.children, row.sha256, row.bytes, row.madeAt, row.expiresAt, row.department ?? null,
  ]); // prettier-ignore
  return rowCount === 1;
}

const counted = sql`
  select l.id, l.number, l.area, l.person_id as "personId", l.person, l.post, l.session, l.address, l.kind, l.name, l.purpose,
    l.children, l.sha256, l.bytes, l.made_at as "madeAt", l.expires_at as "expiresAt",
    (select count(*)::int from export_fetch f where f.export_id = l.id) as fetches,
    (select max(f.at) from export_fetch f where f.export_id = l.id) as "fetchedAt"
  from export_ledger l`;

const byId = sql`${counted} where l.id = $1`;
const page = sql`
  ${counted} where ($1::uuid is null or l.person_id = $1) and ($2::uuid is null or l.id < $2) order by l.id desc limit $3`;
const origins = sql`
  ${counted} where l.number = $1 or l.sha256 = $2 order by l.id desc limit 20`;
const fetchesOf = sql`select at, address, session from export_fetch where export_id = $1 order by at limit 200`;
const insertFetched = sql`
  insert into export_fetch (id, export_id, area, person_id, session, address, at, department) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export const findLedger = async (db: Queryable, id: Id): Promise<CountedRow | undefined> =>
  (await db.query<CountedRow>(byId, [id])).rows[0];

/** The newest first. */
export const ledgerPage = async (
  db: Queryable,
  personId: Id | null,
  after: Id | null,
  limit: number,
): Promise<CountedRow[]> => (await db.query<CountedRow>(page, [personId, after, limit])).rows;

export const findOrigins = async (
  db: Queryable,
  { number, sha256 }: { readonly number?: string | undefined; readonly sha256?: string | undefined },
): Promise<CountedRow[]> => (await db.query<CountedRow>(origins, [number ?? "", sha256 ?? ""])).rows;

export interface Fetched {
  readonly at: string;
  readonly address: string | null;
  readonly session: string | null;
}
export const listFetches = async (db: Queryable, id: Id): Promise<Fetched[]> =>
  (await db.query<Fetched>(fetchesOf, [id])).rows;

export async function insertFetch(
  db: Queryable,
  fetched: Fetched & {
    readonly id: Id;
    readonly exportId: Id;
    readonly area: string;
    readonly personId: Id;
    readonly department?: string | null;
  },
): Promise<void> {
  const { id, exportId, area, personId, session, address, at } = fetched;
  await db.query(insertFetched, [id, exportId, area, personId, session, address, at, fetched.department ?? null]);
}

const readTerm = sql`select minutes from export_term where kind = $1`;
const readTerms = sql`select kind, minutes from export_term order by kind`;
const writeTerm = sql`update export_term set minutes = $2 where kind = $1`;

/** How long the server keeps a file of this kind, in minutes. Errors: a kind that the migration did not seed. */
export async function termOf(db: Queryable, kind: ExportKind): Promise<number> {
  const { rows } = await db.query<{ minutes: number }>(readTerm, [kind]);
  if (!rows[0]) throw new Error(`export_term has no ${kind}`);
  return rows[0].minutes;
}

export const termsOf = async (db: Queryable): Promise<{ kind: ExportKind; minutes: number }[]> =>
  (await db.query<{ kind: ExportKind; minutes: number }>(readTerms)).rows;

/** As owner. */
export const keepTerm = async (owner: Queryable, kind: ExportKind, minutes: number): Promise<void> => {
  await owner.query(writeTerm, [kind, minutes]);
};

export interface SendingRow extends Leaving {
  readonly purpose: string;
  readonly department: Department;
  readonly recipient: string;
  readonly fields: readonly string[];
  readonly children: number;
  readonly agreement: string;
  readonly agreementFrom: Day;
  readonly agreementTo: Day | null;
  readonly means: string;
  readonly exportId: Id | null;
  readonly sha256: string;
  readonly at: string;
}

const insertGiven = sql`
  insert into export_sending (id, number, area, person_id, person, post, session, purpose, department, recipient, fields,
    children, agreement, agreement_from, agreement_to, means, export_id, sha256, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  on conflict do nothing`;
const sendingsPaged = sql`
  select id, number, area, person_id as "personId", person, post, session, purpose, department, recipient, fields, children,
    agreement, agreement_from as "agreementFrom", agreement_to as "agreementTo", means, export_id as "exportId", sha256, at,
    (select coalesce(sum(r.children), 0)::int from export_recall r where r.sending_id = s.id) as recalled
  from export_sending s where ($1::uuid is null or id < $1) order by id desc limit $2`;

/** False where the id is taken: sent once already. */
export async function insertSending(db: Queryable, row: SendingRow): Promise<boolean> {
  const { rowCount } = await db.query(insertGiven, [
    row.id, row.number, row.area, row.personId, row.person, row.post, row.session, row.purpose, row.department,
    row.recipient, row.fields, row.children, row.agreement, row.agreementFrom, row.agreementTo, row.means, row.exportId,
    row.sha256, row.at,
  ]); // prettier-ignore
  return rowCount === 1;
}

export interface SentRow extends SendingRow {
  /** Of how many of its children it was taken back. */
  readonly recalled: number;
}

export const sendingsPage = async (db: Queryable, after: Id | null, limit: number): Promise<SentRow[]> =>
  (await db.query<SentRow>(sendingsPaged, [after, limit])).rows;

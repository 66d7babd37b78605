import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection, type Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Declaration, DeclarationState } from "./decide.ts";

const put = sql`
  insert into declaration_item (county, child_id, area, declared_at, settled_at, about_id, receipt)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::uuid[], $7::text[])
  on conflict (county, child_id) do update set area = excluded.area, settled_at = excluded.settled_at, about_id = excluded.about_id`;

const carry = sql`
  update declaration_item d set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where d.county = n.old_county and d.child_id = n.child_id`;

export const declarationOf = ({ state }: Pick<Subject, "state">): DeclarationState => state["declaration"] ?? {};

const rowOf = ({ after }: Change, { at, confirmed, refused, receipt }: Declaration): unknown[] => [
  countyOf(after.area), after.id, after.area, at, (confirmed ?? refused)?.by.at ?? null, confirmed?.childId ?? null, receipt.digest,
]; // prettier-ignore

export const declarationProjection: Projection = {
  name: "declaration.item",
  tables: ["declaration_item"],
  of: "steps",
  project: async (db, changes) => {
    const ours = changes.filter(({ after }) => declarationOf(after).declaration !== undefined);
    if (ours.length === 0) return;
    const moved = movedFiles(ours);
    if (moved[0]?.length) await db.query({ name: "declaration.carry", text: carry, values: moved });
    const rows = ours.flatMap((change) => {
      const { declaration } = declarationOf(change.after);
      return declaration ? [rowOf(change, declaration)] : [];
    });
    await db.query({ name: "declaration.put", text: put, values: turned(rows) });
  },
};

export interface DeclarationRow {
  readonly id: Id;
  readonly area: AreaCode;
}

const waiting = sql`
  select child_id as id, area, (count(*) over ())::int as count from declaration_item
  where settled_at is null and area >= $1 and area < $2 order by declared_at, child_id limit $3`;

/** Those that wait, the oldest first; how many there are of them. */
export async function listWaiting(
  db: Queryable,
  { lo, hi }: Scope,
  limit: number,
): Promise<{ readonly rows: readonly DeclarationRow[]; readonly count: number }> {
  const { rows } = await db.query<DeclarationRow & { count: number }>({ name: "declaration.waiting", text: waiting, values: [lo, hi, limit] });
  return { rows, count: rows[0]?.count ?? 0 };
} // prettier-ignore

const byReceipt = sql`select child_id as id, area from declaration_item where receipt = $1`;
export const findByReceipt = async (db: Queryable, digest: string): Promise<DeclarationRow | undefined> =>
  (await db.query<DeclarationRow>({ name: "declaration.receipt", text: byReceipt, values: [digest] })).rows[0];

const byId = sql`select child_id as id, area from declaration_item where child_id = $1`;
export const findRow = async (db: Queryable, id: Id): Promise<DeclarationRow | undefined> =>
  (await db.query<DeclarationRow>({ name: "declaration.row", text: byId, values: [id] })).rows[0];

const about = sql`select child_id as id from declaration_item where about_id = $1`;
/** All declarations about a file, for whoever erases it. As owner. */
export const allAbout = async (owner: Queryable, childId: Id): Promise<Id[]> =>
  (await owner.query<{ id: Id }>(about, [childId])).rows.map(({ id }) => id);

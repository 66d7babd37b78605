import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { CountedRow } from "./store.ts";
import { type ExportKind, namingKinds } from "./words.ts";

/* What was given and is taken back: the ledger says so, and no file that was made before is handed out any more. */

const insertRecall = sql`
  insert into export_recall (id, sending_id, area, person_id, person, children, at)
  select $1::uuid, s.id, $3, $4::uuid, $5, $6::int, $7::timestamptz from export_sending s where s.id = $2 on conflict do nothing`;
const insertCut = sql`
  insert into export_cut (kind, area, at) select k, a, $3 from unnest($1::text[]) k, unnest($2::text[]) a on conflict do nothing`;
const insertOwed = sql`
  insert into export_cut_owed (id, kind, area) select $1::uuid, k, a from unnest($2::text[]) k, unnest($3::text[]) a on conflict do nothing`;
const settle = sql`
  with owed as (delete from export_cut_owed where $1::uuid is null or id = $1 returning kind, area)
  insert into export_cut (kind, area, at) select distinct kind, area, $2::timestamptz from owed on conflict do nothing`;
// a file of the area, of one above it, or of one below
const meets = (cut: string): string =>
  `${cut}.kind = $1 and ($2 = '0' or ${cut}.area = '0' or starts_with($2, ${cut}.area) or starts_with(${cut}.area, $2))`;
const cutSince = sql`
  select exists (select 1 from export_cut c where c.at >= $3 and ${meets("c")})
    or exists (select 1 from export_cut_owed o where ${meets("o")}) as cut`;

export interface TakenBack {
  /** Of the command: told once. */
  readonly id: Id;
  readonly sendingId: Id;
  readonly area: AreaCode;
  readonly children: number;
}

/** Of how many children a giving was taken back. The row of the giving stays as it was; where there is none, nothing was given. */
export async function takeBack(
  db: Queryable,
  { clock }: { readonly clock: Clock },
  { personId, name }: Pick<Actor, "personId" | "name">,
  { id, sendingId, area, children }: TakenBack,
): Promise<void> {
  const values = [id, sendingId, area, personId, name, children, clock.now().toISOString()];
  await db.query({ name: "export.take_back", text: insertRecall, values });
}

/**
 * From now on no file of these kinds and areas that exists is handed out. Said after what they may show is gone: a file
 * that was begun before is then older than this.
 */
async function cutFiles(
  db: Queryable,
  { clock }: { readonly clock: Clock },
  kinds: readonly ExportKind[],
  areas: readonly AreaCode[],
): Promise<void> {
  await db.query({ name: "export.cut", text: insertCut, values: [kinds, areas, clock.now().toISOString()] });
}

/**
 * The same in two steps, for what may end in between. Owed: no file of these kinds and areas is handed out at all, from the
 * transaction on in which it is said. Settled, after that one: those that exist by then never, newer ones are. `id`: of whoever
 * owes it.
 */
export async function oweCut(db: Queryable, id: Id, kinds: readonly ExportKind[], areas: readonly AreaCode[]): Promise<void> {
  await db.query({ name: "export.owe_cut", text: insertOwed, values: [id, kinds, areas] });
} // prettier-ignore

/** `id` null: all that is owed. Nothing where it is settled. */
export async function settleCut(db: Queryable, { clock }: { readonly clock: Clock }, id: Id | null): Promise<void> {
  await db.query({ name: "export.settle_cut", text: settle, values: [id, clock.now().toISOString()] });
}

/** What a server that ended in between has left: at the start, and by the clock. */
export const settleCuts = ({ pool, clock }: { readonly pool: pg.Pool; readonly clock: Clock }): Promise<void> =>
  inScope(pool, nation, (db) => settleCut(db, { clock }, null));

export const isCut = async (db: Queryable, { kind, area, madeAt }: Pick<CountedRow, "kind" | "area" | "madeAt">): Promise<boolean> =>
  (await db.query<{ cut: boolean }>({ name: "export.is_cut", text: cutSince, values: [kind, area, madeAt] })).rows[0]?.cut ?? false; // prettier-ignore

// where it lies, and whose departments were told of it: a child that moved was told of elsewhere
const areasOf = sql`
  select area from journal_snapshot where subject_id = $1
  union select to_area from bulletin_told where child_id = $1
  union select to_area from referral_item where child_id = $1
  union select to_area from conference_invited where child_id = $1`;

/** Where files may name a child, for whoever erases it. As owner. */
export const areasNaming = async (owner: Queryable, childId: Id): Promise<AreaCode[]> =>
  (await owner.query<{ area: AreaCode }>(areasOf, [childId])).rows.map(({ area }) => area);

/** Files that may name a child which is to be erased, as oweCut. As owner. */
export const oweForgotten = (owner: Queryable, id: Id, areas: readonly AreaCode[]): Promise<void> =>
  oweCut(owner, id, namingKinds, areas);

/** Files that may name a child which is erased, also where the clock has settled meanwhile what was owed for it. As owner. */
export async function forgetFiles(owner: Queryable, world: { readonly clock: Clock }, id: Id, areas: readonly AreaCode[]): Promise<void> {
  await cutFiles(owner, world, namingKinds, areas);
  await settleCut(owner, world, id);
} // prettier-ignore

import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
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
// a file of the area, of one above it, or of one below
const cutSince = sql`
  select exists (select 1 from export_cut c where c.kind = $1 and c.at >= $3
    and ($2 = '0' or c.area = '0' or starts_with($2, c.area) or starts_with(c.area, $2))) as cut`;

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
export async function cutFiles(
  db: Queryable,
  { clock }: { readonly clock: Clock },
  kinds: readonly ExportKind[],
  areas: readonly AreaCode[],
): Promise<void> {
  await db.query({ name: "export.cut", text: insertCut, values: [kinds, areas, clock.now().toISOString()] });
}

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

/** Files that may name a child which is erased. As owner. */
export const forgetFiles = (owner: Queryable, world: { readonly clock: Clock }, areas: readonly AreaCode[]): Promise<void> =>
  cutFiles(owner, world, namingKinds, areas); // prettier-ignore

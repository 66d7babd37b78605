import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Salvage } from "./words.ts";

const readSeqs = sql`select subject_id as id, seq from journal_snapshot where subject_id = any($1::uuid[])`;

/** The number of the last entry of each file, as far as the transaction's scope sees them. */
export async function seqsOf(db: Queryable, ids: readonly Id[]): Promise<Map<Id, number>> {
  const { rows } = await db.query<{ id: Id; seq: number }>({ name: "sync.seqs", text: readSeqs, values: [ids] });
  return new Map(rows.map((row) => [row.id, row.seq]));
}

const putContact = sql`
  insert into sync_phone (device_id, contact_at, unsent) values ($1, $2, $3)
  on conflict (device_id) do update set contact_at = excluded.contact_at, unsent = excluded.unsent`;

/** When the phone was heard last and what it still holds; nothing about where it was. */
export async function noteContact(db: Queryable, deviceId: string, at: Date, unsent: number): Promise<void> {
  await db.query({ name: "sync.contact", text: putContact, values: [deviceId, at.toISOString(), unsent] });
}

export interface Contact {
  readonly deviceId: string;
  readonly contactAt: string;
  readonly unsent: number;
}

const readContacts = sql`
  select device_id as "deviceId", contact_at as "contactAt", unsent from sync_phone where device_id = any($1::uuid[])`;

export const contactsOf = async (db: Queryable, deviceIds: readonly string[]): Promise<Contact[]> =>
  (await db.query<Contact>(readContacts, [deviceIds])).rows;

const insertBoxes = sql`
  insert into sync_salvage (county, id, area, device_id, person_id, person, sealed, received_at, file, child_id)
  select $1, n.id, $2, $3, $4, $5, convert_to(n.sealed, 'UTF8'), $6, n.file, n.child
  from unnest($7::uuid[], $8::text[], $9::bytea[], $10::uuid[]) as n (id, sealed, file, child)
  on conflict (county, id) do nothing`;

interface Holder {
  readonly deviceId: string;
  readonly personId: string;
  readonly personName: string;
  readonly area: string;
}

/** Each box once, however often it is sent. */
export async function insertSalvage(
  db: Queryable,
  { deviceId, personId, personName, area }: Holder,
  boxes: readonly (Salvage["boxes"][number] & { readonly childId: Id | null })[],
  now: Date,
): Promise<void> {
  if (boxes.length === 0) return;
  const sealed = boxes.map(({ box }) => JSON.stringify(box));
  const files = boxes.map(({ file }) => (file === undefined ? null : Buffer.from(file, "base64")));
  const ids = boxes.map(({ id }) => id);
  const children = boxes.map(({ childId }) => childId);
  const values = [
    countyOf(area),
    area,
    deviceId,
    personId,
    personName,
    now.toISOString(),
    ids,
    sealed,
    files,
    children,
  ];
  await db.query(insertBoxes, values);
}

const readSender = sql`select person_id as "personId" from sync_salvage where county = $1 and id = $2`;

/** Whose work it was that is kept under an id, decided or not; undefined where nothing is. */
export const senderOf = async (db: Queryable, area: AreaCode, id: Id): Promise<Id | undefined> =>
  (await db.query<{ personId: Id }>(readSender, [countyOf(area), id])).rows[0]?.personId;

const carrySalvage = sql`
  update sync_salvage s set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (former, child_id, county, area)
  where s.county = n.former and s.child_id = n.child_id and s.outcome is null`;

/** No view: what waits for a director's word goes to whoever has the child by then. */
export const salvageProjection: Projection = {
  name: "sync.salvage",
  tables: [],
  of: "state",
  project: async (db, changes) => {
    const values = movedFiles(changes);
    if (values[1]?.length) await db.query({ name: "sync.carry", text: carrySalvage, values });
  },
};

const erasedChildren = sql`select subject_id as id from journal_key where subject_id = any($1::uuid[]) and erased_at is not null`;

/** Those of these children whose files were erased, as far as the scope sees. */
export const erasedAmong = async (db: Queryable, childIds: readonly Id[]): Promise<ReadonlySet<Id>> =>
  new Set((await db.query<{ id: Id }>(erasedChildren, [childIds])).rows.map((row) => row.id));

const unnamedBoxes = sql`
  select county, id, sealed from sync_salvage where outcome is null and child_id is null and sealed is not null`;
const nameBox = sql`update sync_salvage set child_id = $3 where county = $1 and id = $2`;
const forgetBoxes = sql`delete from sync_salvage where child_id = $1`;

export interface UnnamedBox {
  readonly county: string;
  readonly id: Id;
  readonly sealed: Buffer;
}

/** Boxes that were kept before they named their child. As owner. */
export const unnamed = async (owner: Queryable): Promise<UnnamedBox[]> =>
  (await owner.query<UnnamedBox>(unnamedBoxes)).rows;

export async function nameChild(owner: Queryable, { county, id }: UnnamedBox, childId: Id): Promise<void> {
  await owner.query(nameBox, [county, id, childId]);
}

/** All that former phones gave up about a child. As owner. */
export async function forgetChild(owner: Queryable, childId: Id): Promise<void> {
  await owner.query(forgetBoxes, [childId]);
}

export interface SalvageRow {
  readonly id: Id;
  readonly person: string;
  readonly personId: Id;
  readonly sealed: Buffer;
  readonly receivedAt: string;
}

const readSalvage = sql`
  select id, person, person_id as "personId", sealed, received_at as "receivedAt" from sync_salvage
  where county = $1 and area = $2 and outcome is null order by received_at, id limit 200`;

export const openSalvage = async (db: Queryable, area: AreaCode): Promise<SalvageRow[]> =>
  (await db.query<SalvageRow>(readSalvage, [countyOf(area), area])).rows;

const readSalvagedFile = sql`select file from sync_salvage where county = $1 and id = $2 and outcome is null`;

/** What came beside a box; undefined where nothing did. */
export async function salvagedFile(db: Queryable, area: AreaCode, id: Id): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ file: Buffer | null }>(readSalvagedFile, [countyOf(area), id]);
  return rows[0]?.file ?? undefined;
}

// What has been stored in the file stays there: "taken" is then true, also where somebody said no in the meantime.
const settleSalvage = sql`
  update sync_salvage set sealed = null, file = null, outcome = $3, decided_by = $4, decided_at = $5
  where county = $1 and id = $2 and (outcome is null or ($3 = 'taken' and outcome = 'dismissed'))`;

/** False where it had been decided already. */
export async function decideSalvage(
  db: Queryable,
  { area, personId }: Pick<Actor, "area" | "personId">,
  id: Id,
  outcome: "taken" | "dismissed",
  now: Date,
): Promise<boolean> {
  const values = [countyOf(area), id, outcome, personId, now.toISOString()];
  return (await db.query(settleSalvage, values)).rowCount === 1;
}

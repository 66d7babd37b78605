import { hash } from "node:crypto";
import type { Department } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf, type Scope } from "#kernel/scope.ts";
import { holdKeys } from "#platform/db/locks.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import type { Change, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { initial, type SharingState } from "./decide.ts";
import type { CallLine } from "./words.ts";

export const sharingOf = ({ state }: Pick<Subject, "state">): SharingState =>
  (state["sharing"] as SharingState | undefined) ?? initial;

const put = sql`
  insert into sharing_grant (county, id, area, department, item, stage, asked_on, until)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[])
  on conflict (county, id) do update set stage = excluded.stage, until = excluded.until`;
const dropKeys = sql`delete from sharing_key where grant_id = any($1::uuid[]) and digest <> all($2::text[])`;
const putKeys = sql`
  insert into sharing_key (digest, grant_id, area) select * from unnest($1::text[], $2::uuid[], $3::text[])
  on conflict (digest) do nothing`;

const rowOf = ({ after }: Change): unknown[][] => {
  const { grant } = sharingOf(after);
  if (!grant) return [];
  return [
    [countyOf(after.area), after.id, after.area, grant.department, grant.item, grant.stage, grant.day, grant.until],
  ];
};

/** A key that was drawn before opens nothing any more: it is not even known. */
async function projectKeys(db: Queryable, changes: readonly Change[]): Promise<void> {
  const keys = changes.flatMap(({ after }) => {
    const digest = sharingOf(after).grant?.key?.digest;
    return digest === undefined ? [] : [[digest, after.id, after.area]];
  });
  if (keys.length === 0) return;
  await db.query({ name: "sharing.drop_keys", text: dropKeys, values: [keys.map((key) => key[1]), keys.map((key) => key[0])] }); // prettier-ignore
  await db.query({ name: "sharing.put_keys", text: putKeys, values: turned(keys) });
}

export const sharingProjection: Projection = {
  name: "sharing.grant",
  tables: ["sharing_grant", "sharing_key"],
  of: "state",
  nobodys: ["sharing_grant", "sharing_key"],
  project: async (db, changes) => {
    const ours = changes.filter(({ after }) => sharingOf(after).grant !== undefined);
    if (ours.length === 0) return;
    await db.query({ name: "sharing.put", text: put, values: turned(ours.flatMap(rowOf)) });
    await projectKeys(db, ours);
  },
};

export interface GrantRow {
  readonly id: Id;
  readonly area: AreaCode;
}

// Those that wait for a person come first, the oldest at the head; then the rest, the newest first.
const list = sql`
  select id, area from sharing_grant order by stage <> 'asked', case when stage = 'asked' then asked_on end, asked_on desc, id desc
  limit 500`;
const one = sql`select id, area from sharing_grant where id = $1`;
const byDigest = sql`select grant_id as id, area from sharing_key where digest = $1`;

/** Of the transaction's scope: an area's, or a department's in its area. */
export const listGrants = async (db: Queryable): Promise<GrantRow[]> =>
  (await db.query<GrantRow>({ name: "sharing.list", text: list })).rows;
export const findGrant = async (db: Queryable, id: Id): Promise<GrantRow | undefined> =>
  (await db.query<GrantRow>({ name: "sharing.one", text: one, values: [id] })).rows[0];
export const findKey = async (db: Queryable, digest: string): Promise<GrantRow | undefined> =>
  (await db.query<GrantRow>({ name: "sharing.key", text: byDigest, values: [digest] })).rows[0];

/** What stands in the way of another one: it holds, or waits for a person. */
export interface Standing {
  readonly id: Id;
  readonly stage: "asked" | "granted";
  readonly askedOn: string;
  readonly until: string | null;
}

const standing = sql`
  select id, stage, asked_on::text as "askedOn", until::text as until from sharing_grant
  where department = $1 and item = $2 and (area = '0' or starts_with($3, area))
    and (stage = 'asked' or (stage = 'granted' and until >= $4)) order by asked_on, id`;

/**
 * The same department's for the same item, of the same area or one around it. Whoever asks or grants waits here for whoever
 * does so at the same moment.
 */
export async function findStanding(
  db: Queryable,
  { department, item, area }: { readonly department: Department; readonly item: string; readonly area: AreaCode },
  today: string,
): Promise<Standing[]> {
  const key = hash("sha256", `sharing ${department} ${item} ${countyOf(area)}`, "hex").slice(0, 16);
  await holdKeys(db, [BigInt.asIntN(64, BigInt(`0x${key}`))]);
  return (await db.query<Standing>({ name: "sharing.standing", text: standing, values: [department, item, area, today] })).rows; // prettier-ignore
}

export interface NewCall extends CallLine {
  readonly grantId: Id;
  readonly area: AreaCode;
  readonly department: Department;
}

const insert = sql`
  insert into sharing_call (id, grant_id, area, department, at, operation, answer, rows, fields, number, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
export const insertCall = async (db: Queryable, call: NewCall): Promise<void> => {
  const { id, grantId, area, department, at, operation, answer, rows, fields, number, address } = call;
  const values = [id, grantId, area, department, at, operation, answer, rows, fields, number, address];
  await db.query({ name: "sharing.called", text: insert, values });
};

const page = sql`
  select id, at, operation, answer, rows, fields, number, address from sharing_call
  where grant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`;
export const listCalls = async (db: Queryable, grantId: Id, after: Id | null, limit: number): Promise<CallLine[]> =>
  (await db.query<CallLine>({ name: "sharing.calls", text: page, values: [grantId, after, limit] })).rows;

/** What became of a grant's calls between two moments. */
export interface Used {
  readonly grantId: Id;
  readonly calls: number;
  readonly refused: number;
  readonly rows: number;
  readonly fields: readonly string[];
  readonly calledAt: string | null;
}

const used = sql`
  select c.grant_id as "grantId", (count(*) filter (where answer = 'ok'))::int as calls,
    (count(*) filter (where answer <> 'ok'))::int as refused, coalesce(sum(rows), 0)::int as rows,
    coalesce((select array_agg(distinct f order by f) from sharing_call o, unnest(o.fields) f
      where o.grant_id = c.grant_id and o.at >= $2 and o.at < $3), '{}') as fields,
    max(at) filter (where answer = 'ok') as "calledAt"
  from sharing_call c where c.grant_id = any($1::uuid[]) and at >= $2 and at < $3 group by c.grant_id`;
export const usedBetween = async (db: Queryable, ids: readonly Id[], from: string, to: string): Promise<Map<Id, Used>> => {
  const { rows } = await db.query<Used>({ name: "sharing.used", text: used, values: [ids, from, to] });
  return new Map(rows.map((row) => [row.grantId, row]));
}; // prettier-ignore

const openFiles = sql`
  select child_id as id from caselist
  where area >= $1 and area < $2 and from_day <= $3 and to_day > $3 and open and served
    and ($4::text is null or ledgers @> array[$4::text]) and ($5::uuid is null or child_id > $5)
  order by child_id limit $6`;

/** Open files of an area on a day, of one ledger or of any, by their ids. Asks every machine where the area is wider than a county. */
export const filesShared = async (
  db: Queryable,
  { lo, hi }: Scope,
  day: string,
  ledger: string | null,
  after: Id | null,
  limit: number,
): Promise<Id[]> =>
  (await db.query<{ id: Id }>({ name: "sharing.files", text: openFiles, values: [lo, hi, day, ledger, after, limit] })).rows.map(({ id }) => id); // prettier-ignore

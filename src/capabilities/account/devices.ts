import { sql } from "#platform/db/sql.ts";
import type { Scope } from "#kernel/scope.ts";
import type { PostKind } from "#kernel/actor.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { digestOf, drawToken } from "./tokens.ts";

/* Enrolled phones: a one-time code, a token in the phone's cookie, and the day of the last contact. */

const insertCode = sql`insert into account_device_code (digest, post_id, made_by, expires_at) values ($1, $2, $3, $4)`;
const dropCodes = sql`delete from account_device_code where post_id = $1 or expires_at <= $2`;
const takeCode = sql`
  delete from account_device_code where digest = $1 and expires_at > $2 returning post_id as "postId", made_by as "madeBy"`;
const insertDevice = sql`
  insert into account_device (id, person_id, post_id, digest, name, enrolled_by, enrolled_at, seen_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7)`;
const columns = `
  d.id, d.person_id as "personId", d.post_id as "postId", d.name, p.name as "personName", o.kind, o.area, d.enrolled_at as "enrolledAt",
  d.seen_at as "seenAt", d.revoked_at as "revokedAt"`;
const joined = `account_device d join account_person p on p.id = d.person_id join account_post o on o.id = d.post_id`;
const byToken = sql`select ${columns} from ${joined} where d.digest = $1`;
const byId = sql`select ${columns} from ${joined} where d.id = $1`;
const ofPerson = sql`select ${columns} from ${joined} where d.person_id = $1 order by d.enrolled_at desc limit 100`;
const within = sql`
  select ${columns} from ${joined} where o.area >= $1 and o.area < $2 order by d.enrolled_at desc limit 500`;
const revoke = sql`update account_device set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null`;
const openOfPerson = sql`select id from account_device where person_id = $1 and revoked_at is null`;

export interface Device {
  readonly id: string;
  readonly personId: string;
  readonly postId: string;
  readonly name: string;
  readonly personName: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly enrolledAt: string;
  readonly seenAt: string | null;
  readonly revokedAt: string | null;
}

/** A code good once; an earlier one for the same post is void. */
export async function makeDeviceCode(
  db: Queryable,
  postId: string,
  madeBy: string,
  now: Date,
  expiresAt: Date,
): Promise<string> {
  const code = drawToken();
  await db.query(dropCodes, [postId, now.toISOString()]);
  await db.query(insertCode, [digestOf(code), postId, madeBy, expiresAt.toISOString()]);
  return code;
}

export const takeDeviceCode = async (
  db: Queryable,
  code: string,
  now: Date,
): Promise<{ readonly postId: string; readonly madeBy: string } | undefined> =>
  (await db.query<{ postId: string; madeBy: string }>(takeCode, [digestOf(code), now.toISOString()])).rows[0];

/** Answers the token that the phone keeps. */
export async function addDevice(
  db: Queryable,
  device: {
    readonly id: string;
    readonly personId: string;
    readonly postId: string;
    readonly name: string;
    readonly enrolledBy: string;
  },
  now: Date,
): Promise<string> {
  const token = drawToken();
  const { id, personId, postId, name, enrolledBy } = device;
  await db.query(insertDevice, [id, personId, postId, digestOf(token), name, enrolledBy, now.toISOString()]);
  return token;
}

export const deviceOfToken = async (db: Queryable, token: string): Promise<Device | undefined> =>
  (await db.query<Device>(byToken, [digestOf(token)])).rows[0];

export const findDevice = async (db: Queryable, id: string): Promise<Device | undefined> =>
  (await db.query<Device>(byId, [id])).rows[0];

export const devicesOf = async (db: Queryable, personId: string): Promise<Device[]> =>
  (await db.query<Device>(ofPerson, [personId])).rows;

export const devicesWithin = async (db: Queryable, scope: Scope): Promise<Device[]> =>
  (await db.query<Device>(within, [scope.lo, scope.hi])).rows;

/** False where it was revoked before. */
export const markRevoked = async (db: Queryable, id: string, by: string, now: Date): Promise<boolean> =>
  (await db.query(revoke, [id, now.toISOString(), by])).rowCount === 1;

export const openDevicesOf = async (db: Queryable, personId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(openOfPerson, [personId])).rows.map((row) => row.id);

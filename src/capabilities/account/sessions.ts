import type { Department, PostKind } from "#kernel/actor.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { digestOf, drawToken } from "./tokens.ts";

/* Sessions: one person under one post, known by the digest of a random token. */

export interface Session {
  readonly digest: string;
  readonly personId: string;
  readonly name: string;
  readonly demo: boolean;
  readonly kind: PostKind;
  readonly area: string;
  readonly department: Department | null;
  readonly postId: string | null;
  readonly deviceId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly seenAt: string | null;
  readonly idleMinutes: number | null;
  readonly factorAt: string | null;
  readonly factorNeeded: boolean;
  readonly mustChange: boolean;
  readonly enteredBy: EnteredBy;
  readonly ended: string | null;
  /** The person whose post this one stands in for. */
  readonly deputyFor: string | null;
}

export type EnteredBy = "password" | "invitation" | "device" | "provider" | "demo";

/** The quick one: once per request, by primary key, prepared. */
const bySession = sql`
  select s.digest, s.person_id as "personId", p.name, p.demo, s.kind, s.area, s.department, s.post_id as "postId",
    s.device_id as "deviceId", s.created_at as "createdAt", s.expires_at as "expiresAt", s.seen_at as "seenAt",
    s.idle_minutes as "idleMinutes", s.factor_at as "factorAt", s.factor_needed as "factorNeeded",
    s.must_change as "mustChange", s.entered_by as "enteredBy", s.ended, f.person_id as "deputyFor"
  from account_session s join account_person p on p.id = s.person_id
    left join account_post o on o.id = s.post_id left join account_post f on f.id = o.deputy_for
  where s.digest = $1`;

const insertSession = sql`
  insert into account_session (digest, person_id, kind, area, department, post_id, created_at, seen_at, expires_at,
    idle_minutes, factor_at, factor_needed, must_change, entered_by, device_id, agent)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

const renameSession = sql`
  update account_session set digest = $2, factor_at = coalesce($3, factor_at), must_change = must_change and not $4::boolean
  where digest = $1 and ended is null`;
const touchSession = sql`
  with touched as (update account_session set seen_at = $2 where digest = $1 returning device_id)
  update account_device d set seen_at = $2 from touched t where d.id = t.device_id`;
const deleteSession = sql`delete from account_session where digest = $1`;
const deletePast = sql`delete from account_session where expires_at < $1`;
const deleteOfPerson = sql`delete from account_session where person_id = $1 and digest <> $2`;
const deleteByDigest = sql`delete from account_session where person_id = $1 and digest = $2`;
const digestsOfPerson = sql`select digest from account_session where person_id = $1`;
const deleteOfPost = sql`delete from account_session where post_id = $1`;
const shortenOfPost = sql`update account_session set expires_at = least(expires_at, $2::timestamptz) where post_id = $1`;
const endOfDevice = sql`update account_session set ended = 'account.device_revoked' where device_id = $1`;
const listOfPerson = sql`
  select s.digest, s.created_at as "createdAt", s.seen_at as "seenAt", s.expires_at as "expiresAt", s.kind, s.department,
    d.name as device, s.agent
  from account_session s left join account_device d on d.id = s.device_id
  where s.person_id = $1 and s.ended is null and s.expires_at > $2 order by s.created_at desc limit 100`;

export async function findSession(db: Queryable, token: string): Promise<Session | undefined> {
  const values = [digestOf(token)];
  return (await db.query<Session>({ name: "account.session", text: bySession, values })).rows[0];
}

/** Past its absolute end, or idle for too long. */
export function isOver(session: Session, now: Date): boolean {
  if (Date.parse(session.expiresAt) <= now.getTime()) return true;
  if (session.idleMinutes === null) return false;
  return now.getTime() - Date.parse(session.seenAt ?? session.createdAt) > session.idleMinutes * 60_000;
}

const TOUCH_MS = 60_000;

/** Notes that the session is in use: once a minute, not at every request. Answers whether it wrote. */
export async function touch(db: Queryable, session: Session, now: Date): Promise<boolean> {
  const seen = Date.parse(session.seenAt ?? session.createdAt);
  if (now.getTime() - seen < TOUCH_MS) return false;
  await db.query(touchSession, [session.digest, now.toISOString()]);
  return true;
}

export interface NewSession {
  readonly personId: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly department: Department | null;
  readonly postId: string | null;
  readonly expiresAt: Date;
  readonly idleMinutes: number | null;
  readonly factorAt: string | null;
  readonly factorNeeded: boolean;
  readonly mustChange: boolean;
  readonly enteredBy: EnteredBy;
  readonly deviceId: string | null;
  readonly agent: string | null;
}

/** Opens a session and answers its token, which exists nowhere else; sweeps out those past their end. */
export async function openSession(db: Queryable, session: NewSession, now: Date): Promise<string> {
  const token = drawToken();
  await db.query(deletePast, [new Date(now.getTime() - 86_400_000).toISOString()]);
  await db.query(insertSession, [
    digestOf(token), session.personId, session.kind, session.area, session.department, session.postId,
    now.toISOString(), now.toISOString(), session.expiresAt.toISOString(), session.idleMinutes, session.factorAt,
    session.factorNeeded, session.mustChange, session.enteredBy, session.deviceId, session.agent,
  ]); // prettier-ignore
  return token;
}

/**
 * The same session under a new token, because its rights rise: whoever knew the old one has nothing.
 * Undefined where the old one is gone already.
 */
export async function renewToken(
  db: Queryable,
  digest: string,
  rise: { readonly factorAt?: Date; readonly passwordChanged?: boolean },
): Promise<string | undefined> {
  const token = drawToken();
  const values = [digest, digestOf(token), rise.factorAt?.toISOString() ?? null, rise.passwordChanged ?? false];
  return (await db.query(renameSession, values)).rowCount === 1 ? token : undefined;
}

export const closeSession = async (db: Queryable, token: string): Promise<void> => {
  await db.query(deleteSession, [digestOf(token)]);
};

/** All sessions of a person but the one that is kept. */
export const closeSessionsOf = async (db: Queryable, personId: string, keptDigest = ""): Promise<number> =>
  (await db.query(deleteOfPerson, [personId, keptDigest])).rowCount ?? 0;

export async function closeByHandle(db: Queryable, personId: string, handle: string): Promise<boolean> {
  const { rows } = await db.query<{ digest: string }>(digestsOfPerson, [personId]);
  const found = rows.find((row) => handleOf(row.digest) === handle);
  return found !== undefined && ((await db.query(deleteByDigest, [personId, found.digest])).rowCount ?? 0) > 0;
}

/** A post that is over now ends its sessions; one that will be over ends them then. */
export async function closeSessionsOfPost(db: Queryable, postId: string, end: Date, now: Date): Promise<void> {
  if (end <= now) await db.query(deleteOfPost, [postId]);
  else await db.query(shortenOfPost, [postId, end.toISOString()]);
}

/** The phone's next request is told why. */
export const endSessionsOfDevice = async (db: Queryable, deviceId: string): Promise<void> => {
  await db.query(endOfDevice, [deviceId]);
};

export interface ListedSession {
  readonly digest: string;
  readonly createdAt: string;
  readonly seenAt: string | null;
  readonly expiresAt: string;
  readonly kind: PostKind;
  readonly department: Department | null;
  readonly device: string | null;
  readonly agent: string | null;
}

export const sessionsOf = async (db: Queryable, personId: string, now: Date): Promise<ListedSession[]> =>
  (await db.query<ListedSession>(listOfPerson, [personId, now.toISOString()])).rows;

/** By what lists and traces tell one session from another: neither its token nor what the token is found by. */
export const handleOf = (digest: string): string => digestOf(digest).slice(0, 16);

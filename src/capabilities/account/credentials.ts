import { sql } from "#platform/db/sql.ts";
import { newId } from "#kernel/id.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { loginKey } from "./login.ts";
import { digestOf, drawToken } from "./tokens.ts";

/* Logins, passwords and invitations. */

const newest = sql`
  select w.id, w.phc, w.set_at as "setAt", w.must_change as "mustChange" from account_password w
  where w.person_id = $1 order by w.set_at desc, w.id desc limit $2`;
const byLogin = sql`
  select l.person_id as "personId", p.name, p.demo, p.closed_at as "closedAt", w.id as "passwordId", w.phc, w.set_at as "setAt",
    w.must_change as "mustChange",
    exists (select 1 from account_known k where k.person_id = l.person_id and k.digest = $2 and k.seen_at > $4) as "knownBrowser",
    exists (select 1 from account_known k where k.person_id = l.person_id and k.digest = $3 and k.seen_at > $4) as "knownNetwork"
  from account_login l join account_person p on p.id = l.person_id
  left join lateral (
    select id, phc, set_at, must_change from account_password where person_id = l.person_id order by set_at desc, id desc limit 1
  ) w on true
  where l.key = $1`;
const loginOfPerson = sql`select login from account_login where person_id = $1`;
const loginsOfPeople = sql`select person_id as "personId", login from account_login where person_id = any($1::uuid[])`;
const insertLogin = sql`insert into account_login (person_id, login, key) values ($1, $2, $3) on conflict do nothing`;
const insertPassword = sql`insert into account_password (id, person_id, phc, set_at, must_change) values ($1, $2, $3, $4, $5)`;
const rewritePassword = sql`update account_password set phc = $2 where id = $1`;
const noteKnown = sql`
  insert into account_known (person_id, digest, seen_at) values ($1, $2, $3)
  on conflict (person_id, digest) do update set seen_at = excluded.seen_at`;
const forgetKnown = sql`delete from account_known where person_id = $1 and seen_at < $2`;
const insertInvitation = sql`insert into account_invitation (digest, person_id, expires_at, made_by) values ($1, $2, $3, $4)`;
const dropInvitations = sql`delete from account_invitation where person_id = $1`;
const findInvitation = sql`
  select person_id as "personId" from account_invitation where digest = $1 and expires_at > $2`;
const takeInvitation = sql`
  delete from account_invitation where digest = $1 and expires_at > $2 returning person_id as "personId"`;

export interface KeptPassword {
  readonly id: string;
  readonly phc: string;
  readonly setAt: string;
  readonly mustChange: boolean;
}

/** The newest passwords first. */
export const passwordsOf = async (db: Queryable, personId: string, many: number): Promise<KeptPassword[]> =>
  (await db.query<KeptPassword>(newest, [personId, many])).rows;

export interface Known {
  readonly personId: string;
  readonly name: string;
  readonly demo: boolean;
  readonly closedAt: string | null;
  readonly passwordId: string | null;
  readonly phc: string | null;
  readonly setAt: string | null;
  readonly mustChange: boolean | null;
  readonly knownBrowser: boolean;
  readonly knownNetwork: boolean;
}

/** Whom a login names, and whether this browser and network are known for them. One statement, found or not. */
export const findByLogin = async (
  db: Queryable,
  login: string,
  seen: { readonly browser: string; readonly network: string; readonly since: Date },
): Promise<Known | undefined> =>
  (await db.query<Known>(byLogin, [loginKey(login), seen.browser, seen.network, seen.since.toISOString()])).rows[0];

export const loginOf = async (db: Queryable, personId: string): Promise<string | undefined> =>
  (await db.query<{ login: string }>(loginOfPerson, [personId])).rows[0]?.login;

export async function loginsOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ personId: string; login: string }>(loginsOfPeople, [personIds]);
  return new Map(rows.map((row) => [row.personId, row.login]));
}

/** False where somebody has the name, or the person has one. */
export const takeLogin = async (db: Queryable, personId: string, login: string): Promise<boolean> =>
  (await db.query(insertLogin, [personId, login.normalize("NFKC").trim(), loginKey(login)])).rowCount === 1;

export const setPassword = async (
  db: Queryable,
  personId: string,
  phc: string,
  now: Date,
  mustChange: boolean,
): Promise<void> => {
  await db.query(insertPassword, [newId(), personId, phc, now.toISOString(), mustChange]);
};

export const keepRehashed = async (db: Queryable, passwordId: string, phc: string): Promise<void> => {
  await db.query(rewritePassword, [passwordId, phc]);
};

/** Remembers from where a person signed in, and forgets what is long ago. */
export async function rememberPlaces(
  db: Queryable,
  personId: string,
  digests: readonly string[],
  now: Date,
  since: Date,
): Promise<void> {
  await db.query(forgetKnown, [personId, since.toISOString()]);
  for (const digest of digests) await db.query(noteKnown, [personId, digest, now.toISOString()]);
}

/** A code good for one entry; an earlier one of the person is void. */
export async function invite(
  db: Queryable,
  personId: string,
  now: Date,
  hours = 24 * 7,
  madeBy: string | null = null,
): Promise<string> {
  const code = drawToken();
  const expires = new Date(now.getTime() + hours * 3_600_000);
  await db.query(dropInvitations, [personId]);
  await db.query(insertInvitation, [digestOf(code), personId, expires.toISOString(), madeBy]);
  return code;
}

/** Whose code this is; it stays good. */
export const invited = async (db: Queryable, code: string, now: Date): Promise<string | undefined> =>
  (await db.query<{ personId: string }>(findInvitation, [digestOf(code), now.toISOString()])).rows[0]?.personId;

/** The code is used up; two at once: one of them gets the person. */
export const redeem = async (db: Queryable, code: string, now: Date): Promise<string | undefined> =>
  (await db.query<{ personId: string }>(takeInvitation, [digestOf(code), now.toISOString()])).rows[0]?.personId;

export const dropInvitation = async (db: Queryable, personId: string): Promise<void> => {
  await db.query(dropInvitations, [personId]);
};

import { hash, randomBytes } from "node:crypto";
import type { PostKind } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";

export interface PersonPost {
  readonly personId: string;
  readonly name: string;
  readonly kind: PostKind;
  readonly area: string;
}

const findSession = sql`
  select s.person_id as "personId", p.name, s.kind, s.area
  from account_session s join account_person p on p.id = s.person_id
  where s.digest = $1 and s.expires_at > $2`;

const insertSession = sql`
  insert into account_session (digest, person_id, kind, area, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`;

const deleteSession = sql`delete from account_session where digest = $1`;

const currentPosts = sql`
  select o.person_id as "personId", p.name, o.kind, o.area
  from account_post o join account_person p on p.id = o.person_id
  where o.person_id = $1 and o.from_day <= $2 and (o.to_day is null or o.to_day > $2)
  order by o.area, o.kind`;

const demoPostsOf = sql`
  select o.person_id as "personId", p.name, o.kind, o.area
  from account_post o join account_person p on p.id = o.person_id
  where p.demo and (o.area = any($1::text[]))`;

const demoPosts = sql`
  select o.person_id as "personId", p.name, o.kind, o.area
  from account_post o join account_person p on p.id = o.person_id
  where p.demo and o.area >= $1 and o.area < $2
  order by length(o.area), o.area, o.kind limit $3`;

const directors = sql`
  select o.area, p.name from account_post o join account_person p on p.id = o.person_id
  where o.kind = 'director' and o.area = any($1::text[]) and o.from_day <= $2 and (o.to_day is null or o.to_day > $2)`;

const personNames = sql`select id, name from account_person where id = any($1::uuid[])`;

const readInstallation = sql`select value from account_installation where key = $1`;
const writeInstallation = sql`
  insert into account_installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`;

const insertPersons = sql`insert into account_person (id, name, demo) select * from unnest($1::uuid[], $2::text[], $3::boolean[])`;
const insertPosts = sql`
  insert into account_post (person_id, kind, area, from_day)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[])`;
const insertInvitation = sql`insert into account_invitation (digest, person_id, expires_at) values ($1, $2, $3)`;
const takeInvitation = sql`delete from account_invitation where digest = $1 and expires_at > $2 returning person_id as "personId"`;

/** Tokens are random; only their digest is stored, so a dump opens no session. */
const digestOf = (token: string): string => hash("sha256", token, "base64url");

export async function personOfToken(db: Queryable, token: string, now: Date): Promise<PersonPost | undefined> {
  const values = [digestOf(token), now.toISOString()];
  return (await db.query<PersonPost>({ name: "account.session", text: findSession, values })).rows[0];
}

/** Opens a session and answers its token, which exists nowhere else. */
export async function openSession(db: Queryable, post: PersonPost, now: Date, hours: number): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(now.getTime() + hours * 3_600_000);
  await db.query(insertSession, [
    digestOf(token),
    post.personId,
    post.kind,
    post.area,
    now.toISOString(),
    expires.toISOString(),
  ]);
  return token;
}

export const closeSession = async (db: Queryable, token: string): Promise<void> => {
  await db.query(deleteSession, [digestOf(token)]);
};

export const postsOf = async (db: Queryable, personId: string, day: Day): Promise<PersonPost[]> =>
  (await db.query<PersonPost>(currentPosts, [personId, day])).rows;

export const listDemoPosts = async (db: Queryable, lo: string, hi: string, limit: number): Promise<PersonPost[]> =>
  (await db.query<PersonPost>(demoPosts, [lo, hi, limit])).rows;

/** Made-up people whose posts lie exactly in these areas. */
export const demoPeopleOf = async (db: Queryable, areas: readonly string[]): Promise<PersonPost[]> =>
  (await db.query<PersonPost>(demoPostsOf, [areas])).rows;

/** Who is director of which village today. */
export async function directorsOf(db: Queryable, villages: readonly string[], day: Day): Promise<Map<string, string>> {
  const { rows } = await db.query<{ area: string; name: string }>(directors, [villages, day]);
  return new Map(rows.map((row) => [row.area, row.name]));
}

export const isSynthetic = async (db: Queryable): Promise<boolean> =>
  (await db.query<{ value: string }>(readInstallation, ["synthetic"])).rows[0]?.value === "true";

export async function namesOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(personNames, [personIds]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether the demo was cut off while it filled the database. */
export const isHalfFilled = async (db: Queryable): Promise<boolean> =>
  (await db.query<{ value: string }>(readInstallation, ["filling"])).rows[0]?.value === "true";

/** As owner. */
export const markFilling = async (owner: Queryable, filling: boolean): Promise<void> => {
  await owner.query(writeInstallation, ["filling", String(filling)]);
};

/** Said once, by the demo: from then on every page and every sheet is marked. As owner. */
export const markSynthetic = async (owner: Queryable): Promise<void> => {
  await owner.query(writeInstallation, ["synthetic", "true"]);
};

/** Adds people with one post each; answers their ids. As owner. */
export async function addPeople(
  owner: Queryable,
  people: readonly Omit<PersonPost, "personId">[],
  options: { readonly demo: boolean; readonly day: Day },
): Promise<string[]> {
  const ids = people.map(() => newId());
  await owner.query(insertPersons, [ids, people.map((p) => p.name), people.map(() => options.demo)]);
  await owner.query(insertPosts, [
    ids,
    people.map((p) => p.kind),
    people.map((p) => p.area),
    people.map(() => options.day),
  ]);
  return ids;
}

/** A code good for one entry within a week. As owner. */
export async function invite(owner: Queryable, personId: string, now: Date): Promise<string> {
  const code = randomBytes(24).toString("base64url");
  await owner.query(insertInvitation, [
    digestOf(code),
    personId,
    new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  ]);
  return code;
}

export const redeem = async (db: Queryable, code: string, now: Date): Promise<string | undefined> =>
  (await db.query<{ personId: string }>(takeInvitation, [digestOf(code), now.toISOString()])).rows[0]?.personId;

import type { Department, PostKind } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type HeldPost, type Side, sideOf } from "./decide.ts";

/* People and their posts. Sessions, passwords, factors, devices and counters have files of their own (README). */

export interface PersonPost {
  readonly personId: string;
  readonly name: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly department?: Department;
}

/** A post with its holder's name. */
export type NamedPost = HeldPost & { readonly name: string; readonly appointer: string | null; readonly replaces: string | null; readonly reason: string | null; readonly deputyForName: string | null }; // prettier-ignore

const columns = `
  o.id as "postId", o.person_id as "personId", p.name, o.kind, o.area, o.department, o.from_day as "fromDay",
  o.to_day as "toDay", o.status, o.deputy_for as "deputyFor", o.appointed_by as "appointedBy", a.name as appointer, o.reason, o.replaces,
  (select fp.name from account_post f join account_person fp on fp.id = f.person_id where f.id = o.deputy_for) as "deputyForName"`;
const joined = `account_post o join account_person p on p.id = o.person_id left join account_person a on a.id = o.appointed_by`;

const postsOfPeople = sql`select ${columns} from ${joined} where o.person_id = any($1::uuid[]) order by o.area, o.kind, o.from_day`;
const postById = sql`select ${columns} from ${joined} where o.id = $1`;
const postForUpdate = sql`select id from account_post where id = $1 for update`;
const pendingWithin = sql`
  select ${columns} from ${joined} where o.status = 'pending' and o.area >= $1 and o.area < $2 order by o.appointed_at, o.id limit 200`;
const othersAt = sql`
  select ${columns} from ${joined}
  where o.kind = $1 and o.area = $2 and o.id <> $3 and o.department is not distinct from $4::text and p.closed_at is null`;
const holdersOf = sql`select count(*)::int as n from account_post where kind = $1 and status = 'active' and (to_day is null or to_day > $2)`;

const insertPost = sql`
  insert into account_post (id, person_id, kind, area, department, from_day, to_day, side, status, deputy_for, appointed_by, appointed_at, reason, replaces)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;
const endPostAt = sql`
  update account_post set to_day = greatest($2::date, from_day), side = case when $2::date <= $3::date then null else side end where id = $1`;
const setStatus = sql`
  update account_post set status = $2::text, side = case when $2 = 'refused' then null else side end where id = $1 and status = 'pending'`;
const letGoOfSides = sql`update account_post set side = null where person_id = $1 and to_day <= $2 and side is not null`;
const takeSide = sql`update account_person set side = $2 where id = $1 and side is distinct from $2`;
const lockPerson = sql`select id, name, demo, closed_at as "closedAt" from account_person where id = $1 for update`;
const closePersonAt = sql`update account_person set closed_at = $2 where id = $1 and closed_at is null`;

const demoPostsOf = sql`
  select o.person_id as "personId", p.name, o.kind, o.area, o.department
  from account_post o join account_person p on p.id = o.person_id
  where p.demo and (o.area = any($1::text[]))`;
const demoPosts = sql`
  select o.person_id as "personId", p.name, o.kind, o.area, o.department
  from account_post o join account_person p on p.id = o.person_id
  where p.demo and p.closed_at is null and o.area >= $1 and o.area < $2 and o.status = 'active'
    and o.from_day <= $4 and (o.to_day is null or o.to_day > $4)
  order by length(o.area), o.area, o.kind limit $3`;
const personNames = sql`select id, name from account_person where id = any($1::uuid[])`;
const insertPersons = sql`
  insert into account_person (id, name, demo, side) select * from unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[])`;
const insertPosts = sql`
  insert into account_post (id, person_id, kind, area, department, from_day, side)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])`;

const ofDemo = sql`(select id from account_person where demo)`;
const demoRemovals = [
  sql`delete from account_session where person_id in ${ofDemo}`,
  sql`delete from account_invitation where person_id in ${ofDemo}`,
  sql`delete from account_device_code where post_id in (select id from account_post where person_id in ${ofDemo})`,
  sql`delete from account_device where person_id in ${ofDemo}`,
  sql`delete from account_known where person_id in ${ofDemo}`,
  sql`delete from account_post where person_id in ${ofDemo}`,
  sql`delete from account_person where demo`,
];

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly demo: boolean;
  readonly closedAt: string | null;
}

/** The person's row, held until the transaction ends: two appointments of one person follow one another. */
export const holdPerson = async (db: Queryable, personId: string): Promise<Person | undefined> =>
  (await db.query<Person>(lockPerson, [personId])).rows[0];

export const heldPosts = async (db: Queryable, personId: string): Promise<NamedPost[]> => postsOfMany(db, [personId]);

export const postsOfMany = async (db: Queryable, personIds: readonly string[]): Promise<NamedPost[]> =>
  (await db.query<NamedPost>(postsOfPeople, [personIds])).rows;

/** Whether each of these people holds a post today that reaches an area. */
export async function reachArea(db: Queryable, personIds: readonly string[], area: string, day: Day): Promise<boolean> {
  const posts = await postsOfMany(db, personIds);
  const reaches = (personId: string): boolean =>
    posts.some((post) => {
      const holds = post.status === "active" && post.fromDay <= day && (post.toDay === null || post.toDay > day);
      return post.personId === personId && holds && area.startsWith(post.area);
    });
  return personIds.every(reaches);
}

export const findPost = async (db: Queryable, postId: string): Promise<NamedPost | undefined> =>
  (await db.query<NamedPost>(postById, [postId])).rows[0];

/** The post as it is now, held until the transaction ends: of two handovers the second sees the first. */
export async function holdPost(db: Queryable, postId: string): Promise<NamedPost | undefined> {
  await db.query(postForUpdate, [postId]);
  return findPost(db, postId);
}

export const pendingPosts = async (db: Queryable, scope: Scope): Promise<NamedPost[]> =>
  (await db.query<NamedPost>(pendingWithin, [scope.lo, scope.hi])).rows;

/** Others of the same kind in the same place, whatever their days. */
export const othersBeside = async (db: Queryable, post: HeldPost): Promise<NamedPost[]> =>
  (await db.query<NamedPost>(othersAt, [post.kind, post.area, post.postId, post.department])).rows;

export const countHolders = async (db: Queryable, kind: PostKind, day: Day): Promise<number> =>
  (await db.query<{ n: number }>(holdersOf, [kind, day])).rows[0]?.n ?? 0;

export interface NewPost {
  readonly postId: string;
  readonly personId: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly department: Department | null;
  readonly fromDay: Day;
  readonly toDay: Day | null;
  readonly status: "active" | "pending";
  readonly deputyFor: string | null;
  readonly appointedBy: string | null;
  readonly reason: string;
  readonly replaces?: string | null;
}

/** The person's row is held (holdPerson). What is over lets go of its side first; a second side fails in the database. */
export async function addPost(db: Queryable, post: NewPost, now: Date, today: Day): Promise<void> {
  const side: Side = sideOf(post.kind);
  await db.query(letGoOfSides, [post.personId, today]);
  await db.query(takeSide, [post.personId, side]);
  await db.query(insertPost, [
    post.postId, post.personId, post.kind, post.area, post.department, post.fromDay, post.toDay, side, post.status,
    post.deputyFor, post.appointedBy, now.toISOString(), post.reason, post.replaces ?? null,
  ]); // prettier-ignore
}

/** `day` is the first day without the post. */
export const endPost = async (db: Queryable, postId: string, day: Day, today: Day): Promise<void> => {
  await db.query(endPostAt, [postId, day, today]);
};

/** False where somebody else decided first. */
export const judgePost = async (db: Queryable, postId: string, status: "active" | "refused"): Promise<boolean> =>
  (await db.query(setStatus, [postId, status])).rowCount === 1;

export const markClosed = async (db: Queryable, personId: string, now: Date): Promise<void> => {
  await db.query(closePersonAt, [personId, now.toISOString()]);
};

/** The posts that made-up people hold on a day. */
export const listDemoPosts = async (
  db: Queryable,
  lo: string,
  hi: string,
  limit: number,
  day: Day,
): Promise<PersonPost[]> => (await db.query<PersonPost>(demoPosts, [lo, hi, limit, day])).rows;

/** Made-up people whose posts lie exactly in these areas. */
export const demoPeopleOf = async (db: Queryable, areas: readonly string[]): Promise<PersonPost[]> =>
  (await db.query<PersonPost>(demoPostsOf, [areas])).rows;

/**
 * A column of another statement: the directors of an area on a day, deputies after them. Both are names or parameters of
 * that statement.
 */
export const directorsOf = (area: string, day: string): string => sql`
  select string_agg(p.name, '、' order by o.deputy_for is not null, o.from_day, p.id)
  from account_post o join account_person p on p.id = o.person_id
  where o.kind = 'director' and o.area = ${area} and o.status = 'active'
    and o.from_day <= ${day} and (o.to_day is null or o.to_day > ${day})`;

export async function namesOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(personNames, [personIds]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export const addPerson = async (
  db: Queryable,
  person: { readonly id: string; readonly name: string; readonly side: Side },
): Promise<void> => {
  await db.query(insertPersons, [[person.id], [person.name], [false], [person.side]]);
};

/** Adds people with one post each; answers their ids. As owner. */
export async function addPeople(
  owner: Queryable,
  people: readonly Omit<PersonPost, "personId">[],
  options: { readonly demo: boolean; readonly day: Day },
): Promise<string[]> {
  const ids = people.map(() => newId());
  const sides = people.map(({ kind }) => sideOf(kind));
  await owner.query(insertPersons, [ids, people.map((p) => p.name), people.map(() => options.demo), sides]);
  await owner.query(insertPosts, [
    people.map(() => newId()), ids, people.map((p) => p.kind), people.map((p) => p.area),
    people.map((p) => p.department ?? null), people.map(() => options.day), sides,
  ]); // prettier-ignore
  return ids;
}

/** People who are made up, with all that is theirs; real accounts stay. As owner. */
export async function removeDemoPeople(owner: Queryable): Promise<void> {
  for (const statement of demoRemovals) await owner.query(statement);
}

import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { findAreas } from "#capabilities/area/index.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { within } from "#kernel/scope.ts";
import { changing } from "./changing.ts";
import { appointHeld, endHeld, type PostAnswer, requireSuccessor, seenPerson } from "./appoint.ts";
import { dropInvitation, invite, loginsOf, setPassword, takeLogin } from "./credentials.ts";
import { isOpen, mayManage, sideOf, weaknessOf } from "./decide.ts";
import { markRevoked, openDevicesOf } from "./devices.ts";
import { record } from "./events.ts";
import { forgetFactor } from "./factors.ts";
import { hashPassword } from "./passwords.ts";
import { closeSessionsOf } from "./sessions.ts";
import { addPerson, findPost, heldPosts, holdPerson, markClosed, type NamedPost, pendingPosts, postsOfMany } from "./store.ts"; // prettier-ignore
import { type AddPerson, type ClosePerson, type PendingPost, type PeopleQuery, type PersonLine, type Post, postNameOf } from "./words.ts"; // prettier-ignore
import type { AccountWorld } from "./world.ts";

/* The people of an area: added with their first post, invited, closed. */

const PAGE = 50;

const listPeople = sql`
  select p.id, p.name, p.closed_at as "closedAt" from account_person p
  where exists (select 1 from account_post o where o.person_id = p.id and o.area >= $1 and o.area < $2)
    and ($3::uuid is null or p.id > $3) and ($4::boolean or p.closed_at is null) and ($7::uuid is null or p.id = $7)
    and ($5::text is null or position($5 in p.name) > 0 or exists (select 1 from account_login l where l.person_id = p.id and position(lower($5) in l.key) > 0))
  order by p.id limit $6`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly closedAt: string | null;
}

/** Posts as pages show them, with the names of their places. */
export async function shownPosts(world: AccountWorld, db: Queryable, posts: readonly NamedPost[]): Promise<Post[]> {
  const codes = [...new Set(posts.map((post) => post.area))].filter((code) => code !== "0");
  const names = new Map((await findAreas(db, codes, today(world.clock))).map((area) => [area.code, area.name]));
  return posts.map((post) => ({
    postId: post.postId, kind: post.kind, department: post.department, postName: postNameOf(post.kind, post.department),
    area: post.area, areaName: post.area === "0" ? "全国" : (names.get(post.area) ?? ""), fromDay: post.fromDay, toDay: post.toDay,
    status: post.status, deputyFor: post.deputyFor, deputyForName: post.deputyForName,
  })); // prettier-ignore
}

/** People with a post in the actor's area, present or past, and those posts only. */
export async function peopleWithin(
  world: AccountWorld,
  actor: Actor,
  query: PeopleQuery,
): Promise<{ people: PersonLine[]; next: string | null }> {
  const { lo, hi } = actor.scope;
  const values = [lo, hi, query.after ?? null, query.closed === "1", query.q || null, PAGE + 1, query.id ?? null];
  const { rows } = await world.pool.query<Row>(listPeople, values);
  const page = rows.slice(0, PAGE);
  const ids = page.map((row) => row.id);
  const held = (await postsOfMany(world.pool, ids)).filter((post) => within(actor.scope, post.area));
  const [shown, logins] = [await shownPosts(world, world.pool, held), await loginsOf(world.pool, ids)];
  const people = page.map((row) => ({
    personId: row.id, name: row.name, login: logins.get(row.id) ?? null, closedOn: row.closedAt?.slice(0, 10) ?? null,
    posts: shown.filter((_, at) => held[at]?.personId === row.id),
  })); // prettier-ignore
  return { people, next: rows.length > PAGE ? (ids.at(-1) ?? null) : null };
}

export async function pendingWithin(world: AccountWorld, actor: Actor): Promise<PendingPost[]> {
  const posts = await pendingPosts(world.pool, actor.scope);
  const shown = await shownPosts(world, world.pool, posts);
  return posts.map((post, at) => ({
    ...(shown[at] as Post), personId: post.personId, name: post.name, appointedBy: post.appointer ?? "", reason: post.reason ?? "",
  })); // prettier-ignore
}

export interface Invited {
  readonly personId: string;
  readonly code: string;
  readonly expiresAt: string;
}

async function invited(db: Queryable, world: AccountWorld, actor: Actor, personId: string): Promise<Invited> {
  const { invitationHours } = await world.settings();
  const now = world.clock.now();
  const code = await invite(db, personId, now, invitationHours, actor.personId);
  await record(db, { kind: "account.invited", personId, actorId: actor.personId, area: actor.area }, now);
  return { personId, code, expiresAt: new Date(now.getTime() + invitationHours * 3_600_000).toISOString() };
}

/** A person with their first post and a one-time code. Errors: account.person_known, account.login_taken (409), and those of appointing. */
export const add = (
  world: AccountWorld,
  actor: Actor,
  { id, name, login, post }: AddPerson,
): Promise<Invited & PostAnswer> =>
  changing(world.pool, async (db) => {
    if (await holdPerson(db, id)) throw conflict("account.person_known");
    const now = world.clock.now();
    await addPerson(db, { id, name, side: sideOf(post.kind) });
    const answer = await appointHeld(db, world, actor, id, newId(), post);
    if (!(await takeLogin(db, id, login))) throw conflict("account.login_taken");
    await record(
      db,
      { kind: "account.person_added", personId: id, actorId: actor.personId, area: post.area, body: { login } },
      now,
    );
    return { ...(await invited(db, world, actor, id)), ...answer };
  });

/**
 * Somebody whose whole account lies in the actor's hands. Errors: account.person_unknown (404), account.own_account,
 * account.not_manageable (403); account.demo_has_no_password (422) for made-up people, who have posts and no way in of their own.
 */
async function managed(db: Queryable, world: AccountWorld, actor: Actor, personId: string): Promise<NamedPost[]> {
  const { posts, demo } = await seenPerson(db, actor, personId);
  if (demo) throw new Problem("account.demo_has_no_password", {}, 422);
  if (personId === actor.personId) throw new Problem("account.own_account", {}, 403);
  if (!mayManage(actor, posts, today(world.clock))) throw new Problem("account.not_manageable", {}, 403);
  return posts;
}

export const inviteAgain = (world: AccountWorld, actor: Actor, personId: string): Promise<Invited> =>
  changing(world.pool, async (db) => {
    await managed(db, world, actor, personId);
    return invited(db, world, actor, personId);
  });

/** A password that its owner must change at once. Errors as managed, and account.password_…, account.login_needed. */
export async function givePassword(
  world: AccountWorld,
  actor: Actor,
  personId: string,
  password: string,
): Promise<void> {
  const login = (await loginsOf(world.pool, [personId])).get(personId) ?? "";
  const weakness = weaknessOf(password, login);
  if (weakness) throw new Problem(weakness, {}, 422);
  const phc = await hashPassword(password);
  await changing(world.pool, async (db) => {
    await managed(db, world, actor, personId);
    if (login === "") throw new Problem("account.login_needed", {}, 422);
    await setPassword(db, personId, phc, world.clock.now(), true);
    await dropInvitation(db, personId);
    await closeSessionsOf(db, personId);
    await record(
      db,
      { kind: "account.password_given", personId, actorId: actor.personId, area: actor.area },
      world.clock.now(),
    );
  });
}

export const endSessionsOf = (world: AccountWorld, actor: Actor, personId: string): Promise<void> =>
  changing(world.pool, async (db) => {
    await managed(db, world, actor, personId);
    await closeSessionsOf(db, personId);
    await record(
      db,
      { kind: "account.sessions_ended", personId, actorId: actor.personId, area: actor.area },
      world.clock.now(),
    );
  });

/** Closes an account for good: posts, sessions, devices and codes end; the name stays taken, the history stays. */
export const close = (world: AccountWorld, actor: Actor, personId: string, body: ClosePerson): Promise<void> =>
  changing(world.pool, async (db) => {
    const posts = await managed(db, world, actor, personId);
    const [day, now] = [today(world.clock), world.clock.now()];
    for (const post of posts.filter((one) => isOpen(one, day))) {
      await requireSuccessor(db, post, day, body.vacant === true);
      await endHeld(db, world, post.postId, day);
    }
    await dropInvitation(db, personId);
    await closeSessionsOf(db, personId);
    for (const device of await openDevicesOf(db, personId)) await markRevoked(db, device, actor.personId, now);
    await markClosed(db, personId, now);
    await record(
      db,
      {
        kind: "account.person_closed",
        personId,
        actorId: actor.personId,
        area: actor.area,
        body: { reason: body.reason },
      },
      now,
    );
  });

/**
 * A lost authenticator: by the security administrator, who makes no accounts and gives no passwords, so that nobody
 * alone takes an account over. Errors: account.person_unknown (404), account.own_account (403).
 */
export const resetFactor = (world: AccountWorld, actor: Actor, personId: string, reason: string): Promise<void> =>
  changing(world.pool, async (db) => {
    const { demo } = await seenPerson(db, actor, personId);
    if (demo) throw new Problem("account.demo_has_no_factor", {}, 422);
    if (personId === actor.personId) throw new Problem("account.own_account", {}, 403);
    await forgetFactor(db, personId);
    await closeSessionsOf(db, personId);
    await record(
      db,
      { kind: "account.factor_reset", personId, actorId: actor.personId, area: actor.area, body: { reason } },
      world.clock.now(),
    );
  });

/** A post's holder within the actor's area. Errors: account.post_unknown (404). */
export async function seenHolder(
  db: Queryable,
  actor: Actor,
  postId: string,
): Promise<{ post: NamedPost; posts: NamedPost[] }> {
  const post = await findPost(db, postId);
  if (!post || !within(actor.scope, post.area)) throw notFound("account.post_unknown");
  return { post, posts: await heldPosts(db, post.personId) };
}

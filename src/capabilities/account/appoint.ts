import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { within } from "#kernel/scope.ts";
import { getArea } from "#capabilities/area/index.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { changing } from "./changing.ts";
import { decideAppointment, decideApproval, decideEnding, isOpen, leavesVacant } from "./decide.ts";
import { beginning } from "./enter.ts";
import { record } from "./events.ts";
import { closeSessionsOfPost } from "./sessions.ts";
import { addPost, countHolders, endPost, findPost, heldPosts, holdPerson, holdPost, judgePost, type NamedPost, othersBeside } from "./store.ts"; // prettier-ignore
import type { Appointment, AppointPerson, EndPost, PassOn } from "./words.ts";
import type { AccountWorld } from "./world.ts";
import { newId } from "#kernel/id.ts";

/* Appointing, approving, ending and handing over posts: each in one transaction, with its line in the history. */

export interface PostAnswer {
  readonly postId: string;
  readonly status: "active" | "pending";
}

/** A post within the actor's sight, held. Errors: account.post_unknown (404). */
async function seenPost(db: Queryable, actor: Actor, postId: string): Promise<NamedPost> {
  const post = await holdPost(db, postId);
  if (!post || !within(actor.scope, post.area)) throw notFound("account.post_unknown");
  return post;
}

/** Whether the actor may know of the person: one of their posts lies, or lay, in the actor's area. */
export async function seenPerson(
  db: Queryable,
  actor: Actor,
  personId: string,
): Promise<{ posts: NamedPost[]; name: string; demo: boolean }> {
  const person = await holdPerson(db, personId);
  const posts = person ? await heldPosts(db, personId) : [];
  if (!person || !posts.some((post) => within(actor.scope, post.area))) throw notFound("account.person_unknown");
  if (person.closedAt !== null) throw conflict("account.person_closed");
  return { posts, name: person.name, demo: person.demo };
}

/** Adds the post that was decided, for a person whose row is held. */
export async function appointHeld(
  db: Queryable,
  world: AccountWorld,
  actor: Actor,
  personId: string,
  postId: string,
  wanted: Appointment,
  replaces: string | null = null,
): Promise<PostAnswer> {
  const day = today(world.clock);
  const held = await heldPosts(db, personId);
  const principal = wanted.deputyFor === undefined ? undefined : await findPost(db, wanted.deputyFor);
  const seen = principal && within(actor.scope, principal.area) ? principal : undefined;
  const { fromDay, status } = decideAppointment({ actor, personId, wanted, held, principal: seen, today: day });
  if (wanted.area !== "0") await getArea(db, wanted.area, day);
  await addPost(db, {
    postId, personId, kind: wanted.kind, area: wanted.area, department: wanted.department ?? null, fromDay,
    toDay: wanted.toDay ?? null, status, deputyFor: wanted.deputyFor ?? null, appointedBy: actor.personId, reason: wanted.reason, replaces,
  }, world.clock.now(), day); // prettier-ignore
  await record(db, {
    kind: "account.post_appointed", personId, actorId: actor.personId, area: wanted.area,
    body: { postId, kind: wanted.kind, department: wanted.department ?? null, fromDay, toDay: wanted.toDay ?? null, deputyFor: wanted.deputyFor ?? null, status, reason: wanted.reason, byPost: actor.post },
  }, world.clock.now()); // prettier-ignore
  return { postId, status };
}

/** The same id twice is one post. Errors: account.person_unknown (404), and those of decideAppointment. */
export const appoint = (
  world: AccountWorld,
  actor: Actor,
  { id, personId, ...wanted }: AppointPerson,
): Promise<PostAnswer> =>
  changing(world.pool, async (db) => {
    await seenPerson(db, actor, personId);
    const before = await findPost(db, id);
    if (before) return repeated(before, actor, personId, wanted);
    return appointHeld(db, world, actor, personId, id, wanted);
  });

function repeated(before: NamedPost, actor: Actor, personId: string, wanted: Appointment): PostAnswer {
  const same = before.personId === personId && before.kind === wanted.kind && before.area === wanted.area;
  if (!same || before.appointedBy !== actor.personId || before.status === "refused")
    throw conflict("account.id_reused");
  return { postId: before.postId, status: before.status };
}

/** The second person's word. Errors: account.post_unknown (404), account.own_post (403), account.post_not_pending (409). */
export const judge = (
  world: AccountWorld,
  actor: Actor,
  postId: string,
  approves: boolean,
  reason?: string,
): Promise<void> =>
  changing(world.pool, async (db) => {
    const post = await seenPost(db, actor, postId);
    decideApproval(actor, post);
    if (!(await judgePost(db, postId, approves ? "active" : "refused"))) throw conflict("account.post_not_pending");
    if (approves) await endReplaced(db, world, post);
    const kind = approves ? "account.post_approved" : "account.post_refused";
    await record(db, { kind, personId: post.personId, actorId: actor.personId, area: post.area, body: { postId, ...(reason !== undefined && { reason }) } }, world.clock.now()); // prettier-ignore
  });

/** What an approved post takes over ends on the day on which the new one begins, or today if that is past. */
async function endReplaced(db: Queryable, world: AccountWorld, post: NamedPost): Promise<void> {
  const old = post.replaces === null ? undefined : await holdPost(db, post.replaces);
  const day = today(world.clock);
  if (old && isOpen(old, day)) await endTaken(db, world, old, post.fromDay > day ? post.fromDay : day);
}

/** A post that another takes over ends, and with it whatever stood in for its holder: nobody is absent any more. */
async function endTaken(db: Queryable, world: AccountWorld, old: NamedPost, day: Day): Promise<void> {
  await endHeld(db, world, old.postId, day);
  for (const deputy of await othersBeside(db, old)) {
    const over = deputy.toDay !== null && deputy.toDay <= day;
    if (deputy.deputyFor !== old.postId || deputy.status === "refused" || over) continue;
    await endHeld(db, world, deputy.postId, day);
    if (deputy.status === "pending" && (deputy.fromDay >= day || day <= today(world.clock)))
      await refuseTaken(db, world, deputy);
  }
}

/** A deputy who still waits for approval must not be approved afterwards, for a post that is over. */
async function refuseTaken(db: Queryable, world: AccountWorld, deputy: NamedPost): Promise<void> {
  if (!(await judgePost(db, deputy.postId, "refused"))) return;
  const body = { postId: deputy.postId, reason: "被代理的岗位已由他人接任" };
  await record(db, { kind: "account.post_refused", personId: deputy.personId, actorId: null, area: deputy.area, body }, world.clock.now()); // prettier-ignore
}

/** Ends it in the database and in every open session. */
export async function endHeld(db: Queryable, world: AccountWorld, postId: string, day: Day): Promise<void> {
  await endPost(db, postId, day, today(world.clock));
  await closeSessionsOfPost(db, postId, beginning(day), world.clock.now());
}

/** A village stays with somebody, and the house with an administrator, unless it is said that it stays without. */
export async function requireSuccessor(db: Queryable, post: NamedPost, day: Day, vacant: boolean): Promise<void> {
  if (post.kind === "system_admin" && post.status === "active" && (await countHolders(db, "system_admin", day)) < 2)
    throw new Problem("account.last_administrator", {}, 422);
  if (!vacant && leavesVacant(post, await othersBeside(db, post), day))
    throw new Problem("account.would_be_vacant", { area: post.area }, 422);
}

export const end = (world: AccountWorld, actor: Actor, postId: string, body: EndPost): Promise<void> =>
  changing(world.pool, async (db) => {
    const post = await seenPost(db, actor, postId);
    const day = body.day ?? today(world.clock);
    decideEnding(actor, post, day, today(world.clock));
    await requireSuccessor(db, post, day, body.vacant === true);
    await endHeld(db, world, postId, day);
    await record(db, { kind: "account.post_ended", personId: post.personId, actorId: actor.personId, area: post.area, body: { postId, day, reason: body.reason, vacant: body.vacant === true } }, world.clock.now()); // prettier-ignore
  });

/**
 * One post ends and the next begins on the same day, in one transaction: the place is never without. Where the next one
 * waits for approval, so does the end. What was due stays due, because due lists go by area. Errors: those of ending and of appointing.
 */
export const passOn = (world: AccountWorld, actor: Actor, postId: string, body: PassOn): Promise<PostAnswer> =>
  changing(world.pool, async (db) => {
    const post = await seenPost(db, actor, postId);
    const day = body.day ?? today(world.clock);
    decideEnding(actor, post, day, today(world.clock));
    if (post.status !== "active" || !isOpen(post, day)) throw conflict("account.post_ended");
    if (post.personId === body.to) throw new Problem("account.own_post", {}, 422);
    await seenPerson(db, actor, body.to);
    const wanted: Appointment = {
      kind: post.kind as Appointment["kind"], area: post.area, fromDay: day, reason: body.reason,
      ...(post.department !== null && { department: post.department }),
      ...(post.toDay !== null && { toDay: post.toDay }),
      ...(post.deputyFor !== null && { deputyFor: post.deputyFor }),
    }; // prettier-ignore
    const answer = await appointHeld(db, world, actor, body.to, newId(), wanted, postId);
    if (answer.status === "active") await endTaken(db, world, post, day);
    await record(db, { kind: "account.post_handed_over", personId: post.personId, actorId: actor.personId, area: post.area, body: { from: postId, to: answer.postId, day, reason: body.reason } }, world.clock.now()); // prettier-ignore
    return answer;
  });

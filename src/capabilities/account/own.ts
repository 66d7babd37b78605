import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { changing } from "./changing.ts";
import { counterKey, forgiveGates, passGates } from "./counters.ts";
import { dropInvitation, type KeptPassword, loginOf, passwordsOf, setPassword, takeLogin } from "./credentials.ts";
import { weaknessOf } from "./decide.ts";
import { enter, openPosts, sessionOf } from "./enter.ts";
import { record } from "./events.ts";
import { isEnrolled } from "./factors.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import {
  closeByHandle,
  closeSessionsOf,
  findSession,
  handleOf,
  renewToken,
  type Session,
  sessionsOf,
} from "./sessions.ts";
import { holdPerson } from "./store.ts";
import { type ChangePassword, postNameOf, type SessionLine } from "./words.ts";
import { type AccountWorld, readCookie, requireWhole, writeCookie } from "./world.ts";

/* What a person does for themselves: password, post, sessions. Each rise of rights changes the token. */

/** The session behind a request. Errors: account.not_signed_in (401). */
export async function ownSession(world: AccountWorld, actor: Actor, request: FastifyRequest): Promise<Session> {
  const token = readCookie(world, request, "tonghu_session");
  const session = actor.personId === "" || token === undefined ? undefined : await findSession(world.pool, token);
  if (!session) throw new Problem("account.not_signed_in", {}, 401);
  return session;
}

const secondsLeft = (session: Session, now: Date): number => (Date.parse(session.expiresAt) - now.getTime()) / 1000;

/** Gives the session a new token, and the browser its cookie. */
export async function renewed(
  world: AccountWorld,
  reply: FastifyReply,
  session: Session,
  rise: Parameters<typeof renewToken>[2],
): Promise<Session> {
  const token = await renewToken(world.pool, session.digest, rise);
  if (token === undefined) throw new Problem("account.not_signed_in", {}, 401);
  writeCookie(world, reply, "tonghu_session", token, secondsLeft(session, world.clock.now()));
  return sessionOf(world, token);
}

/** Slows whoever holds somebody's session and guesses at what it still lacks. */
export async function guarded<T>(
  world: AccountWorld,
  personId: string,
  what: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const settings = await world.settings();
  const key = counterKey(world.secret, what, personId);
  await passGates(
    world.pool,
    [{ key, delay: settings.factorDelay, binds: true }],
    world.clock.now(),
    settings.forgetHours,
  );
  const answer = await attempt();
  if (answer !== undefined) await forgiveGates(world.pool, [key], []);
  return answer;
}

/** What an invitation opens is closed to the person's present password; everybody else shows it. */
async function requireCurrent(
  world: AccountWorld,
  session: Session,
  current: string | undefined,
  kept: KeptPassword | undefined,
): Promise<void> {
  if (kept === undefined || (session.enteredBy === "invitation" && session.mustChange)) return;
  if (current === undefined) throw new Problem("account.current_password_needed", {}, 422);
  const right = await guarded(
    world,
    session.personId,
    "current",
    async () => (await verifyPassword(current, kept.phc)) || undefined,
  );
  if (!right) throw new Problem("account.current_password_wrong", {}, 403);
}

async function requireNew(password: string, past: readonly KeptPassword[]): Promise<void> {
  for (const one of past)
    if (await verifyPassword(password, one.phc)) throw new Problem("account.password_used_before", {}, 422);
}

/** A person's login, taken now where there was none. */
async function ownLogin(
  world: AccountWorld,
  session: Session,
  wanted: string | undefined,
): Promise<{ login: string; isNew: boolean }> {
  const login = await loginOf(world.pool, session.personId);
  if (login !== undefined) return { login, isNew: false };
  if (wanted === undefined) throw new Problem("account.login_needed", {}, 422);
  return { login: wanted, isNew: true };
}

/**
 * A new password of one's own: every other session of the person ends, and this one gets a new token.
 * Errors: account.second_factor_needed (403), account.current_password_…, account.password_…, account.login_….
 */
export async function changePassword(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  body: ChangePassword,
): Promise<Session> {
  const session = await ownSession(world, actor, request);
  if (session.demo) throw new Problem("account.demo_has_no_password", {}, 422);
  if (actor.awaits === "second_factor" && (await isEnrolled(world.pool, actor.personId))) requireWhole(actor);
  const { passwordsRemembered } = await world.settings();
  const past = await passwordsOf(world.pool, actor.personId, passwordsRemembered);
  await requireCurrent(world, session, body.current, past[0]);
  const { login, isNew } = await ownLogin(world, session, body.login);
  const weakness = weaknessOf(body.password, login);
  if (weakness) throw new Problem(weakness, {}, 422);
  await requireNew(body.password, past);
  const phc = await hashPassword(body.password);
  const now = world.clock.now();
  await changing(world.pool, async (db) => {
    await holdPerson(db, actor.personId);
    const [newest] = await passwordsOf(db, actor.personId, 1);
    if (newest?.id !== past[0]?.id) throw conflict("account.changed_meanwhile");
    if (isNew && !(await takeLogin(db, actor.personId, login))) throw conflict("account.login_taken");
    await setPassword(db, actor.personId, phc, now, false);
    await dropInvitation(db, actor.personId);
    await closeSessionsOf(db, actor.personId, session.digest);
    await record(
      db,
      { kind: "account.password_changed", personId: actor.personId, actorId: actor.personId, area: actor.area },
      now,
    );
  });
  return renewed(world, reply, session, { passwordChanged: true });
}

/** Another of one's posts: a new session under it, with what the old one had shown. Errors: account.no_post (403). */
export async function choosePost(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  postId: string,
): Promise<Session> {
  requireWhole(actor);
  const session = await ownSession(world, actor, request);
  const posts = await openPosts(world.pool, actor.personId, today(world.clock));
  if (!posts.some((post) => post.postId === postId)) throw new Problem("account.no_post", {}, 403);
  return enter(world, request, reply, {
    personId: actor.personId,
    by: session.enteredBy,
    postId,
    ...(session.factorAt !== null && { factorAt: new Date(session.factorAt) }),
    ...(session.deviceId !== null && { deviceId: session.deviceId }),
    until: new Date(session.expiresAt),
  });
}

export async function listSessions(world: AccountWorld, actor: Actor, request: FastifyRequest): Promise<SessionLine[]> {
  const present = await ownSession(world, actor, request);
  const rows = await sessionsOf(world.pool, actor.personId, world.clock.now());
  return rows.map((row) => ({
    id: handleOf(row.digest),
    present: row.digest === present.digest,
    createdAt: row.createdAt,
    seenAt: row.seenAt ?? row.createdAt,
    expiresAt: row.expiresAt,
    postName: postNameOf(row.kind, row.department),
    device: row.device,
    agent: row.agent,
  }));
}

/** Ends one of one's sessions, or all but this one. */
export async function endSessions(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  handle?: string,
): Promise<void> {
  const present = await ownSession(world, actor, request);
  if (handle !== undefined && !(await closeByHandle(world.pool, actor.personId, handle)))
    throw notFound("account.session_unknown");
  if (handle === undefined) await closeSessionsOf(world.pool, actor.personId, present.digest);
  await record(
    world.pool,
    { kind: "account.sessions_ended", personId: actor.personId, actorId: actor.personId, area: actor.area },
    world.clock.now(),
  );
}

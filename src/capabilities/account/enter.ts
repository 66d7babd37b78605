import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { changing } from "./changing.ts";
import { inForce, needsFactor } from "./decide.ts";
import { deviceOfToken } from "./devices.ts";
import { isEnrolled } from "./factors.ts";
import { record } from "./events.ts";
import { closeSession, type EnteredBy, findSession, openSession, type Session } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import { findPost, heldPosts, type NamedPost } from "./store.ts";
import { type AccountWorld, readCookie, writeCookie } from "./world.ts";

/* The last step of every way in: from a person who is who they say to a session under one post. */

/** The moment a day begins in China. */
export const beginning = (day: Day): Date => new Date(`${day}T00:00:00+08:00`);

export const openPosts = async (db: pg.Pool | pg.PoolClient, personId: string, day: Day): Promise<NamedPost[]> =>
  (await heldPosts(db, personId)).filter((post) => inForce(post, day));

/** The post, where it is in force on the day. */
export async function holdsPost(db: pg.Pool, postId: string, day: Day): Promise<NamedPost | undefined> {
  const post = await findPost(db, postId);
  return post && inForce(post, day) ? post : undefined;
}

/** The session of a browser ends, and the browser forgets it. */
export async function endSession(world: AccountWorld, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = readCookie(world, request, "tonghu_session");
  if (token !== undefined) await closeSession(world.pool, token);
  writeCookie(world, reply, "tonghu_session", "", 0);
}

export interface Entering {
  readonly personId: string;
  readonly by: EnteredBy;
  readonly mustChange?: boolean;
  /** Shown already, on the provider's word. */
  readonly factorAt?: Date;
  /** The post of an enrolled device, or the one that is chosen. */
  readonly postId?: string;
  readonly deviceId?: string;
  /** A session that goes on under another post ends when it would have ended. */
  readonly until?: Date;
}

/** A short word for the list of one's sessions: which browser. */
const agentOf = (request: FastifyRequest): string | null => request.headers["user-agent"]?.slice(0, 120) ?? null;

async function deviceOf(world: AccountWorld, request: FastifyRequest, entering: Entering): Promise<string | null> {
  if (entering.deviceId !== undefined) return entering.deviceId;
  const token = readCookie(world, request, "tonghu_device");
  const device = token === undefined ? undefined : await deviceOfToken(world.pool, token);
  return device?.personId === entering.personId && device.revokedAt === null ? device.id : null;
}

/** The session ends with its hours, and with the post if that comes first. */
function endOf(now: Date, hours: number, post: NamedPost): Date {
  const absolute = new Date(now.getTime() + hours * 3_600_000);
  const last = post.toDay === null ? absolute : beginning(post.toDay);
  return last < absolute ? last : absolute;
}

/** Made-up people's sessions end by their hours only: somebody looks at the demo, and nobody is behind it. */
function idleOf(settings: Settings, by: EnteredBy, deviceId: string | null): number | null {
  if (by === "demo") return null;
  return deviceId === null ? settings.idleMinutes : settings.phoneIdleMinutes;
}

const earlier = (a: Date, b: Date | undefined): Date => (b !== undefined && b < a ? b : a);

/**
 * Opens a session and hands its token to the browser; an older session of this browser ends.
 * Errors: account.no_post (403) where the person holds none today.
 */
export async function enter(
  world: AccountWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  entering: Entering,
): Promise<Session> {
  const now = world.clock.now();
  const settings = await world.settings();
  const posts = await openPosts(world.pool, entering.personId, today(world.clock));
  const post = entering.postId === undefined ? posts[0] : posts.find((one) => one.postId === entering.postId);
  if (!post) throw new Problem("account.no_post", {}, 403);
  const deviceId = await deviceOf(world, request, entering);
  const enrolled = await isEnrolled(world.pool, entering.personId);
  const hours = deviceId === null ? settings.sessionHours : settings.phoneSessionHours;
  const expiresAt = earlier(endOf(now, hours, post), entering.until);
  const old = readCookie(world, request, "tonghu_session");
  const token = await changing(world.pool, async (db) => {
    if (old !== undefined) await closeSession(db, old);
    await record(db, { kind: "account.signed_in", personId: entering.personId, actorId: entering.personId, area: post.area, body: { by: entering.by, post: post.kind } }, now); // prettier-ignore
    return openSession(db, {
      personId: entering.personId, kind: post.kind, area: post.area, department: post.department, postId: post.postId,
      expiresAt, idleMinutes: idleOf(settings, entering.by, deviceId),
      factorAt: entering.factorAt?.toISOString() ?? null,
      factorNeeded: enrolled || posts.some((one) => needsFactor(one.kind)), mustChange: entering.mustChange ?? false,
      enteredBy: entering.by, deviceId, agent: agentOf(request),
    }, now); // prettier-ignore
  });
  writeCookie(world, reply, "tonghu_session", token, (expiresAt.getTime() - now.getTime()) / 1000);
  return sessionOf(world, token);
}

export async function sessionOf(world: AccountWorld, token: string): Promise<Session> {
  const session = await findSession(world.pool, token);
  if (!session) throw new Problem("account.not_signed_in", {}, 401);
  return session;
}

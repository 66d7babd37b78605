import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import type { Actor, PostKind } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import { Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import type { Sealer } from "./sealing.ts";
import { handleOf, type Session } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import type { Provider } from "./provider.ts";

/** What accounts stand on. */
export interface AccountWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly permissionsOf: (post: PostKind) => string[];
  /** True behind TLS: cookies are then never sent in the clear, and no neighbouring host can set them (`__Host-`). */
  readonly secure: boolean;
  /** Keys the counters of failed attempts. */
  readonly secret: Buffer;
  /** Seals second factors at rest. */
  readonly sealer: Sealer;
  readonly settings: () => Promise<Settings>;
  /** Single sign-on, where it is set up. */
  readonly provider?: Provider | undefined;
}

export type CookieName = "tonghu_session" | "tonghu_known" | "tonghu_device" | "tonghu_flow" | "tonghu_screen";

const nameOf = (world: AccountWorld, name: CookieName): string => (world.secure ? `__Host-${name}` : name);

export function readCookie(world: AccountWorld, request: FastifyRequest, name: CookieName): string | undefined {
  const text = request.cookies[nameOf(world, name)];
  return text === undefined || text === "" || text.length > 100 ? undefined : text;
}

/** Never readable by a page's script; sent along by the browser on top-level ways into the house only. */
export function writeCookie(
  world: AccountWorld,
  reply: FastifyReply,
  name: CookieName,
  text: string,
  seconds: number,
): void {
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure: world.secure } as const;
  if (seconds > 0) reply.setCookie(nameOf(world, name), text, { ...options, maxAge: Math.floor(seconds) });
  else reply.clearCookie(nameOf(world, name), options);
}

/** What a session may still not do: a half one waits for the second factor or for a new password. */
function awaited(session: Session): "second_factor" | "password" | undefined {
  if (session.demo) return undefined;
  if (session.factorNeeded && session.factorAt === null) return "second_factor";
  return session.mustChange ? "password" : undefined;
}

/** Demo people's one click stands for both factors: their database holds nobody real. */
export function actorOf(session: Session, now: Date): Actor {
  const awaits = awaited(session);
  const factorAt = session.demo ? now.toISOString() : session.factorAt;
  return {
    personId: session.personId,
    name: session.name,
    post: session.kind,
    area: session.area,
    scope: { ...subtree(session.area), ...(session.department && { department: session.department }) },
    sessionId: handleOf(session.digest),
    ...(session.department && { department: session.department }),
    ...(session.postId && { postId: session.postId }),
    ...(session.deviceId && { deviceId: session.deviceId }),
    ...(session.deputyFor && { deputyFor: session.deputyFor }),
    ...(factorAt && { factorAt }),
    ...(awaits && { awaits }),
  };
}

/**
 * Before any permission counts: the session is a whole one.
 * Errors: account.not_signed_in (401), account.second_factor_needed, account.password_change_needed (403).
 */
export function requireWhole(actor: Actor): void {
  if (actor.personId === "") throw new Problem("account.not_signed_in", {}, 401);
  if (actor.awaits === "second_factor") throw new Problem("account.second_factor_needed", {}, 403);
  if (actor.awaits === "password") throw new Problem("account.password_change_needed", {}, 403);
}

export const FRESH_MINUTES = 15;

/**
 * Before anything leaves the house: the second factor was shown within the last minutes, by whoever exports.
 * Errors: account.fresh_factor_needed (403).
 */
export function requireFreshFactor(actor: Actor, clock: Clock, minutes = FRESH_MINUTES): void {
  requireWhole(actor);
  const age = actor.factorAt === undefined ? Infinity : clock.now().getTime() - Date.parse(actor.factorAt);
  if (!(age <= minutes * 60_000)) throw new Problem("account.fresh_factor_needed", { minutes }, 403);
}

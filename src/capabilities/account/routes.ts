import type { FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { Problem } from "#kernel/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { enteringRoutes } from "./routes/entering.ts";
import { ownRoutes } from "./routes/own.ts";
import { peopleRoutes } from "./routes/people.ts";
import { findSession, isOver, touch } from "./sessions.ts";
import { type AccountWorld, actorOf, readCookie } from "./world.ts";

/** Who is calling, by the session cookie. Errors: account.device_revoked (401) on a phone that was taken out of use. */
export const identify =
  (world: AccountWorld) =>
  async (request: FastifyRequest): Promise<Actor | undefined> => {
    const token = readCookie(world, request, "tonghu_session");
    const session = token === undefined ? undefined : await findSession(world.pool, token);
    const now = world.clock.now();
    if (!session || isOver(session, now)) return undefined;
    if (session.ended !== null) throw new Problem(session.ended, {}, 401);
    await touch(world.pool, session, now);
    return actorOf(session, now);
  };

export const routes = (world: AccountWorld): Route[] => [
  ...enteringRoutes(world),
  ...ownRoutes(world),
  ...peopleRoutes(world),
];

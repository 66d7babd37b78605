import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { z } from "zod";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { areaPath, findAreas } from "#capabilities/area/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  closeSession,
  isSynthetic,
  listDemoPosts,
  openSession,
  type PersonPost,
  personOfToken,
  postsOf,
  redeem,
} from "./store.ts";
import { DemoPerson, Me, OpenDemoSession, OpenSession, postNames, SESSION_HOURS } from "./words.ts";

export interface AccountWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly permissionsOf: (post: PostKind) => string[];
  /** True behind TLS: the cookie is then never sent in the clear. */
  readonly secure: boolean;
}

const COOKIE = "tonghu_session";

const actorOf = (post: PersonPost): Actor => ({
  personId: post.personId, name: post.name, post: post.kind, area: post.area, scope: subtree(post.area),
}); // prettier-ignore

/** Who is calling, by the session cookie. */
export const identify =
  (world: AccountWorld) =>
  async (request: FastifyRequest): Promise<Actor | undefined> => {
    const token = request.cookies[COOKIE];
    if (token === undefined || token.length > 100) return undefined;
    const post = await personOfToken(world.pool, token, world.clock.now());
    return post && actorOf(post);
  };

async function me(world: AccountWorld, actor: Actor): Promise<Me> {
  return {
    personId: actor.personId,
    name: actor.name,
    post: actor.post,
    postName: postNames[actor.post],
    area: actor.area,
    areaPath: await areaPath(world.pool, actor.area, today(world.clock)),
    permissions: world.permissionsOf(actor.post),
    synthetic: await isSynthetic(world.pool),
    today: today(world.clock),
  };
}

async function enter(world: AccountWorld, reply: FastifyReply, post: PersonPost | undefined): Promise<Me> {
  if (!post) throw new Problem("account.no_post", {}, 403);
  const token = await openSession(world.pool, post, world.clock.now(), SESSION_HOURS);
  reply.setCookie(COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: world.secure,
    maxAge: SESSION_HOURS * 3600,
  });
  return me(world, actorOf(post));
}

async function demoPeople(world: AccountWorld): Promise<DemoPerson[]> {
  if (!(await isSynthetic(world.pool))) throw notFound("http.not_found");
  const posts = await listDemoPosts(world.pool, "0", ":", 1000);
  const names = new Map((await findAreas(world.pool, posts.map((post) => post.area), today(world.clock))).map((area) => [area.code, area.name])); // prettier-ignore
  return posts.map((post) => ({
    personId: post.personId, name: post.name, post: post.kind, postName: postNames[post.kind],
    area: post.area, areaName: names.get(post.area) ?? "",
  })); // prettier-ignore
}

export const routes = (world: AccountWorld): Route[] => [
  route({ method: "GET", path: "/api/account/me", permission: null, summary: "当前登录的人员与岗位", output: Me })(
    async ({ actor }) => {
      if (actor.personId === "") throw new Problem("account.not_signed_in", {}, 401);
      return me(world, actor);
    },
  ),
  route({
    method: "GET",
    path: "/api/account/demo-people",
    permission: null,
    summary: "演示人员（仅演示库）",
    output: z.array(DemoPerson),
  })(() => demoPeople(world)),
  route({
    method: "POST", path: "/api/account/demo-sessions", permission: null, summary: "以演示人员身份登录（仅演示库）", body: OpenDemoSession, output: Me,
  })(async ({ body, reply }) => {
    if (!(await isSynthetic(world.pool))) throw notFound("http.not_found");
    const posts = await listDemoPosts(world.pool, "0", ":", 1000);
    return enter(world, reply, posts.find((post) => post.personId === body.personId));
  }), // prettier-ignore
  route({
    method: "POST", path: "/api/account/sessions", permission: null, summary: "凭一次性登录码登录", body: OpenSession, output: Me, refusals: ["account.code_wrong"],
  })(async ({ body, reply }) => {
    const personId = await redeem(world.pool, body.code, world.clock.now());
    if (personId === undefined) throw new Problem("account.code_wrong", {}, 403);
    return enter(world, reply, (await postsOf(world.pool, personId, today(world.clock)))[0]);
  }), // prettier-ignore
  route({ method: "DELETE", path: "/api/account/session", permission: null, summary: "退出登录" })(
    async ({ request, reply }) => {
      const token = request.cookies[COOKIE];
      if (token !== undefined) await closeSession(world.pool, token);
      reply.clearCookie(COOKIE, { path: "/" });
      return undefined;
    },
  ),
];

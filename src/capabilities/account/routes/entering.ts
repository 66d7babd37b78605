import type { FastifyReply } from "fastify";
import { z } from "zod";
import { today } from "#kernel/clock.ts";
import { isProblem, notFound, Problem } from "#kernel/problem.ts";
import { findAreas } from "#capabilities/area/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { enter } from "../enter.ts";
import { isSynthetic } from "../installed.ts";
import { ownSession } from "../own.ts";
import { enrol } from "../phones.ts";
import { endSession } from "../enter.ts";
import type { Session } from "../sessions.ts";
import { me } from "../shown.ts";
import { redeemInvitation, signIn } from "../signIn.ts";
import { listDemoPosts } from "../store.ts";
import { beginProvider, finishProvider } from "../subjects.ts";
import { type AccountWorld, actorOf } from "../world.ts";
import { BeginProvider, DemoPerson, EnrolDevice, Me, OpenDemoSession, OpenSession, postNameOf, ProviderPage, SignIn, Ways } from "../words.ts"; // prettier-ignore

/* Ways in and out. */

const shown = (world: AccountWorld, session: Session): Promise<Me> =>
  me(world, actorOf(session, world.clock.now()), session);

async function demoPeople(world: AccountWorld): Promise<DemoPerson[]> {
  if (!(await isSynthetic(world.pool))) throw notFound("http.not_found");
  const posts = await listDemoPosts(world.pool, "0", ":", 1000, today(world.clock));
  const names = new Map((await findAreas(world.pool, posts.map((post) => post.area), today(world.clock))).map((area) => [area.code, area.name])); // prettier-ignore
  return posts.map((post) => ({
    personId: post.personId, name: post.name, post: post.kind, postName: postNameOf(post.kind, post.department),
    area: post.area, areaName: names.get(post.area) ?? "",
  })); // prettier-ignore
}

/** To a page, by a redirect that the browser follows with GET. */
function sentTo(reply: FastifyReply, page: string): string {
  void reply.code(303).header("location", page);
  return "";
}

const guessing = ["account.too_many_attempts", "account.no_post"];

export const enteringRoutes = (world: AccountWorld): Route[] => [
  route({ method: "GET", path: "/api/account/ways", permission: null, summary: "可用的登录方式", output: Ways })(async () => ({
    password: true, provider: world.provider?.name ?? null, demo: await isSynthetic(world.pool),
  })),
  route({ method: "GET", path: "/api/account/me", permission: null, summary: "当前登录的人员与岗位", output: Me, refusals: ["account.not_signed_in"] })(
    async ({ actor, request }) => me(world, actor, await ownSession(world, actor, request)),
  ),
  route({
    method: "POST", path: "/api/account/sign-in", permission: null, summary: "用登录名和密码登录", body: SignIn, output: Me,
    refusals: ["account.sign_in_wrong", "account.busy", ...guessing],
  })(async ({ body, request, reply }) => shown(world, await signIn(world, request, reply, body))),
  route({
    method: "POST", path: "/api/account/sessions", permission: null, summary: "凭一次性登录码登录", body: OpenSession, output: Me,
    refusals: ["account.code_wrong", ...guessing],
  })(async ({ body, request, reply }) => shown(world, await redeemInvitation(world, request, reply, body.code))),
  route({
    method: "POST", path: "/api/account/devices", permission: null, summary: "用督导员出示的二维码绑定手机", body: EnrolDevice, output: Me,
    refusals: ["account.code_wrong", ...guessing],
  })(async ({ body, request, reply }) => shown(world, await enrol(world, request, reply, body))),
  route({ method: "DELETE", path: "/api/account/session", permission: null, summary: "退出登录" })(({ request, reply }) => endSession(world, request, reply)),
  route({
    method: "POST", path: "/api/account/provider/sign-ins", permission: null, summary: "开始统一身份认证登录（或绑定）", body: BeginProvider, output: ProviderPage,
    refusals: ["account.provider_unavailable"],
  })(async ({ actor, body, request, reply }) => ({ url: await beginProvider(world, actor, request, reply, body.link === true) })),
  route({ method: "GET", path: "/api/account/provider/return", permission: null, arrival: true, summary: "统一身份认证返回" })(async ({ actor, request, reply }) => {
    try {
      const done = await finishProvider(world, actor, request, reply, new URL(request.url, "http://localhost").searchParams);
      return sentTo(reply, done === "linked" ? "/desk/#/account" : "/desk/");
    } catch (thrown) {
      if (isProblem(thrown)) return sentTo(reply, `/desk/#/sign-in/${thrown.code}`);
      throw thrown;
    }
  }),
  route({ method: "GET", path: "/api/account/demo-people", permission: null, summary: "演示人员（仅演示库）", output: z.array(DemoPerson) })(
    () => demoPeople(world),
  ),
  route({ method: "POST", path: "/api/account/demo-sessions", permission: null, summary: "以演示人员身份登录（仅演示库）", body: OpenDemoSession, output: Me })(
    async ({ body, request, reply }) => {
      if (!(await isSynthetic(world.pool))) throw notFound("http.not_found");
      const posts = await listDemoPosts(world.pool, "0", ":", 1000, today(world.clock));
      if (!posts.some((post) => post.personId === body.personId)) throw new Problem("account.no_post", {}, 403);
      return shown(world, await enter(world, request, reply, { personId: body.personId, by: "demo" }));
    },
  ),
]; // prettier-ignore

import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import {
  type AccountWorld,
  digestOf,
  drawToken,
  endSession,
  holdsPost,
  isSynthetic,
  namesOf,
  readCookie,
  requireFreshFactor,
  writeCookie,
} from "#capabilities/account/index.ts";
import { areaPath, areaPaths } from "#capabilities/area/index.ts";
import { narrowed } from "#capabilities/caselist/index.ts";
import type { Board } from "#capabilities/caselist/words.ts";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, subtree, within } from "#kernel/scope.ts";
import { addScreen, endOwn, endScreen, findOpen, noteSeen, type Screen, screensWithin } from "./store.ts";
import { isWide, type OpenedScreen, type OpenScreen, type ScreenFigures, type ScreenLine } from "./words.ts"; // prettier-ignore

/*
 * A screen on a wall stands unattended, so that it holds no session: it is known by a cookie that opens its own figures and
 * nothing else (docs/decisions/0042-display.md).
 */

export interface DisplayWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly account: AccountWorld;
  readonly boardOf: (actor: Actor, area: AreaCode) => Promise<Board>;
}

const DAY_MS = 86_400_000;

/**
 * The browser that asks becomes a screen, and its session ends with the same answer: nobody stays signed in before a wall.
 * Errors: account.fresh_factor_needed, account.no_post (403); area.unknown (404); display.area_small (422);
 * display.id_taken (409).
 */
export async function openScreen(
  world: DisplayWorld,
  actor: Actor,
  body: OpenScreen,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<OpenedScreen> {
  requireFreshFactor(actor, world.clock);
  const { lo: area } = narrowed(actor, body.area);
  if (!isWide(area)) throw new Problem("display.area_small", {}, 422);
  if (actor.postId === undefined) throw new Problem("account.no_post", {}, 403);
  const now = world.clock.now();
  const until = new Date(now.getTime() + body.days * DAY_MS).toISOString();
  const token = drawToken();
  const screen = { id: body.id, name: body.name, area, postId: actor.postId, personId: actor.personId, openedAt: now.toISOString(), until }; // prettier-ignore
  if (!(await addScreen(world.pool, digestOf(token), screen))) throw conflict("display.id_taken");
  const before = readCookie(world.account, request, "tonghu_screen"); // one browser is one screen: its older one has ended
  if (before !== undefined) await endOwn(world.pool, digestOf(before), now);
  writeCookie(world.account, reply, "tonghu_screen", token, body.days * 86_400);
  await endSession(world.account, request, reply);
  return { id: body.id, until };
}

const nameIn = (path: readonly string[] | undefined): string => path?.at(-1) ?? "";

/** Those of one's area that are open. */
export async function listScreens(world: DisplayWorld, actor: Actor): Promise<ScreenLine[]> {
  const screens = await screensWithin(world.pool, actor.scope, world.clock.now());
  const names = await namesOf(world.pool, screens.map(({ personId }) => personId)); // prettier-ignore
  const paths = await areaPaths(world.pool, screens.map(({ area }) => area), today(world.clock)); // prettier-ignore
  return screens.map(({ id, name, area, personId, openedAt, until, seenOn }) => ({
    id, name, area, areaName: nameIn(paths.get(area)), openedBy: names.get(personId) ?? "", openedAt, until, seenOn,
  })); // prettier-ignore
}

/** Its next reading is refused. Errors: display.unknown (404). */
export async function closeScreen(world: DisplayWorld, actor: Actor, id: string): Promise<void> {
  const ended = await endScreen(world.pool, id, actor.scope, actor.personId, world.clock.now());
  if (!ended) throw notFound("display.unknown");
}

/** The screen behind a request, and the post that it stands on. Errors: display.not_open (403). */
async function screenOf(world: DisplayWorld, request: FastifyRequest): Promise<Screen & { readonly actor: Actor }> {
  const token = readCookie(world.account, request, "tonghu_screen");
  const screen = token === undefined ? undefined : await findOpen(world.pool, digestOf(token), world.clock.now());
  const post = screen && (await holdsPost(world.pool, screen.postId, today(world.clock)));
  const stands = screen && post && post.personId === screen.personId && within(subtree(post.area), screen.area);
  if (!stands) throw new Problem("display.not_open", {}, 403);
  const { personId, area } = screen;
  return { ...screen, actor: { personId, name: "", post: post.kind, area, scope: subtree(area), postId: post.postId } };
}

/** What the wall shows, and all that its cookie can ever read. Errors: display.not_open (403). */
export async function figures(world: DisplayWorld, request: FastifyRequest): Promise<ScreenFigures> {
  const { id, area, until, actor } = await screenOf(world, request);
  const board = await world.boardOf(actor, area);
  await noteSeen(world.pool, id, board.day);
  const { day, children, graded, overdue, villages, directed, months } = board;
  return {
    place: nameIn(await areaPath(world.pool, area, day)),
    day, until, synthetic: await isSynthetic(world.pool), children, graded, overdue, villages, directed, months,
    levels: board.levels.map(({ level, word, shape }) => ({ level, word, shape, children: board.byLevel[level] ?? 0 })),
    areas: board.areas.map((row) => ({ name: row.name, children: row.children, graded: row.graded, overdue: row.overdue })),
  }; // prettier-ignore
}

/** Whoever stands before a screen may end it: it goes dark, and nothing opens. */
export async function leaveScreen(world: DisplayWorld, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = readCookie(world.account, request, "tonghu_screen");
  if (token !== undefined) await endOwn(world.pool, digestOf(token), world.clock.now());
  writeCookie(world.account, reply, "tonghu_screen", "", 0);
}

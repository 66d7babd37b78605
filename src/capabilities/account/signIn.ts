import type { FastifyReply, FastifyRequest } from "fastify";
import { today } from "#kernel/clock.ts";
import { addDays, dayOf } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { changing } from "./changing.ts";
import { counterKey, forgiveGates, type Gate, networkOf, passGates, sweepCounters } from "./counters.ts";
import { findByLogin, invited, keepRehashed, type Known, redeem, rememberPlaces } from "./credentials.ts";
import { enter, openPosts } from "./enter.ts";
import { record } from "./events.ts";
import { loginKey } from "./login.ts";
import { hashPassword, isOutdated, verifyPassword } from "./passwords.ts";
import type { Session } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import { digestOf, drawToken } from "./tokens.ts";
import { type AccountWorld, readCookie, writeCookie } from "./world.ts";
import type { SignIn } from "./words.ts";

/*
 * Signing in with a password. Whoever guesses is slowed per (login, network), gently per login and per network; a
 * browser from which the person signed in before has a counter of its own, and a network from which they did is not
 * held to the login's, so that no stranger can lock anybody out. Known and unknown names take the same steps.
 */

interface Place {
  readonly browser: string | undefined;
  readonly network: string;
}

const placeOf = (world: AccountWorld, request: FastifyRequest): Place => ({
  browser: readCookie(world, request, "tonghu_known"),
  network: networkOf(request.ip),
});

interface Digests {
  readonly browser: string;
  readonly network: string;
}

/** Keyed by person only through their row: the same network is another digest for everybody. */
const digestsOf = (world: AccountWorld, place: Place, login: string): Digests => ({
  browser: place.browser === undefined ? "" : digestOf(place.browser),
  network: counterKey(world.secret, "network", loginKey(login), place.network),
});

interface Gates {
  readonly own: Gate;
  readonly shared: readonly Gate[];
}

function gatesOf(
  world: AccountWorld,
  settings: Settings,
  place: Place,
  login: string,
  known: Known | undefined,
): Gates {
  const key = (...parts: string[]): string => counterKey(world.secret, ...parts);
  const name = loginKey(login);
  if (known?.knownBrowser && place.browser !== undefined) {
    return { own: { key: key("known", name, place.browser), delay: settings.knownDelay, binds: true }, shared: [] };
  }
  return {
    own: { key: key("pair", name, place.network), delay: settings.pairDelay, binds: true },
    shared: [
      { key: key("login", name), delay: settings.loginDelay, binds: known?.knownNetwork !== true },
      { key: key("address", place.network), delay: settings.addressDelay, binds: true },
    ],
  };
}

const knownSince = (settings: Settings, now: Date): Date => new Date(now.getTime() - settings.knownDays * 86_400_000);

async function refuse(world: AccountWorld, known: Known | undefined, network: string): Promise<never> {
  const body = { network: counterKey(world.secret, "network", network), known: known !== undefined };
  await record(world.pool, { kind: "account.sign_in_refused", personId: known?.personId ?? null, actorId: null, body }, world.clock.now()); // prettier-ignore
  throw new Problem("account.sign_in_wrong", {}, 403);
}

/** True where the password is to be changed now: it was given by somebody else, or is too old. */
const isDue = (world: AccountWorld, settings: Settings, known: Known): boolean =>
  known.mustChange === true ||
  (known.setAt !== null && addDays(dayOf(new Date(known.setAt)), settings.passwordDays) <= today(world.clock));

/**
 * Errors: account.sign_in_wrong (403) for an unknown name, a wrong password and a closed account alike;
 * account.too_many_attempts (429); account.no_post (403); account.busy (503).
 */
export async function signIn(
  world: AccountWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  { login, password }: SignIn,
): Promise<Session> {
  const now = world.clock.now();
  const settings = await world.settings();
  const place = placeOf(world, request);
  const digests = digestsOf(world, place, login);
  const since = knownSince(settings, now);
  const known = await findByLogin(world.pool, login, { ...digests, since });
  const gates = gatesOf(world, settings, place, login, known);
  await passGates(world.pool, [gates.own, ...gates.shared], now, settings.forgetHours);
  const right = await verifyPassword(password, known?.closedAt === null ? (known.phc ?? undefined) : undefined);
  if (!right || !known) return refuse(world, known, place.network);
  await rehash(world, known, password);
  const browser = known.knownBrowser && place.browser !== undefined ? place.browser : drawToken();
  await changing(world.pool, async (db) => {
    await forgiveGates(db, [gates.own.key], gates.shared.map((gate) => gate.key)); // prettier-ignore
    await rememberPlaces(db, known.personId, [digestOf(browser), digests.network], now, since);
    await sweepCounters(db, new Date(now.getTime() - settings.forgetHours * 3_600_000));
  });
  const session = await enter(world, request, reply, { personId: known.personId, by: "password", mustChange: isDue(world, settings, known) }); // prettier-ignore
  writeCookie(world, reply, "tonghu_known", browser, settings.knownDays * 86_400);
  return session;
}

async function rehash(world: AccountWorld, known: Known, password: string): Promise<void> {
  if (known.phc === null || known.passwordId === null || !isOutdated(known.phc)) return;
  await keepRehashed(world.pool, known.passwordId, await hashPassword(password));
}

const codeKey = (world: AccountWorld, request: FastifyRequest): string =>
  counterKey(world.secret, "code", networkOf(request.ip));

/** One-time codes are slowed per network: they cannot be guessed, and nobody shall try. */
export async function passCodeGate(world: AccountWorld, request: FastifyRequest): Promise<void> {
  const { addressDelay, forgetHours } = await world.settings();
  const gate = { key: codeKey(world, request), delay: addressDelay, binds: true };
  await passGates(world.pool, [gate], world.clock.now(), forgetHours);
}

/** The code was right: this attempt is taken back. */
export const forgiveCode = (world: AccountWorld, request: FastifyRequest): Promise<void> =>
  forgiveGates(world.pool, [], [codeKey(world, request)]);

/**
 * By the one-time code of an invitation: the session then asks for a password of one's own. Whose post is not yet
 * approved is refused with the code still good: after the second person's word it opens.
 */
export async function redeemInvitation(
  world: AccountWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<Session> {
  await passCodeGate(world, request);
  const now = world.clock.now();
  const holder = await invited(world.pool, code, now);
  const posts = holder === undefined ? [] : await openPosts(world.pool, holder, today(world.clock));
  if (holder !== undefined && posts.length === 0) throw new Problem("account.no_post", {}, 403);
  const personId = await redeem(world.pool, code, now);
  if (personId === undefined) throw new Problem("account.code_wrong", {}, 403);
  await forgiveCode(world, request);
  return enter(world, request, reply, { personId, by: "invitation", mustChange: true });
}

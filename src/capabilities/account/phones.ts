import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { dayOf } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { within } from "#kernel/scope.ts";
import { changing } from "./changing.ts";
import { inForce, mayAppoint, needsFactor } from "./decide.ts";
import { addDevice, type Device, deviceOfToken, devicesOf, devicesWithin, findDevice, makeDeviceCode, markRevoked, takeDeviceCode } from "./devices.ts"; // prettier-ignore
import { enter } from "./enter.ts";
import { keptOn, record } from "./events.ts";
import { isEnrolled } from "./factors.ts";
import { seenHolder } from "./people.ts";
import { endSessionsOfDevice, type Session } from "./sessions.ts";
import { forgiveCode, passCodeGate } from "./signIn.ts";
import { directorsOf, findPost, heldPosts } from "./store.ts";
import { qrOf } from "./totp.ts";
import { type DeviceLine, postNameOf } from "./words.ts";
import { type AccountWorld, readCookie, writeCookie } from "./world.ts";

/* Phones: enrolled by a picture that the supervisor shows, revoked at once. */

/** Posts that a phone may be enrolled for. Whoever needs a second factor signs in with it, on a phone too. */
const phoneKinds: ReadonlySet<string> = new Set(["director", "supervisor", "social_worker"]);

export interface DeviceCode {
  readonly code: string;
  readonly svg: string;
  readonly expiresAt: string;
}

/**
 * A one-time code for the holder of a post, as text and as a picture. The picture holds the phone's page with the code
 * behind the #, where no log sees it. Errors: account.post_unknown (404), account.device_not_for_post (422).
 */
export async function makeCode(world: AccountWorld, actor: Actor, postId: string, origin: string): Promise<DeviceCode> {
  const now = world.clock.now();
  const { deviceCodeMinutes } = await world.settings();
  const expiresAt = new Date(now.getTime() + deviceCodeMinutes * 60_000);
  const code = await changing(world.pool, async (db) => {
    const { post, posts } = await seenHolder(db, actor, postId);
    const day = today(world.clock);
    const open = posts.filter((one) => inForce(one, day));
    const fits = phoneKinds.has(post.kind) && inForce(post, day) && !open.some((one) => needsFactor(one.kind));
    if (
      !fits ||
      !mayAppoint(actor, post.kind, post.area) ||
      post.personId === actor.personId ||
      (await isEnrolled(db, post.personId))
    )
      throw new Problem("account.device_not_for_post", {}, 422);
    await record(db, { kind: "account.device_code_made", personId: post.personId, actorId: actor.personId, area: post.area, body: { postId } }, now); // prettier-ignore
    return makeDeviceCode(db, postId, actor.personId, now, expiresAt);
  });
  return { code, svg: qrOf(`${origin}/phone/#/enrol/${code}`), expiresAt: expiresAt.toISOString() };
}

const directorNames = `select (${directorsOf("$1", "$2")}) as names`;
const DEVICE_SECONDS = 400 * 86_400; // browsers keep no cookie for longer

/** The phone's side: the code, once, makes a device and a session on it. Errors: account.code_wrong (403). */
export async function enrol(
  world: AccountWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<Session> {
  await passCodeGate(world, request);
  const now = world.clock.now();
  const id = newId();
  const made = await changing(world.pool, async (db) => {
    const taken = await takeDeviceCode(db, code, now);
    const post = taken && (await findPost(db, taken.postId));
    if (!taken || !post || !inForce(post, today(world.clock))) return undefined;
    const device = { id, personId: post.personId, postId: post.postId, name, enrolledBy: taken.madeBy };
    const token = await addDevice(db, device, now);
    await record(db, { kind: "account.device_enrolled", personId: post.personId, actorId: taken.madeBy, area: post.area, body: { deviceId: id, name } }, now); // prettier-ignore
    return { token, post };
  });
  if (!made) throw new Problem("account.code_wrong", {}, 403);
  await forgiveCode(world, request);
  writeCookie(world, reply, "tonghu_device", made.token, DEVICE_SECONDS);
  return enter(world, request, reply, { personId: made.post.personId, by: "device", postId: made.post.postId, deviceId: id }); // prettier-ignore
}

const shown = (device: Device): DeviceLine => ({
  deviceId: device.id, name: device.name, personName: device.personName, postName: postNameOf(device.kind), area: device.area,
  enrolledAt: device.enrolledAt, seenOn: device.seenAt === null ? null : dayOf(new Date(device.seenAt)), revokedAt: device.revokedAt,
}); // prettier-ignore

export const ownDevices = async (world: AccountWorld, actor: Actor): Promise<DeviceLine[]> =>
  (await devicesOf(world.pool, actor.personId)).map(shown);

export const devicesInArea = async (world: AccountWorld, actor: Actor): Promise<DeviceLine[]> =>
  (await devicesWithin(world.pool, actor.scope)).map(shown);

/** A phone by its own token, whoever is signed in on it by now, and whether it may still work. */
export interface KnownPhone {
  readonly deviceId: string;
  readonly personId: string;
  readonly personName: string;
  readonly area: string;
  /** Why it is over: taken out of use, or its holder's post has ended; null while it may work. */
  readonly over: "revoked" | "post" | null;
  /** Who looks after the village now, where it has gone to somebody else. */
  readonly handedTo: string | null;
}

/** Whose village a phone keeps: a phone is passed on, and its token stays that of whom it was enrolled for. */
export interface Keeper {
  readonly personId?: string | undefined;
  readonly area?: string | undefined;
}

/**
 * Whoever signs in and keeps a village on a phone of somebody else's is its keeper from then on: what it gives up later,
 * without anybody in, is theirs by this note and not by its own word.
 */
export async function noteKeeper(
  world: AccountWorld,
  request: FastifyRequest,
  { personId, area }: Actor,
): Promise<void> {
  const token = readCookie(world, request, "tonghu_device");
  const device = token === undefined ? undefined : await deviceOfToken(world.pool, token);
  if (!device || device.personId === personId || device.revokedAt !== null) return;
  if (await keptOn(world.pool, personId, device.id)) return;
  await record(world.pool, { kind: "account.device_kept", personId, actorId: personId, area, body: { deviceId: device.id } }, world.clock.now()); // prettier-ignore
}

/**
 * A phone as that of whoever keeps a village on it: the first holder's post says nothing of the next one's, and what it
 * gives up is the keeper's work. Errors: account.device_unknown (404) where the browser is no enrolled phone, or where its
 * token says nothing on what it keeps: somebody else's other village, one in which the keeper never had the post, or a
 * keeper who never was in on it.
 */
export async function phoneOf(world: AccountWorld, request: FastifyRequest, keeper: Keeper = {}): Promise<KnownPhone> {
  const token = readCookie(world, request, "tonghu_device");
  const device = token === undefined ? undefined : await deviceOfToken(world.pool, token);
  if (!device) throw notFound("account.device_unknown");
  const { personId = device.personId, area = device.area } = keeper;
  const posts = (await heldPosts(world.pool, personId)).filter((post) => post.area === area);
  // who says to have it in another's name was in on it, or is nobody here: no work is kept under a name that was made up
  const isKeeper =
    personId === device.personId || (area === device.area && (await keptOn(world.pool, personId, device.id)));
  if (!isKeeper || posts.length === 0) throw notFound("account.device_unknown");
  const day = today(world.clock);
  const over = device.revokedAt !== null ? "revoked" : posts.some((post) => inForce(post, day)) ? null : "post";
  const { rows } = await world.pool.query<{ names: string | null }>(directorNames, [area, day]);
  const personName = posts[0]?.name ?? device.personName;
  return {
    deviceId: device.id,
    personId,
    personName,
    area,
    over,
    handedTo: over === "post" ? (rows[0]?.names ?? null) : null,
  };
}

/** One's own phone, or one of somebody in the actor's area: its next request is refused. Errors: account.device_unknown (404). */
export const revoke = (world: AccountWorld, actor: Actor, deviceId: string, enrols: boolean): Promise<void> =>
  changing(world.pool, async (db) => {
    const device = await findDevice(db, deviceId);
    const seen = device && (device.personId === actor.personId || (enrols && within(actor.scope, device.area)));
    if (!device || !seen) throw notFound("account.device_unknown");
    const now = world.clock.now();
    if (!(await markRevoked(db, deviceId, actor.personId, now))) throw conflict("account.device_revoked_before");
    await endSessionsOfDevice(db, deviceId);
    await record(db, { kind: "account.device_revoked", personId: device.personId, actorId: actor.personId, area: device.area, body: { deviceId } }, now); // prettier-ignore
  });

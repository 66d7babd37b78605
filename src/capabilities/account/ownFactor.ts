import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { Problem } from "#kernel/problem.ts";
import { changing } from "./changing.ts";
import { loginOf } from "./credentials.ts";
import { needsFactor } from "./decide.ts";
import { openPosts } from "./enter.ts";
import { record } from "./events.ts";
import { confirmPending, drawRecoveryCodes, forgetFactor, isEnrolled, keepPending, useFactor } from "./factors.ts";
import { guarded, ownSession, renewed } from "./own.ts";
import { closeSessionsOf, type Session } from "./sessions.ts";
import { drawSecret, type Enrolment, enrolmentOf } from "./totp.ts";
import { type AccountWorld, requireFreshFactor } from "./world.ts";

/* One's own second factor: set up, shown, replaced, laid down. */

/** A secret for the authenticator, not in force before its first code. Replacing one in force wants a fresh code of it. */
export async function beginFactor(world: AccountWorld, actor: Actor, request: FastifyRequest): Promise<Enrolment> {
  const session = await ownSession(world, actor, request);
  if (session.demo) throw new Problem("account.demo_has_no_factor", {}, 422);
  if (await isEnrolled(world.pool, actor.personId)) requireFreshFactor(actor, world.clock);
  const secret = drawSecret();
  await keepPending(world.pool, world.sealer, actor.personId, secret);
  return enrolmentOf(secret, (await loginOf(world.pool, actor.personId)) ?? actor.name);
}

/** The first code of a new secret puts it into force. Errors: account.factor_wrong (403), account.fresh_factor_needed. */
export async function confirmFactor(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<{ recoveryCodes: string[] }> {
  const session = await ownSession(world, actor, request);
  if (await isEnrolled(world.pool, actor.personId)) requireFreshFactor(actor, world.clock);
  const now = world.clock.now();
  const recoveryCodes = await guarded(world, actor.personId, "factor", () =>
    changing(world.pool, async (db) => {
      if (!(await confirmPending(db, world.sealer, actor.personId, code.replace(/\s/g, ""), now))) return undefined;
      await closeSessionsOf(db, actor.personId, session.digest);
      await record(
        db,
        { kind: "account.factor_enrolled", personId: actor.personId, actorId: actor.personId, area: actor.area },
        now,
      );
      return drawRecoveryCodes(db, actor.personId);
    }),
  );
  if (!recoveryCodes) throw new Problem("account.factor_wrong", {}, 403);
  await renewed(world, reply, session, { factorAt: now });
  return { recoveryCodes };
}

/** Shows the second factor: a half session becomes whole, a whole one fresh. Errors: account.factor_wrong (403). */
export async function showFactor(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<Session> {
  const session = await ownSession(world, actor, request);
  const now = world.clock.now();
  const used = await guarded(world, actor.personId, "factor", () =>
    useFactor(world.pool, world.sealer, actor.personId, code, now),
  );
  if (!used) throw new Problem("account.factor_wrong", {}, 403);
  if (used === "recovery")
    await record(
      world.pool,
      { kind: "account.recovery_code_used", personId: actor.personId, actorId: actor.personId, area: actor.area },
      now,
    );
  return renewed(world, reply, session, { factorAt: now });
}

export async function renewRecoveryCodes(world: AccountWorld, actor: Actor): Promise<{ recoveryCodes: string[] }> {
  requireFreshFactor(actor, world.clock);
  if (!(await isEnrolled(world.pool, actor.personId))) throw new Problem("account.factor_not_enrolled", {}, 422);
  const now = world.clock.now();
  const recoveryCodes = await changing(world.pool, async (db) => {
    await record(
      db,
      { kind: "account.recovery_codes_drawn", personId: actor.personId, actorId: actor.personId, area: actor.area },
      now,
    );
    return drawRecoveryCodes(db, actor.personId);
  });
  return { recoveryCodes };
}

/** Lays a second factor down again where no post asks for it. */
export async function dropFactor(world: AccountWorld, actor: Actor): Promise<void> {
  requireFreshFactor(actor, world.clock);
  const posts = await openPosts(world.pool, actor.personId, today(world.clock));
  if (posts.some((post) => needsFactor(post.kind))) throw new Problem("account.factor_required", {}, 422);
  await changing(world.pool, async (db) => {
    await forgetFactor(db, actor.personId);
    await record(
      db,
      {
        kind: "account.factor_reset",
        personId: actor.personId,
        actorId: actor.personId,
        area: actor.area,
        body: { by: "self" },
      },
      world.clock.now(),
    );
  });
}

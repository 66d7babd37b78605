import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, dayOf } from "#kernel/day.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { loginOf, passwordsOf } from "./credentials.ts";
import { inForce } from "./decide.ts";
import { devicesOf } from "./devices.ts";
import { isEnrolled } from "./factors.ts";
import { isSynthetic } from "./installed.ts";
import { shownPosts } from "./people.ts";
import type { Session } from "./sessions.ts";
import { heldPosts } from "./store.ts";
import { type Me, type Need, postNameOf } from "./words.ts";
import type { AccountWorld } from "./world.ts";

/** What a session still has to do: the code first where there is a factor, then the password, then a factor to enrol. */
function needsOf(session: Session, enrolled: boolean): Need[] {
  if (session.demo) return [];
  const lacking = session.factorNeeded && session.factorAt === null;
  const wanted: readonly (readonly [boolean, Need])[] = [
    [lacking && enrolled, "code"],
    [session.mustChange, "password"],
    [lacking && !enrolled, "enrolment"],
  ];
  return wanted.flatMap(([holds, need]) => (holds ? [need] : []));
}

async function passwordUntil(world: AccountWorld, personId: string): Promise<string | null> {
  const [newest] = await passwordsOf(world.pool, personId, 1);
  const { passwordDays } = await world.settings();
  return newest ? addDays(dayOf(new Date(newest.setAt)), passwordDays) : null;
}

/** Who one is, under which post, what one may do, and what is still to be done. */
export async function me(world: AccountWorld, actor: Actor, session: Session): Promise<Me> {
  const { pool } = world;
  const day = today(world.clock);
  const enrolled = await isEnrolled(pool, actor.personId);
  const posts = (await heldPosts(pool, actor.personId)).filter((post) => inForce(post, day));
  const device = session.deviceId === null ? undefined : (await devicesOf(pool, actor.personId)).find((one) => one.id === session.deviceId); // prettier-ignore
  return {
    personId: actor.personId,
    name: actor.name,
    post: actor.post,
    department: actor.department ?? null,
    postName: postNameOf(actor.post, actor.department),
    postId: session.postId,
    area: actor.area,
    areaPath: actor.area === "0" ? ["全国"] : await areaPath(pool, actor.area, day),
    permissions: actor.awaits === undefined ? world.permissionsOf(actor.post) : [],
    posts: await shownPosts(world, pool, posts),
    login: (await loginOf(pool, actor.personId)) ?? null,
    needs: needsOf(session, enrolled),
    secondFactor: session.demo ? "demo" : enrolled ? "enrolled" : "none",
    passwordUntil: await passwordUntil(world, actor.personId),
    sessionUntil: session.expiresAt,
    device: device?.name ?? null,
    synthetic: await isSynthetic(pool),
    today: day,
  };
}

import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { holdsPost, reachArea } from "#capabilities/account/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { ELSEWHERE, type IdentifyKey, type TellKeyRefused } from "#platform/http/keys.ts";
import { bucketsOf } from "#platform/http/rates.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { digestOf, KEY_MARK } from "./actions.ts";
import { type Grant, type Key, requireKey } from "./decide.ts";
import { findKey, insertCall, sharingOf } from "./store.ts";
import type { SharingWorld } from "./world.ts";

/*
 * Who calls by a key. It opens the one kind of operation that was granted, in the grant's area, in its department's scope;
 * whatever it is refused for is written down, too.
 */

const unknown = (): Problem => new Problem("sharing.key_unknown", {}, 401);
const shape = new RegExp(`^${KEY_MARK}[\\w-]{43}$`);

interface Found {
  readonly id: Id;
  readonly subject: Subject;
}

/** Errors: sharing.key_unknown (401). */
async function found({ pool, journal }: SharingWorld, digest: string): Promise<Found> {
  const row = await inScope(pool, { lo: ":", hi: ":" }, (db) => findKey(db, digest), { readOnly: true });
  if (!row) throw unknown();
  const subjects = await inScope(pool, subtree(row.area), (db) => journal.find(db, [row.id]), { readOnly: true });
  const subject = subjects.get(row.id);
  if (!subject) throw unknown();
  return { id: row.id, subject };
}

/** Calls a minute, grant by grant: as many at once, and then no faster. One server's count; several count apart. */
function limiter(): (counted: string, perMinute: number) => void {
  const byRate = new Map<number, ReturnType<typeof bucketsOf>>();
  return (counted, perMinute) => {
    let buckets = byRate.get(perMinute);
    if (!buckets) byRate.set(perMinute, (buckets = bucketsOf({ burst: perMinute, perSecond: perMinute / 60 })));
    const retryAfter = buckets.take(counted);
    if (retryAfter > 0) throw new Problem("sharing.key_too_many", { retryAfter }, 429);
  };
}

/**
 * With the post of whoever drew it a key ends, also where that person holds another post now: nobody else answers for what it
 * does. Errors: sharing.key_holder_gone (403).
 */
async function requireHolder({ pool, clock }: SharingWorld, { key, area }: Grant & { key: Key }): Promise<void> {
  const day = today(clock);
  const holds = key.postId === null || (await holdsPost(pool, key.postId, day)) !== undefined;
  if (!holds || !(await reachArea(pool, [key.holder.id], area, day)))
    throw new Problem("sharing.key_holder_gone", {}, 403);
}

const actorOf = (id: Id, { key, area, department }: Grant & { key: Key }): Actor => ({
  personId: key.holder.id,
  name: `${key.holder.name}（接口）`,
  post: "department",
  area,
  department,
  scope: { ...subtree(area), department },
  sessionId: id,
  keyOf: id,
  ...(key.postId && { postId: key.postId }),
});

/** A refused call of a known key is written down as well; one that comes too fast is not: it would be a way to fill the disk. */
async function told<T>(world: SharingWorld, { id, subject }: Found, operation: string, address: string, work: () => Promise<T>): Promise<T> {
  const { grant } = sharingOf(subject);
  const note = async (answer: string): Promise<void> => {
    if (!grant) return;
    const call = { id: newId(), grantId: id, area: subject.area, department: grant.department, at: world.clock.now().toISOString(), operation, answer, rows: 0, fields: [], number: null, address }; // prettier-ignore
    await inScope(world.pool, subtree(subject.area), (db) => insertCall(db, call));
  };
  try {
    const done = await work();
    // a reading writes its own line, with what it gave
    if (operation !== "data") await note("ok");
    return done;
  } catch (thrown) {
    if (isProblem(thrown)) await note(thrown.code);
    throw thrown;
  }
} // prettier-ignore

/**
 * A reading that was let in and then refused (another item, a page too large, an area): nothing was given, and the log says
 * that it was tried. A department's own work is in the log as it was let in.
 */
const tellKeyRefused =
  ({ pool, clock }: SharingWorld): TellKeyRefused =>
  async ({ keyOf, area, department }, operation, answer, address) => {
    if (operation !== "data" || keyOf === undefined || department === undefined) return;
    const call = { id: newId(), grantId: keyOf, area, department, at: clock.now().toISOString(), operation, answer, rows: 0, fields: [], number: null, address }; // prettier-ignore
    await inScope(pool, subtree(area), (db) => insertCall(db, call));
  };

/**
 * Errors: sharing.key_unknown (401); sharing.key_stopped, sharing.key_expired, sharing.key_not_here, sharing.key_holder_gone
 * (403); sharing.key_too_many (429) with retryAfter.
 */
function identifyKey(world: SharingWorld): IdentifyKey {
  const limit = limiter();
  return async (key, operation, address) => {
    if (!shape.test(key)) throw unknown();
    const digest = digestOf(key);
    const known = await found(world, digest);
    const { grant } = sharingOf(known.subject);
    // what goes astray is counted by itself: it takes no call from those that are meant
    if (grant) limit(operation === ELSEWHERE ? `${known.id} ${ELSEWHERE}` : known.id, grant.rate);
    return told(world, known, operation, address, async () => {
      const held = requireKey(sharingOf(known.subject), digest, operation, today(world.clock));
      await requireHolder(world, held);
      return actorOf(known.id, held);
    });
  };
}

/** What the server asks of keys: who calls, and where to say what was refused afterwards. */
export const byKey = (world: SharingWorld) => ({
  identifyKey: identifyKey(world),
  tellKeyRefused: tellKeyRefused(world),
});

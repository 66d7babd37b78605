import { directorsOf } from "#capabilities/account/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { again, type Journal } from "#platform/journal/journal.ts";
import { endRun, markAssigned, nextPortion, refuseChildren } from "./assignmentStore.ts";
import { openTogether } from "./decide.ts";
import type { TaskWorld } from "./routes.ts";
import type { AssignTask, Refusal, RefusedChild } from "./words.ts";

/* The handing out of an assignment, portion by portion, each one transaction (docs/decisions/0050-assignments-in-portions.md). */

/** What each child gets. */
export type Order = Omit<AssignTask, "childIds">;

/** So many children wait for one commit: a bar that moves, and a stop that is heard within the second. */
const PORTION = 20;

/** An owner is at most so long (words.ts): of many directors the first ones are named. */
const OWNER = 40;

type Owners = ReadonlyMap<AreaCode, string>;

const directors = sql`select area, (${directorsOf("n.area", "$2")}) as names from unnest($1::text[]) as n (area)`;

/** Who works for each child: the directors of its village; none where it has none. */
async function directorsFor(world: TaskWorld, actor: Actor, childIds: readonly Id[], day: Day): Promise<Owners> {
  return inScope(world.pool, actor.scope, async (db) => {
    const files = await world.journal.find(db, childIds);
    const areas = [...new Set([...files.values()].map((file) => file.area))];
    const { rows } = await db.query<{ area: string; names: string | null }>({ name: "task.directors", text: directors, values: [areas, day] });
    return new Map(rows.flatMap(({ area, names }) => (names === null ? [] : [[area, names] as const])));
  });
} // prettier-ignore

/** What a refusal is called; undefined for what is no child's matter. */
function refusalOf(thrown: unknown): Refusal | undefined {
  if (!isProblem(thrown)) return undefined;
  if (thrown.code === "journal.not_found") return "elsewhere";
  return thrown.status < 500 && thrown.code !== "journal.busy" ? "fault" : undefined;
}

/** Ends a decision without an entry and without a receipt: going on later asks the child again. */
class Refused extends Error {}

/** One child within its portion's transaction: the refusal, or undefined where it has the task now, or had it before. */
async function handTo(decide: Journal["decide"], actor: Actor, order: Order, owners: Owners, childId: Id, day: Day): Promise<Refusal | undefined> {
  let refusal: Refusal | undefined;
  const command = { actor, commandId: order.id, content: { operation: "task.assign", order } };
  try {
    await decide(command, childId, (subject) => {
      if (fileOf(subject).status !== "open") refusal = "closed";
      else if (order.due < day) refusal = "late";
      if (refusal !== undefined) throw new Refused();
      const owner = order.owner || (owners.get(subject.area) ?? "").slice(0, OWNER);
      return [openTogether({ ...order, owner }, day, actor.name, order.id)];
    });
  } catch (thrown) {
    refusal ??= refusalOf(thrown);
    if (refusal === undefined) throw thrown;
  }
  return refusal;
} // prettier-ignore

/** Hands out to these at once; answers who has no task. */
async function handAll(world: TaskWorld, actor: Actor, order: Order, ids: readonly Id[]): Promise<RefusedChild[]> {
  const day = today(world.clock);
  const owners = order.owner === "" ? await directorsFor(world, actor, ids, day) : noOwner;
  const asked = ids.map((id) => ({ id, commandId: order.id }));
  return again(() =>
    world.journal.atOnce(actor, asked, async (decide) => {
      const refused: RefusedChild[] = [];
      for (const childId of ids) {
        const refusal = await handTo(decide, actor, order, owners, childId, day);
        if (refusal !== undefined) refused.push({ childId, refusal });
      }
      return refused;
    }),
  );
}

const noOwner: Owners = new Map();

/** Where the database answers no more, or a file is held by others, the run stands still and is gone on with: no child is refused for that. */
const isOfMoment = (thrown: unknown): boolean =>
  isProblem(thrown) && (thrown.code.startsWith("db.") || thrown.code === "journal.busy");

/** A portion; where one of its files is damaged, each child by itself, so that the others have their task. */
async function handPortion(world: TaskWorld, actor: Actor, order: Order, ids: readonly Id[], log: Log): Promise<RefusedChild[]> {
  try {
    return await handAll(world, actor, order, ids);
  } catch (thrown) {
    if (isProblem(thrown) && thrown.code.startsWith("db.")) throw thrown;
    log.warn({ assignment: order.id, err: thrown }, "a portion is handed out child by child");
  }
  const refused: RefusedChild[] = [];
  for (const childId of ids) {
    try {
      refused.push(...(await handAll(world, actor, order, [childId])));
    } catch (thrown) {
      if (isOfMoment(thrown)) throw thrown;
      log.error({ assignment: order.id, err: thrown }, "a child's file takes no task");
      refused.push({ childId, refusal: "fault" });
    }
  }
  return refused;
} // prettier-ignore

async function handOn(world: TaskWorld, actor: Actor, order: Order, log: Log): Promise<void> {
  for (;;) {
    const ids = await inScope(world.pool, actor.scope, (db) =>
      nextPortion(db, order.id, PORTION, world.clock.now().toISOString()),
    );
    if (ids === undefined || ids.length === 0) return;
    const refused = await handPortion(world, actor, order, ids, log);
    const without = new Set(refused.map(({ childId }) => childId));
    const having = ids.filter((id) => !without.has(id)).map((id) => [order.id, id] as const);
    await inScope(world.pool, actor.scope, async (db) => {
      await refuseChildren(db, order.id, refused);
      // written with each task; once more, so that one that was there already does not wait for ever
      await markAssigned(db, having);
    });
  }
}

/** Never throws: however it ends, its row says so, or says it by its silence (assignmentStore.ts). */
export async function handOut(world: TaskWorld, actor: Actor, order: Order, log: Log): Promise<void> {
  const isInterrupted = await handOn(world, actor, order, log).then(
    () => false,
    (thrown: unknown) => {
      log.error({ assignment: order.id, err: thrown }, "an assignment stands still");
      return true;
    },
  );
  const at = world.clock.now().toISOString();
  await inScope(world.pool, actor.scope, (db) => endRun(db, order.id, isInterrupted, at)).catch((err: unknown) =>
    log.error({ assignment: order.id, err }, "an assignment's end is not stored"),
  );
}

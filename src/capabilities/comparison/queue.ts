import type { Id } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { patiently, removeUpload } from "#capabilities/survey/index.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { Cancelled, type ComparisonWorld, Held, Running } from "./run.ts";
import { dropHeld, finishList, listHeld, listRunning, type RunningList, staleHeld } from "./store.ts";
import { tidyLists } from "./upload.ts";
import type { ListShown } from "./words.ts";

/* One run after the other: begun, stopped, ended, taken up again after a kill. */

const runs = new Map<Id, () => void>();
const stopped = new Set<Id>();

/** Somebody has answered for it since it was asked to stop. */
export const letRun = (id: Id): void => void stopped.delete(id);

/** Asks a run to stop: before it has begun, at the next batch, or by ending the thread that compares. */
export function stopRun(id: Id): void {
  stopped.add(id);
  runs.get(id)?.();
}

type End = { status: ListShown["status"]; problem: string | null; detail: string | null };

async function attempt(world: ComparisonWorld, list: RunningList, log: Log): Promise<End> {
  const running = new Running(world, list);
  runs.set(list.id, running.cancel);
  if (stopped.has(list.id)) running.cancel();
  const ended = (status: ListShown["status"]): End => ({ status, problem: null, detail: null });
  try {
    if (list.stage === "withdrawing") {
      await running.withdraw();
      return ended("withdrawn");
    }
    await running.run();
    await running.save();
    return ended("done");
  } catch (thrown) {
    if (thrown instanceof Cancelled || thrown instanceof Held) {
      await running.save().catch(() => undefined);
      return ended(thrown instanceof Held ? "held" : "cancelled");
    }
    if (!isProblem(thrown) || thrown.status >= 500)
      log.error({ list: list.id, err: thrown }, "a comparison has not ended");
    const code = isProblem(thrown) && thrown.status < 500 ? thrown.code : "comparison.failed";
    return { status: "failed", problem: code, detail: world.sentence(code, isProblem(thrown) ? thrown.data : {}) };
  } finally {
    runs.delete(list.id);
    stopped.delete(list.id);
  }
}

/** Never throws: however it ends, the list's row says so; a row that says "running" is taken up at the next start. */
async function runOne(world: ComparisonWorld, list: RunningList, log: Log): Promise<void> {
  const end = await attempt(world, list, log);
  const at = world.clock.now().toISOString();
  const scope = subtree(list.area);
  const finish = () => inScope(world.pool, scope, (db) => finishList(db, list.id, { ...end, at }));
  await patiently(finish).then(
    () => (end.status === "held" ? undefined : removeUpload(world.uploads, list.id)),
    (err: unknown) => log.error({ list: list.id, err }, "a comparison's end is not stored"),
  );
}

/** No list has it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** So long a list in doubt waits for somebody's word. */
export const HELD_DAYS = 30;

/** Lets go of lists in doubt that a newer one has come for, or that nobody has answered for; answers which. */
export async function dropStale(
  world: Pick<ComparisonWorld, "clock">,
  db: Queryable,
  newer: Pick<ListShown, "kind" | "area" | "id"> = { kind: "", area: "", id: NOBODY },
): Promise<Id[]> {
  const now = world.clock.now();
  const before = new Date(now.getTime() - HELD_DAYS * 86_400_000).toISOString();
  const stale = await staleHeld(db, newer, before);
  const dropped: Id[] = [];
  for (const { id } of stale) if (await dropHeld(db, id, now.toISOString())) dropped.push(id);
  return dropped;
}

let turn: Promise<void> = Promise.resolve();

/** One comparison at a time: each takes a processor and memory for itself. Answers when this one has ended. */
export function queueRun(world: ComparisonWorld, list: RunningList, log: Log): Promise<void> {
  turn = turn.then(() => runOne(world, list, log)).catch((err: unknown) => log.error({ err }, "a comparison broke"));
  return turn;
}

/** When every list that was sent until now has ended. */
export const listsEnded = (): Promise<void> => turn;

/** Takes up what a stopped server left running: from its file, and nothing is said twice. */
export async function resumeRuns(world: ComparisonWorld, log: Log): Promise<void> {
  const left = await inScope(world.pool, nation, listRunning, { readOnly: true });
  await inScope(world.pool, nation, (db) => dropStale(world, db));
  const held = await inScope(world.pool, nation, listHeld, { readOnly: true });
  await tidyLists(world.uploads, new Set([...held, ...left.map(({ id }) => id)]));
  for (const list of left) void queueRun(world, list, log);
}

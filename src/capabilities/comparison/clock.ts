import { nation } from "#kernel/scope.ts";
import { removeUpload } from "#capabilities/survey/index.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import { pullDue } from "./pulling.ts";
import { dropStale } from "./queue.ts";
import type { SourceWorld } from "./sources.ts";

/* What happens of lists without anybody asking: held ones are let go of after their days, and sources are fetched on theirs. */

const EVERY = 10 * 60_000;

export async function tick(world: SourceWorld, log: Log): Promise<void> {
  const dropped = await inScope(world.pool, nation, (db) => dropStale(world, db));
  for (const id of dropped) await removeUpload(world.uploads, id);
  await pullDue(world, log);
}

/** Every ten minutes, one after the other; answers how it is stopped. What fails is tried again the next time. */
export function keepLists(world: SourceWorld, log: Log): () => Promise<void> {
  let turn: Promise<void> = Promise.resolve();
  const next = (): void => {
    turn = turn
      .then(() => tick(world, log))
      .catch((err: unknown) => log.error({ err }, "lists could not be looked after"));
  };
  next();
  const timer = setInterval(next, EVERY).unref();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}

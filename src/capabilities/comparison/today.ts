import type { Actor } from "#kernel/actor.ts";
import { addDays, dayOf } from "#kernel/day.ts";
import { inScope } from "#platform/db/scope.ts";
import type { ComparisonWorld } from "./run.ts";
import { HELD_DAYS } from "./queue.ts";
import { countFailing } from "./sourceStore.ts";
import { firstHeld } from "./store.ts";
import type { ListsToday } from "./words.ts";

/** Lists in doubt that wait for a person's word, and until when; sources of which nothing has come. */
export const listsToday = (world: ComparisonWorld, actor: Actor): Promise<ListsToday> =>
  inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const { held, since } = await firstHeld(db);
      const dropOn = since === null ? null : addDays(dayOf(new Date(since)), HELD_DAYS);
      return { held, dropOn, failing: actor.post === "department" ? 0 : await countFailing(db) };
    },
    { readOnly: true },
  );

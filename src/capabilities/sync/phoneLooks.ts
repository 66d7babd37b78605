import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { noLater } from "#kernel/day.ts";
import type { Look } from "#kernel/look.ts";
import { inScope } from "#platform/db/scope.ts";
import type { SyncWorld } from "./routes.ts";
import type { AskVillage } from "./words.ts";

/**
 * Keeps which files were opened on the phone itself, a trace for each day; never of a later day than the server's. Of
 * children who are not this village's (any more) nothing is kept on the phone's word alone. Errors: trace.unavailable,
 * and the phone tells it again.
 */
export async function keepPhoneLooks(
  world: Pick<SyncWorld, "pool" | "journal" | "clock" | "keep">,
  actor: Actor,
  address: string,
  { looks = [] }: Pick<AskVillage, "looks">,
): Promise<void> {
  if (looks.length === 0) return;
  const ids = [...new Set(looks.map((look) => look.childId))];
  const here = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, ids), { readOnly: true });
  const now = today(world.clock);
  const days = Map.groupBy(looks.filter((look) => here.has(look.childId)), (look) => noLater(look.day, now)); // prettier-ignore
  for (const [day, seen] of days) {
    const look: Look = {
      actor, address, route: "POST /api/sync/village", kind: "phone", children: seen.map((one) => one.childId), fields: [],
      purpose: "visit", asked: { day }, personal: [], answer: "ok",
    }; // prettier-ignore
    await world.keep(look);
  }
}

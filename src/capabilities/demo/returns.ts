import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { handIn } from "#capabilities/returns/decide.ts";
import { owedBy } from "#capabilities/returns/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import { idOf, Random } from "./random.ts";

/** In the sample nobody began before it. */
const BEGUN = "2020-01-01";

/**
 * What was due is reported, some days before; but the last of it is still owed by the county and by every sixth township.
 * By the decision of a command.
 */
export async function seedReturns(
  world: DemoWorld,
  machine: Actor,
  { people, seed }: { readonly people: ReadonlyMap<string, Actor>; readonly seed: number },
): Promise<void> {
  const random = new Random(seed, 11);
  const now = today(world.clock);
  const offices = [...people.values()].filter(({ post }) => post !== "director");
  const items = offices.flatMap((actor, n): BatchItem[] => {
    const owed = owedBy(world, actor.area, BEGUN).filter(({ due }) => due < now);
    const last = owed.reduce((latest, { due }) => (due > latest ? due : latest), "");
    const late = actor.post === "county" || n % 6 === 5;
    return owed
      .filter(({ due }) => !late || due !== last)
      .map(({ item, due, since }) => {
        const before = shift(due, -random.between(0, 6));
        const command = { item, due, day: before < since ? since : before, note: "" };
        const id = idOf(random, command.day);
        const begun = { childId: null, area: actor.area };
        const decide = () => handIn(command, owed, false, { today: now, by: actor });
        return { subjectId: id, commandId: id, actor, seed: begun, decide };
      });
  });
  await inScope(world.pool, machine.scope, (db) => world.journal.batch(db, machine, `${now}T00:30:00.000Z`, items));
}

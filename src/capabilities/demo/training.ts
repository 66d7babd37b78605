import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { holdSession } from "#capabilities/training/decide.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import { idOf, Random } from "./random.ts";

/** Most townships have held a session this year, where nine in ten were. By the decision of a command. */
export async function seedTraining(
  world: DemoWorld,
  machine: Actor,
  { people, seed }: { readonly people: ReadonlyMap<string, Actor>; readonly seed: number },
): Promise<void> {
  const random = new Random(seed, 10);
  const day = shift(today(world.clock), -10);
  const all = [...people.values()];
  const supervisors = all.filter(({ post }) => post === "supervisor");
  const items = supervisors.flatMap((actor, n): BatchItem[] => {
    const there = all
      .filter(({ post, area }) => post === "director" && area.startsWith(actor.area) && random.chance(0.9))
      .map(({ personId: id, area }) => ({ id, area }));
    if (n % 5 === 4 || there.length === 0) return [];
    const id = idOf(random, day);
    const command = {
      title: "示例：入户走访和强制报告",
      day,
      people: there.map((one) => one.id),
      examined: [],
      note: "",
    };
    const present = { today: day, by: { id: actor.personId, name: actor.name } };
    const begun = { childId: null, area: actor.area };
    return [{ subjectId: id, commandId: id, actor, seed: begun, decide: () => holdSession(command, there, present) }];
  });
  await inScope(world.pool, machine.scope, (db) => world.journal.batch(db, machine, `${day}T02:00:00.000Z`, items));
}

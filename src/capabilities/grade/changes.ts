import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { type Decision, levelChanges, type Policy } from "#capabilities/policy/index.ts";
import { fileOf, findFile, isSealed, type RegistryWorld, valuesOf } from "#capabilities/registry/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import type { LevelChanges } from "./words.ts";

export interface ChangesWorld extends Pick<RegistryWorld, "pool" | "journal" | "clock"> {
  readonly policyAt: (area: AreaCode, day: Day) => Policy;
}

/** Facts that the reasons speak of, and so tell already. */
const toldBy = ({ categories, grade }: Decision): ReadonlySet<string> =>
  new Set(
    [...categories.flatMap((one) => [one, ...one.kinds]), ...grade.grounds].flatMap(({ because }) =>
      because.map(({ fact }) => fact),
    ),
  );

/**
 * A sensitive fact is spoken of where a reason names it: from the values that are left, which one holds could be told.
 * Errors: registry.not_found (404); retention.file_sealed (403).
 */
export async function changesOf(world: ChangesWorld, actor: Actor, childId: Id): Promise<LevelChanges> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const policy = world.policyAt(subject.area, day);
  const all = Object.entries(valuesOf(fileOf(subject).facts));
  const facts = Object.fromEntries(all.filter(([key]) => !isSealed(key)));
  const decision = policy.decide(facts, day, "deciding");
  const told = toldBy(decision);
  const spoken = catalogue.filter(({ key, cls }) => cls !== "sealed" && (cls !== "sensitive" || told.has(key)));
  return { level: decision.grade.level, changes: levelChanges(policy, facts, day, spoken) };
}

import type { Actor } from "#kernel/actor.ts";
import { findHolders, numberDigests } from "#capabilities/registry/index.ts";
import { type DueWorld, lookingFor, readingFor } from "./due.ts";
import { linesOf } from "./lines.ts";
import type { FindByNumber, LedgerPage } from "./words.ts";

/**
 * The child of an id number within the actor's own area, closed files too: found by the keyed digest alone. A number that has a file elsewhere answers as one that has none anywhere.
 * Errors: registry.id_number_wrong where the number itself is mistyped.
 */
export async function findByNumber(world: DueWorld, actor: Actor, { number }: FindByNumber): Promise<LedgerPage> {
  const looking = lookingFor(world, actor.scope);
  const digests = numberDigests(number, looking.machine.vault.digest);
  const read = readingFor(world, actor);
  const holders = [...(await read((db) => findHolders(db, digests))).values()];
  // two questions however the first is answered: what is found takes no longer than what is not
  return { lines: await linesOf(read, looking, holders), next: null };
}

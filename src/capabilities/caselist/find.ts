import type { Actor } from "#kernel/actor.ts";
import { findByDigests, soughtDigests } from "#capabilities/registry/index.ts";
import { type DueWorld, lookingFor, readingFor } from "./due.ts";
import { linesOf } from "./lines.ts";
import type { FindByNumber, LedgerPage } from "./words.ts";

/** A home's telephone may stand in hundreds of files: whoever wants them all asks the ledger by area. */
const MOST = 50;

/**
 * The children of a number within the actor's own area, closed files too, by keyed digests alone: the child's own id number
 * or telephone, or one of somebody who looks after it. A number that has a file elsewhere answers as one that has none anywhere.
 * Errors: registry.id_number_wrong where the number itself is mistyped.
 */
export async function findByNumber(world: DueWorld, actor: Actor, { number }: FindByNumber): Promise<LedgerPage> {
  const looking = lookingFor(world, actor.scope);
  const digests = soughtDigests(number, looking.machine.vault.digest);
  const read = readingFor(world, actor);
  const holders = await read((db) => findByDigests(db, digests, MOST));
  // two questions however the first is answered: what is found takes no longer than what is not
  return { lines: await linesOf(read, looking, holders), next: null };
}

import { anomaliesOf, findOpenOfList, withdrawRaised } from "#capabilities/anomaly/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { again } from "#platform/journal/journal.ts";
import { BATCH, type Part, raiseFor } from "./raising.ts";

/*
 * A list that was cut, or of something else, taken back: what it brought up and nobody has answered yet is withdrawn, by an
 * entry in each file. What was answered stays, as it was found on the spot.
 */

/** Withdraws what is open of a list, some children at a time; one cut off in between is carried out again. */
export async function withdrawFindings(part: Part, told: (share: number) => Promise<void>): Promise<void> {
  const { world, list, item, actor, today } = part;
  const others = (subject: Parameters<typeof anomaliesOf>[0]) =>
    Object.values(anomaliesOf(subject).open).filter((one) => one.comparison === item.id && one.list !== list.id);
  const children = await inScope(world.pool, actor.scope, (db) => findOpenOfList(db, list.id), { readOnly: true });
  for (let at = 0; at < children.length; at += BATCH) {
    const some = children.slice(at, at + BATCH);
    await again(() => inScope(world.pool, actor.scope, (db) => raiseFor(part, db, some, others)));
    await told(at / children.length);
  }
  await inScope(world.pool, actor.scope, (db) => withdrawRaised(db, list.id, today));
}

import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, type Problem } from "#kernel/problem.ts";
import { countyOf, subtree, within } from "#kernel/scope.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { BoxKey } from "./box.ts";
import { insertSalvage, wasIn } from "./store.ts";
import type { Operation, SentCommand } from "./words.ts";

/*
 * A child that moved to another village while something about it waited on a phone: what was done before the move is work
 * on that child all the same. It goes to the director of where the child is now, as the work of a former phone does.
 */

export interface PassingWorld {
  readonly pool: pg.Pool;
  readonly journal: Pick<Journal, "find">;
  readonly clock: Clock;
  readonly boxKey: BoxKey;
}

/** What stands by itself, without a picture or a signature that lies on the phone. */
const passable: ReadonlySet<Operation> = new Set(["visit.record", "registry.record", "task.close", "grade.propose"]);

/** The child's file where it is open in another village of the county, and was in the sender's before. */
async function movedFrom({ pool, journal }: PassingWorld, actor: Actor, childId: Id): Promise<Subject | undefined> {
  if (!(await inScope(pool, actor.scope, (db) => wasIn(db, childId, actor.area), { readOnly: true }))) return undefined;
  const county = subtree(countyOf(actor.area));
  const subject = (await inScope(pool, county, (db) => journal.find(db, [childId]), { readOnly: true })).get(childId);
  const isElsewhere = subject !== undefined && !within(actor.scope, subject.area);
  return isElsewhere && fileOf(subject).status === "open" ? subject : undefined;
}

/**
 * Keeps a command that found no child for the present director of the child that has moved, once; the refusal that says
 * so, or the one that there was.
 */
export async function passedOn(world: PassingWorld, actor: Actor, sent: SentCommand, found: Problem): Promise<Problem> {
  if (found.status !== 404 || !passable.has(sent.operation)) return found;
  const subject = await movedFrom(world, actor, sent.childId);
  if (!subject) return found;
  const { id, ...command } = sent;
  const name = String(fileOf(subject).facts["name"]?.value ?? "");
  const box = world.boxKey.close(id, JSON.stringify({ ...command, name }));
  const { personId, name: personName, deviceId = personId } = actor; // whoever works in a browser has no phone of their own
  const holder = { deviceId, personId, personName, area: subject.area };
  await inScope(world.pool, subtree(subject.area), (db) =>
    insertSalvage(db, holder, [{ id, box, childId: subject.id }], world.clock.now()),
  );
  return conflict("sync.child_moved");
}

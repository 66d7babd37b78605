import type { Actor } from "#kernel/actor.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, type Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import { AddAttachment } from "#capabilities/attachment/words.ts";
import { fileOf, findMoved } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { entriesOf } from "#platform/journal/store.ts";
import { type BoxKey, closeFile } from "./box.ts";
import { insertSalvage, senderOf } from "./store.ts";
import type { FileKey, Operation, SentCommand } from "./words.ts";

/*
 * A child that moved to another village while something about it waited on a phone: what was done before the move is work
 * on that child all the same. It goes to the director of where the child is now, as the work of a former phone does.
 */

export interface PassingWorld extends attachment.AttachmentWorld {
  readonly boxKey: BoxKey;
}

/** What found no child: who sent it, what was said of it, and how it is done in the place where the child is. */
export interface Unfound {
  readonly actor: Actor;
  readonly sent: SentCommand;
  readonly problem: Problem;
  readonly perform: (as: Actor) => Promise<unknown>;
}

/** What stands by itself, without a signature that it would need beside it. */
const passable: ReadonlySet<Operation> = new Set(["visit.record", "registry.record", "task.close", "grade.propose"]);

/** Kept for the present director of the child, once. */
async function keep(world: PassingWorld, { actor, sent }: Unfound, subject: Subject, picture?: Picture): Promise<void> {
  const { id, ...command } = sent;
  const name = String(fileOf(subject).facts["name"]?.value ?? "");
  const box = world.boxKey.close(id, JSON.stringify({ ...command, name, ...(picture && { file: picture.file }) }));
  const { personId, name: personName, deviceId = personId } = actor; // whoever works in a browser has no phone of their own
  const holder = { deviceId, personId, personName, area: subject.area };
  const file = picture && { file: picture.sealed.toString("base64") };
  await inScope(world.pool, subtree(subject.area), (db) =>
    insertSalvage(db, holder, [{ id, box, ...file, childId: subject.id }], world.clock.now()),
  );
}

interface Picture {
  readonly file: FileKey;
  readonly sealed: Buffer;
}

/** Whether the visit or agreement that a picture belongs to is this person's, and in the file: nobody needs to judge it again. */
async function isOwn({ pool }: PassingWorld, { actor }: Unfound, { area }: Subject, of: Entry | undefined): Promise<boolean> {
  if (!of || of.actorId === actor.personId) return of !== undefined;
  return (await inScope(pool, subtree(area), (db) => senderOf(db, area, of.id), { readOnly: true })) === actor.personId;
} // prettier-ignore

/**
 * A picture goes into the file behind the visit that is there, or waits beside the visit that waits. Its parts have come
 * by then, sealed under the child's own key. Errors: attachment.incomplete (409), where they have not.
 */
async function passPicture(world: PassingWorld, unfound: Unfound, subject: Subject, entries: readonly Entry[]): Promise<void> {
  const { actor, sent } = unfound;
  const { id, of, sha256 } = AddAttachment.parse({ ...sent.body, id: sent.id });
  const scope = subtree(subject.area);
  const isKept = (await inScope(world.pool, scope, (db) => senderOf(db, subject.area, id), { readOnly: true })) !== undefined;
  if (!isKept && (await isOwn(world, unfound, subject, entries.find((entry) => entry.id === of)))) {
    await unfound.perform({ ...actor, area: subject.area, scope });
  } else if (!isKept) {
    await keep(world, unfound, subject, closeFile(id, await attachment.wholeBeside(world, scope, subject, { id, sha256 })));
  }
  await attachment.partsKept(world, scope, subject, id);
} // prettier-ignore

const entriesIn = ({ pool, journal }: PassingWorld, subject: Subject): Promise<readonly Entry[]> =>
  inScope(pool, { ...subtree(subject.area), child: subject.id }, (db) => entriesOf(db, journal.machine, subject), {
    readOnly: true,
  });

const wasStored = (entries: readonly Entry[], id: Id, { personId }: Actor): boolean =>
  entries.some((entry) => entry.id === id && entry.actorId === personId);

/**
 * Keeps a command that found no child for the present director of the child that has moved, once. The refusal that says
 * so, or the one that there was; null where nothing is left to say: its sender gets a receipt, and learns nothing else.
 */
export async function passedOn(world: PassingWorld, unfound: Unfound): Promise<Problem | null> {
  const { actor, sent, problem } = unfound;
  const isPicture = sent.operation === "attachment.add";
  if (problem.status !== 404 || !(isPicture || passable.has(sent.operation))) return problem;
  const subject = await findMoved(world, actor, sent.childId);
  if (!subject) return problem;
  const entries = await entriesIn(world, subject);
  if (wasStored(entries, sent.id, actor)) return null; // before the child moved: its answer was lost
  if (!isPicture) {
    await keep(world, unfound, subject);
    return conflict("sync.child_moved");
  }
  try {
    await passPicture(world, unfound, subject, entries);
    return null;
  } catch (thrown) {
    if (isProblem(thrown) && thrown.status < 500) return thrown;
    throw thrown;
  }
}

import type { Actor } from "#kernel/actor.ts";
import { dayOf } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { type Scope, subtree } from "#kernel/scope.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import { type Arrived, BYTES_MOST } from "#capabilities/attachment/words.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { presentOf, type ReportingWorld } from "./actions.ts";
import { attachPicture, getConcern, isThere, picturesOf, requireRoomForPicture, withdrawPicture } from "./decide.ts";
import { concernOf, type ConcernRow, findConcern, findOwn } from "./store.ts";
import type { AttachPicture, WithdrawPicture } from "./words.ts";

/*
 * Pictures of a mandatory report (docs/decisions/0056-pictures-of-reports.md): from its reporter, in parts like those of a
 * visit, sealed under the report's own key, and opened by the people on the case alone.
 */

interface There {
  readonly scope: Scope;
  readonly subject: Subject;
}

/** Read where it lies by now: a report that was handed on stays its reporter's. Errors: concern.unknown (404). */
async function thereOf(world: ReportingWorld, row: ConcernRow | undefined): Promise<There> {
  if (!row) throw notFound("concern.unknown");
  const scope = subtree(row.area);
  const found = await inScope(world.pool, scope, (db) => world.journal.find(db, [row.id]), { readOnly: true });
  const subject = found.get(row.id);
  // of an erased one its chain is left: there is no such report
  if (!subject?.key || !concernOf(subject).concern) throw notFound("concern.unknown");
  return { scope, subject };
}

const ownReport = async (world: ReportingWorld, actor: Actor, id: Id): Promise<There> =>
  thereOf(world, await readInScope(world.pool, actor.scope, (db) => findOwn(db, id, actor.personId)));

/** With the report already, or withdrawn from it: of such a one no bytes are taken. */
const isDone = (subject: Subject, id: Id): boolean =>
  picturesOf(getConcern(concernOf(subject))).some((one) => one.id === id);

/**
 * Where the sender of a picture goes on; of one that is done, behind its end: what was sent has its place in it, and only
 * its command is missing an answer. Errors: concern.unknown (404).
 */
export async function arrived(world: ReportingWorld, actor: Actor, concernId: Id, id: Id): Promise<Arrived> {
  const { scope, subject } = await ownReport(world, actor, concernId);
  return isDone(subject, id) ? { at: BYTES_MOST } : attachment.arrivedBeside(world, scope, subject, id);
}

/** Errors: concern.unknown (404); as attachment's. */
export async function takePart(world: ReportingWorld, actor: Actor, concernId: Id, id: Id, at: number, bytes: Buffer): Promise<Arrived> {
  const { scope, subject } = await ownReport(world, actor, concernId);
  return attachment.takePartBeside(world, scope, subject, id, at, bytes);
} // prettier-ignore

/** The bytes of one that did not come in parts of its own (sync, of a former phone). */
export async function takeWhole(world: ReportingWorld, actor: Actor, concernId: Id, id: Id, bytes: Buffer): Promise<void> {
  const { scope, subject } = await ownReport(world, actor, concernId);
  if (isDone(subject, id)) return;
  await attachment.takeWholeBeside(world, scope, subject, id, bytes);
} // prettier-ignore

/** The entry and the picture in one transaction. Errors: concern.unknown (404), concern.too_many_pictures; as attachment's. */
export async function attach(
  world: ReportingWorld,
  actor: Actor,
  concernId: Id,
  command: AttachPicture,
  occurredAt?: string,
): Promise<Receipt> {
  const { scope } = await ownReport(world, actor, concernId);
  const content = { operation: "concern.attach", command };
  const written = { actor: { ...actor, scope }, commandId: command.id, content, ...(occurredAt && { occurredAt }) };
  return world.journal.decide(written, concernId, async (subject, db) => {
    const present = presentOf(world, actor, occurredAt);
    requireRoomForPicture(concernOf(subject), present);
    const { id, sha256 } = command;
    const announced = { id, sha256, kind: "photo", of: concernId, day: dayOf(new Date(present.by.at)) } as const;
    const kept = await attachment.keepBeside(world, db, subject, announced);
    return attachPicture({ pictureId: id, ...kept }, present);
  });
}

/** Whoever stands in the area, or reported it. */
async function rowFor(world: ReportingWorld, { scope, personId }: Actor, concernId: Id): Promise<ConcernRow | undefined> {
  const ask = (db: Queryable) => Promise.all([findOwn(db, concernId, personId), findConcern(db, scope, concernId)]);
  const [own, here] = await readInScope(world.pool, scope, ask);
  return own ?? here;
} // prettier-ignore

/** Its content goes with the entry that says why. Errors: as withdrawPicture. */
export async function withdraw(world: ReportingWorld, actor: Actor, concernId: Id, pictureId: Id, command: WithdrawPicture): Promise<Receipt> {
  const { scope } = await thereOf(world, await rowFor(world, actor, concernId));
  const content = { operation: "concern.withdraw_picture", pictureId, command };
  return world.journal.decide({ actor: { ...actor, scope }, commandId: command.id, content }, concernId, async (subject, db) => {
    const drafted = withdrawPicture(concernOf(subject), pictureId, command.reason, presentOf(world, actor));
    await attachment.dropBeside(db, subject, pictureId);
    return drafted;
  });
} // prettier-ignore

/** For the people on the case alone; for anybody else it is not there. Errors: concern.picture_unknown (404). */
export async function openPicture(world: ReportingWorld, actor: Actor, concernId: Id, id: Id): Promise<attachment.Opened> {
  const row = await readInScope(world.pool, actor.scope, (db) => findConcern(db, actor.scope, concernId));
  if (row && !row.team.includes(actor.personId)) throw notFound("concern.picture_unknown");
  const { scope, subject } = await thereOf(world, row);
  const isHere = picturesOf(getConcern(concernOf(subject))).some((one) => one.id === id && isThere(one));
  if (!isHere) throw notFound("concern.picture_unknown");
  return attachment.openBeside(world, scope, subject, id);
} // prettier-ignore

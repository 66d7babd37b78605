import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, noLater } from "#kernel/day.ts";
import type { Asks } from "#kernel/evidence.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, notFound } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree } from "#kernel/scope.ts";
import { fileOf, findFile, findMoved, keepingOf } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { entriesOf } from "#platform/journal/store.ts";
import { type AttachmentWorld, arrivedBeside, dropBeside, keepBeside, type Opened, openBeside, takePartBeside, takeWholeBeside } from "./holding.ts"; // prettier-ignore
import { dropParts, findFileRow, linesOf } from "./store.ts";
import { attachmentKinds } from "./zh.ts";
import { type AddAttachment, type Arrived, type AttachmentLine, kinds, type WithdrawAttachment } from "./words.ts"; // prettier-ignore

/**
 * The file that a picture goes to, and where: also of a child that moved while the picture was on its way. Whoever sends it
 * learns how much of it has arrived, and nothing of where the child is.
 */
async function fileFor(world: AttachmentWorld, actor: Actor, childId: Id): Promise<readonly [Scope, Subject]> {
  try {
    return [actor.scope, await findFile(world, actor, childId)];
  } catch (thrown) {
    const moved = isProblem(thrown) && thrown.status === 404 ? await findMoved(world, actor, childId) : undefined;
    if (!moved) throw thrown;
    return [subtree(moved.area), moved];
  }
}

export async function arrived(world: AttachmentWorld, actor: Actor, childId: Id, id: Id): Promise<Arrived> {
  return arrivedBeside(world, ...(await fileFor(world, actor, childId)), id);
}

/** Errors: as takePartBeside. */
export async function takePart(
  world: AttachmentWorld,
  actor: Actor,
  childId: Id,
  id: Id,
  at: number,
  bytes: Buffer,
): Promise<Arrived> {
  return takePartBeside(world, ...(await fileFor(world, actor, childId)), id, at, bytes);
}

export interface AddingWorld extends AttachmentWorld {
  /** What the policy in force on a day takes of a visit's evidence. */
  readonly evidenceOn: (area: AreaCode, day: Day) => Asks;
}

const notTaken = "attachment.not_taken";

/** Whether it belongs to an agreement of care, and not to a visit. Its command has arrived before it, and names its entry. */
async function isOfAgreement(world: AddingWorld, db: Queryable, subject: Subject, of: Id): Promise<boolean> {
  const entries = await entriesOf(db, world.journal.machine, subject);
  return entries.some(({ id, kind }) => id === of && kind.startsWith("entrustment."));
}

/** What the policy of the visit's day does not take is not kept. The visit itself has arrived before it. */
async function requireTaken(world: AddingWorld, db: Queryable, subject: Subject, { kind, of }: AddAttachment, day: Day): Promise<void> {
  if (world.evidenceOn(subject.area, day)[kind] !== "off" || (await isOfAgreement(world, db, subject, of))) return;
  throw conflict(notTaken, { what: attachmentKinds[kind] });
} // prettier-ignore

/**
 * A closed file takes what belongs to a visit that it holds and comes after it from a phone: the visit was made before.
 * Errors: attachment.child_closed (409).
 */
async function requireOpenOr(world: AddingWorld, db: Queryable, subject: Subject, visit: Id | false): Promise<void> {
  if (fileOf(subject).status === "open") return;
  const entries = keepingOf(subject).sealed || !visit ? [] : await entriesOf(db, world.journal.machine, subject);
  if (!entries.some(({ id, kind }) => id === visit && kind === "visit.recorded"))
    throw conflict("attachment.child_closed");
}

/** Nor are its parts. */
async function dropUntaken(world: AddingWorld, actor: Actor, childId: Id, id: Id, thrown: unknown): Promise<void> {
  if (!isProblem(thrown) || thrown.code !== notTaken) return;
  await inScope(world.pool, actor.scope, (db) => dropParts(db, childId, id, new Date(0)));
}

/**
 * The entry and the picture in one transaction: neither is there without the other.
 * occurredAt: when a phone made the command; its day is never after the server's today. Errors: attachment.not_taken (409).
 */
export const add = async (
  world: AddingWorld,
  actor: Actor,
  childId: Id,
  command: AddAttachment,
  occurredAt?: string,
): Promise<Receipt> => {
  const sent = { actor, commandId: command.id, content: { operation: "attachment.add", command } };
  try {
    return await world.journal.decide({ ...sent, ...(occurredAt && { occurredAt }) }, childId, async (subject, db) => {
      if (fileOf(subject).status === "none") throw notFound("registry.not_found");
      await requireOpenOr(world, db, subject, occurredAt !== undefined && command.of);
      const { kind, of, note } = command;
      const now = today(world.clock);
      const day = noLater(command.day ?? now, now);
      await requireTaken(world, db, subject, command, day);
      const kept = await keepBeside(world, db, subject, { ...command, day });
      return [{ kind: kinds.added, body: { day, kind, of, note, by: actor.name, ...kept } }];
    });
  } catch (thrown) {
    await dropUntaken(world, actor, childId, command.id, thrown);
    throw thrown;
  }
};

async function isWithdrawn(
  world: AttachmentWorld,
  db: Queryable,
  subject: Subject,
  attachmentId: Id,
): Promise<boolean> {
  const entries = await entriesOf(db, world.journal.machine, subject);
  return entries.some(({ kind, body }) => kind === kinds.withdrawn && body["attachmentId"] === attachmentId);
}

/**
 * Somebody is on it by mistake, or it shows what it should not: its content leaves the database, and the entry says why.
 * The entry of its adding stays, with its digest. What somebody else has withdrawn meanwhile is withdrawn. Errors: attachment.not_found (404),
 * attachment.signature_stays (409), attachment.child_closed (409).
 */
export async function withdraw(
  world: AttachmentWorld,
  actor: Actor,
  childId: Id,
  attachmentId: Id,
  command: WithdrawAttachment,
  occurredAt?: string,
): Promise<Receipt> {
  await findFile(world, actor, childId);
  const content = { operation: "attachment.withdraw", attachmentId, command };
  const sent = { actor, commandId: command.id, content, ...(occurredAt && { occurredAt }) };
  return world.journal.decide(sent, childId, async (subject, db) => {
    if (fileOf(subject).status !== "open") throw conflict("attachment.child_closed");
    const row = await findFileRow(db, childId, attachmentId);
    if (!row && (await isWithdrawn(world, db, subject, attachmentId))) return [];
    // a signature belongs to what was signed: an agreement, a visit
    if (row?.kind === "signature") throw conflict("attachment.signature_stays");
    const kind = await dropBeside(db, subject, attachmentId);
    const body = { day: today(world.clock), attachmentId, kind, reason: command.reason, by: actor.name };
    return [{ kind: kinds.withdrawn, body }];
  });
}

export async function list(world: AttachmentWorld, actor: Actor, childId: Id): Promise<AttachmentLine[]> {
  await findFile(world, actor, childId);
  return inScope(world.pool, actor.scope, (db) => linesOf(db, childId), { readOnly: true });
}

/** Errors: as openBeside. */
export async function open(world: AttachmentWorld, actor: Actor, childId: Id, id: Id): Promise<Opened> {
  return openBeside(world, actor.scope, await findFile(world, actor, childId), id);
}

/** The bytes of one that did not come in parts of its own: as one of them (sync, of a former phone). */
export async function takeWhole(world: AttachmentWorld, actor: Actor, childId: Id, id: Id, bytes: Buffer): Promise<void> {
  await takeWholeBeside(world, actor.scope, await findFile(world, actor, childId), id, bytes);
} // prettier-ignore

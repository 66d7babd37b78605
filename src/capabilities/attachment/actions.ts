import { createHash } from "node:crypto";
import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { fileOf, findFile, type World } from "#capabilities/registry/index.ts";
import type { Place, Vault } from "#platform/crypto/vault.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { cleaned, typeOf } from "./image.ts";
import { arrivedOf, dropParts, findFileRow, linesOf, partsOf, putFile, putPart } from "./store.ts";
import {
  type AddAttachment,
  type Arrived,
  type AttachmentKind,
  type AttachmentLine,
  BYTES_MOST,
  kinds,
  PART_DAYS,
  PART_MOST,
  PARTS_MOST,
} from "./words.ts";

export interface AttachmentWorld extends World {
  readonly pool: pg.Pool;
}

const partPlace = (childId: Id, id: Id, at: number): Place => ["attachment.part", childId, id, String(at)];
const filePlace = (childId: Id, id: Id): Place => ["attachment", childId, id];

/** The key of a file: an erased one has none, and is not there. */
function keyOf({ key }: Subject): NonNullable<Subject["key"]> {
  if (key === null) throw notFound("registry.not_found");
  return key;
}

/** Where the sender of an attachment goes on: by what lies here, whatever it remembers. */
export async function arrived(world: AttachmentWorld, actor: Actor, childId: Id, id: Id): Promise<Arrived> {
  await findFile(world, actor, childId);
  const { here } = await inScope(world.pool, actor.scope, (db) => arrivedOf(db, childId, id), { readOnly: true });
  return { at: here };
}

/** Errors: attachment.part_wrong (409) where the part does not go on where the last one ended; attachment.too_large. */
export async function takePart(
  world: AttachmentWorld,
  actor: Actor,
  childId: Id,
  id: Id,
  at: number,
  bytes: Buffer,
): Promise<Arrived> {
  const subject = await findFile(world, actor, childId);
  if (bytes.length === 0 || bytes.length > PART_MOST) throw conflict("attachment.part_wrong");
  if (at + bytes.length > BYTES_MOST) throw new Problem("attachment.too_large", {}, 413);
  const sealed = world.journal.machine.vault.sealBytes(keyOf(subject), partPlace(childId, id, at), bytes);
  return inScope(world.pool, actor.scope, async (db) => {
    const now = world.clock.now();
    await dropParts(db, childId, null, new Date(now.getTime() - PART_DAYS * 86_400_000));
    const { here, all } = await arrivedOf(db, childId, id);
    if (here !== at) throw conflict("attachment.part_wrong");
    if (all + bytes.length > PARTS_MOST) throw conflict("attachment.too_much");
    if (!(await putPart(db, subject, id, { at, size: bytes.length, sealed }, now)))
      throw conflict("attachment.part_wrong");
    return { at: at + bytes.length };
  });
}

/** All parts put together, if they are what was announced. Errors: attachment.incomplete (409). */
async function wholeOf(db: Queryable, vault: Vault, subject: Subject, { id, sha256 }: AddAttachment): Promise<Buffer> {
  const key = keyOf(subject);
  const parts = await partsOf(db, subject.id, id);
  const opened = parts.map((part) => vault.openBytes(key, partPlace(subject.id, id, part.at), part.sealed));
  const whole = Buffer.concat(opened);
  if (createHash("sha256").update(whole).digest("hex") !== sha256) throw conflict("attachment.incomplete");
  return whole;
}

/**
 * The entry and the picture in one transaction: neither is there without the other.
 * occurredAt: when a phone made the command; its day is never after the server's today.
 */
export const add = (
  world: AttachmentWorld,
  actor: Actor,
  childId: Id,
  command: AddAttachment,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "attachment.add", command }, ...(occurredAt && { occurredAt }) },
    childId,
    async (subject, db) => {
      if (fileOf(subject).status === "none") throw notFound("registry.not_found");
      if (fileOf(subject).status === "closed") throw conflict("attachment.child_closed");
      const { vault } = world.journal.machine;
      const sent = await wholeOf(db, vault, subject, command);
      const picture = await cleaned(command.kind, sent);
      const { id, kind, of, note } = command;
      const now = today(world.clock);
      const day = noLater(command.day ?? now, now);
      const sealed = vault.sealBytes(keyOf(subject), filePlace(childId, id), picture.bytes);
      await putFile(db, subject, { id, kind, of, day, size: picture.bytes.length, sealed });
      await dropParts(db, childId, id, new Date(0));
      const { width, height, bytes } = picture;
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return [{ kind: kinds.added, body: { day, kind, of, note, by: actor.name, width, height, bytes: bytes.length, sha256 } }];
    },
  ); // prettier-ignore

export async function list(world: AttachmentWorld, actor: Actor, childId: Id): Promise<AttachmentLine[]> {
  await findFile(world, actor, childId);
  return inScope(world.pool, actor.scope, (db) => linesOf(db, childId), { readOnly: true });
}

/** The picture itself. Errors: attachment.not_found (404); crypto.damaged. */
export async function open(
  world: AttachmentWorld,
  actor: Actor,
  childId: Id,
  id: Id,
): Promise<{ readonly kind: AttachmentKind; readonly type: string; readonly bytes: Buffer }> {
  const subject = await findFile(world, actor, childId);
  const row = await inScope(world.pool, actor.scope, (db) => findFileRow(db, childId, id), { readOnly: true });
  if (!row) throw notFound("attachment.not_found");
  const bytes = world.journal.machine.vault.openBytes(keyOf(subject), filePlace(childId, id), row.sealed);
  return { kind: row.kind, type: typeOf[row.kind], bytes };
}

/** The bytes of one that did not come in parts of its own: as one of them (sync, of a former phone). */
export async function takeWhole(world: AttachmentWorld, actor: Actor, childId: Id, id: Id, bytes: Buffer): Promise<void> {
  let { at } = await arrived(world, actor, childId, id);
  while (at < bytes.length)
    ({ at } = await takePart(world, actor, childId, id, at, bytes.subarray(at, at + PART_MOST)));
} // prettier-ignore

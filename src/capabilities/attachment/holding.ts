import { createHash } from "node:crypto";
import type pg from "pg";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Scope } from "#kernel/scope.ts";
import type { World } from "#capabilities/registry/index.ts";
import type { Place, Vault } from "#platform/crypto/vault.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { cleaned, typeOf } from "./image.ts";
import { arrivedOf, dropFile, dropParts, findFileRow, partsOf, putFile, putPart } from "./store.ts";
import { type AddAttachment, type Arrived, type AttachmentKind, BYTES_MOST, PART_DAYS, PART_MOST, PARTS_MOST } from "./words.ts"; // prettier-ignore

/*
 * Pictures beside any subject of the journal that has a key of its own: a child's file, a mandatory report. Whoever calls
 * has decided who may; here is how they arrive, lie and open.
 */

export interface AttachmentWorld extends World {
  readonly pool: pg.Pool;
}

const partPlace = (subjectId: Id, id: Id, at: number): Place => ["attachment.part", subjectId, id, String(at)];
const filePlace = (subjectId: Id, id: Id): Place => ["attachment", subjectId, id];

/** The key of a subject: an erased one has none, and is not there. */
function keyOf({ key }: Subject): NonNullable<Subject["key"]> {
  if (key === null) throw notFound("registry.not_found");
  return key;
}

/** Where the sender of a picture goes on: by what lies here, whatever it remembers. */
export async function arrivedBeside({ pool }: AttachmentWorld, scope: Scope, { id: subjectId }: Subject, id: Id): Promise<Arrived> {
  const { here } = await inScope(pool, scope, (db) => arrivedOf(db, subjectId, id), { readOnly: true });
  return { at: here };
} // prettier-ignore

/** Errors: attachment.part_wrong (409) where the part does not go on where the last one ended; attachment.too_large. */
export async function takePartBeside(
  world: AttachmentWorld,
  scope: Scope,
  subject: Subject,
  id: Id,
  at: number,
  bytes: Buffer,
): Promise<Arrived> {
  if (bytes.length === 0 || bytes.length > PART_MOST) throw conflict("attachment.part_wrong");
  if (at + bytes.length > BYTES_MOST) throw new Problem("attachment.too_large", {}, 413);
  const sealed = world.journal.machine.vault.sealBytes(keyOf(subject), partPlace(subject.id, id, at), bytes);
  return inScope(world.pool, scope, async (db) => {
    const now = world.clock.now();
    await dropParts(db, subject.id, null, new Date(now.getTime() - PART_DAYS * 86_400_000));
    const { here, all } = await arrivedOf(db, subject.id, id);
    if (here !== at) throw conflict("attachment.part_wrong");
    if (all + bytes.length > PARTS_MOST) throw conflict("attachment.too_much");
    if (!(await putPart(db, subject, id, { at, size: bytes.length, sealed }, now)))
      throw conflict("attachment.part_wrong");
    return { at: at + bytes.length };
  });
}

/** The bytes of one that did not come in parts of its own: as some of them. */
export async function takeWholeBeside(world: AttachmentWorld, scope: Scope, subject: Subject, id: Id, bytes: Buffer): Promise<void> {
  let { at } = await arrivedBeside(world, scope, subject, id);
  while (at < bytes.length)
    ({ at } = await takePartBeside(world, scope, subject, id, at, bytes.subarray(at, at + PART_MOST)));
} // prettier-ignore

/** All parts put together, if they are what was announced. Errors: attachment.incomplete (409). */
async function wholeOf(
  db: Queryable,
  vault: Vault,
  subject: Subject,
  { id, sha256 }: Pick<Announced, "id" | "sha256">,
): Promise<Buffer> {
  const key = keyOf(subject);
  const parts = await partsOf(db, subject.id, id);
  const opened = parts.map((part) => vault.openBytes(key, partPlace(subject.id, id, part.at), part.sealed));
  const whole = Buffer.concat(opened);
  if (createHash("sha256").update(whole).digest("hex") !== sha256) throw conflict("attachment.incomplete");
  return whole;
}

type Announced = Pick<AddAttachment, "id" | "kind" | "of" | "sha256"> & { readonly day: string };

/** What has arrived, to be kept elsewhere until somebody decides about it. Errors: attachment.incomplete (409). */
export const wholeBeside = (
  world: AttachmentWorld,
  scope: Scope,
  subject: Subject,
  announced: Pick<Announced, "id" | "sha256">,
): Promise<Buffer> =>
  inScope(world.pool, scope, (db) => wholeOf(db, world.journal.machine.vault, subject, announced), { readOnly: true });

/** Its parts are kept elsewhere, or in the file, by now. */
export const partsKept = ({ pool }: AttachmentWorld, scope: Scope, { id: subjectId }: Subject, id: Id): Promise<void> =>
  inScope(pool, scope, (db) => dropParts(db, subjectId, id, new Date(0)));

/** What an entry says of the picture that lies beside it. */
export interface Kept {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Makes what has arrived anew and keeps it beside the subject, in the transaction of its entry: neither is there without
 * the other. Errors: attachment.incomplete (409), attachment.not_an_image.
 */
export async function keepBeside(world: AttachmentWorld, db: Queryable, subject: Subject, announced: Announced): Promise<Kept> {
  const { vault } = world.journal.machine;
  const { id, kind, of, day } = announced;
  const { bytes, width, height } = await cleaned(kind, await wholeOf(db, vault, subject, announced));
  const sealed = vault.sealBytes(keyOf(subject), filePlace(subject.id, id), bytes);
  await putFile(db, subject, { id, kind, of, day, size: bytes.length, sealed });
  await dropParts(db, subject.id, id, new Date(0));
  return { width, height, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
} // prettier-ignore

export interface Opened {
  readonly kind: AttachmentKind;
  readonly type: string;
  readonly bytes: Buffer;
}

/** The picture itself. Errors: attachment.not_found (404); crypto.damaged. */
export async function openBeside(world: AttachmentWorld, scope: Scope, subject: Subject, id: Id): Promise<Opened> {
  const row = await inScope(world.pool, scope, (db) => findFileRow(db, subject.id, id), { readOnly: true });
  if (!row) throw notFound("attachment.not_found");
  const bytes = world.journal.machine.vault.openBytes(keyOf(subject), filePlace(subject.id, id), row.sealed);
  return { kind: row.kind, type: typeOf[row.kind], bytes };
}

/** A picture that is withdrawn leaves with the entry that says so. Errors: attachment.not_found (404). */
export async function dropBeside(db: Queryable, subject: Subject, id: Id): Promise<AttachmentKind> {
  const kind = await dropFile(db, subject.id, id);
  if (kind === undefined) throw notFound("attachment.not_found");
  return kind;
}

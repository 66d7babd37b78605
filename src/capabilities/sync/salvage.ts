import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, notFound, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import * as concern from "#capabilities/concern/index.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import type { KnownPhone } from "#capabilities/account/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { performSalvaged, type SendingWorld } from "./actions.ts";
import { findMoved, isSealed, withoutSealed } from "#capabilities/registry/index.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type BoxKey, type Boxed, childIn, openFile, readBox } from "./box.ts";
import {
  decideSalvage,
  erasedAmong,
  forgetChild,
  insertSalvage,
  nameChild,
  openSalvage,
  salvagedFile,
  type SalvageRow,
  unnamed,
} from "./store.ts";
import { Box, type FileKey, isOwnDeed, type Salvage, type Salvaged, type SalvagedCommand } from "./words.ts";

/*
 * A phone that is taken out of use, or whose village has gone to somebody else, may not write any more; what it still
 * holds is somebody's work on a child all the same. It is kept aside, and the village's present director decides.
 */

export interface SalvageWorld extends SendingWorld {
  readonly pool: pg.Pool;
  readonly boxKey: BoxKey;
}

/** Boxes with the child that each speaks of; none of a child whose file was erased. */
async function ofLiving(world: SalvageWorld, db: Queryable, boxes: Salvage["boxes"]) {
  const named = boxes.map((one) => ({ ...one, childId: childIn(world.boxKey, one.id, one.box) }));
  const erased = await erasedAmong(db, named.flatMap(({ childId }) => childId ?? [])); // prettier-ignore
  return named.filter(({ childId }) => childId === null || !erased.has(childId));
}

type Living = Awaited<ReturnType<typeof ofLiving>>;

/** Each box where its child is by now: the phone may not have heard that it moved. */
async function byArea(world: SalvageWorld, { area }: KnownPhone, living: Living): Promise<ReadonlyMap<string, Living>> {
  const places = new Map<Id, string>();
  for (const id of new Set(living.flatMap(({ childId }) => childId ?? [])))
    places.set(id, (await findMoved(world, { area, scope: subtree(area) }, id))?.area ?? area);
  return Map.groupBy(living, ({ childId }) => (childId && places.get(childId)) ?? area);
}

/** All that former phones gave up about a child, for whoever erases its file (journal, erase.ts). As owner. */
export async function forgetSalvage(owner: pg.Pool, boxKey: BoxKey, childId: Id): Promise<void> {
  for (const row of await unnamed(owner)) {
    const child = childIn(boxKey, row.id, Box.parse(JSON.parse(row.sealed.toString("utf8"))));
    if (child !== null) await nameChild(owner, row, child);
  }
  await forgetChild(owner, childId);
}

/** Keeps what a phone still holds, each once. Errors: sync.not_over (409) where the phone may work as ever. */
export async function keepSalvage(
  world: SalvageWorld,
  phone: KnownPhone,
  { boxes, locked }: Salvage,
): Promise<Salvaged> {
  const over = phone.over ?? (locked ? "locked" : null);
  if (over === null) throw conflict("sync.not_over");
  const living = await inScope(world.pool, subtree(phone.area), (db) => ofLiving(world, db, boxes), { readOnly: true });
  for (const [area, here] of await byArea(world, phone, living)) {
    await inScope(world.pool, subtree(area), (db) => insertSalvage(db, { ...phone, area }, here, world.clock.now()));
  }
  await reportAtOnce(world, phone, boxes);
  return { over, handedTo: phone.handedTo, kept: boxes.map(({ id }) => id) };
}

const isReport = ({ operation }: Pick<Boxed, "operation">): boolean => operation.startsWith("concern.");

/** What waits for nobody's word: a report, and what its maker did as a worker. */
const goesAtOnce = (boxed: Pick<Boxed, "operation">): boolean => isReport(boxed) || isOwnDeed(boxed.operation);

/** An exam is of the year when it was taken, by the phone's clock where that does not run ahead; all else is of now. */
const madeOn = ({ operation, at }: Boxed, now: Date): string =>
  (operation === "training.take" && Date.parse(at) < now.getTime() ? new Date(at) : now).toISOString();

/**
 * A child in danger waits for nobody's word: what a former phone has to report goes to whoever handles reports, in the
 * name of who made it; so do a notice's receipt and an answer sheet. What is refused stays among the rest.
 */
async function reportAtOnce(world: SalvageWorld, phone: KnownPhone, boxes: Salvage["boxes"]): Promise<void> {
  const { personId, personName: name, area, deviceId } = phone;
  const actor: Actor = { personId, name, post: "director", area, scope: subtree(area), deviceId };
  const now = world.clock.now();
  for (const { id, box, file: sealed } of boxes) {
    const boxed = readBox(world.boxKey, id, box);
    if (!boxed || !goesAtOnce(boxed)) continue;
    const { name: _name, file, ...command } = boxed;
    try {
      if (file && sealed !== undefined) {
        const bytes = opened(id, file, Buffer.from(sealed, "base64"));
        await concern.takeWhole(world, actor, boxed.childId, id, bytes);
      }
      await performSalvaged(world, actor, { ...command, id }, madeOn(boxed, now));
    } catch (thrown) {
      if (!isProblem(thrown) || thrown.status >= 500) throw thrown;
      continue;
    }
    await inScope(world.pool, actor.scope, (db) => decideSalvage(db, actor, id, "taken", now));
  }
}

const boxOf = (row: Pick<SalvageRow, "sealed">): Box => Box.parse(JSON.parse(row.sealed.toString("utf8")));

/** What waits for the word of the village's director; what does not open is not among them. */
export async function listSalvage(
  world: Pick<SalvageWorld, "pool" | "boxKey">,
  actor: Actor,
): Promise<SalvagedCommand[]> {
  const rows = await inScope(world.pool, actor.scope, (db) => openSalvage(db, actor.area), { readOnly: true });
  return rows.flatMap((row) => {
    const boxed = readBox(world.boxKey, row.id, boxOf(row));
    // nobody can have read a notice or taken an exam for somebody else
    if (!boxed || isOwnDeed(boxed.operation)) return [];
    const { operation, childId, name, at, body, begun } = boxed;
    // what is sealed goes into the file when the box is taken, and is shown to nobody before
    const hides = isReport(boxed);
    const shown = hides ? {} : withoutSealed(body, isSealed);
    return [
      {
        id: row.id,
        person: row.person,
        receivedAt: row.receivedAt,
        operation,
        childId,
        name: hides ? "" : name,
        at,
        body: shown,
        ...(begun && { begun }),
      },
    ];
  });
}

async function find(
  world: SalvageWorld,
  actor: Actor,
  id: Id,
): Promise<{ readonly row: SalvageRow; readonly boxed: Boxed }> {
  const rows = await inScope(world.pool, actor.scope, (db) => openSalvage(db, actor.area), { readOnly: true });
  const row = rows.find((one) => one.id === id);
  const boxed = row && readBox(world.boxKey, id, boxOf(row));
  if (!row || !boxed) throw notFound("sync.salvage_unknown");
  return { row, boxed };
}

/** Whoever takes it acts; what belongs to a report is its reporter's alone, whoever lets it go on. */
const takerOf = (actor: Actor, { person, personId }: SalvageRow, boxed: Boxed): Actor => ({
  ...actor,
  name: person,
  ...(isReport(boxed) && { personId }),
});

/**
 * Stores a former phone's command under its own id, with its maker's name: what had arrived before is not doubled.
 * Errors: sync.only_begun (409): what was half-filled is nobody's visit.
 */
export async function takeSalvage(world: SalvageWorld, actor: Actor, id: Id): Promise<Receipt> {
  const { row, boxed } = await find(world, actor, id);
  if (!world.permits(actor, boxed.operation)) throw new Problem("account.not_permitted", {}, 403);
  const { name: _name, file, begun, ...command } = boxed;
  if (begun) throw conflict("sync.only_begun");
  const taker = takerOf(actor, row, boxed);
  if (file !== undefined) await takeFile(world, taker, id, boxed, file);
  const receipt = await performSalvaged(world, taker, { ...command, id }, row.receivedAt);
  await inScope(world.pool, actor.scope, (db) => decideSalvage(db, actor, id, "taken", world.clock.now()));
  for (const picture of await picturesOf(world, actor, id)) {
    await takeSalvage(world, actor, picture).catch((thrown: unknown) => {
      if (!isProblem(thrown)) throw thrown; // it stays among what waits, and says why when it is taken by itself
    });
  }
  return receipt;
}

/** Pictures that wait beside a visit: the word on the visit is the word on them. */
async function picturesOf(world: SalvageWorld, actor: Actor, visit: Id): Promise<readonly Id[]> {
  const rows = await inScope(world.pool, actor.scope, (db) => openSalvage(db, actor.area), { readOnly: true });
  return rows.flatMap(({ id, ...row }) => {
    const boxed = readBox(world.boxKey, id, boxOf(row));
    return boxed?.operation === "attachment.add" && boxed.body["of"] === visit ? [id] : [];
  });
}

/** The picture goes where it would have gone from its own phone: its command then finds it there. */
async function takeFile(world: SalvageWorld, actor: Actor, id: Id, boxed: Boxed, key: FileKey): Promise<void> {
  const sealed = await inScope(world.pool, actor.scope, (db) => salvagedFile(db, actor.area, id), { readOnly: true });
  const { takeWhole } = isReport(boxed) ? concern : attachment;
  if (sealed) await takeWhole(world, actor, boxed.childId, id, opened(id, key, sealed));
}

/** Errors: sync.file_damaged (409), where a byte of the picture or of its key is another one. */
function opened(id: Id, key: FileKey, sealed: Buffer): Buffer {
  try {
    return openFile(id, key, sealed);
  } catch {
    throw conflict("sync.file_damaged");
  }
}

/** Errors: sync.salvage_unknown (404), also where somebody took it in the meantime: it is in the file then. */
export async function dismissSalvage(world: SalvageWorld, actor: Actor, id: Id): Promise<void> {
  await find(world, actor, id);
  const now = world.clock.now();
  const settled = await inScope(world.pool, actor.scope, (db) => decideSalvage(db, actor, id, "dismissed", now));
  if (!settled) throw notFound("sync.salvage_unknown");
  for (const picture of await picturesOf(world, actor, id))
    await inScope(world.pool, actor.scope, (db) => decideSalvage(db, actor, picture, "dismissed", now));
}

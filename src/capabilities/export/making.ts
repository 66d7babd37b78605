import { randomInt } from "node:crypto";
import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import { type Day, dayOf } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { requireFreshFactor } from "#capabilities/account/index.ts";
import { postNameOf } from "#capabilities/account/words.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { purposeNames } from "#capabilities/trace/index.ts";
import type { EncryptedFiles } from "#platform/crypto/encryptedFile.ts";
import { whileWanted } from "#platform/db/errand.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Bytes, Written } from "#platform/files/index.ts";
import { expiryOf, exportNumber } from "./decide.ts";
import { exportFile, makeFolder, writeExport } from "./folder.ts";
import { markMade } from "./makingStore.ts";
import { findLedger, insertLedger, type LedgerRow, termOf } from "./store.ts";
import { beginMaking, type Progress, stopped, unasked, type UnderWay } from "./underWay.ts";
import type { ExportKind, Ticket } from "./words.ts";
import { consolePlace, consolePost, watermarkLine } from "./zh.ts";

export interface ExportWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Where files lie until they are fetched. */
  readonly exports: string;
  readonly files: EncryptedFiles;
}

/** What is taken along, by whom is said apart. */
export interface Taken {
  readonly id: Id;
  readonly purpose: Purpose;
  /** What the file is of. */
  readonly area: AreaCode;
  readonly kind: ExportKind;
  /** The file's name, as the person will find it. */
  readonly name: string;
  readonly address?: string | null;
}

export type Save = (content: Bytes) => Promise<void>;
/** Draws the file with its watermark and hands it to `save`, telling how far it is; answers how many children it speaks of. */
export type Draw = (watermark: Watermark, save: Save, progress: Progress) => Promise<number>;

type Where = Pick<ExportWorld, "pool" | "clock">;

/** Where the post stands, in words. */
async function placeOf(pool: pg.Pool, actor: Actor, day: Day): Promise<string> {
  if (actor.post === "system") return consolePlace;
  return actor.area === "0" ? "全国" : (await areaPath(pool, actor.area, day)).slice(-2).join("");
}

async function watermarkOf({ pool, clock }: Where, actor: Actor, purpose: Purpose): Promise<Watermark> {
  const now = clock.now();
  const parts = {
    number: exportNumber(dayOf(now), [randomInt(100_000), randomInt(100_000)]),
    person: actor.name,
    post: actor.post === "system" ? consolePost : postNameOf(actor.post, actor.department),
    area: await placeOf(pool, actor, dayOf(now)),
    purpose: purposeNames[purpose],
    at: now.toISOString(),
  };
  return { ...parts, line: watermarkLine(parts) };
}

const rowOf = (
  actor: Actor,
  taken: Taken,
  watermark: Watermark,
  written: Written,
  rest: Pick<LedgerRow, "children" | "expiresAt">,
): LedgerRow => ({
  id: taken.id, number: watermark.number, area: taken.area, personId: actor.personId, person: actor.name, post: actor.post,
  department: actor.department ?? null, session: actor.sessionId ?? null, address: taken.address ?? null, kind: taken.kind, name: taken.name, purpose: taken.purpose,
  sha256: written.sha256, bytes: written.bytes, madeAt: watermark.at, ...rest,
}); // prettier-ignore

/** Where the bytes go, and until when the server keeps them. */
interface Target {
  readonly write: (content: Bytes) => Promise<Written>;
  readonly expiresAt: string | null;
}

const wanted = (content: Bytes, { errand }: UnderWay): Bytes =>
  typeof content === "string" || content instanceof Uint8Array ? content : whileWanted(content, errand.signal);

/**
 * The row stands before the file is in its place: nothing leaves that the ledger does not know. Undefined where the id
 * has a row already.
 */
async function logged(
  world: Where,
  actor: Actor,
  taken: Taken,
  target: Target,
  draw: Draw,
  way?: UnderWay,
): Promise<LedgerRow | undefined> {
  const watermark = await watermarkOf(world, actor, taken.purpose);
  let written: Written | undefined;
  try {
    const save: Save = async (content) => {
      if (written) throw new Error("an export is one file");
      written = await target.write(way ? wanted(content, way) : content);
    };
    const children = await draw(watermark, save, way?.progress ?? unasked);
    if (!written) throw new Error("an export without a file");
    const row = rowOf(actor, taken, watermark, written, { children, expiresAt: target.expiresAt });
    const fresh = await inScope(world.pool, actor.scope, async (db) => {
      if (way && !(await markMade(db, way.far))) throw stopped();
      return insertLedger(db, row);
    });
    await (fresh ? written.keep() : written.drop());
    return fresh ? row : undefined;
  } catch (thrown) {
    await written?.drop();
    throw thrown;
  }
}

export const ticketOf = (row: LedgerRow): Ticket => ({
  id: row.id,
  number: row.number,
  name: row.name,
  bytes: row.bytes,
  sha256: row.sha256,
  link: `/api/export/exports/${row.id}/file`,
  expiresAt: row.expiresAt ?? row.madeAt,
});

/**
 * Makes a file that somebody takes along, and keeps it for its term. Asking twice under one id makes one file; one that is
 * stopped (underWay.ts) leaves nothing. Errors: account.fresh_factor_needed (403), export.id_taken, export.stopped (409),
 * db.disk_full (507), those of `draw`.
 */
export async function makeExport(world: ExportWorld, actor: Actor, taken: Taken, draw: Draw): Promise<Ticket> {
  requireFreshFactor(actor, world.clock);
  const before = await madeBefore(world, actor, taken);
  if (before) return before;
  const way = await beginMaking(world, actor, taken);
  const row = way && (await madeNow(world, actor, taken, draw, way));
  const ticket = row ? ticketOf(row) : await madeBefore(world, actor, taken);
  if (!ticket) throw conflict("export.id_taken");
  return ticket;
}

/** Undefined where the id has a row already. */
async function madeNow(world: ExportWorld, actor: Actor, taken: Taken, draw: Draw, way: UnderWay): Promise<LedgerRow | undefined> {
  try {
    await makeFolder(world.exports);
    const minutes = await inScope(world.pool, actor.scope, (db) => termOf(db, taken.kind), { readOnly: true });
    const expiresAt = expiryOf(world.clock.now(), minutes);
    const path = exportFile(world.exports, taken.id, expiresAt);
    const write: Target["write"] = (content) => writeExport(path, content, world.files);
    return await way.errand.run(() => logged(world, actor, taken, { write, expiresAt }, draw, way));
  } catch (thrown) {
    await way.giveUp();
    throw way.errand.signal.aborted ? stopped() : thrown;
  } finally {
    await way.settle();
  }
} // prettier-ignore

const isSame = (row: LedgerRow, actor: Actor, taken: Taken): boolean =>
  row.personId === actor.personId && row.kind === taken.kind && row.name === taken.name && row.area === taken.area && row.purpose === taken.purpose; // prettier-ignore

/** Errors: export.id_taken where somebody else, or for something else, used the id. */
async function madeBefore(world: Where, actor: Actor, taken: Taken): Promise<Ticket | undefined> {
  const row = await inScope(world.pool, actor.scope, (db) => findLedger(db, taken.id), { readOnly: true });
  if (row && !isSame(row, actor, taken)) throw conflict("export.id_taken");
  return row && ticketOf(row);
}

/**
 * Hands a file over at the machine's own console, by `write`: the same watermark and the same row, and the server keeps
 * nothing of it.
 */
export async function exportAtConsole(
  world: Where,
  actor: Actor,
  taken: Taken,
  write: Target["write"],
  draw: Draw,
): Promise<LedgerRow> {
  const row = await logged(world, actor, taken, { write, expiresAt: null }, draw);
  if (!row) throw conflict("export.id_taken");
  return row;
}

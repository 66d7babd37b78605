import { Readable } from "node:stream";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { dayOf } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { requireFreshFactor } from "#capabilities/account/index.ts";
import { postNameOf } from "#capabilities/account/words.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { contentOf, type OpenedFile } from "#platform/crypto/encryptedFile.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { fieldTitles, stateOf } from "./decide.ts";
import { exportFile } from "./folder.ts";
import type { ExportWorld } from "./making.ts";
import { sendingPurpose } from "./sendingPurposes.ts";
import {
  type CountedRow, type Fetched, findLedger, findOrigins, insertFetch, ledgerPage, listFetches, sendingsPage, type SentRow,
} from "./store.ts"; // prettier-ignore
import { isCut } from "./takenBack.ts";
import type {
  ExportLine, ExportsPage, ExportsQuery, Origin, OriginQuery, SendingLine, SendingsPage, SendingsQuery,
} from "./words.ts"; // prettier-ignore
import { consolePost, type Means, meansNames } from "./zh.ts";

/** Whether what a kept file shows may still be shown: asked anew of whatever it was made from, each time that it is fetched. */
export type Holds = (db: Queryable, row: Pick<CountedRow, "kind" | "name" | "area">) => Promise<boolean>;
export interface FetchWorld extends ExportWorld {
  readonly holds: Holds;
}

type Where = Pick<ExportWorld, "pool" | "clock">;

/** A file and the name under which it leaves. */
export interface Leaving {
  readonly name: string;
  readonly content: Readable;
}

/** Undefined for one that was tidied away. Errors: crypto.damaged. */
async function kept({ files }: Pick<ExportWorld, "files">, path: string): Promise<OpenedFile | undefined> {
  try {
    return await files.open(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw thrown;
  }
}

/**
 * Hands a kept file to whoever had it made, once more with a fresh second factor, and writes that down first.
 * Errors: account.fresh_factor_needed (403), export.not_found (404) also for another's, export.expired (410),
 * also where what it shows was taken back.
 */
export async function fetchExport(world: FetchWorld, actor: Actor, id: Id, address: string): Promise<Leaving> {
  requireFreshFactor(actor, world.clock);
  const now = world.clock.now();
  const { row, holds } = await inScope(world.pool, actor.scope, async (db) => {
    const found = await findLedger(db, id);
    return { row: found, holds: found !== undefined && !(await isCut(db, found)) && (await world.holds(db, found)) };
  }, { readOnly: true }); // prettier-ignore
  if (!row || row.personId !== actor.personId) throw notFound("export.not_found");
  const isReady = holds && row.expiresAt !== null && stateOf(row.expiresAt, now) === "ready";
  const file = isReady ? await kept(world, exportFile(world.exports, id, row.expiresAt)) : undefined;
  if (!file) throw new Problem("export.expired", {}, 410);
  try {
    const fetched = { id: newId(), exportId: id, area: row.area, personId: actor.personId, department: actor.department ?? null, session: actor.sessionId ?? null, address, at: now.toISOString() }; // prettier-ignore
    await inScope(world.pool, actor.scope, (db) => insertFetch(db, fetched));
    return { name: row.name, content: Readable.from(contentOf(file)) };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

export const areaNameOf = (paths: ReadonlyMap<string, readonly string[]>, code: string): string =>
  code === "0" ? "全国" : (paths.get(code)?.slice(-2).join("") ?? code);

export const namesOf = ({ pool, clock }: Where, rows: readonly { readonly area: string }[]) =>
  areaPaths(pool, [...new Set(rows.map((row) => row.area))].filter((code) => code !== "0"), dayOf(clock.now())); // prettier-ignore

export const postOf = (post: string): string => (post === "system" ? consolePost : postNameOf(post as PostKind));

async function linesOf(world: Where, actor: Actor | undefined, rows: readonly CountedRow[]): Promise<ExportLine[]> {
  const paths = await namesOf(world, rows);
  const now = world.clock.now();
  return rows.map((row) => ({
    id: row.id, number: row.number, area: row.area, areaName: areaNameOf(paths, row.area), person: row.person,
    postName: postOf(row.post), kind: row.kind, name: row.name, purpose: row.purpose, children: row.children,
    sha256: row.sha256, bytes: row.bytes, madeAt: row.madeAt, expiresAt: row.expiresAt, state: stateOf(row.expiresAt, now),
    own: row.personId === actor?.personId, fetches: row.fetches, fetchedAt: row.fetchedAt,
  })); // prettier-ignore
}

/** The ledger of the reader's area, or of the reader alone, the newest first. */
export async function listExports(world: Where, actor: Actor, query: ExportsQuery): Promise<ExportsPage> {
  const person = query.own === "yes" ? actor.personId : null;
  const rows = await inScope(
    world.pool,
    actor.scope,
    (db) => ledgerPage(db, person, query.after ?? null, query.limit + 1),
    { readOnly: true },
  );
  const lines = await linesOf(world, actor, rows.slice(0, query.limit));
  return { lines, next: rows.length > query.limit ? (lines.at(-1)?.id ?? null) : null };
}

/** Where a file came from, within the reader's area. Errors: export.nothing_asked (400). */
export async function originsOf(world: Where, actor: Actor, query: OriginQuery): Promise<Origin[]> {
  if (query.number === undefined && query.sha256 === undefined) throw new Problem("export.nothing_asked", {}, 400);
  const found = await inScope(
    world.pool,
    actor.scope,
    async (db) => {
      const rows = await findOrigins(db, query);
      const told: { readonly row: CountedRow; readonly fetches: readonly Fetched[] }[] = [];
      for (const row of rows) told.push({ row, fetches: await listFetches(db, row.id) });
      return told;
    },
    { readOnly: true },
  );
  const lines = await linesOf(world, actor, found.map(({ row }) => row)); // prettier-ignore
  return found.flatMap(({ row, fetches }, i) => {
    const line = lines[i];
    return line ? [{ line, fetches: [...fetches], address: row.address, session: row.session }] : [];
  });
}

const sendingLine = (row: SentRow, paths: ReadonlyMap<string, readonly string[]>): SendingLine => ({
  id: row.id, number: row.number, at: row.at, area: row.area, areaName: areaNameOf(paths, row.area), person: row.person,
  postName: postOf(row.post), purpose: row.purpose, purposeName: sendingPurpose(row.purpose)?.zh ?? row.purpose,
  department: row.department, recipient: row.recipient, fields: fieldTitles(row.fields), children: row.children,
  recalled: row.recalled,
  agreement: row.agreement, agreementFrom: row.agreementFrom, agreementTo: row.agreementTo,
  means: meansNames[row.means as Means] ?? row.means,
}); // prettier-ignore

/** What was given to departments from the reader's area, the newest first. */
export async function listSendings(world: Where, actor: Actor, query: SendingsQuery): Promise<SendingsPage> {
  const rows = await inScope(world.pool, actor.scope, (db) => sendingsPage(db, query.after ?? null, query.limit + 1), {
    readOnly: true,
  });
  const paths = await namesOf(world, rows);
  const lines = rows.slice(0, query.limit).map((row) => sendingLine(row, paths));
  return { lines, next: rows.length > query.limit ? (lines.at(-1)?.id ?? null) : null };
}

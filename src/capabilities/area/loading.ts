import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { isProblem, notFound, Problem } from "#kernel/problem.ts";
import { within } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { discardRest, sentFile } from "#platform/http/upload.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { findLoaded, MEGABYTES, parseBoundaries, POINTS, saveBoundaries, statedBy } from "./boundaries.ts";
import { childrenOf } from "./tree.ts";
import type { Boundaries, BoundaryPreview, BoundaryQuery } from "./words.ts";

/* A file of boundaries before and when it takes the place of what is there: for the command and for the page. */

/** What somebody hands in: the file, and what they say of it beyond what it says itself. */
export interface Handed {
  readonly bytes: Uint8Array;
  readonly approval?: string | null | undefined;
  readonly source?: string | null | undefined;
}

/** Reads a file for an area, and says what it would change. Errors: those of parseBoundaries. */
export async function readMap(db: Queryable, area: string, day: Day, handed: Handed): Promise<{ map: Boundaries; preview: BoundaryPreview }> {
  const lower = await childrenOf(db, area, day);
  const found = parseBoundaries(handed.bytes, area, new Set(lower.map(({ code }) => code)));
  const stated = statedBy(handed.bytes);
  const map = { approval: handed.approval || stated.approval, source: handed.source || stated.source, lower: found };
  const before = (await findLoaded(db, area)) ?? null;
  const drawn = new Set(found.map(({ code }) => code));
  const missing = lower.filter(({ code }) => !drawn.has(code)).map(({ code, name }) => ({ code, name }));
  const points = found.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0);
  const lost = missing.filter(({ code }) => before?.codes.includes(code));
  const { approval, source } = map;
  return { map, preview: { of: lower.length, drawn: found.length, points, missing, lost, approval, source, before } };
} // prettier-ignore

interface LoadingWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/** Whoever sends more than it takes is not read to the end. Errors: area.boundaries_missing (400), area.boundaries_large. */
async function bytesOf(actor: Actor, area: string, { request, reply }: Sent): Promise<Uint8Array> {
  try {
    requireOwn(actor, area);
    const file = await sentFile(request);
    if (!file) throw new Problem("area.boundaries_missing", {}, 400);
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of file.content as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MEGABYTES * 1024 * 1024) throw new Problem("area.boundaries_large", { megabytes: MEGABYTES, points: POINTS }); // prettier-ignore
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (thrown) {
    await discardRest(request, reply);
    throw isProblem(thrown) ? thrown : new Problem("area.boundaries_missing", {}, 400);
  }
}

/** Errors: area.unknown (404) for what lies outside the administrator's area. */
function requireOwn({ scope }: Actor, area: string): void {
  if (!within(scope, area)) throw notFound("area.unknown", { codes: [area] });
}

interface Sent {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What the file would change; nothing is changed. Errors: area.unknown (404); those of the file. */
export async function checkMap({ pool, clock }: LoadingWorld, actor: Actor, area: string, sent: Sent): Promise<BoundaryPreview> {
  const bytes = await bytesOf(actor, area, sent);
  const read = await inScope(pool, actor.scope, (db) => readMap(db, area, today(clock), { bytes }), { readOnly: true });
  return read.preview;
} // prettier-ignore

/** Takes the place of what is there, whole. Errors: as checkMap. */
export async function loadMap({ pool, clock }: LoadingWorld, actor: Actor, area: string, { request, reply, ...said }: Sent & BoundaryQuery): Promise<BoundaryPreview> {
  const bytes = await bytesOf(actor, area, { request, reply });
  return inScope(pool, actor.scope, async (db) => {
    const { map, preview } = await readMap(db, area, today(clock), { bytes, ...said });
    await saveBoundaries(db, { area, at: clock.now(), by: actor.name }, map);
    return preview;
  });
} // prettier-ignore

import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { inScope } from "#platform/db/scope.ts";
import { areaNameOf, namesOf, postOf } from "./actions.ts";
import type { ExportWorld } from "./making.ts";
import { askStop, makingsPage, type MakingRow } from "./makingStore.ts";
import { findOwnMaking } from "./underWay.ts";
import type { MakingLine, MakingsPage, MakingsQuery } from "./words.ts";

/* Files on their way, and those that came to nothing, as the desk asks about them. */

type Where = Pick<ExportWorld, "pool" | "clock">;

async function linesOf(world: Where, actor: Actor, rows: readonly MakingRow[]): Promise<MakingLine[]> {
  const paths = await namesOf(world, rows);
  return rows.map(({ area, personId, post, department: _department, ...row }) => ({
    ...row,
    areaName: areaNameOf(paths, area),
    postName: postOf(post),
    own: personId === actor.personId,
  }));
}

/** Of the reader's area, the newest first. */
export async function listMakings(world: Where, actor: Actor, { after, limit }: MakingsQuery): Promise<MakingsPage> {
  const now = world.clock.now().toISOString();
  const rows = await inScope(world.pool, actor.scope, (db) => makingsPage(db, { after: after ?? null, limit: limit + 1 }, now), { readOnly: true });
  const lines = await linesOf(world, actor, rows.slice(0, limit));
  return { lines, next: rows.length > limit ? (lines.at(-1)?.id ?? null) : null };
} // prettier-ignore

/** How far one's own is; null where it has not begun, which is asked before the server has heard of it, and for another's. */
export async function findMaking(world: Where, actor: Actor, id: Id): Promise<MakingLine | null> {
  const row = await findOwnMaking(world, actor, id);
  const [line] = row?.personId === actor.personId ? await linesOf(world, actor, [row]) : [];
  return line ?? null;
}

async function getMaking(world: Where, actor: Actor, id: Id): Promise<MakingLine> {
  const line = await findMaking(world, actor, id);
  if (!line) throw notFound("export.not_found");
  return line;
}

/** From now on there will be no file; one that is made already stays. Errors: export.not_found (404), also for another's. */
export async function stopMaking(world: Where, actor: Actor, id: Id): Promise<MakingLine> {
  await getMaking(world, actor, id);
  await inScope(world.pool, actor.scope, (db) => askStop(db, id));
  return getMaking(world, actor, id);
}

import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { isNaming, privateIn } from "#capabilities/notice/decide.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { nextOfDraft, nextTold } from "./drafts.ts";
import { openSubjects } from "./reading.ts";
import { bulletinOf } from "./store.ts";
import type { BulletinWorld } from "./world.ts";

/*
 * What is said of a list for many outlives the files of its children, and its department reads why it was withdrawn: it names
 * none of them. A name that is not written as the file has it is not found; what is found is the mistake that people make.
 */

const PORTION = 300;
const beginning: Id = "00000000-0000-0000-0000-000000000000";

/** Names of everybody on a list, made or sent, left out of it too: some hundred at a time. */
async function* namesOn(world: BulletinWorld, actor: Actor, listId: Id): AsyncGenerator<readonly string[]> {
  for (const next of [nextOfDraft, nextTold])
    for (let after = beginning; ;) {
      const rows = await inScope(world.pool, actor.scope, (db) => next(db, listId, after, PORTION), { readOnly: true });
      const files = await openSubjects(world, rows.map(({ childId, area }) => ({ id: childId, area }))); // prettier-ignore
      yield [...files.values()].map((file) => String(fileOf(file).facts["name"]?.value ?? ""));
      if (rows.length < PORTION) break;
      after = rows.at(-1)?.childId ?? after;
    }
}

/** Of a list for many of one's own office; of another one the command itself says what there is to say. */
async function isAsked(world: BulletinWorld, actor: Actor, listId: Id): Promise<boolean> {
  const held = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, [listId]), { readOnly: true });
  const subject = held.get(listId);
  const list = subject && bulletinOf(subject).list;
  return list?.kind === "periodic" && list.area === actor.area;
}

/** Errors: bulletin.reason_private, bulletin.reason_names. */
export async function requireNameless(world: BulletinWorld, actor: Actor, listId: Id, reason: string): Promise<void> {
  if (!(await isAsked(world, actor, listId))) return;
  if (privateIn(reason) !== undefined) throw new Problem("bulletin.reason_private");
  for await (const names of namesOn(world, actor, listId))
    if (isNaming(reason, names)) throw new Problem("bulletin.reason_names");
}

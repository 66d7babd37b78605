import { directorsOf } from "#capabilities/account/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { again, type Journal } from "#platform/journal/journal.ts";
import { openTogether } from "./decide.ts";
import type { TaskWorld } from "./routes.ts";
import type { Assigned, AssignTask } from "./words.ts";

/* One task for many children: all of them have it, or nobody (docs/decisions/0037-assignments.md). */

const directors = sql`select area, (${directorsOf("n.area", "$2")}) as names from unnest($1::text[]) as n (area)`;

/** Who works for each child: the directors of its village; none where it has none. */
async function directorsFor(world: TaskWorld, actor: Actor, childIds: readonly Id[], day: Day): Promise<ReadonlyMap<AreaCode, string>> {
  return inScope(world.pool, actor.scope, async (db) => {
    const files = await world.journal.find(db, childIds);
    const areas = [...new Set([...files.values()].map((file) => file.area))];
    const { rows } = await db.query<{ area: string; names: string | null }>({ name: "task.directors", text: directors, values: [areas, day] });
    return new Map(rows.flatMap(({ area, names }) => (names === null ? [] : [[area, names] as const])));
  });
} // prettier-ignore

/** An owner is at most so long (words.ts): of many directors the first ones are named. */
const OWNER = 40;

async function assignAll(world: TaskWorld, actor: Actor, command: AssignTask, owners: ReadonlyMap<AreaCode, string>, decide: Journal["decide"]): Promise<void> {
  const day = today(world.clock);
  const content = { operation: "task.assign", command };
  let closed = 0;
  for (const childId of command.childIds) {
    await decide({ actor, commandId: command.id, content }, childId, (subject) => {
      if (command.due < day) throw new Problem("task.due_wrong");
      if (fileOf(subject).status !== "open") closed += 1;
      const owner = command.owner || (owners.get(subject.area) ?? "").slice(0, OWNER);
      return [openTogether({ ...command, owner }, day, actor.name, command.id)];
    });
  }
  if (closed > 0) throw conflict("task.files_closed", { count: closed });
} // prettier-ignore

/**
 * Hands a task out for each of these children. The same command sent again stores nothing twice. Errors:
 * journal.not_found (404) where one of them is elsewhere; task.files_closed, task.due_wrong; and nobody has it then.
 */
export async function assign(world: TaskWorld, actor: Actor, command: AssignTask): Promise<Assigned> {
  const owners = command.owner === "" ? await directorsFor(world, actor, command.childIds, today(world.clock)) : new Map<AreaCode, string>(); // prettier-ignore
  const asked = command.childIds.map((id) => ({ id, commandId: command.id }));
  await again(() => world.journal.atOnce(actor, asked, (decide) => assignAll(world, actor, command, owners, decide)));
  return { batch: command.id, count: command.childIds.length };
}

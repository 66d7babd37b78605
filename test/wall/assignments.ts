import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { newId } from "#kernel/id.ts";
import type { Browser } from "../accounts.ts";
import type { Cast } from "../cast.ts";
import type { Target } from "./targets.ts";

/** An assignment of an office's that stands still. */
export async function assignmentAt(owner: pg.Pool, { area, child }: { readonly area: string; readonly child: string }): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into task_assignment (batch, area, actor_id, digest, sealed, due, status, started_at, touched_at)
     values ($1::uuid, $2, $1::uuid, '', '', '2026-12-31', 'stopped', '2024-07-01', '2024-07-01')`,
    [id, area],
  );
  await owner.query("insert into task_assignment_child (batch, child_id, area, n) values ($1, $2, $3, 1)", [id, child, area]);
  return id;
} // prettier-ignore

/** One of the walker's own that has come to its end, or to go on with, that stands still. */
export async function assignmentFor(people: Cast, by: Browser, [operation, { child }]: readonly [string, Target]): Promise<string> {
  const { owner } = people.database.db;
  const id = newId();
  const answer = await by.post("/api/task/assignments", { id, childIds: [child], title: "走查问题", due: "2026-12-31" });
  assert.equal(answer.status, 200, `an assignment before ${operation}`);
  const ended = async (): Promise<boolean> =>
    (await owner.query("select 1 from task_assignment where batch = $1 and status = 'done'", [id])).rowCount === 1;
  while (!(await ended())) await pause(20);
  if (operation.endsWith("/resume")) await owner.query("update task_assignment set status = 'stopped' where batch = $1", [id]);
  return id;
} // prettier-ignore

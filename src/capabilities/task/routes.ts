import type pg from "pg";
import { z } from "zod";
import { idSchema } from "#capabilities/registry/words.ts";
import { Stored, stored, type World } from "#capabilities/registry/index.ts";
import { notFound } from "#kernel/problem.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Scope, subtree, within } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { NO_DAY, pageOf, readCursor } from "#platform/http/page.ts";
import { type Route, route } from "#platform/http/route.ts";
import type { Reading } from "#platform/journal/opened.ts";
import { close, open } from "./actions.ts";
import { assign, listRefused, listRuns, resume, stop } from "./assign.ts";
import { listAssignments, listOpenTasks, withWords } from "./store.ts";
import {
  Assignment,
  AssignmentRun,
  AssignmentsQuery,
  AssignTask,
  CloseTask,
  OpenTask,
  OpenTasksPage,
  OpenTasksQuery,
  RefusedChild,
} from "./words.ts";

export interface TaskWorld extends World {
  readonly pool: pg.Pool;
}

const ChildParam = z.strictObject({ childId: idSchema });
const BatchParam = z.strictObject({ batch: idSchema });
const TaskParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(100_000) });
/** The part of the actor's area that is asked for. Errors: area.unknown (404). */
function scopeFor({ scope }: Actor, area: string | undefined): Scope {
  if (area === undefined) return scope;
  if (!within(scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

export const routes = (world: TaskWorld): Route[] => [
  route({
    method: "GET", path: "/api/task/open", permission: "task.read", summary: "未办结任务", looks: { kind: "list", of: (page) => page.lines.map((task) => task.childId) }, query: OpenTasksQuery, output: OpenTasksPage,
  })(async ({ actor, query }) => {
    const scope = scopeFor(actor, query.area);
    const after = readCursor(query.after, "day", "day", "id", "number");
    const before = query.when === "late" ? today(world.clock) : undefined;
    const read: Reading = (work) => readInScope(world.pool, actor.scope, work);
    const rows = await read((db) => listOpenTasks(db, scope, after, query.limit + 1, { batch: query.batch, before }));
    const page = pageOf(rows, query.limit, (task) => [task.due ?? NO_DAY, task.opened, task.childId, task.no]);
    return { ...page, lines: await withWords(world.journal.machine, read, page.lines) };
  }),
  route({
    method: "GET", path: "/api/task/assignments", permission: "task.read", summary: "批量交办与办结情况", looks: { none: "counts alone" }, query: AssignmentsQuery, output: z.array(Assignment), refusals: ["area.unknown"],
  })(({ actor, query }) => {
    const scope = scopeFor(actor, query.area);
    return readInScope(world.pool, actor.scope, (db) => listAssignments(db, scope, query.batch));
  }),
  route({
    method: "POST", path: "/api/task/assignments", permission: "task.assign", summary: "向多名儿童的责任人交办任务", looks: { none: "a command, which the journal keeps" }, body: AssignTask, output: AssignmentRun,
    refusals: ["journal.not_found", "journal.id_reused", "task.due_wrong"], attempts: ["journal.not_found"],
  })(({ actor, body, request }) => assign(world, actor, body, request.log)),
  route({
    method: "GET", path: "/api/task/runs", permission: "task.assign", summary: "正在进行或停下的批量交办，或其中一次的进度", looks: { none: "counts alone" }, query: AssignmentsQuery, output: z.array(AssignmentRun), refusals: ["area.unknown"],
  })(({ actor, query }) => listRuns(world, actor, scopeFor(actor, query.area), query.batch)),
  route({
    method: "GET", path: "/api/task/runs/:batch/refused", permission: "task.assign", summary: "批量交办中没有交办的儿童", looks: { kind: "list", of: (refused) => refused.map(({ childId }) => childId) }, params: BatchParam, output: z.array(RefusedChild), refusals: ["task.assignment_unknown"],
  })(({ actor, params }) => listRefused(world, actor, params.batch)),
  route({
    method: "POST", path: "/api/task/runs/:batch/stop", permission: "task.assign", summary: "停止批量交办", looks: { none: "counts alone" }, params: BatchParam, output: AssignmentRun, refusals: ["task.assignment_unknown", "task.assignment_other"],
  })(({ actor, params }) => stop(world, actor, params.batch)),
  route({
    method: "POST", path: "/api/task/runs/:batch/resume", permission: "task.assign", summary: "继续批量交办", looks: { none: "counts alone" }, params: BatchParam, output: AssignmentRun,
    refusals: ["task.assignment_unknown", "task.assignment_other", "task.assignment_moving", "task.assignment_forgotten", "task.due_wrong"],
  })(({ actor, params, request }) => resume(world, actor, params.batch, request.log)),
  route({
    method: "POST", path: "/api/task/children/:childId/tasks", permission: "task.open", summary: "登记问题与解决方案",
    params: ChildParam, body: OpenTask, output: Stored, refusals: ["registry.not_found", "registry.file_closed"],
  })(async ({ actor, params, body }) => stored(await open(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/task/children/:childId/tasks/:no/close", permission: "task.close", summary: "办结任务",
    params: TaskParam, body: CloseTask, output: Stored, refusals: ["task.not_found", "task.closed", "task.day_wrong"],
  })(async ({ actor, params, body }) => stored(await close(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

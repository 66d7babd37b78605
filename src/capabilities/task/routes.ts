import type pg from "pg";
import { z } from "zod";
import { idSchema } from "#capabilities/registry/words.ts";
import { Stored, stored, type World } from "#capabilities/registry/index.ts";
import { notFound } from "#kernel/problem.ts";
import { subtree, within } from "#kernel/scope.ts";
import { readInScope } from "#platform/db/scope.ts";
import { NO_DAY, pageOf, readCursor } from "#platform/http/page.ts";
import { type Route, route } from "#platform/http/route.ts";
import type { Reading } from "#platform/journal/opened.ts";
import { close, open } from "./actions.ts";
import { listOpenTasks, withWords } from "./store.ts";
import { CloseTask, OpenTask, OpenTasksPage, OpenTasksQuery } from "./words.ts";

export interface TaskWorld extends World {
  readonly pool: pg.Pool;
}

const ChildParam = z.strictObject({ childId: idSchema });
const TaskParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(100_000) });
export const routes = (world: TaskWorld): Route[] => [
  route({
    method: "GET", path: "/api/task/open", permission: "task.read", summary: "未办结任务", looks: { kind: "list", of: (page) => page.lines.map((task) => task.childId) }, query: OpenTasksQuery, output: OpenTasksPage,
  })(async ({ actor, query }) => {
    if (query.area !== undefined && !within(actor.scope, query.area)) throw notFound("area.unknown", { codes: [query.area] });
    const scope = query.area === undefined ? actor.scope : subtree(query.area);
    const after = readCursor(query.after, "day", "day", "id", "number");
    const read: Reading = (work) => readInScope(world.pool, actor.scope, work);
    const rows = await read((db) => listOpenTasks(db, scope, after, query.limit + 1));
    const page = pageOf(rows, query.limit, (task) => [task.due ?? NO_DAY, task.opened, task.childId, task.no]);
    return { ...page, lines: await withWords(world.journal.machine, read, page.lines) };
  }),
  route({
    method: "POST", path: "/api/task/children/:childId/tasks", permission: "task.open", summary: "登记问题与解决方案",
    params: ChildParam, body: OpenTask, output: Stored, refusals: ["registry.not_found", "registry.file_closed"],
  })(async ({ actor, params, body }) => stored(await open(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/task/children/:childId/tasks/:no/close", permission: "task.close", summary: "办结任务",
    params: TaskParam, body: CloseTask, output: Stored, refusals: ["task.not_found", "task.closed", "task.day_wrong"],
  })(async ({ actor, params, body }) => stored(await close(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "#test/cast.ts";
import { closeOrphans, forgetAssigned } from "./assignmentStore.ts";
import type { Assignment, AssignmentRun, OpenTasksPage } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let supervisor: Caller;
let director: Caller;
const [one, two, southern] = [newId(), newId(), newId()];

async function sent(caller: Caller, url: string, body: Record<string, unknown>): Promise<void> {
  const answer = await caller.post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}
const codeOf = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as { code: string }).code,
];
const openIn = async (caller: Caller, query = ""): Promise<OpenTasksPage["lines"]> =>
  ((await caller.get(`/api/task/open${query}`)).body as OpenTasksPage).lines;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  supervisor = await enter(people, app, "supervisor", places.east);
  director = await enter(people, app, "director", places.eastVillage);
  const south = await enter(people, app, "director", places.southVillage);
  const facts = (name: string) => ({ ...leftBehind, name, "guardian.name": `${name}祖母` });
  await sent(director, "/api/registry/children", { childId: one, area: places.eastVillage, facts: facts("曾小满") });
  await sent(director, "/api/registry/children", { childId: two, area: places.eastVillage, facts: facts("林小雨") });
  await sent(south, "/api/registry/children", { childId: southern, area: places.southVillage, facts: facts("吕布") });
});
after(async () => {
  await app.close();
  await people.close();
});

const order = { title: "开学前上门", solution: "核对就读学校", due: "2024-08-31" };

test("one child elsewhere among them is 404, is kept as an attempt, and nobody has the task", async () => {
  const answer = await supervisor.post("/api/task/assignments", { id: newId(), childIds: [one, southern], ...order });
  assert.equal(answer.status, 404);
  assert.deepEqual(await openIn(supervisor), []);
  const { rows } = await people.database.db.owner.query<{ children: string[] }>(
    "select children from trace_fresh where kind = 'attempt'",
  );
  assert.deepEqual(rows.map((row) => row.children), [[southern]]); // prettier-ignore
});

/** The run once it stands still. */
async function ended(caller: Caller, batch: string): Promise<AssignmentRun> {
  for (;;) {
    const [run] = (await caller.get(`/api/task/runs?batch=${batch}`)).body as AssignmentRun[];
    assert.ok(run);
    if (run.status === "done" || run.status === "stopped") return run;
    await pause(20);
  }
}

test("each has it once, owned by its village's director, however often the command comes", async () => {
  const command = { id: newId(), childIds: [one, two, one], ...order };
  for (let turn = 0; turn < 2; turn += 1) {
    const answer = await supervisor.post("/api/task/assignments", command);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
  const { status, total, done, refused, title, own } = await ended(supervisor, command.id);
  assert.deepEqual({ status, total, done, refused, title, own }, { status: "done", total: 2, done: 2, refused: 0, title: order.title, own: true }); // prettier-ignore
  const changed = await supervisor.post("/api/task/assignments", { ...command, title: "另一件事" });
  assert.deepEqual(codeOf(changed), [409, "journal.id_reused"]);
  const tasks = await openIn(director, `?batch=${command.id}`);
  assert.deepEqual(tasks.map((task) => task.childId).toSorted(), [one, two].toSorted());
  const me = (await director.get("/api/account/me")).body as { name: string };
  assert.ok(
    tasks.every((task) => task.owner.includes(me.name) && task.due === order.due),
    JSON.stringify(tasks),
  );
  await sent(director, `/api/task/children/${one}/tasks/1/close`, { outcome: "已就读一小" });
  const [line] = (await supervisor.get(`/api/task/assignments?batch=${command.id}`)).body as Assignment[];
  assert.deepEqual(line, { batch: command.id, opened: "2024-07-01", due: order.due, count: 2, closed: 1 });
  const elsewhere = await enter(people, app, "supervisor", places.south);
  assert.deepEqual((await elsewhere.get("/api/task/assignments")).body, []);
  assert.deepEqual((await elsewhere.get("/api/task/runs")).body, []);
  assert.deepEqual((await elsewhere.get(`/api/task/runs?batch=${command.id}`)).body, []);
  assert.equal((await elsewhere.get(`/api/task/runs/${command.id}/refused`)).status, 404);
  for (const act of ["stop", "resume"])
    assert.equal((await elsewhere.post(`/api/task/runs/${command.id}/${act}`, {})).status, 404);
});

test("a day that is over hands out nothing; a file that is closed is named, and the others have their task", async () => {
  const late = await supervisor.post("/api/task/assignments", { id: newId(), childIds: [one], ...order, due: "2024-06-30" }); // prettier-ignore
  assert.deepEqual(codeOf(late), [422, "task.due_wrong"]);
  await sent(supervisor, `/api/registry/children/${one}/close`, { reason: "moved_away" });
  const id = newId();
  assert.equal((await supervisor.post("/api/task/assignments", { id, childIds: [two, one], ...order })).status, 200);
  const { status, done, refused } = await ended(supervisor, id);
  assert.deepEqual({ status, done, refused }, { status: "done", done: 1, refused: 1 });
  assert.deepEqual((await supervisor.get(`/api/task/runs/${id}/refused`)).body, [{ childId: one, refusal: "closed" }]);
  assert.deepEqual((await openIn(supervisor, `?batch=${id}`)).map((task) => task.childId), [two]); // prettier-ignore
  const again = await supervisor.post(`/api/task/runs/${id}/resume`, {});
  assert.deepEqual(codeOf(again), [409, "task.assignment_moving"]);
});

test("a file that could not be written, and can be again: whoever ordered hands out to that child anew, and to nobody twice", async () => {
  const id = newId();
  assert.equal((await supervisor.post("/api/task/assignments", { id, childIds: [two, one], ...order })).status, 200);
  await ended(supervisor, id);
  const { owner } = people.database.db;
  await owner.query("update task_assignment_child set state = 'refused', refusal = 'fault' where batch = $1 and child_id = $2", [id, two]);
  const [damaged] = (await supervisor.get(`/api/task/runs?batch=${id}`)).body as AssignmentRun[];
  assert.deepEqual([damaged?.status, damaged?.faults], ["done", 1]);
  assert.equal((await supervisor.post(`/api/task/runs/${id}/resume`, {})).status, 200);
  const { status, done, refused, faults } = await ended(supervisor, id);
  assert.deepEqual({ status, done, refused, faults }, { status: "done", done: 1, refused: 1, faults: 0 }, "the closed one stays refused");
  assert.equal((await openIn(supervisor, `?batch=${id}`)).length, 1);
  assert.deepEqual(codeOf(await supervisor.post(`/api/task/runs/${id}/resume`, {})), [409, "task.assignment_moving"]);
}); // prettier-ignore

test("what was ordered is answered alike when its day is over, and is read by nobody else in the list of orders", async () => {
  people.clock.set("2024-07-01T15:59:00.000Z"); // a minute before midnight in China
  const late = await enter(people, app, "supervisor", places.east);
  const id = newId();
  const command = { id, childIds: [two], ...order, title: "为林小雨补办户口", due: "2024-07-01" };
  assert.equal((await late.post("/api/task/assignments", command)).status, 200);
  const first = await ended(late, id);
  people.clock.set("2024-07-01T16:01:00.000Z");
  const repeated = await late.post("/api/task/assignments", command);
  assert.deepEqual([repeated.status, repeated.body], [200, first]);
  const colleague = await enter(people, app, "county", places.county);
  const [seen] = (await colleague.get(`/api/task/runs?batch=${id}`)).body as AssignmentRun[];
  assert.deepEqual([seen?.title, seen?.own], ["他人的批量交办", false]);
  people.clock.set("2024-07-01T01:00:00.000Z");
});

test("an order's words end with the first of its children that is erased", async () => {
  const id = newId();
  assert.equal((await supervisor.post("/api/task/assignments", { id, childIds: [two], ...order, title: "为林小雨补办户口" })).status, 200); // prettier-ignore
  await ended(supervisor, id);
  const { owner } = people.database.db;
  const { rows } = await owner.query("select 1 from journal_key where subject_id = $1 and wrapped is not null", [id]);
  assert.equal(rows.length, 1);
  await forgetAssigned(owner, two, "2024-07-01T02:00:00.000Z");
  const [run] = (await supervisor.get(`/api/task/runs?batch=${id}`)).body as AssignmentRun[];
  assert.equal(run?.title, "要办的事已随档案删除");
  const kept = await owner.query("select wrapped, length(sealed) as n from journal_key k join task_assignment a on a.batch = k.subject_id where k.subject_id = $1", [id]); // prettier-ignore
  assert.deepEqual(kept.rows, [{ wrapped: null, n: 0 }]);
});

test("another server's start leaves alone what was moving a moment ago", async () => {
  const { owner } = people.database.db;
  const state = async (): Promise<unknown> => (await owner.query("select status from task_assignment where batch = $1", [moving])).rows; // prettier-ignore
  const moving = newId();
  await owner.query("insert into task_assignment (batch, area, actor_id, digest, sealed, due, status, started_at, touched_at) values ($1, $2, $1, '', '', '2024-08-31', 'running', '2024-07-01T00:59:00Z', '2024-07-01T00:59:00Z')", [moving, places.east]); // prettier-ignore
  await closeOrphans(owner, "2024-07-01T01:00:00.000Z");
  assert.deepEqual(await state(), [{ status: "running" }]);
  await closeOrphans(owner, "2024-07-01T01:02:00.000Z");
  assert.deepEqual(await state(), [{ status: "stopped" }]);
  await owner.query("delete from task_assignment where batch = $1", [moving]);
});

const MANY = 60;

test("one that stood still goes on by whoever ordered it, and doubles nothing", async () => {
  const ids = Array.from({ length: MANY }, () => newId());
  for (const [n, childId] of ids.entries())
    await sent(director, "/api/registry/children", { childId, area: places.eastVillage, facts: { ...leftBehind, name: `林${String.fromCodePoint(0x4e00 + n)}`, birthDate: `2012-03-${String((n % 28) + 1).padStart(2, "0")}`, "guardian.name": `祖母${n}` } }); // prettier-ignore
  const { owner } = people.database.db;
  const id = newId();
  const command = { id, childIds: ids, ...order };
  // stopped as soon as it has begun: how many had their task by then, it says itself
  const began = await supervisor.post("/api/task/assignments", command);
  assert.equal((began.body as AssignmentRun).total, MANY);
  await supervisor.post(`/api/task/runs/${id}/stop`, {});
  const stopped = await ended(supervisor, id);
  const { rows } = await owner.query("select 1 from task_item where batch = $1", [id]);
  assert.equal(stopped.done, rows.length);
  // a server that died in the middle: two had it, and the row says "running" for ever
  await owner.query("update task_assignment set status = 'running', touched_at = '2024-06-30' where batch = $1", [id]); // prettier-ignore
  await owner.query("update task_assignment_child set state = 'waiting' where batch = $1 and child_id = any($2)", [id, ids.slice(0, 2)]); // prettier-ignore
  const [dead] = (await supervisor.get(`/api/task/runs?batch=${id}`)).body as AssignmentRun[];
  assert.deepEqual([dead?.status, dead?.interrupted], ["stopped", true]);
  const colleague = await enter(people, app, "county", places.county);
  assert.deepEqual(codeOf(await colleague.post(`/api/task/runs/${id}/resume`, {})), [403, "task.assignment_other"]);
  const runs = (await colleague.get("/api/task/runs")).body as AssignmentRun[];
  assert.deepEqual(runs.map(({ batch, own }) => [batch, own]), [[id, false]]); // prettier-ignore
  assert.equal((await supervisor.post(`/api/task/runs/${id}/resume`, {})).status, 200);
  const { status, done } = await ended(supervisor, id);
  assert.deepEqual({ status, done }, { status: "done", done: MANY });
  const tasks = await owner.query("select child_id from task_item where batch = $1", [id]);
  assert.equal(new Set(tasks.rows.map((row: { child_id: string }) => row.child_id)).size, MANY);
  assert.equal(tasks.rowCount, MANY);
  assert.deepEqual((await supervisor.get("/api/task/runs")).body, []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { Assignment, OpenTasksPage } from "./words.ts";

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

test("each has it once, owned by its village's director, however often the command comes", async () => {
  const command = { id: newId(), childIds: [one, two, one], ...order };
  for (let turn = 0; turn < 2; turn += 1) {
    const answer = await supervisor.post("/api/task/assignments", command);
    assert.deepEqual([answer.status, answer.body], [200, { batch: command.id, count: 2 }]);
  }
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
});

test("a file that is closed, or a day that is over, hands out nothing", async () => {
  const earlier = (await openIn(supervisor)).length;
  const late = await supervisor.post("/api/task/assignments", { id: newId(), childIds: [one], ...order, due: "2024-06-30" }); // prettier-ignore
  assert.deepEqual(codeOf(late), [422, "task.due_wrong"]);
  await sent(supervisor, `/api/registry/children/${one}/close`, { reason: "moved_away" });
  const answer = await supervisor.post("/api/task/assignments", { id: newId(), childIds: [two, one], ...order });
  assert.deepEqual(codeOf(answer), [409, "task.files_closed"]);
  assert.match(JSON.stringify(answer.body), /有 1 人已结案/);
  assert.equal((await openIn(supervisor)).length, earlier);
});

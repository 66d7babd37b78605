import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Cast, cast, enter, leftBehind, places, server } from "./cast.ts";

/* The core loop over HTTP: a child is registered, graded, falls due, is visited, and a changed fact regrades at once. */

let people: Cast;
let app: FastifyInstance;

before(async () => {
  people = await cast();
  app = await server(people);
});
after(async () => {
  await app.close();
  await people.close();
});

interface Line {
  childId: string;
  level: string;
  dueOn: string;
  categories: string[];
}

test("one child walks the loop", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, facts: leftBehind };
  const first = await director.post("/api/registry/children", command);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual((await director.post("/api/registry/children", command)).body, {
    ...(first.body as object),
    repeated: true,
  });

  const due = ((await director.get("/api/caselist/due")).body as { lines: Line[] }).lines;
  assert.equal(due.length, 1);
  assert.equal(due[0]?.level, "green");
  assert.deepEqual(due[0]?.categories, ["left_behind", "left_behind_all"]);
  assert.equal(due[0]?.dueOn, "2024-08-01"); // green: contact monthly

  const visit = {
    id: newId(),
    kind: "home_visit",
    form: "puning@1",
    facts: { "risk.dropout": "suspected" },
    note: "孩子说不想上学",
    problems: [{ title: "疑似辍学", solution: "联系学校劝返" }],
  };
  const visited = await director.post(`/api/visit/children/${childId}/visits`, visit);
  assert.equal(visited.status, 200, JSON.stringify(visited.body));
  const page = (await director.get("/api/caselist/children")).body as { lines: (Line & { suspected: string[] })[] };
  assert.equal(page.lines[0]?.level, "yellow");
  assert.deepEqual(page.lines[0]?.suspected, ["yellow.dropout"]);
  assert.equal(page.lines[0]?.dueOn, "2024-08-01"); // visited today, next within a month

  const open = (await director.get("/api/task/open")).body as { lines: { title: string; owner: string }[] };
  const tasks = open.lines;
  assert.equal(tasks[0]?.title, "疑似辍学");
  const file = await director.get(`/api/registry/children/${childId}`);
  assert.equal(file.status, 200);
  const entries = (await director.get(`/api/registry/children/${childId}/entries`)).body as {
    kind: string;
    seq: number;
  }[];
  assert.deepEqual(
    entries.map((entry) => entry.kind),
    [
      "registry.child_registered",
      "grade.assessed",
      "visit.recorded",
      "registry.facts_recorded",
      "task.opened",
      "grade.assessed",
    ],
  );
  const form = (await director.get(`/api/visit/children/${childId}/form`)).body as {
    form: string;
    questions: unknown[];
  };
  assert.equal(form.form, "puning@1");
  assert.ok(form.questions.length > 5);
});

test("for the neighbouring township the child does not exist", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const neighbour = await enter(people, app, "supervisor", places.south);
  const childId = newId();
  await director.post("/api/registry/children", {
    id: newId(),
    childId,
    area: places.eastVillage,
    facts: { ...leftBehind, name: "邻镇童" },
  });
  const forbidden = [
    await neighbour.get(`/api/registry/children/${childId}`),
    await neighbour.get(`/api/registry/children/${childId}/entries`),
    await neighbour.get(`/api/visit/children/${childId}/form`),
    await neighbour.post(`/api/registry/children/${childId}/facts`, { id: newId(), facts: { "school.name": "某校" } }),
    await neighbour.post(`/api/registry/children/${childId}/close`, { id: newId(), reason: "died" }),
    await neighbour.post(`/api/visit/children/${childId}/visits`, { id: newId(), kind: "contact", form: "puning@1" }),
    await neighbour.get(`/api/caselist/children?area=${places.east}`),
    await neighbour.post("/api/registry/children", {
      id: newId(),
      childId: newId(),
      area: places.eastVillage,
      facts: { ...leftBehind, name: "越区童" },
    }),
  ];
  assert.deepEqual(forbidden.map((answer) => answer.status), forbidden.map(() => 404)); // prettier-ignore
  assert.deepEqual((await neighbour.get("/api/caselist/children")).body, { lines: [], next: null });
});

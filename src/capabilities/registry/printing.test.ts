import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import type { LooksPage } from "#capabilities/trace/words.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";

/* A file on paper has left the system: who printed it, when and what for stands among the looks at that child. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let neighbour: Caller;
let auditor: Caller;
const childId = newId();
before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  neighbour = await enter(people, app, "supervisor", places.south);
  auditor = await enter(people, app, "auditor", places.county);
  const facts = { ...leftBehind, name: "打印的", "guardian.phone": "13812345678" };
  const body = { id: newId(), childId, area: places.eastVillage, facts };
  assert.equal((await director.post("/api/registry/children", body)).status, 200);
});
after(async () => {
  await app.close();
  await people.close();
});

const printing = `/api/registry/children/${childId}/printing`;
const kept = async (query: string): Promise<LooksPage["lines"]> =>
  ((await auditor.get(`/api/trace/looks?child=${childId}&${query}`)).body as LooksPage).lines;

test("another township's file does not exist: it prints nothing, and the attempt is kept", async () => {
  assert.equal((await neighbour.post(printing, { purpose: "visit" })).status, 404);
  assert.equal((await kept("kind=print")).length, 0);
  assert.deepEqual((await kept("kind=attempt")).map(({ answer }) => answer), ["not_found"]); // prettier-ignore
});

test("a purpose that is none is refused, and nobody prints without being signed in", async () => {
  assert.equal((await director.post(printing, { purpose: "curiosity" })).status, 400);
  assert.equal((await director.post(printing, {})).status, 400);
  assert.equal((await app.inject({ method: "POST", url: printing, payload: {} })).statusCode, 401);
  assert.equal((await kept("kind=print")).length, 0);
});

test("each printing is kept: by whom, what for, and which fields stood open on the sheet", async () => {
  assert.equal((await director.post(printing, { purpose: null })).status, 200);
  assert.equal((await director.post(printing, { purpose: "assistance" })).status, 200);
  const lines = await kept("kind=print");
  const told = lines.map(({ purpose, fields, post, route }) => [
    purpose,
    fields.includes("guardian.phone"),
    post,
    route,
  ]);
  assert.deepEqual(told, [
    ["assistance", true, "director", "POST /api/registry/children/:childId/printing"],
    [null, false, "director", "POST /api/registry/children/:childId/printing"],
  ]);
});

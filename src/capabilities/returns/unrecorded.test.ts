import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { register } from "#capabilities/registry/index.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "#test/cast.ts";

let people: Cast;
let app: FastifyInstance;
let county: Caller;

/** One child, registered on the 10th of July 2024 in 流沙东. */
before(async () => {
  people = await cast("2024-07-10T02:00:00.000Z", { poolSize: 2 });
  app = await server(people);
  county = await enter(people, app, "county", places.county);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal, policyFor: people.tonghu.policyFor };
  const child = { id: newId(), childId: newId(), area: places.eastVillage, facts: { ...leftBehind, name: "东童" } };
  await register(world, people.eastDirector, { ...child, source: "registration" });
});
after(async () => {
  await app.close();
  await people.close();
});

async function notesOf(query: string): Promise<{ count: number; notes: string }> {
  const { body } = await county.get(`/api/returns/puning-annex-1?${query}`);
  const table = body as { total: { count: number }; notes: string[]; unrecorded: boolean };
  assert.equal(table.unrecorded, table.notes.some((note) => note.includes("还没有本区划"))); // prettier-ignore
  return { count: table.total.count, notes: table.notes.join("\n") };
}

test("noughts of a day before anybody was registered say so; counted ones do not", async () => {
  const earlier = await notesOf("asOf=2024-07-09");
  assert.equal(earlier.count, 0);
  assert.match(earlier.notes, /到 2024-07-09 为止，系统中还没有本区划任何儿童的记录/u);
  const then = await notesOf("asOf=2024-07-10");
  assert.deepEqual([then.count, then.notes.includes("还没有本区划")], [1, false]);
  const elsewhere = await notesOf(`asOf=2024-07-10&area=${places.south}`);
  assert.match(elsewhere.notes, /还没有本区划任何儿童的记录/u);
});

test("what was registered afterwards was not known then", async () => {
  people.clock.set("2024-07-12T02:00:00.000Z");
  county = await enter(people, app, "county", places.county); // sessions end with the day
  assert.match((await notesOf("asOf=2024-07-09&frozen=yes")).notes, /还没有本区划/u);
  assert.doesNotMatch((await notesOf("asOf=2024-07-10&frozen=yes")).notes, /还没有本区划/u);
});

test("a day before the form's own document took effect is said to be one", async () => {
  assert.match((await notesOf("asOf=2024-06-20")).notes, /普民〔2024〕35号自 2024-06-21 起施行/u);
  assert.doesNotMatch((await notesOf("asOf=2024-06-21")).notes, /起施行/u);
});

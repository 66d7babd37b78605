import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";

/* What was opened on the phone itself becomes a trace (未成年人网络保护条例 36). */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;

before(async () => {
  people = await cast("2024-07-01T15:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
});
after(async () => {
  await app.close();
  await people.close();
});

const registered = async (by: Caller, area: string, name: string): Promise<string> => {
  const childId = newId();
  const answer = await by.post("/api/registry/children", {
    id: newId(),
    childId,
    area,
    facts: { ...leftBehind, name },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
};

const told = async (by: Caller, looks: readonly unknown[]) => {
  const { personId, area } = (await by.get("/api/account/me")).body as { personId: string; area: string };
  const body = { personId, area, have: {}, day: null, policy: null, unsent: 0, looks };
  return { personId, ...(await by.post("/api/sync/village", body)) };
};

test("of a neighbour's children nothing is kept on a phone's word, nor of a day that is none", async () => {
  const neighbours = await registered(south, places.southVillage, "邻村童");
  assert.equal((await told(east, [{ childId: neighbours, day: "2024-07-01" }])).status, 200);
  assert.equal((await told(east, [{ childId: neighbours, day: "昨天" }])).status, 400);
  assert.equal((await told(east, [{ childId: neighbours, day: "2024-07-01", area: "44" }])).status, 400);
  const { rowCount } = await people.database.db.owner.query("select 1 from trace_fresh where kind = 'phone'");
  assert.equal(rowCount, 0);
});

test("a trace for each day, in the person's name, and none of a day that has not come", async () => {
  const own = await registered(east, places.eastVillage, "本村童");
  const days = ["2024-06-30", "2024-07-01", "2031-01-01"]; // the last by a clock years ahead
  const { personId: person } = await told(east, days.map((day) => ({ childId: own, day }))); // prettier-ignore
  const { rows } = await people.database.db.owner.query(
    "select children, asked ->> 'day' as day, person_id as person, purpose from trace_fresh where kind = 'phone' order by asked ->> 'day'",
  );
  const kept = (day: string) => ({ children: [own], day, person, purpose: "visit" });
  assert.deepEqual(rows, [kept("2024-06-30"), kept("2024-07-01")]);
});

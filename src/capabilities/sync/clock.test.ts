import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, SentAnswer } from "./words.ts";

/* What a director says again after a dispute is of the day it was said on, whenever the phone meets the server. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let county: Caller;
const childId = newId();

before(async () => {
  people = await cast("2024-07-01T15:30:00.000Z");
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  county = await enter(people, app, "county", places.county);
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, name: "两说" } };
  assert.equal((await director.post("/api/registry/children", command)).status, 200);
});
after(async () => {
  await app.close();
  await people.close();
});

async function corrected(day: string, value: string): Promise<SentAnswer | undefined> {
  const { personId, area } = (await director.get("/api/account/me")).body as { personId: string; area: string };
  const body = { day, facts: { "school.name": value }, source: "visit", reason: "核对后以走访所见为准" };
  const [at, sentAt] = ["2024-07-01T15:00:00.000Z", "2024-07-01T16:00:00.000Z"];
  const commands = [{ id: newId(), operation: "registry.record", childId, at, body }];
  const answer = await director.post("/api/sync/batches", { personId, area, sentAt, unsent: 1, commands });
  return (answer.body as BatchAnswers).answers[0];
}

async function held(): Promise<unknown> {
  const { body } = await county.get(`/api/registry/children/${childId}`);
  return (body as { facts: { key: string; value: unknown }[] }).facts.find((fact) => fact.key === "school.name")?.value;
}

test("a correction that arrives a day late does not overwrite what was learnt in between", async () => {
  people.clock.set("2024-07-01T16:30:00.000Z"); // after midnight in China
  const newer = { id: newId(), facts: { "school.name": "二小" } };
  assert.equal((await county.post(`/api/registry/children/${childId}/facts`, newer)).status, 200);
  assert.equal((await corrected("2024-07-01", "一小"))?.kind, "receipt");
  assert.equal(await held(), "二小");
  const { body } = await county.get(`/api/registry/children/${childId}/entries`);
  const last = (body as { body: object; occurredAt: string }[]).at(-1);
  assert.equal(last?.occurredAt, "2024-07-01T15:30:00.000Z");
});

test("a phone whose clock is ahead is heard all the same: its day is the server's", async () => {
  assert.equal((await corrected("2024-07-09", "三小"))?.kind, "receipt");
  assert.equal(await held(), "三小");
});

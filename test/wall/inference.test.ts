import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { quickerShare } from "../accounts.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../cast.ts";

/*
 * Trial 28: what a worker can find out about a child of another area from counts, searches, refusals, the duplicate check
 * and the time that answers take. Two houses that differ in the neighbour's children alone answer alike.
 */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let south: Caller;
const child = newId();
const idNumber = "445281201405010087";
const neighbour = { ...leftBehind, name: "邻村童", "guardian.name": "邻村祖母", idNumber, "risk.dropout": "suspected" };

before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
});
after(async () => {
  await app.close();
  await people.close();
});

const asked = [
  "/api/caselist/children", "/api/caselist/children?name=邻村童", "/api/caselist/children?closed=yes", "/api/caselist/children?proposed=yes", "/api/caselist/children?ledger=none",
  "/api/caselist/due", "/api/caselist/due?when=overdue", "/api/caselist/summary", "/api/task/open", `/api/caselist/lines?ids=${child}`, `/api/registry/children/${child}`,
  `/api/registry/children/${child}/entries`, `/api/visit/children/${child}/form`, "/api/caselist/children?area=445281002001", "/api/caselist/summary?area=445281002",
]; // prettier-ignore

const answers = async (): Promise<unknown[]> => {
  const all = [];
  for (const url of asked) all.push(await director.get(encodeURI(url)));
  all.push(await director.post("/api/caselist/find", { number: idNumber }));
  return all;
};

test("lists, counts, searches and refusals are the same whether the neighbour's child is there or not", async () => {
  const earlier = await answers();
  const made = await south.post("/api/registry/children", { id: newId(), childId: child, area: places.southVillage, facts: neighbour }); // prettier-ignore
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const task = { id: newId(), title: "缺少户口" };
  assert.equal((await south.post(`/api/task/children/${child}/tasks`, task)).status, 200);
  assert.deepEqual(await answers(), earlier);
});

const registration = (facts: object, childId = newId()): object => ({ id: newId(), childId, area: places.eastVillage, facts }); // prettier-ignore

test("a child of the same name, birth date and guardian next door is nobody's business here", async () => {
  const { idNumber: _left, ...alike } = neighbour;
  assert.equal((await director.post("/api/registry/children", registration(alike))).status, 200);
});

/*
 * The one thing that must be told: one child has one file in the whole country (粤民发〔2024〕32号 一人一档), so an id number that
 * has one cannot get another. It is told without name, place or id, and each time leaves a trace that raises an alert.
 */
test("that an id number has a file elsewhere is told without a word of where, whose or since when, and is kept as an attempt", async () => {
  const { owner } = people.database.db;
  const attempts = async (): Promise<number> =>
    (await owner.query<{ n: number }>("select count(*)::int as n from trace_fresh where kind = 'attempt'")).rows[0]?.n ?? 0;
  const earlier = await attempts();
  const answer = await director.post("/api/registry/children", registration({ ...leftBehind, name: "别的名字", idNumber }));
  assert.equal(answer.status, 409, JSON.stringify(answer.body));
  const text = JSON.stringify(answer.body);
  for (const secret of [child, "邻村", places.south, places.southVillage, idNumber, "2024"]) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  assert.equal(await attempts(), earlier + 1, "somebody who tries numbers is seen");
}); // prettier-ignore

test("a file that is elsewhere is refused as quickly as one that is nowhere", async () => {
  const there = (): Promise<unknown> => director.get(`/api/registry/children/${child}`);
  const nowhere = (): Promise<unknown> => director.get(`/api/registry/children/${newId()}`);
  const share = await quickerShare(200, there, nowhere);
  assert.ok(share > 0.3 && share < 0.7, `the neighbour's was quicker in ${share * 100} of 100`);
});

test("a number of the neighbour's child is not found as quickly as one that nobody has", async () => {
  const sought = (number: string) => (): Promise<unknown> => director.post("/api/caselist/find", { number });
  const share = await quickerShare(200, sought(idNumber), sought("445281201405010327"));
  assert.ok(share > 0.3 && share < 0.7, `the neighbour's was quicker in ${share * 100} of 100`);
});

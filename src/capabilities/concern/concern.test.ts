import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { erase } from "#platform/journal/erase.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import { forgetConcerns } from "./index.ts";
import type { ConcernCounts, ConcernFigure, ConcernShown, ConcernsPage, OwnConcernTold } from "./words.ts";

/* A report from the village to the answer, over HTTP on a real database. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let supervisor: Caller;
let county: Caller;
let south: Caller;
const childId = newId();
const name = "测试童危";

before(async () => {
  people = await cast();
  app = await server(people);
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts: { ...leftBehind, name } }; // prettier-ignore
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, command);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
  south = await enter(people, app, "supervisor", places.south);
});
after(() => people.close());

type Answer = Promise<{ status: number; body: unknown }>;
const said = async (answer: Answer): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const read = async <T>(answer: Answer): Promise<T> => {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body as T;
};
const at = (id: string, ...more: string[]): string => ["/api/concern/reports", id, ...more].join("/");
const report = async (more: object = { childId, name, situation: "under_14" }): Promise<string> => {
  const id = newId();
  assert.equal(await said(director.post("/api/concern/reports", { id, ...more })), "200");
  return id;
};

test("traces tell nobody who reported: an auditor finds who read a report, and not its reporter", async () => {
  const id = await report();
  const own = await read<OwnConcernTold[]>(director.get("/api/concern/own"));
  assert.ok(own.some((one) => one.id === id));
  await read(supervisor.get(at(id)));
  const { rows } = await people.database.db.owner.query<{ route: string }>(
    "select route from trace_fresh where $1 = any(children) or route like '%concern/own'",
    [id],
  );
  assert.deepEqual([...new Set(rows.map(({ route }) => route))], ["GET /api/concern/reports/:concernId"]);
});

test("what lies elsewhere is nowhere, and no department sees it", async () => {
  const id = await report();
  assert.equal(await said(south.get(at(id))), "404 concern.unknown");
  assert.equal(await said(south.post(at(id, "receive"), { id: newId() })), "404 journal.not_found");
  const police = { ...subtree(places.county), department: "police" };
  const seen = await inScope(people.database.db.pool, police, (db) => db.query("select 1 from concern_item"));
  assert.equal(seen.rowCount, 0);
  assert.equal(await said(director.get(at(id))), "403 account.not_permitted");
  assert.equal((await read<ConcernsPage>(south.get("/api/concern/reports"))).lines.length, 0);
  assert.equal(await said(supervisor.post(at(childId, "receive"), { id: newId() })), "404 concern.unknown", "a file is no report"); // prettier-ignore
});

test("sent twice it is one; of a child that nobody knows, or a situation that the policy has not, it is one too", async () => {
  const id = newId();
  const body = { id, situation: "of_another_version" };
  assert.equal(await said(director.post("/api/concern/reports", body)), "200");
  assert.deepEqual(await read(director.post("/api/concern/reports", body)), { childId: id, seq: 1, repeated: true });
  const { lines } = await read<ConcernsPage>(supervisor.get("/api/concern/reports"));
  assert.equal(lines.filter((line) => line.id === id).length, 1);
});

test("before somebody is on the case nothing of what it says is shown; its reporter only for a purpose", async () => {
  const id = await report();
  const closed = await read<ConcernShown>(supervisor.get(at(id)));
  assert.equal(closed.content, null);
  const list = JSON.stringify(await read(supervisor.get("/api/concern/reports")));
  assert.ok(!list.includes(name) && !list.includes("under_14"));
  await read(supervisor.post(at(id, "receive"), { id: newId() }));
  const { content } = await read<ConcernShown>(supervisor.get(at(id)));
  assert.equal(content?.name, name);
  assert.match(content?.situation.text ?? "", /不满十四周岁/);
  assert.equal(content?.reporter, null);
  const opened = await read<ConcernShown>(supervisor.get(`${at(id)}?purpose=protection`));
  assert.equal(opened.content?.reporter?.post, "director");
  assert.equal((await read<ConcernShown>(county.get(at(id)))).content, null, "the county is not on it by its post");
  assert.equal((await read<unknown[]>(county.get(`/api/concern/children/${childId}/reports`))).length, 0);
  await read(county.post(at(id, "join"), { id: newId(), reason: "县里督办" }));
  assert.equal((await read<ConcernShown>(county.get(at(id)))).content?.team.length, 2);
  assert.equal((await read<unknown[]>(county.get(`/api/concern/children/${childId}/reports`))).length, 1);
});

test("who looked is kept, with what was opened and for what", async () => {
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string | null }>(
    "select fields, purpose from trace_fresh where route = 'GET /api/concern/reports/:concernId' and purpose is not null",
  );
  assert.deepEqual(rows[0]?.fields.toSorted(), ["concern.content", "reporter.name", "reporter.phone"]);
  assert.equal(rows[0]?.purpose, "protection");
});

test("from the report to its end: handled, told, closed; the reporter reads how far it is and what was told", async () => {
  people.clock.set("2024-07-01T03:00:00.000Z");
  const id = await report();
  people.clock.set("2024-07-01T03:06:00.000Z");
  await read(supervisor.post(at(id, "receive"), { id: newId() }));
  const end = { finding: "confirmed", reason: "已经安置在姑姑家" };
  assert.equal(await said(supervisor.post(at(id, "close"), { id: newId(), ...end })), "409 concern.not_handled");
  people.clock.set("2024-07-01T03:30:00.000Z");
  await read(supervisor.post(at(id, "steps"), { id: newId(), handling: "police", number: "普公（流）接〔2024〕1号" }));
  assert.equal(await said(supervisor.post(at(id, "close"), { id: newId(), ...end })), "409 concern.not_told");
  assert.equal(await said(director.post(at(id, "supplements"), { id: newId(), place: "村口" })), "200");
  await read(supervisor.post(at(id, "tell"), { id: newId(), words: "孩子已经安全，谢谢您" }));
  await read(supervisor.post(at(id, "close"), { id: newId(), ...end }));
  const own = (await read<OwnConcernTold[]>(director.get("/api/concern/own"))).find((one) => one.id === id);
  assert.deepEqual(own?.told.map(({ words }) => words), ["孩子已经安全，谢谢您"]);
  assert.ok(own?.closedAt);
  const [figure] = await read<ConcernFigure[]>(supervisor.get("/api/concern/figures?from=2024-07-01&to=2024-07-01"));
  assert.ok(figure && figure.received >= 1 && figure.area === places.eastVillage);
}); // prettier-ignore

test("what the county hands on leaves its township, and stays in its reporter's sight", async () => {
  const id = await report({ name: "外村的孩子" });
  await read(county.post(at(id, "receive"), { id: newId() }));
  assert.equal(await said(supervisor.post(at(id, "transfer"), { id: newId(), area: places.eastVillage, reason: "孩子在那边" })), "403 concern.not_on_case"); // prettier-ignore
  await read(county.post(at(id, "transfer"), { id: newId(), area: places.south, reason: "孩子在那边" }));
  assert.equal(await said(supervisor.get(at(id))), "404 concern.unknown");
  await read(south.post(at(id, "receive"), { id: newId() }));
  assert.equal((await read<ConcernShown>(south.get(at(id)))).content?.name, "外村的孩子");
  assert.equal(await said(director.post(at(id, "supplements"), { id: newId(), note: "穿红衣服" })), "200");
  await read(south.post(at(id, "tell"), { id: newId(), words: "已经找到孩子" }));
  const own = (await read<OwnConcernTold[]>(director.get("/api/concern/own"))).find((one) => one.id === id);
  assert.equal(own?.told[0]?.words, "已经找到孩子");
});

test("what stands in the database says nothing of it, and a rebuild brings its view back", async () => {
  const { owner } = people.database.db;
  const { rows } = await owner.query<{ text: string }>("select e::text as text from entry e where kind like 'concern.%' union all select c::text from concern_item c"); // prettier-ignore
  assert.ok(rows.length > 10);
  assert.ok(rows.every(({ text }) => !text.includes(name) && !text.includes("under_14")));
  const { machine, projections } = people.tonghu;
  const earlier = await dumpViews(owner, machine);
  await rebuild(owner, machine, projections);
  assert.deepEqual(await dumpViews(owner, machine), earlier);
});

test("with the file go the reports about it", async () => {
  const { owner } = people.database.db;
  const { machine, projections, ground } = people.tonghu;
  const actor = people.county;
  const erasing = { owner, machine, projections, clock: ground.clock };
  await forgetConcerns(owner, childId, (subjectId) => erase(erasing, { actor, commandId: newId(), subjectId, reason: "test" })); // prettier-ignore
  const { rows } = await owner.query("select 1 from concern_item where about_id = $1", [childId]);
  assert.equal(rows.length, 0);
  const counts = await read<ConcernCounts>(county.get("/api/concern/counts"));
  assert.ok(counts.open >= 1, "what is about nobody's file stays");
});

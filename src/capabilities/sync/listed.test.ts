import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { bringUp } from "#capabilities/anomaly/index.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, SentAnswer, Village } from "./words.ts";

/* 疑似未登记 on a phone without signal: whose lines lie on it, what its answers do, and whom they never overwrite. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;
let township: Caller;

before(async () => {
  people = await cast("2024-07-10T04:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  township = await enter(people, app, "supervisor", places.east);
});
after(async () => {
  await app.close();
  await people.close();
});

const at = "2024-07-09T02:00:00.000Z";
const sentAt = "2024-07-10T04:00:00.000Z";

const ownerOf = async (by: Caller) => {
  const { personId, area } = (await by.get("/api/account/me")).body as { personId: string; area: string };
  return { personId, area };
};
async function send(by: Caller, ...commands: unknown[]): Promise<readonly SentAnswer[]> {
  const body = { ...(await ownerOf(by)), sentAt, unsent: commands.length, commands };
  const sent = await by.post("/api/sync/batches", body);
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  return (sent.body as BatchAnswers).answers;
}
const village = async (by: Caller): Promise<Village> =>
  (await by.post("/api/sync/village", { ...(await ownerOf(by)), have: {}, day: null, policy: null, unsent: 0 }))
    .body as Village;
const listedFor = async (by: Caller, id: string) => (await village(by)).own?.listed?.find((one) => one.id === id);

let n = 0;
/** A line of a list of somebody who should live in the east village and has no file. */
async function raised(): Promise<string> {
  n += 1;
  const facts = { name: `名单${n}`, sex: "female", birthDate: "2016-05-01", idNumber: "445281201605010025" };
  const said = { title: "在校学生名单", clause: "条款", name: `名单${n}`, facts, place: "东村三组" };
  const how = { comparison: "school", department: "education", list: newId(), day: "2024-07-01", due: "2024-07-31" };
  const row = { digest: `digest-${n}`, row: n, area: places.eastVillage, said };
  const { pool, machine } = { pool: people.database.db.pool, machine: people.tonghu.journal.machine };
  await inScope(pool, subtree(places.eastVillage), (db) => bringUp(db, machine.vault, [row], how));
  const found = await people.database.db.owner.query<{ id: string }>("select id from anomaly_unregistered where digest = $1", [row.digest]);
  return found.rows[0]?.id ?? "";
} // prettier-ignore

const answer = (line: string, verdict: string, more: Record<string, unknown> = {}) => ({
  id: newId(), operation: "anomaly.verify", childId: line, at, body: { verdict, note: "到家里看过", ...more },
}); // prettier-ignore
const rowOf = async (line: string) =>
  (await township.get(`/api/anomaly/unregistered/${line}?purpose=verification`)).body as Record<string, unknown>;

test("a line lies on the phone of its village alone: its number by its ends, and the trace says what was opened", async () => {
  const line = await raised();
  const held = await listedFor(east, line);
  assert.equal(held?.owner, "教育部门");
  assert.equal(held.place, "东村三组");
  const number = held.facts.find(({ key }) => key === "idNumber");
  assert.equal(number?.value, null);
  assert.doesNotMatch(JSON.stringify(held), /445281201605010025/);
  assert.equal(await listedFor(south, line), undefined);
  const [refused] = await send(south, answer(line, "wrong"));
  assert.ok(refused?.kind === "refused" && refused.code === "anomaly.unknown");
  assert.equal((await rowOf(line))["verdict"], null);
});

test("answered once, however often it comes; dated by the day on the spot, and gone from the phone", async () => {
  const line = await raised();
  const command = answer(line, "moved");
  for (let turn = 0; turn < 10; turn += 1) {
    const [sent] = await send(east, command);
    assert.ok(sent?.kind === "receipt", JSON.stringify(sent));
    assert.equal(sent.repeated, turn > 0);
    assert.deepEqual(sent.disputed, []);
  }
  const { verdict, closedOn, note } = await rowOf(line);
  assert.deepEqual([verdict, closedOn, note], ["moved", "2024-07-09", "到家里看过"]);
  assert.equal(await listedFor(east, line), undefined);
});

test("registered on the spot: the answer waits for the registration, and names its file; a refused registration holds it", async () => {
  const line = await raised();
  const childId = newId();
  const facts = { ...leftBehind, name: "名单登记" };
  const registration = { id: newId(), operation: "registry.register", childId, at, body: { area: places.eastVillage, facts } };
  const [, stored] = await send(east, registration, { ...answer(line, "right", { childId }), needs: [registration.id] });
  assert.equal(stored?.kind, "receipt", JSON.stringify(stored));
  assert.deepEqual([(await rowOf(line))["verdict"], (await rowOf(line))["childId"]], ["right", childId]);
  const other = await raised();
  const bad = { ...registration, id: newId(), childId: newId(), body: { area: places.eastVillage, facts: { name: "" } } };
  const [refused, held] = await send(east, bad, { ...answer(other, "right", { childId: bad.childId }), needs: [bad.id] });
  assert.deepEqual([refused?.kind, held?.kind], ["refused", "held"]);
  assert.equal((await rowOf(other))["verdict"], null);
}); // prettier-ignore

test("somebody else has answered: nothing is overwritten, both verdicts come back, and only who has seen both replaces one", async () => {
  const line = await raised();
  const desk = { id: newId(), verdict: "wrong", note: "电话问过学校" };
  assert.equal((await township.post(`/api/anomaly/unregistered/${line}/verify`, desk)).status, 200);
  const late = answer(line, "moved");
  const [asked] = await send(east, late);
  assert.ok(asked?.kind === "receipt");
  const { by, on, ...question } = asked.disputed[0] ?? {};
  assert.deepEqual(question, { key: "anomaly.listed", mine: "moved", theirs: "wrong" });
  assert.equal(on, "2024-07-10");
  assert.notEqual(by, "");
  assert.equal((await rowOf(line))["verdict"], "wrong");
  const stale = answer(line, "moved", { over: "right" });
  const [again] = await send(east, stale);
  assert.equal(again?.kind === "receipt" && again.disputed.length, 1);
  const [taken] = await send(east, answer(line, "moved", { over: "wrong" }));
  assert.deepEqual(taken?.kind === "receipt" && taken.disputed, []);
  assert.equal((await rowOf(line))["verdict"], "moved");
  assert.equal((await township.post(`/api/anomaly/unregistered/${line}/verify`, { ...desk, id: newId() })).status, 409);
});

test("an id is not used for another answer", async () => {
  const line = await raised();
  const first = answer(line, "moved");
  await send(east, first);
  const [reused] = await send(east, { ...first, body: { verdict: "wrong", note: "别的话" } });
  assert.ok(reused?.kind === "refused" && reused.code === "journal.id_reused");
});

test("what was seen of a line that the department had taken back by then is kept, and answers nothing; a list that says it again does not ask again", async () => {
  const line = await raised();
  const { owner, pool } = people.database.db;
  await owner.query("update anomaly_unregistered set verdict = 'withdrawn', closed_on = '2024-07-08' where id = $1", [line]);
  const command = answer(line, "wrong");
  for (const repeated of [false, true]) {
    const [kept] = await send(east, command);
    assert.ok(kept?.kind === "receipt" && kept.repeated === repeated, JSON.stringify(kept));
    assert.deepEqual(kept.disputed, []);
  }
  const { verdict, closedOn, note } = await rowOf(line);
  assert.deepEqual([verdict, closedOn, note], ["withdrawn", "2024-07-08", "到家里看过"]);
  const desk = { id: newId(), verdict: "wrong", note: "问过学校" };
  const { body: refusal } = await township.post(`/api/anomaly/unregistered/${line}/verify`, desk);
  assert.equal((refusal as { code?: string }).code, "anomaly.closed");
  const { rows } = await owner.query<{ digest: string; row_no: number }>("select digest, row_no from anomaly_unregistered where id = $1", [line]);
  const how = { comparison: "school", department: "education", list: newId(), day: "2024-09-01", due: "2024-09-30" };
  const said = { title: "", clause: "", name: "", facts: {}, place: "" };
  const lines = rows.map(({ digest, row_no: row }) => ({ digest, row, area: places.eastVillage, said }));
  const again = await inScope(pool, subtree(places.eastVillage), (db) => bringUp(db, people.tonghu.journal.machine.vault, lines, how));
  assert.deepEqual(again, { raised: 0, standing: 0, answered: 1 });
  assert.equal((await rowOf(line))["note"], "到家里看过", "and nothing of it is written over");
}); // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { compare, initial } from "#capabilities/anomaly/decide.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, SentAnswer, Village } from "./words.ts";

/* Departments' lists on a phone without signal: what lies on it, what its answers do, and whom they never overwrite. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;
let township: Caller;
let southTownship: Caller;
let county: Caller;

before(async () => {
  people = await cast("2024-07-10T04:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  township = await enter(people, app, "supervisor", places.east);
  southTownship = await enter(people, app, "supervisor", places.south);
  county = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

const machine: Actor = {
  personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage),
}; // prettier-ignore

let n = 0;
async function raised(facts: Record<string, FactValue>, file: Record<string, unknown> = {}): Promise<string> {
  n += 1;
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, day: "2024-06-01", facts: { ...leftBehind, name: `核实${n}`, ...file } };
  const answer = await east.post("/api/registry/children", command);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const anomaly = {
    comparison: "school", title: "在校学生名单", department: "education", finding: "differs", clause: "条款", list: newId(), listDay: "2024-07-01",
    row: 1, probability: 0.99, words: "姓名相同", facts, day: "2024-07-01", due: "2024-07-31",
  } as const; // prettier-ignore
  const { drafts } = compare(initial, "school", [anomaly], { day: "2024-07-01", list: anomaly.list });
  await people.tonghu.journal.decide({ actor: machine, commandId: newId(), content: {} }, childId, () => drafts);
  return childId;
} // prettier-ignore

const at = "2024-07-09T02:00:00.000Z";
const sentAt = "2024-07-10T04:00:00.000Z";
const answer = (childId: string, body: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id: newId(), operation: "anomaly.verify", childId, no: 1, at, body: { note: "到家里看过", ...body }, ...more,
}); // prettier-ignore

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
const entriesOf = async (childId: string) =>
  (await township.get(`/api/registry/children/${childId}/entries`)).body as {
    kind: string;
    body: Record<string, unknown>;
  }[];
const factOf = async (childId: string, key: string) => {
  const { facts } = (await township.get(`/api/registry/children/${childId}?purpose=verification`)).body as { facts: { key: string; value: unknown }[] };
  return facts.find((fact) => fact.key === key)?.value;
}; // prettier-ignore
const disputedOf = (answers: readonly SentAnswer[]): unknown[] =>
  answers.flatMap((one): unknown[] => (one.kind === "receipt" ? one.disputed : [one]));
const rowOf = async (childId: string): Promise<string | null> => {
  const { rows } = await people.database.db.owner.query<{ verdict: string | null }>("select verdict from anomaly_item where child_id = $1", [childId]);
  return rows[0]?.verdict ?? null;
}; // prettier-ignore

test("a phone holds its own village's alone, without the list, and numbers by their ends; the trace names them", async () => {
  const number = "44528120140501123X";
  const childId = await raised({ "guardian.idNumber": number, "school.state": "junior", "risk.sexualAbuse": "suspected" });
  const held = (await village(east)).files.find((file) => file.childId === childId);
  const open = (held?.state.anomaly?.["open"] ?? {}) as Record<string, Record<string, unknown>>;
  assert.equal(JSON.stringify(open).includes(number.slice(6, 14)), false);
  const { facts, masked, partly, list } = open["1"] ?? {};
  assert.deepEqual(Object.keys(facts as object), ["guardian.idNumber", "school.state"]);
  assert.deepEqual([masked, partly, list], [["guardian.idNumber"], true, undefined]);
  assert.equal((await village(south)).files.some((file) => file.childId === childId), false);
  const { rows } = await people.database.db.owner.query<{ fields: string[] }>(
    "select fields from trace_fresh where route = 'POST /api/sync/village' and $1::uuid = any(children)", [childId]);
  assert.equal(rows.length, 1);
  assert.ok(rows[0]?.fields.includes("guardian.idNumber"));
}); // prettier-ignore

test("another village's does not exist for a phone", async () => {
  const childId = await raised({ "school.state": "junior" });
  const [refused] = await send(south, answer(childId, { verdict: "wrong" }));
  assert.ok(refused?.kind === "refused" && refused.code === "journal.not_found", JSON.stringify(refused));
  assert.equal(await rowOf(childId), null);
});

test("right changes the file, dated by the day on the spot; sent twice it is stored once; the department's line is answered", async () => {
  const childId = await raised({ "school.state": "junior" });
  const command = answer(childId, { verdict: "right", seen: { "school.state": null } });
  const first = await send(east, command);
  assert.deepEqual(disputedOf(first), []);
  const [again] = await send(east, command);
  assert.ok(again?.kind === "receipt" && again.repeated);
  assert.equal(await factOf(childId, "school.state"), "junior");
  assert.equal(await rowOf(childId), "right");
  const verified = (await entriesOf(childId)).filter(({ kind }) => kind === "anomaly.verified");
  assert.deepEqual(verified.map(({ body }) => body["day"]), ["2024-07-09"]); // prettier-ignore
});

test("put right on the spot: the file takes the values that were found", async () => {
  const childId = await raised({ "school.state": "junior" });
  const [beyond] = await send(east, answer(childId, { verdict: "corrected", facts: { name: "别人" } }));
  assert.ok(beyond?.kind === "refused" && beyond.code === "anomaly.not_listed", JSON.stringify(beyond));
  assert.deepEqual(disputedOf(await send(east, answer(childId, { verdict: "corrected", facts: { "school.state": "primary" } }))), []);
  assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], ["primary", "corrected"]);
}); // prettier-ignore

test("a late answer overwrites nothing: it is kept, comes back with both, and replaces only what its sender has seen", async () => {
  const childId = await raised({ "school.state": "junior" });
  const path = `/api/anomaly/children/${childId}/1/verify`;
  const desk = await township.post(path, { id: newId(), verdict: "wrong", note: "问过学校" });
  assert.equal(desk.status, 200, JSON.stringify(desk.body));
  const late = answer(childId, { verdict: "right" });
  const [dispute] = disputedOf(await send(east, late));
  const { by, ...rest } = dispute as { by?: string };
  assert.deepEqual(rest, { key: "anomaly.1", mine: "right", theirs: "wrong", on: "2024-07-10" });
  assert.ok(by);
  assert.deepEqual(disputedOf(await send(east, late)).length, 1, "asked again after a lost answer");
  assert.deepEqual([await rowOf(childId), await factOf(childId, "school.state")], ["wrong", undefined]);
  assert.deepEqual((await entriesOf(childId)).filter(({ kind }) => kind === "anomaly.answered_late").length, 1);
  const beyond = answer(childId, { verdict: "corrected", facts: { "guardian.phone": "13800138000" } });
  const [refused] = await send(east, beyond);
  assert.ok(refused?.kind === "refused" && refused.code === "anomaly.not_listed", JSON.stringify(refused));
  const unseen = answer(childId, { verdict: "right", over: "moved" });
  assert.equal(disputedOf(await send(east, unseen)).length, 1, "over another verdict than the one that holds");
  assert.equal(await rowOf(childId), "wrong");
  assert.deepEqual(disputedOf(await send(east, answer(childId, { verdict: "right", over: "wrong" }))), []);
  assert.deepEqual([await rowOf(childId), await factOf(childId, "school.state")], ["right", "junior"]);
  const closed = await township.post(path, { id: newId(), verdict: "wrong", note: "再问学校" });
  assert.deepEqual([closed.status, (closed.body as { code: string }).code], [409, "anomaly.closed"]);
});

test("the same answer twice is no question", async () => {
  const childId = await raised({ "school.state": "junior" });
  await township.post(`/api/anomaly/children/${childId}/1/verify`, { id: newId(), verdict: "moved", note: "已搬走" });
  assert.deepEqual(disputedOf(await send(east, answer(childId, { verdict: "moved" }))), []);
});

test("what the desk changed in the meantime stands, and is asked about", async () => {
  const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
  const body = { id: newId(), facts: { "school.state": "dropout" }, source: "visit", day: "2024-07-10" };
  const changed = await township.post(`/api/registry/children/${childId}/facts`, body);
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const answers = await send(east, answer(childId, { verdict: "right", seen: { "school.state": "primary" } }));
  assert.deepEqual(disputedOf(answers), [{ key: "school.state", mine: "junior", theirs: "dropout", on: "2024-07-10" }]);
  assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], ["dropout", "right"]);
});

const visits = async (childId: string, value: string, day = "2024-07-10"): Promise<void> => {
  const body = { id: newId(), facts: { "school.state": value }, source: "visit", day };
  const { status, body: said } = await township.post(`/api/registry/children/${childId}/facts`, body);
  assert.equal(status, 200, JSON.stringify(said));
};
const answeredAtDesk = async (childId: string, verdict: string, more: Record<string, unknown> = {}): Promise<void> => {
  const body = { id: newId(), verdict, note: "问过学校", ...more };
  const { status, body: said } = await township.post(`/api/anomaly/children/${childId}/1/verify`, body);
  assert.equal(status, 200, JSON.stringify(said));
};

test("wrong or moved over an answer that changed the file: the file says again what it said before", async () => {
  const special = { facts: { "school.state": "special" } };
  for (const [held, verdict, more] of [["right", "wrong", {}], ["right", "moved", {}], ["corrected", "wrong", special]] as const) {
    const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
    await answeredAtDesk(childId, held, more);
    assert.notEqual(await factOf(childId, "school.state"), "primary");
    const over = answer(childId, { verdict, over: held, seen: { "school.state": "primary" } });
    assert.deepEqual(disputedOf(await send(east, over)), []);
    assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], ["primary", verdict], `${verdict} over ${held}`);
  }
}); // prettier-ignore

test("right over corrected and the other way round, by whoever has seen both: taken over, and not asked once more", async () => {
  const special = { facts: { "school.state": "special" } };
  for (const [held, more, verdict, mine, now] of [
    ["corrected", special, "right", {}, "junior"], ["right", {}, "corrected", special, "special"], ["corrected", special, "corrected", { facts: { "school.state": "senior" } }, "senior"],
  ] as const) {
    const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
    await answeredAtDesk(childId, held, more);
    const over = answer(childId, { verdict, over: held, seen: { "school.state": "primary" }, ...mine });
    assert.deepEqual(disputedOf(await send(east, over)), [], `${verdict} over ${held}`);
    assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], [now, verdict]);
  }
}); // prettier-ignore

test("a correction of the same verdict that its sender has not seen is not overwritten: both values are asked about", async () => {
  for (const [state, isAsked] of [["special", false], ["primary", true]] as const) {
    const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
    await answeredAtDesk(childId, "corrected", { facts: { "school.state": "special" } });
    if (isAsked) await send(east, answer(childId, { verdict: "right" }));
    await answeredAtDesk(childId, "corrected", { over: "corrected", facts: { "school.state": "senior" } });
    const asked = disputedOf(await send(east, answer(childId, { verdict: "right", over: "corrected", seen: { "school.state": state } })));
    assert.deepEqual(asked, [{ key: "school.state", mine: "junior", theirs: "senior", on: "2024-07-10" }]);
    assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], ["senior", "corrected"]);
  }
}); // prettier-ignore

test("the same of a fact that the file did not hold, and through several answers", async () => {
  const childId = await raised({ "school.state": "junior" });
  await answeredAtDesk(childId, "right");
  await answeredAtDesk(childId, "corrected", { facts: { "school.state": "special" }, over: "right" });
  assert.equal(await factOf(childId, "school.state"), "special");
  await send(east, answer(childId, { verdict: "wrong", over: "corrected" }));
  assert.equal(await factOf(childId, "school.state"), undefined);
  await send(east, answer(childId, { verdict: "moved", over: "wrong" }));
  assert.equal(await factOf(childId, "school.state"), undefined, "what went back is not undone");
  await answeredAtDesk(childId, "right", { over: "moved" });
  assert.equal(await factOf(childId, "school.state"), "junior");
});

test("what somebody else has changed since the answer stays, and is asked about", async () => {
  const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
  await answeredAtDesk(childId, "right");
  await visits(childId, "dropout");
  const over = answer(childId, { verdict: "wrong", over: "right" });
  const asked = [{ key: "school.state", mine: "primary", theirs: "dropout", on: "2024-07-10" }];
  assert.deepEqual(disputedOf(await send(east, over)), asked);
  assert.deepEqual(disputedOf(await send(east, over)), asked, "asked again after a lost answer");
  assert.deepEqual([await factOf(childId, "school.state"), await rowOf(childId)], ["dropout", "wrong"]);
});

test("a closed file stays as it is, and its sender hears that it still says the list's", async () => {
  const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
  await answeredAtDesk(childId, "right");
  const closed = await township.post(`/api/registry/children/${childId}/close`, { id: newId(), reason: "moved_away" });
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  const [dispute] = disputedOf(await send(east, answer(childId, { verdict: "wrong", over: "right" })));
  const { mine, theirs } = dispute as { mine: unknown; theirs: unknown };
  assert.deepEqual([mine, theirs, await rowOf(childId)], ["primary", "junior", "wrong"]);
});

test("a late answer for a child who has moved in is kept and asked about, and replaces what its sender has seen", async () => {
  const childId = await raised({ "school.state": "junior" }, { "school.state": "primary" });
  const { seq } = (await township.get(`/api/registry/children/${childId}`)).body as { seq: number };
  const move = { id: newId(), seq, area: places.southVillage, reason: "随亲属居住", day: "2024-07-10" };
  const moved = await county.post(`/api/registry/children/${childId}/move`, move);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const path = `/api/anomaly/children/${childId}/1/verify`;
  const desk = await southTownship.post(path, { id: newId(), verdict: "right", note: "问过学校" });
  assert.equal(desk.status, 200, JSON.stringify(desk.body));
  const [late] = disputedOf(await send(south, answer(childId, { verdict: "wrong" })));
  const { key, mine, theirs } = late as { key: string; mine: unknown; theirs: unknown };
  assert.deepEqual([key, mine, theirs], ["anomaly.1", "wrong", "right"]);
  const over = await southTownship.post(path, { id: newId(), verdict: "wrong", note: "再问学校", over: "right" });
  assert.equal(over.status, 200, JSON.stringify(over.body));
  const { body: file } = await southTownship.get(`/api/registry/children/${childId}?purpose=verification`);
  const { facts } = file as { facts: { key: string; value: unknown }[] };
  assert.equal(facts.find((fact) => fact.key === "school.state")?.value, "primary");
  const [refused] = await send(east, answer(childId, { verdict: "wrong" }));
  assert.ok(refused?.kind === "refused" && refused.code === "journal.not_found", "nobody of the village it left");
});

test("files of before a phone's program knew of anomalies come once anew, and never to a program that does not know", async () => {
  await raised({ "school.state": "junior" });
  const { files, day, policy, shape } = await village(east);
  const have = Object.fromEntries(files.map(({ childId, seq }) => [childId, seq]));
  const again = async (more: Record<string, unknown>): Promise<number> =>
    ((await east.post("/api/sync/village", { ...(await ownerOf(east)), have, day, policy, unsent: 0, ...more })).body as Village).files.length;
  assert.equal(await again({ shape: 0 }), files.length);
  assert.deepEqual([await again({ shape }), await again({})], [0, 0]);
}); // prettier-ignore

test("values that a question tells are named in the trace, with the purpose", async () => {
  const phone = "13800138000";
  const childId = await raised({ "guardian.phone": phone }, { "guardian.phone": "13800138001" });
  const body = { id: newId(), facts: { "guardian.phone": "13800138002" }, source: "visit", day: "2024-07-10" };
  assert.equal((await township.post(`/api/registry/children/${childId}/facts`, body)).status, 200);
  const seen = { "guardian.phone": "13800138001" };
  const [dispute] = disputedOf(await send(east, answer(childId, { verdict: "right", seen })));
  assert.equal((dispute as { theirs: unknown }).theirs, "13800138002");
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string }>(
    "select fields, purpose from trace_fresh where route = 'POST /api/sync/batches' and $1::uuid = any(children)", [childId]);
  assert.deepEqual(rows, [{ fields: ["guardian.phone"], purpose: "visit" }]);
}); // prettier-ignore

import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, places, server } from "../../../test/cast.ts";
import { boxOf } from "../../web/phone/sync/box.ts";
import { dumpViews } from "../../../test/views.ts";
import type { ConcernCounts, ConcernShown, ConcernsPage, LookedUp, PublicArea, PublicPolicy } from "./words.ts";

/* A report from the public page: nobody is signed in, and what comes back is what the reporter may know. */

let people: Cast;
let app: FastifyInstance;
let supervisor: Caller;
let south: Caller;

before(async () => {
  people = await cast();
  app = await server(people);
  supervisor = await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "supervisor", places.south);
});
after(() => people.close());

interface Answer<T> {
  readonly status: number;
  readonly body: T & { readonly code?: string };
}
let from = 1;
const ask = async <T>(method: "GET" | "POST", url: string, payload?: object, address = `198.51.100.${from}`): Promise<Answer<T>> => {
  const answer = await app.inject({ method, url, remoteAddress: address, ...(payload && { payload }) });
  assert.equal(answer.headers["set-cookie"], undefined);
  return { status: answer.statusCode, body: answer.json() };
}; // prettier-ignore
const open = "/api/concern/public";
const secret = "4081632640815263";
const said = { area: places.eastVillage, situation: "violence", note: "身上有伤", name: "小石", age: "八岁左右", place: "村小学旁边", reporter: "school", teller: { name: "周老师", phone: "13800138000", unit: "村小学" } }; // prettier-ignore
const report = async (more: object = {}): Promise<string> => {
  const { status, body } = await ask<{ number: string }>("POST", `${open}/reports`, { id: newId(), secret, ...said, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  return body.number;
}; // prettier-ignore
const lookUp = (number: string, by = secret): Promise<Answer<LookedUp>> => ask("POST", `${open}/look-ups`, { number, secret: by }); // prettier-ignore
const done = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
};
const handled = async (at: string): Promise<void> => {
  await done(supervisor.post(`${at}/steps`, { id: newId(), handling: "visited" }));
  await done(supervisor.post(`${at}/tell`, { id: newId(), words: "已经到现场" }));
  await done(supervisor.post(`${at}/close`, { id: newId(), finding: "unfounded", reason: "电视的声音" }));
};
const newest = async (): Promise<string> => {
  const { lines } = (await supervisor.get("/api/concern/reports")).body as ConcernsPage;
  return `/api/concern/reports/${lines.at(-1)?.id ?? ""}`;
};

test("the page has the area's policy, and places alone where somebody is at work", async () => {
  const { body } = await ask<PublicPolicy>("GET", `${open}/policy?area=${places.eastVillage}`);
  assert.equal(body.situations.length, 9);
  assert.deepEqual(body.hotlines.map(({ number }) => number), ["110", "12345", "12355"]); // prettier-ignore
  assert.ok(body.reporters.every(({ clause }) => clause !== ""));
  const below = async (code: string): Promise<PublicArea[]> => (await ask<PublicArea[]>("GET", `${open}/areas/${code}`)).body; // prettier-ignore
  assert.deepEqual((await below("0")).map(({ code, whole }) => [code, whole]), [["44", false]]); // prettier-ignore
  const townships = (await below(places.county)).map(({ code, whole }) => [code, whole]);
  assert.deepEqual(townships, [[places.east, true], [places.south, true]]); // prettier-ignore
  assert.ok((await below(places.east)).some(({ code, whole }) => code === places.eastVillage && whole));
  const elsewhere = await ask("POST", `${open}/reports`, { id: newId(), secret, ...said, area: places.county });
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [422, "concern.not_served"]);
  const nowhere = await ask("POST", `${open}/reports`, { id: newId(), secret, ...said, area: "445281999999" });
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, "area.unknown"]);
});

test("sealed on a phone without signal: the server alone opens it, once, with its receipt; another byte or id is refused", async () => {
  const { key = "" } = (await ask<PublicPolicy>("GET", `${open}/policy`)).body;
  const id = newId();
  const words = {
    secret,
    situation: "violence",
    note: "晚上有哭声",
    name: "",
    place: "村口",
    teller: { name: "李", phone: "", unit: "" },
  };
  const box = await boxOf(key, id, JSON.stringify(words));
  assert.ok(!JSON.stringify(box).includes("violence"));
  const send = (more: object) => ask<{ number: string }>("POST", `${open}/sealed`, { id, area: places.eastVillage, box, ...more }); // prettier-ignore
  for (const wrong of [{ id: newId() }, { box: { ...box, iv: Buffer.alloc(12).toString("base64") } }]) {
    const { status, body } = await send(wrong);
    assert.deepEqual([status, body.code], [400, "concern.box_closed"]);
  }
  assert.deepEqual([(await send({ area: places.county })).body.code], ["concern.not_served"]);
  const first = await send({});
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.equal((await send({})).body.number, first.body.number, "sent again it is the same");
  assert.equal((await lookUp(first.body.number)).body.progress, "reported");
  const at = `/api/concern/reports/${id}`;
  await done(supervisor.post(`${at}/receive`, { id: newId() }));
  const { content } = (await supervisor.get(at)).body as ConcernShown;
  assert.deepEqual([content?.note, content?.supplements[0]?.place], ["晚上有哭声", "村口"]);
  await handled(at);
});

test("a sealed report says when it was written; here once, it has its number whatever place is said; boxes that stay shut take nothing from others", async () => {
  const { key = "" } = (await ask<PublicPolicy>("GET", `${open}/policy`)).body;
  const [id, at] = [newId(), "2024-06-28T11:30:00.000Z"];
  const sentAt = people.clock.now().toISOString();
  const box = await boxOf(key, id, JSON.stringify({ secret, note: "刚才在打孩子", at }));
  const send = (more: object) => ask<{ number: string }>("POST", `${open}/sealed`, { id, area: places.eastVillage, box, sentAt, ...more }); // prettier-ignore
  const first = await send({});
  const shown = (await supervisor.get(`/api/concern/reports/${id}`)).body as ConcernShown;
  assert.equal(shown.reportedAt, at, JSON.stringify(first.body));
  assert.equal(shown.arrivedAt, people.clock.now().toISOString());
  assert.equal((await lookUp(first.body.number)).body.reportedOn, "2024-06-28");
  for (const area of [places.county, places.east]) assert.deepEqual((await send({ area })).body, first.body);
  const ahead = newId();
  const tomorrow = await boxOf(key, ahead, JSON.stringify({ secret, note: "钟快了", at: "2030-01-01T00:00:00.000Z" }));
  assert.equal((await send({ id: ahead, box: tomorrow })).status, 200);
  const other = (await supervisor.get(`/api/concern/reports/${ahead}`)).body as ConcernShown;
  assert.equal(other.reportedAt, other.arrivedAt);
  from = 9;
  for (let n = 0; n < 60; n += 1) await send({ id: newId() });
  await report();
  from = 1;
  for (const { id: left } of ((await supervisor.get("/api/concern/reports")).body as ConcernsPage).lines) {
    const there = `/api/concern/reports/${left}`;
    await done(supervisor.post(`${there}/receive`, { id: newId() }));
    await handled(there);
  }
}); // prettier-ignore

test("from the report to what its reporter reads; the neighbour sees nothing, and the reporter is shown for a purpose", async () => {
  const number = await report();
  assert.match(number, /^240701\d{6}$/);
  assert.equal(((await supervisor.get("/api/concern/counts")).body as ConcernCounts).unreceived, 1);
  assert.equal(((await south.get("/api/concern/counts")).body as ConcernCounts).open, 0);
  const at = await newest();
  assert.deepEqual((await lookUp(number)).body, { progress: "reported", reportedOn: "2024-07-01", told: [] });
  await done(supervisor.post(`${at}/receive`, { id: newId() }));
  const { content } = (await supervisor.get(at)).body as ConcernShown;
  assert.deepEqual([content?.name, content?.note, content?.receipt, content?.childId, content?.reporter], ["小石", "身上有伤", number, null, null]); // prettier-ignore
  assert.deepEqual(content?.supplements.map(({ age, place }) => [age, place]), [["八岁左右", "村小学旁边"]]); // prettier-ignore
  const shown = (await supervisor.get(`${at}?purpose=protection`)).body as ConcernShown;
  assert.equal(shown.content?.reporter?.teller?.name, "周老师");
  assert.match(shown.content?.reporter?.kind ?? "", /学校/);
  assert.equal((await lookUp(number)).body.progress, "received");
  await done(supervisor.post(`${at}/steps`, { id: newId(), handling: "visited" }));
  assert.equal((await lookUp(number)).body.progress, "handled");
  await done(supervisor.post(`${at}/tell`, { id: newId(), words: "已上门处理，孩子安全" }));
  await done(supervisor.post(`${at}/close`, { id: newId(), finding: "confirmed", reason: "已由亲属照料" }));
  const { body } = await lookUp(number);
  assert.deepEqual(body, { progress: "closed", reportedOn: "2024-07-01", told: [{ on: "2024-07-01", words: "已上门处理，孩子安全" }] }); // prettier-ignore
});

test("a wrong number and a wrong secret are told the same, and neither stands anywhere to be read", async () => {
  const number = await report({ id: newId() });
  const wrong = String((BigInt(number) + 1n) % 10n ** 12n).padStart(12, "0");
  const [first, second] = [await lookUp(wrong), await lookUp(number, "0".repeat(16))];
  assert.equal(first.status, 404);
  assert.deepEqual(first, second);
  const { rows } = await people.database.db.owner.query<{ text: string }>("select row_to_json(c)::text as text from concern_item c union all select row_to_json(e)::text from entry e union all select row_to_json(s)::text from journal_snapshot s"); // prettier-ignore
  assert.ok(rows.length > 2);
  for (const { text } of rows) for (const secretText of [secret, number, "周老师", "小石"]) assert.ok(!text.includes(secretText), text); // prettier-ignore
});

test("sent again it is the same report with the same number, on another day too; with another secret it is refused", async () => {
  const [id, one] = [newId(), await newest()];
  const first = await report({ id });
  people.clock.set("2024-07-02T02:00:00.000Z");
  supervisor = await enter(people, app, "supervisor", places.east);
  assert.equal(await report({ id }), first);
  assert.notEqual(await newest(), one);
  const other = await ask("POST", `${open}/reports`, { id, ...said, secret: "1".repeat(16) });
  assert.deepEqual([other.status, other.body.code], [409, "journal.id_reused"]);
});

test("who says nothing reports nothing; rubbish is closed with a reason, a report of one's own is not", async () => {
  const { body } = await ask("POST", `${open}/reports`, { id: newId(), secret, area: places.eastVillage, name: "小石" });
  assert.equal(body.code, "concern.nothing_said");
  const number = await report({ note: "便宜卖房", situation: "" });
  const at = await newest();
  await done(supervisor.post(`${at}/receive`, { id: newId() }));
  const spam = { finding: "spam", reason: "是卖房广告" };
  const alone = await supervisor.post(`${at}/close`, { id: newId(), ...spam });
  assert.equal((alone.body as { code: string }).code, "concern.spam_second", "who received it does not put it away alone");
  const county = await enter(people, app, "county", places.county);
  await done(county.post(`${at}/join`, { id: newId(), reason: "复核是否为报告" }));
  await done(county.post(`${at}/close`, { id: newId(), ...spam }));
  assert.deepEqual((await lookUp(number)).body.progress, "closed");
  const own = newId();
  await done(supervisor.post("/api/concern/reports", { id: own }));
  await done(supervisor.post(`/api/concern/reports/${own}/receive`, { id: newId() }));
  const refused = await supervisor.post(`/api/concern/reports/${own}/close`, { id: newId(), finding: "spam", reason: "不想办了" });
  assert.equal((refused.body as { code: string }).code, "concern.not_public");
}); // prettier-ignore

test("one network sends so many in an hour and no more, another one goes on", async () => {
  from = 2;
  for (let n = 0; n < 20; n += 1) await report();
  const { status, body } = await ask<{ detail: string }>("POST", `${open}/reports`, { id: newId(), secret, ...said });
  assert.equal(status, 429);
  assert.match(body.detail, /110/);
  from = 3;
  await report();
});

test("other pages may not send in anybody's name", async () => {
  const headers = { origin: "https://elsewhere.example", host: "tonghu.example" };
  const answer = await app.inject({ method: "POST", url: `${open}/reports`, headers, payload: { id: newId(), secret, ...said } }); // prettier-ignore
  assert.equal(answer.statusCode, 403);
});

test("views come back equal, with the receipts", async () => {
  const { database, tonghu } = people;
  const all = await dumpViews(database.db.owner, tonghu.machine);
  await rebuild(database.db.owner, tonghu.machine, tonghu.projections);
  assert.deepEqual(await dumpViews(database.db.owner, tonghu.machine), all);
  const police = { ...subtree(places.county), department: "police" };
  const seen = await inScope(database.db.pool, police, (db) => db.query("select 1 from concern_item"));
  assert.equal(seen.rowCount, 0);
});

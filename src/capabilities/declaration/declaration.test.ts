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
import { confirm as confirmed, forgetDeclarations } from "./index.ts";
import type { DeclarationLookedUp, WaitingDeclaration, WaitingDeclarations } from "./words.ts";

/* A parent's word from the public page to the child's file, over HTTP on a real database. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let south: Caller;
const [childId, otherId] = [newId(), newId()];

before(async () => {
  people = await cast();
  app = await server(people);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  for (const [id, name] of [[childId, "陈小禾"], [otherId, "陈小苗"]] as const)
    await registry.register(world, people.eastDirector, { id: newId(), childId: id, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name, "guardian.name": name } });
  director = await enter(people, app, "director", places.eastVillage);
  await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "director", places.southVillage);
  await enter(people, app, "supervisor", places.south);
}); // prettier-ignore
after(() => people.close());

interface Answer<T> {
  readonly status: number;
  readonly body: T & { readonly code?: string };
}
const send = async <T>(url: string, payload: object): Promise<Answer<T>> => {
  const answer = await app.inject({ method: "POST", url: `/api/declaration/public/${url}`, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const secret = "4081632640815263";
const said = {
  secret, area: places.eastVillage, who: "mother", parent: { name: "陈秀", phone: "13900139000", idNumber: "" }, child: { name: "陈小禾" }, since: "2024-06-20", place: "东莞市厚街镇", carer: { name: "陈婆", relation: "grandmother" },
} as const; // prettier-ignore
const declare = async (more: object = {}): Promise<string> => {
  const { status, body } = await send<{ number: string }>("declarations", { id: newId(), ...said, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  return body.number;
};
const lookUp = (number: string) => send<DeclarationLookedUp>("look-ups", { number, secret });
const waitingOf = async (caller: Caller): Promise<WaitingDeclarations> =>
  (await caller.get("/api/declaration/waiting")).body as WaitingDeclarations;
const told = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const confirm = (caller: Caller, declarationId: string, child = childId, id = newId()) =>
  caller.post("/api/declaration/confirmations", { id, declarationId, childId: child });

test("it waits in its village alone, and no department sees it; a village is wanted", async () => {
  const number = await declare();
  assert.deepEqual((await lookUp(number)).body, {
    progress: "waiting",
    declaredOn: "2024-07-01",
    reason: null,
    partly: false,
  });
  const { count, lines } = await waitingOf(director);
  assert.deepEqual([count, lines[0]?.parent.name, lines[0]?.number], [1, "陈秀", number]);
  assert.equal((await waitingOf(south)).count, 0);
  assert.equal(await told(confirm(south, lines[0]?.id ?? "")), "404 declaration.unknown");
  assert.equal(await told(confirm(director, newId())), "404 declaration.unknown");
  const police = { ...subtree(places.county), department: "police" };
  const seen = await inScope(people.database.db.pool, police, (db) => db.query("select 1 from declaration_item"));
  assert.equal(seen.rowCount, 0);
  const { body } = await send("declarations", { id: newId(), ...said, area: places.county });
  assert.equal(body.code, "declaration.not_served");
});

test("of a child that has a file and of one that has none the page is told the same", async () => {
  const known = await send("declarations", { id: newId(), ...said });
  const unknown = await send("declarations", { id: newId(), ...said, child: { name: "查无此人" } });
  assert.deepEqual([Object.keys(known.body), known.status], [Object.keys(unknown.body), unknown.status]);
});

test("confirmed it becomes facts of the file, once, however often it is sent; another child gets nothing of it", async () => {
  const number = await declare();
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  const id = newId();
  assert.equal(await told(confirm(director, one?.id ?? "", childId, id)), "200");
  assert.equal(await told(confirm(director, one?.id ?? "", childId, id)), "200");
  assert.equal(await told(confirm(director, one?.id ?? "", otherId)), "409 declaration.settled");
  assert.equal((await lookUp(number)).body.progress, "confirmed");
  const factOf = async (child: string) => {
    const [file] = [...(await inScope(people.database.db.pool, people.county.scope, (db) => people.tonghu.journal.find(db, [child]))).values()];
    return file && registry.fileOf(file).facts;
  }; // prettier-ignore
  const facts = await factOf(childId);
  assert.deepEqual([facts?.["mother.away.since"]?.value, facts?.["mother.phone"]?.value, facts?.["carer.name"]?.value], ["2024-06-20", "13900139000", "陈婆"]); // prettier-ignore
  assert.equal((await factOf(otherId))?.["carer.name"], undefined);
  const entries = (await director.get(`/api/registry/children/${childId}/entries`)).body as { kind: string }[];
  assert.equal(entries.filter(({ kind }) => kind === "registry.facts_recorded").length, 1);
});

test("at the desk of another version of the file nothing is overwritten: who confirms looks again", async () => {
  const number = await declare();
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  const file = `/api/registry/children/${otherId}`;
  const { seq } = (await director.get(file)).body as { seq: number };
  const found = { id: newId(), facts: { "carer.name": "外婆", "carer.relation": "maternal_grandmother" }, source: "visit" };
  assert.equal(await told(director.post(`${file}/facts`, found)), "200");
  const confirming = { declarationId: one?.id, childId: otherId };
  const stale = await told(director.post("/api/declaration/confirmations", { id: newId(), ...confirming, seq }));
  assert.equal(stale, "409 journal.stale");
  assert.equal(await told(director.post("/api/declaration/confirmations", { id: newId(), ...confirming, seq: seq + 1 })), "200");
}); // prettier-ignore

test("refused, the parent reads why; it waits no more", async () => {
  const number = await declare({ child: { name: "查无此人" } });
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  const refusal = { id: newId(), declarationId: one?.id, reason: "请到孩子所在的村报备" };
  assert.equal(await told(south.post("/api/declaration/refusals", refusal)), "404 declaration.unknown");
  assert.equal(await told(director.post("/api/declaration/refusals", refusal)), "200");
  assert.deepEqual((await lookUp(number)).body, { progress: "refused", declaredOn: "2024-07-01", reason: "请到孩子所在的村报备", partly: false }); // prettier-ignore
  assert.ok((await waitingOf(director)).lines.every((line) => line.number !== number));
  assert.equal((await lookUp("0".repeat(12))).body.code, "concern.receipt_unknown");
});

test("telephones are opened one by one for a purpose, which is kept", async () => {
  const number = await declare({ carer: { name: "陈婆", phone: "01001234567" } });
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  const path = `/api/declaration/declarations/${one?.id}`;
  assert.deepEqual([one?.parent.phone, one?.carer.phone], ["139****9000", "010****4567"]);
  assert.equal(((await director.get(path)).body as WaitingDeclaration).parent.phone, "139****9000");
  assert.equal(((await director.get(`${path}?purpose=verification`)).body as WaitingDeclaration).parent.phone, "13900139000"); // prettier-ignore
  assert.equal(await told(south.get(`${path}?purpose=verification`)), "404 declaration.unknown");
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string }>("select fields, purpose from trace_fresh where purpose = 'verification' and $1 = any(children)", [one?.id]); // prettier-ignore
  assert.deepEqual(rows, [{ fields: ["mother.phone", "carer.phone"], purpose: "verification" }]);
});

test("a supervisor hands it on to the village where the child lives; no further than the own area, and not what is settled", async () => {
  const number = await declare({ area: places.eastVillage });
  const supervisor = await enter(people, app, "supervisor", places.east);
  const one = (await waitingOf(supervisor)).lines.find((line) => line.number === number);
  const hand = (by: Caller, area: string) =>
    told(by.post("/api/declaration/transfers", { id: newId(), declarationId: one?.id, area }));
  assert.equal(await hand(director, places.eastVillage), "403 account.not_permitted");
  assert.equal(await hand(supervisor, places.southVillage), "404 area.unknown");
  assert.equal(await hand(supervisor, places.eastVillage), "409 declaration.same_area");
  const county = await enter(people, app, "county", places.county);
  assert.equal(await hand(county, places.county), "422 area.not_a_village");
  assert.equal(await hand(county, places.southVillage), "200");
  assert.ok((await waitingOf(south)).lines.some((line) => line.number === number));
  assert.ok((await waitingOf(director)).lines.every((line) => line.number !== number));
  assert.equal((await lookUp(number)).body.progress, "waiting");
  assert.equal(await told(confirm(director, one?.id ?? "")), "409 declaration.handed_on");
  const refusal = { id: newId(), declarationId: one?.id, reason: "本村没有这个孩子" };
  assert.equal(await told(director.post("/api/declaration/refusals", refusal)), "409 declaration.handed_on");
  assert.equal(await told(south.post("/api/declaration/refusals", refusal)), "200");
  assert.equal(await hand(county, places.eastVillage), "409 declaration.settled");
  assert.equal(await told(county.get(`/api/declaration/declarations/${one?.id}`)), "409 declaration.settled");
});

test("what a file could not hold is said to the parent, and not to the director later", async () => {
  const { body } = await send("declarations", { id: newId(), ...said, parent: { name: "不详", phone: "13900139000", idNumber: "" } }); // prettier-ignore
  assert.equal(body.code, "registry.fact_invalid");
  const unseen = await send("declarations", { id: newId(), ...said, place: "东莞\u202e市" });
  assert.equal(unseen.body.code, "http.input_invalid");
});

test("a child of another village is nobody's here: nothing is confirmed", async () => {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const elsewhere = newId();
  await registry.register(world, people.county, { id: newId(), childId: elsewhere, area: places.southVillage, source: "registration", facts: { ...leftBehind, name: "陈小禾", "guardian.name": "陈大禾" } }); // prettier-ignore
  const number = await declare();
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  assert.equal(await told(confirm(director, one?.id ?? "", elsewhere)), "404 registry.not_found");
  assert.equal((await lookUp(number)).body.progress, "waiting");
});

test("confirmed on a phone and sent days later, it does not replace what was found since", async () => {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const late = newId();
  await registry.register(world, people.eastDirector, { id: newId(), childId: late, area: places.eastVillage, day: "2024-06-01", source: "registration", facts: { ...leftBehind, name: "陈小穗", "guardian.name": "陈小穗" } }); // prettier-ignore
  await registry.record(world, people.eastDirector, late, { id: newId(), day: "2024-06-29", source: "visit", facts: { "mother.away.state": "home", "carer.name": "陈公" } }); // prettier-ignore
  const number = await declare({ parent: { name: leftBehind["mother.name"], phone: "13900139000", idNumber: "" }, child: { name: "陈小穗" }, since: "2024-06-20" }); // prettier-ignore
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  await confirmed(world, people.eastDirector, { id: newId(), declarationId: one?.id ?? "", childId: late }, "2024-06-27T02:00:00.000Z"); // prettier-ignore
  const found = await inScope(people.database.db.pool, people.county.scope, (db) =>
    people.tonghu.journal.find(db, [late]),
  );
  const file = [...found.values()].map((subject) => registry.fileOf(subject).facts)[0];
  assert.deepEqual([file?.["mother.away.state"]?.value, file?.["carer.name"]?.value, file?.["mother.away.since"]?.value, file?.["mother.phone"]?.value], ["home", "陈公", leftBehind["mother.away.since"], "13900139000"]); // prettier-ignore
  assert.deepEqual([(await lookUp(number)).body.progress, (await lookUp(number)).body.partly], ["confirmed", true]);
});

test("confirmed on a phone before a visit of the same day went in, it says what of it was not taken, each time it is asked", async () => {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const child = newId();
  await registry.register(world, people.eastDirector, { id: newId(), childId: child, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name: "陈小麦", "guardian.name": "陈小麦" } }); // prettier-ignore
  const mother = leftBehind["mother.name"];
  const number = await declare({ parent: { name: mother, phone: "13900139000" }, child: { name: "陈小麦" }, carer: { name: "王五", phone: "13800138000" } }); // prettier-ignore
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  const { personId, area } = (await director.get("/api/account/me")).body as { personId: string; area: string };
  const village = await director.post("/api/sync/village", { personId, area, have: {}, day: null, policy: null, unsent: 1 }); // prettier-ignore
  const { own } = village.body as { own: { declared: number; declarations: unknown[] } };
  assert.equal(own.declared, own.declarations.length);
  await registry.record(world, people.eastDirector, child, { id: newId(), source: "visit", facts: { "mother.away.state": "home", "carer.name": "陈奶奶" } }); // prettier-ignore
  const seen = Object.fromEntries(Object.entries(leftBehind).filter(([key]) => key.startsWith("mother.")));
  const at = "2024-07-01T00:30:00.000Z";
  const confirming = { id: newId(), operation: "declaration.confirm", childId: child, at, body: { declarationId: one?.id, day: "2024-07-01", seen } }; // prettier-ignore
  for (const turn of [1, 2]) {
    const sent = await director.post("/api/sync/batches", { personId, area, sentAt: "2024-07-01T02:00:00.000Z", unsent: 1, commands: [confirming] }); // prettier-ignore
    const [answer] = (sent.body as { answers: { disputed?: { key: string }[] }[] }).answers;
    assert.deepEqual(answer?.disputed?.map(({ key }) => key).toSorted(), ["declaration.away", "declaration.carer"], `turn ${turn}: ${JSON.stringify(answer)}`); // prettier-ignore
  }
  const found = await inScope(people.database.db.pool, people.county.scope, (db) => people.tonghu.journal.find(db, [child])); // prettier-ignore
  const facts = [...found.values()].map((subject) => registry.fileOf(subject).facts)[0];
  assert.deepEqual([facts?.["mother.away.state"]?.value, facts?.["carer.name"]?.value, facts?.["carer.phone"], facts?.["mother.phone"]?.value], ["home", "陈奶奶", undefined, "13900139000"]); // prettier-ignore
  assert.equal((await lookUp(number)).body.partly, true);
});

test("a village takes so many in an hour, from however many networks", async () => {
  const of = async (n: number): Promise<string> => {
    const payload = { id: newId(), ...said, area: places.southVillage };
    const answer = await app.inject({ method: "POST", url: "/api/declaration/public/declarations", payload, remoteAddress: `203.0.113.${n}` }); // prettier-ignore
    return `${answer.statusCode} ${answer.json<{ code?: string }>().code ?? ""}`.trim();
  };
  const answers: string[] = [];
  for (let n = 1; n <= 61; n += 1) answers.push(await of(n));
  assert.deepEqual([answers.filter((one) => one === "200").length, answers.at(-1)], [60, "429 declaration.village_full"]); // prettier-ignore
});

test("of a file that is closed in between nothing is confirmed: it waits on", async () => {
  const closed = newId();
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId: closed, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name: "陈小叶", "guardian.name": "陈小叶" } }); // prettier-ignore
  await registry.close(world, people.eastDirector, closed, { id: newId(), reason: "moved_away" });
  const number = await declare({ child: { name: "陈小叶" } });
  const one = (await waitingOf(director)).lines.find((line) => line.number === number);
  assert.equal(await told(confirm(director, one?.id ?? "", closed)), "409 registry.file_closed");
  assert.equal((await lookUp(number)).body.progress, "waiting");
});

test("nothing of it stands in clear in the database; views come back; with the file it goes", async () => {
  const { database, tonghu } = people;
  const { owner } = database.db;
  const { rows } = await owner.query<{ text: string }>("select e::text as text from entry e where kind like 'declaration.%' union all select d::text from declaration_item d"); // prettier-ignore
  assert.ok(rows.length > 6);
  assert.ok(rows.every(({ text }) => !/陈秀|13900139000|厚街/.test(text) && !text.includes(secret)));
  const { machine, projections, ground } = tonghu;
  const earlier = await dumpViews(owner, machine);
  await rebuild(owner, machine, projections);
  assert.deepEqual(await dumpViews(owner, machine), earlier);
  const erasing = { owner, machine, projections, clock: ground.clock };
  await forgetDeclarations(owner, childId, (subjectId) => erase(erasing, { actor: people.county, commandId: newId(), subjectId, reason: "test" })); // prettier-ignore
  const left = await owner.query("select 1 from declaration_item where about_id = $1", [childId]);
  assert.equal(left.rowCount, 0);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import { madeAt } from "#kernel/clock.ts";
import type { BatchAnswers, SentAnswer, Village } from "./words.ts";

/* What a phone brings after hours without signal, over the real server and database (trials 20 to 22). */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;
let county: Caller;

before(async () => {
  people = await cast("2024-07-01T15:00:00.000Z"); // an hour before midnight in China
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  county = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

let n = 0;
const registered = async (by: Caller, area: string, facts: Record<string, unknown> = {}): Promise<string> => {
  n += 1;
  const childId = newId();
  const command = { id: newId(), childId, area, facts: { ...leftBehind, name: `同步${n}`, ...facts } };
  const answer = await by.post("/api/registry/children", command);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
};

const at = "2024-07-01T01:00:00.000Z";
const sentAt = "2024-07-01T02:00:00.000Z";
const visit = (childId: string, body: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  id: newId(), operation: "visit.record", childId, at, body: { kind: "home_visit", form: "puning@1", day: "2024-07-01", ...body }, ...more,
}); // prettier-ignore

const knownOwners = new Map<Caller, { readonly personId: string; readonly area: string }>();
const ownerOf = async (by: Caller): Promise<{ readonly personId: string; readonly area: string }> => {
  const { personId, area } =
    knownOwners.get(by) ?? ((await by.get("/api/account/me")).body as { personId: string; area: string });
  knownOwners.set(by, { personId, area });
  return { personId, area };
};
const send = async (by: Caller, ...commands: unknown[]): Promise<readonly SentAnswer[]> => {
  const answer = await by.post("/api/sync/batches", {
    ...(await ownerOf(by)),
    sentAt,
    unsent: commands.length,
    commands,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as BatchAnswers).answers;
};
const kindsOf = (answers: readonly SentAnswer[]): string[] =>
  answers.map((one) => (one.kind === "refused" ? one.code : one.kind));
const entriesOf = async (childId: string) =>
  (await east.get(`/api/registry/children/${childId}/entries`)).body as {
    id: string;
    kind: string;
    occurredAt: string;
    body: Record<string, unknown>;
  }[];
const ask = async (
  by: Caller,
  have: Record<string, number> = {},
  more: Record<string, unknown> = {},
): Promise<Village> => {
  const answer = await by.post("/api/sync/village", {
    ...(await ownerOf(by)),
    have,
    day: "2024-07-01",
    policy: "puning@1",
    unsent: 0,
    ...more,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Village;
};
const vectorOf = ({ files }: Village): Record<string, number> =>
  Object.fromEntries(files.map((file) => [file.childId, file.seq]));

test("another village's child does not exist, the attempt is kept, and the rest of the batch is stored", async () => {
  const mine = await registered(east, places.eastVillage);
  const theirs = await registered(south, places.southVillage);
  const count = async (): Promise<number> =>
    (await people.database.db.owner.query("select 1 from trace_fresh where kind = 'attempt' and $1 = any(children)", [theirs])).rowCount ?? 0; // prettier-ignore
  const answers = await send(east, visit(theirs), visit(mine), visit(newId()));
  assert.deepEqual(kindsOf(answers), ["journal.not_found", "receipt", "journal.not_found"]);
  assert.equal(await count(), 1);
  const there = (await south.get(`/api/registry/children/${theirs}/entries`)).body as { kind: string }[];
  assert.ok(there.every((entry) => entry.kind !== "visit.recorded"));
});

test("only a director's post sends and reads a village", async () => {
  const child = await registered(east, places.eastVillage);
  assert.equal(
    (
      await county.post("/api/sync/batches", {
        personId: newId(),
        area: places.eastVillage,
        sentAt,
        unsent: 1,
        commands: [visit(child)],
      })
    ).status,
    403,
  );
  assert.equal(
    (
      await county.post("/api/sync/village", {
        personId: newId(),
        area: places.eastVillage,
        have: {},
        day: null,
        policy: null,
        unsent: 0,
      })
    ).status,
    403,
  );
  assert.equal((await app.inject({ method: "POST", url: "/api/sync/village", payload: {} })).statusCode, 401);
  assert.equal((await east.get("/api/sync/phones")).status, 403);
  assert.equal((await county.get("/api/sync/phones")).status, 200);
});

test("ten replays change nothing, also among new commands; the same id with other contents is refused", async () => {
  const child = await registered(east, places.eastVillage);
  const first = visit(child, { note: "甲" });
  const second = visit(child, { note: "乙", kind: "contact" });
  await send(east, first, second);
  const stored = (await entriesOf(child)).map((entry) => entry.id);
  for (let replay = 0; replay < 10; replay += 1) {
    const answers = await send(east, first, second);
    assert.ok(answers.every((one) => one.kind === "receipt" && one.repeated));
  }
  assert.deepEqual((await entriesOf(child)).map((entry) => entry.id), stored); // prettier-ignore
  assert.deepEqual(kindsOf(await send(east, { ...first, body: { ...first.body, note: "丙" } })), ["journal.id_reused"]);
  const twice = await send(east, first, first, visit(child));
  assert.deepEqual(kindsOf(twice), ["receipt", "receipt", "receipt"]);
  assert.equal((await entriesOf(child)).filter((entry) => entry.kind === "visit.recorded").length, 3);
});

test("a half-bad batch gets an answer for each, and what needs a refused command is held", async () => {
  const childId = newId();
  const facts = { ...leftBehind, name: "新登记" };
  const register = {
    id: newId(),
    operation: "registry.register",
    childId,
    at,
    body: { area: places.eastVillage, facts },
  };
  const bad = {
    ...register,
    id: newId(),
    childId: newId(),
    body: { area: places.southVillage, facts: { ...facts, name: "外村" } },
  };
  const answers = await send(
    east,
    { id: "no id", operation: "visit.record" },
    7,
    { ...visit(childId), operation: "registry.close" },
    visit(childId, { kind: "party" }),
    bad,
    visit(bad.childId, {}, { needs: [bad.id] }),
    register,
    visit(childId, {}, { needs: [register.id] }),
  );
  assert.deepEqual(kindsOf(answers), [
    "http.input_invalid", "http.input_invalid", "http.input_invalid", "http.input_invalid",
    "registry.area_out_of_scope", "held", "receipt", "receipt",
  ]); // prettier-ignore
  assert.ok(answers.every((one) => one.kind !== "refused" || one.sentence !== ""));
});

test("what somebody else changed meanwhile is not overwritten: the visit is stored, both values come back", async () => {
  const child = await registered(east, places.eastVillage, { "school.state": "primary" });
  await east.post(`/api/registry/children/${child}/facts`, { id: newId(), facts: { "school.state": "junior" } });
  const mine = visit(child, {
    facts: { "school.state": "dropout", "school.boarding": true },
    seen: { "school.state": "primary", "school.boarding": null },
  });
  const dispute = [{ key: "school.state", mine: "dropout", theirs: "junior", on: "2024-07-01" }];
  for (const repeated of [false, true]) {
    const [answer] = await send(east, mine);
    assert.ok(answer?.kind === "receipt");
    assert.deepEqual([answer.repeated, answer.disputed], [repeated, dispute]);
  }
  const entries = await entriesOf(child);
  const recorded = entries.filter((entry) => entry.kind === "visit.recorded");
  assert.deepEqual(recorded.map((entry) => entry.body["disputed"]), [{ "school.state": "dropout" }]); // prettier-ignore
  const { files } = await ask(east);
  const facts = files.find((file) => file.childId === child)?.state.registry.facts;
  assert.deepEqual([facts?.["school.state"]?.value, facts?.["school.boarding"]?.value], ["junior", true]);
  const settled = await send(
    east,
    visit(child, { facts: { "school.state": "dropout" }, seen: { "school.state": "junior" } }),
  );
  assert.deepEqual(settled[0]?.kind === "receipt" && settled[0].disputed, []);
});

test("a fact that a visit cannot find is not asked about by way of a dispute", async () => {
  const child = await registered(county, places.eastVillage, { "health.hiv": true });
  const probe = visit(child, { facts: { "health.hiv": false }, seen: { "health.hiv": null } });
  const [answer] = await send(east, probe);
  assert.deepEqual(answer?.kind === "receipt" ? answer.disputed : answer?.kind, []);
});

test("a clock that is wrong: the day is never after the server's, the moment is its distance from the sending", async () => {
  const child = await registered(east, places.eastVillage);
  const ahead = { ...visit(child, { day: "2026-07-03" }), at: "2026-07-03T00:30:00.000Z" };
  const answer = await east.post("/api/sync/batches", {
    ...(await ownerOf(east)),
    sentAt: "2026-07-03T02:00:00.000Z",
    unsent: 1,
    commands: [ahead],
  });
  assert.deepEqual(kindsOf((answer.body as BatchAnswers).answers), ["receipt"]);
  const [entry] = (await entriesOf(child)).filter((one) => one.kind === "visit.recorded");
  assert.deepEqual([entry?.body["day"], entry?.occurredAt], ["2024-07-01", "2024-07-01T13:30:00.000Z"]);
  people.clock.set("2024-07-01T16:30:00.000Z"); // sent again the next day, the same command is the same
  const repeat = await send(east, ahead);
  people.clock.set("2024-07-01T15:00:00.000Z");
  assert.ok(repeat[0]?.kind === "receipt" && repeat[0].repeated);
  const now = new Date("2024-07-01T02:00:00.000Z");
  assert.equal(madeAt("1970-01-01T00:00:00.000Z", "1970-01-01T01:00:00.000Z", now), now.toISOString(), "never later");
});

test("the village: its own files alone, numbers by their ends, nothing sealed; then only what changed", async () => {
  const [child, other] = [
    await registered(county, places.eastVillage, { "health.hiv": true }),
    await registered(east, places.eastVillage),
  ];
  const foreign = await registered(south, places.southVillage);
  let whole = await ask(east, {}, { policy: null });
  const have: Record<string, number> = {};
  for (; ; whole = await ask(east, have)) {
    Object.assign(have, vectorOf(whole));
    if (!whole.more) break;
  }
  assert.ok(have[child] !== undefined && have[other] !== undefined && have[foreign] === undefined);
  const file = whole.files.find((one) => one.childId === child);
  assert.equal(file?.state.registry.facts["health.hiv"], undefined);
  assert.ok(whole.asked.includes("school.state") && whole.findings["risk.livingAlone"] === "red");
  assert.deepEqual((await ask(east, have)).files, []);

  await send(east, visit(other, { note: "看过了", spokeWith: "祖母" }));
  const changed = await ask(east, { ...have, [foreign]: 1 });
  assert.deepEqual(changed.files.map((one) => one.childId), [other]); // prettier-ignore
  assert.deepEqual(changed.files[0]?.visits.map((one) => [one.note, one.spokeWith]), [["看过了", "祖母"]]); // prettier-ignore
  assert.deepEqual(changed.gone, [foreign]);
  assert.ok(
    (await ask(east, have, { policy: "puning@0" })).files.length > 1,
    "another policy explains everything anew",
  );
  const { rowCount } = await people.database.db.owner.query("select 1 from trace_fresh where route = 'POST /api/sync/village' and $1 = any(children)", [child]); // prettier-ignore
  assert.ok((rowCount ?? 0) > 0, "handing a file to a phone leaves a trace");
});

test("nobody's work goes out in another's name: the phone says whose it is", async () => {
  const child = await registered(east, places.eastVillage);
  const stranger = await enter(people, app, "director", places.eastVillage);
  const command = { ...(await ownerOf(east)), sentAt, unsent: 1, commands: [visit(child)] };
  const answer = await stranger.post("/api/sync/batches", command);
  assert.equal((answer.body as { code: string }).code, "sync.other_person");
  const moved = await east.post("/api/sync/batches", { ...command, area: places.southVillage });
  assert.equal((moved.body as { code: string }).code, "sync.other_village");
  assert.ok((await entriesOf(child)).every((entry) => entry.kind !== "visit.recorded"));
});

test("nothing sealed lies on a phone, nor what is drawn from it; a graver finding is taken, and nothing is asked back", async () => {
  const child = await registered(county, places.eastVillage, { "risk.sexualAbuse": "confirmed" });
  let met = 0;
  const have: Record<string, number> = {};
  for (let more = true; more;) {
    const part = await ask(east, have);
    const mine = part.files.find((one) => one.childId === child);
    if (mine) met += 1;
    assert.doesNotMatch(JSON.stringify(mine ?? {}), /sexualAbuse|grave/);
    Object.assign(have, vectorOf(part));
    more = part.more;
  }
  assert.equal(met, 1);
  const found = visit(child, { facts: { "risk.sexualAbuse": "suspected" }, seen: { "risk.sexualAbuse": null } });
  const [answer] = await send(east, found);
  assert.deepEqual(answer?.kind === "receipt" ? answer.disputed : answer?.kind, []);
  const fresh = await registered(east, places.eastVillage);
  await send(east, visit(fresh, { facts: { "risk.sexualAbuse": "suspected" }, seen: { "risk.sexualAbuse": null } }));
  const held = (await east.get(`/api/registry/children/${fresh}?purpose=visit`)).body as { facts: { key: string; value: unknown }[] }; // prettier-ignore
  assert.equal(held.facts.find((fact) => fact.key === "risk.sexualAbuse")?.value, "suspected", "it reached the file");
});

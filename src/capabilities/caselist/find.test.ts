import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import * as registry from "#capabilities/registry/index.ts";
import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import { readInScope } from "#platform/db/scope.ts";
import type { Reading } from "#platform/journal/opened.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { linesOf } from "./lines.ts";
import type { LedgerPage } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let south: Caller;
const [child, foreigner, neighbour] = [newId(), newId(), newId()];
/** Numbers of nobody: their region was never given out. */
const number = "99010120140501004X";
const passport = "E12345678";
const elsewhere = "990101201405010023";
const grandmother = { phone: "138-0013-8000", idNumber: "990101195503010029" };

before(async () => {
  people = await cast();
  app = await server(people);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const put = (childId: string, area: string, facts: object) =>
    registry.register(world, area === places.eastVillage ? people.eastDirector : people.southDirector, { id: newId(), childId, area, source: "registration", facts: { ...leftBehind, ...facts } }); // prettier-ignore
  await put(child, places.eastVillage, {
    name: "有号童",
    idNumber: number,
    "guardian.phone": grandmother.phone,
    "guardian.idNumber": grandmother.idNumber,
  });
  await put(foreigner, places.eastVillage, {
    name: "护照童",
    idKind: "other",
    idNumber: passport,
    "guardian.phone": "13800138000",
    phone: "0663-2212345",
  });
  await put(neighbour, places.southVillage, {
    name: "邻村童",
    idNumber: elsewhere,
    "guardian.phone": grandmother.phone,
  });
  director = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
});
after(async () => {
  await app.close();
  await people.close();
});

const find = (by: Caller, typed: string) => by.post("/api/caselist/find", { number: typed });
const found = async (by: Caller, typed: string): Promise<string[]> =>
  ((await find(by, typed)).body as LedgerPage).lines.map((line) => line.childId);

test("a number of the neighbour's child answers as one that nobody has", async () => {
  const [theirs, nobodys] = [await find(director, elsewhere), await find(director, "990101201405010082")];
  assert.deepEqual([theirs, nobodys], [{ status: 200, body: { lines: [], next: null } }, theirs]);
  assert.deepEqual(await found(south, elsewhere), [neighbour]);
});

test("an auditor, and an administrator find nobody", async () => {
  for (const post of ["auditor", "audit_admin"] as const) {
    const by = await enter(people, app, post, post === "audit_admin" ? "0" : places.county);
    assert.equal((await find(by, number)).status, 403, post);
  }
});

test("however it is typed: full-width, in groups, with a small x; another paper by its whole number", async () => {
  for (const typed of [number, number.toLowerCase(), "９９０１０１２０１４０５０１００４ｘ", "990101 20140501 004X"]) {
    assert.deepEqual(await found(director, typed), [child], typed);
  }
  for (const typed of [passport, "e12345678", "Ｅ１２３４５６７８"]) assert.deepEqual(await found(director, typed), [foreigner], typed);
  for (const part of [number.slice(0, 10), "12345678"]) assert.deepEqual(await found(director, part), [], part);
}); // prettier-ignore

test("by the id number and the telephone of who looks after it, however typed, in one's own area alone", async () => {
  for (const typed of ["13800138000", "138 0013 8000", "+86 13800138000", "008613800138000", "１３８００１３８０００"])
    assert.deepEqual((await found(director, typed)).toSorted(), [child, foreigner].toSorted(), typed);
  assert.deepEqual(await found(director, ` ${grandmother.idNumber.slice(0, 6)} ${grandmother.idNumber.slice(6)}`), [
    child,
  ]);
  assert.deepEqual(await found(director, "06632212345"), [foreigner]);
  assert.deepEqual(await found(south, "13800138000"), [neighbour]);
  for (const typed of ["13800138001", "3800138000"]) assert.deepEqual(await found(director, typed), [], typed);
  const { rows } = await people.database.db.owner.query("select t::text as row from registry_contact t");
  assert.ok(rows.length === 5 && !JSON.stringify(rows).includes("0138"));
});

test("a number that was changed or withdrawn finds nobody any more, and who reported is in no index", async () => {
  const record = (facts: object) => director.post(`/api/registry/children/${foreigner}/facts`, { id: newId(), facts });
  assert.equal((await record({ "guardian.phone": "13900139000", phone: null })).status, 200);
  assert.deepEqual(await found(director, "13800138000"), [child]);
  assert.deepEqual(await found(director, "13900139000"), [foreigner]);
  assert.deepEqual(await found(director, "06632212345"), []);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const facts = { ...leftBehind, name: "被报童", "guardian.name": "外婆", "reporter.phone": "13700137000" };
  await registry.register(world, people.eastDirector, { id: newId(), childId: newId(), area: places.eastVillage, source: "registration", facts });
  assert.deepEqual(await found(director, "13700137000"), []);
}); // prettier-ignore

test("a mistyped id number is refused, with what is wrong with it and not with the number", async () => {
  for (const [typed, fault] of [["990101201405010041", "check"], ["9901012014050100", "length"], ["990101201413010041", "birth"]] as const) {
    const { status, body } = await find(director, typed);
    const problem = body as { code: string; fault: string };
    assert.deepEqual([status, problem.code, problem.fault], [422, "registry.id_number_wrong", fault]);
    assert.ok(!JSON.stringify(body).includes(typed));
  }
  for (const typed of ["", "1", "4".repeat(41)]) assert.equal((await find(director, typed)).status, 400);
}); // prettier-ignore

test("each search leaves a trace that tells two of the same number, and holds none", async () => {
  const { owner } = people.database.db;
  await owner.query("truncate trace_fresh");
  for (const typed of [number, number, elsewhere]) await find(director, typed);
  const { rows } = await owner.query("select kind, children, asked, route from trace_fresh order by at, id");
  assert.deepEqual(rows.map((row) => [row.kind, row.children]), [["search", [child]], ["search", [child]], ["search", []]]); // prettier-ignore
  const asked = rows.map((row) => row.asked.number as string);
  assert.deepEqual([asked[0] === asked[1], asked[1] === asked[2]], [true, false]);
  assert.ok(asked.every((one) => /^hmac:[0-9a-f]{64}$/.test(one)));
  assert.ok(!JSON.stringify(rows).includes(number.slice(0, 12)));
});

test("a line whose key is not remembered is asked for in one way there and back, and no neighbour's comes with it", async () => {
  const { machine } = people.tonghu;
  let asked = 0;
  const read: Reading = (work) => {
    asked += 1;
    return readInScope(people.database.db.pool, people.eastDirector.scope, work);
  };
  for (const id of [child, neighbour]) machine.vault.forget(id);
  const looking = { machine, scope: people.eastDirector.scope, day: today(people.clock) };
  const lines = await linesOf(read, looking, [child, neighbour]);
  assert.deepEqual([lines.map(({ name }) => name), asked], [["有号童"], 1]);
  assert.equal(machine.vault.recall(neighbour), undefined);
});

test("a closed file is found by its number, and says that it is closed", async () => {
  const { body } = await director.get(`/api/registry/children/${child}`);
  assert.equal((body as { status: string }).status, "open");
  const supervisor = await enter(people, app, "supervisor", places.east);
  const closed = { id: newId(), reason: "grown_up" };
  assert.equal((await supervisor.post(`/api/registry/children/${child}/close`, closed)).status, 200);
  const [line] = ((await find(director, number)).body as LedgerPage).lines;
  assert.deepEqual([line?.childId, line?.open], [child, false]);
});

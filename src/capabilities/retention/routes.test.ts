import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { readRows } from "#platform/files/index.ts";
import { verify } from "#platform/journal/verify.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import type { DueCounts, DuePage } from "./words.ts";

/* Sealing and deleting over HTTP, on a real database, over forty years of a clock that is turned by hand. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let second: Caller;
let city: Caller;
let director: Caller;
let supervisor: Caller;
let south: Caller;
let auditor: Caller;

/** Demo sessions end with their day: whoever acts on another one enters again. */
async function on(day: string): Promise<void> {
  people.clock.set(`${day}T02:00:00.000Z`);
  county = await enter(people, app, "county", places.county);
  second = await enter(people, app, "county", places.county);
  city = await enter(people, app, "city", "4452");
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "county", "441900");
  auditor = await enter(people, app, "auditor", places.county);
}

before(async () => {
  people = await cast();
  app = await server(people);
});
after(() => people.close());
beforeEach(async () => on("2024-07-01"));

let number = 0;
const names = new Map<string, string>();
const nameOf = (childId: string): string => names.get(childId) ?? "";
async function register(facts: Record<string, unknown> = {}): Promise<string> {
  const childId = newId();
  number += 1;
  const name = `存${"甲乙丙丁戊己庚辛壬癸"[number % 10]}${"东南西北"[number % 4]}`;
  names.set(childId, name);
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts: { ...leftBehind, name, ...facts } }; // prettier-ignore
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, command);
  return childId;
}

const act = (caller: Caller, childId: string, word: string, body: object = { reason: "期满封存处理" }) =>
  caller.post(`/api/retention/children/${childId}/${word}`, { id: newId(), ...body });
const ok = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
};
const said = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const close = (caller: Caller, childId: string, reason = "moved_away") =>
  caller.post(`/api/registry/children/${childId}/close`, { id: newId(), reason });
const due = async (caller: Caller, what: string, more = ""): Promise<DuePage> => {
  const { status, body } = await caller.get(`/api/retention/due?what=${what}${more}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as DuePage;
};
const idsOf = ({ lines }: DuePage): string[] => lines.map((line) => line.childId);
const counts = async (caller: Caller): Promise<DueCounts> => (await caller.get("/api/retention/counts")).body as DueCounts; // prettier-ignore

test("another area's files cannot be sealed, opened or listed, and few posts may", async () => {
  const childId = await register();
  await ok(close(county, childId));
  for (const word of ["seal", "unseal", "propose-deletion", "withdraw-deletion"])
    assert.equal((await act(south, childId, word)).status, 404, word);
  assert.equal((await act(south, childId, "open", { reason: "核实情况", purpose: "inspection" })).status, 404);
  assert.equal((await act(south, childId, "confirm-deletion", { seq: 3 })).status, 404);
  assert.equal(await said(act(south, childId, "erase")), "404 retention.nothing_to_erase");
  assert.equal(await said(south.get(`/api/retention/due?what=seal&area=${places.county}`)), "404 area.unknown");
  for (const caller of [director, supervisor, auditor]) {
    assert.equal((await caller.get("/api/retention/due")).status, 403);
    assert.equal((await act(caller, childId, "seal")).status, 403);
    assert.equal((await act(caller, childId, "open", { reason: "核实情况", purpose: "inspection" })).status, 403);
  }
  assert.equal((await act(city, childId, "seal")).status, 403);
});

test("a sealed file is in no list, is not there for the village, and opens for whoever gives a reason, who is remembered", async () => {
  const childId = await register();
  await ok(close(county, childId));
  const closedLines = async (caller: Caller): Promise<string> =>
    JSON.stringify((await caller.get("/api/caselist/children?closed=yes")).body);
  assert.ok((await closedLines(director)).includes(childId));
  assert.equal(await said(act(county, await register(), "seal")), "409 retention.not_closed");
  await ok(act(county, childId, "seal"));

  const file = `/api/registry/children/${childId}`;
  for (const caller of [director, supervisor, county]) {
    assert.ok(!(await closedLines(caller)).includes(childId));
    assert.deepEqual((await caller.get(`/api/caselist/lines?ids=${childId}`)).body, []);
  }
  for (const url of [file, `${file}/entries`]) {
    assert.equal(await said(director.get(url)), "404 registry.not_found");
    assert.equal(await said(supervisor.get(url)), "404 registry.not_found");
    assert.equal(await said(county.get(url)), "403 retention.file_sealed");
    assert.equal(await said(city.get(url)), "403 retention.file_sealed");
  }
  // nor is it opened by the way to sealed facts
  const glass = { id: newId(), purpose: "protection", reason: "紧急情况需要核实" };
  assert.equal(await said(supervisor.post(`${file}/break-seal`, glass)), "404 registry.not_found");
  assert.equal(
    await said(county.post(`${file}/reopen`, { id: newId(), reason: "返回本村" })),
    "403 retention.file_sealed",
  );
  // a register of a day before the sealing counts the child, and tells nothing of it
  const made = await county.post("/api/returns/annex/puning-annex-2/file", { id: newId(), purpose: "reporting" });
  const { link } = made.body as { link: string };
  const book = await app.inject({ url: link, headers: { cookie: county.cookie } });
  assert.equal(book.statusCode, 200);
  let cells = "";
  for await (const row of readRows(book.rawPayload)) cells += JSON.stringify(row);
  assert.ok(cells.length > 100 && !cells.includes(nameOf(childId)));

  assert.equal((await act(county, childId, "open", { reason: "信访", purpose: "verification" })).status, 400);
  assert.equal((await act(county, childId, "open", { reason: "信访件核实", purpose: "curiosity" })).status, 400);
  await ok(act(county, childId, "open", { reason: "信访件核实", purpose: "verification" }));
  const opened = await county.get(file);
  assert.deepEqual(
    [opened.status, (opened.body as { retention: object }).retention],
    [200, { sealed: { on: "2024-07-01", reason: "期满封存处理" } }],
  );
  const entries = (await county.get(`${file}/entries`)).body as { kind: string; title: string; body: Record<string, string> }[]; // prettier-ignore
  const opening = entries.find((entry) => entry.kind === "retention.opened");
  assert.deepEqual(
    [opening?.title, opening?.body["reason"], opening?.body["purpose"]],
    ["打开封存的档案", "信访件核实", "verification"],
  );
  assert.equal(await said(second.get(file)), "403 retention.file_sealed");
  people.clock.set("2024-07-01T02:30:00.000Z");
  assert.equal(await said(county.get(file)), "403 retention.file_sealed");

  await ok(act(county, childId, "unseal", { reason: "儿童返回本县" }));
  assert.ok((await closedLines(director)).includes(childId));
  assert.equal((await director.get(file)).status, 200);
  await ok(county.post(`${file}/reopen`, { id: newId(), reason: "返回本村" }));
  assert.ok(!idsOf(await due(county, "sealed")).includes(childId));
});

test("what is due is reckoned when asked, page by page, and acting is a person's", async () => {
  const before2 = await counts(county);
  const children = [await register(), await register(), await register()];
  for (const childId of children) await ok(close(county, childId));
  assert.deepEqual(idsOf(await due(county, "seal")).filter((id) => children.includes(id)), []); // prettier-ignore
  await on("2025-07-01");
  const listed = idsOf(await due(county, "seal")).filter((id) => children.includes(id));
  assert.deepEqual(listed.toSorted(), children.toSorted());
  const paged: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const page: DuePage = await due(county, "seal", `&limit=1${next && `&after=${next}`}`);
    paged.push(...idsOf(page));
    next = page.next;
  }
  assert.deepEqual(paged, idsOf(await due(county, "seal")));
  assert.equal((await counts(county)).seal, before2.seal + paged.length);
  assert.equal((await county.get("/api/retention/due?after=x")).status, 400);
  for (const childId of children) await ok(act(county, childId, "seal"));
  assert.deepEqual(idsOf(await due(county, "seal")).filter((id) => children.includes(id)), []); // prettier-ignore
  const line = (await due(county, "sealed")).lines.find((one) => one.childId === children[0]);
  assert.deepEqual([line?.kind, line?.due, line?.sealedOn], ["ordinary", "2062-05-01", "2025-07-01"]);
});

test("two persons delete, after term and waiting; the register stays, the chain verifies, views come back equal", async () => {
  const childId = await register();
  await ok(close(county, childId, "entered_by_mistake"));
  await on("2027-06-30");
  await ok(act(county, childId, "seal"));
  assert.equal(await said(act(county, childId, "propose-deletion")), "422 retention.not_due");
  await on("2027-09-27");
  assert.equal(await said(act(county, childId, "propose-deletion")), "422 retention.not_due");
  await on("2027-09-28");
  assert.ok(idsOf(await due(county, "delete")).includes(childId));
  const proposal = { id: newId(), reason: "错误建档，期满" };
  await ok(county.post(`/api/retention/children/${childId}/propose-deletion`, proposal));
  await ok(county.post(`/api/retention/children/${childId}/propose-deletion`, proposal));
  const waiting = (await due(second, "proposed")).lines.find((line) => line.childId === childId);
  assert.ok(waiting && !idsOf(await due(county, "delete")).includes(childId));

  assert.equal(await said(act(county, childId, "confirm-deletion", { seq: waiting.seq })), "403 retention.same_person");
  assert.equal(await said(act(second, childId, "confirm-deletion", { seq: waiting.seq - 1 })), "409 journal.stale");
  const { owner, pool } = people.database.db;
  const key = async (): Promise<string | null> =>
    (await owner.query("select wrapped from journal_key where subject_id = $1", [childId])).rows[0].wrapped;
  // the erasure meets a table that is not there: the deletion is confirmed, and cut off before its end
  await owner.query("alter table visit_record rename to visit_record_away");
  assert.equal((await act(second, childId, "confirm-deletion", { seq: waiting.seq })).status, 500);
  await owner.query("alter table visit_record_away rename to visit_record");
  assert.notEqual(await key(), null);
  assert.deepEqual(idsOf(await due(city, "erase")), [childId]);
  await ok(act(city, childId, "erase"));
  assert.equal(await key(), null);
  assert.deepEqual(idsOf(await due(city, "erase")), []);
  assert.equal(await said(act(city, childId, "erase")), "404 retention.nothing_to_erase");

  for (const caller of [county, city, director])
    assert.equal(await said(caller.get(`/api/registry/children/${childId}`)), "404 registry.not_found");
  assert.equal(await said(act(county, childId, "open", { reason: "再看一次", purpose: "inspection" })), "404 registry.not_found"); // prettier-ignore
  assert.ok(!idsOf(await due(county, "sealed")).includes(childId));
  const { rows } = await owner.query("select * from retention_deletion where child_id = $1", [childId]);
  assert.deepEqual([rows.length, rows[0].kind, rows[0].keep, rows[0].erased_at !== null], [1, "mistaken", "3 years", true]); // prettier-ignore
  assert.notEqual(rows[0].proposed_by, rows[0].confirmed_by);
  const view = await owner.query("select 1 from retention_file where child_id = $1", [childId]);
  assert.equal(view.rowCount, 0);
  for (const text of ["delete from retention_deletion", "update retention_deletion set confirmed_by = proposed_by", "update report_event set ok = true"])
    await assert.rejects(pool.query(text), { code: "42501" }, text); // prettier-ignore

  assert.deepEqual((await verify(owner, people.tonghu.machine)).faults, []);
  const views = await dumpViews(owner, people.tonghu.machine);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.deepEqual(await dumpViews(owner, people.tonghu.machine), views);
});

test("where nothing can be erased, nothing is confirmed", async () => {
  const other = await cast("2024-07-01T02:00:00.000Z", { owning: false });
  try {
    const bare = await server(other);
    const officer = await enter(other, bare, "county", places.county);
    const answer = await officer.post(`/api/retention/children/${newId()}/confirm-deletion`, { id: newId(), seq: 1 });
    assert.deepEqual([answer.status, (answer.body as { code: string }).code], [503, "retention.erasure_unavailable"]);
    assert.equal((await officer.get("/api/retention/rules")).status, 200);
  } finally {
    await other.close();
  }
});

test("who opened what is in the sequence that the page reads", async () => {
  const childId = await register();
  assert.equal(await seqOf(county, childId), 2);
});

import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, places, server } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import type { DueAnswer, DueLine } from "./dueWords.ts";

/* What is to be reported, over HTTP on a real database, at the end of November 2026 in the county of the sample. */

let people: Cast;
let app: FastifyInstance;
let supervisor: Caller;
let south: Caller;
let county: Caller;
let city: Caller;

before(async () => {
  people = await cast("2026-11-30T02:00:00.000Z");
  app = await server(people);
  supervisor = await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "supervisor", places.south);
  county = await enter(people, app, "county", places.county);
  city = await enter(people, app, "city", "4452");
});
after(() => people.close());

type Answer = Promise<{ status: number; body: unknown }>;
const said = async (answer: Answer): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const dueOf = async (of: Caller, area?: string): Promise<DueAnswer> => {
  const { status, body } = await of.get(`/api/returns/due${area === undefined ? "" : `?area=${area}`}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as DueAnswer;
};
const lineOf = async (of: Caller, item: string, due: string, area?: string): Promise<DueLine> => {
  const found = (await dueOf(of, area)).lines.find((one) => one.item === item && one.due === due);
  assert.ok(found, `${item} ${due}`);
  return found;
};
const annex = { item: "deadlines.annex-2026", due: "2026-10-16" } as const;
const handIn = (of: Caller, more: object = {}, id = newId()) =>
  of.post("/api/returns/handed", { id, ...annex, day: "2026-10-15", ...more });
const takeBack = (of: Caller, id: string, reason = "附件2没有盖章，退回重报") =>
  said(of.post(`/api/returns/handed/${id}/take-back`, { id: newId(), reason }));

test("what lies elsewhere is nowhere: neither its days nor what it handed in", async () => {
  const id = newId();
  assert.equal(await said(handIn(south, {}, id)), "200");
  assert.equal(await said(supervisor.get(`/api/returns/due?area=${places.south}`)), "404 area.unknown");
  assert.equal(await takeBack(supervisor, id), "404 journal.not_found");
  assert.equal((await lineOf(south, annex.item, annex.due)).handed?.id, id);
  assert.equal((await lineOf(supervisor, annex.item, annex.due)).handed, null);
});

test("a township that has not handed its tables in is told so, first, with how late; a county has its own days", async () => {
  const { lines } = await dueOf(supervisor);
  const late = await lineOf(supervisor, annex.item, annex.due);
  assert.deepEqual([late.days, late.to, late.clause], [-45, "county", "普民〔2024〕35号 六(四)"]);
  assert.deepEqual(late.returns.map(({ id }) => id), ["puning-annex-1"]); // prettier-ignore
  assert.ok(!lines.some(({ item }) => item === "deadlines.progress-county"));
  const own = (await dueOf(county)).lines.map(({ item, due, days }) => `${item} ${due} ${days}`);
  assert.ok(own.includes("deadlines.progress-county 2026-11-03 -27"), own.join("\n"));
  assert.ok(own.includes("deadlines.progress-county 2027-11-03 338"));
  assert.ok(own.includes("deadlines.archive-spot-check 2026-12-31 31"));
  assert.ok(own.indexOf("deadlines.progress-county 2026-11-03 -27") < own.indexOf("deadlines.archive-spot-check 2026-12-31 31")); // prettier-ignore
  assert.ok((await dueOf(city)).lines.some(({ item, days }) => item === "deadlines.progress-city" && days === -15));
});

test("已报送 is said once, by the office itself, of a day that makes sense; twice sent it stands once", async () => {
  assert.equal(await said(handIn(county)), "404 returns.due_unknown");
  assert.equal(await said(handIn(supervisor, { day: "2026-12-01" })), "422 returns.handed_day_wrong");
  assert.equal(await said(handIn(supervisor, { note: "王某 13800138000" })), "422 returns.private");
  const id = newId();
  assert.equal(await said(handIn(supervisor, { note: "已盖章" }, id)), "200");
  assert.equal(await said(handIn(supervisor, { note: "已盖章" }, id)), "200");
  assert.equal(await said(handIn(supervisor)), "409 returns.handed_already");
  const { handed, takenBack } = await lineOf(supervisor, annex.item, annex.due);
  assert.deepEqual(handed, { id, day: "2026-10-15", by: "演示supervisor", note: "已盖章" });
  assert.equal(takenBack, null);
});

test("two who say it at the same moment: one of them finds it said", async () => {
  const at = { item: "deadlines.progress-county", due: "2026-11-03", day: "2026-11-02" };
  const both = await Promise.all([said(handIn(county, at)), said(handIn(county, at))]);
  assert.deepEqual(both.toSorted(), ["200", "409 returns.handed_already"]);
});

test("the office above sees who is missing, and sends back what it did not get: it stands as not reported, with the reason", async () => {
  const missing = async (): Promise<readonly string[]> => {
    const found = (await dueOf(county)).awaited.find(({ item, due }) => item === annex.item && due === annex.due);
    if (!found) return [];
    assert.equal(found.offices, 2, "the offices that work here");
    return found.missing.map(({ area }) => area);
  };
  assert.deepEqual(await missing(), []);
  const { handed } = await lineOf(county, annex.item, annex.due, places.east);
  assert.ok(handed);
  assert.equal(await takeBack(county, handed.id), "200");
  assert.equal(await takeBack(county, handed.id), "409 returns.handing_taken_back");
  assert.deepEqual(await missing(), [places.east]);
  const line = await lineOf(supervisor, annex.item, annex.due);
  assert.deepEqual([line.handed, line.takenBack?.reason, line.takenBack?.day], [null, "附件2没有盖章，退回重报", "2026-11-30"]); // prettier-ignore
  assert.equal(await said(handIn(supervisor, { day: "2026-11-30" })), "200");
  assert.deepEqual(await missing(), []);
  assert.equal((await lineOf(supervisor, annex.item, annex.due)).takenBack, null);
});

test("its view comes back from the journal as it was", async () => {
  const { owner } = people.database.db;
  const whole = await dumpViews(owner);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.ok((whole.returns_handed?.length ?? 0) > 2);
  assert.deepEqual((await dumpViews(owner)).returns_handed, whole.returns_handed);
});

import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { readRows } from "#platform/files/index.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import type { RequestShown, RequestsPage, Summary } from "./words.ts";

/* A guardian's request from the village to the answer, over HTTP on a real database. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let director: Caller;
let supervisor: Caller;
let south: Caller;
let auditor: Caller;

before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
  south = await enter(people, app, "supervisor", places.south);
  auditor = await enter(people, app, "auditor", places.county);
});
after(() => people.close());

const secret = {
  "health.hiv": true,
  "guardian.phone": "13800138000",
  "father.idNumber": "11010519491231002X",
} as const;

let registered = 0;

/** No two of one name: the same name, birthday and guardian are the same child. */
function nextName(): string {
  const signs = "甲乙丙丁戊己庚辛壬癸";
  registered += 1;
  return `权${signs[Math.floor(registered / 10)] ?? ""}${signs[registered % 10] ?? ""}`;
}

async function register(facts: Record<string, unknown> = {}): Promise<string> {
  const childId = newId();
  const name = nextName();
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts: { ...leftBehind, name, ...facts } }; // prettier-ignore
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, command);
  return childId;
}

const url = (childId: string, ...more: (string | number)[]): string =>
  ["/api/rights/children", childId, "requests", ...more].join("/");
const ask = (childId: string, more: object = {}) => ({
  id: newId(), claim: "consult", asker: "测试母", relation: "mother", proof: "household_register", ...more,
}); // prettier-ignore
const grant = { decision: "granted", reason: "身份核实无误，予以同意" };
const said = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const made = async (childId: string, more: object = {}): Promise<void> => {
  assert.equal(await said(director.post(url(childId), ask(childId, more))), "200");
};
const granted = async (childId: string, no = 1): Promise<void> => {
  assert.equal(await said(county.post(url(childId, no, "decide"), { id: newId(), ...grant })), "200");
};
const shown = async (childId: string): Promise<RequestShown[]> => (await county.get(url(childId))).body as RequestShown[]; // prettier-ignore

test("in the time line a request's words are for those who handle requests; others see that there was one", async () => {
  const childId = await register();
  await made(childId, { asker: "时间线申请人", about: "父亲电话写错了", claim: "correct" });
  type Told = { kind: string; body: Record<string, unknown> };
  const told = async (by: Caller): Promise<Told | undefined> =>
    ((await by.get(`/api/registry/children/${childId}/entries`)).body as Told[]).find(({ kind }) => kind === "rights.request_made"); // prettier-ignore
  for (const by of [supervisor, county]) assert.equal((await told(by))?.body["asker"], "时间线申请人");
  assert.deepEqual((await told(director))?.body, {});
});

test("another area's child is not there, and only the county decides and hands over", async () => {
  const childId = await register();
  assert.equal(await said(south.post(url(childId), ask(childId))), "404 journal.not_found");
  assert.equal(await said(south.get(url(childId))), "404 registry.not_found");
  await made(childId);
  for (const caller of [director, supervisor, south, auditor]) {
    assert.equal((await caller.post(url(childId, 1, "decide"), { id: newId(), ...grant })).status, 403);
    assert.equal((await caller.get(url(childId, 1, "summary"))).status, 403);
    assert.equal((await caller.post(url(childId, 1, "complete"), { id: newId() })).status, 403);
  }
  const otherCounty = await enter(people, app, "county", "441900");
  assert.equal((await otherCounty.post(url(childId, 1, "decide"), { id: newId(), ...grant })).status, 404);
  assert.equal((await otherCounty.get(url(childId, 1, "summary"))).status, 404);
  assert.ok(!JSON.stringify((await south.get("/api/rights/requests")).body).includes(childId));
  assert.equal(await said(supervisor.get(`/api/rights/requests?area=${places.south}`)), "404 area.unknown");
});

test("a consultation: made, decided with a name, drawn, handed over with its digest; the same command twice is once", async () => {
  const childId = await register(secret);
  const command = ask(childId);
  for (let n = 0; n < 2; n += 1) assert.equal(await said(director.post(url(childId), command)), "200");
  assert.equal(await said(county.get(url(childId, 1, "summary"))), "409 rights.not_granted");
  const [open] = ((await supervisor.get("/api/rights/requests")).body as RequestsPage).lines.filter((line) => line.childId === childId); // prettier-ignore
  assert.deepEqual([open?.no, open?.claim, open?.due, open?.decidedOn], [1, "consult", "2024-07-31", null]);
  assert.ok(!JSON.stringify(open).includes("测试母"));
  await granted(childId);
  assert.equal(
    await said(county.post(url(childId, 1, "decide"), { id: newId(), ...grant })),
    "409 rights.request_decided",
  );
  const summary = (await county.get(url(childId, 1, "summary"))).body as Summary;
  assert.equal(
    await said(county.post(url(childId, 1, "complete"), { id: newId(), digest: "0".repeat(64) })),
    "409 rights.summary_changed",
  );
  const given = { id: newId(), digest: summary.digest };
  for (let n = 0; n < 2; n += 1) assert.equal(await said(county.post(url(childId, 1, "complete"), given)), "200");
  const [request] = await shown(childId);
  assert.deepEqual(
    [request?.asker, request?.relation, request?.proof, request?.receivedBy, request?.decision?.by, request?.ending?.ending, request?.ending?.digest],
    ["测试母", "母亲", "居民身份证和户口簿", "演示director", "演示county", "当面查阅", summary.digest],
  ); // prettier-ignore
  assert.ok((request?.ending?.contents?.["登记的信息"] ?? 0) > 10);
  assert.equal(
    await said(county.post(url(childId, 1, "complete"), { ...given, id: newId() })),
    "409 rights.request_ended",
  );
  assert.equal(await said(county.get(url(childId, 1, "summary"))), "409 rights.request_ended");
});

test("the summary tells who looked, and holds nothing sealed, nothing of others, no label, no name of a worker", async () => {
  const childId = await register({
    ...secret,
    "household.assistance": ["minimum_living"],
    "residence.address": "流沙东某巷1号",
  });
  await county.get(`/api/registry/children/${childId}`);
  people.clock.set("2024-07-02T02:00:00.000Z");
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
  await made(childId, { claim: "copy" });
  await granted(childId);
  const first = (await county.get(url(childId, 1, "summary"))).body as Summary;
  const text = JSON.stringify(first);
  for (const hidden of ["艾滋", "13800138000", "110105", "留守", "困境", "演示", "health.hiv"])
    assert.ok(!text.includes(hidden), hidden);
  const section = (title: string) => first.sections.find((one) => one.title.startsWith(title));
  assert.ok(section("登记的信息")?.rows.some((row) => row[1] === "姓名" && String(row[2]).startsWith("权")));
  assert.ok(section("登记的信息")?.rows.some((row) => row[2] === "流沙东某巷1号"));
  assert.deepEqual(section("查阅情况")?.rows[0]?.slice(0, 3), ["县级民政部门", 1, 1]);
  assert.ok((section("保存期限")?.rows.length ?? 0) >= 4);
  const again = (await county.get(url(childId, 1, "summary"))).body as Summary;
  assert.equal(again.digest, first.digest);
  const { rows } = await people.database.db.owner.query(
    "select kind, purpose, fields from trace_fresh where $1 = any(children) and route like '%summary'", [childId]); // prettier-ignore
  assert.deepEqual(rows[0], { kind: "export", purpose: "rights", fields: ["residence.address"] });

  const taken = { id: newId(), purpose: "rights" };
  assert.equal((await county.post(url(childId, 1, "file"), { ...taken, purpose: "visit" })).status, 400);
  const answer = await county.post(url(childId, 1, "file"), taken);
  const ticket = answer.body as { link: string; number: string; sha256: string };
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const file = await app.inject({ url: ticket.link, headers: { cookie: county.cookie } });
  assert.equal(file.statusCode, 200);
  let cells = "";
  for await (const row of readRows(file.rawPayload)) cells += JSON.stringify(row);
  assert.ok(cells.includes(first.digest) && !cells.includes("留守"));
  const { rows: logged } = await people.database.db.owner.query("select kind, purpose, children, sha256 from export_ledger where number = $1", [ticket.number]); // prettier-ignore
  assert.deepEqual(logged, [{ kind: "rights", purpose: "rights", children: 1, sha256: ticket.sha256 }]);
  assert.equal(((await county.get(url(childId, 1, "summary"))).body as Summary).digest, first.digest);
});

test("a correction ends when the file shows it, a deletion when the file is sealed", async () => {
  const childId = await register();
  await made(childId, { claim: "correct", about: "学校名称写错" });
  await granted(childId);
  const end = (body: object) => said(county.post(url(childId, 1, "complete"), { id: newId(), ...body }));
  assert.equal(await end({}), "409 rights.not_corrected_yet");
  assert.equal(await end({ corrected: 1 }), "409 rights.not_corrected_yet");
  const corrected = await county.post(`/api/registry/children/${childId}/facts`, { id: newId(), source: "correction", facts: { "school.name": "第一小学" } }); // prettier-ignore
  assert.equal(corrected.status, 200, JSON.stringify(corrected.body));
  const entries = (await county.get(`/api/registry/children/${childId}/entries`)).body as { seq: number; kind: string }[]; // prettier-ignore
  const seq = entries.findLast((entry) => entry.kind === "registry.facts_recorded")?.seq;
  assert.equal(await end({ corrected: seq }), "200");

  await made(childId, { claim: "delete", about: "已迁走，请删除" });
  assert.equal(await said(county.post(url(childId, 2, "decide"), { id: newId(), ...grant, decision: "partly", clause: "个人信息保护法 47" })), "200"); // prettier-ignore
  const seal = () => said(county.post(url(childId, 2, "complete"), { id: newId() }));
  assert.equal(await seal(), "409 rights.not_sealed_yet");
  await county.post(`/api/registry/children/${childId}/close`, { id: newId(), reason: "moved_away" });
  await county.post(`/api/retention/children/${childId}/seal`, { id: newId(), reason: "监护人申请删除" });
  assert.equal(await seal(), "200");
  const [last, first] = await shown(childId);
  assert.deepEqual([last?.ending?.ending, first?.ending?.ending, first?.ending?.note], ["保存期限未满，已封存并停止其他处理", "已更正、补充", `#${seq}`]); // prettier-ignore
});

test("a refusal names its clause and ends the request; a withdrawal too; nonsense is refused", async () => {
  const childId = await register();
  await made(childId);
  const refuse = { id: newId(), decision: "refused", reason: "申请人正被调查监护侵害" };
  assert.equal((await county.post(url(childId, 1, "decide"), refuse)).status, 400);
  assert.equal(await said(county.post(url(childId, 1, "decide"), { ...refuse, clause: "个人信息保护法 45、18" })), "200"); // prettier-ignore
  await made(childId);
  assert.equal(await said(director.post(url(childId, 2, "withdraw"), { id: newId(), reason: "不再需要" })), "200");
  assert.equal(
    await said(director.post(url(childId, 2, "withdraw"), { id: newId(), reason: "不再需要" })),
    "409 rights.request_ended",
  );
  const ended = ((await county.get("/api/rights/requests?open=no")).body as RequestsPage).lines;
  assert.deepEqual(
    ended
      .filter((line) => line.childId === childId)
      .map((line) => `${line.no} ${line.ending}`)
      .toSorted((a, b) => (a < b ? -1 : 1)),
    ["1 refused", "2 withdrawn"],
  );
  for (const [more, answer] of [
    [{ relation: "self" }, "422 rights.proof_unfit"],
    [{ relation: "agent", proof: "judgment" }, "422 rights.proof_unfit"],
    [{ proof: "own_identity" }, "422 rights.proof_unfit"],
    [{ day: "2024-08-01" }, "422 rights.day_wrong"],
  ] as const)
    assert.equal(await said(director.post(url(childId), ask(childId, more))), answer);
  for (const more of [{ claim: "delete" }, { claim: "x" }, { asker: "" }, { area: "44" }])
    assert.equal((await director.post(url(childId), ask(childId, more))).status, 400, JSON.stringify(more));
  assert.equal(
    await said(county.post(url(childId, 9, "decide"), { id: newId(), ...grant })),
    "404 rights.request_unknown",
  );
});

test("a rebuild brings the list of requests back to the row", async () => {
  const { owner } = people.database.db;
  const views = await dumpViews(owner, people.tonghu.machine);
  assert.ok((views["rights_request"]?.length ?? 0) >= 6);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.deepEqual(await dumpViews(owner, people.tonghu.machine), views);
});

test("of a sealed file the request is answered after the file was opened with a reason, and not before", async () => {
  const childId = await register();
  await made(childId);
  await granted(childId);
  const done = async (path: string, body: object): Promise<void> => {
    const { status, body: told } = await county.post(path, { id: newId(), ...body });
    assert.equal(status, 200, JSON.stringify(told));
  };
  await done(`/api/registry/children/${childId}/close`, { reason: "moved_away" });
  await done(`/api/retention/children/${childId}/seal`, { reason: "结案期满封存" });
  const refused = "403 retention.file_sealed";
  assert.equal(await said(county.get(url(childId, 1, "summary"))), refused);
  assert.equal(await said(county.post(url(childId, 1, "file"), { id: newId(), purpose: "rights" })), refused);
  assert.equal((await shown(childId)).length, 1, "that somebody asked is told: it has its day by which it is answered");
  await done(`/api/retention/children/${childId}/open`, { purpose: "rights", reason: "答复监护人查阅申请" });
  assert.equal((await county.get(url(childId, 1, "summary"))).status, 200);
});

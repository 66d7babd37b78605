import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addPeople } from "#capabilities/account/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { keepingOf } from "../../composition.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { traceKeys } from "./digest.ts";
import { keepTraces } from "./keep.ts";
import { verifyAlerts } from "./verifyAlerts.ts";
import type { AlertLine, ChildSummary, LooksPage } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let director: Caller;
let auditor: Caller;
let southAuditor: Caller;
let admin: Caller;
const children: string[] = [];
const surname = "欧阳";

before(async () => {
  people = await cast();
  app = await server(people);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  for (let n = 0; n < 12; n += 1) {
    const childId = newId();
    children.push(childId);
    const name = `${n < 4 ? surname : "测"}童${"甲乙丙丁戊己庚辛壬癸子丑"[n] ?? ""}`;
    await registry.register(world, people.eastDirector, {
      id: newId(), childId, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name },
    }); // prettier-ignore
  }
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
  auditor = await enter(people, app, "auditor", places.county);
  southAuditor = await enter(people, app, "auditor", places.south);
  admin = await enter(people, app, "audit_admin", places.county);
});
after(() => people.close());

const childAt = (n: number): string => children[n] ?? "";
const open = (caller: Caller, n: number) => caller.get(`/api/registry/children/${childAt(n)}`);

/** One step of what the server does in the background. */
async function step(): Promise<void> {
  const failures: unknown[] = [];
  const stop = keepTraces(
    { ...keepingOf(people.tonghu, people.database.db.owner), failed: (thrown) => void failures.push(thrown) },
    60_000,
  );
  await stop();
  assert.deepEqual(failures, []);
}

const looks = async (caller: Caller, query: string): Promise<LooksPage> => {
  const { status, body } = await caller.get(`/api/trace/looks?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as LooksPage;
};

test("traces are for the auditor's posts alone; an auditor reads no child", async () => {
  for (const caller of [county, director]) assert.equal((await caller.get("/api/trace/looks")).status, 403);
  assert.equal((await director.get(`/api/trace/children/${childAt(0)}/summary`)).status, 403);
  assert.equal((await auditor.get("/api/trace/alerts")).status, 403);
  for (const caller of [auditor, admin]) {
    assert.equal((await open(caller, 0)).status, 403);
    assert.equal((await caller.get("/api/caselist/children")).status, 403);
  }
});

test("another area's traces, children and alerts are not there", async () => {
  await open(director, 0);
  assert.equal((await southAuditor.get(`/api/trace/looks?area=${places.east}`)).status, 404);
  assert.equal((await southAuditor.get(`/api/trace/looks?child=${childAt(0)}`)).status, 404);
  assert.equal((await southAuditor.get(`/api/trace/children/${childAt(0)}/summary`)).status, 404);
  const own = await looks(southAuditor, "");
  assert.ok(own.lines.every((line) => line.area.startsWith(places.south)));
});

test("the auditor finds who looked, by person, child, area, days, kind and answer; page by page", async () => {
  await open(director, 1);
  await open(county, 1);
  await step();
  await open(director, 1);
  const ofChild = await looks(auditor, `child=${childAt(1)}&kind=file`);
  assert.deepEqual(
    ofChild.lines.map((line) => [line.post, line.answer, line.person]),
    [["director", "ok", "演示director"], ["county", "ok", "演示county"], ["director", "ok", "演示director"]],
  ); // prettier-ignore
  const [newest] = ofChild.lines;
  const byPerson = await looks(auditor, `person=${newest?.personId}&child=${childAt(1)}`);
  assert.equal(byPerson.lines.length, 2);
  assert.equal((await looks(auditor, `child=${childAt(1)}&area=${places.eastVillage}`)).lines.length, 2);
  assert.equal((await looks(auditor, "from=2024-07-02")).lines.length, 0);
  assert.equal((await looks(auditor, "to=2024-06-30")).lines.length, 0);
  assert.ok((await looks(auditor, "from=2024-07-01&to=2024-07-01")).lines.length >= 3);
  assert.ok((await looks(auditor, "answer=not_permitted")).lines.length >= 1);
  const paged: string[] = [];
  for (let from: string | null = ""; from !== null;) {
    const page: LooksPage = await looks(auditor, `child=${childAt(1)}&kind=file&limit=1${from && `&after=${from}`}`);
    paged.push(...page.lines.map((line) => line.id));
    from = page.next;
  }
  assert.deepEqual(paged, ofChild.lines.map((line) => line.id)); // prettier-ignore
});

test("whoever reads traces leaves one", async () => {
  await looks(auditor, `child=${childAt(2)}`);
  const { lines } = await looks(admin, `child=${childAt(2)}`);
  assert.deepEqual(lines.map((line) => [line.kind, line.post]), [["trace", "auditor"]]); // prettier-ignore
});

test("hostile queries are refused, and none is a bug", async () => {
  for (const query of ["after=x", "after=2024-07-01T00:00:00.000Z_x", "after=9999-99-99T99:99:99.999Z_x", "limit=0", "limit=1e9", "child='", "kind=x", "person[]=1", "from=2024-02-31", "x=1", "after=%00"]) {
    const { status } = await auditor.get(`/api/trace/looks?${query}`);
    assert.ok(status >= 400 && status < 500, `${query}: ${status}`);
  } // prettier-ignore
});

test("the guardian's summary tells posts and numbers, no name", async () => {
  for (let n = 0; n < 3; n += 1) await open(county, 3);
  await open(director, 3);
  const { status, body } = await county.get(`/api/trace/children/${childAt(3)}/summary`);
  assert.equal(status, 200);
  const summary = body as ChildSummary;
  assert.deepEqual(
    new Map(summary.posts.map(({ post, people: persons, looks: count }) => [post, [persons, count]])),
    new Map([["county", [1, 3]], ["director", [1, 1]]]),
  ); // prettier-ignore
  assert.deepEqual([summary.looks, summary.people, summary.from, summary.to], [4, 2, "2021-07-01", "2024-07-01"]);
  assert.ok(!JSON.stringify(body).includes("演示") && !JSON.stringify(body).includes(surname));
  const later = await county.get(`/api/trace/children/${childAt(3)}/summary?from=2024-07-02`);
  assert.equal((later.body as ChildSummary).looks, 0);
});

const alerts = async (caller: Caller, query = ""): Promise<AlertLine[]> =>
  ((await caller.get(`/api/trace/alerts?${query}`)).body as { lines: AlertLine[] }).lines;

test("guessing ids and reading one's own surname are raised once, and answered by somebody else", async () => {
  const { owner } = people.database.db;
  const guesser = await enter(people, app, "supervisor", places.east);
  for (let n = 0; n < 5; n += 1) await guesser.get(`/api/registry/children/${newId()}`);
  // a task that is not there is no guess
  for (let n = 0; n < 6; n += 1)
    await guesser.post(`/api/task/children/${childAt(n)}/tasks/9/close`, { id: newId(), outcome: "无" });
  await step();
  const [guessed, ...none] = await alerts(county);
  assert.deepEqual([guessed?.rule, none], ["guessing", []]);
  assert.match(guessed?.text ?? "", /不存在/);

  await owner.query("update account_person set name = $1 where id = $2", [`${surname}明`, guessed?.personId]);
  for (let n = 0; n < 12; n += 1) await registerOther(n);
  for (let n = 0; n < 4; n += 1) await open(guesser, n);
  await step();
  await open(guesser, 0);
  await step();
  const [own, ...rest] = await alerts(county, "open=yes");
  assert.deepEqual([own?.rule, own?.evidence, rest.length], ["own_surname", { files: 4, of: 4, searches: 0 }, 1]);

  const answer = { outcome: "justified", reason: "入户前查阅档案" };
  const url = `/api/trace/alerts/${own?.id}/answer`;
  assert.equal((await director.post(url, answer)).status, 403);
  const elsewhere = await enter(people, app, "audit_admin", places.south);
  assert.equal((await elsewhere.post(url, answer)).status, 404);
  assert.equal((await county.post(url, { ...answer, reason: "　" })).status, 400);
  assert.equal((await county.post(url, { ...answer, area: "44" })).status, 400);
  const both = await Promise.all([county.post(url, answer), admin.post(url, answer)]);
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  );
  assert.deepEqual((await alerts(county, "open=yes")).map((line) => line.rule), ["guessing"]); // prettier-ignore
  assert.equal((await alerts(county, "open=no"))[0]?.answer?.outcome, "justified");
});

/** More children, of other names: so that the surname is a rare one. */
async function registerOther(n: number): Promise<void> {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  for (const part of ["东", "西", "南", "北"]) {
    await registry.register(world, people.eastDirector, {
      id: newId(), childId: newId(), area: places.eastVillage, source: "registration", facts: { ...leftBehind, name: `测${part}${"甲乙丙丁戊己庚辛壬癸子丑"[n]}` },
    }); // prettier-ignore
  }
}

test("alerts that the watch raised and answers over HTTP are linked, and without a fault", async () => {
  const { ground } = people.tonghu;
  await step();
  const {
    alerts: linked,
    answers,
    faults,
  } = await verifyAlerts(people.database.db.owner, traceKeys(ground.identitySecret));
  assert.ok(linked >= 2 && answers >= 1, `${linked} ${answers}`);
  assert.deepEqual(faults, []);
});

test("nobody answers for himself", async () => {
  const [personId] = await addPeople(people.database.db.owner, [{ name: "县级周", kind: "county", area: places.county }], { demo: true, day: "2024-01-01" }); // prettier-ignore
  const opened = await app.inject({ method: "POST", url: "/api/account/demo-sessions", payload: { personId } });
  const cookie = opened.cookies.map((one) => `${one.name}=${one.value}`).join("; ");
  for (let n = 0; n < 5; n += 1) await app.inject({ url: `/api/registry/children/${newId()}`, headers: { cookie } });
  await step();
  const own = (await alerts(county, "open=yes")).find((line) => line.personId === personId);
  const answer = { method: "POST", url: `/api/trace/alerts/${own?.id}/answer`, headers: { cookie }, payload: { outcome: "justified", reason: "工作需要" } } as const; // prettier-ignore
  const refused = await app.inject(answer);
  assert.deepEqual([refused.statusCode, refused.json().code], [403, "trace.own_alert"]);
  assert.equal((await county.post(answer.url, answer.payload)).status, 200);
});

test("a child that nine people read is raised where the child is", async () => {
  for (let n = 0; n < 8; n += 1) await open(await enter(people, app, "supervisor", places.east), 11);
  await step();
  assert.deepEqual((await alerts(county)).filter((line) => line.rule === "many_readers"), []); // prettier-ignore
  await open(await enter(people, app, "supervisor", places.east), 11);
  await step();
  await open(county, 11);
  await step();
  const found = (await alerts(county)).filter((line) => line.rule === "many_readers");
  assert.deepEqual(
    found.map((line) => [line.childId, line.area, line.person, line.evidence]),
    [[childAt(11), places.eastVillage, null, { people: 9, days: 7 }]],
  ); // prettier-ignore
  const elsewhere = await enter(people, app, "audit_admin", places.south);
  assert.deepEqual(await alerts(elsewhere), []);
});

test("a step that fails is told, loses nothing, and is made up for by the next", async () => {
  const { owner } = people.database.db;
  await open(county, 10);
  const failures: unknown[] = [];
  await owner.query("alter table trace_head rename to trace_head_away");
  const world = { ...keepingOf(people.tonghu, owner), failed: (thrown: unknown) => void failures.push(thrown) };
  await keepTraces(world, 60_000)();
  await owner.query("alter table trace_head_away rename to trace_head");
  assert.equal(failures.length, 1);
  assert.equal((await looks(auditor, `child=${childAt(10)}&kind=file`)).lines.length, 1);
  await step();
  assert.equal((await looks(auditor, `child=${childAt(10)}&kind=file`)).lines.length, 1);
  assert.equal((await owner.query("select 1 from trace_fresh where kind = 'file'")).rowCount, 0);
});

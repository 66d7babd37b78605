import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import type { Route } from "#platform/http/route.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "./cast.ts";

/*
 * No answer about a child leaves without its trace (docs/decisions/0018-traces.md): the route table is walked, said and
 * done. What a route does not say is caught by what it answers.
 */

let people: Cast;
let app: FastifyInstance;
let routes: readonly Route[];
let county: Caller;
let director: Caller;
let south: Caller;
const childId = newId();
const name = "痕迹测试童";

before(async () => {
  people = await cast();
  app = await server(people);
  routes = people.tonghu.routes("");
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, {
    id: newId(), childId, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name },
  }); // prettier-ignore
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
});
after(() => people.close());

/** Capabilities that know no child. */
const childless = ["area", "policy", "account"];
const nameOf = ({ spec }: Route): string => `${spec.method} ${spec.path}`;
const capabilityOf = ({ spec }: Route): string => spec.path.split("/")[2] ?? "";
const needsDeclaration = (route: Route): boolean =>
  route.spec.permission !== null &&
  !childless.includes(capabilityOf(route)) &&
  (route.spec.method === "GET" || route.spec.output !== registry.Stored);

test("every route says what it shows of children, or why it shows none; commands are kept by the journal", () => {
  assert.ok(routes.filter(needsDeclaration).length > 15);
  const silent = routes.filter((route) => needsDeclaration(route) && !route.spec.looks);
  assert.deepEqual(silent.map(nameOf), []);
  const open = routes.filter((route) => route.spec.looks && route.spec.permission === null);
  assert.deepEqual(open.map(nameOf), []);
});

interface Kept {
  readonly id: string;
  readonly route: string;
  readonly kind: string;
  readonly children: readonly string[];
  readonly answer: string;
  readonly purpose: string | null;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly address: string | null;
  readonly person_id: string;
  readonly session: string | null;
}

let seen = "00000000-0000-0000-0000-000000000000";
/** What was kept since the last time that somebody asked. */
async function kept(): Promise<Kept[]> {
  const { rows } = await people.database.db.owner.query<Kept>("select * from trace_fresh where id > $1 order by id", [
    seen,
  ]);
  seen = rows.at(-1)?.id ?? seen;
  return rows;
}

/** What stands for a parameter of a path. */
const parameters: Readonly<Record<string, string>> = {
  childId, no: "1", code: places.east, format: "html", id: "puning-annex-1",
}; // prettier-ignore
const queries: Readonly<Record<string, string>> = {
  "GET /api/caselist/lines": `?ids=${childId}`,
  "GET /api/returns/:id/children": "?row=left_behind&which=total",
  "GET /api/area/paths": `?codes=${places.east}`,
  "GET /api/area/search": "?text=liusha",
};

const urlOf = (route: Route): string =>
  route.spec.path.replace(/:(\w+)/g, (_, key: string) => parameters[key] ?? key) + (queries[nameOf(route)] ?? "");

test("whatever answers with a child has left a trace with that child, whatever the route says of itself", async () => {
  await kept();
  let shown = 0;
  for (const route of routes.filter(({ spec }) => spec.method === "GET")) {
    const answer = await app.inject({ url: urlOf(route), headers: { cookie: county.cookie } });
    const rows = (await kept()).filter((row) => row.answer === "ok");
    const speaks = answer.body.includes(childId) || answer.body.includes(name);
    const declared = route.spec.looks !== undefined && "kind" in route.spec.looks;
    if (answer.statusCode !== 200) continue;
    if (speaks) {
      shown += 1;
      assert.ok(rows.some((row) => row.children.includes(childId)), nameOf(route)); // prettier-ignore
    }
    assert.equal(rows.length > 0, declared, nameOf(route));
    for (const row of rows) assert.deepEqual([row.route, row.address], [nameOf(route), "127.0.0.1"]);
  }
  assert.ok(shown >= 6, `${shown} routes showed the child`);
});

test("a workbook that is taken along has left a trace with its children and its purpose before it is there", async () => {
  await kept();
  const made = await county.post("/api/returns/annex/puning-annex-2/file", { id: newId(), purpose: "inspection" });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const rows = await kept();
  assert.deepEqual(rows.map(({ kind, purpose, answer }) => `${kind} ${purpose} ${answer}`), rows.map(() => "export inspection ok")); // prettier-ignore
  assert.deepEqual(rows[0]?.children, [childId]);
});

test("sessions are told apart, by a mark that opens nothing", async () => {
  await kept();
  for (const caller of [county, county, south]) await caller.get("/api/caselist/due");
  const marks = (await kept()).map((row) => row.session ?? "");
  assert.deepEqual([marks.length, new Set(marks).size, marks[0]], [3, 2, marks[1]]);
  for (const mark of marks) {
    assert.equal(mark.length, 16);
    assert.ok(!county.cookie.includes(mark));
    const { rowCount } = await people.database.db.owner.query("select 1 from account_session where position($1 in digest) > 0", [mark]); // prettier-ignore
    assert.equal(rowCount, 0);
  }
});

test("a search by name is kept as a search, and without the name", async () => {
  await kept();
  assert.equal((await county.get(`/api/caselist/children?name=${encodeURIComponent(name)}&level=green`)).status, 200);
  const [row] = await kept();
  assert.deepEqual([row?.kind, row?.children, row?.asked["level"]], ["search", [childId], "green"]);
  assert.match(String(row?.asked["name"]), /^hmac:/);
});

/** Every operation on a child's file: method, path after the child, body. */
const operations: readonly ["GET" | "POST", string, object?][] = [
  ["GET", `/api/registry/children/${childId}`],
  ["GET", `/api/registry/children/${childId}/entries`],
  ["POST", `/api/registry/children/${childId}/facts`, { id: newId(), facts: { "school.name": "一小" } }],
  ["GET", `/api/visit/children/${childId}/form`],
  ["POST", `/api/visit/children/${childId}/visits`, { id: newId(), kind: "contact", form: "puning@1", facts: {}, spokeWith: "", note: "", problems: [] }],
  ["POST", `/api/grade/children/${childId}/proposals`, { id: newId(), level: "red", reason: "试探" }],
]; // prettier-ignore

test("a neighbour's child is not there, and each attempt on it is kept", async () => {
  for (const [method, url, body] of operations) {
    await kept();
    const answer = method === "GET" ? await south.get(url) : await south.post(url, body);
    const rows = await kept();
    assert.equal(answer.status, 404, url);
    assert.deepEqual(
      rows.map((row) => [row.kind, row.answer, row.children]),
      [["attempt", "not_found", [childId]]],
      url,
    );
  }
});

test("whoever asks about a child of the own area is not written down as trying, whatever there is to tell of it", async () => {
  const asking = routes.filter(({ spec }) => spec.looks && "asksFor" in spec.looks);
  assert.ok(asking.length >= 2);
  for (const { spec } of asking) {
    await kept();
    const { status } = await county.get(`${spec.path}?kind=task&ids=${childId}`.replace("lines?kind=task&", "lines?"));
    const rows = await kept();
    assert.deepEqual([status, rows.map((row) => [row.kind, row.children])], [200, [["list", [childId]]]], spec.path);
  }
});

test("a list of ids keeps those that it left out as an attempt", async () => {
  await kept();
  const other = newId();
  assert.deepEqual((await south.get(`/api/caselist/lines?ids=${childId},${other}`)).body, []);
  const rows = await kept();
  assert.deepEqual(
    rows.map((row) => [row.kind, row.answer, row.children.toSorted()]),
    [
      ["list", "ok", []],
      ["attempt", "not_found", [childId, other].toSorted()],
    ],
  );
});

test("a post that may not is told so, and the attempt is kept; nobody at all is not", async () => {
  await kept();
  const url = `/api/registry/children/${childId}/close`;
  const body = { id: newId(), reason: "died" };
  assert.equal((await director.post(url, body)).status, 403);
  const [row] = await kept();
  assert.deepEqual([row?.kind, row?.answer, row?.children], ["attempt", "not_permitted", [childId]]);
  assert.equal((await app.inject({ url: `/api/registry/children/${childId}` })).statusCode, 401);
  assert.deepEqual(await kept(), []);
});

test("what cannot be kept does not leave: neither the file, nor a list, nor a workbook, nor that there is none", async () => {
  const { owner } = people.database.db;
  const traced = people.clock.now().toISOString();
  people.clock.set(new Date(people.clock.now().getTime() + 1000).toISOString());
  await owner.query("revoke insert on trace_fresh from tonghu_app");
  try {
    for (const url of [
      `/api/registry/children/${childId}`,
      "/api/caselist/children",
      `/api/registry/children/${newId()}`,
    ]) {
      const answer = await app.inject({ url, headers: { cookie: county.cookie } });
      assert.deepEqual([answer.statusCode, answer.json().code], [503, "trace.unavailable"], url);
      assert.ok(answer.headers["retry-after"]);
      assert.ok(!answer.body.includes(name) && !answer.body.includes(childId), url);
    }
    const made = await county.post("/api/returns/annex/puning-annex-2/file", { id: newId(), purpose: "reporting" });
    assert.deepEqual([made.status, (made.body as { code: string }).code], [503, "trace.unavailable"]);
    assert.equal((await owner.query("select 1 from export_ledger where made_at > $1", [traced])).rowCount, 0);
    assert.equal((await county.get("/api/caselist/summary")).status, 200);
  } finally {
    await owner.query("grant insert on trace_fresh to tonghu_app");
  }
  assert.equal((await county.get(`/api/registry/children/${childId}`)).status, 200);
});

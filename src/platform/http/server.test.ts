import assert from "node:assert/strict";
import { connect } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let cookie: string;

before(async () => {
  people = await cast("2024-07-01T10:00:00.000Z");
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  cookie = director.cookie;
});
after(async () => {
  await app.close();
  await people.close();
});

const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: "/api/registry/children",
    payload,
    headers: { cookie, "content-type": "application/json", ...headers },
  });

const command = (facts: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id: newId(), childId: newId(), area: places.eastVillage, facts: { ...leftBehind, ...facts }, ...more,
}); // prettier-ignore

test("hostile JSON is refused with a 4xx and a code, never with a 500", async () => {
  const good = JSON.stringify(command({}));
  const table: [string, string | Buffer, Record<string, string>?][] = [
    ["NUL in a name", good.replace("测试童", "测\\u0000童")],
    ["a lone surrogate", good.replace("测试童", "测\\ud800童")],
    ["nested 50,000 deep", `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["1e400", good.replace('"female"', "1e400")],
    ["__proto__", good.replace('"facts":{', '"facts":{"__proto__":{"x":1},')],
    ["constructor", good.replace('"facts":{', '"facts":{"constructor":1,')],
    ["a role smuggled in", good.replace("{", '{"post":"county",')],
    ["a version smuggled in", good.replace("{", '{"seq":7,')],
    ["no JSON", "{"],
    ["an array", "[]"],
    ["null", "null"],
    ["a number", "7"],
    ["nothing", ""],
    ["gzip", gzipSync(good), { "content-encoding": "gzip" }],
    ["two megabytes", `{"x":"${"a".repeat(2_000_000)}"}`],
    ["text/plain", good, { "content-type": "text/plain" }],
    ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }],
  ];
  for (const [what, payload, headers] of table) {
    const answer = await send(payload, headers);
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${what}: ${answer.statusCode} ${answer.body}`);
    const problem = answer.json<{ code: string; detail: string }>();
    assert.match(problem.code, /^[a-z]+\.[a-z_]+$/, what);
    assert.match(problem.detail, /\p{Script=Han}/u, what);
  }
});

test("names keep every character that a name may have, and nothing else", async () => {
  const kept = ["𠮷田", "㛃", "阿卜杜拉·买买提", "欧阳娜娜", "A", "一".repeat(40), "ẞü", "é"];
  for (const name of kept) {
    const asked = command({ name });
    const answer = await director.post("/api/registry/children", asked);
    assert.equal(answer.status, 200, `${name}: ${JSON.stringify(answer.body)}`);
    const file = (await director.get(`/api/registry/children/${asked.childId}`)).body as {
      facts: { key: string; value: string }[];
    };
    assert.equal(file.facts.find((fact) => fact.key === "name")?.value, name.normalize("NFC"));
    const found = (await director.get(`/api/caselist/children?name=${encodeURIComponent(name)}`)).body as {
      lines: { childId: string }[];
    };
    assert.ok(
      found.lines.some((line) => line.childId === asked.childId),
      name,
    );
  }
  for (const name of ["", " ", "　", "一".repeat(41), "右\u202e左", "换\n行", "\ufeff", 7, ["甲"], { a: 1 }, true]) {
    const answer = await director.post("/api/registry/children", command({ name }));
    assert.equal(answer.status, 422, `${JSON.stringify(name)}: ${JSON.stringify(answer.body)}`);
  }
});

test("days that are none are refused, borders are taken", async () => {
  const refused = [
    "2024-02-31",
    "2023-02-29",
    "0001-01-01",
    "2099-01-01",
    "2024-07-02",
    "2024-7-1",
    "20240701",
    "2006-07-01",
    "",
  ];
  for (const birthDate of refused) {
    const answer = await director.post("/api/registry/children", command({ birthDate, name: "日期" }));
    assert.equal(answer.status, 422, `${birthDate}: ${JSON.stringify(answer.body)}`);
  }
  for (const birthDate of ["2024-07-01", "2024-02-29", "2006-07-02"]) {
    const answer = await director.post("/api/registry/children", command({ birthDate, name: `生于${birthDate}` }));
    assert.equal(answer.status, 200, `${birthDate}: ${JSON.stringify(answer.body)}`);
  }
});

test("a business day is Shanghai's, whatever the server's zone", async () => {
  people.clock.set("2024-07-01T15:59:00.000Z");
  assert.equal(((await director.get("/api/account/me")).body as { today: string }).today, "2024-07-01");
  people.clock.set("2024-07-01T16:00:00.000Z");
  assert.equal(((await director.get("/api/account/me")).body as { today: string }).today, "2024-07-02");
  people.clock.set("2024-07-01T10:00:00.000Z");
});

test("SQL in every parameter is data: no statement breaks", async () => {
  const hostile = [
    "'; drop table entry; --",
    "' or 1=1 --",
    "\\",
    "%' union select 1 --",
    "$1",
    "\u0027)",
    "(select 1)",
  ];
  for (const text of hostile) {
    const q = encodeURIComponent(text);
    const answers = await Promise.all([
      director.get(`/api/caselist/children?name=${q}`),
      director.get(`/api/caselist/children?level=${q}`),
      director.get(`/api/caselist/children?category=${q}`),
      director.get(`/api/caselist/children?ground=${q}`),
      director.get(`/api/caselist/children?after=${q}`),
      director.get(`/api/caselist/children?area=${q}`),
      director.get(`/api/caselist/due?when=${q}`),
      director.get(`/api/registry/children/${q}`),
      director.get(`/api/area/search?text=${q}`),
      director.get(`/api/area/units/${q}`),
    ]);
    for (const answer of answers)
      assert.ok(answer.status < 500, `${text}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  const asked = command({ name: "罗伯特'); drop table entry;--".slice(0, 40) });
  assert.equal((await director.post("/api/registry/children", asked)).status, 200);
});

test("what PostgreSQL cannot store is refused in every parameter", async () => {
  const child = newId();
  const urls = [
    ...["name", "level", "ground", "category", "after", "area"].map((key) => `/api/caselist/children?${key}=%00`),
    "/api/caselist/children?level=a&level=%00",
    "/api/caselist/children?%00=1",
    `/api/caselist/children?after=1_${"-".repeat(36)}`,
    `/api/caselist/children?after=1_${child.toUpperCase()}`,
    "/api/registry/children/%00",
    "/api/area/units/%00",
    "/api/caselist/summary?day=2024-01-01",
  ];
  for (const url of urls) {
    const answer = await director.get(url);
    const { code, detail } = answer.body as { code: string; detail: string };
    assert.equal(answer.status, 400, `${url}: ${code}`);
    assert.match(detail, /^[^a-z]+$/i, url);
  }
  assert.equal((await director.get(`/api/caselist/children?after=1_${child}`)).status, 200);
});

test("an address or a line that is no HTTP is refused in our words too", async () => {
  for (const url of ["/api/%", "/%", "/api/registry/children/%E0%A4%A"]) {
    const answer = await app.inject({ url, headers: { cookie } });
    assert.equal(answer.statusCode, 400, url);
    assert.match(answer.headers["content-type"] ?? "", /problem\+json/);
    assert.equal(answer.json<{ code: string }>().code, "http.malformed");
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  assert.ok(typeof address === "object" && address !== null);
  const said = async (line: string): Promise<string> => {
    const socket = connect(address.port, "127.0.0.1");
    socket.write(line);
    return textOf(socket);
  };
  assert.match(await said("GARBAGE\r\n\r\n"), /^HTTP\/1\.1 400 [^]*problem\+json[^]*"http\.malformed"/);
  const long = await said(`GET / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(40_000)}\r\n\r\n`);
  assert.match(long, /^HTTP\/1\.1 431 [^]*"http\.too_large"/);
});

test("open tasks are counted, not listed", async () => {
  const child = newId();
  const registered = await director.post("/api/registry/children", command({ name: "有任务" }, { childId: child }));
  assert.equal(registered.status, 200, JSON.stringify(registered.body));
  const { owner } = people.database.db;
  await owner.query(
    `insert into task_item (county, child_id, no, area, opened)
     select '445281', $1, n, $2, '2024-07-01' from generate_series(1, 1200) n`,
    [child, places.eastVillage],
  );
  const { body } = await director.get("/api/caselist/summary");
  assert.equal((body as { openTasks: number }).openTasks, 1200);
});

test("nobody enters without a session, another origin acts in nobody's name, posts end where they end", async () => {
  assert.equal((await app.inject({ url: "/api/caselist/children" })).statusCode, 401);
  assert.equal(
    (await app.inject({ url: "/api/caselist/children", headers: { cookie: "tonghu_session=forged" } })).statusCode,
    401,
  );
  const foreign = await send(JSON.stringify(command({})), { origin: "https://evil.example" });
  assert.equal(foreign.statusCode, 403);
  assert.equal(
    (await director.post(`/api/registry/children/${newId()}/close`, { id: newId(), reason: "died" })).status,
    403,
  );
  assert.equal((await director.get("/api/returns/puning-annex-1")).status, 403);
  assert.equal((await app.inject({ url: "/api/nothing" })).statusCode, 404);
});

test("every route says what it is in OpenAPI 3.1", async () => {
  const spec = (await app.inject({ url: "/openapi.json" })).json<{
    openapi: string;
    paths: Record<string, Record<string, { summary: string }>>;
  }>();
  assert.equal(spec.openapi, "3.1.0");
  const operations = Object.values(spec.paths).flatMap((path) => Object.values(path));
  assert.ok(operations.length > 25);
  for (const operation of operations) assert.match(operation.summary, /\p{Script=Han}/u);
});

test("a long answer travels compressed to whoever takes it, with all that it says and is told of it", async () => {
  const ask = (encoding?: string) =>
    app.inject({ url: "/openapi.json", headers: { cookie, ...(encoding !== undefined && { "accept-encoding": encoding }) } });
  const [plain, packed] = [await ask(), await ask("gzip, br")];
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.match(String(packed.headers.vary), /accept-encoding/i);
  assert.equal(gunzipSync(packed.rawPayload).toString(), plain.payload);
  assert.ok(packed.rawPayload.length * 4 < plain.rawPayload.length);
  for (const name of ["cache-control", "content-security-policy", "x-content-type-options"])
    assert.equal(packed.headers[name], plain.headers[name]);
}); // prettier-ignore

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { loadAreas } from "#capabilities/area/index.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../src/composition.ts";
import { type Answer, type Browser, signedIn } from "../accounts.ts";
import { type Cast, cast, leftBehind, places } from "../cast.ts";
import { operations } from "./operations.ts";
import { requestOf } from "./requests.ts";
import { type Target, targetMaker } from "./targets.ts";

/* Trial 2: what a body smuggles in beside what it may say; and bodies that name what belongs to somebody else. */

let people: Cast;
let app: FastifyInstance;
let folder: string;
let own: Target;
let neighbour: Target;
let county: Target;
let supervisor: Browser;
let officer: Browser;

before(async () => {
  people = await cast();
  await loadAreas(people.database.db.owner, ["445224"]);
  folder = mkdtempSync(join(tmpdir(), "tonghu-smuggled-"));
  app = await serverOf(people.tonghu, folder, "silent");
  const { whole } = targetMaker(people, folder);
  own = await whole({ area: places.eastVillage, otherArea: "445281001002" });
  neighbour = await whole({ area: places.southVillage, otherArea: "445281002002" });
  county = await whole({ area: "445224100001", otherArea: "445224100002" });
  supervisor = (await signedIn(people, app, { login: "smuggler", kind: "supervisor", area: places.east })).at;
  officer = (await signedIn(people, app, { login: "officer", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that the house holds, but for what a request leaves by being one (its trace, its session's last use). */
async function everything(): Promise<string> {
  const { owner } = people.database.db;
  const { rows: tables } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^(trace_|account_session$|account_counter$|account_device$)' order by 1",
  );
  const digests = tables.map(async ({ name }) => {
    const { rows } = await owner.query(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as d from ${name} t`); // prettier-ignore
    return `${name} ${(rows[0] as { d: string }).d}`;
  });
  return (await Promise.all(digests)).join("\n");
}

const intruders: readonly (readonly [string, string])[] = [
  ["role", '"county"'],
  ["post", '"province"'],
  ["area", `"${places.southVillage}"`],
  ["version", "7"],
  ["seq", '"7"'],
  ["status", '"closed"'],
  ["childId", `"${newId()}"`],
  ["actorId", `"${newId()}"`],
  ["recordedAt", '"1999-01-01T00:00:00Z"'],
  ["level", "7"],
  ["demo", "true"],
  ["__proto__", '{"post":"county"}'],
  ["constructor", '{"prototype":{"post":"county"}}'],
  ["unknown", "null"],
];

/** The body with a key more, or with another value for one that it has. */
const withKey = (body: object, key: string, value: string): string => {
  const rest = Object.entries(body).filter(([name]) => name !== key);
  const said = rest.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`);
  return `{${[...said, `${JSON.stringify(key)}:${value}`].join(",")}}`;
};

async function raw(by: Browser, method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload: string): Promise<Answer> {
  const cookie = [...by.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await app.inject({ method, url, payload, headers: { cookie, "content-type": "application/json" } });
  const body: unknown = answer.body === "" ? undefined : answer.json();
  return { status: answer.statusCode, body, code: (body as { code?: string } | undefined)?.code ?? "", headers: answer.headers };
} // prettier-ignore

test("a role, an area, a version, a prototype or any unknown key in a body is 400, and nothing is changed", async () => {
  const earlier = await everything();
  let asked = 0;
  for (const [name, { body }] of Object.entries(operations)) {
    const sound = body?.(own) as object | undefined;
    if (sound === undefined) continue;
    const { method, url } = requestOf(name, own);
    for (const [key, value] of intruders) {
      if (Object.hasOwn(sound, key)) continue;
      const answer = await raw(officer, method, url, withKey(sound, key, value));
      const held = answer.status === 400 || answer.code === "account.not_permitted";
      assert.ok(held, `${name} with ${key}: ${answer.status} ${JSON.stringify(answer.body)}`);
      asked += 1;
    }
  }
  assert.ok(asked > 350, `${asked}`);
  assert.equal(await everything(), earlier);
});

test("keys of a query that no route knows are 400, and one that comes twice takes nobody elsewhere", async () => {
  for (const url of ["/api/caselist/children?scope=44", "/api/caselist/due?role=county", "/api/task/open?__proto__=1", "/api/caselist/summary?day=2024-01-01", `/api/registry/children/${own.child}?area=44`]) {
    const answer = await supervisor.get(url);
    assert.equal(answer.status, 400, url);
  }
  const twice = await supervisor.get(`/api/caselist/children?area=${places.east}&area=${places.south}`);
  assert.equal(twice.status, 400);
}); // prettier-ignore

test("facts that are no facts, of the prototype, or of another kind are refused, and the file stays as it was", async () => {
  const earlier = await everything();
  for (const facts of [
    '{"__proto__":{"x":1}}', '{"constructor":1}', '{"role":"county"}', '{"residence.area":"445281002001"}', '{"name":{"$ne":""}}', '{"sex":["female"]}', '{"toString":"x"}',
    '{"hasOwnProperty":true}', '{"name":null}', '{"birthDate":"2024-02-31"}', '{"no.such.fact":1}', '{"":1}', '{"status":"closed"}', '{"grade":"green"}',
  ]) {
    const answer = await raw(supervisor, "POST", `/api/registry/children/${own.child}/facts`, `{"id":"${newId()}","facts":${facts}}`);
    assert.ok(answer.status === 400 || answer.status === 422, `${facts}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  assert.equal(await everything(), earlier);
}); // prettier-ignore

const reason = "越界引用";
const registration = (more: object): object => ({ id: newId(), childId: newId(), area: own.area, facts: { ...leftBehind, name: "引用" }, ...more }); // prettier-ignore

/** Bodies whose own path is allowed, and which name something elsewhere: of a neighbour, or of another county. */
function references(): readonly (readonly [string, Browser, "POST", string, object])[] {
  const foreign = [neighbour, county];
  const post = (area: string): object => ({ kind: "director", area, reason });
  return [
    ...foreign.flatMap((there) => [
      ["a child registered elsewhere", supervisor, "POST", "/api/registry/children", registration({ area: there.area })],
      ["a report taken down for a place elsewhere", supervisor, "POST", "/api/concern/reports", { id: newId(), situation: "violence", area: there.area }],
      ["a file moved elsewhere", supervisor, "POST", `/api/registry/children/${own.child}/move`, { id: newId(), seq: own.seq, area: there.area, reason }],
      ["a child's id that is taken elsewhere", supervisor, "POST", "/api/registry/children", registration({ childId: there.child })],
      ["a post given to somebody elsewhere", supervisor, "POST", "/api/account/posts", { id: newId(), personId: there.person, ...post(own.otherArea) }],
      ["a post elsewhere", supervisor, "POST", "/api/account/posts", { id: newId(), personId: own.person, ...post(there.area) }],
      ["somebody new elsewhere", supervisor, "POST", "/api/account/people", { id: newId(), name: "新人", login: `x${newId().slice(-10)}`, post: post(there.area) }],
      ["somebody new under an id elsewhere", supervisor, "POST", "/api/account/people", { id: there.person, name: "新人", login: `x${newId().slice(-10)}`, post: post(own.area) }],
      ["a village handed to somebody elsewhere", supervisor, "POST", `/api/account/posts/${own.post}/handover`, { to: there.person, reason }],
      ["a village elsewhere handed over", supervisor, "POST", `/api/account/posts/${there.post}/handover`, { to: own.heir, reason }],
      ["a deputy for a post elsewhere", supervisor, "POST", "/api/account/posts", { id: newId(), personId: own.person, ...post(own.otherArea), deputyFor: there.post, toDay: "2024-12-31" }],
      ["a phone for a post elsewhere", supervisor, "POST", "/api/account/device-codes", { postId: there.post }],
      ["a post's id that is taken elsewhere", supervisor, "POST", "/api/account/posts", { id: there.post, personId: own.person, ...post(own.otherArea) }],
    ] as const),
    ["a child of another county registered by the county", officer, "POST", "/api/registry/children", registration({ area: county.area })],
    ["a county's own post by the county", officer, "POST", "/api/account/posts", { id: newId(), personId: own.person, kind: "county", area: places.county, reason }],
    ["a province's post by the county", officer, "POST", "/api/account/posts", { id: newId(), personId: own.person, kind: "province", area: "44", reason }],
    ["an administrator by the county", officer, "POST", "/api/account/posts", { id: newId(), personId: own.person, kind: "system_admin", area: "0", reason }],
  ]; // prettier-ignore
}

test("a body that names what belongs to somebody else is refused, tells nothing of it, and nothing is changed", async () => {
  const earlier = await everything();
  for (const [what, by, , url, body] of references()) {
    const answer = await by.post(url, body);
    assert.ok([403, 404, 409, 422].includes(answer.status), `${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    for (const secret of [neighbour.childName, neighbour.personName, county.childName, county.personName])
      assert.ok(!JSON.stringify(answer.body).includes(secret), what);
  }
  assert.equal(await everything(), earlier);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { Route } from "#platform/http/route.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server, takeAlong } from "./cast.ts";

/* What the interface's description says of an answer is what the answer is: each JSON operation, asked of a real server. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let director: Caller;
let routes: readonly Route[];
const childId = newId();
const nameOf = ({ spec }: Route): string => `${spec.method} ${spec.path}`;

before(async () => {
  people = await cast();
  app = await server(people);
  routes = people.tonghu.routes("");
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
  const facts = { ...leftBehind, "risk.dropout": "suspected" };
  await sent(director, "/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  const form = { id: newId(), kind: "home_visit", form: "puning@1", facts: { "school.boarding": true } };
  const problems = [{ title: "缺少户口", owner: "甲", due: "2024-07-20" }];
  await sent(director, `/api/visit/children/${childId}/visits`, { ...form, problems });
  await sent(director, `/api/grade/children/${childId}/proposals`, { id: newId(), level: "red", reason: "情形复杂" });
  const decision = {
    id: newId(),
    level: "yellow",
    reason: "情形复杂",
    members: ["甲"],
    seq: await seqOf(county, childId),
  };
  await sent(county, `/api/grade/children/${childId}/decisions`, decision);
});
after(async () => {
  await app.close();
  await people.close();
});

async function sent(caller: Caller, url: string, body: unknown): Promise<void> {
  const answer = await caller.post(url, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(faultsOf(outputOf("POST", url), answer.body), []);
}

const outputOf = (method: string, url: string): Route["spec"]["output"] =>
  routes.find(({ spec }) => spec.method === method && new RegExp(`^${spec.path.replace(/:\w+/g, "[^/]+")}$`).test(url))
    ?.spec.output;

const faultsOf = (output: Route["spec"]["output"], body: unknown): string[] => {
  if (!output) return ["no schema"];
  const read = output.safeParse(body);
  return read.success ? [] : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
};

const parameters: Readonly<Record<string, string>> = {
  childId, no: "1", code: places.east, format: "html", id: "puning-annex-1",
}; // prettier-ignore
const asked: Readonly<Record<string, string>> = {
  "GET /api/caselist/lines": `?ids=${childId}`,
  "GET /api/returns/:id": "?asOf=2099-01-01",
  "GET /api/returns/:id/children": "?row=total&which=total",
  "GET /api/area/paths": `?codes=${places.east}`,
  "GET /api/area/search": "?text=流沙",
  "GET /api/caselist/due": "?when=all",
  "GET /api/export/origin": "?number=20240701-00000-00000",
};

const urlOf = (route: Route): string => {
  const path = route.spec.path.replace(/:(\w+)/g, (_, key: string) => parameters[key] ?? key);
  return encodeURI(path + (asked[nameOf(route)] ?? ""));
};

/** The description itself is JSON, of a shape that others have written. */
const described = (route: Route): boolean => route.spec.path !== "/openapi.json";

test("each answer in JSON is of the shape that the description gives", async () => {
  let met = 0;
  const faults: string[] = [];
  for (const route of routes.filter(({ spec }) => spec.method === "GET").filter(described)) {
    const cookie = (route.spec.permission === "visit.record" ? director : county).cookie;
    const answer = await app.inject({ url: urlOf(route), headers: { cookie } });
    const type = String(answer.headers["content-type"]);
    if (answer.statusCode !== 200 || !type.startsWith("application/json")) continue;
    faults.push(...faultsOf(route.spec.output, answer.json()).map((fault) => `${nameOf(route)} ${fault}`));
    met += 1;
  }
  assert.deepEqual(faults, []);
  assert.ok(met >= 18, `${met} answers were looked at`);
});

interface Operation {
  readonly responses: { readonly "200": { readonly content?: Readonly<Record<string, { readonly schema: object }>> } };
}

/** Files leave by these. */
const speaksJson = ({ spec }: Route): boolean => spec.method !== "GET" || !/\/file$|\/template$/.test(spec.path);
/** These are done without an answer, or lead on to a page; what ends something (DELETE) does so too. */
const wordless = [
  "GET /api/account/provider/return",
  "POST /api/account/people/:personId/close",
  "POST /api/account/people/:personId/second-factor/reset",
  "POST /api/account/posts/:postId/approve",
  "POST /api/account/posts/:postId/end",
  "POST /api/account/posts/:postId/refuse",
  "POST /api/sync/salvaged/:id/dismiss",
  "PUT /api/account/people/:personId/password",
];

test("every operation that answers in JSON says what it answers", async () => {
  const { paths } = (await county.get("/openapi.json")).body as { paths: Record<string, Record<string, Operation>> };
  const silent = routes.filter(described).filter(speaksJson).filter((route) => {
    const operation = paths[route.spec.path.replace(/:(\w+)/g, "{$1}")]?.[route.spec.method.toLowerCase()];
    assert.ok(operation, nameOf(route));
    return route.spec.method !== "DELETE" && operation.responses["200"].content?.["application/json"]?.schema === undefined;
  }); // prettier-ignore
  assert.deepEqual(silent.map(nameOf).toSorted(), wordless);
});

test("a return of a day to come says that it is reckoned; one of today does not", async () => {
  const draw = async (asOf: string) =>
    (await county.get(`/api/returns/puning-annex-1?asOf=${asOf}`)).body as { future: boolean; notes: string[] };
  const [now, then] = [await draw("2024-07-01"), await draw("2024-07-02")];
  assert.deepEqual([now.future, then.future], [false, true]);
  const marked = ({ notes }: { notes: string[] }): boolean => notes.some((note) => note.startsWith("推算："));
  assert.deepEqual([marked(now), marked(then)], [false, true]);
  const page = async (asOf: string): Promise<string> =>
    (await takeAlong(app, county, `/api/returns/puning-annex-1/file/html?asOf=${asOf}`)).answer.body;
  assert.match(await page("2024-07-02"), /2024年7月2日（推算）/);
  assert.doesNotMatch(await page("2024-07-01"), /推算/);
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { addPeople } from "#capabilities/account/index.ts";
import * as sharing from "#capabilities/sharing/index.ts";
import { newId } from "#kernel/id.ts";
import type { Route } from "#platform/http/route.ts";
import { serverOf } from "../../src/composition.ts";
import { type Cast, cast, enter, places } from "../cast.ts";
import { askerOf, grantAt, officerAt, sharingOf } from "./grants.ts";
import { requestOf } from "./requests.ts";
import { standingOf } from "./standing.ts";
import { type Target, targetMaker } from "./targets.ts";

/* A department's key opens the one kind of operation that was granted, and nothing else of the whole interface. */

let people: Cast;
let app: FastifyInstance;
let folder: string;
let target: Target;
let routes: readonly Route[];
const keys = new Map<string, string>();
const nameOf = ({ spec }: Route): string => `${spec.method} ${spec.path}`;

async function keyOf(item: string): Promise<string> {
  const world = sharingOf(people);
  const [personId = ""] = await addPeople(people.database.db.owner, [{ name: "走查", kind: "department", area: places.county, department: askerOf(item) }], { demo: false, day: "2024-01-01" });
  const officer = { ...officerAt(places.county, askerOf(item)), personId };
  const id = await grantAt(people, places.county, "roll", item);
  const security = { ...officerAt("0"), post: "security_admin", scope: { lo: "0", hi: ":" } } as const;
  if (item !== "enrolment") await sharing.grant(world, security, id, { id: newId(), reason: "走查测试" });
  return (await sharing.drawKey(world, officer, id, { id: newId() })).key;
} // prettier-ignore

before(async () => {
  people = await cast();
  folder = mkdtempSync(join(tmpdir(), "tonghu-keys-"));
  app = await serverOf(people.tonghu, folder, "silent");
  routes = people.tonghu.routes(folder);
  target = await targetMaker(people, folder).whole({ area: places.eastVillage, otherArea: places.southVillage });
  for (const [kind, item] of [["data", "enrolment"], ["lists", "lists"], ["referrals", "referrals"], ["conferences", "conferences"], ["bulletins", "bulletins"]] as const) keys.set(kind, await keyOf(item)); // prettier-ignore
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(route: Route, authorization: string): Promise<readonly [number, string]> {
  const { method, url, body, bytes } = requestOf(nameOf(route), target);
  const type = bytes ? "application/octet-stream" : "application/json";
  const answer = await app.inject({
    method, url, headers: { authorization, ...((bytes || body !== undefined) && { "content-type": type }) },
    ...((bytes || body !== undefined) && { payload: bytes ?? JSON.stringify(body) }),
  });
  const isProblem = String(answer.headers["content-type"]).includes("problem+json");
  return [answer.statusCode, isProblem ? answer.json<{ code: string }>().code : ""];
} // prettier-ignore

const ofApi = (): Route[] => routes.filter(({ spec }) => spec.path.startsWith("/api/"));

test("each key on each operation that is not its own: 403 before anything is read, and nothing changes", async () => {
  const earlier = await standingOf(people.database.db.owner, [target]);
  let asked = 0;
  for (const [kind, key] of keys)
    for (const route of ofApi().filter(({ spec }) =>
      kind === "data" ? spec.key !== kind : spec.key && spec.key !== kind,
    )) {
      assert.deepEqual(await ask(route, `Bearer ${key}`), [403, "sharing.key_not_here"], `${kind}: ${nameOf(route)}`);
      asked += 1;
    }
  assert.ok(asked > 150, `${asked}`);
  assert.equal(await standingOf(people.database.db.owner, [target]), earlier);
});

test("on its own operations it is somebody; a key that nobody has is nobody, on any operation", async () => {
  for (const route of ofApi().filter(({ spec }) => spec.key !== undefined)) {
    const [status, code] = await ask(route, `bearer ${keys.get(route.spec.key ?? "") ?? ""}`);
    assert.ok(![401, 403].includes(status) && status < 500, `${nameOf(route)}: ${status} ${code}`);
    assert.deepEqual(await ask(route, `Bearer thk_${"b".repeat(43)}`), [401, "sharing.key_unknown"], nameOf(route));
    assert.deepEqual(await ask(route, "Bearer ' or 1=1"), [401, route.spec.sessionless ? "sharing.key_needed" : "account.not_signed_in"]); // prettier-ignore
  }
});

test("a department's program reads what became of the lines of its list, and of no other department's", async () => {
  const route = ofApi().find((one) => nameOf(one) === "GET /api/comparison/lists/:id/rows") ?? assert.fail();
  assert.deepEqual(await ask(route, `Bearer ${keys.get("lists") ?? ""}`), [200, ""]);
  const { owner } = people.database.db;
  await owner.query("update comparison_list set department = 'civil_affairs'");
  assert.deepEqual(await ask(route, `Bearer ${keys.get("lists") ?? ""}`), [404, "comparison.list_unknown"]);
});

test("a session does not lend a key its rights: what comes with a key is the key alone", async () => {
  const county = (await enter(people, app, "county", places.county)).cookie;
  for (const path of ["/api/caselist/children", "/api/sharing/grants", "/api/account/me"]) {
    const headers = { cookie: county, authorization: `Bearer ${keys.get("data") ?? ""}` };
    const answer = await app.inject({ url: path, headers });
    assert.equal(answer.statusCode, 403, path);
  }
  const basic = await app.inject({ url: "/api/caselist/children", headers: { cookie: county, authorization: "Basic cHJveHk6eA==" } }); // prettier-ignore
  assert.equal(basic.statusCode, 200, "a proxy's own scheme is none of ours");
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { ChildRecognitions, RecognitionsPage } from "./words.ts";

/* 事实无人抚养: asked for, verified by the township, decided by the county; the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-recognition-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};

const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  county: { kind: "county", area: places.county },
  police: { kind: "department", area: places.county, department: "police" },
} as const;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent");
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);

test("both parents out of contact for six months: asked, verified, confirmed; the file says so at once, and it counts from the month after", async () => {
  const childId = newId();
  const lost = { "father.status": ["lost_contact"], "father.lostContact.since": "2023-06-01", "mother.status": ["imprisoned"] };
  const facts = { ...leftBehind, name: `无依${childId.slice(-8)}`, "guardian.name": `祖母${childId.slice(-8)}`, ...lost };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  const url = `/api/recognition/children/${childId}`;
  const asking = { id: newId(), kind: "de_facto", asker: "village", note: "祖母年老，村委会提出" };
  assert.equal((await by("south").post(url, asking)).status, 404);
  assert.equal((await by("police").post(url, asking)).status, 403);
  assert.equal((await by("east").post(url, { ...asking, kind: "none" })).code, "recognition.kind_unknown");
  const [first, second] = [await by("east").post(url, asking), await by("east").post(url, asking)];
  assert.deepEqual([first.status, (second.body as { repeated: boolean }).repeated], [200, true], JSON.stringify(first.body));
  assert.equal((await by("east").post(url, { ...asking, id: newId() })).code, "recognition.open_already");
  const { all, offers } = (await by("east").get(url)).body as ChildRecognitions;
  assert.deepEqual([all[0]?.due, offers[0]?.says], ["2024-07-22", "unknown"]);
  assert.ok(offers[0]?.missing.some((title) => title.startsWith("母亲服刑")), JSON.stringify(offers));

  const yes = { id: newId(), eligible: true, reason: "判决书、回执单齐全" };
  assert.equal((await by("county").post(`${url}/1/verify`, yes)).status, 403, "the county does not verify what it decides");
  assert.equal((await by("county").post(`${url}/1/confirm`, yes)).code, "recognition.not_now");
  assert.equal((await by("south").post(`${url}/1/verify`, yes)).status, 404);
  assert.equal((await by("east").post(`${url}/1/verify`, yes)).status, 200);
  assert.deepEqual((await by("county").get("/api/recognition/today")).body, { open: 1, township: 0, county: 1, late: 0, climbed: 0 });
  assert.deepEqual(((await by("south").get("/api/recognition/list")).body as RecognitionsPage).lines, []);
  assert.equal((await by("county").post(`${url}/1/confirm`, { ...yes, id: newId() })).status, 200);
  const [done] = ((await by("east").get(url)).body as ChildRecognitions).all;
  assert.deepEqual([done?.stage, done?.from, done?.steps.map(({ says }) => says)], ["confirmed", "2024-08-01", ["unknown", "unknown"]]);
  const file = JSON.stringify((await by("east").get(`/api/registry/children/${childId}`)).body);
  assert.ok(file.includes('"de_facto"'), "recognised");
  const lines = ((await by("county").get("/api/recognition/list?open=no")).body as RecognitionsPage).lines;
  assert.deepEqual(lines.map(({ childId: id, title }) => [id, title]), [[childId, "事实无人抚养儿童"]]);
}); // prettier-ignore

test("of a file that was closed in between nobody is found eligible: it is refused or withdrawn, with a reason", async () => {
  const childId = newId();
  const facts = { ...leftBehind, name: `结案${childId.slice(-8)}`, "guardian.name": `祖母${childId.slice(-8)}` };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  const url = `/api/recognition/children/${childId}`;
  assert.equal((await by("east").post(url, { id: newId(), kind: "de_facto", asker: "guardian", note: "" })).status, 200);
  const closed = await by("east").post(`/api/registry/children/${childId}/close`, { id: newId(), reason: "moved_away", note: "随父母迁出" });
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  const judged = { id: newId(), eligible: true, reason: "材料齐全" };
  assert.equal((await by("east").post(`${url}/1/verify`, judged)).code, "registry.file_closed");
  assert.equal((await by("east").post(`${url}/1/verify`, { ...judged, id: newId(), eligible: false, reason: "已迁出" })).status, 200);
  assert.equal((await by("county").post(`${url}/1/confirm`, { ...judged, id: newId() })).code, "registry.file_closed");
  assert.equal((await by("county").post(`${url}/1/withdraw`, { id: newId(), reason: "已迁出" })).status, 200);
}); // prettier-ignore

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { Ticket } from "#capabilities/export/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import type { OpenTasksPage } from "#capabilities/task/words.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, enrolFactor, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { ChildEntrustments, EntrustmentCounts, EntrustmentsPage } from "./words.ts";

/* One agreement per left-behind child, over the interface: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-entrustment-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};

const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  director: { kind: "director", area: places.eastVillage },
  county: { kind: "county", area: places.county },
  education: { kind: "department", area: places.county, department: "education" },
} as const;

const registered = async (): Promise<string> => {
  const childId = newId();
  const mark = childId.slice(-8);
  const facts = { ...leftBehind, name: `委托${mark}`, "guardian.name": `祖母${mark}`, "carer.name": `祖母${mark}`, "carer.capacity": "able" };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
}; // prettier-ignore

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: keyof typeof who): Browser => {
  const browser = at[name];
  assert.ok(browser);
  return browser;
};
const party = { name: "某人", phone: "13812345678", place: "深圳" };
const signer = (id: string, more: object = {}) => ({
  id,
  name: "某人",
  how: "signed",
  file: newId(),
  note: "",
  ...more,
});
const agreement = (more: object = {}) => ({
  id: newId(), form: "puning@1", from: "2024-07-01", until: "2025-06-30", entrusters: [{ id: "father", ...party }], carer: { ...party, relation: "祖母" },
  answers: { able: "yes", crime: "no", vice: "no", neglect: "no", other: "no" }, wish: { heard: "agrees", words: "愿意" }, undertakings: [{ by: "carer", text: "照料孩子" }],
  schoolTold: false, signers: [signer("father"), signer("mother", { how: "excused", name: "", note: "已去世" }), signer("carer"), signer("witness")], reason: "", ...more,
}); // prettier-ignore
const path = (child: string, of = ""): string => `/api/entrustment/children/${child}${of}`;
const ofChild = async (child: string, query = ""): Promise<ChildEntrustments> =>
  (await by("east").get(`${path(child)}${query}`)).body as ChildEntrustments;
const listed = async (show: string): Promise<string[]> =>
  ((await by("east").get(`/api/entrustment/list?show=${show}`)).body as EntrustmentsPage).lines.map(
    ({ childId }) => childId,
  );
const titles = async (child: string): Promise<string[]> =>
  ((await by("east").get("/api/task/open")).body as OpenTasksPage).lines.filter((line) => line.childId === child).map(({ title }) => title); // prettier-ignore

test("another township's child is not there, a department and the county may not sign, and a carer whom the law excludes is refused", async () => {
  const child = await registered();
  assert.equal((await by("south").get(path(child))).status, 404);
  assert.equal((await by("south").post(path(child, "/agreements"), agreement())).status, 404);
  assert.equal((await by("education").get(path(child))).status, 403);
  assert.equal((await by("county").post(path(child, "/agreements"), agreement())).status, 403);
  const excluded = await by("director").post(path(child, "/agreements"), agreement({ answers: { able: "yes", crime: "yes" } }));
  assert.deepEqual([excluded.status, excluded.code], [422, "entrustment.carer_excluded"]);
}); // prettier-ignore

test("from none to signed: off the list of those without, once however often it is sent; phones open for a purpose alone", async () => {
  const child = await registered();
  assert.ok((await listed("without")).includes(child));
  const command = agreement({ emergency: { name: "邻居", phone: "13800001234" } });
  for (let n = 0; n < 2; n += 1) assert.equal((await by("director").post(path(child, "/agreements"), command)).status, 200);
  const { agreements, needed, opened } = await ofChild(child);
  assert.deepEqual([agreements.length, agreements[0]?.stage, needed, opened], [1, "valid", true, []]);
  assert.notEqual(agreements[0]?.carer.phone, "13812345678");
  assert.deepEqual([agreements[0]?.carer.place, agreements[0]?.emergency?.phone], ["***", "138****1234"]);
  const seen = await ofChild(child, "?purpose=visit");
  assert.deepEqual([seen.agreements[0]?.carer.phone, seen.agreements[0]?.carer.place, seen.agreements[0]?.emergency?.phone], ["13812345678", "深圳", "13800001234"]);
  assert.deepEqual(seen.opened, ["carer.phone", "carer.address", "father.phone"]);
  assert.ok(!(await listed("without")).includes(child));
  assert.ok((await listed("valid")).includes(child));
  assert.deepEqual(await titles(child), ["把委托照护情况书面告知学校、幼儿园"]);
  assert.equal((await by("director").post(path(child, "/end"), { id: newId(), ending: "returned" })).status, 200);
  assert.ok((await listed("without")).includes(child));
}); // prettier-ignore

test("a visit that finds the carer unable leaves two tasks; another carer settles it; counts are of this area", async () => {
  const child = await registered();
  const visit = { id: newId(), kind: "home_visit", form: "puning@1", facts: { "carer.capacity": "disabled_elder" } };
  assert.equal((await by("director").post(`/api/visit/children/${child}/visits`, visit)).status, 200);
  assert.deepEqual(await listed("unable"), [child]);
  assert.equal((await titles(child)).length, 2);
  const counts = (await by("east").get("/api/entrustment/counts")).body as EntrustmentCounts;
  assert.equal(counts.unable, 1);
  assert.equal(((await by("south").get("/api/entrustment/counts")).body as EntrustmentCounts).unable, 0);
  const waiting = agreement({ signers: [signer("father", { how: "later", file: undefined, note: "电话同意" }), ...agreement().signers.slice(1)] });
  assert.equal((await by("director").post(path(child, "/agreements"), waiting)).status, 200);
  assert.deepEqual([await listed("unable"), await listed("waiting")], [[], [child]]);
  const signed = { id: newId(), signer: "father", name: "某父", file: newId() };
  assert.equal((await by("director").post(path(child, "/signatures"), signed)).status, 200);
  assert.deepEqual(await listed("waiting"), []);
}); // prettier-ignore

test("the list is taken along by village, with the names of those whom it lists", async () => {
  await enrolFactor(people, by("east"));
  await registered();
  const answer = await by("east").post("/api/entrustment/file?show=without", { id: newId(), purpose: "inspection" });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { name } = answer.body as Ticket;
  assert.match(name, /委托照护书清单（还没有签）/u);
  const { rows } = await people.database.db.owner.query("select children from export_ledger where name = $1", [name]);
  assert.equal(rows[0]?.children, (await listed("without")).length);
});

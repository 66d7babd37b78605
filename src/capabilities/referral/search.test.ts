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
import type { RoutesOffered } from "./words.ts";

/* 失联父母查找 (民发〔2020〕125号): nobody is searched for, or missing, whom the file does not say to be out of contact. Today: 2024-07-01. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-search-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  police: { kind: "department", area: places.county, department: "police" },
} as const;
const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);

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

const world = () => ({ ...people.tonghu.ground, journal: people.tonghu.journal });
const lost = { "father.name": "失联父", "father.status": ["lost_contact"], "father.lostContact.since": "2024-03-01" };

async function registered(more: object): Promise<string> {
  const childId = newId();
  const facts = { ...leftBehind, name: `查找${childId.slice(-8)}`, ...more };
  await registry.register(world(), people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts }); // prettier-ignore
  return childId;
}

async function asking(childId: string, search: readonly string[]) {
  const { seq, routes } = (await by("east").get(`/api/referral/children/${childId}/routes`)).body as RoutesOffered;
  const keys = routes.find(({ id }) => id === "parent_search")?.fields.map(({ key }) => key) ?? assert.fail();
  const beside = ["father", "mother"].filter((one) => !search.includes(one));
  const fields = keys.filter((key) => !beside.some((one) => key.startsWith(`${one}.`)));
  return { id: newId(), route: "parent_search", seq, note: "请查找下落", fields, search };
}

const sentence = ({ body }: { readonly body: unknown }): string => (body as { detail: string }).detail;

const record = async (childId: string, facts: object): Promise<void> => {
  const file = (await by("east").get(`/api/registry/children/${childId}`)).body as { seq: number };
  const command = { id: newId(), seq: file.seq, facts, source: "visit", reason: "入户核实" };
  const said = await by("east").post(`/api/registry/children/${childId}/facts`, command);
  assert.equal(said.status, 200, JSON.stringify(said));
};

test("a parent whom the file does not call 失联 is not searched for: nothing of them leaves, alone or beside the lost one", async () => {
  const ill = { "mother.name": "患病母", "mother.status": ["severe_illness"], "mother.idNumber": "440105198803071226" };
  const child = await registered({ ...lost, ...ill });
  const url = `/api/referral/children/${child}`;
  for (const search of [["father", "mother"], ["mother"]]) {
    const said = await by("east").post(url, await asking(child, search));
    assert.deepEqual([said.status, said.code], [422, "referral.search_not_lost"]);
    assert.ok(sentence(said).includes("母亲") && !sentence(said).includes("父亲"), sentence(said));
  }
  assert.equal((await by("south").post(url, await asking(child, ["father"]))).status, 404);
  assert.equal((await by("east").post(url, await asking(child, ["father"]))).status, 200);
});

test("the police register no day before the parent was out of contact, and one before the asking only by an earlier number", async () => {
  const child = await registered(lost);
  assert.equal((await by("east").post(`/api/referral/children/${child}`, await asking(child, ["father"]))).status, 200);
  const inside = `/api/referral/inbox/${child}/1`;
  const accept = (registeredOn: string, registration?: string) =>
    by("police").post(`${inside}/accept`, { id: newId(), registeredOn, ...(registration !== undefined && { registration }) }); // prettier-ignore
  assert.equal((await accept("2023-12-01", "查1号")).code, "referral.day_before_lost");
  const early = await accept("2024-04-01");
  assert.deepEqual([early.status, early.code], [422, "referral.earlier_case"]);
  assert.ok(sentence(early).includes("编号"), sentence(early));
  assert.equal((await accept("2024-04-01", "  ")).code, "referral.earlier_case");
  assert.equal((await accept("2024-04-01", "查7号")).status, 200);
  // put right later, the same holds
  assert.equal((await accept("2024-02-29", "查7号")).code, "referral.day_before_lost");
  assert.equal((await accept("2024-04-01", "")).code, "referral.earlier_case");
  const findings = [{ who: "father", found: false }];
  const answer = await by("police").post(`${inside}/answer`, { id: newId(), result: "查无下落", findings });
  assert.equal(answer.code, "referral.search_too_early");
  assert.ok(sentence(answer).includes("2024-10-02"), "six months from the earlier case, and not a day less");
});

test("whoever was heard of while the police searched is not made missing by their receipt", async () => {
  const child = await registered({ ...lost, "father.lostContact.since": "2023-06-01" });
  const url = `/api/referral/children/${child}`;
  assert.equal((await by("east").post(url, await asking(child, ["father"]))).status, 200);
  const inside = `/api/referral/inbox/${child}/1`;
  assert.equal((await by("police").post(`${inside}/accept`, { id: newId(), registeredOn: "2023-12-01", registration: "查9号" })).status, 200);
  const findings = [{ who: "father", found: false }];
  assert.equal((await by("police").post(`${inside}/answer`, { id: newId(), result: "查无下落", findings })).status, 200);
  await record(child, { "father.status": ["none"], "father.lostContact.since": null });
  const check = (solved: boolean) => by("east").post(`${url}/1/check`, { id: newId(), solved, note: "父亲上周已经回家" });
  const said = await check(true);
  assert.deepEqual([said.status, said.code], [409, "referral.search_back_since"]);
  assert.ok(!JSON.stringify(((await by("east").get(`/api/registry/children/${child}`)).body as { facts: unknown }).facts).includes("lost_contact"));
  assert.equal((await check(false)).status, 200, "back to the police, who put their receipt right");
}); // prettier-ignore

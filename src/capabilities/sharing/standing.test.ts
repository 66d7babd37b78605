import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { serverOf } from "../../composition.ts";
import { type Answer, type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { CallsPage, GrantShown } from "./words.ts";

/* One grant of an item at a time, for a purpose that the catalogue knows; what a key is refused stands in its log. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-standing-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const ids: Record<string, string> = {};

const who = {
  county: { kind: "county", area: places.county },
  security: { kind: "security_admin", area: "0" },
  supervisor: { kind: "supervisor", area: places.east },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
  southEducation: { kind: "department", area: places.south, department: "education" },
} as const;

const registered = async (area: string, actor: Cast["eastDirector"], name: string): Promise<string> => {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `祖母${name}`, "guardian.phone": "13812345678", "school.name": "示例第一小学", "risk.maltreatment": "suspected" };
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, actor, { id: newId(), childId, area, source: "registration", facts });
  return childId;
}; // prettier-ignore

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) {
    const entered = await signedIn(people, app, { login: `standing-${name}`, ...post });
    [at[name], ids[name]] = [entered.at, entered.personId];
  }
  for (const name of ["共享甲", "共享乙", "共享丙"]) await registered(places.eastVillage, people.eastDirector, name);
  await registered(places.southVillage, people.southDirector, "共享丁");
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail();
const told = ({ status, code }: Answer): string => (code === "" ? String(status) : `${status} ${code}`);

const request = (more: object = {}) => ({
  id: newId(), item: "enrolment", purpose: "roll", note: "核对学籍，排查失学", fields: ["name", "birthDate", "school.name"], months: 12, ...more,
}); // prettier-ignore
const grants = async (name: keyof typeof who): Promise<GrantShown[]> => (await by(name).get("/api/sharing/grants")).body as GrantShown[]; // prettier-ignore
const shown = async (id: string): Promise<GrantShown> => (await grants("county")).find((one) => one.id === id) ?? assert.fail(); // prettier-ignore

/** One department holds one grant of an item: what an earlier test left is stopped first. */
async function clear(name: keyof typeof who): Promise<void> {
  for (const { id, standing } of await grants(name))
    if (standing === "granted" || standing === "asked")
      assert.equal(
        told(await by(name).post(`/api/sharing/grants/${id}/stop`, { id: newId(), reason: "不再使用" })),
        "200",
      );
}

async function granted(more: object = {}, name: keyof typeof who = "education"): Promise<{ id: string; key: string }> {
  await clear(name);
  const asked = request(more);
  assert.equal(told(await by(name).post("/api/sharing/grants", asked)), "200");
  const answer = await by(name).post(`/api/sharing/grants/${asked.id}/key`, { id: newId() });
  assert.equal(told(answer), "200", JSON.stringify(answer.body));
  return { id: asked.id, key: (answer.body as { key: string }).key };
}

async function called(key: string | undefined, url: string, post?: unknown): Promise<Answer> {
  const answer = await app.inject({
    method: post === undefined ? "GET" : "POST", url, remoteAddress: "192.0.2.77",
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...(post !== undefined && { "content-type": "application/json" }) },
    ...(post !== undefined && { payload: JSON.stringify(post) }),
  });
  const body = answer.json<{ code?: string }>();
  return { status: answer.statusCode, body, code: answer.statusCode >= 400 ? (body.code ?? "") : "", headers: answer.headers };
} // prettier-ignore
const data = (key: string | undefined, query = ""): Promise<Answer> => called(key, `/api/sharing/data/enrolment${query}`); // prettier-ignore

test("a key that reaches beyond its grant is refused, and each attempt stands in its log before the department and the county", async () => {
  const { id, key } = await granted();
  const tried = [
    ["/api/sharing/data/disability", "403 sharing.key_not_here"],
    ["/api/sharing/data/nope", "403 sharing.key_not_here"],
    ["/api/sharing/data/enrolment?area=44", "400 http.input_invalid"],
    ["/api/sharing/data/enrolment?limit=5000", "400 http.input_invalid"],
    ["/api/sharing/grants", "403 sharing.key_not_here"],
    [`/api/registry/children/${newId()}`, "403 sharing.key_not_here"],
  ] as const;
  for (const [url, refusal] of tried) assert.equal(told(await called(key, url)), refusal);
  const wanted = tried.map(([url, refusal]) => [url.startsWith("/api/sharing/data") ? "data" : "elsewhere", refusal.slice(4)]);
  for (const name of ["education", "county"] as const) {
    const { lines } = (await by(name).get(`/api/sharing/grants/${id}/calls`)).body as CallsPage;
    assert.deepEqual(lines.map(({ operation, answer }) => [operation, answer]).toReversed(), wanted, name);
    assert.ok(lines.every(({ rows, number, address }) => rows === 0 && number === null && address === "192.0.2.77"));
  }
  assert.equal(told(await by("police").get(`/api/sharing/grants/${id}/calls`)), "404 sharing.unknown");
  assert.equal(told(await data(key)), "200");
  assert.equal((await shown(id)).calls, 1, "what was refused is no call that was answered");
}); // prettier-ignore

const sentence = ({ body }: Answer): string => (body as { detail: string }).detail;

test("one grant of an item holds at a time, for the whole area or a part of it; asked for twice at one moment it is one", async () => {
  await clear("education");
  const ask = (more: object = {}) => by("education").post("/api/sharing/grants", request(more));
  const both = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(both.map(told).toSorted(), ["200", "409 sharing.in_force", "409 sharing.in_force"]);
  assert.match(sentence(await ask()), /有效期至 20\d\d-\d\d-\d\d/);
  assert.equal(told(await ask({ area: places.east })), "409 sharing.in_force", "a part of what it holds already");
  await clear("southEducation");
  assert.equal(told(await by("southEducation").post("/api/sharing/grants", request())), "200", "another office's own");
  const idNumbers = { fields: ["name", "idNumber"] };
  assert.deepEqual([told(await ask(idNumbers)), told(await ask(idNumbers))], ["200", "409 sharing.already_asked"]);
  await clear("education");
  assert.equal(told(await ask()), "200");
}); // prettier-ignore

test("a purpose that the catalogue does not know is refused with those that it does; 其他 asks a person, who reads the words", async () => {
  await clear("education");
  const strange = await by("education").post("/api/sharing/grants", request({ purpose: "zzz" }));
  assert.equal(told(strange), "422 sharing.purpose_unknown");
  assert.match(sentence(strange), /roll、dropout、other/);
  const other = request({ purpose: "other", note: "用于学位预测" });
  assert.equal(told(await by("education").post("/api/sharing/grants", other)), "200");
  const { purposeTitle, note, standing } = await shown(other.id);
  assert.deepEqual([purposeTitle, note, standing], ["其他", "用于学位预测", "asked"]);
});

test("no statement is made of a year that has not begun", async () => {
  const taken = await by("county").post("/api/sharing/statement?year=2030", { id: newId(), purpose: "reporting" });
  assert.equal(told(taken), "422 sharing.year_not_begun");
  assert.match(sentence(taken), /2030年还没有开始/);
});

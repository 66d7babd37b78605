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
import type { BulletinShown, BulletinsPage, Offered, ToldPage } from "./words.ts";

/* A county and its city each tell a department of their own level; what an office says to itself is not told. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-bulletin-inbox-"));
const lists = "/api/bulletin/lists";
const received = "/api/bulletin/inbox";
const city = places.county.slice(0, 4);
let people: Cast;
let app: FastifyInstance;
let child: string;
const at: Record<string, Browser> = {};

const who = {
  county: { kind: "county", area: places.county },
  second: { kind: "county", area: places.county },
  city: { kind: "city", area: city },
  citySecond: { kind: "city", area: city },
  league: { kind: "department", area: places.county, department: "youth_league" },
  cityLeague: { kind: "department", area: city, department: "youth_league" },
  disabled: { kind: "department", area: places.county, department: "disabled_federation" },
} as const;
type Who = keyof typeof who;
const by = (name: Who): Browser => at[name] ?? assert.fail(name);

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
  child = newId();
  const facts = { ...leftBehind, name: "红红", "risk.maltreatment": "suspected", "disability.kind": "hearing", "disability.level": 2 };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId: child, area: places.eastVillage, source: "survey", facts });
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const ok = async (name: Who, url: string, body: object = {}): Promise<string> => {
  const id = newId();
  const answer = await by(name).post(url, { id, ...body });
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return id;
};
const read = async <T>(name: Who, url: string): Promise<T> => {
  const answer = await by(name).get(url);
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};
const sent = async (from: "county" | "city", checker: Who, department: string): Promise<string> => {
  const item = from === "city" ? "mass-organisations-prefecture" : "mass-organisations";
  const id = await ok(from, lists, { item, department });
  await ok(from, `${lists}/${id}/submit`);
  await ok(checker, `${lists}/${id}/return`, { reason: "内部意见：先问派出所" });
  await ok(from, `${lists}/${id}/submit`);
  await ok(checker, `${lists}/${id}/check`);
  return id;
};
const given = async (name: Who, id: string): Promise<readonly [string, number][]> =>
  (await read<ToldPage>(name, `${received}/${id}/lines`)).lines.map((line) => [line.name, line.facts.length] as const);
const last = async () => {
  const { rows } = await people.database.db.owner.query(
    "select fields, purpose from trace_fresh where route like 'GET /api/bulletin%' and kind in ('list', 'file') order by id desc limit 1",
  );
  return rows[0] as unknown;
};

test("a city's list to its own department leaves the county's whole, sent and withdrawn; a later one of the county's does not, and gives back by a withdrawal", async () => {
  const county = await sent("county", "second", "youth_league");
  const whole = await given("league", county);
  assert.ok(whole[0]?.[0] === "红红" && whole[0][1] > 0, JSON.stringify(whole));
  const higher = await sent("city", "citySecond", "youth_league");
  assert.deepEqual(await given("league", county), whole);
  assert.deepEqual(await given("cityLeague", higher), whole);
  await ok("city", `${lists}/${higher}/withdraw`, { reason: "发错" });
  assert.deepEqual(await given("league", county), whole);
  const next = await sent("county", "second", "youth_league");
  assert.deepEqual([await given("league", next), await given("league", county)], [whole, [["红红", 0]]]);
  await ok("county", `${lists}/${next}/withdraw`, { reason: "等级有误" });
  assert.deepEqual([await given("league", next), await given("league", county)], [[["", 0]], whole]);
}); // prettier-ignore

test("a department reads when its list came, was signed for and was taken back, and no word of the checking", async () => {
  const { lines } = await read<BulletinsPage>("league", received);
  assert.equal(lines.length, 2);
  assert.ok(!JSON.stringify(lines).includes("内部意见"));
  const withdrawn = lines.find(({ stage }) => stage === "withdrawn") ?? assert.fail();
  assert.deepEqual(withdrawn.steps.map(({ title, text }) => [title, text]), [["名单发送部门", ""], ["撤回名单", "等级有误"]]);
  const shown = await read<BulletinShown>("league", `${received}/${withdrawn.id}`);
  assert.deepEqual([shown.composer, shown.checker, shown.steps], ["", null, withdrawn.steps]);
  const own = await read<BulletinShown>("county", `${lists}/${withdrawn.id}`);
  assert.ok(own.steps.some(({ text }) => text === "内部意见：先问派出所"), "the office itself keeps it");
}); // prettier-ignore

test("a city's department neither reads, takes along, signs for nor helps by a county's list", async () => {
  const id = (await read<BulletinsPage>("league", received)).lines.find(({ stage }) => stage === "sent")?.id ?? assert.fail();
  assert.deepEqual((await read<BulletinsPage>("cityLeague", received)).lines.map(({ area }) => area), [city]);
  const help = { kind: "visit", what: "上门慰问", by: "志愿服务队", on: "2024-07-01" };
  const tried = [
    await by("cityLeague").get(`${received}/${id}`),
    await by("cityLeague").get(`${received}/${id}/lines`),
    await by("cityLeague").post(`${received}/${id}/file`, { id: newId(), purpose: "referral" }),
    await by("cityLeague").post(`${received}/${id}/receive`, { id: newId() }),
    await by("cityLeague").post(`${received}/${id}/children/${child}`, { id: newId(), ...help }),
  ];
  for (const { status, code } of tried) assert.deepEqual([status, code], [404, "bulletin.unknown"]);
  assert.equal((await read<BulletinShown>("county", `${lists}/${id}`)).receiver, null);
  await ok("league", `${received}/${id}/receive`);
  assert.equal((await read<BulletinShown>("county", `${lists}/${id}`)).receiver, "测试league");
}); // prettier-ignore

test("what an urgent one would give is masked as in the file until a purpose opens it; both looks say which fields were open", async () => {
  const url = `/api/bulletin/children/${child}/offers`;
  const textOf = ({ to }: Offered): unknown =>
    to.find(({ department }) => department === "disabled_federation")?.fields.find(({ key }) => key === "disability.kind")?.text;
  const masked = await read<Offered>("county", url);
  assert.deepEqual(masked.opened, []);
  assert.deepEqual(await last(), { fields: [], purpose: null });
  const opened = await read<Offered>("county", `${url}?purpose=referral`);
  const sensitive = ["disability.kind", "disability.level"];
  assert.deepEqual([opened.opened, await last()], [sensitive, { fields: sensitive, purpose: "referral" }]);
  assert.ok(textOf(opened) === "听力" && textOf(masked) === "***");
  const id = await sent("county", "second", "disabled_federation");
  await read<ToldPage>("disabled", `${received}/${id}/lines`);
  assert.deepEqual(await last(), { fields: sensitive, purpose: "referral" });
}); // prettier-ignore

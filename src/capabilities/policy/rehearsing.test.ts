import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { readRows } from "#platform/files/index.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "../../../test/cast.ts";
import type { MovedPage, OwnRehearsal, RehearsalShown } from "./rehearsalWords.ts";
import { defaultFolder } from "./store.ts";

/* Rehearsals over HTTP on a real database: who may, what is said of a pack, whom it would move, and what it may not tell. */

const path = "/api/policy/rehearsal";
let people: Cast;
let app: FastifyInstance;
let officer: Browser;
let puning = "";
let ids: Record<string, string> = {};

async function register(name: string, facts: object): Promise<string> {
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts: { ...leftBehind, name, ...facts } }; // prettier-ignore
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, command);
  return childId;
}

before(async () => {
  people = await cast();
  app = await server(people);
  puning = await readFile(join(defaultFolder, "puning/pack.yaml"), "utf8");
  ids = {
    plain: await register("测试童平", {}),
    dropout: await register("测试童学", { "school.state": "dropout" }),
    ill: await register("测试童病", { "health.state": "severe" }),
    sealed: await register("测试童密", { "risk.sexualAbuse": "confirmed" }),
    closed: await register("测试童结", { "school.state": "dropout" }),
  };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.close(world, people.eastSupervisor, ids["closed"] ?? "", { id: newId(), reason: "moved_away" });
  officer = (await signedIn(people, app, { login: "rehearse-county", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

/** The pack with 辍学 as a ground of the gravest level. */
const graver = (): string => puning.replace("- id: yellow.dropout\n    level: yellow", "- id: yellow.dropout\n    level: red"); // prettier-ignore

const begin = async (at: Browser, pack: string): Promise<RehearsalShown> => {
  const answer = await at.post(path, { name: "pack.yaml", pack });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as RehearsalShown;
};
const own = async (at: Browser): Promise<RehearsalShown | null> =>
  ((await at.get(path)).body as OwnRehearsal).rehearsal;

/** The rehearsal once it has ended. */
async function ended(at: Browser): Promise<RehearsalShown> {
  for (let n = 0; n < 2000; n += 1) {
    const shown = await own(at);
    if (shown && shown.status !== "running") return shown;
    await new Promise((resume) => void setTimeout(resume, 5));
  }
  throw new Error("the rehearsal did not end");
}

test("who may not rehearse, and that another's rehearsal is not there", async () => {
  const supervisor = await signedIn(people, app, { login: "rehearse-s", kind: "supervisor", area: places.east });
  assert.equal((await supervisor.at.post(path, { name: "x", pack: "x" })).code, "account.not_permitted");
  await begin(officer, graver());
  await ended(officer);
  const other = await signedIn(people, app, { login: "rehearse-other", kind: "county", area: places.county });
  assert.equal(await own(other.at), null);
  assert.equal((await other.at.get(`${path}/children`)).status, 404);
  assert.equal((await other.at.remove(path)).status, 404);
  assert.equal((await other.at.post(`${path}/file`, { id: newId(), purpose: "reporting" })).code, "policy.rehearsal_unknown"); // prettier-ignore
});

test("faults come with their lines, and stop it; a pack of elsewhere is told so", async () => {
  const line = puning.split("\n").findIndex((one) => one.includes("use: under_sixteen")) + 1;
  const wrong = await begin(officer, puning.replace("use: under_sixteen", "use: under_sixty"));
  assert.equal(wrong.status, "refused");
  assert.deepEqual(wrong.faults, [{ line, sentence: "没有名为“under_sixty”的条件（define）" }]);
  const nowhere = await begin(officer, puning.replace("level: red\n    title: 遭受", "level: purple\n    title: 遭受"));
  assert.equal(nowhere.status, "refused", "a level that the pack does not have");
  assert.ok(nowhere.faults.some(({ sentence }) => sentence === "没有 levels.purple 这一项"));
  assert.equal((await begin(officer, "ä: [")).status, "refused");
  const hainan = await readFile(join(defaultFolder, "hainan/pack.yaml"), "utf8");
  const elsewhere = await begin(officer, hainan);
  assert.equal(elsewhere.status, "refused");
  assert.match(elsewhere.faults[0]?.sentence ?? "", /不涉及您的辖区/);
});

test("whom it would move, by level, visits and township; nothing of the ledger changes; examples that answer otherwise are named", async () => {
  const line = async () => (await officer.get(`/api/caselist/lines?ids=${ids["dropout"] ?? ""}`)).body;
  const standing = await line();
  const begun = await begin(officer, graver());
  assert.ok(begun.faults.some(({ sentence }) => sentence.startsWith("例子“")), JSON.stringify(begun.faults));
  const { result, status } = await ended(officer);
  assert.equal(status, "done");
  assert.deepEqual([result?.children, result?.moved, result?.listed], [4, 1, 1]);
  assert.deepEqual(result?.matrix.toSorted((a, b) => b.count - a.count), [
    { from: "green", to: "green", count: 3 }, { from: "yellow", to: "red", count: 1 },
  ]);
  assert.deepEqual(result?.visits.toSorted((a, b) => a.kind.localeCompare(b.kind)), [{ kind: "contact", title: "联系", before: 36, after: 36 }, { kind: "home_visit", title: "入户走访", before: 24, after: 24 }]);
  assert.deepEqual(result?.areas, [{ area: places.east, children: 4, moved: 1, graver: 1, milder: 0 }]);
  const page = (await officer.get(`${path}/children`)).body as MovedPage;
  assert.deepEqual(
    page.lines.map(({ childId, child, from, to }) => [childId, child?.name, from, to]),
    [[ids["dropout"], "测试童学", "中高风险（黄色）", "高风险（红色）"]],
  );
  assert.deepEqual(await line(), standing);
  assert.equal((await officer.remove(path)).status, 200);
  assert.equal(await own(officer), null);
}); // prettier-ignore

test("its figures leave as a workbook", async () => {
  assert.equal((await begin(officer, graver())).status, "running");
  const { result } = await ended(officer);
  const answer = await officer.post(`${path}/file`, { id: newId(), purpose: "reporting" });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { link } = answer.body as { link: string };
  const cookie = [...officer.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const file = await app.inject({ url: link, headers: { cookie } });
  const lines = (await Array.fromAsync(readRows(file.rawPayload, { sheets: (name) => name === "等级" }))).map(({ cells }) => cells.map((cell) => (cell.kind === "text" ? cell.text : cell.kind === "number" ? cell.value : ""))); // prettier-ignore
  const [sums] = lines.slice(-1);
  assert.equal(sums?.at(-1), result?.children, JSON.stringify(lines));
  assert.equal(lines.length, (result?.levels.length ?? 0) + 3, "heads, each level and none, and the sums");
});

test("a pack made to ask for what is sealed moves nobody by it", async () => {
  const asking = puning.replace("when: { all: [{ use: not_adult }, { fact: risk.otherTracked, is: confirmed }] }", "when: { fact: risk.sexualAbuse, is: confirmed }"); // prettier-ignore
  assert.notEqual(asking, puning);
  await begin(officer, asking);
  const { result } = await ended(officer);
  assert.deepEqual([result?.children, result?.moved], [4, 0]);
});

test("who moves by a sensitive fact alone is counted and not named", async () => {
  const asking = puning.replace("when: { all: [{ use: not_adult }, { fact: risk.otherTracked, is: confirmed }] }", "when: { fact: health.state, is: severe }"); // prettier-ignore
  await begin(officer, asking);
  const { result } = await ended(officer);
  assert.deepEqual([result?.moved, result?.listed], [1, 0]);
  assert.deepEqual(((await officer.get(`${path}/children`)).body as MovedPage).lines, []);
  const holding = puning.replace("when: { all: [{ use: not_adult }, { fact: risk.otherTracked, is: confirmed }] }", "when: { not: { fact: health.state, is: severe, absent: no } }"); // prettier-ignore
  await begin(officer, holding);
  const held = (await ended(officer)).result;
  assert.deepEqual([held?.moved, held?.listed], [2, 3], "the one whom the fact holds back is listed like the others");
});

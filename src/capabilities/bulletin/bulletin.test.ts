import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { Ticket } from "#capabilities/export/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { readRows, saveWorkbook } from "#platform/files/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { serverOf } from "../../composition.ts";
import { eraseOf } from "../../erasing.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { BulletinOpened, BulletinsPage, BulletinToday, LinesPage, TellShown, ToldPage } from "./words.ts";
import type { SlipTaken } from "#capabilities/slip/words.ts";

/* A list is proposed, checked by a second person, sent, signed for; help comes back into the file: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-bulletin-"));
const lists = "/api/bulletin/lists";
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};

const who = {
  county: { kind: "county", area: places.county },
  second: { kind: "county", area: places.county },
  elsewhere: { kind: "county", area: "445224" },
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  league: { kind: "department", area: places.county, department: "youth_league" },
  women: { kind: "department", area: places.county, department: "women_federation" },
  otherLeague: { kind: "department", area: "445224", department: "youth_league" },
} as const;
const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);

const registered = async (name: string, more: object = {}): Promise<string> => {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `祖母${childId.slice(-8)}`, "school.name": "示例第一小学", ...more };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
}; // prettier-ignore

let red: string;
let blue: string;
let sealed: string;
before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
  red = await registered("红红", { "risk.maltreatment": "suspected" });
  blue = await registered("蓝蓝", { "school.state": "dropout" });
  sealed = await registered("密密", { "risk.sexualAbuse": "suspected" });
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const ok = async (name: keyof typeof who, url: string, body: object = {}): Promise<string> => {
  const id = newId();
  const answer = await by(name).post(url, { id, ...body });
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return id;
};
const refused = async (name: keyof typeof who, url: string, body: object = {}): Promise<readonly [number, string]> => {
  const answer = await by(name).post(url, { id: newId(), ...body });
  return [answer.status, answer.code];
};
const read = async <T>(name: keyof typeof who, url: string): Promise<T> => {
  const answer = await by(name).get(url);
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};
const wanted = { item: "mass-organisations", department: "youth_league" };
const linesOf = async (id: string, show = "all"): Promise<LinesPage["lines"]> =>
  (await read<LinesPage>("county", `${lists}/${id}/lines?show=${show}`)).lines;
const compose = (): Promise<string> => ok("county", lists, wanted);

test("composed → checked by a second person → sent → seen by this department in this area alone → signed for → help in the file", async () => {
  const id = await compose();
  assert.deepEqual(await refused("county", lists, wanted), [409, "bulletin.open_already"]);
  assert.deepEqual(await refused("county", lists, { ...wanted, department: "police" }), [
    422,
    "bulletin.not_for_department",
  ]);
  assert.deepEqual(await refused("east", lists, wanted), [403, "account.not_permitted"]);
  const proposed = await linesOf(id);
  assert.deepEqual(proposed.map(({ name, level, change }) => [name, level, change]), [["红红", "red", "new"], ["蓝蓝", "yellow", "new"]]);
  assert.equal((await by("elsewhere").get(`${lists}/${id}`)).status, 404);
  assert.equal((await by("elsewhere").get(`${lists}/${id}/lines`)).status, 404);
  assert.deepEqual(await refused("elsewhere", `${lists}/${id}/submit`), [404, "journal.not_found"]);
  assert.equal((await by("league").get(`/api/bulletin/inbox/${id}`)).status, 404, "nobody sees what is not sent");
  await ok("county", `${lists}/${id}/submit`);
  assert.deepEqual(await refused("county", `${lists}/${id}/check`), [403, "bulletin.own_list"]);
  await ok("second", `${lists}/${id}/check`);
  const shown = await read<BulletinOpened>("county", `${lists}/${id}`);
  assert.deepEqual([shown.stage, shown.lines, shown.number !== null], ["sent", proposed.length, true]);
  assert.equal((await by("women").get(`/api/bulletin/inbox/${id}`)).status, 404);
  assert.equal((await by("otherLeague").get(`/api/bulletin/inbox/${id}/lines`)).status, 404);
  const { lines } = await read<ToldPage>("league", `/api/bulletin/inbox/${id}/lines`);
  assert.deepEqual(lines.map(({ name, levelTitle }) => [name, levelTitle]), [["红红", "高风险（红色）"], ["蓝蓝", "中高风险（黄色）"]]);
  assert.deepEqual(lines[0]?.facts.map(({ key }) => key), ["sex", "birthDate", "residence.area", "school.name"], "and no field beyond the policy's");
  await ok("league", `/api/bulletin/inbox/${id}/receive`);
  const help = { kind: "visit", what: "上门慰问，送去文具", by: "示例志愿服务队", on: "2024-07-01" };
  const where = `/api/bulletin/inbox/${id}/children/${red}`;
  assert.deepEqual(await refused("women", where, help), [404, "bulletin.unknown"]);
  assert.deepEqual(await refused("otherLeague", where, help), [404, "bulletin.unknown"]);
  assert.deepEqual(await refused("league", where, { ...help, on: "2024-07-02" }), [422, "bulletin.day_wrong"]);
  assert.deepEqual(await refused("league", where, { ...help, on: "2020-01-01" }), [422, "bulletin.before_told"]);
  assert.deepEqual(await refused("league", `/api/bulletin/inbox/${id}/children/${sealed}`, help), [
    404,
    "bulletin.unknown",
  ]);
  const command = { id: newId(), ...help };
  const answers = [await by("league").post(where, command), await by("league").post(where, command)];
  assert.deepEqual(answers.map(({ body }) => (body as { repeated: boolean }).repeated), [false, true]);
  const helped = await read<BulletinOpened>("county", `${lists}/${id}`);
  assert.deepEqual([helped.receiver, helped.helped, helped.counts.helped], ["测试league", 1, 1]);
  const [tell] = await read<TellShown[]>("east", `/api/bulletin/children/${red}`);
  assert.deepEqual([tell?.department, tell?.on, tell?.levelTitle, tell?.helps[0]?.what], ["youth_league", "2024-07-01", "高风险（红色）", help.what]);
  assert.equal((await by("elsewhere").get(`/api/bulletin/children/${red}`)).status, 404);
  const { rows } = await people.database.db.owner.query(
    "select children, fields, department from export_sending where id = $1",
    [id],
  );
  assert.deepEqual(rows, [
    {
      children: 2,
      fields: ["name", "sex", "birthDate", "residence.area", "school.name", "school.grade"],
      department: "youth_league",
    },
  ]);
}); // prettier-ignore

test("in its own scope a department sees its lists and tellings and nothing of a draft, a file or another department", async () => {
  const id = await ok("county", lists, { ...wanted, department: "women_federation" });
  const scope = { lo: places.county, hi: `${places.county}:`, department: "youth_league" };
  const seen = await inScope(people.database.db.pool, scope, async (db) => ({
    lists: (await db.query("select distinct department from bulletin_list")).rows,
    told: (await db.query("select distinct department from bulletin_told")).rows,
    drafts: (await db.query("select 1 from bulletin_draft")).rowCount,
  }));
  assert.deepEqual(seen, {
    lists: [{ department: "youth_league" }],
    told: [{ department: "youth_league" }],
    drafts: 0,
  });
  await ok("second", `${lists}/${id}/drop`, { reason: "重新拟定" });
}); // prettier-ignore

test("the next list says who is new, gone or has changed; a child leaves a proposal or comes onto it by a reason that its file keeps", async () => {
  const fresh = await registered("新新", { "school.state": "dropout" });
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.close(world, people.eastDirector, blue, { id: newId(), reason: "moved_away" });
  const id = await compose();
  assert.deepEqual((await linesOf(id, "gone")).map(({ childId, change }) => [childId, change]), [[blue, "gone"]]);
  assert.deepEqual((await linesOf(id, "new")).map(({ childId }) => childId), [fresh]);
  assert.deepEqual((await linesOf(id, "same")).map(({ childId }) => childId), [red]);
  const line = `${lists}/${id}/children`;
  assert.deepEqual(await refused("second", `${line}/${red}`, { act: "leave_out", reason: "家长不同意" }), [
    403,
    "bulletin.not_composer",
  ]);
  assert.deepEqual(await refused("county", `${line}/${red}`, { act: "leave_out", reason: "" }), [
    400,
    "http.input_invalid",
  ]);
  await ok("county", `${line}/${red}`, { act: "leave_out", reason: "正在由公安机关侦办，暂不通报" });
  assert.deepEqual((await linesOf(id, "out")).map(({ childId, reason }) => [childId, reason]), [[red, "正在由公安机关侦办，暂不通报"]]);
  assert.deepEqual(await refused("county", `${line}/${blue}`, { act: "put_in", reason: "补充列入" }), [
    409,
    "registry.file_closed",
  ]);
  await ok("county", `${line}/${sealed}`, { act: "put_in", reason: "经研究明确列入" });
  await ok("county", `${lists}/${id}/submit`);
  assert.deepEqual(await refused("county", `${line}/${fresh}`, { act: "leave_out", reason: "重复" }), [
    409,
    "bulletin.not_now",
  ]);
  await ok("second", `${lists}/${id}/return`, { reason: "请补充说明" });
  await ok("county", `${lists}/${id}/submit`);
  await ok("second", `${lists}/${id}/check`);
  const { lines } = await read<ToldPage>("league", `/api/bulletin/inbox/${id}/lines`);
  assert.deepEqual(lines.map(({ name }) => name).toSorted(), ["密密", "新新"].toSorted());
  const tells = await read<TellShown[]>("county", `/api/bulletin/children/${blue}`);
  assert.equal(tells.length, 1, "also of a closed file it is said who was told");
}); // prettier-ignore

test("what was sent wrongly stays, and its receivers read that it is withdrawn, and why; no name is read in it any more", async () => {
  const page = await read<BulletinsPage>("league", "/api/bulletin/inbox");
  const id = page.lines[0]?.id ?? assert.fail();
  assert.deepEqual(await refused("elsewhere", `${lists}/${id}/withdraw`, { reason: "发错" }), [
    404,
    "journal.not_found",
  ]);
  await ok("county", `${lists}/${id}/withdraw`, { reason: "等级有误，另行通报" });
  const shown = await read<BulletinsPage>("league", "/api/bulletin/inbox");
  assert.deepEqual([shown.lines[0]?.stage, shown.lines[0]?.withdrawn], ["withdrawn", "等级有误，另行通报"]);
  const { lines } = await read<ToldPage>("league", `/api/bulletin/inbox/${id}/lines`);
  assert.ok(lines.length === 2 && lines.every(({ name, facts, recalled }) => name === "" && facts.length === 0 && recalled !== null));
  const help = { kind: "visit", what: "上门慰问", by: "志愿服务队", on: "2024-07-01" };
  assert.deepEqual(await refused("league", `/api/bulletin/inbox/${id}/children/${sealed}`, help), [
    409,
    "bulletin.recalled",
  ]);
  const [tell] = await read<TellShown[]>("county", `/api/bulletin/children/${sealed}`);
  assert.equal(tell?.recalled, "等级有误，另行通报");
}); // prettier-ignore

test("an urgent one tells of one child at once, after a second person has looked; the day that is due and the missed one are said", async () => {
  const { seq } = await read<{ seq: number }>("county", `/api/bulletin/children/${sealed}/offers`);
  const urgent = { item: "mass-organisations", department: "women_federation", reason: "孩子今晚无人照看，请协助" };
  assert.deepEqual(await refused("elsewhere", `/api/bulletin/children/${sealed}`, { ...urgent, seq }), [
    404,
    "registry.not_found",
  ]);
  assert.deepEqual(await refused("county", `/api/bulletin/children/${sealed}`, { ...urgent, seq: 1 }), [
    409,
    "journal.stale",
  ]);
  const id = await ok("county", `/api/bulletin/children/${sealed}`, { ...urgent, seq });
  const now = await read<BulletinToday>("second", "/api/bulletin/today");
  assert.deepEqual([now.check, now.own.length], [1, 3]);
  assert.equal((await read<BulletinToday>("county", "/api/bulletin/today")).check, 0, "not one's own");
  await ok("second", `${lists}/${id}/check`);
  const { lines } = await read<ToldPage>("women", `/api/bulletin/inbox/${id}/lines`);
  assert.deepEqual(lines.map(({ name }) => name), ["密密"]);
  const league = now.own.find(({ department }) => department === "youth_league");
  assert.deepEqual([league?.lastOn, league?.due, league?.near], ["2024-07-01", "2025-01-01", false], "the withdrawn one does not count");
}); // prettier-ignore

test("offline: the list as a signed workbook, filled and taken back; another department's line, a changed one or a half filled one stops no other", async () => {
  const [list] = (await read<BulletinsPage>("women", "/api/bulletin/inbox")).lines;
  const cookie = [...by("women").jar].map(([key, value]) => `${key}=${value}`).join("; ");
  const made = await by("women").post(`/api/bulletin/inbox/${list?.id}/file`, { id: newId(), purpose: "referral" });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const file = await app.inject({ url: (made.body as Ticket).link, headers: { cookie } });
  const rows: string[][] = [];
  for await (const { sheet, cells } of readRows(file.rawPayload)) if (sheet === "名单") rows.push(cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  const heads = rows.find((cells) => cells[0] === "姓名") ?? assert.fail(JSON.stringify(rows));
  const line = rows.find((cells) => cells[8]?.startsWith(sealed)) ?? assert.fail(JSON.stringify(rows));
  assert.ok(!rows.flat().join().includes("性侵"));
  const filled = (...said: string[]): string[] => line.map((cell, n) => (n >= 3 && n <= 7 ? (said[n - 3] ?? "") : cell));
  const good = filled("走访慰问", "上门看望", "巾帼志愿队", "2024年7月1日", "");
  const sheet = [heads, good, filled("走访慰问", "上门", "", "2024-07-01"), [...good.slice(0, 8), `x${good[8] ?? ""}`], filled()];
  const back = async (name: "women" | "league"): Promise<SlipTaken> => {
    const path = join(folder, `${newId()}.xlsx`);
    await saveWorkbook(path, { title: "表", sheets: [{ name: "名单", rows: sheet.map((cells) => ({ cells: cells.map((content) => ({ content, style: { format: "@" } })) })) }] });
    const form = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n';
    const payload = Buffer.concat([Buffer.from(form), readFileSync(path), Buffer.from("\r\n--xx--\r\n")]);
    const own = [...by(name).jar].map(([key, value]) => `${key}=${value}`).join("; ");
    const answer = await app.inject({ method: "POST", url: "/api/bulletin/inbox/workbook", payload, headers: { cookie: own, "content-type": "multipart/form-data; boundary=xx" } });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<SlipTaken>();
  };
  const first = await back("women");
  assert.deepEqual([first.done, first.faults.map(({ row }) => row)], [1, [3, 4]]);
  await back("women");
  const helps = (await read<ToldPage>("women", `/api/bulletin/inbox/${list?.id}/lines`)).lines[0]?.helps ?? [];
  assert.deepEqual(helps.map(({ on, what }) => [on, what]), [["2024-07-01", "上门看望"]], "once");
  assert.equal((await back("league")).done, 0);
  await ok("second", `${lists}/${list?.id}/withdraw`, { reason: "发错" });
  assert.equal((await app.inject({ url: (made.body as Ticket).link, headers: { cookie } })).statusCode, 410, "not handed out any more");
}); // prettier-ignore

test("of a child that moved the record goes along, and its department still reads it; of an erased one no list has a line", async () => {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const [last] = (await read<BulletinsPage>("league", "/api/bulletin/inbox")).lines.toReversed();
  await registry.move(world, people.county, red, { id: newId(), area: places.southVillage, reason: "搬家" });
  assert.equal((await read<TellShown[]>("south", `/api/bulletin/children/${red}`)).length, 1);
  assert.equal((await by("east").get(`/api/bulletin/children/${red}`)).status, 404);
  const told = async (): Promise<string[]> => (await read<ToldPage>("league", `/api/bulletin/inbox/${last?.id}/lines`)).lines.map(({ name }) => name);
  assert.deepEqual(await told(), ["红红", "蓝蓝"]);
  const proposal = await compose();
  await eraseOf(people.tonghu)?.(red, people.county);
  assert.deepEqual(await told(), ["蓝蓝"]);
  assert.ok(!(await linesOf(proposal)).some(({ childId }) => childId === red));
  const { rows } = await people.database.db.owner.query("select 1 from bulletin_told where child_id = $1 union all select 1 from bulletin_draft where child_id = $1", [red]);
  assert.equal(rows.length, 0);
}); // prettier-ignore

test("a missed one says by how many days", async () => {
  people.clock.set("2025-01-05T02:00:00.000Z");
  at["later"] = (await signedIn(people, app, { login: "later", ...who.second })).at;
  const late = (await read<BulletinToday>("later" as "second", "/api/bulletin/today")).own.find(
    ({ department }) => department === "youth_league",
  );
  assert.deepEqual([late?.days, late?.near], [-4, true]);
}); // prettier-ignore

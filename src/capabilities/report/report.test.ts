import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { postKinds } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import * as registry from "#capabilities/registry/index.ts";
import { floors } from "#capabilities/retention/floors.ts";
import { keepTraces } from "#capabilities/trace/index.ts";
import { postNames } from "#capabilities/account/words.ts";
import { listSheets, readRows } from "#platform/files/index.ts";
import { keepingOf } from "../../composition.ts";
import { signedIn } from "../../../test/accounts.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { keepEvent } from "./events.ts";
import type { Figure, Report } from "./words.ts";

/* The reports are held against a county in which the test knows what happened: nothing else may be in them. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let director: Caller;
let auditor: Caller;
let admin: Caller;
const child = newId();
const name = "报告测试童";

const step = (): Promise<void> =>
  keepTraces(
    {
      ...keepingOf(people.tonghu, people.database.db.owner),
      failed: (thrown: unknown) => {
        throw thrown;
      },
    },
    60_000,
  )();

before(async () => {
  people = await cast();
  app = await server(people);
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, {
    id: newId(), childId: child, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name },
  }); // prettier-ignore
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
  auditor = await enter(people, app, "auditor", places.county);
  admin = await enter(people, app, "audit_admin", "0");
});
after(() => people.close());

async function drawn(caller: Caller, path: string): Promise<Report> {
  const { status, body } = await caller.get(`/api/report/${path}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as Report;
}
const rowsOf = (report: Report, id: string): readonly Figure[][] => {
  const section = report.sections.find((one) => one.id === id);
  assert.ok(section, `${id} is missing`);
  for (const row of section.rows) assert.equal(row.length, section.columns.length, id);
  return section.rows;
};
const valueOf = (report: Report, id: string, ...head: Figure[]): Figure[] | undefined =>
  rowsOf(report, id).find((row) => head.every((value, i) => row[i] === value));

test("another area's report is not there, and posts that do not audit draw none", async () => {
  assert.equal((await director.get("/api/report/self-audit?year=2024")).status, 403);
  assert.equal((await county.get("/api/report/self-audit?year=2024&area=4452")).status, 404);
  assert.equal((await auditor.get("/api/report/impact?area=441900")).status, 404);
  assert.equal((await auditor.get("/api/report/self-audit?year=2025")).status, 422);
  for (const query of ["", "?year=x", "?year=2024&format=exe", "?year=2024&x=1"])
    assert.equal((await auditor.get(`/api/report/self-audit${query}`)).status, 400, query);
});

test("posts, looks, refusals and exports are counted as they happened, in their area and year", async () => {
  await county.get(`/api/registry/children/${child}`);
  await county.get(`/api/registry/children/${child}`);
  await director.get(`/api/registry/children/${child}`);
  await county.get(`/api/registry/children/${newId()}`);
  const taken = await county.post("/api/returns/annex/puning-annex-2/file", { id: newId(), purpose: "reporting" });
  await app.inject({ url: (taken.body as { link: string }).link, headers: { cookie: county.cookie } });
  await step();
  await director.get(`/api/registry/children/${child}`);
  const report = await drawn(auditor, "self-audit?year=2024");
  assert.deepEqual(valueOf(report, "looks", "档案", "已显示"), ["档案", "已显示", 4, 2, 4]);
  assert.deepEqual(valueOf(report, "looks", "被拒绝的访问", "不存在或不在工作范围内")?.[2], 1);
  // a file leaves a row for each batch of children that goes into it, and one for itself
  assert.deepEqual(rowsOf(report, "exports"), [["2024-07", 2, 1, 1]]);
  assert.deepEqual(rowsOf(report, "ledger"), [["花名册", "法定报表、上报", 1, 1, 1, 1]]);
  assert.deepEqual(rowsOf(report, "sendings"), []);
  assert.deepEqual(valueOf(report, "looks_by_post", "儿童主任"), ["儿童主任", 2, 1, 2]);
  assert.deepEqual(valueOf(report, "posts", "审计人员")?.slice(1, 5), [1, 1, 0, 0]);
  assert.deepEqual(valueOf(report, "entries", "建立档案"), ["建立档案", 1, 1]);
  const south = await drawn(admin, `self-audit?year=2024&area=${places.south}`);
  assert.deepEqual([rowsOf(south, "looks"), rowsOf(south, "exports"), rowsOf(south, "entries")], [[], [], []]);
  const before2 = await drawn(auditor, "self-audit?year=2023");
  assert.deepEqual([rowsOf(before2, "looks"), rowsOf(before2, "entries")], [[], []]);
  const whole = await drawn(admin, "self-audit?year=2024");
  assert.deepEqual(valueOf(whole, "looks", "档案", "已显示"), ["档案", "已显示", 4, 2, 4]);
  assert.equal(whole.areaName, "全国");
});

test("accounts are counted, though within an area nobody sees them beside children", async () => {
  await signedIn(people, app, { login: "audit-counted", kind: "supervisor", area: places.east });
  const report = await drawn(auditor, "self-audit?year=2024");
  for (const [section, row] of [
    ["accounts", "在任人员"],
    ["accounts", "已有登录名"],
    ["account_events", "登录"],
  ] as const)
    assert.ok(Number(valueOf(report, section, row)?.[1]) >= 1, `${section} ${row}`);
});

test("a report asks for one connection at a time: a used-up pool does not wait for itself", async () => {
  const { pool } = people.database.db;
  const held = await Promise.all(Array.from({ length: (pool.options.max ?? 10) - 1 }, () => pool.connect()));
  try {
    for (const path of ["self-audit?year=2024", "impact"]) assert.ok(rowsOf(await drawn(auditor, path), "accounts"));
  } finally {
    for (const client of held) client.release();
  }
});

test("an alert counts as raised, and then as answered; a request as open, and then as refused", async () => {
  const guesser = await enter(people, app, "supervisor", places.east);
  for (let n = 0; n < 5; n += 1) await guesser.get(`/api/registry/children/${newId()}`);
  await step();
  const alert = async (): Promise<Figure[] | undefined> =>
    valueOf(await drawn(county, "self-audit?year=2024"), "alerts", "反复试探档案编号")?.slice(1, 6);
  assert.deepEqual(await alert(), [1, 0, 0, 0, 1]);
  const open = (await county.get("/api/trace/alerts?open=yes")).body as { lines: { id: string }[] };
  await county.post(`/api/trace/alerts/${open.lines[0]?.id}/answer`, { outcome: "misuse", reason: "已约谈本人" });
  assert.deepEqual(await alert(), [1, 0, 0, 1, 0]);

  const base = `/api/rights/children/${child}/requests`;
  await director.post(base, { id: newId(), claim: "copy", asker: "测试母", relation: "mother", proof: "judgment", day: "2024-05-01" }); // prettier-ignore
  const copy = async (): Promise<Figure[] | undefined> =>
    valueOf(await drawn(county, "self-audit?year=2024"), "requests", "复制")?.slice(1);
  assert.deepEqual(await copy(), [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  await county.post(`${base}/1/decide`, { id: newId(), decision: "refused", reason: "正在调查", clause: "个人信息保护法 45" }); // prettier-ignore
  assert.deepEqual(await copy(), [1, 1, 0, 0, 0, 0, 1, 0, 0, 1]);
});

test("backups and verifications are those that were kept; a failed one is named with its time", async () => {
  const { owner } = people.database.db;
  await keepEvent(owner, "backup", true, { bytes: 1 }, new Date("2024-06-30T16:30:00.000Z"));
  await keepEvent(owner, "verify", false, { faults: 2 }, new Date("2024-06-01T00:00:00.000Z"));
  await keepEvent(owner, "backup", false, { code: "backup.wrong_key" }, new Date("2024-06-02T00:00:00.000Z"));
  await keepEvent(owner, "backup", true, { bytes: 1 }, new Date("2023-12-31T15:59:59.000Z"));
  const report = await drawn(auditor, "self-audit?year=2024");
  assert.deepEqual(valueOf(report, "upkeep", "备份"), ["备份", 2, 1, "2024-07-01 00:30"]);
  assert.deepEqual(valueOf(report, "upkeep", "核验记录链"), ["核验记录链", 1, 1, "无"]);
  assert.deepEqual(rowsOf(report, "faults"), [
    ["2024-06-01 08:00", "核验记录链", "儿童档案记录异常 2 处"],
    ["2024-06-02 08:00", "备份", "没有完成，原因代码（backup.wrong_key）"],
  ]);
});

test("the impact assessment's inputs are the running server's own tables", async () => {
  const report = await drawn(county, "impact");
  assert.deepEqual(valueOf(report, "subjects", "在册并提供关爱服务"), ["在册并提供关爱服务", 1, 0, 1]);
  assert.deepEqual(rowsOf(report, "fields").map((row) => String(row[2])).toSorted(), catalogue.map((spec) => spec.key).toSorted()); // prettier-ignore
  assert.equal(rowsOf(report, "field_counts").reduce((n, row) => n + Number(row[1]), 0), catalogue.length); // prettier-ignore
  const routes = rowsOf(report, "routes");
  assert.deepEqual(
    routes.map((row) => `${row[0]} ${row[1]}`),
    people.tonghu.routes("").map(({ spec }) => `${spec.method} ${spec.path}`),
  );
  const file = routes.find((row) => row[1] === "/api/registry/children/:childId" && row[0] === "GET");
  assert.deepEqual(file?.slice(3), ["registry.read", "儿童主任、儿童督导员、县级民政部门、市级民政部门、省级民政部门", "是"]);
  assert.equal(rowsOf(report, "retention_rules").length, Object.keys(floors).length);
  const walls = rowsOf(report, "walls");
  assert.ok(walls.length >= 12);
  for (const [table, secured, policies] of walls) assert.ok(secured === "已启用" && Number(policies) > 0, String(table));
  assert.deepEqual(rowsOf(report, "encryption").map((row) => row[1]), ["aes-256-gcm", people.tonghu.ground.vault.masters.current(), 1, 1, 0, 0, 0]);
  assert.ok(rowsOf(report, "settings").some((row) => row[1] === "idleMinutes" && row[2] === 30));
  assert.ok(postKinds.every((kind) => postNames[kind].length > 1));
}); // prettier-ignore

test("nobody's name is in a report, its marks are; the workbook holds the same figures", async () => {
  for (const path of ["self-audit?year=2024", "impact"]) {
    const report = await drawn(county, path);
    const text = JSON.stringify(report.sections);
    for (const hidden of [name, child, "演示county", "演示director", "测试母"])
      assert.ok(!text.includes(hidden), `${path}: ${hidden}`);
    assert.match(report.notes[0] ?? "", /演示数据/);
    const file = await app.inject({ url: `/api/report/${path}${path.includes("?") ? "&" : "?"}format=xlsx`, headers: { cookie: county.cookie } }); // prettier-ignore
    assert.equal(file.statusCode, 200);
    const sheets = await listSheets(file.rawPayload);
    assert.equal(sheets.length, report.sections.length + 1);
    let lines = 0;
    for await (const _ of readRows(file.rawPayload)) lines += 1;
    const wanted = report.sections.reduce((n, section) => n + 3 + Math.max(1, section.rows.length), 0);
    assert.equal(lines, wanted + 5 + report.notes.length + 1 + report.sections.length);
  }
});

test("the application cannot write what was kept of backups and verifications", async () => {
  const { pool } = people.database.db;
  for (const text of ["delete from report_event", "insert into report_event select * from report_event"])
    await assert.rejects(pool.query(text), { code: "42501" });
});

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { Ticket } from "#capabilities/export/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { readRows, saveWorkbook, type WorkbookPlan } from "#platform/files/index.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { asRole } from "../../../test/database.ts";
import type { InboxPage, ReferralShown, ReferralsPage, ReferralToday, RoutesOffered } from "./words.ts";
import type { SlipTaken } from "#capabilities/slip/words.ts";

/* A finding goes to the department that the policy names, and back: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-referral-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
let child: string;
const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  director: { kind: "director", area: places.eastVillage },
  county: { kind: "county", area: places.county },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
  southEducation: { kind: "department", area: places.south, department: "education" },
} as const;

const registered = async (more: object = {}): Promise<string> => {
  const childId = newId();
  const facts = {
    ...leftBehind, name: `辍学${childId.slice(-8)}`, "guardian.name": `祖母${childId.slice(-8)}`, "guardian.phone": "13812345678", "school.state": "dropout",
    "school.name": "示例第一小学", "risk.maltreatment": "suspected", ...more,
  }; // prettier-ignore
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
}; // prettier-ignore

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
  child = await registered();
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);
const offers = async (id = child): Promise<RoutesOffered> =>
  (await by("east").get(`/api/referral/children/${id}/routes`)).body as RoutesOffered;

async function sending(id: string, route = "dropout", fields?: readonly string[]): Promise<object> {
  const { seq, routes } = await offers(id);
  const keys = routes.find((one) => one.id === route)?.fields.map(({ key }) => key);
  return { id: newId(), route, seq, note: "请劝返复学，并告知困难", fields: fields ?? keys };
}
const send = async (id: string, route?: string): Promise<number> => {
  const answer = await by("east").post(`/api/referral/children/${id}`, await sending(id, route));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return ((await by("east").get(`/api/referral/children/${id}`)).body as ReferralShown[])[0]?.no ?? 0;
};
const inbox = async (name: keyof typeof who, open = "yes"): Promise<InboxPage["lines"]> =>
  ((await by(name).get(`/api/referral/inbox?open=${open}`)).body as InboxPage).lines;

test("another township cannot send, the department cannot read a file, and no field beyond the purpose leaves", async () => {
  const asked = await sending(child);
  assert.equal((await by("south").post(`/api/referral/children/${child}`, asked)).status, 404);
  assert.equal((await by("director").post(`/api/referral/children/${child}`, asked)).status, 403);
  assert.equal((await by("education").get(`/api/registry/children/${child}`)).status, 403);
  assert.equal((await by("education").get(`/api/referral/children/${child}`)).status, 403);
  const beyond = await by("east").post(`/api/referral/children/${child}`, await sending(child, "dropout", ["name", "risk.maltreatment"])); // prettier-ignore
  assert.deepEqual([beyond.status, beyond.code], [422, "export.fields_beyond"]);
  const stale = await by("east").post(`/api/referral/children/${child}`, { ...asked, seq: 1 });
  assert.deepEqual([stale.status, stale.code], [409, "journal.stale"]);
  const unknown = await by("east").post(`/api/referral/children/${child}`, { ...asked, route: "none" });
  assert.deepEqual([unknown.status, unknown.code], [422, "referral.route_unknown"]);
  const { rows } = await people.database.db.owner.query("select 1 from export_sending");
  assert.equal(rows.length, 0, "what was refused is not written down as given");
});

test("what is proposed comes first, with exactly what would leave, masked until it is opened", async () => {
  const { routes } = await offers();
  const dropout = routes.find(({ id }) => id === "dropout");
  assert.ok(dropout?.proposed && routes.findIndex(({ proposed }) => !proposed) > routes.indexOf(dropout));
  assert.ok(dropout.fields.some(({ key, masked }) => key === "guardian.phone" && masked));
  assert.ok(!JSON.stringify(dropout.fields).includes("maltreatment") && dropout.lacking.includes("证件号码"));
  const { body } = await by("east").get(`/api/referral/children/${child}/routes?purpose=referral`);
  assert.ok((body as RoutesOffered).opened.includes("guardian.phone") && JSON.stringify(body).includes("13812345678"));
});

test("sent → seen by this department in this area alone → answered → checked → closed", async () => {
  const command = await sending(child);
  const url = `/api/referral/children/${child}`;
  const [first, second] = [await by("east").post(url, command), await by("east").post(url, command)];
  assert.deepEqual([first.status, second.status], [200, 200]);
  assert.equal((second.body as { repeated: boolean }).repeated, true);
  assert.equal((await by("east").post(url, await sending(child))).code, "referral.open_already");
  const another = await registered();
  const reused = { ...(await sending(another)), id: (command as { id: string }).id }; // no facts leave without a row of their own
  assert.equal((await by("east").post(`/api/referral/children/${another}`, reused)).code, "journal.id_reused");
  const { rows } = await people.database.db.owner.query("select recipient, fields, agreement, area, children from export_sending"); // prettier-ignore
  assert.equal(rows.length, 1);
  assert.deepEqual(
    [rows[0]?.recipient, rows[0]?.agreement, rows[0]?.area, rows[0]?.children],
    ["普宁市教育部门", "粤民发〔2024〕32号 四(二)", places.east, 1],
  );

  const [line, ...more] = await inbox("education");
  assert.deepEqual([more.length, line?.childId, line?.stage, line?.due], [0, child, "sent", "2024-07-03"]);
  assert.ok(line?.name.startsWith("辍学") && line.place === "流沙东街道", JSON.stringify(line));
  for (const other of ["police", "southEducation", "county"] as const) {
    assert.deepEqual(await inbox(other), [], other);
    assert.equal((await by(other).get(`/api/referral/inbox/${child}/1`)).status, 404, other);
    const answer = await by(other).post(`/api/referral/inbox/${child}/1/answer`, { id: newId(), result: "已返校" });
    assert.deepEqual([answer.status, answer.code], [404, "referral.unknown"], other);
  }
  const shown = (await by("education").get(`/api/referral/inbox/${child}/1`)).body as ReferralShown;
  assert.ok(JSON.stringify(shown.facts).includes("13812345678") && !JSON.stringify(shown).includes("虐待"));

  const answering = { id: newId(), result: "已返校就读，减免住宿费" };
  assert.equal((await by("education").post(`/api/referral/inbox/${child}/1/receive`, { id: newId() })).status, 200);
  assert.equal((await by("education").post(`/api/referral/inbox/${child}/1/answer`, answering)).status, 200);
  assert.equal((await by("education").post(`/api/referral/inbox/${child}/1/answer`, answering)).status, 200, "again");
  assert.deepEqual(await inbox("education"), []);
  assert.equal((await inbox("education", "no"))[0]?.stage, "answered");
  assert.equal(((await by("east").get("/api/referral/today")).body as ReferralToday).check, 1);

  assert.equal((await by("south").post(`${url}/1/check`, { id: newId(), solved: true, note: "见到" })).status, 404);
  assert.equal(
    (await by("director").post(`${url}/1/check`, { id: newId(), solved: true, note: "在校见到孩子" })).status,
    200,
  );
  const [life] = (await by("east").get(url)).body as ReferralShown[];
  assert.deepEqual([life?.stage, life?.facts], ["closed", []]);
  assert.deepEqual(life?.steps.map(({ title }) => title), ["部门签收转介", "部门受理转介", "部门反馈办理结果", "回访核实转介结果", "转介办结"]); // prettier-ignore
  const ended = (await by("education").get(`/api/referral/inbox/${child}/1`)).body as ReferralShown;
  assert.deepEqual(ended.facts, [], "what was sent is not shown any more");
  const entries = (await by("east").get(`/api/registry/children/${child}/entries`)).body as { kind: string }[];
  assert.equal(entries.filter(({ kind }) => kind.startsWith("referral.")).length, 6);
});

test("returned and taken back: the department reads no more of what was taken back", async () => {
  const one = await registered();
  const no = await send(one);
  const returned = await by("education").post(`/api/referral/inbox/${one}/${no}/return`, { id: newId(), reason: "户籍不在本市，请转户籍地" }); // prettier-ignore
  assert.equal(returned.status, 200);
  const list = (await by("east").get("/api/referral/list?waits=house")).body as ReferralsPage;
  assert.deepEqual(list.lines.map(({ childId, stage }) => [childId, stage]), [[one, "returned"]]); // prettier-ignore
  const again = await by("east").post(`/api/referral/children/${one}`, { ...(await sending(one)), instead: no });
  assert.equal(again.status, 200, JSON.stringify(again.body));
  const back = await by("east").post(`/api/referral/children/${one}/${no + 1}/withdraw`, { id: newId(), reason: "发错了部门" }); // prettier-ignore
  assert.equal(back.status, 200);
  assert.equal((await by("education").get(`/api/referral/inbox/${one}/${no + 1}`)).status, 404);
});

test("a child who moves takes the file along: the neighbour's department does not see what was sent to this one", async () => {
  const one = await registered();
  const no = await send(one);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.move(world, people.county, one, { id: newId(), area: places.southVillage, reason: "随祖母搬家" });
  assert.equal((await by("southEducation").get(`/api/referral/inbox/${one}/${no}`)).status, 404);
  assert.equal((await by("education").post(`/api/referral/inbox/${one}/${no}/accept`, { id: newId() })).status, 200);
  assert.equal((await by("east").get(`/api/referral/children/${one}`)).status, 404);
  assert.equal(
    ((await by("south").get(`/api/referral/children/${one}`)).body as ReferralShown[])[0]?.stage,
    "accepted",
  );
});

test("urgent ones are due the same day; and seen by the next level at once; the oldest first", async () => {
  const one = await registered();
  await send(one, "harm_police");
  assert.equal((await inbox("police"))[0]?.due, "2024-07-01");
  assert.equal(((await by("police").get("/api/referral/inbox/today")).body as ReferralToday).urgent, 1);
  // the county's own inbox is that of civil affairs: of what waits for others it counts nothing
  const own = (await by("county").get("/api/referral/inbox/today")).body as ReferralToday;
  assert.deepEqual([own.answer, own.late, own.urgent], [0, 0, 0]);
  const climbed = (await by("county").get("/api/referral/list?when=climbed")).body as ReferralsPage;
  assert.deepEqual(climbed.lines.map(({ childId, urgent }) => [childId, urgent]), [[one, true]]); // prettier-ignore
  assert.deepEqual(((await by("county").get("/api/referral/list?when=late")).body as ReferralsPage).lines, []);
  const counts = (await by("county").get("/api/referral/counts")).body as { area: string; oldest: string }[];
  assert.deepEqual(counts.find(({ area }) => area === places.east)?.oldest, "2024-07-01");
});

/** The workbook as the department took it, row by row. */
async function taken(name: keyof typeof who): Promise<string[][]> {
  const made = await by(name).post("/api/referral/inbox/file", { id: newId(), purpose: "referral" });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const file = await app.inject({ url: (made.body as Ticket).link, headers: { cookie: cookieOf(name) } });
  const rows: string[][] = [];
  for await (const { sheet, cells } of readRows(file.rawPayload))
    if (sheet === "待办") rows.push(cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  return rows;
}
const cookieOf = (name: keyof typeof who): string =>
  [...by(name).jar].map(([key, value]) => `${key}=${value}`).join("; ");

/** Filled and sent back: the cells alone, in a workbook without our styles, choices and marks, as whoever saves it anew may leave them. */
async function sentBack(name: keyof typeof who, rows: readonly (readonly string[])[]): Promise<SlipTaken> {
  const path = join(folder, `${newId()}.xlsx`);
  const plan: WorkbookPlan = { title: "表", sheets: [{ name: "待办", rows: rows.map((cells) => ({ cells: cells.map((content) => ({ content, style: { format: "@" } })) })) }] };
  await saveWorkbook(path, plan);
  const form = "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n";
  const payload = Buffer.concat([Buffer.from(form), readFileSync(path), Buffer.from("\r\n--xx--\r\n")]);
  const headers = { cookie: cookieOf(name), "content-type": "multipart/form-data; boundary=xx" };
  const answer = await app.inject({ method: "POST", url: "/api/referral/inbox/workbook", payload, headers });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<SlipTaken>();
} // prettier-ignore

test("offline: a signed workbook, filled and taken back line for line; a changed line, or another department's, is refused", async () => {
  const [first, second, third] = [await registered(), await registered(), await registered()];
  for (const id of [first, second, third]) await send(id);
  const rows = await taken("education");
  const heads = rows.find((cells) => cells[0] === "姓名") ?? assert.fail(JSON.stringify(rows));
  const token = heads.indexOf("校验码（请勿改动）");
  const of = (id: string): string[] => rows.find((cells) => cells[token]?.startsWith(id)) ?? assert.fail(JSON.stringify(rows));
  assert.ok(of(first).join().includes("13812345678") && !rows.flat().join().includes("虐待"));
  const fill = (id: string, act: string, say: string, change = (text: string) => text): string[] =>
    of(id).map((cell, n) => (n === 5 ? act : n === 6 ? say : n === token ? change(cell) : cell));
  const sheet = [
    heads, fill(first, "已办理", "已返校就读"), fill(second, "退回", ""), fill(third, "受理", "", (text) => text.replace("/1/", "/2/")), fill(third, "受理", ""),
  ]; // prettier-ignore
  const answer = await sentBack("education", sheet);
  assert.deepEqual([answer.done, answer.faults.map(({ row }) => row)], [2, [3, 4]]);
  assert.ok(answer.faults[1]?.say.includes("校验码"), JSON.stringify(answer));
  const count = async () => (await people.database.db.owner.query("select 1 from entry")).rowCount;
  const [told, earlier] = [{ ...answer, done: 0, again: [2, 5].map((row) => ({ row, on: "2024-07-01" })) }, await count()];
  assert.deepEqual([await sentBack("education", sheet), await count()], [told, earlier], "the same workbook again changes nothing, and says so");
  assert.deepEqual(await sentBack("police", [heads, fill(first, "受理", "")]).then(({ done, faults }) => [done, faults.length]), [0, 1]); // prettier-ignore
  const stages = await Promise.all([first, second, third].map(async (id) => ((await by("east").get(`/api/referral/children/${id}`)).body as ReferralShown[])[0]?.stage)); // prettier-ignore
  assert.deepEqual(stages, ["answered", "sent", "accepted"]);
}); // prettier-ignore

test("失联父母查找: registered by the police, too early for a receipt; the found parent's state changes in the file by the check", async () => {
  const one = await registered({ "father.name": "失联父", "father.status": ["lost_contact"], "father.lostContact.since": "2023-06-01", "mother.name": "在家母", "mother.idNumber": "440105198803071226" });
  const { seq, routes } = await offers(one);
  const route = routes.find(({ id }) => id === "parent_search") ?? assert.fail();
  assert.deepEqual([route.proposed, route.search?.lost, route.search?.months], [true, ["father"], 6]);
  const fields = route.fields.map(({ key }) => key);
  const url = `/api/referral/children/${one}`;
  const asking = { id: newId(), route: "parent_search", seq, note: "请查找父亲下落", fields: fields.filter((key) => !key.startsWith("mother.")), search: ["father"] };
  for (const wrong of [{ ...asking, search: undefined }, { ...asking, fields }])
    assert.equal((await by("east").post(url, { ...wrong, id: newId() })).code, "referral.search_wrong");
  assert.equal((await by("east").post(url, asking)).status, 200);
  await send(await registered(), "harm_police");
  const waiting = await inbox("police");
  assert.ok(waiting[0]?.urgent && waiting.some(({ childId }) => childId === one), "what cannot wait stands before what is older");
  const page = async (rest = "") => (await by("police").get(`/api/referral/inbox?limit=1${rest}`)).body as InboxPage;
  const second = await page(`&after=${(await page()).next}`);
  assert.equal(second.lines[0]?.childId, waiting[1]?.childId, "page by page the same order");
  const rows = await taken("police");
  const [heads, line] = [rows.find((cells) => cells[0] === "姓名"), rows.find((cells) => cells.at(7)?.startsWith(one))];
  assert.ok(heads && line, JSON.stringify(rows));
  for (const act of ["受理", "已办理"]) {
    const back = await sentBack("police", [heads, line.map((cell, n) => (n === 5 ? act : n === 6 ? "查无下落" : cell))]);
    assert.ok(back.done === 0 && back.faults[0]?.say.includes("页面"), JSON.stringify(back));
  }
  const inside = `/api/referral/inbox/${one}/1`;
  const shown = (await by("police").get(inside)).body as ReferralShown;
  assert.ok(!JSON.stringify(shown).includes("在家母") && shown.search?.parents[0]?.name === "失联父", JSON.stringify(shown.search));
  assert.equal((await by("police").post(`${inside}/accept`, { id: newId(), registeredOn: "2024-07-02" })).code, "referral.day_wrong");
  assert.equal((await by("police").post(`${inside}/accept`, { id: newId(), registeredOn: "2024-06-20", registration: "查7号" })).status, 200);
  assert.equal((await by("police").post(`${inside}/answer`, { id: newId(), result: "查无下落", findings: [{ who: "father", found: false }] })).code, "referral.search_too_early");
  assert.equal((await by("police").post(`${inside}/answer`, { id: newId(), result: "在外地务工，已联系上" })).code, "referral.search_unanswered");
  assert.equal((await by("police").post(`${inside}/answer`, { id: newId(), result: "在外地务工，已联系上", findings: [{ who: "father", found: true }] })).status, 200);
  assert.equal((await by("east").post(`${url}/1/check`, { id: newId(), solved: true, note: "已与父亲通话" })).status, 200);
  const now = JSON.stringify(((await by("east").get(`/api/registry/children/${one}`)).body as { facts: unknown }).facts);
  assert.ok(!now.includes("lost_contact") && !now.includes("father.lostContact.since"), now);
  const [life] = (await by("east").get(url)).body as ReferralShown[];
  assert.deepEqual([life?.stage, life?.search?.parents[0]?.found, life?.search?.parents[0]?.name], ["closed", true, "失联父"]);
}); // prettier-ignore

test("row security below the code: a department's scope sees its own lines, writes none, and reads no file", async () => {
  const { pool } = people.database.db;
  const scope = { lo: places.county, hi: `${places.county}:` };
  const seen = (department: string) =>
    inScope(pool, { ...scope, department }, async (db) => ({
      lines: (await db.query("select distinct department from referral_item")).rows,
      files: (await db.query("select 1 from journal_snapshot")).rowCount,
      entries: (await db.query("select 1 from entry")).rowCount,
    }));
  assert.deepEqual(await seen("education"), { lines: [{ department: "education" }], files: 0, entries: 0 });
  assert.deepEqual(await seen("health"), { lines: [], files: 0, entries: 0 });
  const written = inScope(pool, { ...scope, department: "education" }, (db) =>
    db.query("update referral_item set stage = 'closed'"),
  );
  assert.deepEqual([(await written).rowCount, (await asRole(pool, "select 1 from referral_item")).rowCount], [0, 0]);
});

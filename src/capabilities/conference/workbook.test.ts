import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { Ticket } from "#capabilities/export/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import type { SlipTaken } from "#capabilities/slip/words.ts";
import { readRows, saveWorkbook } from "#platform/files/index.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { ConferenceOffer, ConferenceShown } from "./words.ts";

/* Decisions of conferences taken along by the department that owes them, and brought back. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-decisions-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  east: { kind: "supervisor", area: places.east },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
} as const;
const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);
const child = newId();
const ofChild = `/api/conference/children/${child}`;

before(async () => {
  people = await cast("2024-07-01T15:50:00.000Z");
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
  const facts = { ...leftBehind, name: "决定甲", "guardian.name": "祖母甲", "school.state": "dropout", "risk.maltreatment": "suspected" } as const;
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, { id: newId(), childId: child, area: places.eastVillage, source: "registration", facts });
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const done = async (url: string, body: object): Promise<void> => {
  const answer = await by("east").post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, `${url}: ${JSON.stringify(answer.body)}`);
};
const cookieOf = (name: keyof typeof who): string =>
  [...by(name).jar].map(([key, value]) => `${key}=${value}`).join("; ");

async function taken(name: "education" | "police"): Promise<string[][]> {
  const made = await by(name).post("/api/conference/inbox/file", { id: newId(), purpose: "referral" });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const file = await app.inject({ url: (made.body as Ticket).link, headers: { cookie: cookieOf(name) } });
  const rows: string[][] = [];
  for await (const { sheet, cells } of readRows(file.rawPayload))
    if (sheet === "决定") rows.push(cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  return rows;
}

async function back(name: "education" | "police", rows: readonly (readonly string[])[]): Promise<SlipTaken> {
  const path = join(folder, `${newId()}.xlsx`);
  await saveWorkbook(path, { title: "表", sheets: [{ name: "决定", rows: rows.map((cells) => ({ cells: cells.map((content) => ({ content, style: { format: "@" } })) })) }] });
  const form = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n';
  const payload = Buffer.concat([Buffer.from(form), readFileSync(path), Buffer.from("\r\n--xx--\r\n")]);
  const answer = await app.inject({ method: "POST", url: "/api/conference/inbox/workbook", payload, headers: { cookie: cookieOf(name), "content-type": "multipart/form-data; boundary=xx" } });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<SlipTaken>();
} // prettier-ignore

const filled = (line: readonly string[] | undefined, act: string, say: string): string[] =>
  (line ?? assert.fail()).map((cell, n) => (n === 5 ? act : n === 6 ? say : cell));

test("each department takes its own decisions along, and brings back what became of them", async () => {
  const { seq, invitees } = (await by("east").get(`${ofChild}/offer`)).body as ConferenceOffer;
  const invited = ["education", "police"].map((department) => ({ department, fields: invitees.find((one) => one.department === department)?.fields.map(({ key }) => key) }));
  await done(ofChild, { reason: "辍学，需要共同商定", day: "2024-07-01", time: "09:30", place: "会议室", way: "onsite", invited, seq });
  const decisions = [
    { what: "落实学位", department: "education", due: "2024-07-10" }, { what: "安排心理辅导", department: "education", due: "2024-07-12" },
    { what: "排查伤害线索", department: "police", due: "2024-07-10" },
  ];
  await done(`${ofChild}/1/minutes`, { heldOn: "2024-07-01", present: ["流沙东街道"], minutes: "会议研究了孩子复学和安全两件事。", decisions, reviewOn: "2024-07-22" });
  const rows = await taken("education");
  const lines = rows.filter(([name]) => name === "决定甲");
  assert.deepEqual(lines.map(([, no, what, due]) => [no, what, due]), [["1-1", "落实学位", "2024-07-10"], ["1-2", "安排心理辅导", "2024-07-12"]]);
  const heads = rows.find(([name]) => name === "姓名") ?? assert.fail();
  const sheet = [heads, filled(lines[0], "已落实", "已安排在第二小学"), filled(lines[1], "已落实", "")];
  const first = await back("education", sheet);
  people.clock.set("2024-07-01T16:05:00.000Z"); // the next day has begun in China
  const again = await back("education", sheet);
  assert.deepEqual([again.done, again.again, again.faults.length, again.left], [0, [{ row: 2, on: "2024-07-01" }], 1, 0], "taken before, and told so");
  assert.deepEqual([first.done, first.again, first.faults.map(({ row, say }) => [row, say.includes("请在“落实”中选择")])], [1, [], [[3, true]]]);
  const police = (await taken("police")).find(([name]) => name === "决定甲");
  assert.equal((await back("education", [heads, filled(police, "已落实", "冒名")])).done, 0, "another department's line");
  assert.equal((await back("police", [heads, filled(police, "不能落实", "当事人已外出")])).done, 1);
  const [one] = (await by("east").get(ofChild)).body as ConferenceShown[];
  assert.deepEqual(one?.decisions.map(({ stage, said }) => [stage, said]), [["done", "已安排在第二小学"], ["open", ""], ["unable", "当事人已外出"]]);
}); // prettier-ignore

test("a file that is sealed meanwhile has no line, and keeps no other from its own", async () => {
  const { owner } = people.database.db;
  await owner.query(`insert into conference_invited select (jsonb_populate_record(i, jsonb_build_object('child_id', $2::text, 'open', 1, 'waits', true))).*
    from conference_invited i where child_id = $1 and department = 'education'`, [child, newId()]);
  assert.deepEqual((await taken("education")).filter(([name]) => name === "决定甲").map(([, no]) => no), ["1-2"]);
}); // prettier-ignore

test("a slip of before a decision was given out again answers nothing of what is asked now, and says so", async () => {
  const owed = async (): Promise<[string[], string[]]> => {
    const rows = await taken("education");
    return [rows.find(([name]) => name === "姓名") ?? assert.fail(), rows.find(([, no]) => no === "1-2") ?? assert.fail()];
  };
  const [heads, line] = await owed();
  assert.equal((await back("education", [heads, filled(line, "不能落实", "没有心理老师")])).done, 1);
  await done(`${ofChild}/1/decisions/2/renew`, { note: "改请县医院的老师", department: "education", due: "2024-07-20" });
  const late = await back("education", [heads, filled(line, "已落实", "已辅导一次")]);
  assert.deepEqual([late.done, late.faults.map(({ say }) => say.includes("重新交办过"))], [0, [true]]);
  const [again, now] = await owed();
  assert.equal((await back("education", [again, filled(now, "已落实", "县医院已辅导")])).done, 1);
}); // prettier-ignore

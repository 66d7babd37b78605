import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { dumpViews } from "../../../test/views.ts";
import type { ConferenceOffer, ConferenceShown, ConferencesPage, InvitedPage, InvitedShown } from "./words.ts";

/* What changes about a conference after it was called: a department more, one less, and minutes that are put right. */

let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
  health: { kind: "department", area: places.county, department: "health" },
} as const;
type Who = keyof typeof who;
const by = (name: Who): Browser => at[name] ?? assert.fail(name);

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("conference"), "silent");
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const urlOf = (child: string, step = ""): string => `/api/conference/children/${child}${step}`;
const offered = async (child: string): Promise<ConferenceOffer> =>
  (await by("east").get(urlOf(child, "/offer"))).body as ConferenceOffer;
const inviting = async (child: string, department: string): Promise<{ department: string; fields: string[]; seq: number }> => {
  const { seq, invitees } = await offered(child);
  return { department, fields: invitees.find((one) => one.department === department)?.fields.map(({ key }) => key) ?? [], seq };
}; // prettier-ignore
const codeOf = async (name: Who, url: string, body: object): Promise<string> => {
  const answer = await by(name).post(url, { id: newId(), ...body });
  return answer.status === 200 ? "done" : `${answer.status} ${answer.code}`;
};

async function called(...departments: readonly string[]): Promise<string> {
  const child = newId();
  const facts = { ...leftBehind, name: `会商${child.slice(-8)}`, "guardian.phone": "13812345678", "school.state": "dropout", "risk.maltreatment": "suspected" };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId: child, area: places.eastVillage, source: "registration", facts });
  const invited = await Promise.all(departments.map((one) => inviting(child, one)));
  const asked = { reason: "需要共同商定", day: "2024-07-03", time: "09:30", place: "会议室", way: "onsite", seq: invited[0]?.seq, invited: invited.map(({ department, fields }) => ({ department, fields })) };
  assert.equal(await codeOf("east", urlOf(child), asked), "done");
  return child;
} // prettier-ignore
const shown = async (child: string): Promise<ConferenceShown> =>
  ((await by("east").get(urlOf(child))).body as ConferenceShown[])[0] ?? assert.fail("no conference");
const inbox = async (name: Who): Promise<string[]> =>
  ((await by(name).get("/api/conference/inbox")).body as InvitedPage).lines.map(({ childId }) => childId);

test("one more department before the meeting: with its own giving, and no field beyond its purpose; not from elsewhere, not twice", async () => {
  const child = await called("education");
  const url = urlOf(child, "/1/invite");
  const police = await inviting(child, "police");
  assert.equal(await codeOf("south", url, police), "404 registry.not_found");
  assert.equal(await codeOf("education", url, police), "403 account.not_permitted");
  assert.equal(await codeOf("east", url, { ...police, fields: [...police.fields, "risk.sexualAbuse"] }), "422 export.fields_beyond");
  assert.equal(await codeOf("east", url, { ...police, seq: 1 }), "409 journal.stale");
  assert.equal(await codeOf("east", url, await inviting(child, "education")), "422 conference.invited_twice");
  assert.equal(await codeOf("east", url, police), "done");
  assert.ok((await inbox("police")).includes(child));
  const { rows } = await people.database.db.owner.query("select recipient from export_sending order by recipient");
  assert.deepEqual(rows.map(({ recipient }) => recipient as string), ["普宁市公安机关", "普宁市教育部门"]);
  const inside = (await by("police").get(`/api/conference/inbox/${child}/1`)).body as InvitedShown;
  assert.ok(inside.invitation.facts.some(({ key }) => key === "name") && inside.invitation.due !== null);
}); // prettier-ignore

test("an invitation is taken back until it is opened; then its department sees nothing of it, and one that was opened stays", async () => {
  const child = await called("education", "police");
  const back = { department: "police", reason: "请错了部门" };
  assert.equal(await codeOf("south", urlOf(child, "/1/uninvite"), back), "404 journal.not_found");
  assert.equal(await codeOf("east", urlOf(child, "/1/uninvite"), { ...back, department: "health" }), "409 conference.not_invited");
  assert.equal(await codeOf("east", urlOf(child, "/1/uninvite"), back), "done");
  assert.deepEqual([(await by("police").get(`/api/conference/inbox/${child}/1`)).status, (await inbox("police")).includes(child)], [404, false]);
  assert.equal(await codeOf("police", `/api/conference/inbox/${child}/1/accept`, { sends: "" }), "404 conference.unknown");
  assert.equal(await codeOf("east", urlOf(child, "/1/uninvite"), { ...back, department: "education" }), "409 conference.nobody_left");

  assert.equal(await codeOf("east", urlOf(child, "/1/invite"), await inviting(child, "police")), "done");
  for (let times = 0; times < 2; times += 1) assert.equal((await by("police").get(`/api/conference/inbox/${child}/1`)).status, 200);
  const police = (await shown(child)).invited.find(({ department }) => department === "police");
  assert.equal(police?.openedOn, "2024-07-01");
  assert.equal((await shown(child)).steps.filter(({ title }) => title === "部门打开会商邀请").length, 1, "said once");
  assert.equal(await codeOf("east", urlOf(child, "/1/uninvite"), back), "409 conference.opened_already");
  const { owner } = people.database.db;
  const { machine, projections } = people.tonghu.journal;
  const views = await dumpViews(owner, machine);
  await rebuild(owner, machine, projections);
  assert.deepEqual(await dumpViews(owner, machine), views, "rebuilt, the views are the same");
}); // prettier-ignore

test("minutes are put right: what they said stays with who, when and why; a department reads neither, and nobody overwrites unseen", async () => {
  const child = await called("education");
  const url = urlOf(child, "/1/minutes/correct");
  const right = { minutes: "会议决定由学校每天联系孩子，情况每周报送。", reason: "频次记错了", earlier: 0 };
  assert.equal(await codeOf("east", url, right), "409 conference.not_now", "before the meeting");
  const held = { heldOn: "2024-07-01", present: ["街道 测试"], minutes: "会议决定由学校每周联系孩子一次。", decisions: [], reviewOn: "2024-07-22" };
  assert.equal(await codeOf("east", urlOf(child, "/1/minutes"), held), "done");
  assert.equal(await codeOf("south", url, right), "404 journal.not_found");
  assert.equal(await codeOf("east", url, right), "done");
  const { minutes } = await shown(child);
  assert.deepEqual([minutes?.text, minutes?.earlier], [
    right.minutes, [{ text: held.minutes, until: "2024-07-01", by: minutes?.earlier[0]?.by, reason: right.reason }],
  ]);
  assert.notEqual(minutes?.earlier[0]?.by, "");
  assert.equal(await codeOf("east", url, { ...right, minutes: "另一位同时更正的人写的内容。" }), "409 conference.minutes_changed");
  const seen = JSON.stringify((await by("education").get(`/api/conference/inbox/${child}/1`)).body);
  assert.ok(!seen.includes("每天联系") && !seen.includes("每周联系"), seen);
}); // prettier-ignore

test("before it is opened an invitation tells no name; whoever has answered has read it, also after another day; reading again writes nothing", async () => {
  const child = await called("education", "police");
  const line = async () => ((await by("police").get("/api/conference/inbox")).body as InvitedPage).lines.find(({ childId }) => childId === child);
  const unopened = await line();
  assert.deepEqual([unopened?.name, unopened?.unopened], ["", true]);
  const receipts = async (): Promise<number> => {
    const { rows } = await people.database.db.owner.query<{ n: number }>("select count(*)::int as n from journal_receipt where subject_id = $1", [child]);
    return rows[0]?.n ?? -1;
  };
  const held = await receipts();
  for (let times = 0; times < 3; times += 1) assert.equal((await by("police").get(`/api/conference/inbox/${child}/1`)).status, 200);
  assert.equal(await receipts(), held);
  const opened = await line();
  assert.deepEqual([opened?.name.startsWith("会商"), opened?.unopened], [true, false]);
  assert.equal(await codeOf("education", `/api/conference/inbox/${child}/1/accept`, { sends: "郑老师" }), "done", "never opened on a page");
  const later = { day: "2024-07-05", time: "09:30", place: "会议室", way: "onsite", reason: "改期" };
  assert.equal(await codeOf("east", urlOf(child, "/1/move"), later), "done");
  assert.equal(await codeOf("east", urlOf(child, "/1/uninvite"), { department: "education", reason: "请错了部门" }), "409 conference.opened_already");
}); // prettier-ignore

test("held on another day than it was called for: the file, the lists and the departments read the day it was held", async () => {
  const child = await called("education");
  const held = { heldOn: "2024-07-01", present: ["街道 测试"], minutes: "会议决定由学校每周联系孩子一次。", decisions: [], reviewOn: "2024-07-22" };
  assert.equal(await codeOf("east", urlOf(child, "/1/minutes"), held), "done");
  const { day, heldOn } = await shown(child);
  assert.deepEqual([day, heldOn], ["2024-07-03", "2024-07-01"], "it stays known for when it was called");
  const inside = (await by("education").get(`/api/conference/inbox/${child}/1`)).body as InvitedShown;
  const { lines } = (await by("east").get("/api/conference/list")).body as ConferencesPage;
  const own = ((await by("education").get("/api/conference/inbox?open=no")).body as InvitedPage).lines;
  const days = [lines, own].map((all) => all.find(({ childId }) => childId === child)?.day);
  assert.deepEqual([inside.heldOn, ...days], Array<string>(3).fill("2024-07-01"));
}); // prettier-ignore

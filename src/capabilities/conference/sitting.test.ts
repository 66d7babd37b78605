import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { erase } from "#platform/journal/erase.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { dumpViews } from "../../../test/views.ts";
import { requireUnnamed } from "./sitting.ts";
import type { Companion, ConferenceOffer, ConferenceShown, InvitedPage, InvitedShown } from "./words.ts";

/* One meeting about several children: one day and place, and each child's part in its own file alone. */

let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
} as const;
type Who = keyof typeof who;
const by = (name: Who): Browser => at[name] ?? assert.fail(name);

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("sitting"), "silent");
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const urlOf = (child: string, step = ""): string => `/api/conference/children/${child}${step}`;
const inboxOf = (child: string, step = ""): string => `/api/conference/inbox/${child}/1${step}`;
const codeOf = async (name: Who, url: string, body: object): Promise<string> => {
  const answer = await by(name).post(url, { id: newId(), ...body });
  return answer.status === 200 ? "done" : `${answer.status} ${answer.code}`;
};

let phones = 13_800_000_000;
/** A child of a family: who cares for it answers one telephone. */
async function registered(phone: number, area: string = places.eastVillage): Promise<string> {
  const child = newId();
  const facts = { ...leftBehind, name: nameOf(child), "guardian.name": `祖母${phone}`, "guardian.phone": String(phone), "school.state": "dropout", "risk.maltreatment": "suspected" };
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const actor = area === places.eastVillage ? people.eastDirector : people.county;
  await registry.register(world, actor, { id: newId(), childId: child, area, source: "registration", facts });
  return child;
} // prettier-ignore
const nameOf = (child: string): string => `会商${child.slice(-8)}`;

async function partOf(child: string, ...departments: readonly string[]) {
  const { seq, invitees } = (await by("east").get(urlOf(child, "/offer"))).body as ConferenceOffer;
  const invited = departments.map((department) => ({ department, fields: invitees.find((one) => one.department === department)?.fields.map(({ key }) => key) ?? [] }));
  return { seq, invited };
} // prettier-ignore

const meeting = {
  reason: "一家几个孩子要共同商定",
  day: "2024-07-03",
  time: "09:30",
  place: "会议室",
  way: "onsite",
} as const;

/** Three of one family: education about all of them, the police about the first. */
async function called(): Promise<[string, string, string]> {
  const phone = (phones += 1);
  const [first, second, third] = [await registered(phone), await registered(phone), await registered(phone)];
  const others = [];
  for (const childId of [second, third]) others.push({ childId, ...(await partOf(childId, "education")) });
  assert.equal(await codeOf("east", urlOf(first), { ...meeting, ...(await partOf(first, "education", "police")), others }), "done");
  return [first, second, third];
} // prettier-ignore

const shown = async (child: string, name: Who = "east"): Promise<ConferenceShown> =>
  ((await by(name).get(urlOf(child))).body as ConferenceShown[])[0] ?? assert.fail("no conference");
const inbox = async (name: Who, open = "yes"): Promise<InvitedPage["lines"]> =>
  ((await by(name).get(`/api/conference/inbox?open=${open}`)).body as InvitedPage).lines;
const minutes = (more: object = {}): object => ({
  heldOn: "2024-07-01", present: ["街道 测试"], minutes: "会议研究了这个孩子的复学和安全。", reviewOn: "2024-07-22", ...more,
  decisions: [{ what: "安排复学", department: "education", due: "2024-07-10" }],
}); // prettier-ignore
const givings = async (): Promise<number> =>
  (await people.database.db.owner.query("select 1 from export_sending")).rows.length;

test("what goes into one child's file names no other, also where one name begins with another", () => {
  const isRefused = (own: string, other: string, text: string): boolean => {
    try {
      requireUnnamed(own, [other], { reason: text, decisions: [{ what: "无" }] });
      return false;
    } catch {
      return true;
    }
  };
  assert.deepEqual([
    isRefused("王明", "王明明", "商定王明明的事"), isRefused("王明明", "王明", "商定王明明的事"), isRefused("王明明", "王明", "商定王明明和王 明的事"), isRefused("王明明", "王小", "商定王明明的事"),
  ], [true, false, true, false]);
}); // prettier-ignore

test("all or none: of a child elsewhere, in another version, listed twice, named in the reason, or in a conference already nothing is called or given", async () => {
  const phone = (phones += 1);
  const [first, second] = [await registered(phone), await registered(phone)];
  const far = await registered(phone, places.southVillage);
  const company = (await by("east").get(urlOf(first, "/company"))).body as Companion[];
  assert.deepEqual(company.map(({ childId, name }) => [childId, name]), [[second, nameOf(second)]], "in one's own area");
  assert.equal((await by("south").get(urlOf(first, "/company"))).status, 404);
  const [own, other] = [await partOf(first, "education"), { childId: second, ...(await partOf(second, "education")) }];
  const code = (others: readonly object[], more: object = {}) => codeOf("east", urlOf(first), { ...meeting, ...own, others, ...more });
  assert.equal(await code([other, { ...other, childId: far }]), "404 registry.not_found");
  assert.equal(await code([{ ...other, seq: 1 }]), "409 journal.stale");
  assert.equal(await code([{ ...other, invited: [{ department: "education", fields: ["name", "risk.maltreatment"] }] }]), "422 export.fields_beyond");
  assert.equal(await code([other, other]), "422 conference.child_twice");
  assert.equal(await code([{ ...other, childId: first }]), "422 conference.child_twice");
  assert.equal(await code([other], { reason: `商定${nameOf(second)}的事` }), "422 conference.names_another");
  assert.equal(await code([other], { day: "2024-07-06" }), "409 conference.rest_day");
  assert.equal(await code([other], { day: "2024-10-01", onRestDay: true }), "done", "asked once more, and not refused");
  const moved = (day: string) => codeOf("east", urlOf(first, "/1/move"), { day, time: "09:30", place: "会议室", way: "onsite", reason: "改期" });
  assert.deepEqual([await moved("2024-07-07"), await moved("2024-09-16"), await moved("2024-09-14")], ["409 conference.rest_day", "409 conference.rest_day", "done"], "中秋节: its Monday is off, and the Saturday before is worked");
  const third = await registered(phone);
  const refused = await by("east").post(urlOf(third), { id: newId(), ...meeting, ...(await partOf(third, "education")), others: [{ ...other, ...(await partOf(second, "education")) }] });
  assert.deepEqual([refused.code, (refused.body as { child?: number }).child], ["conference.open_already", 2]);
  assert.deepEqual((await by("east").get(urlOf(third))).body, []);
  assert.equal(await givings(), 2, "what was refused is not written down as given");
}); // prettier-ignore

test("a department sees the children that it is invited for, each by its own materials, and answers for the meeting at once", async () => {
  const held = await givings();
  const [first, second, third] = await called();
  assert.equal((await givings()) - held, 4, "each child's giving to each department is its own");
  const [one, two] = [await shown(first), await shown(second)];
  assert.ok(one.sitting !== null && one.sitting === two.sitting);
  assert.deepEqual(new Set(one.parts.map(({ childId }) => childId)), new Set([second, third]));
  assert.deepEqual([one.invited.length, two.invited.length], [2, 1]);
  const own = (await inbox("police")).filter(({ sitting }) => sitting === one.sitting);
  assert.deepEqual(own.map(({ childId }) => childId), [first]);
  assert.equal((await by("police").get(inboxOf(second))).status, 404);
  assert.equal(await codeOf("police", inboxOf(second, "/accept"), { sends: "", whole: true }), "404 conference.unknown");
  assert.equal(await codeOf("police", inboxOf(first, "/accept"), { sends: "李警官", whole: true }), "done");
  assert.equal((await inbox("education")).filter(({ sitting }) => sitting === one.sitting).length, 3);
  const text = JSON.stringify((await by("education").get(inboxOf(first))).body);
  assert.ok(text.includes(nameOf(first)) && ![second, third].some((id) => text.includes(nameOf(id)) || text.includes(id)), text);
  const accept = { id: newId(), sends: "郑老师", whole: true };
  for (let times = 0; times < 2; times += 1) assert.equal((await by("education").post(inboxOf(second, "/accept"), accept)).status, 200);
  for (const child of [first, second, third]) assert.equal((await shown(child)).invited.find(({ department }) => department === "education")?.said, "郑老师");
  assert.equal(await codeOf("education", inboxOf(third, "/decline"), { reason: "不属本部门" }), "done");
  assert.equal((await shown(first)).invited[0]?.answer, "accepted", "of the one child alone");
  assert.equal(await codeOf("education", inboxOf(first, "/opinion"), { opinion: `${nameOf(second)}先复学` }), "422 conference.names_another");
}); // prettier-ignore

test("moved and cancelled as one; each child has its own minutes, and they name no other; one is taken out, a late one joins", async () => {
  const [first, second, third] = await called();
  const later = { day: "2024-07-05", time: "15:00", place: "三楼", way: "onsite", reason: "改期" };
  assert.equal(await codeOf("east", urlOf(third, "/1/leave"), { reason: "另行安排" }), "done");
  const late = await registered(phones);
  const joining = { childId: late, ...(await partOf(late, "police")), reason: meeting.reason };
  assert.equal(await codeOf("south", urlOf(first, "/1/join"), joining), "404 registry.not_found");
  assert.equal(await codeOf("east", urlOf(first, "/1/join"), { ...joining, reason: `商定${nameOf(late)}的事` }), "422 conference.names_another");
  const join = { id: newId(), ...joining };
  for (let times = 0; times < 2; times += 1) assert.equal((await by("east").post(urlOf(second, "/1/join"), join)).status, 200);
  assert.equal(await codeOf("east", urlOf(first, "/1/join"), joining), "409 journal.stale", "it is in already");
  assert.equal(await codeOf("east", urlOf(second, "/1/move"), later), "done");
  assert.deepEqual(await Promise.all([first, second, third, late].map(async (child) => { const { day, stage } = await shown(child); return [day, stage]; })), [
    ["2024-07-05", "called"], ["2024-07-05", "called"], ["2024-07-03", "cancelled"], ["2024-07-05", "called"],
  ]);
  assert.deepEqual((await inbox("police")).filter(({ childId }) => childId === late).map(({ day }) => day), ["2024-07-05"]);

  const other = minutes({ minutes: `会议研究了${nameOf(second)}和这个孩子的复学。` });
  assert.equal(await codeOf("east", urlOf(first, "/1/minutes"), other), "422 conference.names_another");
  assert.equal(await codeOf("east", urlOf(first, "/1/minutes"), minutes()), "done");
  assert.equal(await codeOf("east", urlOf(second, "/1/cancel"), { reason: "其余的不开了" }), "done");
  assert.deepEqual(await Promise.all([first, second, late].map(async (child) => (await shown(child)).stage)), ["held", "cancelled", "cancelled"]);
  assert.equal(await codeOf("east", urlOf(first, "/1/cancel"), { reason: "已经开过" }), "409 conference.not_now");
}); // prettier-ignore

test("whoever joins while the meeting is moved comes on the new day; two who call the same family at once: one of them", async () => {
  const [first, second] = await called();
  const late = [await registered(phones), await registered(phones)];
  const joining = await Promise.all(late.map(async (childId) => ({ childId, ...(await partOf(childId, "education")), reason: meeting.reason })));
  const later = { day: "2024-07-05", time: "15:00", place: "三楼", way: "onsite", reason: "改期" };
  const [one, two] = [first, second].map((child, n) => codeOf("east", urlOf(child, "/1/join"), joining[n] ?? assert.fail()));
  assert.deepEqual(await Promise.all([one, codeOf("east", urlOf(second, "/1/move"), later), two]), ["done", "done", "done"]);
  assert.deepEqual(await Promise.all([first, second, ...late].map(async (child) => (await shown(child)).day)), Array<string>(4).fill("2024-07-05"));

  const phone = (phones += 1);
  const [elder, younger] = [await registered(phone), await registered(phone)];
  const [own, other] = [await partOf(elder, "education"), await partOf(younger, "education")];
  const held = await givings();
  const calls = [
    codeOf("east", urlOf(elder), { ...meeting, ...own, others: [{ childId: younger, ...other }] }), codeOf("east", urlOf(younger), { ...meeting, ...other, others: [{ childId: elder, ...own }] }),
  ];
  assert.deepEqual((await Promise.all(calls)).toSorted(), ["409 journal.stale", "done"]);
  assert.equal((await givings()) - held, 2);
}); // prettier-ignore

test("who moves away, is closed or erased takes its own part along: the others go on, and nothing of it is left with them", async () => {
  const [first, second, third] = await called();
  const { seq } = await partOf(third, "education");
  const moving = { id: newId(), seq, area: places.southVillage, reason: "随祖母迁居" };
  const county = (await signedIn(people, app, { login: "sittingCounty", kind: "county", area: places.county })).at;
  assert.equal((await county.post(`/api/registry/children/${third}/move`, moving)).status, 200);
  const named = minutes({ minutes: `会议研究了${nameOf(third)}和这个孩子的复学。` });
  assert.equal(await codeOf("east", urlOf(first, "/1/minutes"), named), "422 conference.names_another", "also of one who lives elsewhere now");
  assert.equal(await codeOf("east", `/api/registry/children/${second}/close`, { reason: "moved_away", note: "随父母迁出" }), "done");
  const later = { day: "2024-07-05", time: "15:00", place: "三楼", way: "onsite", reason: "改期" };
  assert.equal(await codeOf("east", urlOf(first, "/1/move"), later), "done");
  const days = [await shown(first), await shown(second), await shown(third, "south")].map(({ day }) => day);
  assert.deepEqual(days, ["2024-07-05", "2024-07-03", "2024-07-03"]);
  assert.deepEqual((await shown(third, "south")).parts, [], "of the others the new township sees nothing");
  assert.equal(await codeOf("south", urlOf(third, "/1/cancel"), { reason: "已迁来，另行商定" }), "done");
  assert.equal((await shown(first)).stage, "called");

  const { machine, projections } = people.tonghu;
  const { owner } = people.database.db;
  await erase({ owner, machine, projections, clock: people.clock }, { actor: people.county, commandId: newId(), subjectId: second, reason: "retention" });
  const one = await shown(first);
  assert.deepEqual(one.parts, []);
  const file = JSON.stringify([one, (await by("east").get(`/api/registry/children/${first}/entries`)).body]);
  assert.ok(![second, nameOf(second)].some((mark) => file.includes(mark)), file);
  assert.equal(await codeOf("education", inboxOf(first, "/accept"), { sends: "", whole: true }), "done");
  assert.equal(await codeOf("east", urlOf(first, "/1/cancel"), { reason: "不开了" }), "done");
  const views = await dumpViews(owner, machine);
  await rebuild(owner, machine, projections);
  assert.deepEqual(await dumpViews(owner, machine), views, "rebuilt, the views are the same");
}); // prettier-ignore

test("a page or a slip of before a decision was given out again answers nothing of what is asked now", async () => {
  const [first] = await called();
  assert.equal(await codeOf("east", urlOf(first, "/1/minutes"), minutes()), "done");
  const [decision] = ((await by("education").get(inboxOf(first))).body as InvitedShown).decisions;
  assert.equal(decision?.round, 0);
  assert.equal(await codeOf("education", inboxOf(first, "/decisions/1"), { done: false, result: "学位已满", round: 0 }), "done");
  assert.equal(await codeOf("east", urlOf(first, "/1/decisions/1/renew"), { note: "改到第二小学", department: "education", due: "2024-07-12" }), "done");
  const answer = { done: true, result: "已返校" };
  assert.equal(await codeOf("education", inboxOf(first, "/decisions/1"), { ...answer, round: 0 }), "409 conference.decision_renewed");
  assert.equal((await shown(first)).decisions[0]?.stage, "open");
  assert.equal(await codeOf("education", inboxOf(first, "/decisions/1"), { ...answer, round: 1 }), "done");
}); // prettier-ignore

test("the next meeting of a family takes the place of the one before for each of them, with what each left open", async () => {
  const [first, second, third] = await called();
  for (const child of [first, second]) assert.equal(await codeOf("east", urlOf(child, "/1/minutes"), minutes()), "done");
  assert.equal(await codeOf("east", urlOf(third, "/1/leave"), { reason: "另行安排" }), "done");
  const [own, other] = [await partOf(first, "education"), { childId: second, ...(await partOf(second, "education")) }];
  const next = { ...meeting, ...own, instead: 1, review: "还没有复学" };
  assert.equal(await codeOf("east", urlOf(first), { ...next, others: [other] }), "409 conference.open_already", "what was held ends by a review of its own");
  assert.equal(await codeOf("east", urlOf(first), { ...next, others: [{ ...other, instead: 1, review: `${nameOf(first)}也没有复学` }] }), "422 conference.names_another");
  assert.equal(await codeOf("east", urlOf(first), { ...next, others: [{ ...other, instead: 1, review: "还没有复学" }] }), "done");
  for (const child of [first, second]) {
    const [now, old] = (await by("east").get(urlOf(child))).body as ConferenceShown[];
    assert.deepEqual([now?.no, now?.parts.length, now?.decisions.map(({ what }) => what), old?.next], [2, 1, ["安排复学"], 2]);
  }
}); // prettier-ignore

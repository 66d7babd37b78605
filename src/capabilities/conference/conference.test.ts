import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { erase } from "#platform/journal/erase.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import type {
  ConferenceOffer, ConferenceShown, ConferencesPage, ConferenceToday, DecisionsPage, InvitedPage, InvitedShown,
} from "./words.ts"; // prettier-ignore

/* A conference on a child, from its calling to its review: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-conference-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};

const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  director: { kind: "director", area: places.eastVillage },
  county: { kind: "county", area: places.county },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
  health: { kind: "department", area: places.county, department: "health" },
  cityEducation: { kind: "department", area: places.county.slice(0, 4), department: "education" },
  southEducation: { kind: "department", area: places.south, department: "education" },
} as const;
type Who = keyof typeof who;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent");
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: Who): Browser => at[name] ?? assert.fail(name);
const urlOf = (child: string): string => `/api/conference/children/${child}`;
const inboxOf = (child: string): string => `/api/conference/inbox/${child}`;

async function registered(): Promise<string> {
  const childId = newId();
  const facts = {
    ...leftBehind, name: `会商${childId.slice(-8)}`, "guardian.name": `祖母${childId.slice(-8)}`, "guardian.phone": "13812345678", "school.state": "dropout",
    "school.name": "示例第一小学", "risk.maltreatment": "suspected", "risk.sexualAbuse": "suspected",
  }; // prettier-ignore
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
} // prettier-ignore

const offered = async (child: string): Promise<ConferenceOffer> =>
  (await by("east").get(`${urlOf(child)}/offer`)).body as ConferenceOffer;

async function calling(child: string, more: object = {}): Promise<Record<string, unknown>> {
  const { seq, invitees } = await offered(child);
  const invited = ["education", "police"].map((department) => ({
    department, fields: invitees.find((one) => one.department === department)?.fields.map(({ key }) => key),
  })); // prettier-ignore
  return { id: newId(), reason: "辍学且疑似受到伤害，需要共同商定", day: "2024-07-03", time: "09:30", place: "流沙东街道会议室", way: "onsite", invited, seq, ...more };
} // prettier-ignore

const done = async (name: Who, url: string, body: object = {}): Promise<void> => {
  const answer = await by(name).post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, `${url}: ${JSON.stringify(answer.body)}`);
};
const called = async (): Promise<string> => {
  const child = await registered();
  await done("east", urlOf(child), await calling(child));
  return child;
};
const shown = async (child: string): Promise<ConferenceShown> =>
  ((await by("east").get(urlOf(child))).body as ConferenceShown[])[0] ?? assert.fail("no conference");
const inbox = async (name: Who, open = "yes"): Promise<InvitedPage["lines"]> =>
  ((await by(name).get(`/api/conference/inbox?open=${open}`)).body as InvitedPage).lines;
const minutes = (decisions: readonly object[], more: object = {}): object => ({
  heldOn: "2024-07-01", present: ["流沙东街道 测试", "市教育局 测试"], minutes: "会议研究了孩子复学和安全两件事，形成如下决定。", decisions, reviewOn: "2024-07-22", ...more,
}); // prettier-ignore

test("another township cannot call, a director neither; no field beyond the purpose leaves, nothing sealed is offered", async () => {
  const child = await registered();
  const asked = await calling(child);
  assert.equal((await by("south").post(urlOf(child), asked)).status, 404);
  assert.equal((await by("south").get(`${urlOf(child)}/offer`)).status, 404);
  assert.equal((await by("director").post(urlOf(child), asked)).status, 403);
  assert.equal((await by("police").get(urlOf(child))).status, 403);
  const code = async (more: object): Promise<string> => (await by("east").post(urlOf(child), { ...asked, ...more })).code;
  assert.equal(await code({ invited: [{ department: "education", fields: ["name", "risk.maltreatment"] }] }), "export.fields_beyond");
  assert.equal(await code({ invited: [{ department: "police", fields: ["risk.sexualAbuse"] }] }), "export.fields_beyond");
  assert.equal(await code({ invited: [{ department: "education", fields: [] }] }), "conference.nothing_to_give");
  assert.equal(await code({ invited: [{ department: "market", fields: ["name"] }] }), "conference.invitee_unknown");
  assert.equal(await code({ seq: 1 }), "journal.stale");
  assert.equal(await code({ day: "2024-06-30" }), "conference.day_wrong");
  const { rows } = await people.database.db.owner.query("select 1 from export_sending");
  assert.equal(rows.length, 0, "what was refused is not written down as given");
  const offer = await offered(child);
  assert.ok(!JSON.stringify(offer).includes("sexualAbuse"));
  assert.deepEqual(offer.invitees.slice(0, 2).map(({ department, proposed }) => [department, proposed]), [["police", true], ["education", true]]);
}); // prettier-ignore

test("called → invited → opinion → minutes → decisions done → reviewed", async () => {
  const child = await registered();
  const command = await calling(child);
  await done("east", urlOf(child), command);
  assert.equal(((await by("east").post(urlOf(child), command)).body as { repeated: boolean }).repeated, true);
  assert.equal((await by("east").post(urlOf(child), await calling(child))).code, "conference.open_already");

  const [line] = await inbox("education");
  assert.deepEqual([line?.childId, line?.waits, line?.due, line?.town], [child, true, "2024-07-03", "流沙东街道"]);
  assert.deepEqual([await inbox("health"), await inbox("southEducation")], [[], []]);
  assert.equal((await by("health").get(`${inboxOf(child)}/1`)).status, 404);
  const schools = (await by("education").get(`${inboxOf(child)}/1`)).body as InvitedShown;
  assert.ok(JSON.stringify(schools).includes("示例第一小学") && !JSON.stringify(schools).includes("maltreatment"));
  assert.deepEqual(schools.opened, ["guardian.phone"]);

  await done("police", `${inboxOf(child)}/1/accept`, { sends: "李警官" });
  await done("education", `${inboxOf(child)}/1/opinion`, { opinion: "建议先安排同校老师上门" });
  const blank = await by("education").post(`${inboxOf(child)}/1/decline`, { id: newId(), reason: " " });
  assert.match(JSON.stringify(blank.body), /“?理由”?不能少于 2 个字/, "what it is called on that form");
  await done("education", `${inboxOf(child)}/1/decline`, { reason: "当日另有安排" });
  assert.equal((await by("health").post(`${inboxOf(child)}/1/accept`, { id: newId(), sends: "" })).status, 404);
  const declined = (await by("education").get(`${inboxOf(child)}/1`)).body as InvitedShown;
  assert.deepEqual([declined.invitation.facts, declined.waits, declined.name], [[], false, ""], "who does not come sees the materials no more");

  const decisions = [
    { what: "安排复学", department: "education", due: "2024-07-10" },
    { what: "每周上门探访一次", person: "测试director", due: "2024-07-12" },
  ];
  const url = `${urlOf(child)}/1`;
  assert.equal((await by("south").post(`${url}/minutes`, { id: newId(), ...minutes(decisions) })).status, 404);
  const health = minutes([{ what: "心理评估", department: "health", due: "2024-07-10" }]);
  assert.equal((await by("east").post(`${url}/minutes`, { id: newId(), ...health })).code, "conference.owner_wrong");
  assert.equal((await by("east").post(`${url}/minutes`, { id: newId(), ...minutes(decisions, { heldOn: "2024-07-02" }) })).code, "conference.day_wrong");
  await done("east", `${url}/minutes`, minutes(decisions));
  const held = await shown(child);
  assert.deepEqual([held.stage, held.minutes?.absent, held.decisions.map(({ task }) => task)], ["held", ["education"], [null, 1]]);
  assert.equal((await by("police").post(`${inboxOf(child)}/1/decisions/1`, { id: newId(), done: true, result: "好了" })).status, 404);

  assert.equal((await by("east").post(`${url}/review`, { id: newId(), review: "effective", note: "都好" })).code, "conference.review_early");
  const own = (await by("education").get(`${inboxOf(child)}/1`)).body as InvitedShown;
  assert.ok(own.waits && own.name.startsWith("会商"), "a decision of its own shows its materials again");
  await done("education", `${inboxOf(child)}/1/decisions/1`, { done: true, result: "已回校上课" });
  const found = await by("county").get("/api/conference/decisions");
  assert.equal(found.status, 200, JSON.stringify(found.body));
  const board = (found.body as DecisionsPage).lines;
  assert.deepEqual(board.map(({ what, person, due }) => [what, person, due]), [["每周上门探访一次", "测试director", "2024-07-12"]]);
  await done("director", `/api/task/children/${child}/tasks/1/close`, { outcome: "已探访两次" });
  const today = (await by("east").get("/api/conference/today")).body as ConferenceToday;
  assert.deepEqual([today.review, today.hold], [1, 0]);
  await done("east", `${url}/review`, { review: "effective", note: "孩子已返校，生活安定" });
  const ended = await shown(child);
  assert.deepEqual([ended.stage, ended.outcome, ended.invited.map(({ facts }) => facts.length)], ["closed", "已见效", [0, 0]]);
  const lines = ((await by("county").get("/api/conference/list?open=no")).body as ConferencesPage).lines;
  assert.ok(lines.some(({ childId, outcome }) => childId === child && outcome === "effective"));
  assert.deepEqual([await inbox("education"), (await inbox("education", "no"))[0]?.name], [[], ""]);
}); // prettier-ignore

test("a file that moves takes its conference along, and its departments stay those that were invited", async () => {
  const child = await called();
  const { seq } = await offered(child);
  const moved = await by("county").post(`/api/registry/children/${child}/move`, { id: newId(), seq, area: places.southVillage, reason: "随祖母迁居" });
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const listed = async (name: Who): Promise<boolean> =>
    ((await by(name).get("/api/conference/list")).body as ConferencesPage).lines.some(({ childId }) => childId === child);
  assert.deepEqual([await listed("east"), await listed("south")], [false, true]);
  assert.equal((await by("east").post(`${urlOf(child)}/1/cancel`, { id: newId(), reason: "已迁走" })).status, 404);
  assert.deepEqual((await inbox("southEducation")).filter(({ childId }) => childId === child), [], "what was given does not go to another place's department");
  await done("education", `${inboxOf(child)}/1/accept`, { sends: "郑老师" });
  await done("south", `${urlOf(child)}/1/minutes`, minutes([{ what: "安排就近入学", department: "education", due: "2024-07-10" }]));
  await done("education", `${inboxOf(child)}/1/decisions/1`, { done: true, result: "已入学" });
  await done("south", `${urlOf(child)}/1/review`, { review: "effective", note: "已在新校就读" });
}); // prettier-ignore

test("of a closed file nothing is begun: it is brought to its end; what is sealed shows nothing to anybody invited", async () => {
  const [early, later] = [await called(), await called()];
  await done("east", `${urlOf(later)}/1/minutes`, minutes([{ what: "安排复学", department: "education", due: "2024-07-10" }]));
  for (const child of [early, later]) await done("east", `/api/registry/children/${child}/close`, { reason: "moved_away", note: "随父母迁出" });
  const code = async (name: Who, url: string, body: object): Promise<string> => (await by(name).post(url, { id: newId(), ...body })).code;
  assert.equal(await code("east", `${urlOf(early)}/1/minutes`, minutes([])), "registry.file_closed");
  assert.equal(await code("education", `${inboxOf(early)}/1/accept`, { sends: "" }), "registry.file_closed");
  assert.equal(await code("education", `${inboxOf(early)}/1/opinion`, { opinion: "意见" }), "registry.file_closed");
  await done("east", `${urlOf(early)}/1/cancel`, { reason: "已随父母迁出" });
  assert.equal(await code("east", `${urlOf(later)}/1/decisions/1/renew`, { note: "再办", department: "education", due: "2024-07-20" }), "registry.file_closed");
  await done("education", `${inboxOf(later)}/1/decisions/1`, { done: false, result: "已转学" });
  assert.equal(await code("east", `${urlOf(later)}/1/review`, { review: "effective", note: "都好" }), "registry.file_closed");
  await done("east", `${urlOf(later)}/1/review`, { review: "ended", note: "已随父母迁出" });
  assert.equal((await shown(later)).decisions[0]?.stage, "dropped");
  await done("county", `/api/retention/children/${later}/seal`, { reason: "已随父母迁出" });
  assert.equal((await by("education").get(`${inboxOf(later)}/1`)).status, 404);
}); // prettier-ignore

test("what one leaves open is the next one's at once: on the board, with its department, and not to be cancelled away", async () => {
  const child = await called();
  await done("education", `${inboxOf(child)}/1/accept`, { sends: "" });
  const silent = async (): Promise<[number, string]> => {
    const { invitation, name } = (await by("police").get(`${inboxOf(child)}/1`)).body as InvitedShown;
    return [invitation.facts.length, name];
  };
  assert.ok((await silent())[0] > 0);
  await done("east", `${urlOf(child)}/1/minutes`, minutes([{ what: "安排复学", department: "education", due: "2024-07-10" }]));
  assert.deepEqual(await silent(), [0, ""], "who never answered keeps nothing once it was held");
  await done("east", urlOf(child), await calling(child, { instead: 1, review: "孩子又离校" }));
  const board = async (): Promise<unknown[]> => {
    const { lines } = (await by("east").get("/api/conference/decisions")).body as DecisionsPage;
    return lines.flatMap(({ childId, no, what, due }) => (childId === child ? [[no, what, due]] : []));
  };
  assert.deepEqual(await board(), [[2, "安排复学", "2024-07-10"]]);
  const [line] = (await inbox("education")).filter(({ childId }) => childId === child);
  assert.deepEqual([line?.no, line?.open, line?.waits], [2, 1, true]);
  assert.equal((await by("east").post(`${urlOf(child)}/2/cancel`, { id: newId(), reason: "不开了" })).code, "conference.carries_open");
  const village = JSON.stringify((await by("director").get(`/api/registry/children/${child}/entries`)).body);
  assert.ok(!village.includes("安排复学"), "what is carried is as little the village's as what was decided");
  await done("education", `${inboxOf(child)}/2/decisions/1`, { done: true, result: "已返校" });
  assert.deepEqual(await board(), []);
  await done("east", `${urlOf(child)}/2/cancel`, { reason: "已返校，不必再开" });
}); // prettier-ignore

test("a city's department answers for no county's: it has no invitation of that level, and none can be answered in its place", async () => {
  const child = await called();
  assert.deepEqual([await inbox("cityEducation"), await inbox("cityEducation", "no")], [[], []]);
  assert.equal(((await by("cityEducation").get("/api/conference/inbox/today")).body as ConferenceToday).answer, 0);
  assert.equal((await by("cityEducation").get(`${inboxOf(child)}/1`)).status, 404);
  for (const [step, body] of [["accept", { sends: "市局" }], ["decline", { reason: "由市局办理" }], ["opinion", { opinion: "意见" }]] as const) {
    const answer = await by("cityEducation").post(`${inboxOf(child)}/1/${step}`, { id: newId(), ...body });
    assert.deepEqual([answer.status, answer.code], [404, "conference.unknown"]);
  }
  await done("education", `${inboxOf(child)}/1/accept`, { sends: "郑老师" });
}); // prettier-ignore

test("what is said at a conference stands in the time line for those who read conferences, and not for the village", async () => {
  const child = await called();
  await done("east", `${urlOf(child)}/1/minutes`, minutes([]));
  const entries = async (name: Who): Promise<string> => JSON.stringify((await by(name).get(`/api/registry/children/${child}/entries`)).body);
  assert.ok((await entries("east")).includes("会议研究了孩子复学"));
  const village = await entries("director");
  assert.ok(village.includes("会商召开并形成纪要") && !village.includes("会议研究了孩子复学") && !village.includes("示例第一小学会商"));
}); // prettier-ignore

test("row by row the database shows a department its own invitations in its area, and nothing of decisions", async () => {
  const child = await called();
  const rows = async (scope: object, table: string): Promise<number> => {
    const ask = { lo: places.county, hi: `${places.county}:`, ...scope };
    const text = `select 1 from ${table} where child_id = '${child}'`;
    return inScope(people.database.db.pool, ask, async (db) => (await db.query(text)).rows.length);
  };
  assert.deepEqual([await rows({ department: "education" }, "conference_invited"), await rows({ department: "health" }, "conference_invited")], [1, 0]);
  assert.deepEqual([await rows({ department: "education" }, "conference_item"), await rows({ department: "education" }, "conference_decision")], [0, 0]);
  assert.equal(await rows({ lo: places.south, hi: `${places.south}:`, department: "education" }, "conference_invited"), 0);
}); // prettier-ignore

test("views come back equal from the journal; an erased child's conference is in none of them", async () => {
  const [gone, stays] = [await called(), await called()];
  for (const child of [gone, stays]) await done("east", `${urlOf(child)}/1/minutes`, minutes([{ what: "安排复学", department: "education", due: "2024-07-10" }]));
  const { machine, projections } = people.tonghu;
  const { owner } = people.database.db;
  await erase({ owner, machine, projections, clock: people.clock }, { actor: people.county, commandId: newId(), subjectId: gone, reason: "retention" });
  const views = await dumpViews(owner, machine);
  for (const table of ["conference_item", "conference_invited", "conference_decision"])
    assert.deepEqual([gone, stays].map((id) => views[table]?.some((row) => row.includes(id))), [false, true], table);
  await rebuild(owner, machine, projections);
  assert.deepEqual(await dumpViews(owner, machine), views);
  assert.equal((await by("education").get(`${inboxOf(gone)}/1`)).status, 404);
}); // prettier-ignore

test("a day that passes is seen: who does not answer, who is late, and from when the next level sees it", async () => {
  const child = await called();
  await done("east", `${urlOf(child)}/1/minutes`, minutes([{ what: "安排复学", department: "education", due: "2024-07-02" }]));
  const silent = await called();
  people.clock.set("2024-07-04T02:00:00.000Z"); // their sessions are over by then
  for (const name of ["east", "county", "education"] as const) at[name] = (await signedIn(people, app, { login: `${name}4`, ...who[name] })).at;
  const late = (await by("county").get("/api/conference/decisions?when=climbed")).body as DecisionsPage;
  assert.deepEqual(late.lines.map(({ childId }) => childId), [child]);
  const today = (await by("east").get("/api/conference/today")).body as ConferenceToday;
  assert.ok(today.silent >= 2 && today.hold >= 1 && today.late === 1 && today.overdue >= 1, JSON.stringify(today));
  assert.ok(((await by("county").get("/api/conference/list?when=climbed")).body as ConferencesPage).lines.some(({ childId }) => childId === silent));
  assert.equal(((await by("education").get("/api/conference/inbox/today")).body as ConferenceToday).late >= 2, true);
}); // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { compare, initial } from "#capabilities/anomaly/decide.ts";
import * as registry from "#capabilities/registry/index.ts";
import * as task from "#capabilities/task/index.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import type { OriginLine, Origins, ReferralShown, RoutesOffered } from "./words.ts";

/* A referral from an anomaly or a task: the file knows where it came from, and the department does not. */

let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const who = {
  east: { kind: "supervisor", area: places.east },
  south: { kind: "supervisor", area: places.south },
  education: { kind: "department", area: places.county, department: "education" },
} as const;
const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail(name);

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("tonghu-origin-"), "silent");
  for (const [name, post] of Object.entries(who)) at[name] = (await signedIn(people, app, { login: name, ...post })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const raised = {
  comparison: "enrolment", title: "在校学生名单", department: "education", finding: "differs", clause: "条款", list: newId(), listDay: "2024-06-25", row: 1,
  probability: 0.99, words: "姓名相同", facts: { "school.state": "junior" }, day: "2024-06-28", due: "2024-07-28",
} as const; // prettier-ignore

async function registered(): Promise<string> {
  const childId = newId();
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const facts = { ...leftBehind, name: `来由${childId.slice(-8)}`, "guardian.phone": "13812345678", "school.state": "dropout" };
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  await task.open(world, people.eastDirector, childId, { id: newId(), title: "三天没有到校", solution: "", owner: "" });
  const { drafts } = compare(initial, "enrolment", [raised], { day: "2024-06-28", list: raised.list });
  await people.tonghu.journal.decide({ actor: people.eastSupervisor, commandId: newId(), content: {} }, childId, () => drafts);
  return childId;
} // prettier-ignore

const urlOf = (id: string): string => `/api/referral/children/${id}`;
async function sending(id: string, more: object): Promise<object> {
  const { seq, routes } = (await by("east").get(`${urlOf(id)}/routes`)).body as RoutesOffered;
  const fields = routes.find((one) => one.id === "dropout")?.fields.map(({ key }) => key);
  return { id: newId(), route: "dropout", seq, note: "请劝返复学", fields, ...more };
}
const shownOf = async (id: string): Promise<ReferralShown | undefined> =>
  ((await by("east").get(urlOf(id))).body as ReferralShown[])[0];
const linesOf = async (name: keyof typeof who, kind: string, id: string): Promise<OriginLine[]> =>
  ((await by(name).get(`/api/referral/origins?kind=${kind}&ids=${id}`)).body as Origins).lines;
const openTasks = async (id: string): Promise<string[]> => {
  const { body } = await by("east").get(`/api/registry/children/${id}`);
  return Object.keys((body as { tasks: { open: object } }).tasks.open);
};

test("from a task: kept in the file and told to no department; returned and sent again it is the same; solved, the task ends with it", async () => {
  const id = await registered();
  for (const [no, code] of [[7, "referral.origin_unknown"]] as const)
    assert.equal((await by("east").post(urlOf(id), await sending(id, { origin: { kind: "task", no } }))).code, code);
  const sent = await by("east").post(urlOf(id), await sending(id, { origin: { kind: "task", no: 1 } }));
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const origin = { kind: "task", no: 1, title: "三天没有到校", open: true };
  assert.deepEqual((await shownOf(id))?.origin, origin);
  const [line, ...more] = await linesOf("east", "task", id);
  assert.deepEqual([line?.origin, line?.no, line?.stage, more.length], [{ kind: "task", no: 1 }, 1, "sent", 0]);
  assert.deepEqual(await linesOf("south", "task", id), [], "another township's");
  assert.deepEqual(await linesOf("east", "anomaly", id), []);

  const inside = `/api/referral/inbox/${id}/1`;
  const told = (await by("education").get(inside)).body as ReferralShown;
  assert.ok(told.origin === null && !JSON.stringify(told).includes("三天没有到校"), JSON.stringify(told));
  assert.ok(!JSON.stringify((await by("education").get("/api/referral/inbox")).body).includes("三天"));
  assert.equal((await by("education").get(`/api/referral/origins?kind=task&ids=${id}`)).status, 403);
  assert.equal((await by("education").post(`${inside}/return`, { id: newId(), reason: "请写明学校" })).status, 200);
  assert.equal((await by("east").post(urlOf(id), await sending(id, { instead: 1 }))).status, 200);
  assert.deepEqual((await shownOf(id))?.origin, origin, "what goes in its place comes from the same");

  const answered = await by("education").post(`/api/referral/inbox/${id}/2/answer`, { id: newId(), result: "已返校" });
  assert.equal(answered.status, 200);
  const check = { id: newId(), solved: true, note: "到校见到孩子", closeTask: true };
  assert.equal((await by("east").post(`${urlOf(id)}/2/check`, check)).status, 200);
  assert.deepEqual([(await shownOf(id))?.stage, await openTasks(id)], ["closed", []]);
  assert.equal((await shownOf(id))?.origin?.open, false);
  const late = await by("east").post(urlOf(id), await sending(id, { origin: { kind: "task", no: 1 } }));
  assert.deepEqual([late.status, late.code], [409, "referral.origin_over"]);
}); // prettier-ignore

test("from an anomaly, open or answered; there is no task to end, and not solved ends nothing", async () => {
  const id = await registered();
  const verify = { id: newId(), verdict: "right", note: "到学校看过" };
  assert.equal((await by("east").post(`/api/anomaly/children/${id}/1/verify`, verify)).status, 200);
  const sent = await by("east").post(urlOf(id), await sending(id, { origin: { kind: "anomaly", no: 1 } }));
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  const shown = await shownOf(id);
  assert.deepEqual([shown?.origin?.kind, shown?.origin?.open], ["anomaly", false]);
  assert.ok(shown?.origin?.title.startsWith("信息不一致："), shown?.origin?.title);
  assert.equal((await by("education").post(`/api/referral/inbox/${id}/1/answer`, { id: newId(), result: "已返校" })).status, 200);
  const check = { id: newId(), solved: true, note: "到校见到孩子", closeTask: true };
  assert.equal((await by("east").post(`${urlOf(id)}/1/check`, check)).code, "referral.origin_unknown");
  assert.equal((await by("east").post(`${urlOf(id)}/1/check`, { ...check, id: newId(), solved: false })).status, 200);
  assert.deepEqual(await openTasks(id), ["1"]);
}); // prettier-ignore

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import { answerReferral, initial, sendReferral } from "#capabilities/referral/decide.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, KeptFile, Village } from "./words.ts";

/* A phone without signal says whether a department's answer is so, and withdraws a photo that it sent long ago. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;
let township: Caller;

before(async () => {
  people = await cast("2024-07-10T04:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  township = await enter(people, app, "supervisor", places.east);
});
after(async () => {
  await app.close();
  await people.close();
});

const machine: Actor = { personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage) }; // prettier-ignore
const present = { today: "2024-07-08", name: "某人", limit: () => ({ due: "2024-07-15", remindOn: "2024-07-12", climbsOn: "2024-07-17", assumed: [] }) }; // prettier-ignore
const sending = {
  route: "dropout", title: "疑似辍学", clause: "粤民发〔2024〕32号 四(二)", department: "education", urgent: false, to: places.county,
  terms: { receive: 2, answer: 10, check: 5, remind: 1, climb: 2, clause: "本地设定" }, note: "请劝返", number: "1", facts: { name: "甲" },
} as const; // prettier-ignore

let n = 0;
/** A child of the east village, of whom education says that it is done. */
async function answered(): Promise<string> {
  n += 1;
  const childId = newId();
  const facts = { ...leftBehind, name: `核实${n}` };
  const made = await east.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  await again(childId, () => sendReferral(initial, sending, undefined, present));
  await again(childId, (state) => answerReferral(state, 1, "已返校", present));
  return childId;
}
const again = (childId: string, decide: (state: typeof initial) => readonly { kind: string; body: Record<string, unknown> }[]) =>
  people.tonghu.journal.decide({ actor: machine, commandId: newId(), content: {} }, childId, (subject) => [...decide(subject.state["referral"] as typeof initial)]); // prettier-ignore

const ownerOf = async (by: Caller) => {
  const { personId, area } = (await by.get("/api/account/me")).body as { personId: string; area: string };
  return { personId, area };
};
async function send(by: Caller, command: Record<string, unknown>) {
  const sentAt = "2024-07-10T04:00:00.000Z";
  const sent = await by.post("/api/sync/batches", { ...(await ownerOf(by)), sentAt, unsent: 1, commands: [command] });
  const [one] = (sent.body as BatchAnswers).answers;
  return one?.kind === "refused" ? one.code : one?.kind === "receipt" ? one.repeated : one?.kind;
}
async function heldBy(by: Caller, childId: string): Promise<KeptFile | undefined> {
  const asked = { ...(await ownerOf(by)), have: {}, day: null, policy: null, unsent: 0 };
  return ((await by.post("/api/sync/village", asked)).body as Village).files.find((file) => file.childId === childId);
}
const entriesOf = async (childId: string, kind: string) => {
  const all = (await township.get(`/api/registry/children/${childId}/entries`)).body as { kind: string; body: Record<string, unknown> }[]; // prettier-ignore
  return all.filter((entry) => entry.kind === kind).map(({ body }) => body);
};

const at = "2024-07-09T02:00:00.000Z";
const check = (childId: string, body: Record<string, unknown>) => ({
  id: newId(), operation: "referral.check", childId, no: 1, at, body: { note: "到家里看过", day: "2024-07-09", seen: 3, ...body },
}); // prettier-ignore

test("an answer to be checked lies on its own village's phone alone, without what was given; checked there it is so once", async () => {
  const childId = await answered();
  assert.equal(await heldBy(south, childId), undefined);
  const file = await heldBy(east, childId);
  assert.deepEqual(file?.checks, [{ no: 1, title: "疑似辍学", department: "education", owner: "教育部门", urgent: false, answeredOn: "2024-07-08", result: "已返校", due: "2024-07-15", seen: 3 }]); // prettier-ignore
  assert.equal(JSON.stringify(file?.checks).includes("请劝返"), false);
  const command = check(childId, { solved: true });
  assert.equal(await send(south, command), "journal.not_found");
  assert.equal(await send(east, command), false);
  assert.equal(await send(east, command), true, "the second time it is the first one's receipt");
  assert.deepEqual((await entriesOf(childId, "referral.checked")).map(({ day, solved }) => [day, solved]), [["2024-07-09", true]]); // prettier-ignore
  assert.deepEqual((await heldBy(east, childId))?.checks, []);
});

test("a late word does not undo a newer one: of an answer that came after it nothing is said", async () => {
  const childId = await answered();
  const desk = await township.post(`/api/referral/children/${childId}/1/check`, { id: newId(), solved: false, note: "没有返校" }); // prettier-ignore
  assert.equal(desk.status, 200, JSON.stringify(desk.body));
  assert.equal(await send(east, check(childId, { solved: true })), "referral.not_now");
  await again(childId, (state) => answerReferral(state, 1, "这次真的返校了", present));
  assert.equal(await send(east, check(childId, { solved: true })), "referral.answered_since");
  assert.equal(await send(east, check(childId, { solved: true, seen: 5 })), false);
});

test("a photo is withdrawn from the phone once; one that the desk has withdrawn meanwhile is withdrawn, and another village's is not there", async () => {
  const [childId, id] = [await answered(), newId()];
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } }).jpeg().toBuffer(); // prettier-ignore
  const world = { ...people.tonghu.ground, ...people.tonghu.evidence, journal: people.tonghu.journal };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await attachment.takeWhole(world, people.eastDirector, childId, id, bytes);
  await attachment.add(world, people.eastDirector, childId, { id, kind: "photo", of: newId(), sha256, note: "" });
  assert.deepEqual((await heldBy(east, childId))?.photos, [{ id, day: "2024-07-10" }]);
  const withdraw = (reason = "拍到了邻居") => ({ id: newId(), operation: "attachment.withdraw", childId, at, body: { attachmentId: id, reason } }); // prettier-ignore
  const command = withdraw();
  assert.equal(await send(south, command), "registry.not_found");
  assert.equal(await send(east, withdraw("错")), "http.input_invalid");
  assert.equal(await send(east, command), false);
  assert.equal(await send(east, command), true);
  assert.equal(await send(east, withdraw("也发现了")), false, "nothing to withdraw any more, and nothing is refused");
  assert.equal((await entriesOf(childId, "attachment.withdrawn")).length, 1);
  assert.deepEqual((await heldBy(east, childId))?.photos, []);
});

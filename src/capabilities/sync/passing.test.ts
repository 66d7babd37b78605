import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import { browser, person, signedIn } from "#test/accounts.ts";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, seqOf, server } from "#test/cast.ts";
import { boxKeyOf } from "./box.ts";
import type { BatchAnswers, SalvagedCommand, SentAnswer } from "./words.ts";

/* A child moves while its visit and the visit's pictures lie on the phone of the village that it left. */

let people: Cast;
let app: FastifyInstance;
let [east, south, county]: (Caller | undefined)[] = [];
let photo: Buffer;

before(async () => {
  people = await cast("2024-07-01T15:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  county = await enter(people, app, "county", places.county);
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#486" } })
    .jpeg()
    .toBuffer();
});
after(async () => {
  await app.close();
  await people.close();
});

const by = (caller: Caller | undefined): Caller => caller ?? assert.fail("before");

async function registered(name: string): Promise<string> {
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, name } };
  assert.equal((await by(east).post("/api/registry/children", command)).status, 200);
  return childId;
}

async function move(childId: string, area: string): Promise<void> {
  const seq = await seqOf(by(county), childId);
  const moving = { id: newId(), seq, area, day: "2024-07-01", reason: "随祖母搬家" };
  const moved = await by(county).post(`/api/registry/children/${childId}/move`, moving);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
}

const visitOf = (childId: string) => ({
  id: newId(), operation: "visit.record", childId, at: "2024-07-01T01:00:00.000Z", needs: [],
  body: { kind: "home_visit", form: "puning@1", day: "2024-07-01", note: "搬走前看过" },
}); // prettier-ignore

const photoOf = (childId: string, of: string) => ({
  id: newId(), operation: "attachment.add", childId, at: "2024-07-01T01:01:00.000Z", needs: [of],
  body: { kind: "photo", of, day: "2024-07-01", sha256: createHash("sha256").update(photo).digest("hex") },
}); // prettier-ignore

async function send(...commands: readonly object[]): Promise<readonly SentAnswer[]> {
  const { personId, area } = (await by(east).get("/api/account/me")).body as { personId: string; area: string };
  const batch = { personId, area, sentAt: "2024-07-01T02:00:00.000Z", unsent: 1, commands };
  const answer = await by(east).post("/api/sync/batches", batch);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as BatchAnswers).answers;
}
const said = (answers: readonly SentAnswer[]) => answers.map((one) => (one.kind === "refused" ? one.code : one.kind));

const uploads = ({ childId, id }: { childId: string; id: string }) =>
  `/api/attachment/children/${childId}/uploads/${id}`;
async function put(caller: Caller, of: { childId: string; id: string }, at: number, end?: number): Promise<number> {
  const headers = { cookie: caller.cookie, "content-type": "application/octet-stream" };
  const call = { method: "POST", url: `${uploads(of)}?at=${at}`, headers, payload: photo.subarray(at, end) } as const;
  return (await app.inject(call)).statusCode;
}

const waiting = async (caller: Caller | undefined) =>
  (await by(caller).get("/api/sync/salvaged")).body as readonly SalvagedCommand[];
const filesOf = async (caller: Caller | undefined, childId: string) =>
  (await by(caller).get(`/api/attachment/children/${childId}/files`)).body as readonly { id: string; of: string }[];

test("a moved child's visit and its picture go to the director of where it is, the picture in parts, each once; its sender gets a receipt", async () => {
  const childId = await registered("搬家");
  const [visit, foreign] = [visitOf(childId), newId()];
  const picture = photoOf(childId, visit.id);
  assert.equal(await put(by(east), picture, 0, 100), 200, "a part before the move");
  await move(childId, places.southVillage);
  assert.deepEqual(said(await send(visit)), ["sync.child_moved"]);
  assert.deepEqual((await by(east).get(uploads(picture))).body, { at: 100 }, "goes on where it stopped");
  assert.deepEqual(said(await send(picture)), ["attachment.incomplete"], "not before all of it is there");
  assert.equal(await put(by(east), picture, 100), 200);
  for (const turn of [1, 2]) {
    const [answer] = await send(picture);
    assert.deepEqual(answer, { id: picture.id, kind: "receipt", childId, seq: 0, repeated: false, disputed: [] }, `turn ${turn}`); // prettier-ignore
  }
  assert.equal((await by(east).get(`/api/attachment/children/${childId}/files`)).status, 404, "it sees nothing of the file");
  assert.equal((await by(east).get(uploads({ childId: foreign, id: newId() }))).status, 404, "and nobody else's child");

  assert.deepEqual((await waiting(south)).map(({ id }) => id), [visit.id, picture.id]); // prettier-ignore
  assert.equal((await by(south).post(`/api/sync/salvaged/${visit.id}/take`, {})).status, 200);
  assert.deepEqual(await waiting(south), [], "with its picture");
  assert.deepEqual((await filesOf(south, childId)).map(({ id, of }) => [id, of]), [[picture.id, visit.id]]); // prettier-ignore
  assert.deepEqual(said(await send(picture)), ["receipt"]);
  const late = photoOf(childId, visit.id);
  assert.equal(await put(by(east), late, 0), 200);
  assert.deepEqual(said(await send(late)), ["receipt"]);
  assert.deepEqual(await waiting(south), [], "whose visit was taken, its picture follows");
  assert.equal((await filesOf(south, childId)).length, 2);
}); // prettier-ignore

test("a picture whose visit had arrived before the move goes into the file behind it; what had been stored is not passed on", async () => {
  const childId = await registered("先到");
  const visit = visitOf(childId);
  assert.deepEqual(said(await send(visit)), ["receipt"]);
  const [picture, strange] = [photoOf(childId, visit.id), photoOf(childId, newId())];
  await move(childId, places.southVillage);
  assert.deepEqual(said(await send(visit)), ["receipt"], "its answer was lost");
  for (const one of [picture, strange]) assert.equal(await put(by(east), one, 0), 200);
  for (const turn of [1, 2]) assert.deepEqual(said(await send(picture, strange)), ["receipt", "receipt"], `turn ${turn}`);
  assert.deepEqual((await filesOf(south, childId)).map(({ id }) => id), [picture.id]);
  assert.deepEqual((await waiting(south)).map(({ id }) => id), [strange.id], "of a visit that nobody knows it waits");
  assert.equal((await by(south).post(`/api/sync/salvaged/${strange.id}/dismiss`, {})).status, 204);
  const { rows } = await people.database.db.owner.query("select from attachment_part where child_id = $1", [childId]);
  assert.equal(rows.length, 0, "no part lies about");
}); // prettier-ignore

test("what waits about a child that moves again goes on with it, to whoever has it then", async () => {
  const childId = await registered("又搬");
  const visit = visitOf(childId);
  await move(childId, places.southVillage);
  assert.deepEqual(said(await send(visit)), ["sync.child_moved"]);
  await move(childId, places.eastVillage);
  assert.deepEqual(await waiting(south), []);
  assert.equal((await by(south).post(`/api/sync/salvaged/${visit.id}/take`, {})).status, 404);
  assert.deepEqual((await waiting(east)).map(({ id }) => id), [visit.id]);
  await move(childId, places.southVillage);
  assert.equal((await by(south).post(`/api/sync/salvaged/${visit.id}/take`, {})).status, 200);
  const { body } = await by(south).get(`/api/registry/children/${childId}/entries`);
  assert.equal((body as { kind: string }[]).filter(({ kind }) => kind === "visit.recorded").length, 1);
}); // prettier-ignore

test("a former phone's work on a child that moved before it said so goes to where the child is", async () => {
  const supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
  const personId = await person(people, "gu", "director", places.eastVillage);
  const { owner } = people.database.db;
  const { rows } = await owner.query<{ id: string }>("select id from account_post where person_id = $1", [personId]);
  const made = await supervisor.post("/api/account/device-codes", { postId: rows[0]?.id });
  const phone = browser(app);
  const { code } = made.body as { code: string };
  assert.equal((await phone.post("/api/account/devices", { code, name: "手机" })).status, 200);
  const [mine] = (await phone.get("/api/account/devices")).body as { deviceId: string }[];
  const [moved, stays] = [await registered("走了"), await registered("留下")];
  await move(moved, places.southVillage);
  const key = boxKeyOf(people.tonghu.ground.identitySecret);
  const boxes = [moved, stays].map((childId) => {
    const { id, ...command } = visitOf(childId);
    return { id, box: key.close(id, JSON.stringify({ ...command, name: "某" })) };
  });
  await supervisor.remove(`/api/account/devices/${mine?.deviceId}`);
  for (const turn of [1, 2])
    assert.equal(
      (await phone.post("/api/sync/salvage", { boxes, rest: 1, locked: false })).status,
      200,
      `turn ${turn}`,
    );
  const ids = boxes.map(({ id }) => id);
  const open = async (caller: Caller | undefined) => (await waiting(caller)).flatMap(({ id }) => (ids.includes(id) ? id : [])); // prettier-ignore
  assert.deepEqual([await open(south), await open(east)], [[ids[0]], [ids[1]]]);
  assert.equal((await by(south).post(`/api/sync/salvaged/${ids[0]}/take`, {})).status, 200);
});

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import * as attachment from "#capabilities/attachment/index.ts";
import { BYTES_MOST } from "#capabilities/attachment/words.ts";
import { newId } from "#kernel/id.ts";
import { erase } from "#platform/journal/erase.ts";
import { type Caller, cast, type Cast, enter, places, server } from "../../../test/cast.ts";
import type { Me } from "#capabilities/account/words.ts";
import { takeWhole } from "./pictures.ts";
import type { ConcernShown, OwnConcernTold } from "./words.ts";

/* Pictures of a mandatory report over HTTP on a real database: whose, for whom, without a place, and gone when withdrawn. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let neighbour: Caller;
let supervisor: Caller;
let county: Caller;
let photo: Buffer;

before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  neighbour = await enter(people, app, "director", places.southVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
  photo = await sharp(randomBytes(400 * 300 * 3), { raw: { width: 400, height: 300, channels: 3 } })
    .jpeg({ quality: 40 })
    .withExif({ IFD0: { Make: "TONGHU-CAM" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 18/1 0/1" } })
    .toBuffer();
});
after(async () => {
  await app.close();
  await people.close();
});

const at = (id: string, ...more: string[]): string => ["/api/concern/reports", id, ...more].join("/");
const said = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};

async function reported(): Promise<string> {
  const id = newId();
  assert.equal(await said(director.post("/api/concern/reports", { id, situation: "under_14" })), "200");
  return id;
}

async function upload(by: Caller, concernId: string, id: string): Promise<number> {
  const headers = { cookie: by.cookie, "content-type": "application/octet-stream" };
  for (let from = 0; from < photo.length; from += 100_000) {
    const url = `${at(concernId, "uploads", id)}?at=${from}`;
    const answer = await app.inject({ method: "POST", url, headers, payload: photo.subarray(from, from + 100_000) });
    if (answer.statusCode !== 200) return answer.statusCode;
  }
  return 200;
}

const attach = (by: Caller, concernId: string, id: string) =>
  by.post(at(concernId, "pictures"), { id, sha256: createHash("sha256").update(photo).digest("hex") });

async function pictured(): Promise<[concernId: string, id: string]> {
  const [concernId, id] = [await reported(), newId()];
  assert.equal(await upload(director, concernId, id), 200);
  assert.equal(await said(attach(director, concernId, id)), "200");
  return [concernId, id];
}

const open = (by: Caller, concernId: string, id: string, query = "?purpose=protection") =>
  app.inject({ url: `${at(concernId, "pictures", id, "file")}${query}`, headers: { cookie: by.cookie } });

const onDisk = async (concernId: string): Promise<number> =>
  (await people.database.db.owner.query("select 1 from attachment_file where child_id = $1", [concernId])).rowCount ??
  0;

test("from its reporter alone: nobody else adds a picture to a report, and to a file's way in it is no file", async () => {
  const [concernId, id] = [await reported(), newId()];
  for (const other of [neighbour, supervisor, county]) {
    assert.equal(await upload(other, concernId, id), 404);
    assert.equal(await said(attach(other, concernId, id)), "404 concern.unknown");
  }
  assert.equal(await upload(director, concernId, id), 200);
  assert.deepEqual((await director.get(at(concernId, "uploads", id))).body, { at: photo.length });
  assert.equal(await said(attach(director, concernId, id)), "200");
  assert.equal(((await attach(director, concernId, id)).body as { repeated: boolean }).repeated, true);
  assert.equal(await onDisk(concernId), 1);
  for (const by of [director, supervisor, county]) {
    const file = `/api/attachment/children/${concernId}/files`;
    assert.equal((await by.get(file)).status, 404);
    assert.equal((await by.get(`${file}/${id}/file?purpose=visit`)).status, 404);
  }
});

test("opened by the people on the case alone, for a purpose, with a trace, and without its place", async () => {
  const [concernId, id] = await pictured();
  assert.equal((await open(supervisor, concernId, id)).statusCode, 404, "not received yet");
  assert.equal((await open(neighbour, concernId, id)).statusCode, 403);
  assert.equal(await said(supervisor.post(at(concernId, "receive"), { id: newId() })), "200");
  assert.equal((await open(county, concernId, id)).statusCode, 404, "not on the case");
  assert.equal((await open(supervisor, concernId, id, "")).statusCode, 400);
  const shown = await open(supervisor, concernId, id);
  assert.equal(shown.statusCode, 200, shown.body);
  const meta = await sharp(shown.rawPayload).metadata();
  assert.deepEqual([meta.format, meta.width, meta.exif], ["jpeg", 400, undefined]);
  const { content } = (await supervisor.get(at(concernId))).body as ConcernShown;
  assert.deepEqual(content?.pictures.map((one) => [one.id, one.withdrawn]), [[id, null]]); // prettier-ignore
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string }>(
    "select fields, purpose from trace_fresh where children @> array[$1::uuid] and purpose is not null",
    [concernId],
  );
  assert.deepEqual(rows, [{ fields: [`concern.picture:${id}`], purpose: "protection" }]);
});

test("its reporter withdraws until somebody receives it, the people on the case after that; the content goes, the reason stays", async () => {
  const [first, id] = await pictured();
  const reason = "拍到了不相干的人";
  const withdraw = (by: Caller, concernId: string, of: string) => said(by.post(at(concernId, "pictures", of, "withdraw"), { id: newId(), reason })); // prettier-ignore
  assert.equal(await withdraw(neighbour, first, id), "404 concern.unknown");
  assert.equal(await withdraw(supervisor, first, id), "403 concern.not_on_case");
  const own = async () => ((await director.get("/api/concern/own")).body as OwnConcernTold[]).find((one) => one.id === first); // prettier-ignore
  assert.deepEqual((await own())?.pictures?.map((one) => one.id), [id]); // prettier-ignore
  assert.equal(await withdraw(director, first, id), "200");
  assert.equal(await withdraw(director, first, id), "404 concern.picture_unknown");
  assert.equal(await onDisk(first), 0);
  assert.deepEqual((await own())?.pictures, []);

  const [second, other] = await pictured();
  assert.equal(await said(supervisor.post(at(second, "receive"), { id: newId() })), "200");
  assert.equal(await withdraw(director, second, other), "409 concern.received_withdraw");
  assert.equal(await withdraw(supervisor, second, other), "200");
  assert.equal((await open(supervisor, second, other)).statusCode, 404);
  const { content } = (await supervisor.get(at(second))).body as ConcernShown;
  assert.equal(content?.pictures[0]?.withdrawn?.reason, reason);
  // sent again after a lost answer it is the one that was: it does not come back, nor do its bytes as they were
  assert.deepEqual((await director.get(at(second, "uploads", other))).body, { at: BYTES_MOST });
  const { personId } = (await director.get("/api/account/me")).body as Me;
  const { tonghu, database, clock } = people;
  await takeWhole({ pool: database.db.pool, journal: tonghu.journal, clock }, { ...people.eastDirector, personId }, second, other, photo); // prettier-ignore
  assert.equal((await database.db.owner.query("select 1 from attachment_part where child_id = $1", [second])).rowCount, 0); // prettier-ignore
  assert.equal(((await attach(director, second, other)).body as { repeated: boolean }).repeated, true);
  assert.equal(await onDisk(second), 0);
});

test("one that is handed on takes its picture along; erased, nothing is left of it", async () => {
  const [concernId, id] = await pictured();
  assert.equal(await said(county.post(at(concernId, "receive"), { id: newId() })), "200");
  const move = { id: newId(), area: places.southVillage, reason: "孩子在南村" };
  assert.equal(await said(county.post(at(concernId, "transfer"), move)), "200");
  assert.equal((await open(county, concernId, id)).statusCode, 200);
  const more = newId();
  assert.equal(await upload(director, concernId, more), 200, "its reporter has more to show");
  assert.equal(await said(attach(director, concernId, more)), "200");
  const { tonghu, database, clock } = people;
  const { machine, projections } = tonghu;
  const { owner } = database.db;
  await erase({ owner, machine, projections, clock, contents: attachment.contents }, { actor: people.county, commandId: newId(), subjectId: concernId, reason: "test" }); // prettier-ignore
  assert.equal(await onDisk(concernId), 0);
  assert.equal((await open(county, concernId, id)).statusCode, 404);
  assert.equal(await upload(director, concernId, newId()), 404);
});

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import { newId } from "#kernel/id.ts";
import { erase } from "#platform/journal/erase.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import { contents } from "./store.ts";
import type { AttachmentLine } from "./words.ts";

/* Photos and signatures over the real server and database: whole or not at all, without a place, for a purpose. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let south: Caller;
let county: Caller;

before(async () => {
  people = await cast();
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  south = await enter(people, app, "director", places.southVillage);
  county = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

let n = 0;
async function registered(): Promise<string> {
  n += 1;
  const childId = newId();
  const facts = { ...leftBehind, name: `附件${n}` };
  const answer = await east.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
}

/** A photo as a phone's camera makes it: with the place where it was taken. */
const photo = (width = 640, height = 480): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 30 })
    .withExif({ IFD0: { Make: "TONGHU-CAM" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 18/1 0/1" } })
    .toBuffer();

const at = (childId: string, id: string): string => `/api/attachment/children/${childId}/uploads/${id}`;

async function part(by: Caller, childId: string, id: string, from: number, bytes: Buffer) {
  const headers = { cookie: by.cookie, "content-type": "application/octet-stream" };
  const answer = await app.inject({ method: "POST", url: `${at(childId, id)}?at=${from}`, headers, payload: bytes });
  return { status: answer.statusCode, body: answer.json<{ at?: number; code?: string }>() };
}

async function uploaded(by: Caller, childId: string, id: string, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += 50_000) {
    const answer = await part(by, childId, id, from, bytes.subarray(from, from + 50_000));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
}

const shaOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const add = (by: Caller, childId: string, id: string, bytes: Buffer, more: Record<string, unknown> = {}) =>
  by.post(`/api/attachment/children/${childId}/files`, {
    id,
    kind: "photo",
    of: newId(),
    sha256: shaOf(bytes),
    ...more,
  });

const files = async (by: Caller, childId: string): Promise<AttachmentLine[]> =>
  (await by.get(`/api/attachment/children/${childId}/files`)).body as AttachmentLine[];
const open = (by: Caller, childId: string, id: string, query = "?purpose=visit") =>
  app.inject({ url: `/api/attachment/children/${childId}/files/${id}/file${query}`, headers: { cookie: by.cookie } });

test("another village's child is not there for anything that an attachment needs", async () => {
  const [childId, id, bytes] = [await registered(), newId(), await photo()];
  assert.equal((await south.get(at(childId, id))).status, 404);
  assert.equal((await part(south, childId, id, 0, bytes.subarray(0, 1000))).status, 404);
  assert.equal((await add(south, childId, id, bytes)).status, 404);
  await uploaded(east, childId, id, bytes);
  assert.equal((await add(east, childId, id, bytes)).status, 200);
  assert.equal((await south.get(`/api/attachment/children/${childId}/files`)).status, 404);
  assert.equal((await open(south, childId, id)).statusCode, 404);
});

test("resumed where it stopped, stored once, and nothing is left of where it was taken", async () => {
  const [childId, id, bytes] = [await registered(), newId(), await photo()];
  assert.ok(bytes.includes("TONGHU-CAM") && bytes.length > 60_000, `${bytes.length}`);
  assert.deepEqual((await east.get(at(childId, id))).body, { at: 0 });
  await part(east, childId, id, 0, bytes.subarray(0, 40_000));
  assert.deepEqual((await east.get(at(childId, id))).body, { at: 40_000 }, "the answer may have been lost");
  const twice = await part(east, childId, id, 0, bytes.subarray(0, 40_000));
  assert.deepEqual([twice.status, twice.body.code], [409, "attachment.part_wrong"]);
  const early = await add(east, childId, id, bytes);
  assert.deepEqual([early.status, (early.body as { code: string }).code], [409, "attachment.incomplete"]);
  for (let from = 40_000; from < bytes.length; from += 100_000)
    await part(east, childId, id, from, bytes.subarray(from, from + 100_000));
  const of = newId();
  const first = await add(east, childId, id, bytes, { of });
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const again = await add(east, childId, id, bytes, { of });
  assert.equal((again.body as { repeated: boolean }).repeated, true);
  const stored = await files(county, childId);
  assert.deepEqual(stored.map((line) => [line.id, line.kind, line.of]), [[id, "photo", of]]); // prettier-ignore
  const shown = await open(county, childId, id);
  assert.equal(shown.headers["content-type"], "image/jpeg");
  const kept = await sharp(shown.rawPayload).metadata();
  assert.deepEqual([kept.width, kept.height, kept.exif], [640, 480, undefined]);
  const { rows } = await people.database.db.owner.query<{ sealed: Buffer; parts: number }>(
    "select sealed, (select count(*)::int from attachment_part where id = $1) as parts from attachment_file where id = $1",
    [id],
  );
  assert.equal(rows[0]?.parts, 0);
  assert.ok(!rows[0]?.sealed.includes(shown.rawPayload.subarray(0, 64)), "sealed at rest");
});

test("a picture opens for a purpose alone, and each opening is kept with it", async () => {
  const [childId, id, bytes] = [await registered(), newId(), await photo()];
  await uploaded(east, childId, id, bytes);
  await add(east, childId, id, bytes);
  assert.equal((await open(county, childId, id, "")).statusCode, 400);
  assert.equal((await open(county, childId, id, "?purpose=protection")).statusCode, 200);
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string }>(
    "select fields, purpose from trace_fresh where children @> array[$1::uuid] and purpose is not null",
    [childId],
  );
  assert.deepEqual(rows, [{ fields: [`attachment:${id}`], purpose: "protection" }]);
});

test("what is no picture, is larger than a phone makes it, or is another kind is not kept", async () => {
  const childId = await registered();
  const bomb = await sharp({ create: { width: 6000, height: 4000, channels: 3, background: "#fff" } }).jpeg({ quality: 5 }).toBuffer(); // prettier-ignore
  const whole = await photo();
  const wrong: [string, Buffer][] = [
    ["text", Buffer.from("<svg onload=alert(1)>")],
    ["begins like one", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)])],
    ["cut", whole.subarray(0, whole.length / 2)],
    ["too many pixels", bomb],
    ["a PNG as a photo", await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } }).png().toBuffer()], // prettier-ignore
  ];
  for (const [what, bytes] of wrong) {
    const id = newId();
    await uploaded(east, childId, id, bytes);
    const answer = await add(east, childId, id, bytes);
    assert.deepEqual([answer.status, (answer.body as { code: string }).code], [400, "attachment.not_an_image"], what);
  }
  assert.equal((await part(east, childId, newId(), 499_999, Buffer.alloc(2))).status, 413);
  assert.equal((await part(east, childId, newId(), 0, Buffer.alloc(131_073))).status, 409);
  assert.deepEqual(await files(east, childId), []);
});

test("a photo is withdrawn with a reason: its content goes, the file tells of it; a signature and a closed file's stay", async () => {
  const [childId, id, bytes] = [await registered(), newId(), await photo()];
  await uploaded(east, childId, id, bytes);
  await add(east, childId, id, bytes);
  const withdraw = async (by: Caller, of: string, reason = "拍到了邻居") => {
    const answer = await by.post(`/api/attachment/children/${childId}/files/${of}/withdraw`, { id: newId(), reason });
    return [answer.status, (answer.body as { code?: string }).code];
  };
  assert.deepEqual(await withdraw(south, id), [404, "registry.not_found"]);
  assert.equal((await withdraw(east, id, "错"))[0], 400);
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  const signed = newId();
  await uploaded(east, childId, signed, png);
  assert.equal((await add(east, childId, signed, png, { kind: "signature" })).status, 200);
  assert.deepEqual(await withdraw(east, signed), [409, "attachment.signature_stays"]);
  assert.deepEqual(await withdraw(east, id), [200, undefined]);
  assert.deepEqual(await withdraw(county, id, "也发现了"), [200, undefined], "withdrawn meanwhile is withdrawn");
  assert.deepEqual(await withdraw(east, newId()), [404, "attachment.not_found"]);
  assert.equal((await open(county, childId, id)).statusCode, 404);
  assert.deepEqual((await files(county, childId)).map((line) => line.id), [signed]); // prettier-ignore
  const entries = (await county.get(`/api/registry/children/${childId}/entries`)).body as { kind: string; body: { reason?: string } }[]; // prettier-ignore
  const told = entries.filter(({ kind }) => kind.startsWith("attachment.")).map(({ kind, body }) => `${kind} ${body.reason ?? ""}`.trim()); // prettier-ignore
  assert.deepEqual(told.toSorted(), ["attachment.added", "attachment.added", "attachment.withdrawn 拍到了邻居"]);
  const other = newId();
  await uploaded(east, childId, other, bytes);
  await add(east, childId, other, bytes);
  assert.equal((await county.post(`/api/registry/children/${childId}/close`, { id: newId(), reason: "died" })).status, 200); // prettier-ignore
  assert.deepEqual(await withdraw(east, other), [409, "attachment.child_closed"]);
});

test("a file that moves takes its pictures along; one that is erased leaves none", async () => {
  const [childId, id, bytes] = [await registered(), newId(), await photo()];
  await uploaded(east, childId, id, bytes);
  await add(east, childId, id, bytes);
  const unfinished = newId();
  await part(east, childId, unfinished, 0, bytes.subarray(0, 1000));
  const { seq } = (await county.get(`/api/registry/children/${childId}`)).body as { seq: number };
  const supervisor = await enter(people, app, "county", places.county);
  const command = { id: newId(), seq, area: places.southVillage, reason: "随迁" };
  const moved = await app.inject({ method: "POST", url: `/api/registry/children/${childId}/move`, headers: { cookie: (await enter(people, app, "city", "4452")).cookie }, payload: command }); // prettier-ignore
  assert.equal(moved.statusCode, 200, moved.body);
  assert.equal((await open(east, childId, id)).statusCode, 404);
  assert.equal((await open(south, childId, id)).statusCode, 200);
  const { tonghu, database } = people;
  const { machine, projections } = tonghu;
  const { owner } = database.db;
  await erase({ owner, machine, projections, clock: people.clock, contents }, { actor: people.county, commandId: newId(), subjectId: childId, reason: "test" }); // prettier-ignore
  assert.equal((await open(supervisor, childId, id)).statusCode, 404);
  for (const table of contents)
    assert.equal((await owner.query(`select 1 from ${table} where child_id = $1`, [childId])).rowCount, 0, table);
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import { packsTurning } from "#test/policies.ts";

/* A visit's photo, place and signature under a policy that turns on 2024-07-03, over the real server and database. */

const asking = `evidence:
  photo: { ask: off, clause: 试验 }
  place: { ask: off, clause: 试验 }
  signature: { ask: required, clause: 试验 }
`;

let people: Cast;
let app: FastifyInstance;
let director: Caller;
const folder = packsTurning("2024-07-03", asking);
const childId = newId();

before(async () => {
  people = await cast("2024-07-03T02:00:00.000Z", { policyFolder: folder });
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  const facts = { ...leftBehind, name: "试一" };
  const made = await director.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  assert.equal(made.status, 200, JSON.stringify(made.body));
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true });
});

interface Answers {
  readonly answers: readonly { readonly kind: string; readonly code?: string; readonly sentence?: string }[];
}

/** A visit of a day with a photo behind it, as a phone sends them once it has signal again. */
async function visited(day: string, more: Record<string, unknown> = {}) {
  const personId = ((await director.get("/api/account/me")).body as { personId: string }).personId;
  const [visit, photo] = [newId(), newId()];
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } }).jpeg().toBuffer(); // prettier-ignore
  const headers = { cookie: director.cookie, "content-type": "application/octet-stream" };
  const url = `/api/attachment/children/${childId}/uploads/${photo}?at=0`;
  assert.equal((await app.inject({ method: "POST", url, headers, payload: bytes })).statusCode, 200);
  const at = people.clock.now().toISOString();
  const body = { kind: "home_visit", form: "puning@1", day, ...more };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const commands = [
    { id: visit, operation: "visit.record", childId, at, body },
    { id: photo, operation: "attachment.add", childId, at, needs: [visit], body: { kind: "photo", of: visit, day, sha256 } },
  ]; // prettier-ignore
  const batch = { personId, area: places.eastVillage, sentAt: at, unsent: 2, commands };
  const send = async () => ((await director.post("/api/sync/batches", batch)).body as Answers).answers;
  return { visit, photo, send };
}

const rowsOf = async (table: string): Promise<number> =>
  (await people.database.db.owner.query(`select 1 from ${table} where child_id = $1`, [childId])).rowCount ?? 0;

const bodyOf = async (by: Caller, kind: string, id?: string) => {
  const entries = (await by.get(`/api/registry/children/${childId}/entries`)).body as { id: string; kind: string; body: Record<string, unknown> }[]; // prettier-ignore
  return entries.find((entry) => entry.kind === kind && (id === undefined || entry.id === id))?.body;
};

const place = { lat: 23.30491, lng: 116.12345 };

test("a visit made under the older policy is judged by it; where it was is not for the township", async () => {
  const one = await visited("2024-07-02", { place });
  assert.deepEqual((await one.send()).map(({ kind }) => kind), ["receipt", "receipt"]); // prettier-ignore
  assert.equal(await rowsOf("attachment_file"), 1);
  const { required, placed } = (await bodyOf(director, "visit.recorded", one.visit)) ?? {};
  assert.deepEqual({ required, placed }, { required: undefined, placed: true });
  const { lat, lng } = (await bodyOf(director, "visit.placed")) ?? {};
  assert.deepEqual({ lat, lng }, { lat: 23.3, lng: 116.12 });
  const supervisor = await enter(people, app, "supervisor", places.east);
  assert.deepEqual(await bodyOf(supervisor, "visit.placed"), {});
});

test("what the policy of the day does not take is not kept, what it asks for may be missing: the visit stands, once", async () => {
  const one = await visited("2024-07-03", { place, lacking: { signature: "家里人不同意" } });
  for (const repeat of [1, 2]) {
    const [visit, photo] = await one.send();
    assert.equal(visit?.kind, "receipt", `${repeat}`);
    assert.deepEqual([photo?.kind, photo?.code], ["refused", "attachment.not_taken"]);
    assert.match(photo?.sentence ?? "", /不留照片/);
  }
  assert.deepEqual([await rowsOf("attachment_file"), await rowsOf("attachment_part")], [1, 0]);
  const { required, lacking, leftOut, placed } = (await bodyOf(director, "visit.recorded", one.visit)) ?? {};
  assert.deepEqual({ required, lacking, leftOut, placed }, { required: ["signature"], lacking: { signature: "家里人不同意" }, leftOut: ["place"], placed: undefined }); // prettier-ignore
});

test("a form and a phone are told what the policy asks for, with the turns to come", async () => {
  const form = (await director.get(`/api/visit/children/${childId}/form`)).body as { evidence: unknown };
  assert.deepEqual(form.evidence, { photo: "off", place: "off", signature: "required" });
  const { evidenceFrom } = people.tonghu.evidence;
  const turns = evidenceFrom(places.eastVillage, "2024-07-01");
  assert.deepEqual(turns.map(({ from, photo, signature }) => [from, photo, signature]), [["2024-07-01", "optional", "optional"], ["2024-07-03", "off", "required"]]); // prettier-ignore
  assert.equal(people.tonghu.evidence.evidenceOn(places.eastVillage, "1990-01-01").photo, "optional");
});

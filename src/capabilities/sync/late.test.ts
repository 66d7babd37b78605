import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import sharp from "sharp";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import type { BatchAnswers, SentAnswer } from "./words.ts";

/* What a phone brings late: a visit from before its child's file was closed, a term that was counted on a wrong clock. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let county: Caller;
let owner: { readonly personId: string; readonly area: string };

before(async () => {
  people = await cast("2024-07-10T02:00:00.000Z");
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  county = await enter(people, app, "county", places.county);
  owner = (await director.get("/api/account/me")).body as typeof owner;
});
after(async () => {
  await app.close();
  await people.close();
});

async function registered(name: string): Promise<string> {
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, day: "2024-06-01", facts: { ...leftBehind, name } };
  assert.equal((await director.post("/api/registry/children", command)).status, 200);
  return childId;
}

const visit = (childId: string, day: string, body: object = {}) => ({
  id: newId(), operation: "visit.record", childId, at: `${day}T01:00:00.000Z`, needs: [],
  body: { kind: "home_visit", form: "puning@1", day, note: "见到孩子", ...body },
}); // prettier-ignore

async function send(...commands: readonly object[]): Promise<readonly (string | undefined)[]> {
  const batch = { personId: owner.personId, area: owner.area, sentAt: "2024-07-10T02:00:00.000Z", unsent: 1, commands };
  const answer = await director.post("/api/sync/batches", batch);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const saidOf = (one: SentAnswer) => (one.kind === "refused" ? one.code : one.kind);
  return (answer.body as BatchAnswers).answers.map((one) => saidOf(one));
}

type Line = { readonly kind: string; readonly body: Readonly<Record<string, unknown>> };
const entriesOf = async (childId: string): Promise<readonly Line[]> =>
  (await county.get(`/api/registry/children/${childId}/entries`)).body as readonly Line[];

test("a visit from before a file was closed goes into it and says so, with its photo; one from after it is refused with a way on", async () => {
  const childId = await registered("结案");
  const closing = { id: newId(), day: "2024-07-08", reason: "moved_away" };
  const closed = await county.post(`/api/registry/children/${childId}/close`, closing);
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  const made = visit(childId, "2024-07-05", { facts: { "school.name": "三小" }, problems: [{ title: "没有冬衣" }] });
  const onTheDay = visit(childId, "2024-07-08");
  const later = visit(childId, "2024-07-09");
  assert.deepEqual(await send(later, made, onTheDay), ["visit.child_closed", "receipt", "receipt"]);
  assert.deepEqual(await send(made), ["receipt"], "once");
  const entries = await entriesOf(childId);
  const visits = entries.filter(({ kind }) => kind === "visit.recorded").map(({ body }) => [body["day"], body["afterClosing"]]); // prettier-ignore
  assert.deepEqual(visits, [["2024-07-05", "2024-07-08"], ["2024-07-08", "2024-07-08"]]); // prettier-ignore
  for (const kind of ["registry.facts_recorded", "task.opened"])
    assert.equal(entries.filter((entry) => entry.kind === kind).length, 1, kind);
  const { body } = await county.get(`/api/registry/children/${childId}`);
  assert.equal((body as { status: string }).status, "closed", "it stays closed");
  const desk = { id: newId(), kind: "home_visit", form: "puning@1", day: "2024-07-05" };
  assert.equal((await county.post(`/api/visit/children/${childId}/visits`, desk)).status >= 400, true);

  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#8a6" } })
    .jpeg()
    .toBuffer();
  const photo = (of: string) => ({ id: newId(), operation: "attachment.add", childId, at: "2024-07-05T01:01:00.000Z", needs: [of],
    body: { kind: "photo", of, day: "2024-07-05", sha256: createHash("sha256").update(bytes).digest("hex") } }); // prettier-ignore
  const [of, strange] = [photo(made.id), photo(newId())];
  for (const { id } of [of, strange]) {
    const headers = { cookie: director.cookie, "content-type": "application/octet-stream" };
    const url = `/api/attachment/children/${childId}/uploads/${id}?at=0`;
    assert.equal((await app.inject({ method: "POST", url, headers, payload: bytes })).statusCode, 200);
  }
  assert.deepEqual(await send(of, strange), ["receipt", "attachment.child_closed"]);
});

test("a term that was counted on a clock that ran ahead moves with the day that it was counted from", async () => {
  const childId = await registered("快钟");
  const problems = [{ title: "屋顶漏雨", due: "2024-08-17" }, { title: "没有冬衣" }];
  assert.deepEqual(await send({ ...visit(childId, "2024-07-20", { problems }), at: "2024-07-10T01:00:00.000Z" }), ["receipt"]); // prettier-ignore
  const again = visit(childId, "2024-07-09", { problems: [{ title: "按期", due: "2024-07-16" }] });
  assert.deepEqual(await send(again), ["receipt"]);
  const opened = (await entriesOf(childId)).filter(({ kind }) => kind === "task.opened");
  assert.deepEqual(
    opened.map(({ body }) => [body["title"], body["due"]]),
    [["屋顶漏雨", "2024-08-07"], ["没有冬衣", null], ["按期", "2024-07-16"]],
  ); // prettier-ignore
});

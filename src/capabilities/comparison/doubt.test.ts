import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage } from "#capabilities/anomaly/words.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, idNumber, type ListedChild, registerChildren, uploadList } from "../../../test/lists.ts"; // prettier-ignore
import { resumeRuns, worldOf } from "./index.ts";
import type { Findings, ListShown } from "./words.ts";

/* Half a list sends nobody out before a person says that it is whole, and a wrong one is taken back. */

const kind = "disability_certificates";
const COUNT = 60;
const strangersId = idNumber("2013-05-06", 311);
const stranger = ["方子墨", strangersId, "方桂花", "13511112222", "智力", "2", `${strangersId}52`];

let people: Cast;
let app: FastifyInstance;
let folder: string;
let children: ListedChild[];
let federation: Browser;
let education: Browser;
let east: Browser;
let county: Browser;

before(async () => {
  people = await cast();
  folder = ownFolder("doubt");
  app = await serverOf(people.tonghu, folder, "silent");
  children = await registerChildren(people, COUNT, (_n, id) => disabled(id, "limb", 2));
  const enter = async (login: string, department: "disabled_federation" | "education") =>
    (await signedIn(people, app, { login, kind: "department", area: places.county, department })).at;
  federation = await enter("federation", "disabled_federation");
  education = await enter("education", "education");
  east = (await signedIn(people, app, { login: "east", kind: "supervisor", area: places.east })).at;
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const row = (n: number): string[] => {
  const { name, id, guardian, phone } = children[n] ?? assert.fail();
  return [name, id, guardian, phone, "肢体", "2", disabled(id, "limb", 2)["disability.certificate"]];
};
const rows = (from: number): string[][] => Array.from({ length: COUNT - from }, (_, n) => row(from + n));
const few = (): string[][] => [row(0), row(1), row(2), stranger];
const send = async (day: string, lines: string[][]): Promise<ListShown> => {
  const sent = await uploadList(app, federation, { kind, day }, csvOf(lines));
  assert.equal(sent.status, 200, JSON.stringify(sent));
  return endedList(federation, sent.list.id);
};
const answer = async (id: string, how: string, body?: object, by = federation) => {
  const { status, body: said } = await by.post(`/api/comparison/lists/${id}/${how}`, body);
  return { status, code: (said as { code?: string }).code ?? "" };
};
const openOf = async (): Promise<AnomaliesPage["lines"]> =>
  ((await east.get("/api/anomaly/open?limit=200")).body as AnomaliesPage).lines;
const strangers = async (): Promise<number> =>
  ((await county.get("/api/anomaly/unregistered")).body as { lines: unknown[] }).lines.length;
const kept = (): string[] => readdirSync(join(folder, "lists"));

test("a list that lacks most of those who ought to be on it waits, and sends nobody out", async () => {
  const held = await send("2024-06-01", few());
  assert.deepEqual([held.status, held.expected, held.absent, held.raised], ["held", COUNT, COUNT - 3, 0]);
  assert.deepEqual([await openOf(), await strangers()], [[], 0]);
  assert.equal((await send("2024-06-01", few())).id, held.id, "the same file again is the same list");
  assert.deepEqual(await answer(held.id, "confirm", undefined, education), { status: 404, code: "comparison.list_unknown" }); // prettier-ignore
  assert.equal((await answer(held.id, "withdraw", { reason: "incomplete" })).code, "comparison.not_ended");
  const world = worldOf(people.tonghu, folder, (code) => code);
  await resumeRuns(world, { error: assert.fail } as never);
  assert.deepEqual(kept(), [`${held.id}.upload`], "a start of the server leaves it where it is");
}); // prettier-ignore

test("the whole list lets go of the one that was in doubt; a list is let go of by hand as well", async () => {
  const whole = await send("2024-06-02", rows(0));
  assert.deepEqual([whole.status, whole.absent, whole.raised], ["done", 0, 0]);
  assert.deepEqual(kept(), []);
  const half = await send("2024-06-03", rows(COUNT - 8));
  assert.equal(half.status, "held");
  assert.deepEqual(await answer(half.id, "cancel"), { status: 200, code: "" });
  const { list } = (await federation.get(`/api/comparison/lists/${half.id}`)).body as Findings;
  assert.deepEqual([list.status, kept()], ["cancelled", []]);
  assert.equal((await answer(half.id, "confirm")).code, "comparison.not_held");
});

test("a person's word lets it through; taken back, what nobody has answered is withdrawn and what was answered stays", async () => {
  const held = await send("2024-06-04", few());
  assert.deepEqual(await answer(held.id, "confirm"), { status: 200, code: "" });
  const done = await endedList(federation, held.id);
  assert.deepEqual([done.status, done.raised, done.confirmedBy !== null], ["done", COUNT - 3 + 1, true]);
  const open = await openOf();
  assert.deepEqual([open.length, await strangers()], [COUNT - 3, 1]);
  const one = open.find(({ childId }) => childId === children[COUNT - 1]?.childId);
  const told = { id: newId(), verdict: "wrong", note: "证还在，名单漏了" };
  assert.equal((await east.post(`/api/anomaly/children/${one?.childId}/${one?.no}/verify`, told)).status, 200);
  assert.equal((await answer(held.id, "withdraw", { reason: "因为陈嘉怡" })).status, 400);
  assert.deepEqual(await answer(held.id, "withdraw", { reason: "incomplete" }, education), { status: 404, code: "comparison.list_unknown" }); // prettier-ignore
  assert.deepEqual(await answer(held.id, "withdraw", { reason: "incomplete" }), { status: 200, code: "" });
  const back = await endedList(federation, held.id);
  assert.deepEqual([back.status, back.withdrawnFor, back.raised], ["withdrawn", "incomplete", done.raised]);
  assert.deepEqual([await openOf(), await strangers()], [[], 0]);
  const { findings } = (await federation.get(`/api/comparison/lists/${held.id}`)).body as Findings;
  const missing = findings.find(({ finding }) => finding === "missing");
  assert.deepEqual([missing?.open ?? 0, await answer(held.id, "withdraw", { reason: "incomplete" })], [0, { status: 200, code: "" }]); // prettier-ignore
}); // prettier-ignore

test("of a list that a newer one has followed, the newer one says what holds", async () => {
  const older = await send("2024-06-05", rows(8));
  assert.deepEqual([older.status, older.raised], ["done", 8], "eight of sixty are no flood");
  await send("2024-06-06", rows(7));
  assert.equal((await answer(older.id, "withdraw", { reason: "wrong_data" })).code, "comparison.superseded");
  assert.equal((await openOf()).length, 7);
});

test("after a wrong file was taken back the right one, sent again, holds anew", async () => {
  const right = await send("2024-06-07", rows(8));
  const earlier = (await openOf()).length;
  const wrong = await send("2024-06-08", rows(0));
  assert.deepEqual([earlier, wrong.gone, (await openOf()).length], [8, 8, 0]);
  await answer(wrong.id, "withdraw", { reason: "wrong_file" });
  assert.equal((await endedList(federation, wrong.id)).status, "withdrawn");
  const again = await send("2024-06-07", rows(8));
  assert.notEqual(again.id, right.id);
  assert.deepEqual([again.status, (await openOf()).length], ["done", 8]);
  assert.equal((await send("2024-06-07", rows(8))).id, again.id, "and once");
});

test("half a list that is read while the whole one comes is let go of; of two words about one the first holds", async () => {
  const [half, whole] = [
    await uploadList(app, federation, { kind, day: "2024-06-09" }, csvOf(few())),
    await uploadList(app, federation, { kind, day: "2024-06-09" }, csvOf(rows(0))),
  ];
  const ended = [await endedList(federation, half.list.id), await endedList(federation, whole.list.id)];
  assert.deepEqual(ended.map(({ status }) => status), ["cancelled", "done"]);
  assert.equal((await answer(half.list.id, "confirm")).code, "comparison.not_held");
  const held = await send("2024-06-10", few());
  const both = await Promise.all([answer(held.id, "confirm"), answer(held.id, "cancel")]);
  assert.deepEqual(both.map(({ status }) => status >= 500), [false, false]);
  const last = await endedList(federation, held.id);
  assert.ok(["done", "cancelled"].includes(last.status), JSON.stringify(last));
  assert.deepEqual(kept(), []);
}); // prettier-ignore

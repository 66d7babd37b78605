import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { UnregisteredLine } from "#capabilities/anomaly/words.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, idNumber, type ListedChild, registerChildren, uploadList } from "../../../test/lists.ts"; // prettier-ignore
import type { ListShown } from "./words.ts";

/* Lists of one kind in the order of their days: what an older one may not undo, and what a later one asks anew. */

let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let county: Browser;
let east: Browser;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("order"), "silent");
  children = await registerChildren(people, 10, (n, id) => (n < 6 ? disabled(id, "limb", 2) : {}));
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
  east = (await signedIn(people, app, { login: "east", kind: "supervisor", area: places.east })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const row = (n: number): string[] => {
  const { name, id, guardian, phone } = children[n] ?? assert.fail();
  return [name, id, guardian, phone, "肢体", "2", disabled(id, "limb", 2)["disability.certificate"]];
};
const all = [0, 1, 2, 3, 4, 5];

const send = (day: string, rows: readonly string[][], area: string = places.county) =>
  uploadList(app, county, { kind: "disability_certificates", day, area }, csvOf(rows));
async function compared(day: string, rows: readonly string[][]): Promise<ListShown> {
  const sent = await send(day, rows);
  assert.equal(sent.status, 200, JSON.stringify(sent.list));
  const list = await endedList(county, sent.list.id);
  assert.equal(list.status, "done", JSON.stringify(list));
  return list;
}
interface Open {
  readonly childId: string;
  readonly no: number;
}
const open = async (): Promise<Open[]> => ((await east.get("/api/anomaly/open")).body as { lines: Open[] }).lines;
const strangers = async (): Promise<UnregisteredLine[]> =>
  ((await county.get("/api/anomaly/unregistered")).body as { lines: UnregisteredLine[] }).lines;

test("a list of an older day than the last one is not taken: it would undo what the newer one says", async () => {
  const newer = await compared("2024-06-20", [0, 1, 2, 3, 4].map(row)); // prettier-ignore
  assert.deepEqual([newer.raised, (await open()).length], [1, 1]);
  const older = await send("2024-06-10", all.map(row));
  assert.deepEqual([older.status, older.code], [409, "comparison.day_older"]);
  assert.match((older.list as unknown as { detail: string }).detail, /2024年6月20日|2024-06-20/);
  const within = await send("2024-06-10", all.map(row), places.east);
  assert.deepEqual([within.status, within.code], [409, "comparison.day_older"], "nor a part of the area's");
  assert.deepEqual([(await open()).length, (await send("2024-06-20", [0, 1, 2, 3, 4].map(row))).status], [1, 200], "the same again is the same"); // prettier-ignore
  const back = await county.post(`/api/comparison/lists/${newer.id}/withdraw`, { reason: "wrong_file" });
  assert.equal(back.status, 200, JSON.stringify(back.body));
  assert.equal((await endedList(county, newer.id)).status, "withdrawn");
  assert.equal((await compared("2024-06-10", all.map(row))).raised, 0, "what was taken back holds nobody up");
});

test("whoever was missing, was answered for, was on a list again and is missing anew, is asked about anew", async () => {
  await compared("2024-06-21", [0, 1, 2, 3, 4].map(row)); // prettier-ignore
  const [first] = await open();
  const answer = { id: newId(), verdict: "wrong", note: "证在手里，看过" };
  assert.equal((await east.post(`/api/anomaly/children/${first?.childId}/${first?.no}/verify`, answer)).status, 200);
  const same = await compared("2024-06-22", [0, 1, 2, 3, 4].map(row)); // prettier-ignore
  assert.deepEqual([same.raised, same.answered, (await open()).length], [0, 1, 0], "said without a break: answered");
  const back = await compared("2024-06-23", all.map(row));
  assert.deepEqual([back.raised, back.answered, back.gone], [0, 0, 0]);
  const anew = await compared("2024-06-24", [0, 1, 2, 3, 4].map(row)); // prettier-ignore
  assert.deepEqual([anew.raised, anew.answered], [1, 0]);
  assert.deepEqual((await open()).map(({ childId, no }) => [childId, no]), [[first?.childId, (first?.no ?? 0) + 1]]); // prettier-ignore
  await compared("2024-06-25", all.map(row));
});

test("the same of somebody without a file; the first answer stays on record", async () => {
  const id = idNumber("2013-05-06", 311);
  const stranger = ["方子墨", id, "方桂花", "13511112222", "智力", "2", `${id}52`];
  await compared("2024-06-26", [...all.map(row), stranger]);
  const [first] = await strangers();
  const url = `/api/anomaly/unregistered/${first?.id}`;
  assert.equal((await county.post(`${url}/verify`, { id: newId(), verdict: "moved", note: "全家迁走" })).status, 200);
  const same = await compared("2024-06-27", [...all.map(row), stranger]);
  assert.deepEqual([same.raised, same.answered], [0, 1]);
  assert.equal((await compared("2024-06-28", all.map(row))).gone, 0);
  const anew = await compared("2024-06-29", [...all.map(row), stranger]);
  assert.deepEqual([anew.raised, anew.answered, (await strangers()).map(({ name }) => name)], [1, 0, ["方子墨"]]); // prettier-ignore
  const { body } = await county.get(url);
  assert.equal((body as { verdict: string }).verdict, "moved");
});

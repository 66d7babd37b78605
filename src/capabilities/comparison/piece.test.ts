import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage } from "#capabilities/anomaly/words.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, idNumber, type ListedChild, registerChildren, uploadList } from "../../../test/lists.ts"; // prettier-ignore
import type { ListShown } from "./words.ts";

/* A small list that is plainly a piece, or another one, sends nobody out either: there need not be fifty children for that. */

let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let federation: Browser;
let county: Browser;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("piece"), "silent");
  children = await registerChildren(people, 14, (_n, id) => disabled(id, "limb", 2));
  const area = places.county;
  federation = (await signedIn(people, app, { login: "federation", kind: "department", area, department: "disabled_federation" })).at; // prettier-ignore
  county = (await signedIn(people, app, { login: "county", kind: "county", area })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const strangers = ["方子墨", "方子轩"].map((name, n) => {
  const id = idNumber("2013-05-06", 311 + 2 * n);
  return [name, id, "方桂花", "13511112222", "智力", "2", `${id}52`];
});
async function send(day: string, known: number): Promise<ListShown> {
  const rows = children.slice(0, known).map(({ name, id, guardian, phone }) => [name, id, guardian, phone, "肢体", "2", ""]); // prettier-ignore
  const sent = await uploadList(app, federation, { kind: "disability_certificates", day }, csvOf([...rows, ...strangers])); // prettier-ignore
  assert.equal(sent.status, 200, JSON.stringify(sent));
  return endedList(federation, sent.list.id);
}
const waiting = async (): Promise<number> =>
  ((await county.get("/api/anomaly/open?limit=200")).body as AnomaliesPage).lines.length;

test("nobody, or one of fourteen: it waits; where three of them are on it the others are missing", async () => {
  const nobody = await send("2024-06-01", 0);
  assert.deepEqual([nobody.status, nobody.expected, nobody.absent, nobody.raised], ["held", 14, 14, 0]);
  const one = await send("2024-06-02", 1);
  assert.deepEqual([one.status, one.absent, await waiting()], ["held", 13, 0]);
  const three = await send("2024-06-03", 3);
  assert.deepEqual([three.status, three.absent, await waiting()], ["done", 11, 11]);
});

test("a person's word lets it through all the same", async () => {
  const held = await send("2024-06-04", 0);
  assert.equal(held.status, "held");
  assert.equal((await federation.post(`/api/comparison/lists/${held.id}/confirm`)).status, 200);
  assert.equal((await endedList(federation, held.id)).status, "done");
  assert.equal(await waiting(), 14);
});

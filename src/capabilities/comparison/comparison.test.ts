import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage, AnomalyShown } from "#capabilities/anomaly/words.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import {
  csvOf,
  disabled,
  endedList,
  idNumber,
  type ListedChild,
  registerChildren,
  uploadList,
} from "../../../test/lists.ts";
import type { Findings, ListShown, RowsPage } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let folder: string;
let children: ListedChild[];
let federation: Browser;
let education: Browser;
let county: Browser;
let east: Browser;
let south: Browser;

const kind = "disability_certificates";

before(async () => {
  people = await cast();
  folder = ownFolder("lists");
  app = await serverOf(people.tonghu, folder, "silent");
  children = await registerChildren(people, 20, (n, id) => (n < 6 ? disabled(id, "limb", 2) : {}));
  const enter = async (login: string, post: "department" | "county" | "supervisor", area: string, department?: "disabled_federation" | "education") =>
    (await signedIn(people, app, { login, kind: post, area, ...(department && { department }) })).at; // prettier-ignore
  federation = await enter("federation", "department", places.county, "disabled_federation");
  education = await enter("education", "department", places.county, "education");
  county = await enter("county", "county", places.county);
  east = await enter("east", "supervisor", places.east);
  south = await enter("south", "supervisor", places.south);
});
after(async () => {
  await app.close();
  await people.close();
});

const child = (n: number): ListedChild => children[n] ?? assert.fail();
const labels = { limb: "肢体", mental: "精神", intellect: "智力" } as const;

/** The n-th child as the federation knows it. */
function row(n: number, what: keyof typeof labels = "limb", level = 2, change: Partial<ListedChild> = {}): string[] {
  const { name, id, guardian, phone } = { ...child(n), ...change };
  const certificate = disabled(child(n).id, what, level)["disability.certificate"];
  return [name, id, guardian, phone, labels[what], String(level), change.id === "" ? "" : certificate];
}

const strangersId = idNumber("2012-03-04", 222);
const stranger = ["方子墨", strangersId, "方桂花", "13511112222", "智力", "2", `${strangersId}52`];

/** Two digits of a number changed places. */
const swapped = (id: string): string => id.slice(0, 15) + id.charAt(16) + id.charAt(15) + id.slice(17);

/** Child 0 agrees, 1 has another level, 2 a mistyped number, 3 is missing, 4 and 5 agree, 7 has no certificate in its file. */
const july = (): string[][] => [
  row(0),
  row(1, "limb", 1),
  row(2, "limb", 2, { id: swapped(child(2).id) }),
  row(4),
  row(5),
  row(7, "mental", 3),
  stranger,
];

let first: ListShown;

test("a list of the department is compared whole, and each finding has its evidence", async () => {
  const sent = await uploadList(app, federation, { kind, day: "2024-06-30" }, csvOf(july()));
  assert.equal(sent.status, 200, JSON.stringify(sent));
  first = await endedList(federation, sent.list.id);
  assert.deepEqual([first.status, first.problem], ["done", null]);
  assert.deepEqual(
    { read: first.read, refused: first.refused, matched: first.matched, review: first.review, raised: first.raised },
    { read: 7, refused: 0, matched: 6, review: 0, raised: 4 },
    JSON.stringify(first),
  );
  const page = (await east.get("/api/anomaly/open")).body as AnomaliesPage;
  const found = page.lines.map(({ childId, finding }) => [
    children.findIndex((one) => one.childId === childId),
    finding,
  ]);
  assert.deepEqual(found.toSorted((a, b) => Number(a[0]) - Number(b[0])), [[1, "differs"], [3, "missing"], [7, "differs"]]); // prettier-ignore
  assert.ok(page.lines.every(({ due }) => due === "2024-07-31"));
  const ofFile = (await east.get(`/api/anomaly/open?childId=${child(3).childId}`)).body as AnomaliesPage;
  assert.deepEqual(ofFile.lines.map(({ childId, finding }) => [childId, finding]), [[child(3).childId, "missing"]]); // prettier-ignore
  assert.deepEqual(readdirSync(join(folder, "lists")), []);
});

test("evidence, masked until it is opened for something", async () => {
  const shown = (await east.get(`/api/anomaly/children/${child(1).childId}/1`)).body as AnomalyShown;
  assert.equal(shown.clause, "粤民发〔2024〕32号 四(一)");
  assert.match(shown.words ?? "", /姓名/);
  const level = shown.facts.find(({ key }) => key === "disability.level");
  assert.deepEqual([level?.list, level?.file, level?.masked], ["***", "***", true]);
  const opened = (await east.get(`/api/anomaly/children/${child(1).childId}/1?purpose=verification`)).body as AnomalyShown;
  const open = opened.facts.find(({ key }) => key === "disability.level");
  assert.deepEqual([open?.list, open?.file], ["1级", "2级"]);
}); // prettier-ignore

test("neither another township nor another department sees anything of it", async () => {
  assert.equal((await south.get(`/api/anomaly/children/${child(1).childId}/1`)).status, 404);
  const body = { id: newId(), verdict: "wrong", note: "现场核实" };
  assert.equal((await south.post(`/api/anomaly/children/${child(1).childId}/1/verify`, body)).status, 404);
  assert.deepEqual(((await south.get("/api/anomaly/open")).body as AnomaliesPage).lines, []);
  assert.deepEqual((await education.get("/api/comparison/lists")).body, []);
  assert.equal((await education.get(`/api/comparison/lists/${first.id}`)).code, "comparison.list_unknown");
  assert.equal((await education.get(`/api/comparison/lists/${first.id}/rows`)).status, 404);
  assert.equal((await education.post(`/api/comparison/lists/${first.id}/cancel`)).status, 404);
  assert.equal((await federation.get("/api/anomaly/open")).status, 403);
  const other = await uploadList(app, education, { kind, day: "2024-06-30" }, csvOf(july()));
  assert.deepEqual([other.status, other.code], [404, "comparison.kind_unknown"]);
});

test("the department sees its own lines, and nobody's file", async () => {
  const page = (await federation.get(`/api/comparison/lists/${first.id}/rows`)).body as RowsPage;
  assert.deepEqual(page.lines.map(({ name, fate, answers }) => [name, fate, answers[0]?.verdict ?? null]), [
    [child(1).name, "anomaly", null], [child(2).name, "faulty", null], [child(7).name, "anomaly", null], ["方子墨", "unregistered", null],
  ]); // prettier-ignore
  assert.ok(page.lines.every((line) => line.child === null));
  const { findings, unseen } = (await federation.get(`/api/comparison/lists/${first.id}`)).body as Findings;
  assert.deepEqual(findings.map(({ finding, open }) => [finding, open]), [["differs", 2], ["unregistered", 1]]); // prettier-ignore
  assert.deepEqual(
    [first.raised, unseen],
    [4, { missing: 1, away: 0, later: 0 }],
    "who is missing from the list is told by referral; the sum is what was found",
  );
});

test("the list is right: the file takes its facts, and the department hears of it", async () => {
  const url = `/api/anomaly/children/${child(1).childId}/1/verify`;
  const body = { id: newId(), verdict: "right", note: "看过残疾人证原件" };
  const done = await east.post(url, body);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.equal(((await east.post(url, body)).body as { repeated: boolean }).repeated, true);
  assert.equal((await east.post(url, { ...body, id: newId() })).code, "anomaly.closed");
  const file = (await east.get(`/api/registry/children/${child(1).childId}?purpose=verification`)).body as {
    facts: { key: string; value: unknown; source: string }[];
  };
  const level = file.facts.find(({ key }) => key === "disability.level");
  assert.deepEqual([level?.value, level?.source], [1, "部门数据"]);
  const page = (await federation.get(`/api/comparison/lists/${first.id}/rows?fate=anomaly`)).body as RowsPage;
  assert.deepEqual(page.lines.map(({ answers }) => answers.map(({ verdict, answeredOn, child: whose }) => [verdict, answeredOn, whose])), [[["right", "2024-07-01", null]], [[null, null, null]]]); // prettier-ignore
});

test("the same file of the same day is the same list; a day later it says nothing twice", async () => {
  const again = await uploadList(app, county, { kind, day: "2024-06-30" }, csvOf(july()));
  assert.equal(again.list.id, first.id);
  const later = await uploadList(app, county, { kind, day: "2024-07-01" }, csvOf(july()));
  const list = await endedList(county, later.list.id);
  const { raised, standing, answered, gone } = list;
  assert.deepEqual({ raised, standing, answered, gone }, { raised: 0, standing: 3, answered: 0, gone: 0 });
  assert.equal(((await east.get("/api/anomaly/open")).body as AnomaliesPage).lines.length, 2);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage } from "#capabilities/anomaly/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, idNumber, type ListedChild, registerChildren, uploadList } from "../../../test/lists.ts"; // prettier-ignore
import type { Findings, ListShown, RowShown, RowsPage } from "./words.ts";
import { answerText } from "./zh.ts";

/* Each line of a list says what became of its own findings, whatever later lists say of the same child; as its page counts. */

let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let county: Browser;
let federation: Browser;
let prison: Browser;
let day = 0;

const father = { name: "陈国强", id: idNumber("1982-03-04", 111) };
const siblings: string[] = [];
const strangersId = idNumber("2013-05-06", 311);
const stranger = ["方子墨", strangersId, "方桂花", "13511112222", "智力", "2", `${strangersId}52`];

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("own"), "silent");
  children = await registerChildren(people, 20, (_n, id) => disabled(id, "limb", 2));
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  for (const name of ["陈小明", "陈小红"]) {
    const childId = newId();
    siblings.push(childId);
    const known = { ...leftBehind, name, birthDate: "2013-02-03", "father.name": father.name, "father.idNumber": father.id, "father.birthDate": "1982-03-04" };
    await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts: known });
  }
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
  const enter = async (login: string, department: "disabled_federation" | "justice") =>
    (await signedIn(people, app, { login, kind: "department", area: places.county, department })).at;
  federation = await enter("federation", "disabled_federation");
  prison = await enter("prison", "justice");
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
});

/** A list of all children, the first of them with this level. */
async function send(level: number, ...more: string[][]): Promise<ListShown> {
  const rows = children.map(({ name, id, guardian, phone }, n) => [name, id, guardian, phone, "肢体", String(n === 0 ? level : 2), ""]);
  return listed(federation, "disability_certificates", csvOf([...rows, ...more]));
} // prettier-ignore

async function listed(by: Browser, kind: string, file: string): Promise<ListShown> {
  day += 1;
  const sent = await uploadList(app, by, { kind, day: `2024-06-${String(day).padStart(2, "0")}` }, file);
  assert.equal(sent.status, 200, JSON.stringify(sent));
  const list = await endedList(county, sent.list.id);
  assert.equal(list.status, "done", JSON.stringify(list));
  return list;
}

const linesOf = async ({ id }: ListShown, by = county): Promise<RowShown[]> =>
  ((await by.get(`/api/comparison/lists/${id}/rows`)).body as RowsPage).lines;
const saidOf = async (list: ListShown, by = county): Promise<string[]> =>
  (await linesOf(list, by)).map((row) => `${row.name} ${answerText(row)}`);

/** What the page counts of a list is what its lines say. */
async function agrees(list: ListShown): Promise<void> {
  const { findings } = (await county.get(`/api/comparison/lists/${list.id}`)).body as Findings;
  const counted = Object.fromEntries(
    (["open", "right", "wrong", "moved", "corrected", "withdrawn"] as const).map((how) => [how, findings.reduce((sum, one) => sum + one[how], 0)]),
  );
  const told = { open: 0, right: 0, wrong: 0, moved: 0, corrected: 0, withdrawn: 0 };
  for (const { answers } of await linesOf(list)) for (const { verdict } of answers) told[(verdict ?? "open") as keyof typeof told] += 1;
  assert.deepEqual(told, counted);
} // prettier-ignore

async function answer(childId: string, verdict: string): Promise<void> {
  const { lines } = (await county.get("/api/anomaly/open?limit=200")).body as AnomaliesPage;
  const { no } = lines.find((line) => line.childId === childId) ?? assert.fail(JSON.stringify(lines));
  const done = await county.post(`/api/anomaly/children/${childId}/${no}/verify`, { id: newId(), verdict, note: "入户看过证件" }); // prettier-ignore
  assert.equal(done.status, 200, JSON.stringify(done.body));
}

async function answerListed(verdict: string): Promise<void> {
  const { lines } = (await county.get("/api/anomaly/unregistered")).body as { lines: { id: string }[] };
  const done = await county.post(`/api/anomaly/unregistered/${lines[0]?.id}/verify`, { id: newId(), verdict, note: "入户没有此人" }); // prettier-ignore
  assert.equal(done.status, 200, JSON.stringify(done.body));
}

test("an answer stays on the line that it answered, and is not undone by what a later list says of the same child", async () => {
  const first = children[0] ?? assert.fail();
  const answered = await send(3);
  await answer(first.childId, "wrong");
  const withdrawn = await send(4);
  const open = await send(1);
  const same = await send(1);
  const lines = [answered, withdrawn, open, same].map((list) => saidOf(list));
  assert.deepEqual((await Promise.all(lines)).flat(), [
    `${first.name} 名单有误`, `${first.name} 部门名单已更正，撤销`, `${first.name} 待核实`, `${first.name} 待核实`,
  ]); // prettier-ignore
  for (const list of [answered, withdrawn, open]) await agrees(list);
  await answer(first.childId, "right");
  assert.deepEqual([await saidOf(answered), await saidOf(open), await saidOf(same)].flat(), [
    `${first.name} 名单有误`, `${first.name} 情况属实`, `${first.name} 情况属实`,
  ]); // prettier-ignore
  assert.deepEqual(await saidOf(answered, federation), [`${first.name} 名单有误`]);
  await agrees(open);
});

test("so it is with a line that nobody has a file for: answered, answered anew, withdrawn", async () => {
  const answered = await send(1, stranger);
  const same = await send(1, stranger);
  await answerListed("wrong");
  await send(1);
  const open = await send(1, stranger);
  assert.deepEqual([await saidOf(answered), await saidOf(same), await saidOf(open)].flat(), [
    "方子墨 名单有误", "方子墨 名单有误", "方子墨 待核实",
  ]); // prettier-ignore
  await agrees(answered);
  await agrees(open);
  await send(1);
  const again = await send(1, stranger);
  assert.deepEqual([await saidOf(open), await saidOf(again)].flat(), ["方子墨 部门名单已更正，撤销", "方子墨 待核实"]);
  assert.deepEqual(await saidOf(answered, federation), ["方子墨 名单有误"]);
  await agrees(again);
});

test("a parent's line tells each child's answer to the county, and how many of each to the department, without a name", async () => {
  const list = await listed(prison, "imprisoned_parents", csvOf([[father.name, father.id, "2023-01-10", "2027-01-09"]], ["姓名", "身份证号", "刑期起日", "刑期止日"])); // prettier-ignore
  assert.deepEqual(await saidOf(list, prison), [`${father.name} 2 名子女：待核实 2`]);
  await answer(siblings[0] ?? "", "wrong");
  await answer(siblings[1] ?? "", "right");
  const [line] = await linesOf(list);
  const told = new Map(line?.answers.map(({ child, verdict }) => [child?.name, verdict]));
  assert.deepEqual([told.get("陈小明"), told.get("陈小红")], ["wrong", "right"]);
  await agrees(list);
  const [own, ...others] = await linesOf(list, prison);
  assert.match(answerText(own ?? assert.fail()), /^2 名子女：(?:名单有误 1、情况属实 1|情况属实 1、名单有误 1)$/);
  assert.deepEqual(others, []);
  assert.deepEqual([own?.child, own?.answers.map(({ child }) => child)], [null, [null, null]]);
  assert.ok(!/陈小明|陈小红/.test(JSON.stringify(own)), "the prison learns of no child");
});

test("beside a parent's line stands what the file says of the parent, and whose parent it is", async () => {
  const list = await listed(prison, "imprisoned_parents", csvOf([[father.name, father.id, "2023-01-10", "2028-01-09"]], ["姓名", "身份证号", "刑期起日", "刑期止日"])); // prettier-ignore
  const [line] = await linesOf(list);
  const said = new Map(line?.child?.said.map(({ label, text }) => [label, text]));
  const listedWords = new Map(line?.said.map(({ label, text }) => [label, text]));
  assert.deepEqual([said.get("姓名"), said.get("出生日期")], [father.name, "1982-03-04"]);
  assert.equal(said.get("证件号码"), listedWords.get("证件号码"));
  assert.ok((said.get("证件号码") ?? "").endsWith(father.id.slice(-4)), JSON.stringify([...said]));
  const of = new Map(line?.child?.of.map(({ name, parent }) => [name, parent]));
  assert.deepEqual([of.get("陈小明"), of.get("陈小红"), of.size], ["父亲", "父亲", 2]);
});

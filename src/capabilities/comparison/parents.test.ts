import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage, AnomalyShown } from "#capabilities/anomaly/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, endedList, idNumber, uploadList } from "../../../test/lists.ts";
import type { Kind, ListShown, RowsPage } from "./words.ts";

/* A prison's list is a list of parents: it leads to a check on each of their children (国发〔2016〕36号). */

let people: Cast;
let app: FastifyInstance;
let county: Browser;
let prison: Browser;

const father = { name: "陈国强", id: idNumber("1982-03-04", 111) };
const mother = { name: "林玉珍", id: idNumber("1984-05-06", 122) };
const ill = { name: "黄志勇", id: idNumber("1980-07-08", 133) };
const head = ["姓名", "身份证号", "刑期起日", "刑期止日"];
const parent = (who: { readonly name: string; readonly id: string }): string[] => [
  who.name,
  who.id,
  "2023-01-10",
  "2027-01-09",
];
const children = new Map<string, string>();

async function register(name: string, facts: Readonly<Record<string, unknown>>): Promise<void> {
  const childId = newId();
  children.set(childId, name);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const known = { ...leftBehind, name, birthDate: "2013-02-03", ...facts };
  await registry.register(world, people.eastDirector, {
    id: newId(), childId, area: places.eastVillage, source: "registration", facts: known,
  }); // prettier-ignore
}

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("parents"), "silent");
  const couple = {
    "father.name": father.name, "father.idNumber": father.id, "mother.name": mother.name, "mother.idNumber": mother.id,
  }; // prettier-ignore
  await register("陈小明", couple);
  await register("陈小红", couple);
  await register("黄小丽", { "father.name": ill.name, "father.idNumber": ill.id, "father.status": ["severe_illness"] });
  for (let n = 0; n < 12; n++) {
    const id = idNumber(`198${n % 10}-0${(n % 9) + 1}-15`, 201 + 2 * n);
    await register(`许${"甲乙丙丁戊己庚辛壬癸子丑"[n]}`, { "father.name": `许${"伟强军勇杰涛斌辉鹏浩亮刚"[n]}`, "father.idNumber": id });
  }
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
  prison = (await signedIn(people, app, { login: "prison", kind: "department", area: places.county, department: "justice" })).at;
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
});

const compared = (day: string, rows: string[][]): Promise<ListShown> => listed(prison, "imprisoned_parents", day, csvOf(rows, head)); // prettier-ignore

async function listed(sender: Browser, kind: string, day: string, file: string): Promise<ListShown> {
  const sent = await uploadList(app, sender, { kind, day }, file);
  assert.equal(sent.status, 200, JSON.stringify(sent.list));
  const list = await endedList(county, sent.list.id);
  assert.equal(list.status, "done", JSON.stringify(list));
  return list;
}

async function openOf(): Promise<{ name: string; no: number; childId: string; facts: AnomalyShown["facts"] }[]> {
  const { lines } = (await county.get("/api/anomaly/open")).body as AnomaliesPage;
  const shown = [];
  for (const { childId, no } of lines) {
    const { facts } = (await county.get(`/api/anomaly/children/${childId}/${no}`)).body as AnomalyShown;
    shown.push({ childId, no, facts, name: children.get(childId) ?? "" });
  }
  return shown.toSorted((a, b) => a.name.localeCompare(b.name));
}

const stranger = { name: "周大海", id: idNumber("1979-09-09", 177) };
let list: ListShown;

test("a father in prison leads to a check on each of his children, and a stranger to nothing at all", async () => {
  const kinds = (await prison.get("/api/comparison/kinds")).body as Kind[];
  assert.equal(kinds.find(({ id }) => id === "imprisoned_parents")?.of, "parents");
  list = await compared("2024-06-01", [parent(father), parent(ill), parent(stranger)]);
  assert.deepEqual(
    [list.read, list.adults, list.matched, list.review, list.strangers, list.raised],
    [3, 0, 2, 0, 1, 3],
    JSON.stringify(list),
  );
  const open = await openOf();
  assert.deepEqual(open.map(({ name }) => name).toSorted(), ["陈小红", "陈小明", "黄小丽"].toSorted());
  const facts = open.find(({ name }) => name === "陈小明")?.facts ?? [];
  assert.deepEqual(facts.map(({ key, list: said }) => [key, said]).toSorted((a, b) => a.join().localeCompare(b.join())), [
    ["father.custody.since", "2023-01-10"], ["father.custody.until", "2027-01-09"], ["father.status", "服刑在押"],
  ]); // prettier-ignore
  const { lines } = (await prison.get(`/api/comparison/lists/${list.id}/rows`)).body as RowsPage;
  assert.deepEqual(lines.map(({ name, child }) => [name, child]), [[father.name, null], [ill.name, null]]); // prettier-ignore
  const said = lines.flatMap((line) => line.said.map(({ label, text }) => `${label} ${text}`));
  assert.ok(
    said.some((words) => words.endsWith("服刑在押")),
    said.join(),
  );
  assert.deepEqual(said.filter((words) => /[a-z]|父亲/u.test(words)), [], "in words, and of whichever parent it is"); // prettier-ignore
  const told = JSON.stringify(lines);
  for (const name of children.values()) assert.ok(!told.includes(name), "the prison learns of no child");
});

test("what the file knows of a parent stays beside what the list says", async () => {
  const sick = (await openOf()).find(({ name }) => name === "黄小丽") ?? assert.fail();
  const answer = { id: newId(), verdict: "right", note: "向家人核实" };
  const url = `/api/anomaly/children/${sick.childId}/${sick.no}/verify`;
  assert.equal((await county.post(url, answer)).status, 200);
  const subject = await registry.findFile({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.county, sick.childId);
  const { facts } = registry.fileOf(subject);
  assert.deepEqual(facts["father.status"]?.value, ["imprisoned", "severe_illness"]);
  assert.equal(facts["father.custody.until"]?.value, "2027-01-09");
}); // prettier-ignore

test("the mother on the same list far from the father is one matter with him; who is on it no more is withdrawn", async () => {
  const same = await compared("2024-06-02", [parent(father), parent(ill), parent(stranger)]);
  assert.deepEqual([same.raised, same.standing, same.gone], [0, 2, 0], JSON.stringify(same));
  const strangers = Array.from({ length: 260 }, (_, n) => [`吴大${n}`, "", "", ""]);
  const both = await compared("2024-06-03", [parent(father), ...strangers, parent(mother)]);
  assert.deepEqual([both.raised, both.gone, both.strangers], [2, 2, 260], JSON.stringify(both));
  const open = await openOf();
  assert.equal(open.length, 2);
  for (const { facts } of open)
    assert.deepEqual(facts.map(({ key }) => key).filter((key) => key.endsWith("status")).toSorted(), ["father.status", "mother.status"]);
  const statuses = async (): Promise<string[]> =>
    [...new Set((await openOf()).flatMap(({ facts }) => facts.map(({ key }) => key)).filter((key) => key.endsWith("status")))].toSorted();
  const ofFather = ((await county.get(`/api/comparison/lists/${both.id}/rows?fate=anomaly`)).body as RowsPage).lines.find(({ name }) => name === father.name);
  await people.database.db.owner.query("update comparison_row set fate = 'review', finding = null where list_id = $1 and n = $2", [both.id, ofFather?.n]);
  const decide = (body: object) => county.post(`/api/comparison/lists/${both.id}/rows/${ofFather?.n}/decide`, body);
  assert.equal((await decide({ same: false })).status, 200);
  assert.deepEqual(await statuses(), ["mother.status"], "what was found of the other parent stands");
  assert.equal((await decide({ same: true, reason: "slip" })).status, 200);
  assert.deepEqual([await statuses(), (await openOf()).length], [["father.status", "mother.status"], 2]);
  const none = await compared("2024-06-04", [parent(stranger)]);
  assert.deepEqual([none.raised, none.gone, none.strangers], [0, 2, 1], JSON.stringify(none));
  assert.deepEqual(await openOf(), []);
}); // prettier-ignore

test("who the employment service knows to work away is asked about where the file says at home, and nowhere else", async () => {
  const home = { name: "蔡明轩", id: idNumber("1983-02-03", 155) };
  const away = { name: "郑子豪", id: idNumber("1985-04-05", 157) };
  const fact = (who: { name: string; id: string }, state: string) => ({
    "father.name": who.name, "father.idNumber": who.id, "father.status": ["none"], "father.away.state": state,
    ...(state === "work" ? { "father.away.since": "2023-03-01" } : {}),
  }); // prettier-ignore
  await register("蔡小军", fact(home, "home"));
  await register("郑小芳", fact(away, "work"));
  const sender = await signedIn(people, app, { login: "employment", kind: "department", area: places.county, department: "human_resources" }); // prettier-ignore
  const kinds = (await sender.at.get("/api/comparison/kinds")).body as Kind[];
  assert.deepEqual(kinds.map(({ id }) => id), ["working_away_parents"], "no list of another department"); // prettier-ignore
  const rows = [home, away, stranger].map(({ name, id }) => [name, id, "2023-03-01"]);
  const file = csvOf(rows, ["姓名", "身份证号", "转移就业日期"]);
  const answer = await listed(sender.at, "working_away_parents", "2024-06-05", file);
  assert.deepEqual([answer.read, answer.matched, answer.raised], [3, 2, 1], JSON.stringify(answer));
  const [open, ...others] = await openOf();
  assert.deepEqual(others, []);
  assert.equal(open?.name, "蔡小军");
  assert.deepEqual(open.facts.map(({ key, list: told }) => [key, told]).toSorted((a, b) => a.join().localeCompare(b.join())), [
    ["father.away.since", "2023-03-01"], ["father.away.state", "外出务工"],
  ]); // prettier-ignore
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage, UnregisteredLine, UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { keepUpload, uploadedFile } from "#capabilities/survey/index.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { silentLog } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import { addKeys } from "#platform/journal/store.ts";
import { sentence, serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import {
  csvOf, disabled, endedList, gb18030, heads, idNumber, type ListedChild, registerChildren, sumOf, uploadList,
} from "../../../test/lists.ts"; // prettier-ignore
import { resumeRuns } from "./queue.ts";
import type { ComparisonWorld } from "./run.ts";
import { beginList } from "./store.ts";
import { listFolder } from "./upload.ts";
import type { ListShown, RowsPage } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let folder: string;
let children: ListedChild[];
let county: Browser;
let east: Browser;
let day = 0;

const kind = "disability_certificates";

before(async () => {
  people = await cast();
  folder = ownFolder("lists");
  app = await serverOf(people.tonghu, folder, "silent");
  children = await registerChildren(people, 20, (n, id) => (n < 6 ? disabled(id, "limb", 2) : {}));
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
  east = (await signedIn(people, app, { login: "east", kind: "supervisor", area: places.east })).at;
});
after(async () => {
  await app.close();
  await people.close();
});
/** Each test has a list of its own day. */
beforeEach(() => void (day += 1));

const today = (): string => `2024-06-${String(day).padStart(2, "0")}`;
const child = (n: number): ListedChild => children[n] ?? assert.fail();
const row = (n: number, change: Partial<ListedChild> = {}, level = 2): string[] => {
  const { name, id, guardian, phone } = { ...child(n), ...change };
  return [name, id, guardian, phone, "肢体", String(level), disabled(child(n).id, "limb", level)["disability.certificate"]];
}; // prettier-ignore
const all = (): string[][] => [0, 1, 2, 3, 4, 5].map((n) => row(n));

async function compared(content: string | Buffer, name?: string): Promise<ListShown> {
  const sent = await uploadList(app, county, { kind, day: today() }, content, name);
  assert.equal(sent.status, 200, JSON.stringify(sent.list));
  return endedList(county, sent.list.id);
}

const openOf = async (): Promise<AnomaliesPage["lines"]> =>
  ((await east.get("/api/anomaly/open")).body as AnomaliesPage).lines;

test("UTF-8 with and without its mark, GBK and GB18030 say the same", async () => {
  const text = csvOf(all());
  const files = [text, `\ufeff${text}`, gb18030(text), gb18030(text.replace(child(5).name, "𠮷子豪"))];
  for (const file of files) {
    day += 1;
    const list = await compared(file);
    assert.deepEqual([list.status, list.read, list.refused, list.raised], ["done", 6, 0, 0], JSON.stringify(list));
  }
});

test("a broken line in the middle stops no other, comes back marked, and makes nobody missing", async () => {
  const rows = all();
  rows[2] = row(2);
  rows[2][5] = "九级";
  const list = await compared(csvOf(rows));
  assert.deepEqual([list.status, list.read, list.refused, list.matched, list.raised], ["done", 6, 1, 5, 0]);
  const page = (await county.get(`/api/comparison/lists/${list.id}/rows?fate=refused`)).body as RowsPage;
  assert.deepEqual(page.lines.map(({ name, place }) => [name, place]), [[child(2).name, "第 4 行"]]); // prettier-ignore
  assert.deepEqual(
    page.lines[0]?.faults.map(({ cell, column }) => [cell, column]),
    [["F4", "残疾等级"]],
  );
  assert.match(page.lines[0]?.faults[0]?.say ?? "", /1 至 4/);
});

test("a file that is no list is refused in words, and raises nothing", async () => {
  for (const content of ["\u0000\u0001\u0002", "a,b,c\r\n1,2,3\r\n", "", "姓名,残疾等级\r\n"]) {
    day += 1;
    const list = await compared(content);
    assert.equal(list.status, "failed", JSON.stringify(content));
    assert.match(list.detail ?? "", /\p{Script=Han}/u);
  }
  assert.deepEqual(await openOf(), []);
});

test("a list of tomorrow is refused, and nothing of it stays", async () => {
  const sent = await uploadList(app, county, { kind, day: "2024-07-02" }, csvOf(all()));
  assert.deepEqual([sent.status, sent.code], [422, "comparison.day_wrong"]);
  assert.deepEqual(readdirSync(join(folder, "lists")), []);
});

test("a run that is cancelled says so, and withdraws nothing", async () => {
  const first = await uploadList(app, county, { kind, day: today() }, csvOf(all().slice(1)));
  day += 1;
  const second = await uploadList(app, county, { kind, day: today() }, csvOf(all().slice(2)));
  await county.post(`/api/comparison/lists/${second.list.id}/cancel`);
  assert.equal((await endedList(county, first.list.id)).raised, 1);
  assert.equal((await endedList(county, second.list.id)).status, "cancelled");
  assert.deepEqual((await openOf()).map(({ childId, finding }) => [childId, finding]), [[child(0).childId, "missing"]]); // prettier-ignore
});

test("next month's list: what it says now, what it says no more, and what it still says", async () => {
  const rows = all().slice(0, 5);
  rows[1] = row(1, {}, 3);
  const list = await compared(csvOf(rows));
  // child 0 is on it again; child 1 is said to be otherwise; child 5 is missing now
  assert.deepEqual([list.raised, list.standing, list.gone], [2, 0, 1], JSON.stringify(list));
  day += 1;
  const same = await compared(csvOf(rows));
  assert.deepEqual([same.raised, same.standing, same.gone], [0, 2, 0]);
});

/** On no file, and nobody whom the policy asks a file for. */
const passerBy = ["吴路过", idNumber("2012-04-05", 411), "吴桂花", "13511114444", "肢体", "4", ""];

test("a run that was killed begins again from its encrypted file, and says nothing twice", async () => {
  const { vault } = people.tonghu.machine;
  const id = newId();
  const key = vault.newKey(id);
  const file = { name: "名单.csv", content: Readable.from([Buffer.from(csvOf([...all().slice(0, 4), passerBy]))]) };
  const uploads = listFolder({ folder, files: vault.files });
  const sha256 = await keepUpload(uploads, id, file);
  assert.ok(!readFileSync(uploadedFile(uploads, id)).includes(child(0).name));
  const { pool, clock } = people.tonghu.ground;
  await inScope(pool, subtree(places.county), async (db) => {
    await addKeys(db, [{ id, area: places.county, key }]);
    await beginList(db, {
      id, area: places.county, department: "disabled_federation", kind, title: "名单", day: today(), fileName: file.name, sha256,
      actorId: people.county.personId, actor: people.county.name, post: "county", startedAt: clock.now().toISOString(), fetchedFrom: null,
    });
  }); // prettier-ignore
  const world: ComparisonWorld = { pool, clock, journal: people.tonghu.journal, policyFor: people.tonghu.policyFor, uploads, sentence }; // prettier-ignore
  await Promise.all([resumeRuns(world, silentLog), resumeRuns(world, silentLog)]);
  const list = await endedList(county, id);
  assert.deepEqual([list.read, list.strangers, sumOf(list)], [5, 1, 5], "counted once");
  // child 5 was missing before; 4 is now; the difference of 1 is gone
  assert.deepEqual([list.status, list.raised, list.standing, list.gone], ["done", 1, 1, 1], JSON.stringify(list));
  const open = (await openOf()).map(({ childId, finding }) => `${children.findIndex((one) => one.childId === childId)} ${finding}`); // prettier-ignore
  assert.deepEqual(open.toSorted(), ["4 missing", "5 missing"]);
});

test("a line that may be somebody's is decided by a person; until then the child is not missing", async () => {
  // by name and guardian alone: another number, another telephone
  const rows = [...all().slice(0, 4), row(5)];
  rows.push([child(4).name, "", child(4).guardian, "", "肢体", "2", ""]);
  const list = await compared(csvOf(rows));
  assert.equal(list.review, 1, JSON.stringify(list));
  const page = (await county.get(`/api/comparison/lists/${list.id}/rows?fate=review`)).body as RowsPage;
  const [line] = page.lines;
  assert.equal(line?.child?.childId, child(4).childId);
  assert.match(line?.child?.words ?? "", /姓名/);
  const url = `/api/comparison/lists/${list.id}/rows/${line?.n}/decide`;
  assert.equal((await east.post(url, { same: true })).status, 403);
  assert.equal((await county.post(url, { same: true })).status, 200);
  assert.equal((await county.post(url, { same: true })).code, "comparison.row_decided");
  const now = (await county.get(`/api/comparison/lists/${list.id}`)).body as { list: ListShown };
  assert.deepEqual([now.list.review, now.list.matched, sumOf(now.list)], [0, list.matched + 1, list.read]);
});

test("somebody who ought to have a file and has none is registered from the line, once", async () => {
  const id = idNumber("2013-05-06", 311);
  const stranger = ["方子墨", id, "方桂花", "13511112222", "智力", "2", `${id}52`];
  const list = await compared(csvOf([...all(), stranger]));
  assert.equal(list.status, "done");
  const { lines } = (await county.get("/api/anomaly/unregistered")).body as { lines: UnregisteredLine[] };
  const [line] = lines;
  assert.deepEqual([lines.length, line?.name], [1, "方子墨"]);
  const shown = (await county.get(`/api/anomaly/unregistered/${line?.id}`)).body as UnregisteredShown;
  assert.ok(!JSON.stringify(shown).includes(id), "masked until it is opened");
  const opened = (await county.get(`/api/anomaly/unregistered/${line?.id}?purpose=verification`)).body as UnregisteredShown;
  const facts = Object.fromEntries(opened.facts.map(({ key, value }) => [key, value]));
  const childId = newId();
  const url = `/api/anomaly/unregistered/${line?.id}/verify`;
  const answer = { id: newId(), verdict: "right", note: "入户见到本人", childId };
  assert.equal((await county.post(url, answer)).code, "registry.not_found");
  const registered = await county.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, source: "department", facts });
  assert.equal(registered.status, 200, JSON.stringify(registered.body));
  assert.equal((await county.post(url, answer)).status, 200);
  const other = { verdict: "wrong", note: answer.note };
  assert.equal((await county.post(url, { ...other, id: newId() })).code, "anomaly.closed");
  assert.equal((await county.post(url, { ...other, id: answer.id })).code, "journal.id_reused");
  const rows = (await county.get(`/api/comparison/lists/${list.id}/rows?fate=unregistered`)).body as RowsPage;
  assert.equal(rows.lines[0]?.answers[0]?.verdict, "right");
  day += 1;
  const next = await compared(csvOf([...all(), stranger]));
  assert.deepEqual([next.raised, next.standing], [0, 0], JSON.stringify(next));
}); // prettier-ignore

test("nothing of a list stands in clear in the database", async () => {
  const { owner } = people.database.db;
  for (const table of ["comparison_list", "comparison_row", "anomaly_item", "anomaly_unregistered", "entry"]) {
    const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${table} t`);
    const text = rows.map((one) => one.row).join("\n");
    for (const secret of ["方子墨", child(4).name, child(4).id, child(4).phone])
      assert.ok(!text.includes(secret), `${table} holds ${secret}`);
  }
  assert.ok(heads.length > 0);
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomaliesPage, UnregisteredLine } from "#capabilities/anomaly/words.ts";
import { addMonths, dayOf } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
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
import { countDueLines, dropDueLines, type DueLines } from "./keeping.ts";
import type { ListShown, RowsPage } from "./words.ts";

/* What becomes of lists and their lines when nobody may, or need, look at them any more. */

let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let county: Browser;
const kind = "disability_certificates";

const child = (n: number): ListedChild => children[n] ?? assert.fail();
const row = ({ name, id, guardian, phone }: Pick<ListedChild, "name" | "id" | "guardian" | "phone">, level = 2): string[] => [
  name, id, guardian, phone, "肢体", String(level), `${id}4${level}`,
]; // prettier-ignore

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("kept"), "silent");
  children = await registerChildren(people, 20, (n, id) => (n < 4 ? disabled(id, "limb", 2) : {}));
});
after(async () => {
  await app.close();
  await people.close();
});
beforeEach(async () => {
  county = (await signedIn(people, app, { login: `county-${newId()}`, kind: "county", area: places.county })).at;
});

async function compared(day: string, rows: string[][]): Promise<ListShown> {
  const sent = await uploadList(app, county, { kind, day }, csvOf(rows));
  assert.equal(sent.status, 200, JSON.stringify(sent.list));
  const list = await endedList(county, sent.list.id);
  assert.equal(list.status, "done", JSON.stringify(list));
  return list;
}

const rowsOf = async (list: string): Promise<RowsPage["lines"]> => {
  const { status, body } = await county.get(`/api/comparison/lists/${list}/rows`);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as RowsPage).lines;
};
const strangers = async (): Promise<UnregisteredLine[]> =>
  ((await county.get("/api/anomaly/unregistered")).body as { lines: UnregisteredLine[] }).lines;

async function post(url: string, body: object): Promise<void> {
  const answer = await county.post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

test("a sealed file's child is known again in silence: no task, no line, nobody unregistered", async () => {
  const { childId } = child(0);
  await post(`/api/registry/children/${childId}/close`, { reason: "moved_away" });
  await post(`/api/retention/children/${childId}/seal`, { reason: "已迁出，档案封存" });
  // as in the file; said to be otherwise; by name and guardian with another number of its own
  const other = { ...child(0), id: idNumber(child(0).birth, 402) };
  const lists = [row(child(0)), row(child(0), 1), row(other)];
  for (const [n, line] of lists.entries()) {
    const list = await compared(`2024-05-0${n + 1}`, [line, row(child(1)), row(child(2)), row(child(3))]);
    assert.deepEqual([list.matched + list.refused, list.review, list.raised], [4, 0, 0], JSON.stringify(list));
    assert.ok(!JSON.stringify(await rowsOf(list.id)).includes(childId));
  }
  assert.deepEqual(await strangers(), []);
  assert.deepEqual(((await county.get("/api/anomaly/open")).body as AnomaliesPage).lines, []);
});

test("what is kept of a list ends a term after its last answer; its counts stay", async () => {
  const { pool, clock } = people.tonghu.ground;
  const { owner } = people.database.db;
  const due = (today: string): Promise<DueLines> => inScope(pool, nation, (db) => countDueLines(db, nation, today, 12));
  const drop = (today: string): Promise<DueLines> => dropDueLines(owner, nation, { today, now: clock.now() }, 12);
  const id = idNumber("2013-05-06", 311);
  const stranger = row({ name: "方子墨", id, guardian: "方桂花", phone: "13511112222" });
  const list = await compared("2024-06-01", [row(child(1), 1), row(child(2)), row(child(3)), stranger]);
  assert.deepEqual([list.raised, (await rowsOf(list.id)).length], [2, 2]);
  await drop("2030-01-01");
  assert.equal((await rowsOf(list.id)).length, 2, "nothing ends while a line waits for its answer");
  await post(`/api/anomaly/children/${child(1).childId}/1/verify`, { verdict: "wrong", note: "入户核对残疾证" });
  const [line] = await strangers();
  await post(`/api/anomaly/unregistered/${line?.id}/verify`, { verdict: "wrong", note: "本村没有这个人" });

  const today = dayOf(clock.now());
  const [same, later] = [addMonths(today, 12), addMonths(today, 24)];
  assert.equal((await due(same)).unregistered, 0, "the term is not over on its last day");
  assert.deepEqual(await due(later), { lists: 1, unregistered: 1 });
  assert.deepEqual(await drop(later), { lists: 1, unregistered: 1 });
  assert.deepEqual(await drop(later), { lists: 0, unregistered: 0 });

  const shown = (await county.get(`/api/comparison/lists/${list.id}`)).body as { list: ListShown };
  assert.deepEqual([shown.list.read, shown.list.raised], [4, 2]);
  assert.notEqual(shown.list.erasedAt, null);
  assert.deepEqual(await rowsOf(list.id), []);
  assert.equal((await county.post(`/api/comparison/lists/${list.id}/rows/1/decide`, { same: true })).status, 404);
  const keys = await owner.query<{ wrapped: string | null }>("select wrapped from journal_key where subject_id = any($1)", [[list.id, line?.id]]); // prettier-ignore
  assert.deepEqual(keys.rows.map(({ wrapped }) => wrapped), [null, null]); // prettier-ignore
  // who was found to be nobody of ours is not asked about again
  const next = await compared("2024-06-02", [row(child(1), 1), row(child(2)), row(child(3)), stranger]);
  assert.deepEqual([next.raised, next.answered], [0, 2], JSON.stringify(next));
});

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { AnomalyCount, UnregisteredLine, UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { kinds as keeping } from "#capabilities/retention/words.ts";
import { register } from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, idNumber, type ListedChild, registerChildren, sumOf, uploadList } from "../../../test/lists.ts"; // prettier-ignore
import { forgetChild } from "./forget.ts";
import type { Findings, ListShown, RowsPage } from "./words.ts";

/* What one list says after another, and twice within one. */

let people: Cast;
let app: FastifyInstance;
let children: ListedChild[];
let county: Browser;
let east: Browser;
let day = 0;

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, ownFolder("again"), "silent");
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

const child = (n: number): ListedChild => children[n] ?? assert.fail();
const row = (n: number): string[] => {
  const { name, id, guardian, phone } = child(n);
  return [name, id, guardian, phone, "肢体", "2", disabled(id, "limb", 2)["disability.certificate"]];
};
const all = (): string[][] => [0, 1, 2, 3, 4, 5].map(row);

async function compared(rows: string[][]): Promise<ListShown> {
  day += 1;
  const asked = { kind: "disability_certificates", day: `2024-06-${String(day).padStart(2, "0")}` };
  const sent = await uploadList(app, county, asked, csvOf(rows));
  assert.equal(sent.status, 200, JSON.stringify(sent.list));
  const list = await endedList(county, sent.list.id);
  assert.equal(list.status, "done", JSON.stringify(list));
  assert.equal(list.read, sumOf(list), JSON.stringify(list));
  return list;
}

const rowsOf = async (list: ListShown, fate: string): Promise<RowsPage["lines"]> =>
  ((await county.get(`/api/comparison/lists/${list.id}/rows?fate=${fate}`)).body as RowsPage).lines;
const listOf = async ({ id }: ListShown): Promise<ListShown> =>
  ((await county.get(`/api/comparison/lists/${id}`)).body as Findings).list;
const unregistered = async (): Promise<UnregisteredLine[]> =>
  ((await county.get("/api/anomaly/unregistered")).body as { lines: UnregisteredLine[] }).lines;
const missing = async (): Promise<unknown[]> =>
  ((await east.get("/api/anomaly/open")).body as { lines: unknown[] }).lines;

const id = idNumber("2013-05-06", 311);
const stranger = ["方子墨", id, "方桂花", "13511112222", "智力", "2", `${id}52`];

test("a child that stands on two lines of a list is one child: matched by the first, and the second comes back", async () => {
  const list = await compared([...all(), row(0)]);
  assert.deepEqual([list.read, list.matched, list.review, list.refused, list.raised], [7, 6, 0, 1, 0], JSON.stringify(list));
  const [line] = await rowsOf(list, "refused");
  assert.deepEqual([line?.name, line?.place], [child(0).name, "第 8 行"]);
  assert.match(line?.faults[0]?.say ?? "", /第 2 行是同一名儿童/);
}); // prettier-ignore

const wrong = (number: string): string => number.slice(0, 17) + (number.endsWith("1") ? "2" : "1");

test("a number that cannot be right still finds its child, goes back to the department, and is no 无证件", async () => {
  const numbers = [wrong(child(0).id), child(1).id.slice(0, 17), `${child(2).id[0]}.${child(2).id.slice(1, 15)}E+17`];
  const rows = all().map((cells, n) => (n < 3 ? cells.with(1, numbers[n] ?? "").with(6, "") : cells));
  const list = await compared([...rows, stranger.with(0, "方小错").with(1, wrong(id)).with(6, "")]);
  assert.deepEqual([list.read, list.matched, list.strangers, list.refused, list.raised], [7, 6, 1, 0, 1], JSON.stringify(list));
  const lines = await rowsOf(list, "faulty");
  assert.deepEqual(lines.map(({ name }) => name), [0, 1, 2].map((n) => child(n).name)); // prettier-ignore
  assert.deepEqual(lines.map(({ faults }) => faults[0]?.cell), ["B2", "B3", "B4"]); // prettier-ignore
  assert.match(lines[1]?.faults[0]?.say ?? "", /17/);
  assert.ok(lines.every(({ probability }) => probability === null), "nor whether the child has a file");
  assert.ok(lines.every(({ said }) => said.some(({ label }) => label === "证件号码")), JSON.stringify(lines[0]?.said));
  assert.ok(!JSON.stringify(lines).includes(numbers[0] ?? ""), "by its ends");
  const [nobody] = await rowsOf(list, "unregistered");
  assert.equal(nobody?.faults[0]?.cell, "B8");
  const [one] = await unregistered();
  const asked = `/api/anomaly/unregistered/${one?.id}`;
  const { facts } = (await county.get(`${asked}?purpose=verification`)).body as UnregisteredShown;
  assert.ok(!facts.some(({ key }) => key === "idKind"), JSON.stringify(facts));
  assert.deepEqual(facts.filter(({ key }) => key === "idNumber").map(({ value, text }) => [value, text]), [[null, wrong(id)]]); // prettier-ignore
  assert.ok(!JSON.stringify((await county.get(asked)).body).includes(wrong(id)), "masked until it is opened");
  await compared(all());
}); // prettier-ignore

test("whoever has no file is brought up again when a list that had left it out says it again", async () => {
  const twice = await compared([...all(), stranger, stranger]);
  assert.deepEqual([twice.raised, twice.refused, twice.strangers], [1, 1, 1]);
  assert.equal((await compared(all())).gone, 1);
  assert.deepEqual(await unregistered(), []);
  const again = await compared([...all(), stranger]);
  assert.deepEqual([again.raised, again.standing, again.answered], [1, 0, 0], JSON.stringify(again));
  assert.deepEqual((await unregistered()).map(({ name }) => name), ["方子墨"]); // prettier-ignore
  const { unseen } = (await county.get(`/api/comparison/lists/${twice.id}`)).body as Findings;
  assert.deepEqual(
    unseen,
    { missing: 0, away: 0, later: 1 },
    "it is the later list's now, and nobody's outside the county",
  );
});

test("a line without a number whose certificate is right tells no wrong number: the certificate says it", async () => {
  const list = await compared([...all(), stranger, stranger.with(0, "方小证").with(1, "").with(6, `${idNumber("2012-05-06", 315)}52`)]);
  assert.deepEqual((await rowsOf(list, "unregistered")).flatMap(({ faults }) => faults), []); // prettier-ignore
  const one = (await unregistered()).find(({ name }) => name === "方小证");
  const { facts } = (await county.get(`/api/anomaly/unregistered/${one?.id}?purpose=verification`)).body as UnregisteredShown;
  assert.deepEqual(facts.filter(({ key }) => key === "idNumber").map(({ label, value }) => [label, value]), [["证件号码", idNumber("2012-05-06", 315)]]);
  await compared([...all(), stranger]);
}); // prettier-ignore

test("a line that cannot be read withdraws nobody", async () => {
  const broken = stranger.with(5, "九级");
  const list = await compared([...all(), broken]);
  assert.deepEqual([list.refused, list.gone, list.raised], [1, 0, 0], JSON.stringify(list));
  assert.deepEqual((await unregistered()).map(({ name }) => name), ["方子墨"]); // prettier-ignore
});

test("how it was found out is kept with the answer, sealed; erasing the child takes all of it away", async () => {
  const [line] = await unregistered();
  const url = `/api/anomaly/unregistered/${line?.id}`;
  const answer = { id: newId(), verdict: "right", note: "入户见到本人", childId: child(7).childId };
  assert.equal((await county.post(`${url}/verify`, answer)).status, 200);
  assert.equal(((await county.get(url)).body as UnregisteredShown).note, "入户见到本人");
  const list = await compared([...all(), stranger]);
  assert.equal((await rowsOf(list, "unregistered")).length, 1);

  const { owner } = people.database.db;
  await forgetChild(owner, child(7).childId, "2024-07-01T00:00:00Z");
  assert.deepEqual(await rowsOf(list, "unregistered"), []);
  assert.equal((await county.get(url)).status, 404);
  const keys = await owner.query("select wrapped from journal_key where subject_id = $1", [line?.id]);
  assert.deepEqual(keys.rows, [{ wrapped: null }]);
});

/** By name and guardian alone: another number, another telephone. */
const vague = (n: number): string[] => [child(n).name, "", child(n).guardian, "", "肢体", "2", ""];

test("what is decided about an old list's line changes nothing that a newer list says", async () => {
  const old = await compared([...all().slice(0, 4), row(5), vague(4)]);
  await compared(all());
  const [line] = await rowsOf(old, "review");
  const url = `/api/comparison/lists/${old.id}/rows/${line?.n}/decide`;
  assert.equal((await county.post(url, { same: false })).status, 200);
  assert.deepEqual(await missing(), []);
  const now = await listOf(old);
  assert.deepEqual([now.review, now.strangers, sumOf(now)], [0, 1, 6], "decided to be nobody's, and counted as such");
});

test("a slip of the finger is decided anew with a reason: what it had brought up is put right, and both stand on record", async () => {
  const other = idNumber(child(4).birth, 471);
  const list = await compared([...all().slice(0, 4), row(5), row(4).with(1, other).with(6, `${other}42`)]);
  const [line] = (await rowsOf(list, "anomaly")).filter(({ name }) => name === child(4).name);
  // as if the linkage had been in doubt
  const { owner } = people.database.db;
  await owner.query("update comparison_row set fate = 'review', finding = null where list_id = $1 and n = $2", [list.id, line?.n]);
  await owner.query("update comparison_list set review = 1, matched = matched - 1 where id = $1", [list.id]);
  const decide = async (body: object) => {
    const { status, body: said } = await county.post(`/api/comparison/lists/${list.id}/rows/${line?.n}/decide`, body);
    return [status, (said as { code?: string }).code ?? (said as { answered: number }).answered];
  };
  const stands = async () => {
    const { review, matched, strangers, raised } = await listOf(list);
    return [review, matched, strangers, raised, (await missing()).length, (await unregistered()).length];
  };
  assert.deepEqual(await stands(), [1, 5, 0, 1, 1, 0]);
  assert.deepEqual(await decide({ same: false }), [200, 0]);
  assert.deepEqual(await stands(), [0, 5, 1, 3, 1, 1], "missing, and somebody without a file");
  assert.deepEqual(await decide({ same: true }), [409, "comparison.row_decided"], "not without a reason");
  assert.deepEqual(await decide({ same: true, reason: "she told me" }), [400, "http.input_invalid"]);
  assert.deepEqual(await decide({ same: true, reason: "slip" }), [200, 0]);
  assert.equal((await stands()).at(-1), 0, "nobody without a file");
  assert.deepEqual((await stands()).slice(0, 3), [0, 6, 0]);
  assert.deepEqual(await decide({ same: true, reason: "slip" }), [409, "comparison.row_decided"]);
  const [now] = (await rowsOf(list, "anomaly")).filter(({ n }) => n === line?.n);
  assert.deepEqual(now?.decisions.map(({ same, reason }) => [same, reason]), [[false, null], [true, "slip"]]);
  assert.equal(now?.finding, "differs", "its number is another one than the file's");
  const open = (await missing()) as { childId: string; no: number; finding: string }[];
  assert.deepEqual(open.map(({ finding }) => finding), ["differs"]);

  const answer = { id: newId(), verdict: "wrong", note: "看过户口簿" };
  assert.equal((await east.post(`/api/anomaly/children/${open[0]?.childId}/${open[0]?.no}/verify`, answer)).status, 200);
  assert.deepEqual(await decide({ same: false, reason: "found_out" }), [200, 1], "what was found on the spot stays");
  assert.deepEqual((await stands()).slice(0, 3), [0, 5, 1]);
  const [begunFor] = await unregistered();
  const begun = { id: newId(), verdict: "right", note: "已另建档", childId: child(8).childId };
  assert.equal((await county.post(`/api/anomaly/unregistered/${begunFor?.id}/verify`, begun)).status, 200);
  assert.deepEqual(await decide({ same: true, reason: "told" }), [409, "comparison.row_registered"]);
  await compared(all());
  assert.deepEqual(await decide({ same: true, reason: "told" }), [409, "comparison.row_superseded"]);
}); // prettier-ignore

test("of a list from before they were counted it is not said that there are none", async () => {
  const list = await compared([...all().slice(0, 4), row(5), vague(4)]);
  await people.database.db.owner.query("update comparison_list set strangers = null where id = $1", [list.id]);
  const [line] = await rowsOf(list, "review");
  const url = `/api/comparison/lists/${list.id}/rows/${line?.n}/decide`;
  assert.equal((await county.post(url, { same: false })).status, 200);
  assert.equal((await listOf(list)).strangers, null);
  await compared(all());
});

test("of a file that is sealed a list's line shows nothing", async () => {
  const list = await compared([...all().slice(0, 4), row(5), vague(4)]);
  assert.equal((await rowsOf(list, "review"))[0]?.child?.childId, child(4).childId);
  const body = { day: "2024-06-30", by: people.county.personId, reason: "测试" };
  const command = { actor: people.county, commandId: newId(), content: { operation: "test" } };
  await people.tonghu.journal.decide(command, child(4).childId, () => [{ kind: keeping.sealed, body }]);
  const [line] = await rowsOf(list, "review");
  assert.deepEqual([line?.name, line?.child], [child(4).name, null]);
});

test("who has grown up and stands on the list still is on it, and ought not to be; grown strangers are passed over", async () => {
  const grown = idNumber("2006-08-06", 313);
  const facts = { name: "丁长大", birthDate: "2006-08-06", idNumber: grown, "guardian.name": "丁桂花", "guardian.phone": "13511113333" };
  const childId = newId();
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts }); // prettier-ignore
  people.clock.set("2024-09-01T02:00:00.000Z");
  county = (await signedIn(people, app, { login: "later", kind: "county", area: places.county })).at;
  const waiting = async (how: string): Promise<number> => ((await county.get(`/api/anomaly/unregistered?when=${how}`)).body as { lines: unknown[] }).lines.length;
  await people.database.db.owner.query("update anomaly_unregistered set verdict = null, closed_on = null, raised_on = '2024-07-01', due = '2024-08-30' where id = (select id from anomaly_unregistered limit 1)");
  const counted = async () => (await county.get("/api/anomaly/counts")).body as AnomalyCount[];
  const sum = (of: readonly number[]): number => of.reduce((whole, one) => whole + one, 0);
  const counts = await counted();
  assert.deepEqual(counts.map(({ open, ages }) => sum(ages) - open), counts.map(() => 0), "by age they add up");
  const late = [await waiting("late"), await waiting("climbed"), await waiting("reminded")];
  assert.deepEqual(late, [1, 0, 0], "due on Friday, and it is Sunday: late, and not yet the next level's");
  assert.deepEqual([sum(counts.map((one) => one.late)) - sum(counts.map((one) => one.climbed))], [1]);
  await people.database.db.owner.query("update anomaly_unregistered set due = '2024-08-29' where due = '2024-08-30'");
  people.clock.set("2024-09-02T02:00:00.000Z");
  county = (await signedIn(people, app, { login: "later2", kind: "county", area: places.county })).at;
  assert.deepEqual([await waiting("late"), await waiting("climbed")], [1, 1], "two working days after it");
  await people.database.db.owner.query("update anomaly_unregistered set due = '2024-09-03' where due = '2024-08-29'");
  assert.deepEqual([await waiting("late"), await waiting("reminded")], [0, 1], "on the eve");
  await people.database.db.owner.query("update anomaly_unregistered set verdict = 'wrong', closed_on = '2024-09-02' where due = '2024-09-03'");
  const line = (name: string, number: string): string[] => [name, number, "丁桂花", "13511113333", "肢体", "2", ""];
  // the file of child 4 is sealed
  const list = await compared([...all().toSpliced(4, 1), line("丁长大", grown), line("丁路人", idNumber("2001-05-06", 315))]);
  assert.deepEqual([list.read, list.adults, list.matched, list.raised], [7, 1, 6, 1], JSON.stringify(list));
  const [shown] = await rowsOf(list, "anomaly");
  assert.deepEqual([shown?.name, shown?.finding], ["丁长大", "surplus"]);
}); // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { add, adding, type Answer, type Browser, post, signedIn } from "../accounts.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server } from "../cast.ts";

/*
 * Trials 22 and 25: fifty at the same moment, and exactly one wins; who decides on what has changed since is told 409; the
 * same command again is the same answer, and somebody else's replay of it is none.
 */

const FIFTY = 50;
let people: Cast;
let app: FastifyInstance;
let supervisor: Caller;
let county: Caller;

before(async () => {
  people = await cast();
  app = await server(people);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

type Told = { status: number; body: unknown };
const codeOf = ({ body }: Told): string => (body as { code?: string } | undefined)?.code ?? "";
const fifty = <T>(send: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: FIFTY }, (_, n) => send(n))); // prettier-ignore

/** One has done it; all others are told 409 or 422 in one of these words, or to come again. */
function oneWins(answers: readonly Told[], ...words: string[]): void {
  const won = answers.filter(({ status }) => status < 300);
  const told = JSON.stringify(Object.entries(Object.groupBy(answers, (one) => `${one.status} ${codeOf(one)}`)).map(([key, all]) => [key, all?.length])); // prettier-ignore
  assert.equal(won.length, 1, told);
  for (const answer of answers) assert.ok(answer.status < 300 || [...words, "journal.busy", "db.busy"].includes(codeOf(answer)), told); // prettier-ignore
}

const registration = (more: object = {}, facts: object = {}): object => ({
  id: newId(), childId: newId(), area: places.eastVillage, facts: { ...leftBehind, name: `并${newId().slice(-6)}`, ...facts }, ...more,
}); // prettier-ignore

async function fresh(facts: object = {}): Promise<{ child: string; seq: number }> {
  const child = newId();
  const made = await supervisor.post("/api/registry/children", registration({ childId: child }, facts));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return { child, seq: await seqOf(supervisor, child) };
}

const countOf = async (text: string, values: unknown[]): Promise<number> =>
  ((await people.database.db.owner.query<{ n: number }>(`select count(*)::int as n from ${text}`, values)).rows[0]?.n ?? 0); // prettier-ignore

test("one file under one id, whoever is quicker", async () => {
  const childId = newId();
  const answers = await fifty(() => supervisor.post("/api/registry/children", registration({ childId })));
  oneWins(answers, "registry.exists", "journal.id_taken");
  assert.equal(await countOf("entry where subject_id = $1 and kind = 'registry.child_registered'", [childId]), 1);
});

test("one file for one id number, and one for one child without a number", async () => {
  const number = { idNumber: "445281201405010028", name: "号码" };
  oneWins(await fifty(() => supervisor.post("/api/registry/children", registration({}, number))), "registry.duplicate"); // prettier-ignore
  const person = { name: "同一孩子", "guardian.name": "同一祖母" };
  oneWins(await fifty(() => supervisor.post("/api/registry/children", registration({}, person))), "registry.duplicate", "registry.same_person"); // prettier-ignore
});

test("the same command fifty times is one entry, and one answer", async () => {
  const { child } = await fresh();
  const command = { id: newId(), kind: "contact", form: "puning@1", note: "同一次联系" };
  const answers = await fifty(() => supervisor.post(`/api/visit/children/${child}/visits`, command));
  assert.ok(answers.every(({ status }) => status === 200 || status === 503), JSON.stringify(answers[0])); // prettier-ignore
  const repeated = answers.filter(({ status, body }) => status === 200 && !(body as { repeated: boolean }).repeated);
  assert.equal(repeated.length, 1);
  assert.equal(await countOf("entry where subject_id = $1 and id = $2", [child, command.id]), 1);
  assert.equal(await countOf("visit_record where child_id = $1", [child]), 1);
});

test("fifty visits at once are fifty visits", async () => {
  const { child } = await fresh();
  const commands = Array.from({ length: FIFTY }, () => ({ id: newId(), kind: "contact", form: "puning@1" }));
  let left = commands;
  for (let turn = 0; turn < 20 && left.length > 0; turn += 1) {
    const answers = await Promise.all(left.map((command) => supervisor.post(`/api/visit/children/${child}/visits`, command)));
    assert.ok(answers.every((one) => one.status === 200 || codeOf(one) === "journal.busy"), JSON.stringify(answers.map(codeOf)));
    left = left.filter((_, n) => answers[n]?.status !== 200);
  }
  assert.equal(await countOf("visit_record where child_id = $1", [child]), FIFTY);
}); // prettier-ignore

test("one transfer, one panel's decision and one rejection of those who saw the same file; the others are told 409", async () => {
  const moved = await fresh();
  const move = () => ({ id: newId(), seq: moved.seq, area: places.southVillage, reason: "随迁" });
  oneWins(await fifty(() => county.post(`/api/registry/children/${moved.child}/move`, move())), "journal.stale");
  assert.equal(await countOf("entry where subject_id = $1 and kind = 'registry.child_moved'", [moved.child]), 1);

  const graded = await fresh();
  await supervisor.post(`/api/grade/children/${graded.child}/proposals`, { id: newId(), level: "red", reason: "复杂" });
  const seq = await seqOf(supervisor, graded.child);
  const decided = await fifty((n) =>
    n % 2 === 0
      ? county.post(`/api/grade/children/${graded.child}/decisions`, { id: newId(), seq, level: "yellow", reason: "评估", members: ["甲"] })
      : county.post(`/api/grade/children/${graded.child}/rejections`, { id: newId(), seq, reason: "不采纳" }),
  );
  oneWins(decided, "journal.stale", "grade.no_proposal");
  const late = { id: newId(), seq, level: "red", reason: "晚到", members: ["乙"] };
  const stale = await county.post(`/api/grade/children/${graded.child}/decisions`, late);
  assert.deepEqual([stale.status, codeOf(stale)], [409, "journal.stale"]);
  assert.equal(await countOf("entry where id = $1", [late.id]), 0);
}); // prettier-ignore

test("one closing of a file and of a task", async () => {
  const { child } = await fresh();
  await supervisor.post(`/api/task/children/${child}/tasks`, { id: newId(), title: "缺少户口" });
  oneWins(await fifty(() => supervisor.post(`/api/task/children/${child}/tasks/1/close`, { id: newId(), outcome: "已办" })), "task.closed"); // prettier-ignore
  oneWins(await fifty(() => supervisor.post(`/api/registry/children/${child}/close`, { id: newId(), reason: "died" })), "registry.file_closed"); // prettier-ignore
  assert.equal(await countOf("entry where subject_id = $1 and kind in ('registry.file_closed', 'task.closed')", [child]), 2); // prettier-ignore
});

test("one approval of a post, one handing over of a village, one person under a login", async () => {
  const officer = await signedIn(people, app, { login: "appointer", kind: "county", area: places.county });
  const guard = await signedIn(people, app, { login: "approver", kind: "security_admin", area: "0" });
  const pending = await add(officer.at, "waiting", post("department", places.county, { department: "education" }));
  assert.equal(pending.status, "pending");
  const approve = (): Promise<Answer> => guard.at.post(`/api/account/posts/${pending.postId}/approve`);
  oneWins(await fifty(approve), "account.post_not_pending");

  const chief = await signedIn(people, app, { login: "handing", kind: "supervisor", area: places.east });
  const [old, heirs] = [await add(chief.at, "old-director", post("director", places.eastVillage)), [] as string[]];
  for (let n = 0; n < 5; n += 1)
    heirs.push((await add(officer.at, `heir-${n}`, post("director", places.southVillage))).personId);
  const hand = (n: number, by: Browser): Promise<Answer> =>
    by.post(`/api/account/posts/${old.postId}/handover`, { to: heirs[n % heirs.length], reason: "交接" });
  oneWins(await fifty((n) => hand(n, officer.at)), "account.post_ended");
  const holders = "account_post where area = $1 and kind = 'director' and to_day is null and status = 'active' and person_id = any ($2)";
  assert.equal(await countOf(holders, [places.eastVillage, [old.personId, ...heirs]]), 1, "the village has one");

  const logins = await fifty(() => chief.at.post("/api/account/people", adding("same-login", post("director", places.eastVillage))));
  oneWins(logins, "account.login_taken", "account.person_known");
}); // prettier-ignore

test("a command replayed is the same one, whoever sends it again: it stays its first sender's; with another content it is refused", async () => {
  const { child } = await fresh();
  const command = { id: newId(), facts: { "school.name": "一小" } };
  const url = `/api/registry/children/${child}/facts`;
  const first = await supervisor.post(url, command);
  assert.equal(first.status, 200);
  const stored = async (): Promise<unknown> =>
    (await people.database.db.owner.query("select * from entry where subject_id = $1 and id = $2", [child, command.id])).rows;
  const kept = await stored();
  for (const by of [supervisor, county])
    assert.deepEqual((await by.post(url, command)).body, { ...(first.body as object), repeated: true });
  for (const by of [supervisor, county]) {
    const other = await by.post(url, { ...command, facts: { "school.name": "二小" } });
    assert.deepEqual([other.status, codeOf(other)], [409, "journal.id_reused"], JSON.stringify(other.body));
  }
  const neighbour = await enter(people, app, "director", places.southVillage);
  assert.equal((await neighbour.post(url, command)).status, 404);
  assert.deepEqual(await stored(), kept);
}); // prettier-ignore

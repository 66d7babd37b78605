import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { handClock } from "../../../test/cast.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { insertAnswer, raiseBrokenSeal } from "./alerts.ts";
import { traceKeys } from "./digest.ts";
import { linkAlerts } from "./links.ts";
import { type AlertFault, compareAlertsWithHead, verifyAlerts } from "./verifyAlerts.ts";

/* Trial 23 for alerts and their answers: what somebody does who owns the database, and not the installation's key. */

let database: TestDatabase;
const clock = handClock("2024-07-01T02:00:00.000Z");
const keys = traceKeys(randomBytes(32));
const area = "445281001001";

before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const change = (text: string) => database.db.owner.query(text);
const world = () => ({ owner: database.db.owner, clock, keys });
const verdict = () => verifyAlerts(database.db.owner, keys);
const faults = async (): Promise<readonly AlertFault[]> => (await verdict()).faults;

beforeEach(async () => {
  await change("truncate trace_link, trace_answer, trace_alert");
  await change("update trace_head set link = 0, link_digest = repeat('0', 64)");
});

const actor = { personId: newId(), name: "陈一", post: "county", area: "445281", scope: subtree("445281") } as const;

const raise = (): Promise<void> =>
  inScope(database.db.pool, actor.scope, (db) =>
    raiseBrokenSeal(db, keys, clock.now(), { actor, childId: newId(), area, purpose: "protection" }),
  );

async function answerAll(): Promise<void> {
  const { rows } = await database.db.owner.query<{ id: string }>("select id from trace_alert order by id");
  for (const { id } of rows) {
    const answer = { alertId: id, area, personId: newId(), post: "county", outcome: "justified", reason: "已核实", at: clock.now().toISOString() }; // prettier-ignore
    await inScope(database.db.pool, { ...actor.scope, traces: true }, (db) => insertAnswer(db, keys, answer));
  }
}

async function four(): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    clock.set(new Date(clock.now().getTime() + 1000).toISOString());
    await raise();
  }
  await linkAlerts(world());
  await answerAll();
  await linkAlerts(world());
}

test("alerts and answers are linked in their order, once, however many link at the same time", async () => {
  for (let n = 0; n < 3; n += 1) await raise();
  await Promise.all([linkAlerts(world()), linkAlerts(world()), linkAlerts(world())]);
  await answerAll();
  await Promise.all([linkAlerts(world()), linkAlerts(world())]);
  const { alerts, answers, faults: found, head } = await verdict();
  assert.deepEqual([alerts, answers, found], [3, 3, []]);
  assert.match(head, /^6 [0-9a-f]{64}$/);
});

const nth = (n: number): string => `(select alert_id from trace_link where kind = 'alert' order by number offset ${n - 1} limit 1)`; // prettier-ignore

/** Four alerts, links 1 to 4; their answers, links 5 to 8. */
const tamperings: readonly [string, string, Pick<AlertFault, "link" | "what">][] = [
  ["another person", `update trace_alert set person_id = gen_random_uuid() where id = ${nth(2)}`, { link: 2, what: "changed" }],
  ["another child", `update trace_alert set child_id = null where id = ${nth(1)}`, { link: 1, what: "changed" }],
  ["a milder evidence", `update trace_alert set evidence = '{"purpose":"visit"}' where id = ${nth(3)}`, { link: 3, what: "changed" }],
  ["another area, so that nobody sees it", `update trace_alert set area = '44' where id = ${nth(4)}`, { link: 4, what: "changed" }],
  ["another answer", `update trace_answer set outcome = 'justified', reason = '无事' where alert_id = ${nth(2)}`, { link: 6, what: "changed" }],
  ["an answer taken out", `delete from trace_answer where alert_id = ${nth(1)}`, { link: 5, what: "missing" }],
  ["an alert taken out with its answer", `delete from trace_answer where alert_id = ${nth(3)}; delete from trace_alert where id = ${nth(3)}`, { link: 3, what: "missing" }],
  ["a link taken out", "delete from trace_link where number = 2", { link: 2, what: "missing" }],
  ["a link made anew", "update trace_link set row = repeat('a', 64) where number = 3", { link: 3, what: "block" }],
  ["two links exchanged", "update trace_link set number = number + 100 where number in (2, 3); update trace_link set number = case number when 102 then 3 else 2 end where number > 100", { link: 2, what: "block" }],
  ["the tail cut", `delete from trace_link where number = 8; delete from trace_answer where alert_id = ${nth(4)}`, { link: 7, what: "tail" }],
]; // prettier-ignore

for (const [name, statement, expected] of tamperings) {
  test(`named: ${name}`, async () => {
    await four();
    assert.deepEqual(await faults(), []);
    await change(statement);
    const [first] = await faults();
    assert.deepEqual(first && { link: first.link, what: first.what }, expected);
  });
}

test("an alert that the program did not write is named before and after it has a link", async () => {
  await raise();
  await linkAlerts(world());
  await change(
    `insert into trace_alert (id, key, rule, area, person_id, day, raised_at, evidence) values (gen_random_uuid(), 'k', 'guessing', '${area}', gen_random_uuid(), '2024-07-01', '2024-07-01', '{}')`,
  );
  assert.deepEqual((await faults()).map(({ link, what }) => [link, what]), [[0, "added"]]); // prettier-ignore
  await linkAlerts(world());
  assert.deepEqual((await faults()).map(({ link, what }) => [link, what]), [[2, "changed"]]); // prettier-ignore
});

test("what was altered before it had a link is named, too", async () => {
  await raise();
  await change("update trace_alert set person_id = gen_random_uuid()");
  await linkAlerts(world());
  assert.deepEqual((await faults()).map(({ link, what }) => [link, what]), [[1, "changed"]]); // prettier-ignore
});

test("rows of before the chain are taken as they stand, and hold from then on", async () => {
  await change(
    `insert into trace_alert (id, key, rule, area, person_id, day, raised_at, evidence) values (gen_random_uuid(), 'k', 'guessing', '${area}', gen_random_uuid(), '2024-07-01', '2024-07-01', '{}')`,
  );
  await linkAlerts(world());
  assert.deepEqual(await faults(), []);
  await change("update trace_alert set rule = 'many_files'");
  assert.deepEqual((await faults()).map(({ link, what }) => [link, what]), [[1, "changed"]]); // prettier-ignore
});

test("all rows of before the chain are taken as they stand, however many, with their answers", async () => {
  await change(
    `insert into trace_alert (id, key, rule, area, person_id, day, raised_at, evidence)
     select gen_random_uuid(), 'k' || n, 'guessing', '${area}', gen_random_uuid(), '2024-07-01', '2024-07-01', '{}' from generate_series(1, 501) n`,
  );
  await change(
    `insert into trace_answer (alert_id, area, person_id, post, outcome, reason, at)
     select id, area, gen_random_uuid(), 'county', 'justified', '已核实', '2024-07-02' from trace_alert where key = 'k1'`,
  );
  await linkAlerts(world());
  const { alerts, answers, faults: found } = await verdict();
  assert.deepEqual([alerts, answers, found], [501, 1, []]);
});

test("a tail that was cut together with its head is named by the head that was remembered outside", async () => {
  await raise();
  await linkAlerts(world());
  const early = (await verdict()).head;
  await raise();
  await linkAlerts(world());
  const { head } = await verdict();
  await change("delete from trace_alert where id = (select alert_id from trace_link where number = 2)");
  await change("delete from trace_link where number = 2");
  await change("update trace_head set link = 1, link_digest = (select digest from trace_link where number = 1)");
  assert.deepEqual(await faults(), []);
  assert.equal((await compareAlertsWithHead(database.db.owner, head))?.what, "tail");
  assert.equal(await compareAlertsWithHead(database.db.owner, early), undefined);
});

test("the application's role makes no link, and changes and removes none", async () => {
  const { pool } = database.db;
  for (const text of ["insert into trace_link select * from trace_link", "update trace_link set number = 1", "delete from trace_link", "select 1 from trace_link"]) {
    await assert.rejects(inScope(pool, actor.scope, (db) => db.query(text)), /permission denied/);
  }
}); // prettier-ignore

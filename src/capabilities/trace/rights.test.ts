import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { systemClock } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import { isProblem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope, type TransactionScope } from "#platform/db/scope.ts";
import { control } from "#platform/db/guarded.ts";
import { asRole, type TestDatabase, testDatabase } from "../../../test/database.ts";
import { traceKeys } from "./digest.ts";
import { sealLooks } from "./seal.ts";
import { lookWriter } from "./writer.ts";

/* What the application's role can and cannot do with traces, by raw SQL, as an injected statement would. */

let database: TestDatabase;
const keys = traceKeys(randomBytes(32));
const child = newId();

const look = (area: string, children: readonly Id[], rest: Partial<Look> = {}): Look => ({
  actor: { personId: newId(), name: "陈一", post: "county", area, scope: subtree(area) },
  address: "127.0.0.1", route: "GET /api/caselist/children", kind: "list", children, fields: [], purpose: null,
  asked: {}, personal: [], answer: "ok", ...rest,
}); // prettier-ignore

before(async () => {
  database = await testDatabase();
  const write = lookWriter(database.db.pool, systemClock, keys);
  await Promise.all([write(look("445281", [])), write(look("445281001", [child])), write(look("4452", [child]))]);
  await sealLooks({ owner: database.db.owner, clock: systemClock, keys });
  await Promise.all([write(look("445281", [])), write(look("445281001", [child])), write(look("4452", [child]))]);
  await database.db.owner.query(
    `insert into trace_alert values (gen_random_uuid(), 'k', 'guessing', '445281001', gen_random_uuid(), null, '2024-07-01', '2024-07-01', '{}')`,
  );
});
after(() => database.close());

const statements = (table: string): string[] => [
  `update ${table} set area = '11'`,
  `delete from ${table}`,
  `truncate ${table}`,
  `alter table ${table} disable row level security`,
  `drop table ${table}`,
];
const forbidden = ["trace_fresh", "trace_look", "trace_alert", "trace_answer"].flatMap(statements);
const closed = ["select * from trace_block", "insert into trace_block select", "update trace_head set number = 0"];

/** Every partition is a table too, and must not be a way around the table's row security. */
async function onPartitions(): Promise<string[]> {
  const { rows } = await database.db.owner.query<{ part: string }>(
    "select inhrelid::regclass::text as part from pg_inherits where inhparent = 'trace_look'::regclass",
  );
  assert.ok(rows.length > 0);
  return rows.flatMap(({ part }) => [`select * from ${part}`, `insert into ${part} select`, ...statements(part)]);
}

test("no row can be changed, removed, moved or hidden, and no block or partition even be read", async () => {
  for (const statement of [...forbidden, ...closed, ...(await onPartitions())])
    await assert.rejects(asRole(database.db.pool, statement), { code: "42501" }, statement);
});

const seen = (scope: TransactionScope, table: string, reading = true): Promise<string[]> =>
  inScope(database.db.pool, reading ? { ...scope, traces: true } : scope, async (db) => {
    return (await db.query(`select area from ${table} order by area`)).rows.map((row) => row.area);
  });

for (const table of ["trace_look", "trace_fresh"]) {
  test(`${table}: nothing without saying that traces are read, nor without a scope`, async () => {
    assert.deepEqual(await seen(subtree("44"), table, false), []);
    assert.deepEqual((await database.db.pool.query(`select 1 from ${table}`)).rows, []);
  });

  test(`${table}: rows of one's area, none of the neighbour or of above; of a child from every level`, async () => {
    assert.deepEqual(await seen(subtree("445281002"), table), []);
    assert.deepEqual(await seen(subtree("445281"), table), ["445281", "445281001"]);
    assert.deepEqual(await seen(subtree("44"), table), ["4452", "445281", "445281001"]);
    assert.deepEqual(await seen({ lo: ":", hi: ":", child }, table), ["4452", "445281001"]);
    assert.deepEqual(await seen({ lo: ":", hi: ":", child: newId() }, table), []);
  });
}

test("alerts of one's area alone, and an answer only into one's area", async () => {
  assert.deepEqual(await seen(subtree("445281002"), "trace_alert"), []);
  assert.deepEqual(await seen(subtree("445281"), "trace_alert"), ["445281001"]);
  const insert = (area: string) => (db: { query: (text: string) => Promise<unknown> }) =>
    db.query(
      `insert into trace_answer values ((select id from trace_alert), '${area}', gen_random_uuid(), 'county', 'justified', 'x', '2024-07-01')`,
    );
  await assert.rejects(inScope(database.db.pool, subtree("445281002"), insert("445281001")), { code: "42501" });
});

test("a child's looks are found by index, also behind row security", async () => {
  const text = await inScope(database.db.pool, { lo: ":", hi: ":", child, traces: true }, async (db) => {
    await control(db, "set local enable_seqscan = off");
    const { rows } = await control(db, `explain select at from trace_look where children @> array['${child}'::uuid]`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  assert.match(text, /Bitmap Index Scan on trace_look_\d+_children_idx/);
});

test("a look that cannot be kept is refused with 503, and does not keep others from being kept", async () => {
  const write = lookWriter(database.db.pool, systemClock, keys);
  const count = async (): Promise<number> =>
    (await database.db.owner.query("select count(*)::int as n from trace_fresh")).rows[0]?.n;
  const held = await count();
  const bad = look("445281", ["not an id"]);
  const outcomes = await Promise.allSettled([
    write(look("445281", [])),
    write(look("445281", [])),
    write(bad),
    write(look("445281", [])),
  ]);
  assert.deepEqual(
    outcomes.map((one) => one.status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled"],
  );
  const [, , refused] = outcomes;
  const reason: unknown = refused?.status === "rejected" ? refused.reason : undefined;
  assert.ok(isProblem(reason) && reason.code === "trace.unavailable" && reason.status === 503);
  assert.equal(await count(), held + 3);
});

test("what is searched stands nowhere in clear; the same search can be told again", async () => {
  const write = lookWriter(database.db.pool, systemClock, keys);
  const asked = {
    name: "陈小明",
    level: "red",
    area: "445281",
    limit: 50,
    idNumber: "445281201405010027",
    note: "zhang san",
  };
  await write(look("445281", [], { kind: "search", asked, personal: ["name"] }));
  await write(look("445281", [], { kind: "search", asked: { name: " 陈小明" }, personal: ["name"] }));
  const { rows } = await database.db.owner.query("select asked from trace_fresh order by id desc limit 2");
  const [second, first] = rows.map((row) => row.asked as Record<string, unknown>);
  assert.deepEqual([first?.["level"], first?.["area"], first?.["limit"]], ["red", "445281", 50]);
  assert.match(String(first?.["name"]), /^hmac:[0-9a-f]{64}$/);
  assert.equal(first?.["name"], second?.["name"]);
  assert.equal(first?.["ownSurname"], true);
  for (const text of ["陈", "445281201405010027", "zhang"]) assert.ok(!JSON.stringify(rows).includes(text), text);
});

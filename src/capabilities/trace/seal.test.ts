import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { newId } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import { subtree } from "#kernel/scope.ts";
import { handClock } from "../../../test/cast.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { dropMonth, heldMonths } from "./blocks.ts";
import { traceKeys } from "./digest.ts";
import { dropOldMonths, sealLooks } from "./seal.ts";
import { compareWithHead, type TraceFault, verifyLooks } from "./verify.ts";
import { lookWriter } from "./writer.ts";

let database: TestDatabase;
const clock = handClock("2024-07-01T02:00:00.000Z");
const keys = traceKeys(randomBytes(32));

before(async () => {
  database = await testDatabase();
});
after(() => database.close());

beforeEach(async () => {
  clock.set("2024-07-01T02:00:00.000Z");
  const { owner } = database.db;
  for (const month of await heldMonths(owner)) await dropMonth(owner, month);
  await owner.query(`
    truncate trace_fresh, trace_block;
    update trace_head set number = 0, digest = repeat('0', 64), watched = 0`);
});

const look = (rest: Partial<Look> = {}): Look => ({
  actor: { personId: newId(), name: "陈一", post: "county", area: "445281", scope: subtree("445281"), sessionId: "s1" },
  address: "127.0.0.1", route: "GET /api/registry/children/:childId", kind: "file", children: [newId(), newId()],
  fields: [], purpose: null, asked: { childId: newId() }, personal: [], answer: "ok", ...rest,
}); // prettier-ignore

const world = () => ({ owner: database.db.owner, clock, keys });
const keep = () => lookWriter(database.db.pool, clock, keys);

async function keepMany(count: number): Promise<void> {
  const write = keep();
  await Promise.all(Array.from({ length: count }, () => write(look())));
}

const verdict = () => verifyLooks(database.db.owner, keys);
const faults = async (): Promise<readonly TraceFault[]> => (await verdict()).faults;
const change = (text: string) => database.db.owner.query(text);
const count = async (table: string): Promise<number> =>
  Number((await change(`select count(*)::int as n from ${table}`)).rows[0]?.n);

test("what was kept is sealed, in blocks of one month, and without a fault", async () => {
  await keepMany(30);
  clock.set("2024-08-01T02:00:00.000Z");
  await keepMany(3);
  assert.equal(await sealLooks(world()), 33);
  const { looks, blocks, faults: found } = await verdict();
  assert.deepEqual([looks, blocks, found, await count("trace_fresh")], [33, 2, [], 0]);
  assert.equal(await sealLooks(world()), 0);
});

test("a month begins at midnight in China", async () => {
  clock.set("2024-06-30T15:59:59.999Z");
  await keepMany(1);
  clock.set("2024-06-30T16:00:00.000Z");
  await keepMany(1);
  await sealLooks(world());
  const { rows } = await change("select tableoid::regclass::text as part from trace_look order by at");
  assert.deepEqual(
    rows.map((row) => row.part),
    ["trace_look_202406", "trace_look_202407"],
  );
});

test("looks that come with a clock that jumped back are sealed after the others", async () => {
  await keepMany(2);
  await sealLooks(world());
  clock.set("2021-01-01T00:00:00.000Z");
  await keepMany(2);
  assert.equal(await sealLooks(world()), 2);
  assert.deepEqual(await faults(), []);
});

test("twenty write and twenty seal at once: every row once, one chain", async () => {
  const write = Array.from({ length: 20 }, keep);
  const writing = write.map(async (one) => {
    for (let n = 0; n < 15; n += 1) await one(look());
  });
  const sealing = Array.from({ length: 20 }, async () => {
    for (let n = 0; n < 3; n += 1) await sealLooks(world());
  });
  await Promise.all([...writing, ...sealing]);
  await sealLooks(world());
  assert.deepEqual([await count("trace_look"), await count("trace_fresh"), await faults()], [300, 0, []]);
  const { rows } = await change(
    "select count(*)::int as n, count(distinct prev)::int as prevs, max(number)::int as last from trace_block",
  );
  assert.deepEqual([rows[0]?.prevs, rows[0]?.last], [rows[0]?.n, rows[0]?.n]);
});

/** What somebody with the owner's password might do: ten rows in block 1, three in block 2, one each in 3 and 4. */
const tamperings: readonly [string, string, Omit<TraceFault, "id">][] = [
  ["a child taken out", "update trace_look set children = children[1:1] where block = 1 and place = 4", { block: 1, place: 4, what: "changed" }],
  ["another person", "update trace_look set person_id = gen_random_uuid() where block = 2 and place = 1", { block: 2, place: 1, what: "changed" }],
  ["another minute", "update trace_look set at = at + interval '1 minute' where block = 1 and place = 10", { block: 1, place: 10, what: "changed" }],
  ["less than a millisecond", "update trace_look set at = at + interval '7 microseconds' where block = 1 and place = 9", { block: 1, place: 9, what: "changed" }],
  ["another digest", "update trace_look set digest = repeat('a', 64) where block = 1 and place = 2", { block: 1, place: 2, what: "changed" }],
  ["a row taken out", "delete from trace_look where block = 1 and place = 7", { block: 1, place: 7, what: "missing" }],
  ["the last row of a block", "delete from trace_look where block = 2 and place = 3", { block: 2, place: 3, what: "missing" }],
  ["two rows exchanged", "update trace_look set place = case place when 3 then 5 else 3 end where block = 1 and place in (3, 5)", { block: 1, place: 4, what: "moved" }],
  ["a row put beside another", "update trace_look set block = 1, place = 2 where block = 3", { block: 1, place: 2, what: "added" }],
  ["a row in no block", "update trace_look set block = 99 where block = 4", { block: 4, place: 1, what: "missing" }],
  ["a block's count", "update trace_block set count = 2 where number = 2", { block: 2, place: null, what: "block" }],
  ["a block taken out", "delete from trace_look where block = 2; delete from trace_block where number = 2", { block: 2, place: null, what: "missing" }],
  ["the tail cut", "delete from trace_look where block = 4; delete from trace_block where number = 4", { block: 3, place: null, what: "tail" }],
  ["a month thrown away", "drop table trace_look_202407", { block: 1, place: 1, what: "missing" }],
  ["a month thrown away with a note", "drop table trace_look_202407; update trace_block set kind = 'dropped' where number = 4", { block: 4, place: null, what: "block" }],
]; // prettier-ignore

for (const [name, statement, expected] of tamperings) {
  test(`named: ${name}`, async () => {
    for (const rows of [10, 3, 1, 1]) {
      for (let n = 0; n < rows; n += 1) {
        clock.set(new Date(clock.now().getTime() + 1).toISOString());
        await keepMany(1);
      }
      await sealLooks(world());
    }
    assert.deepEqual(await faults(), []);
    await change(statement);
    const [first] = await faults();
    assert.deepEqual(first && { block: first.block, place: first.place, what: first.what }, expected);
  });
}

test("a row that the program did not write is named, before and after it is sealed", async () => {
  await keepMany(1);
  await change(`update trace_fresh set purpose = '查阅'`);
  assert.deepEqual(
    (await faults()).map((fault) => fault.what),
    ["changed"],
  );
  await sealLooks(world());
  assert.deepEqual(
    (await faults()).map(({ block, place, what }) => ({ block, place, what })),
    [{ block: 1, place: 1, what: "changed" }],
  );
});

test("a tail that was cut together with its head is named by the head that was remembered outside", async () => {
  await keepMany(1);
  await sealLooks(world());
  const early = (await verdict()).head;
  await keepMany(1);
  await sealLooks(world());
  const { head } = await verdict();
  await change(`
    delete from trace_look where block = 2; delete from trace_block where number = 2;
    update trace_head set number = 1, digest = (select digest from trace_block where number = 1)`);
  const { owner } = database.db;
  assert.deepEqual(await faults(), []);
  assert.equal((await compareWithHead(owner, head))?.what, "tail");
  assert.equal(await compareWithHead(owner, early), undefined);
});

test("months past three years are given up with a block that says so; the chain still holds; no shorter term", async () => {
  await keepMany(5);
  clock.set("2024-08-10T02:00:00.000Z");
  await keepMany(2);
  await sealLooks(world());
  clock.set("2027-07-31T15:59:00.000Z");
  assert.deepEqual(await dropOldMonths(world()), []);
  await assert.rejects(dropOldMonths(world(), 35), /three years/);
  clock.set("2027-07-31T16:00:00.000Z");
  assert.deepEqual(await dropOldMonths(world()), ["2024-07-01"]);
  assert.deepEqual(await dropOldMonths(world()), []);
  const { looks, blocks, faults: found } = await verdict();
  assert.deepEqual([looks, blocks, found], [2, 3, []]);
  await change(
    "create table trace_look_202407 partition of trace_look for values from ('2024-07-01 00:00+08') to ('2024-08-01 00:00+08')",
  );
  clock.set("2024-07-20T02:00:00.000Z");
  await keepMany(1);
  await sealLooks(world());
  assert.deepEqual(await faults(), []);
  await change("update trace_look set block = 1, place = 1 where block = 4");
  assert.ok((await faults()).some((fault) => fault.what === "added" && fault.block === 1));
});

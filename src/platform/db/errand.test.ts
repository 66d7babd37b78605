import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { nation } from "#kernel/scope.ts";
import { testDatabase } from "#test/database.ts";
import { Errand, whileWanted } from "./errand.ts";
import { inScope, readInScope } from "./scope.ts";

/* Whoever waits no longer leaves no statement behind in the database. */

const { db, close } = await testDatabase({ poolSize: 2 });
after(close);

const gone = new Error("nobody waits any more");
const reading = { readOnly: true } as const;

/** How many statements of this name run in the database, as PostgreSQL says. */
const running = async (name: string): Promise<number> =>
  (await db.owner.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where state = 'active' and query like $1", [`select pg_sleep(60) -- ${name}%`])).rows[0]?.n ?? 0; // prettier-ignore

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

test("a statement ends in the database when its errand is stopped, and its connection serves nobody else", async () => {
  const errand = new Errand();
  const pids: number[] = [];
  const asked = errand.run(
    () =>
    inScope(db.pool, nation, async (client) => {
      pids.push((await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0);
      await client.query("select pg_sleep(60) -- long");
    }, reading), // prettier-ignore
  );
  const refused = assert.rejects(asked, gone);
  await until(async () => (await running("long")) === 1);
  errand.stop(gone);
  await refused;
  assert.equal(await running("long"), 0);
  const isThere = "select 1 from pg_stat_activity where pid = any($1)";
  await until(async () => (await db.owner.query(isThere, [pids])).rowCount === 0);
});

test("what is asked in one way there and back ends as well, and what comes after it does not begin", async () => {
  const errand = new Errand();
  const asked = errand.run(() => readInScope(db.pool, nation, (client) => client.query("select pg_sleep(60) -- once")));
  const refused = assert.rejects(asked, gone);
  await until(async () => (await running("once")) === 1);
  errand.stop(gone);
  await refused;
  await assert.rejects(
    errand.run(() => inScope(db.pool, nation, (client) => client.query("select 1"), reading)),
    gone,
  );
});

test("a stop between two statements is heard by the second one", async () => {
  const errand = new Errand();
  const asked = errand.run(
    () =>
    inScope(db.pool, nation, async (client) => {
      await client.query("select 1");
      errand.stop(gone);
      await db.owner.query("select 1"); // the first cancel has found nothing to end
      await client.query("select pg_sleep(60) -- second");
    }, reading), // prettier-ignore
  );
  await assert.rejects(asked, gone);
  assert.equal(await running("second"), 0);
});

test("what writes is not broken off, nor what somebody else reads", async () => {
  const errand = new Errand();
  errand.stop(gone);
  const one = await errand.run(() => inScope(db.pool, nation, async (client) => (await client.query("select 1 as n")).rows));
  assert.deepEqual(one, [{ n: 1 }]);
  assert.deepEqual(await readInScope(db.pool, nation, async (client) => (await client.query("select 1 as n")).rows), one);
}); // prettier-ignore

test("a content breaks off between two pieces, and its source is told", async () => {
  const errand = new Errand();
  let ended = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      ended = true;
    }
  }
  const had: number[] = [];
  await assert.rejects(async () => {
    for await (const n of whileWanted(source(), errand.signal)) {
      had.push(n);
      if (n === 2) errand.stop(gone);
    }
  }, gone);
  assert.deepEqual([had, ended], [[0, 1, 2], true]);
});

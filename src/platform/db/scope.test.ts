import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isProblem, Problem } from "#kernel/problem.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { asRole, testDatabase } from "#test/database.ts";
import { control } from "./guarded.ts";
import { type Asked, inScope, readInScope } from "./scope.ts";

const { db, close } = await testDatabase({ poolSize: 3 });
after(close);

// A table of its own kind, guarded as every table with an area is.
before(() =>
  db.owner.query(`
    create table scoped (id int primary key, area text collate "C" not null);
    insert into scoped values (1, '445281'), (2, '445281101'), (3, '445224'), (4, '510100');
    alter table scoped enable row level security;
    create policy area on scoped to tonghu_app
      using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
    grant select, insert on scoped to tonghu_app`),
);

const ids = "select coalesce(array_agg(id order by id), '{}') as ids from scoped";
const puning = subtree("445281");

async function seen(scope: { lo: string; hi: string }): Promise<unknown> {
  return inScope(db.pool, scope, async (client) => (await client.query<{ ids: number[] }>(ids)).rows[0]?.ids);
}

test("outside a scope nothing is seen, also on a connection that had one", async () => {
  for (let i = 0; i < 6; i++) {
    assert.deepEqual((await db.pool.query(ids)).rows[0], { ids: [] });
    await seen(nation);
  }
});

test("a scope sees its subtree and no more", async () => {
  assert.deepEqual(await seen(puning), [1, 2]);
  assert.deepEqual(await seen(subtree("44")), [1, 2, 3]);
  assert.deepEqual(await seen(nation), [1, 2, 3, 4]);
  assert.deepEqual(await seen(subtree("11")), []);
});

test("what stands outside every scope writes nothing either: BEGIN may be sent without waiting", async () => {
  await assert.rejects(db.pool.query("insert into scoped values (8, '445281')"), { code: "42501" });
});

test("a BEGIN that fails is what is told, after fn has ended, whatever fn makes of it", async () => {
  const clients = await Promise.all([1, 2, 3].map(() => db.pool.connect()));
  for (const client of clients) {
    // handed back in the middle of a failed transaction: the next BEGIN on it fails
    await control(client, "begin; select 1 / 0").catch(() => undefined);
    client.release();
  }
  const ended: number[] = [];
  const attempts = [1, 2, 3].map((n) =>
    inScope(db.pool, puning, async (client) => {
      const first = await client.query(ids).catch(() => "refused");
      await pause(30);
      const second = await client.query(ids).catch(() => "refused");
      ended.push(n);
      return [first, second];
    }),
  );
  for (const end of await Promise.allSettled(attempts))
    assert.equal(end.status === "rejected" && (end.reason as { code: string }).code, "25P02");
  assert.equal(ended.length, 3);
  for (let i = 0; i < 6; i++) assert.deepEqual(await seen(puning), [1, 2]);
});

test("scopes that take turns on a few connections never see one another's rows", async () => {
  const scopes = [puning, subtree("44"), subtree("51"), subtree("11")] as const;
  const expected = [[1, 2], [1, 2, 3], [4], []]; // prettier-ignore
  const asked = Array.from({ length: 80 }, async (_, n) => {
    const scope = scopes[n % 4] ?? puning;
    const ask = async (client: Asked): Promise<unknown> => (await client.query<{ ids: number[] }>(ids)).rows[0]?.ids;
    const found = n % 3 === 0 ? inScope(db.pool, scope, ask) : readInScope(db.pool, scope, ask);
    assert.deepEqual(await found, expected[n % 4]);
  });
  await Promise.all(asked);
});

test("a reading sees its scope alone, changes nothing, and leaves the connection as new", async () => {
  const reading = readInScope(db.pool, puning, (client) =>
    Promise.all([client.query(ids), client.query("select 7 as n")]),
  );
  assert.deepEqual((await reading).map(({ rows }) => rows[0]), [{ ids: [1, 2] }, { n: 7 }]); // prettier-ignore
  await assert.rejects(
    readInScope(db.pool, puning, (client) => client.query("insert into scoped values (12, '445281')")),
    { code: "25006" },
  );
  await assert.rejects(
    readInScope(db.pool, puning, (client) => client.query("select 1 / 0")),
    { code: "22012" },
  );
  const thrown = readInScope(db.pool, puning, () => {
    throw new Problem("visit.child_closed");
  });
  await assert.rejects(thrown, { code: "visit.child_closed" });
  assert.deepEqual(await readInScope(db.owner, puning, async (client) => (await client.query("select 1 as n")).rows), [{ n: 1 }]); // prettier-ignore
  for (let i = 0; i < 6; i++) assert.deepEqual((await db.pool.query(ids)).rows[0], { ids: [] });
});

test("a reading that asks again after an answer is a bug, and the second question is never sent", async () => {
  const late = readInScope(db.pool, puning, async (client) => {
    await client.query(ids);
    return client.query(ids);
  });
  await assert.rejects(late, /asked after COMMIT/);
  const much = readInScope(db.pool, puning, async (client) => {
    await pause(5);
    return client.query(ids);
  });
  await assert.rejects(much, /asked after COMMIT/);
  assert.deepEqual(await seen(puning), [1, 2]);
});

test("a reading on a connection that breaks is an unavailable database", async () => {
  const broken = readInScope(db.pool, nation, (client) =>
    client.query("select pg_terminate_backend(pg_backend_pid())"),
  );
  await assert.rejects(broken, { code: "db.unavailable", status: 503 });
  assert.deepEqual(await seen(puning), [1, 2]);
});

test("a row outside the scope cannot be written", async () => {
  const foreign = inScope(db.pool, puning, (client) => client.query("insert into scoped values (9, '510100')"));
  await assert.rejects(foreign, { code: "42501" });
});

test("injected SQL cannot widen its scope from inside a SELECT", async () => {
  const attacks = [
    "select set_config('app.area_lo', '0', true), set_config('app.area_hi', ':', true)",
    "select pg_catalog.set_config('app.area_lo', '0', false)",
    "select query_to_xml('select set_config(''app.area_lo'', ''0'', true)', true, true, '')",
    "select query_to_xml('set local app.area_lo = ''0''', true, true, '')",
  ];
  for (const attack of attacks) {
    await assert.rejects(
      inScope(db.pool, puning, (client) => client.query(attack)),
      attack,
    );
  }
  const stacked = inScope(db.pool, puning, (client) =>
    client.query("select $1::text; set local app.area_lo = '0'", ["x"]),
  );
  await assert.rejects(stacked, { code: "42601" });
});

test("the application role can neither switch row security off nor change its tables", async () => {
  for (const attack of [
    "set row_security = off; select * from scoped",
    "alter table scoped disable row level security",
    "drop policy area on scoped",
    "set role tonghu_owner",
    "create table mine (n int)",
    "select pg_read_file('/etc/passwd')",
    "copy scoped to program 'cat'",
  ]) {
    await assert.rejects(asRole(db.pool, attack), { code: "42501" }, attack);
  }
  await asRole(db.pool, "reset row_security");
});

test("bounds and child that are not digits or ids never reach SQL", async () => {
  for (const bad of ["", "4' OR '1", "445281;", "44 ", "４４", "1".repeat(14), "44\n"]) {
    await assert.rejects(
      inScope(db.pool, { lo: bad, hi: ":" }, async () => 1),
      /not a range/,
    );
    await assert.rejects(
      inScope(db.pool, { lo: "0", hi: bad }, async () => 1),
      /not a range/,
    );
  }
  await assert.rejects(
    inScope(db.pool, { ...nation, child: "x'; drop table scoped; --" }, async () => 1),
    /not an id/,
  );
});

test("the child is set for its transaction only", async () => {
  const child = "0190a0a0-0000-7000-8000-000000000001";
  const asked = "select nullif(current_setting('app.child', true), '') as child";
  const inside = await inScope(db.pool, { ...nation, child }, async (client) => (await client.query(asked)).rows[0]);
  assert.deepEqual(inside, { child });
  for (let i = 0; i < 4; i++) assert.deepEqual((await db.pool.query(asked)).rows[0], { child: null });
});

test("a throw rolls back, a Problem comes out as it went in, and the connection is as new", async () => {
  const refused = new Problem("visit.child_closed");
  for (let i = 0; i < 10; i++) {
    const tried = inScope(db.pool, nation, async (client) => {
      await client.query("insert into scoped values (10, '445281')");
      throw refused;
    });
    await assert.rejects(tried, (error) => error === refused);
  }
  assert.deepEqual(await seen(nation), [1, 2, 3, 4]);
  assert.equal(db.pool.totalCount <= 3 && db.pool.waitingCount === 0, true);
});

test("a failed statement that fn swallows is not taken for stored", async () => {
  const swallowed = inScope(db.pool, nation, async (client) => {
    await client.query("insert into scoped values (11, '445281')");
    await client.query("select 1 / 0").catch(() => undefined);
    return "stored";
  });
  await assert.rejects(swallowed, /nothing is stored/);
  assert.deepEqual(await seen(nation), [1, 2, 3, 4]);
});

test("an error quotes no value of a row", async () => {
  const secret = "445281199001011234";
  const attempts = ["select $1::date", "select $1::text::int4", "insert into scoped select 1, $1"];
  for (const text of attempts) {
    const error = await inScope(db.owner, nation, (client) => client.query(text, [secret])).catch(
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Error);
    assert.ok(!JSON.stringify(error).includes(secret) && !String(error.stack).includes(secret), text);
  }
});

test("an exhausted pool is a busy database, and the next one gets its turn", async () => {
  const hold = Promise.withResolvers<void>();
  const holders = [1, 2, 3].map(() => inScope(db.pool, nation, () => hold.promise));
  const refused = await inScope(db.pool, nation, async () => 1).catch((error: unknown) => error);
  assert.ok(
    isProblem(refused) && refused.code === "db.busy" && refused.status === 503 && refused.data["retryAfter"] === 5,
  );
  hold.resolve();
  await Promise.all(holders);
  assert.deepEqual(await seen(puning), [1, 2]);
});

test("a connection killed in the middle: refused, destroyed, and the next one works", async () => {
  const killed = inScope(db.pool, nation, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await db.owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await client.query("select 1");
  });
  await assert.rejects(killed, { code: "db.unavailable", status: 503 });
  assert.deepEqual(await seen(puning), [1, 2]);
});

test("a connection killed at COMMIT: nobody knows, and that is what is said", async () => {
  const lost = inScope(db.pool, nation, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const ended = new Promise((resolve) => client.once("end", resolve));
    await db.owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await ended;
  });
  await assert.rejects(lost, { code: "db.outcome_unknown", status: 503 });
});

test("a lock that is not given in time, and a statement that takes too long", async () => {
  const waiting = inScope(db.owner, nation, async (holder) => {
    await holder.query("lock table scoped in access exclusive mode");
    await inScope(db.pool, nation, async (client) => {
      await control(client, "set local lock_timeout = '100ms'");
      await client.query(ids);
    });
  });
  await assert.rejects(waiting, { code: "db.busy" });
  const slow = inScope(db.pool, nation, async (client) => {
    await control(client, "set local statement_timeout = '100ms'");
    await client.query("select pg_sleep(5)");
  });
  await assert.rejects(slow, { code: "db.timeout" });
});

test("the application's sessions carry their limits", async () => {
  const { rows } = await db.pool.query(
    "select current_setting('statement_timeout') as s, current_setting('lock_timeout') as l, current_setting('idle_in_transaction_session_timeout') as i",
  );
  assert.deepEqual(rows, [{ s: "30s", l: "5s", i: "1min" }]);
});

test("a snapshot does not see what is committed meanwhile; read only does not write", async () => {
  await inScope(
    db.pool,
    nation,
    async (client) => {
      const first = (await client.query(ids)).rows[0];
      await db.owner.query("insert into scoped values (20, '445281')");
      assert.deepEqual((await client.query(ids)).rows[0], first);
    },
    { snapshot: true },
  );
  await db.owner.query("delete from scoped where id = 20");
  const write = inScope(db.pool, nation, (client) => client.query("insert into scoped values (21, '445281')"), {
    readOnly: true,
  });
  await assert.rejects(write, { code: "25006" });
});

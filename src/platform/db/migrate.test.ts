import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type TestDatabase, testDatabase } from "#test/database.ts";
import { openDatabase } from "./database.ts";
import { silentLog } from "./log.ts";
import { migrate } from "./migrate.ts";

async function fresh(
  t: TestContext,
): Promise<{ own: TestDatabase; folder: string; run: () => Promise<readonly string[]> }> {
  const own = await testDatabase({ empty: true });
  const folder = mkdtempSync(join(tmpdir(), "tonghu-migrations-"));
  t.after(async () => {
    await own.close();
    rmSync(folder, { recursive: true });
  });
  return { own, folder, run: () => migrate(own.db, folder, silentLog) };
}

const put = (folder: string, name: string, text: string): void => writeFileSync(join(folder, name), text);

test("files run once, in order; a second start does nothing; a new one runs alone", async (t) => {
  const { own, folder, run } = await fresh(t);
  put(folder, "0002_b.sql", "insert into a values (2);");
  put(folder, "0001_a.sql", "create table a (n int); insert into a values (1);");
  assert.deepEqual(await run(), ["0001_a", "0002_b"]);
  assert.deepEqual(await run(), []);
  put(folder, "0003_c.sql", "insert into a values (3)");
  assert.deepEqual(await run(), ["0003_c"]);
  assert.deepEqual((await own.db.owner.query("select array_agg(n order by n) as n from a")).rows, [{ n: [1, 2, 3] }]);
});

test("an edited file that has landed is refused; other line ends are not an edit", async (t) => {
  const { folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (\n  n int\n);\n");
  await run();
  put(folder, "0001_a.sql", "create table a (\r\n  n int\r\n);\r\n");
  assert.deepEqual(await run(), []);
  put(folder, "0001_a.sql", "create table a (\n  n bigint\n);\n");
  await assert.rejects(run(), { code: "db.migration_edited", data: { name: "0001_a" } });
});

test("a database that a newer program migrated, a lost file, and a number that comes too late", async (t) => {
  const { folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (n int)");
  put(folder, "0003_c.sql", "create table c (n int)");
  await run();
  put(folder, "0002_b.sql", "create table b (n int)");
  await assert.rejects(run(), { code: "db.migration_out_of_order", data: { name: "0002_b", after: "0003_c" } });
  rmSync(join(folder, "0002_b.sql"));
  rmSync(join(folder, "0001_a.sql"));
  await assert.rejects(run(), { code: "db.migration_missing", data: { name: "0001_a" } });
  put(folder, "0001_a.sql", "create table a (n int)");
  rmSync(join(folder, "0003_c.sql"));
  await assert.rejects(run(), { code: "db.schema_newer", data: { name: "0003_c" } });
});

test("a file that fails leaves nothing of itself and all of those before it", async (t) => {
  const { own, folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (n int)");
  put(folder, "0002_b.sql", "create table b (n int); insert into a values (1); select 1 / 0;");
  await assert.rejects(run(), /migration 0002_b failed/);
  const { rows } = await own.db.owner.query(
    "select to_regclass('a') is not null as a, to_regclass('b') is not null as b, (select count(*)::int from a) as n",
  );
  assert.deepEqual(rows, [{ a: true, b: false, n: 0 }]);
  put(folder, "0002_b.sql", "create table b (n int)");
  assert.deepEqual(await run(), ["0002_b"]);
});

test("a file that ends its own transaction is refused", async (t) => {
  const { folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (n int); commit;");
  await assert.rejects(run(), /migration 0001_a failed/);
});

test("names that are none, and two files of one number", async (t) => {
  const { folder, run } = await fresh(t);
  put(folder, "1_a.sql", "select 1");
  await assert.rejects(run(), /NNNN/);
  rmSync(join(folder, "1_a.sql"));
  put(folder, "0001_a.sql", "select 1");
  put(folder, "0001_b.sql", "select 1");
  await assert.rejects(run(), /two migrations/);
});

test("servers that start at the same moment run each file once", async (t) => {
  const { own, folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (n int); select pg_sleep(0.2);");
  put(folder, "0002_b.sql", "insert into a values (1)");
  const dataDir = mkdtempSync(join(tmpdir(), "tonghu-second-"));
  const second = await openDatabase({ dataDir, url: own.url, appUrl: own.appUrl, log: silentLog });
  t.after(() => rmSync(dataDir, { recursive: true }));
  const ran = await Promise.all([run(), migrate(second, folder, silentLog), run()]);
  await second.close();
  assert.deepEqual(ran.flat().toSorted(), ["0001_a", "0002_b"]);
  assert.deepEqual((await own.db.owner.query("select n from a")).rows, [{ n: 1 }]);
});

test("the application role sees nothing of the migrations", async (t) => {
  const { own, folder, run } = await fresh(t);
  put(folder, "0001_a.sql", "create table a (n int)");
  await run();
  await assert.rejects(own.db.pool.query("select * from migrations.landed"), { code: "42501" });
  await assert.rejects(own.db.pool.query("select * from a"), { code: "42501" });
});

test("the migrations of this program land on an empty database, once", async (t) => {
  const { own } = await fresh(t);
  const folder = join(import.meta.dirname, "..", "..", "..", "migrations");
  const ran = await migrate(own.db, folder, silentLog);
  assert.equal(ran[0], "0000_roles");
  assert.deepEqual(await migrate(own.db, folder, silentLog), []);
});

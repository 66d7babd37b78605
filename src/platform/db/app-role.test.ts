import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import pg from "pg";
import { testDatabase } from "#test/database.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Log, silentLog } from "./log.ts";
import { urlWith } from "./pools.ts";

const { db, url, close } = await testDatabase();
after(close);

function dataFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-served-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A role of its own, with a password, gone after the test. */
async function role(t: TestContext, attributes: string, ...more: string[]): Promise<string> {
  const name = `tried_${randomBytes(4).toString("hex")}`;
  await db.owner.query(`create role ${name} login password 'tried' ${attributes}`);
  t.after(() => db.owner.query(`drop owned by ${name} cascade; drop role ${name}`));
  for (const statement of more) await db.owner.query(statement.replaceAll("ROLE", name));
  return name;
}

async function open(
  t: TestContext,
  options: { url?: string; appUrl?: string; dataDir?: string; log?: Log },
): Promise<Database> {
  const opened = await openDatabase({ dataDir: options.dataDir ?? dataFolder(t), url, log: silentLog, ...options });
  t.after(() => opened.close());
  return opened;
}

test("a login of its own for each data folder, so that none changes another's password", async (t) => {
  const [one, two] = [dataFolder(t), dataFolder(t)];
  const first = await open(t, { dataDir: one });
  const second = await open(t, { dataDir: two });
  const again = await open(t, { dataDir: one });
  const names = await Promise.all(
    [first, second, again].map(
      async ({ pool }) => (await pool.query<{ u: string }>("select current_user as u")).rows[0]?.u ?? "",
    ),
  );
  t.after(() => db.owner.query(`drop role ${[...new Set(names)].join(", ")}`));
  assert.equal(names[0], names[2]);
  assert.notEqual(names[0], names[1]);
  const kept = readdirSync(one).filter((name) => name.startsWith("database-login-"));
  assert.equal(statSync(join(one, kept[0] ?? "")).mode & 0o777, 0o600);
});

test("many processes at once on one data folder agree on one login", async (t) => {
  const dataDir = dataFolder(t);
  const opened = await Promise.all([1, 2, 3, 4].map(() => open(t, { dataDir })));
  const names = await Promise.all(
    opened.map(async ({ pool }) => (await pool.query<{ u: string }>("select current_user as u")).rows[0]?.u),
  );
  t.after(() => db.owner.query(`drop role ${names[0]}`));
  assert.equal(new Set(names).size, 1);
});

for (const [what, attributes, because] of [
  ["a superuser", "superuser in role tonghu_app", /superuser/],
  ["one with BYPASSRLS", "bypassrls in role tonghu_app", /bypassrls/],
  ["one that may create roles", "createrole in role tonghu_app", /createrole/],
  ["one that reads everything", "in role tonghu_app, pg_read_all_data", /服务器特权/],
  ["a member of the owner", "in role tonghu_app, tonghu_owner", /DATABASE_URL 同一账号/],
] as const) {
  test(`refused as the application's login: ${what}`, async (t) => {
    const name = await role(t, attributes);
    const refused = open(t, { appUrl: urlWith(url, { user: name, password: "tried" }) });
    await assert.rejects(refused, (error: { code?: string; data?: { because?: string } }) => {
      assert.equal(error.code, "db.app_role_too_strong");
      assert.match(error.data?.because ?? "", because);
      return true;
    });
  });
}

test("refused: an owner of a table, and a login outside the application's role", async (t) => {
  const owner = await role(
    t,
    "in role tonghu_app",
    "create schema ROLE authorization ROLE",
    "create table ROLE.t (n int)",
    "alter table ROLE.t owner to ROLE",
  );
  await assert.rejects(open(t, { appUrl: urlWith(url, { user: owner, password: "tried" }) }), {
    code: "db.app_role_too_strong",
  });
  const stranger = await role(t, "");
  await assert.rejects(open(t, { appUrl: urlWith(url, { user: stranger, password: "tried" }) }), {
    code: "db.app_role_not_member",
  });
});

test("the owner's own address is no application login", async (t) => {
  await assert.rejects(open(t, { appUrl: url }), { code: "db.app_role_too_strong" });
});

test("an owner that may not create roles: told what an administrator runs, and which variable to set", async (t) => {
  const owner = await role(t, "nocreaterole");
  const weak = urlWith(url, { user: owner, password: "tried" });
  await assert.rejects(open(t, { url: weak }), (error: { code?: string; data?: Record<string, unknown> }) => {
    assert.equal(error.code, "db.app_role_missing");
    assert.equal(error.data?.["variable"], "DATABASE_APP_URL");
    assert.match(String(error.data?.["statements"]), /CREATE ROLE tonghu_app.*IN ROLE tonghu_app/);
    return true;
  });
});

test("with that login made by hand it opens, and says that set_config() is still open to all", async (t) => {
  const owner = await role(t, "nocreaterole");
  const login = await role(t, "in role tonghu_app");
  const said: string[] = [];
  const log = {
    ...silentLog,
    warn: (data: object, message: string) => void said.push(`${message} ${JSON.stringify(data)}`),
  };
  await db.owner.query("grant execute on function pg_catalog.set_config(text, text, boolean) to public");
  const opened = await open(t, {
    url: urlWith(url, { user: owner, password: "tried" }),
    appUrl: urlWith(url, { user: login, password: "tried" }),
    log,
  });
  await db.owner.query("revoke execute on function pg_catalog.set_config(text, text, boolean) from public");
  assert.equal((await opened.pool.query("select 1 as n")).rowCount, 1);
  assert.match(said.join("\n"), /REVOKE EXECUTE ON FUNCTION pg_catalog.set_config/);
});

test("wrong addresses are said as what they are", async (t) => {
  await assert.rejects(open(t, { url: urlWith(url, { database: "not_there" }) }), { code: "db.database_missing" });
  await assert.rejects(open(t, { url: urlWith(url, { password: "wrong" }) }), { code: "db.login_refused" });
  await assert.rejects(open(t, { url: "postgres://a:b@127.0.0.1:1/x" }), {
    code: "db.unreachable",
    data: { host: "127.0.0.1", port: 1, reason: "ECONNREFUSED" },
  });
});

test("a database of another encoding is refused", async (t) => {
  await db.owner.query("create database latin encoding 'LATIN1' locale 'C' template template0");
  t.after(() => db.owner.query("drop database if exists latin with (force)"));
  await assert.rejects(open(t, { url: urlWith(url, { database: "latin" }) }), { code: "db.server_encoding" });
});

test("the database of another program is left as it is: a slip in the address puts no table into it", async (t) => {
  const name = `foreign_${randomBytes(4).toString("hex")}`;
  await db.owner.query(`create database ${name} template template0`);
  t.after(() => db.owner.query(`drop database ${name} with (force)`));
  const client = new pg.Client({ connectionString: urlWith(url, { database: name }) });
  await client.connect();
  await client.query("create table person (n int)");
  await assert.rejects(
    openDatabase({ dataDir: dataFolder(t), url: urlWith(url, { database: name }), log: silentLog }),
    {
      code: "db.database_foreign",
      data: { database: name, table: "public.person" },
    },
  );
  const { rows } = await client.query(
    "select count(*)::int as n, has_database_privilege('public', current_database(), 'TEMPORARY') as temp from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  await client.end();
  assert.deepEqual(rows, [{ n: 1, temp: true }]);
});

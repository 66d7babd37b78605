import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Pool, Client } from "pg";
import { newId } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import * as registry from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { signedIn } from "../accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "../cast.ts";

/*
 * The second wall (docs/decisions/0024-second-wall.md): whatever SQL somebody smuggles into a handler of a supervisor of
 * 流沙东, a child of 流沙南 is not read, and nobody's way in is read or made. First through the application's own
 * connections, which send single statements of rows; then, for what can be smuggled into a SELECT, as the bare role.
 */

let people: Cast;
let pool: Pool;
let east: Scope;
const child = newId();
/** Names lie sealed: what is looked for of the neighbour is that it is there at all. */
const CANARY = child;
const own = newId();

before(async () => {
  people = await cast();
  ({ pool } = people.database.db);
  east = people.eastSupervisor.scope;
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const file = (childId: string, area: string, name: string) => ({
    id: newId(), childId, area, source: "registration" as const, facts: { ...leftBehind, name },
  }); // prettier-ignore
  await registry.register(world, people.southDirector, file(child, places.southVillage, "邻镇孩子"));
  await registry.register(world, people.eastDirector, file(own, places.eastVillage, "本镇孩子"));
  const app = await server(people);
  await signedIn(people, app, { login: "robbed", kind: "county", area: places.county });
  await app.close();
});
after(() => people.close());

type Sent = { readonly rows: readonly unknown[] };
/** What came back, as text; or why nothing did. */
async function told(asked: Promise<Sent>): Promise<{ text: string; refused: boolean }> {
  try {
    return { text: JSON.stringify((await asked).rows), refused: false };
  } catch (thrown) {
    return { text: thrown instanceof Error ? thrown.message : String(thrown), refused: true };
  }
}

const listed = "select distinct child_id::text as child from caselist";

/** Tables that hold something of a child, from the catalogue: none is forgotten when a new one comes. */
async function tablesOfChildren(): Promise<string[]> {
  const { rows } = await people.database.db.owner.query<{ name: string }>(
    `select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
       and a.attname in ('child_id', 'subject_id', 'children') order by 1`,
  );
  return rows.map((row) => row.name);
}

/** What is smuggled in where a name is searched for: after a quote, into the middle of a SELECT. */
const smuggled = (text: string): string => `select child_id::text from caselist where level = '' ${text}`;

/** The scope of the whole nation, tried in every way that PostgreSQL knows. */
const widenings = [
  "set local app.area_lo = '0'",
  "set app.area_lo = '0'",
  "SeT /* */ LOCAL app.area_hi = ':'",
  "  -- a comment\n set local app.area_lo = '0'",
  "/* a comment */ set local app.area_lo = '0'",
  "reset app.area_lo",
  "reset all",
  "discard all",
  "set row_security = off",
  "set role none",
  "set role postgres",
  "set session authorization default",
  "commit",
  "rollback",
  "begin; set local app.area_lo = '0'",
  "do $$ begin set local app.area_lo = '0'; end $$",
  "prepare p as select 1",
  "call f()",
  "copy caselist to stdout",
  "create temp table caselist as select 1",
  "select 1 into temp caselist",
  "select 1; set local app.area_lo = '0'",
  "select 1; commit; begin; set local app.area_lo = '0'",
  "select set_config('app.area_lo', '0', true)",
  "select pg_catalog . \"set_config\"('app.area_lo', '0', true)",
  "select SET_CONFIG('app.area_lo', '0', true)",
  "select U&\"\\0073et_config\"('app.area_lo', '0', true)",
  "select u&\"!0073et_config\" uescape '!' ('app.area_lo', '0', true)",
  "with x as (update pg_settings set setting = '0' where name = 'app.area_lo' returning 1) select * from x",
  "update pg_settings set setting = '0' where name = 'app.area_lo'",
  "select query_to_xml('select set_' || 'config(''app.area_lo'', ''0'', true)', true, true, '')",
  "select * from ts_stat('select to_tsvector(set_' || 'config(''app.area_lo'', ''0'', true))')",
  "select ts_rewrite('a'::tsquery, 'select set_' || 'config(''app.area_lo'', ''0'', true)::tsquery, ''b''::tsquery')",
  "explain analyze select set_config('app.area_lo', '0', true)",
  "declare c cursor for select 1",
  "lock table caselist",
  "alter role current_user set app.area_lo = '0'",
  "",
  ";",
];

test("no statement that a handler can send widens its scope: refused, and the neighbour stays unseen", async () => {
  for (const attack of widenings) {
    for (const values of [undefined, []]) {
      const { text, refused } = await told(
        inScope(pool, east, async (db) => {
          const first = await told(db.query(attack, values));
          if (first.refused) throw new Error(first.text);
          return db.query(listed);
        }),
      );
      assert.ok(refused, `${attack} was sent`);
      assert.ok(!text.includes(CANARY), attack);
    }
    assert.deepEqual((await readInScope(pool, east, (db) => db.query(listed))).rows, [{ child: own }], attack); // prettier-ignore
    assert.deepEqual((await pool.query(listed)).rows, [], `${attack}: the connection is as new`);
  }
});

const reads = (table: string): string[] => [
  `select t::text from ${table} t`,
  smuggled(`union all select t::text from ${table} t --`),
  smuggled(`union all select (select string_agg(t::text, ',') from ${table} t) --`),
  smuggled(`or exists (select 1 from ${table} t where t::text like '%${CANARY}%') --`),
  smuggled(`union select t::text from ${table} t, lateral (select current_setting('app.area_lo')) x --`),
  smuggled(`union all select coalesce(max(t::text), '') from ${table} t where t.area >= '0' or true --`),
  `with s as (select * from ${table}) select s::text from s`,
  `with s as materialized (select * from ${table} where area like '445281002%') select s::text from s`,
];

test("union, subselects and conditions see one's own area and no more, in every table with a child in it", async () => {
  const tables = await tablesOfChildren();
  assert.ok(tables.length >= 12, tables.join());
  for (const table of tables) {
    for (const attack of reads(table)) {
      const { text } = await told(inScope(pool, east, (db) => db.query(attack)));
      assert.ok(!text.includes(CANARY) && !text.includes(child), attack);
    }
  }
  const seen = await told(inScope(pool, east, (db) => db.query("select t::text from entry t")));
  assert.ok(seen.text.includes(own), "one's own is seen: the test can see");
});

test("a row of the neighbour is not changed, taken over or added to by what is smuggled in", async () => {
  const earlier = await people.database.db.owner.query("select * from caselist where child_id = $1", [child]);
  for (const attack of [
    "update caselist set level = 'x' where area like '445281002%'",
    "delete from caselist where area like '445281002%'",
    `update journal_snapshot set area = '445281001001' where subject_id = '${child}'`,
    `update caselist set area = '445281001001' where child_id = '${child}'`,
    "with gone as (delete from registry_identity returning child_id) select * from gone",
  ]) {
    const { text } = await told(
      inScope(pool, east, async (db) => {
        const done = await db.query(attack);
        assert.ok(!JSON.stringify(done.rows).includes(child), attack);
        throw new Error(`back again: ${done.rowCount}`);
      }),
    );
    assert.match(text, /^back again: [01]$|permission denied/, attack);
  }
  const foreign = `insert into task_item (county, child_id, no, area, opened) values ('445281', '${newId()}', 1, '445281002001', '2024-07-01')`;
  assert.match((await told(inScope(pool, east, (db) => db.query(foreign)))).text, /row-level security/);
  const moved = `update task_item set area = '445281002001'`;
  await inScope(pool, east, (db) => db.query(`insert into task_item (county, child_id, no, area, opened) values ('445281', '${own}', 1, '445281001001', '2024-07-01')`)); // prettier-ignore
  assert.match((await told(inScope(pool, east, (db) => db.query(moved)))).text, /row-level security/);
  assert.deepEqual((await people.database.db.owner.query("select * from caselist where child_id = $1", [child])).rows, earlier.rows); // prettier-ignore
});

const waysIn = ["account_session", "account_login", "account_password", "account_factor", "account_recovery", "account_subject", "account_flow", "account_device", "account_device_code", "account_invitation", "account_counter", "account_known", "account_event"]; // prettier-ignore

test("beside children no way into the house is read, made or changed; apart from them it is", async () => {
  const scopes = [east, { lo: "0", hi: ":" }, { lo: ":", hi: ":", child }, { ...east, department: "education" }];
  for (const scope of scopes) {
    for (const table of waysIn) {
      const seen = await inScope(pool, scope, (db) => db.query(`select t::text from ${table} t`));
      assert.deepEqual(seen.rows, [], table);
    }
    for (const attack of [
      `insert into account_session (digest, person_id, kind, area, created_at, expires_at) select 'x', id, 'province', '44', '2024-07-01', '2099-01-01' from account_person limit 1`,
      `insert into account_person (id, name, demo) values ('${newId()}', 'x', true)`,
      `insert into account_post (id, person_id, kind, area, from_day) select '${newId()}', id, 'province', '44', '2024-01-01' from account_person limit 1`,
    ])
      assert.match((await told(inScope(pool, scope, (db) => db.query(attack)))).text, /row-level security|permission denied/, attack); // prettier-ignore
    const changed = await inScope(pool, scope, (db) => db.query("update account_post set status = 'active'"));
    assert.equal(changed.rowCount, 0);
  }
  const apart = await pool.query("select count(*)::int as n from account_session");
  assert.ok((apart.rows[0] as { n: number }).n > 0, "sign-ins were there");
});

test("a department's officer of the whole county sees none of civil affairs' tables", async () => {
  const county = people.county.scope;
  assert.ok((await inScope(pool, county, (db) => db.query("select 1 from caselist"))).rows.length > 1);
  for (const table of await tablesOfChildren()) {
    for (const extra of [{}, { child }, { traces: true as const }]) {
      const scope = { ...county, department: "education", ...extra };
      assert.deepEqual((await inScope(pool, scope, (db) => db.query(`select 1 from ${table}`))).rows, [], table);
    }
  }
  const task = `insert into task_item (county, child_id, no, area, opened) values ('445281', '${own}', 9, '445281001001', '2024-07-01')`;
  const added = inScope(pool, { ...county, department: "police" }, (db) => db.query(task));
  assert.match((await told(added)).text, /row-level security/);
  await assert.rejects(
    inScope(pool, { ...county, department: "x'; reset all; --" }, async () => 1),
    /not a word/,
  );
});

/** What stands within one SELECT, sent as the bare role without the application's guard: PostgreSQL alone holds it. */
test("below the application, PostgreSQL itself lets no SELECT change the scope", async () => {
  const client = new Client({ connectionString: people.database.appUrl });
  await client.connect();
  try {
    for (const attack of widenings.filter((text) => /^\s*(select|with|update)/i.test(text))) {
      await client.query(`begin; set local app.area_lo = '${east.lo}'; set local app.area_hi = '${east.hi}'`);
      const asked = { text: attack, values: [], queryMode: "extended" };
      const first = await told(client.query(asked));
      assert.ok(first.refused || first.text === "[]", `${attack}: ${first.text}`);
      await client.query("rollback");
      await client.query(`begin; set local app.area_lo = '${east.lo}'; set local app.area_hi = '${east.hi}'`);
      const both = await told(client.query({ ...asked, text: smuggled(`union all select (${attack})::text --`) }));
      assert.ok(!both.text.includes(CANARY), attack);
      await client.query("rollback");
    }
  } finally {
    await client.end();
  }
});

test("who holds the application's own login sets the scope: that is the key of the house, and no wall stands against it", async () => {
  const client = new Client({ connectionString: people.database.appUrl });
  await client.connect();
  try {
    await client.query("begin; set local app.area_lo = '0'; set local app.area_hi = ':'");
    assert.ok(JSON.stringify((await client.query(listed)).rows).includes(CANARY));
  } finally {
    await client.end();
  }
});

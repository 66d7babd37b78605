import assert from "node:assert/strict";
import { before, test } from "node:test";
import { loadModule } from "libpg-query";
import { parseModule } from "../house/module.ts";
import { joinManifest } from "./manifest.ts";
import { faultsOfSql } from "./rules.ts";
import { migrationText, sqlTextsOf } from "./statements.ts";

before(() => loadModule());

const manifest = joinManifest([
  ["placement.ts", { visit: "child", entry: "subject", area_unit: "reference", job: "local" }],
]);
const faults = (sql: string, file = "src/capabilities/visit/store.ts"): string[] =>
  faultsOfSql(migrationText(file, `\n${sql}`), manifest).map(({ line, what }) => `${line} ${what}`);

const scope = "area >= nullif(current_setting('app.area_lo', true), '')";
const planted: readonly (readonly [string, RegExp])[] = [
  ["with recursive up as (select 1 from visit union all select 1 from up) select * from up", /recursive CTE/],
  ["select area, count(*) from visit group by rollup (area)", /ROLLUP/],
  ["select area, count(*) from visit group by cube (area, id)", /CUBE/],
  ["select area, count(*) from visit group by grouping sets ((area), ())", /GROUPING SETS/],
  ["merge into visit v using (values (1)) s(id) on v.id = s.id when not matched then insert values (s.id)", /MERGE/],
  ["insert into visit (id) values ((select max(id) from visit))", /subquery in VALUES/],
  [
    "insert into visit (id) values ($1) on conflict (id) do update set n = lower(excluded.n)",
    /lower\(\) in DO UPDATE SET/,
  ],
  [
    "insert into visit (id) values ($1) on conflict (id) do update set n = 1 + abs(excluded.n)",
    /abs\(\) in DO UPDATE SET/,
  ],
  ["insert into visit (id) values ($1) on conflict (id) do update set n = (select 1)", /subquery in DO UPDATE SET/],
  ["create trigger t before update on visit for each row execute function f()", /trigger/],
  ["create trigger t before update on job for each row execute function f()", /trigger/],
  ["create rule r as on update to visit do instead nothing", /trigger or rule/],
  ["create table visit (child_id uuid, n bigserial)", /n counts by itself/],
  ["create table visit (child_id uuid, n int generated always as identity)", /n counts by itself/],
  ["alter table visit add column n serial", /n counts by itself/],
  ["create table nowhere (n serial)", /n counts by itself/],
  ["create sequence visit_number", /sequence/],
  ["select nextval('visit_number')", /nextval/],
  ["insert into visit (id) values (gen_random_uuid())", /gen_random_uuid/],
  ["select now()", /now\(\)/],
  ["select pg_catalog.now()", /now\(\)/],
  ["select * from visit where due < current_date", /present/],
  ["select * from area_unit where valid_to > current_timestamp", /present/],
  ["create table job (made timestamptz default now())", /now\(\)/],
  ["select clock_timestamp()", /clock_timestamp/],
  ["listen visits", /LISTEN/],
  ["notify visits", /NOTIFY/],
  ["select pg_notify('a', 'b')", /pg_notify/],
  ["select pg_advisory_xact_lock(1)", /pg_advisory_xact_lock/],
  ["select set_config('app.area_lo', $1, true)", /set_config/],
  ["select * from visit for update skip locked", /SKIP LOCKED/],
  ["create policy p on visit using (area >= current_setting('app.area_lo', true))", /nullif/],
  ["create policy p on visit using (area >= nullif(current_setting('app.area_lo', true), '0'))", /nullif/],
  ["create policy p on visit using (area >= current_setting($1))", /nullif/],
  ["select 1 from visit where area = current_setting('app.area_lo'::text)", /nullif/],
  ["create policy p on visit using (id in (select id from job))", /subquery/],
  [`create policy p on visit using (${scope}) with check (exists (select 1))`, /subquery/],
  ["create table visit (area text not null)", /collate "C"/],
  ['create table visit (hukou_area text collate "zh-x-icu")', /collate "C"/],
  ["select from where", /cannot read/],
];

for (const [sql, expected] of planted) {
  test(`ruled out: ${sql}`, () => {
    const found = faults(sql);
    assert.ok(found.length > 0, "nothing was found");
    assert.match(found.join("\n"), expected);
  });
}

const fine = [
  "with recursive up as (select code from area_unit union all select parent from area_unit) select * from up",
  "select kind, count(*) from job group by rollup (kind)",
  "select id from job for update skip locked",
  "create table job (id bigint generated always as identity primary key)",
  "insert into visit (id) select id from unnest($1::uuid[]) as t(id)",
  "insert into visit (id, n) values ($1, lower($2)) on conflict (id) do update set n = excluded.n, m = $3, k = visit.k + 1 where lower(visit.n) <> 'x'",
  "insert into visit (id) values ($1) on conflict (id) do update set n = coalesce(excluded.n, visit.n) returning upper(n)",
  `create policy p on visit using (${scope}) with check (${scope})`,
  'create table visit (child_id uuid, area text not null collate "C", areas int)',
  "with v as (select 1 from visit) select * from v",
  "select * from visit where subject_id = $1 for update",
  "set local app.area_lo = '445281'",
  "select current_setting('server_version_num')",
];

for (const sql of fine) test(`allowed: ${sql}`, () => assert.deepEqual(faults(sql), []));

test("platform/jobs may notify, the platform may lock, nobody else", () => {
  assert.deepEqual(faults("select pg_notify('a', 'b')", "src/platform/jobs/store.ts"), []);
  assert.deepEqual(faults("select pg_advisory_lock(1)", "src/platform/db/migrate.ts"), []);
});

test("a fault is named on its line, Chinese before it or not", () => {
  assert.match(faults("-- 走访走访走访\nselect 1;\nselect\n  now()").join(), /^5 now/);
});

const texts = (text: string, file = "src/capabilities/visit/store.ts"): string[][] =>
  sqlTextsOf(parseModule(file, text)).map(({ readings }) => [...readings]);

test("SQL is found tagged anywhere, and untagged where stores and the platform are", () => {
  assert.equal(texts("const a = sql`select 1 from visit`;", "src/capabilities/visit/actions.ts").length, 1);
  assert.equal(texts("const a = `select 1 from visit`;").length, 1);
  assert.equal(texts("const a = 'insert into visit values (1)';", "src/platform/db/migrate.ts").length, 1);
  assert.equal(texts("const a = `SELECT now() FROM visit`;").length, 1);
  assert.equal(texts("db.query(`-- why\\n  with a as (select 1) select 1`);").length, 1);
  assert.equal(texts("const a = 'select';\nconst b = 'Select a child';\nconst c = 'update';").length, 0);
});

test("interpolated constants are read as what they stand for", () => {
  const [readings] = texts(
    "const list = `a, ${more}`; const more = 'now()'; const q = sql`select ${list} from visit`;",
  ).slice(-1);
  assert.deepEqual(readings, ["select a, now() from visit"]);
});

test("an unknown interpolation is tried as name, value, test and nothing", () => {
  const found = (text: string): string[] =>
    sqlTextsOf(parseModule("src/platform/db/a.ts", text)).flatMap((sql) =>
      faultsOfSql(sql, manifest).map(({ what }) => what),
    );
  assert.deepEqual(found("f(`select * from ${table} where id = $1`);"), []);
  assert.deepEqual(found("f(`select * from visit where ${condition()} limit 1`);"), []);
  assert.deepEqual(found("f(`set local app.area_lo = '${scope.lo}'`);"), []);
  assert.deepEqual(found("f(`select * from visit ${order}`);"), []);
  assert.match(found("f(`select now() from ${table}`);").join(), /now/);
  assert.match(found("f(`select * from visit where where ${x}`);").join(), /cannot read/);
});

test("a manifest refuses a table placed twice and a placement that does not exist", () => {
  assert.throws(
    () =>
      joinManifest([
        ["a", { visit: "child" }],
        ["b", { visit: "child" }],
      ]),
    /placed twice/,
  );
  assert.throws(() => joinManifest([["a", { visit: "children" }]]), /no placement children/);
});

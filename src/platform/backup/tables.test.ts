import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { dumpViews } from "../../../test/views.ts";
import { fileContent, keptFiles, restoreFile, strangeFolders } from "./folders.ts";
import { inPicture } from "./picture.ts";
import { tables } from "./tables.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const isKept = (name: string): boolean => tables[name] === "kept";

test("every table of the schema is in the list, and every name of the list is a table", async () => {
  const { rows } = await database.db.owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
     and table_name not in (select inhrelid::regclass::text from pg_inherits) order by 1`,
  );
  assert.ok(rows.length > 20);
  assert.deepEqual(Object.keys(tables).toSorted(), rows.map(({ name }) => name).toSorted());
});

test("what a rebuild writes anew is a view, and nothing else is", async () => {
  const listed = Object.keys(tables).filter((name) => tables[name] === "view");
  assert.deepEqual(listed.toSorted(), Object.keys(await dumpViews(database.db.owner)).toSorted());
});

test("a table that nobody has declared stops the backup, and one in another schema does not", async () => {
  const { owner } = database.db;
  await owner.query("create table stray (id uuid not null primary key)");
  const done = inPicture(owner, tables, isKept, async () => "a picture");
  await assert.rejects(done, (thrown) => isProblem(thrown) && thrown.code === "backup.table_unknown" && thrown.data["table"] === "stray"); // prettier-ignore
  await owner.query("drop table stray");
  await owner.query("create schema elsewhere; create table elsewhere.stray (id uuid not null primary key)");
  assert.equal(await inPicture(owner, tables, isKept, async () => "a picture"), "a picture");
});

test("tables come after those that they point to, and a picture stands still", async () => {
  const { owner } = database.db;
  await inPicture(owner, tables, isKept, async (picture) => {
    const names = picture.tables.map(({ name }) => name);
    assert.ok(names.indexOf("account_person") < names.indexOf("account_post"));
    assert.ok(names.indexOf("trace_alert") < names.indexOf("trace_answer"));
    await owner.query("insert into account_installation (key, value) values ('later', 'x')");
    const { rows } = await picture.query("select 1 from account_installation where key = 'later'");
    assert.equal(rows.length, 0);
    await assert.rejects(picture.query("delete from account_installation"), { code: "25006" });
  });
});

test("only finished files of kept folders are taken; what else lies there is said", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-kept-"));
  try {
    for (const name of ["uploads/deep", "postgres", "mine"]) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ["uploads/a.upload", "uploads/deep/b.xlsx", "uploads/c.part", "identity.key", "postgres/x"])
      writeFileSync(join(folder, name), name);
    assert.deepEqual(await keptFiles(folder), ["uploads/a.upload", "uploads/deep/b.xlsx"]);
    assert.deepEqual(await strangeFolders(folder), ["mine"]);
    assert.equal(await fileContent(folder, "uploads/gone"), undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("no path of an archive leads out of its folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-paths-"));
  const bytes = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from("content");
  };
  const bad = ["identity.key", "../a", "uploads/../../a", "uploads/..", "uploads//a", "/uploads/a", "postgres/a", "uploads/a\\b", "uploads/c:d", "uploads/\0"]; // prettier-ignore
  try {
    for (const path of bad)
      await assert.rejects(restoreFile(folder, path, bytes()), (thrown) => isProblem(thrown) && thrown.code === "backup.damaged", path); // prettier-ignore
    await restoreFile(folder, "uploads/a/b.xlsx", bytes());
    assert.equal(readFileSync(join(folder, "restoring/uploads/a/b.xlsx"), "utf8"), "content");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

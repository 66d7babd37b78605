import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type Key, newKey } from "#platform/crypto/key.ts";
import { type MasterKeys, openMasters } from "#platform/crypto/masterKeys.ts";
import { suiteNamed } from "#platform/crypto/suite.ts";
import { silentLog } from "#platform/db/log.ts";
import { migrate } from "#platform/db/migrate.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { openArchive } from "./archive.ts";
import { backup } from "./backup.ts";
import { checkArchive } from "./check.ts";
import { requireWhole } from "./halfRestored.ts";
import { restore } from "./restore.ts";
import { type Tables, tables } from "./tables.ts";

/*
 * What the schema of today does not have yet, and will: children's keys, and versions that come after one another. A
 * folder of migrations of its own stands for a later program.
 */

const folder = mkdtempSync(join(tmpdir(), "tonghu-restore-"));
const out = join(folder, "out");
const now = join(import.meta.dirname, "../../../migrations");
const withKeys = join(folder, "with-keys");
const later = join(folder, "later");
const key = newKey();
const keyTables: Tables = { ...tables, child_key: "key:wrapped" };
const signal = new AbortController().signal;
const databases: TestDatabase[] = [];
let masters: MasterKeys;
let here: TestDatabase;

const made = async (options: { empty?: boolean } = {}): Promise<TestDatabase> => {
  const database = await testDatabase(options);
  databases.push(database);
  return database;
};

before(async () => {
  for (const place of [withKeys, later]) cpSync(now, place, { recursive: true });
  const table = "create table child_key (child_id uuid not null primary key, wrapped text not null);";
  for (const place of [withKeys, later]) writeFileSync(join(place, "9000_child_key.sql"), table);
  const renaming =
    "alter table child_key add column made_by text not null default 'before'; alter table survey_import add column note text;";
  writeFileSync(join(later, "9001_later.sql"), renaming);
  masters = await openMasters({ folder, suite: suiteNamed(undefined), env: {}, say: () => undefined, mayMake: true });
  here = await made();
  await migrate(here.db, withKeys, silentLog);
  await here.db.owner.query("insert into account_installation values ('identity', $1)", ["ab".repeat(16)]);
  await addKeys(here, 12);
});
after(async () => {
  for (const database of databases) await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addKeys({ db }: TestDatabase, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const childId = newId();
    await db.owner.query("insert into child_key values ($1, $2)", [childId, masters.wrap(newKey(), childId)]);
  }
}

const keysIn = async ({ db }: TestDatabase): Promise<Record<string, string>[]> =>
  (await db.owner.query("select * from child_key order by child_id")).rows;

interface Asked { readonly from?: TestDatabase; readonly by?: Key; readonly migrations?: string; readonly fewerKeys?: boolean; readonly known?: Tables } // prettier-ignore

let count = 0;
async function backedUp({
  from = here,
  by = key,
  migrations = withKeys,
  fewerKeys = false,
  known = keyTables,
}: Asked = {}) {
  // prettier-ignore
  const file = join(out, `${(count += 1)}.tonghu`);
  const source = { owner: from.db.owner, dataDir: folder, tables: known, migrations, now: () => new Date() };
  return { file, ...(await backup(source, { file, key: by, fewerKeys, signal })) };
}

async function restoreTo(
  database: TestDatabase,
  file: string,
  migrations: string,
  finish: () => Promise<void> = async () => undefined,
): Promise<void> {
  // prettier-ignore
  const checked = await checkArchive(file, key);
  const target = { owner: database.db.owner, dataDir: join(folder, "data"), partitions: {}, migrations, log: silentLog, now: () => new Date() }; // prettier-ignore
  try {
    await restore(target, checked, finish);
  } finally {
    await checked.close();
  }
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (thrown: unknown) => (isProblem(thrown) ? thrown.code : String(thrown)),
  );

const emptyOut = (): void => {
  rmSync(out, { recursive: true, force: true });
  cpSync(now, out, { recursive: true });
  for (const name of readdirSync(out)) unlinkSync(join(out, name));
};

test("children's keys lie beside the archive, never in it, and an erased one is in no backup", async () => {
  emptyOut();
  const first = await backedUp();
  assert.deepEqual(readdirSync(out), [basename(first.file), "keys.tonghu"]);
  assert.deepEqual([first.content.manifest.keysBeside, first.keys?.manifest.tables["child_key"]?.rows], [true, 12]);
  assert.deepEqual(first.keys?.manifest.masters, [masters.current()]);
  const [erased, kept] = await keysIn(here);
  assert.ok(erased && kept);
  assert.ok(!(await plainOf(first.file, "content")).includes(kept["wrapped"] ?? "?"));
  assert.ok((await plainOf(join(out, "keys.tonghu"), "keys")).includes(erased["wrapped"] ?? "?"));

  await here.db.owner.query("delete from child_key where child_id = $1", [erased["child_id"]]);
  await backedUp();
  assert.ok(!(await plainOf(join(out, "keys.tonghu"), "keys")).includes(erased["wrapped"] ?? "?"));
  const there = await made({ empty: true });
  await restoreTo(there, first.file, withKeys);
  assert.deepEqual(await keysIn(there), await keysIn(here));
  assert.equal((await keysIn(there)).length, 11);
});

async function plainOf(file: string, kind: "content" | "keys"): Promise<string> {
  const archive = await openArchive(file, kind, key);
  let text = "";
  await archive.read(async (_head, bytes) => {
    for await (const chunk of bytes) text += chunk.toString("latin1");
    return undefined;
  });
  await archive.close();
  return text;
}

test("keys of another installation, most of them gone, or under another backup key are not written over", async () => {
  emptyOut();
  await backedUp();
  const held = await plainOf(join(out, "keys.tonghu"), "keys");
  const other = await made();
  await migrate(other.db, withKeys, silentLog);
  assert.equal(await codeOf(backedUp({ from: other })), "backup.keys_of_another");
  await other.db.owner.query("insert into account_installation values ('identity', $1)", ["ab".repeat(16)]);
  assert.equal(await codeOf(backedUp({ from: other })), "backup.keys_fewer");
  await addKeys(other, 3);
  assert.equal(await codeOf(backedUp({ from: other })), "backup.keys_fewer");
  assert.equal(await codeOf(backedUp({ by: newKey() })), "backup.wrong_key");
  assert.equal(await plainOf(join(out, "keys.tonghu"), "keys"), held);
  assert.equal(readdirSync(out).length, 2, "nothing else was left");
  assert.equal(await codeOf(backedUp({ from: other, fewerKeys: true })), "done");
});

test("an archive wants its keys: there, of its installation, and not older than itself", async () => {
  emptyOut();
  await backedUp();
  const keys = join(out, "keys.tonghu");
  const old = join(folder, "old-keys.tonghu");
  cpSync(keys, old);
  const { file } = await backedUp();
  assert.equal(await codeOf(checkArchive(file, key, { file: old })), "backup.keys_older");
  const anyway = await checkArchive(file, key, { file: old, mayBeOlder: true });
  assert.equal(anyway.keys?.manifest.tables["child_key"]?.rows, 11);
  await anyway.close();
  assert.equal(await codeOf(checkArchive(file, key, { file })), "backup.wrong_kind");
  rmSync(keys);
  assert.equal(await codeOf(checkArchive(file, key)), "backup.keys_missing");
  writeFileSync(keys, randomBytes(400));
  assert.equal(await codeOf(checkArchive(file, key)), "backup.not_an_archive");
});

test("an archive of an older schema is restored and migrated on; its keys may be younger; a newer one is refused", async () => {
  emptyOut();
  const plain = await made();
  const old = await backedUp({ from: plain, migrations: now, known: tables });
  const first = await made({ empty: true });
  await restoreTo(first, old.file, later);
  assert.equal((await first.db.owner.query("select note from survey_import")).rowCount, 0);
  await requireWhole(first.db.owner);

  emptyOut();
  const { file } = await backedUp();
  await migrate(here.db, later, silentLog);
  assert.equal(await codeOf(backedUp()), "backup.schema_newer");
  const young = await backedUp({ migrations: later });
  const second = await made({ empty: true });
  await restoreTo(second, file, later);
  assert.deepEqual(await keysIn(second), await keysIn(here));
  const third = await made({ empty: true });
  assert.equal(await codeOf(restoreTo(third, young.file, withKeys)), "backup.schema_newer");
  const edited = join(folder, "edited");
  cpSync(later, edited, { recursive: true });
  writeFileSync(join(edited, "9001_later.sql"), "select 1;");
  assert.equal(await codeOf(restoreTo(third, young.file, edited)), "backup.schema_other");
  assert.equal((await third.db.owner.query("select 1 from pg_namespace where nspname = 'migrations'")).rowCount, 0);
});

test("a restore that stops leaves a database that says so, and begins again from nothing", async () => {
  emptyOut();
  const from = await made();
  const { file } = await backedUp({ from, migrations: now, known: tables });
  const there = await made({ empty: true });
  const stopped = restoreTo(there, file, now, () => Promise.reject(new Error("power cut")));
  assert.equal(await codeOf(stopped), "Error: power cut");
  await assert.rejects(requireWhole(there.db.owner), { code: "backup.half_restored", status: 503 });
  const source = { owner: there.db.owner, dataDir: folder, tables, migrations: now, now: () => new Date() };
  assert.equal(
    await codeOf(backup(source, { file: join(out, "half"), key, fewerKeys: false, signal })),
    "backup.half_restored",
  );
  await restoreTo(there, file, now);
  await requireWhole(there.db.owner);
  assert.equal(await codeOf(restoreTo(there, file, now)), "backup.not_empty");
});

test("chains that are not those of the manifest end the restore", async () => {
  emptyOut();
  const from = await made();
  const { file } = await backedUp({ from, migrations: now, known: tables });
  const checked = await checkArchive(file, key);
  const forged = { ...checked.content, read: async (take: Parameters<typeof checked.content.read>[0]) => {
    const contents = await checked.content.read(take);
    return { ...contents, manifest: { ...contents.manifest, heads: { subjects: 1, digest: "0".repeat(64) } } };
  } }; // prettier-ignore
  const there = await made({ empty: true });
  const target = { owner: there.db.owner, dataDir: join(folder, "data"), partitions: {}, migrations: now, log: silentLog, now: () => new Date() }; // prettier-ignore
  assert.equal(await codeOf(restore(target, { ...checked, content: forged }, async () => undefined)), "backup.heads_differ"); // prettier-ignore
  await checked.close();
  assert.equal(await codeOf(requireWhole(there.db.owner)), "backup.half_restored");
  assert.equal((await there.db.owner.query("select 1 from area_unit")).rowCount, 0);
});

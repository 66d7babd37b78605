import assert from "node:assert/strict";
import { before, test } from "node:test";
import { loadModule } from "libpg-query";
import { appRole } from "#platform/db/app-role.ts";
import { testDatabase } from "#test/database.ts";
import { readModules } from "./house/module.ts";
import { type Fault, listTree, read, say } from "./house/tree.ts";
import { readCatalogue } from "./schema/catalogue.ts";
import { type Manifest, readManifest } from "./schema/manifest.ts";
import { faultsOfCatalogue } from "./schema/placements.ts";
import { faultsOfSql } from "./schema/rules.ts";
import { migrationText, sqlTextsOf } from "./schema/statements.ts";

let manifest: Manifest;
before(async () => {
  await loadModule();
  manifest = await readManifest();
});

const tree = listTree();
const none = (faults: readonly Fault[]): void =>
  assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.map(say).join("\n")}`);

test("migrations use no SQL that the house has ruled out", () => {
  const files = tree.filter((file) => /^migrations\/.*\.sql$/.test(file));
  assert.ok(files.length > 0);
  none(files.flatMap((file) => faultsOfSql(migrationText(file, read(file)), manifest)));
});

test("migrations are numbered without a gap", () => {
  const numbers = tree.flatMap((file) => /^migrations\/(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1] ?? []);
  const first = Number(numbers[0]);
  assert.deepEqual(
    numbers.map(Number),
    numbers.map((_, index) => first + index),
  );
});

test("the SQL in the code uses none of it either, and PostgreSQL can read every text", () => {
  const modules = readModules(tree.filter((file) => file.startsWith("src/") && !file.endsWith(".test.ts")));
  const texts = modules.flatMap(sqlTextsOf);
  assert.ok(texts.length > 0);
  none(texts.flatMap((text) => faultsOfSql(text, manifest)));
});

test("a migrated database keeps the rules that leave the way to many machines open", async () => {
  const database = await testDatabase();
  try {
    const faults = faultsOfCatalogue(await readCatalogue(database.db.owner, appRole), manifest);
    assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.join("\n")}`);
  } finally {
    await database.close();
  }
});

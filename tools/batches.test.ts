import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ownFolder } from "../test/folder.ts";
import { batchesOf, together } from "./batches.ts";
import { isBrowserTest, testFiles } from "./testFiles.ts";

test("every test file is in one batch, once; a browser test and one that measures have a process of their own", () => {
  const files = testFiles([]);
  const batches = batchesOf(files);
  assert.deepEqual(batches.flat().toSorted(), files.toSorted());
  assert.ok(batches.length < files.length / 2);
  const alone = batches.filter((batch) => batch.length === 1).flat();
  for (const file of files.filter(isBrowserTest)) assert.ok(alone.includes(file), file);
  for (const file of ["src/capabilities/account/signIn.test.ts", "test/crash/crash.test.ts"])
    assert.ok(alone.includes(file), file);
});

/** What node:test says of a batch: its exit code, and how many tests passed and failed. */
function outcomeOf(folder: string, files: Readonly<Record<string, string>>): (number | null)[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const batch = join(folder, "batch.test.mjs");
  writeFileSync(batch, together(Object.keys(files), folder));
  const { NODE_TEST_CONTEXT: _inner, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", batch], { encoding: "utf8", env }); // prettier-ignore
  const count = (what: string): number => Number(new RegExp(`^# ${what} (\\d+)`, "m").exec(stdout)?.[1]);
  return [status, count("pass"), count("fail")];
}

const hooks =
  'import { before, beforeEach, test } from "node:test"; import assert from "node:assert/strict"; let n = 0;';
const file = `${hooks} before(() => (n += 1)); beforeEach(() => (n += 10)); test("first", () => assert.equal(n, 11)); test("second", () => assert.equal(n, 21));`;

test("in a batch each file has its own hooks; a test that fails, and a file that cannot be read, fail the batch", () => {
  const folder = ownFolder("batch");
  assert.deepEqual(outcomeOf(folder, { "a.mjs": file, "b.mjs": file }), [0, 4, 0]);
  assert.deepEqual(outcomeOf(folder, { "a.mjs": file.replace("21", "22"), "b.mjs": file }), [1, 3, 1]);
  assert.deepEqual(outcomeOf(folder, { "a.mjs": "import './none.mjs';", "b.mjs": file })[0], 1);
  assert.deepEqual(outcomeOf(folder, { "a.mjs": "throw new Error('broken')", "b.mjs": file }).slice(0, 2), [1, 2]);
});

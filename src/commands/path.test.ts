import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { makeFolder } from "#platform/db/folder.ts";
import { placeOf } from "#platform/db/pools.ts";
import { ownFolder } from "../../test/folder.ts";
import { requireReadable, requireWritable } from "./path.ts";

const folder = ownFolder("path");
const file = join(folder, "x.xlsx");
writeFileSync(file, "");

const refusedWith = (code: string) => (thrown: unknown) => isProblem(thrown) && thrown.code === code;

test("a file to read is a file that is there", async () => {
  await requireReadable(file);
  await assert.rejects(requireReadable(folder), refusedWith("files.not_a_file"));
  await assert.rejects(requireReadable(join(folder, "none.xlsx")), refusedWith("files.not_found"));
  await assert.rejects(requireReadable(join(file, "below")), refusedWith("files.not_found"));
});

test("a file to write lies in a folder that is there", async () => {
  await requireWritable(file);
  await requireWritable(join(folder, "new.xlsx"));
  await assert.rejects(requireWritable(folder), refusedWith("files.not_a_file"));
  await assert.rejects(requireWritable(join(folder, "none", "x.xlsx")), refusedWith("files.folder_missing"));
});

test("a data folder where no folder can be made is refused at once", { timeout: 60_000 }, () => {
  const refused = refusedWith("db.data_folder_not_writable");
  if (process.platform === "linux") {
    assert.throws(() => makeFolder("/proc/x"), refused);
    assert.throws(() => makeFolder("/proc/x/y/z"), refused);
  }
  assert.throws(() => makeFolder(file), refused);
  assert.throws(() => makeFolder(join(file, "below")), refused);
  makeFolder(join(folder, "a", "b", "c"));
  makeFolder(join(folder, "a", "b", "c"));
});

test("a malformed address of a database is refused without being repeated", () => {
  for (const url of ["notaurl", "", "http://h/db", "postgres://a:b@h:99999/db", "postgres://h/db?sslrootcert=/none"])
    assert.throws(() => placeOf(url), refusedWith("db.address_malformed"), url);
  assert.deepEqual(placeOf("postgres://a:b@h:5433/db"), { host: "h", port: 5433, database: "db" });
});

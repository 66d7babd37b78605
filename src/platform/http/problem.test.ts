import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { problemOf, sentences } from "./problem.ts";

const coded = (code: string, message = ""): Error => Object.assign(new Error(message), { code });

test("a disk that cannot be read or written is a refusal with Retry-After and a sentence, not a fault of ours", () => {
  const met = [
    ...["EROFS", "EIO", "EACCES", "EPERM"].map((code) => coded(code)),
    coded("58030", 'could not read block 3 in file "base/16384/1259": Input/output error'),
    coded("42501", 'could not open file "base/16384/1259": Read-only file system'),
  ];
  for (const error of met) {
    const problem = problemOf(error);
    assert.deepEqual([problem.code, problem.status], ["db.disk_unwritable", 503], error.message);
    assert.equal(problem.data["retryAfter"], 60);
  }
  assert.ok(sentences["db.disk_unwritable"]);
});

test("a table that our role may not touch stays a bug, and so does a file that is not there", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-problem-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "file"), "");
  for (const path of ["none", "file/below"]) {
    const thrown: unknown = await open(join(folder, path)).catch((error: unknown) => error);
    assert.equal(problemOf(thrown).code, "http.failed", path);
  }
  assert.equal(problemOf(coded("42501", "permission denied for table entry")).code, "http.failed");
});

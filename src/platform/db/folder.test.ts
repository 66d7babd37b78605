import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { holdFolder } from "./folder.ts";

/** Takes the first step of the lock, as one does who asks in the same moment, says so, and lets go after a while. */
const contender = `
  import { DatabaseSync } from "node:sqlite";
  const lock = new DatabaseSync(process.argv[1]);
  lock.exec("BEGIN; SELECT * FROM sqlite_master");
  process.stdout.write("there");
  setTimeout(() => lock.close(), 20);
`;

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-folder-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function contended(t: TestContext): Promise<string> {
  const folder = newFolder(t);
  const file = join(folder, "tonghu.lock");
  writeFileSync(file, "");
  const child = spawn(process.execPath, ["--input-type=module", "-e", contender, file], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill());
  await once(child.stdout, "data");
  return folder;
} // prettier-ignore

const heldBy = (error: unknown): boolean => isProblem(error) && error.code === "db.data_folder_in_use";

test("whoever asks in the same moment as another gets the folder once that one has let go", async (t) => {
  holdFolder(await contended(t), 20_000).release();
});

test("a folder that stays held is in use, at once and after all patience", (t) => {
  const folder = newFolder(t);
  const hold = holdFolder(folder);
  t.after(hold.release);
  for (const patience of [0, 100]) assert.throws(() => holdFolder(folder, patience), heldBy);
});

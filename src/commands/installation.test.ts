import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import { openInstallation } from "./installation.ts";
import { refusalText } from "./refusal.ts";
import { command } from "./verify.ts";

let database: TestDatabase;
const folders: string[] = [];
before(async () => {
  database = await testDatabase();
});
after(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await database.close();
});

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "tonghu-installation-"));
  folders.push(made);
  return made;
};
const ioOf = (data: string, env: Record<string, string> = {}) => {
  const said: string[] = [];
  const urls = { DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl };
  const write = (text: string): void => void said.push(text);
  return { out: write, err: write, json: false, env: { TONGHU_DATA: data, ...urls, ...env }, said };
};
const start = async (data: string, env: Record<string, string> = {}): Promise<string> => {
  const io = ioOf(data, env);
  try {
    await (await openInstallation(io)).close();
    return "open";
  } catch (thrown) {
    assert.equal(isProblem(thrown) && thrown.status, 503, String(thrown));
    assert.equal(refusalText(thrown, command, io), 3);
    return io.said.join("\n");
  }
};

test("a second data folder on the same database is let in only with the key of the first", async () => {
  const [first, second, third] = [folder(), folder(), folder()];
  assert.equal(await start(first), "open");
  assert.equal(await start(first), "open");
  assert.match(await start(second), /TONGHU_IDENTITY_KEY.*identity\.key.*secret\.mismatch/);
  const key = readFileSync(join(first, "identity.key"), "utf8");
  assert.equal(await start(second, { TONGHU_IDENTITY_KEY: key.toUpperCase() }), "open");
  copyFileSync(join(first, "identity.key"), join(third, "identity.key"));
  assert.equal(await start(third), "open");
  const { rows } = await database.db.owner.query("select value from account_installation where key = 'identity'");
  assert.equal(rows.length, 1);
  assert.match(rows[0]?.value, /^[0-9a-f]{32}$/);
  assert.ok(!key.includes(rows[0]?.value));
});

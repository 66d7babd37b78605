import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import { dataFolder, openInstallation, root, withInstallation } from "./installation.ts";
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

const answerOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return "done";
  } catch (thrown) {
    const io = ioOf("");
    refusalText(thrown, command, io);
    return io.said.join("\n");
  }
};

test("a slip in TONGHU_DATA is no installation: refused, nothing made, and the one beside is named", async () => {
  const parent = folder();
  const beside = join(parent, "tonghu-data");
  mkdirSync(join(beside, "postgres"), { recursive: true });
  for (const file of ["tonghu.lock", "postgres/PG_VERSION"]) writeFileSync(join(beside, file), "");
  const io = { ...ioOf(join(parent, "tonghu-dta")), env: { TONGHU_DATA: join(parent, "tonghu-dta") } };
  const answer = await answerOf(() => withInstallation(io, async () => undefined));
  assert.match(
    answer,
    new RegExp(`tonghu-dta 中没有童护的数据。附近有数据的文件夹：${beside}。.*installation.missing`),
  );
  assert.deepEqual(readdirSync(parent), ["tonghu-data"]);
});

test("an empty TONGHU_DATA is none, and never the folder where one stands", () => {
  assert.equal(dataFolder(ioOf("")), join(root, "data"));
});

test("an empty database is begun by what may begin one, which says so; anything else refuses it", async () => {
  const empty = await testDatabase({ empty: true });
  try {
    const urls = { DATABASE_URL: empty.url, DATABASE_APP_URL: empty.appUrl };
    const io = ioOf(folder(), urls);
    const verify = () => withInstallation(io, async () => undefined);
    assert.match(await answerOf(verify), /数据库 test_\w+ 中没有童护的数据.*installation.missing/);
    assert.equal(await answerOf(() => withInstallation(io, async () => undefined, { existing: false })), "done");
    assert.match(io.said.join("\n"), /^数据库 test_\w+ 中还没有数据，正在新建一套童护。.*DATABASE_URL。$/);
    assert.equal(await answerOf(verify), "done");
  } finally {
    await empty.close();
  }
});

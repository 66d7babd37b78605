import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import { isProblem } from "#kernel/problem.ts";
import { lookWriter, sealLooks, traceKeys } from "#capabilities/trace/index.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import { machine } from "./machine.ts";
import { command } from "./verify.ts";
import { withInstallation } from "./installation.ts";

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "tonghu-verify-"));
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const ioOf = (json = false) => {
  const said: string[] = [];
  const write = (text: string): void => void said.push(text);
  const env = { TONGHU_DATA: folder, DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl };
  return { out: write, err: () => undefined, json, env, said };
};

const look: Look = {
  actor: { ...machine, area: "445281" }, address: null, route: "GET /x", kind: "file", children: [newId()], fields: [],
  purpose: null, asked: {}, personal: [], answer: "ok",
}; // prettier-ignore

const keep = (count: number): Promise<void> =>
  withInstallation(ioOf(), async ({ database: { pool, owner }, tonghu: { ground } }) => {
    const keys = traceKeys(ground.identitySecret);
    const write = lookWriter(pool, ground.clock, keys);
    for (let n = 0; n < count; n += 1) await write(look);
    await sealLooks({ owner, clock: ground.clock, keys });
  });

const run = async (values: Record<string, string>, json = false): Promise<{ code: number; said: string }> => {
  const io = ioOf(json);
  const code = await command.run(values, [], io);
  return { code, said: io.said.join("\n") };
};

const change = (text: string) => database.db.owner.query(text);

test("verify walks the traces too, and counts what was written a moment ago", async () => {
  await keep(2);
  const { code, said } = await run({});
  assert.equal(code, 0);
  assert.match(said, /访问记录 2 条（1 个区块），文件 0 个，发现 0 处问题/);
});

test("a seal remembers the traces' head: a tail that is cut with its head is named, and a seal that was edited is refused", async () => {
  const seal = join(folder, "heads.txt");
  await keep(1);
  assert.equal((await run({ seal })).code, 0);
  assert.equal((await run({ against: seal })).code, 0);
  const saved = (await change("select * from trace_block where number = 2")).rows[0];
  await change(`
    delete from trace_block where number = 2; delete from trace_look where block = 2;
    update trace_head set number = 1, digest = (select digest from trace_block where number = 1)`);
  assert.equal((await run({})).code, 0);
  const { code, said } = await run({ against: seal });
  assert.equal(code, 1);
  assert.match(said, /访问记录 第 2 区块：末尾与封存现状不符/);
  const text = readFileSync(seal, "utf8").replace(saved.digest, "0".repeat(64));
  writeFileSync(join(folder, "edited.txt"), text);
  await assert.rejects(
    run({ against: join(folder, "edited.txt") }),
    (thrown) => isProblem(thrown) && thrown.code === "seal.broken",
  );
});

test("an altered trace is named with its block and place, as text and as JSON", async () => {
  await change("update trace_look set post = 'director' where block = 1 and place = 2");
  const { code, said } = await run({});
  assert.equal(code, 1);
  assert.match(said, /访问记录 第 1 区块第 2 条：内容被改动/);
  const json = JSON.parse((await run({}, true)).said) as { traces: { faults: { block: number; what: string }[] } };
  assert.deepEqual(json.traces.faults.map(({ block, what }) => [block, what]), [[1, "changed"]]); // prettier-ignore
});

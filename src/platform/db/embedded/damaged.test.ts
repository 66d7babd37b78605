import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Answer, scratchFolder, startChild } from "#test/servers/child.ts";

/*
 * What is said of a data folder in which something is missing or broken: each time what it is, and that nothing was
 * changed. One cluster serves all of it: what a step takes away it puts back.
 */
test("a data folder with something missing or broken is refused in words, and opens again once it is whole", async (t) => {
  const data = join(scratchFolder(t), "data");
  const started = async (): Promise<Answer> => {
    const child = await startChild(t, data);
    if (child.first.ready !== undefined) await child.ask("close");
    return child.first;
  };
  const first = await startChild(t, data);
  await first.ask("owner create table kept (n int)");
  await first.ask("owner insert into kept values (1) returning n");
  const { rows } = await first.ask("owner select pg_relation_filepath('kept') as path");
  await first.ask("close");

  const version = join(data, "postgres", "PG_VERSION");
  renameSync(version, `${version}.away`);
  const incomplete = await started();
  assert.deepEqual([incomplete.problem, incomplete.data?.["file"]], ["db.cluster_incomplete", "PG_VERSION"]);
  renameSync(`${version}.away`, version);

  const owner = join(data, "database-owner.json");
  const login = readFileSync(owner);
  truncateSync(owner, 3);
  assert.equal((await started()).problem, "db.login_file");
  rmSync(owner);
  assert.deepEqual((await started()).data, { file: owner }, "a new password would not open the old database");
  writeFileSync(owner, login, { mode: 0o600 });

  const table = openSync(join(data, "postgres", String(rows?.[0]?.["path"])), "r+");
  writeSync(table, Buffer.alloc(4000, 7), 0, 4000, 4000);
  closeSync(table);
  const again = await startChild(t, data);
  assert.deepEqual(again.first, { ready: again.pid }, "one broken table keeps nobody from the others");
  assert.equal((await again.ask("owner select count(*) from kept")).problem, "db.damaged");
  assert.deepEqual((await again.ask("owner select 1 as n")).rows, [{ n: 1 }]);
  await again.ask("close");
});

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { askUntilRows, atEnd, type Child, endServerOf, scratchFolder, startChild } from "#test/servers/child.ts";
import { freeMegabytes } from "../folder.ts";
import { isRoot } from "./user.ts";

const megabyte = 1_048_576;

interface SmallDisk {
  readonly folder: string;
  readonly resize: (options: string) => void;
}

/** A small file system of its own; undefined, and said aloud, where we may not mount. */
function smallDisk(t: TestContext, options: string): SmallDisk | undefined {
  const folder = join(scratchFolder(t), "disk");
  mkdirSync(folder);
  const mount = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { encoding: "utf8" });
  if (!isRoot() || mount.status !== 0) {
    t.diagnostic(`NOT TRIED: a full disk needs root and mount (${mount.stderr?.trim() ?? mount.error?.message})`);
    return undefined;
  }
  atEnd(t, async () => {
    await endServerOf(join(folder, "data"));
    execFileSync("umount", ["-l", folder]);
  });
  return { folder, resize: (more) => void execFileSync("mount", ["-o", `remount,${more}`, folder]) };
}

async function startsWhole(t: TestContext, data: string): Promise<void> {
  const child = await startChild(t, data);
  assert.deepEqual(child.first, { ready: child.pid });
  assert.deepEqual((await child.ask("select 1 as n")).rows, [{ n: 1 }]);
  assert.deepEqual(await child.ask("close"), { closed: true });
}

test("too little space for a cluster: said at once, nothing begun; with space it starts", async (t) => {
  const disk = smallDisk(t, "size=60m");
  if (!disk) return;
  const data = join(disk.folder, "data");
  const refused = await startChild(t, data);
  assert.equal(refused.first.problem, "db.disk_full");
  assert.ok(!existsSync(join(data, "postgres")) && !existsSync(join(data, "postgres.new")));
  disk.resize("size=400m");
  await startsWhole(t, data);
});

test("the disk fills up in the middle of initdb: no half-made cluster; with space it starts", async (t) => {
  const disk = smallDisk(t, "size=400m,nr_inodes=600");
  if (!disk) return;
  const data = join(disk.folder, "data");
  const refused = await startChild(t, data);
  assert.equal(refused.first.problem, "db.disk_full", JSON.stringify(refused.first));
  assert.deepEqual(readdirSync(data).filter((name) => name.startsWith("postgres")), []); // prettier-ignore
  disk.resize("size=400m,nr_inodes=20000");
  await startsWhole(t, data);
});

test("not even the data folder's first file fits", async (t) => {
  const disk = smallDisk(t, "size=400m,nr_inodes=2");
  if (!disk) return;
  const refused = await startChild(t, join(disk.folder, "data"));
  assert.equal(refused.first.problem, "db.disk_full", JSON.stringify(refused.first));
});

test("an existing cluster on a full disk: refused or started, never harmed", async (t) => {
  const disk = smallDisk(t, "size=400m");
  if (!disk) return;
  const data = join(disk.folder, "data");
  await startsWhole(t, data);
  fill(disk.folder, 0);
  const refused = await startChild(t, data);
  if (refused.first.ready === undefined)
    assert.equal(refused.first.problem, "db.disk_full", JSON.stringify(refused.first));
  await refused.kill("SIGKILL");
  rmSync(join(disk.folder, "ballast"));
  await startsWhole(t, data);
});

function fill(folder: string, leave: number): void {
  const ballast = join(folder, "ballast");
  while (freeMegabytes(folder) > leave) writeFileSync(ballast, Buffer.alloc(megabyte), { flag: "a" });
}

const insert =
  "owner insert into kept select repeat(md5(random()::text), 30000) from generate_series(1, 4) returning 1 as n";

async function writeUntilRefused(child: Child): Promise<number> {
  for (let stored = 0; stored < 400; stored++) {
    const answer = await child.ask(insert);
    if (!answer.rows) {
      assert.ok(
        ["db.disk_full", "db.unavailable", "db.outcome_unknown"].includes(answer.problem ?? ""),
        JSON.stringify(answer),
      );
      return stored;
    }
  }
  throw new Error("the disk never filled up");
}

test("writing on a full disk: refused as db.disk_full, every acknowledged row is there, and it recovers by itself", async (t) => {
  const disk = smallDisk(t, "size=400m");
  if (!disk) return;
  const data = join(disk.folder, "data");
  const child = await startChild(t, data);
  await child.ask("owner create table kept (x text)");
  await child.ask("owner alter table kept alter x set storage external");
  fill(disk.folder, 60);
  const stored = await writeUntilRefused(child);
  assert.ok(stored > 0);
  rmSync(join(disk.folder, "ballast"));
  const counted = await askUntilRows(child, "owner select count(*)::int as n from kept", 60);
  assert.deepEqual(counted.rows, [{ n: stored * 4 }]);
  assert.ok((await child.ask(insert)).rows);
  assert.deepEqual(await child.ask("close"), { closed: true });
  await startsWhole(t, data);
});

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { randomBytes } from "node:crypto";
import { writeAside } from "#platform/files/index.ts";
import { compiled } from "../../test/compiled.ts";
import { atEnd, scratchFolder } from "../../test/servers/child.ts";
import { populate, registerChild, site } from "../../test/site.ts";
import type { Io } from "./command.ts";
import { openInstallation, root } from "./installation.ts";

/* Backup and restore as processes of their own, beside a running one, on the embedded database; and what stops them. */

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const cli = join(root, "src/cli.ts");

function start(args: readonly string[], env: Record<string, string>, shell?: string) {
  const all = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...compiled, ...env };
  const words = [cli, ...args, "--json"];
  const child = shell
    ? spawn("/bin/sh", ["-c", `${shell} exec "$0" "$@"`, process.execPath, ...words], { env: all })
    : spawn(process.execPath, words, { env: all });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, said }));
  return { child, ended, heard: () => said };
}

const run = (args: readonly string[], env: Record<string, string>, shell?: string): Promise<Ended> =>
  start(args, env, shell).ended;

const ioOf = (env: Record<string, string>): Io => {
  const nothing = (): void => undefined;
  return { out: nothing, err: nothing, pour: async () => undefined, json: true, env };
};

/** A file system of a few kilobytes, where the machine lets us have one. */
function tinyDisk(t: TestContext, folder: string): string | undefined {
  const place = join(folder, "tiny");
  mkdirSync(place);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=400k,mode=755", "none", place]);
  if (status !== 0) {
    t.diagnostic("no file system of its own may be mounted here: tried with a limit on the size of files only");
    return undefined;
  }
  atEnd(t, () => void spawnSync("umount", [place]));
  return place;
}

test("beside a running installation a backup is made and restored elsewhere; a full disk leaves no file", async (t) => {
  const folder = scratchFolder(t);
  const [out, data, second] = [join(folder, "out"), join(folder, "data"), join(folder, "second")];
  for (const place of [out, second, join(data, "uploads")]) mkdirSync(place, { recursive: true });
  const env = { TONGHU_DATA: data };
  const running = await openInstallation(ioOf(env));
  atEnd(t, () => running.close());
  await populate(running, 10);
  const { files } = running.tonghu.ground.vault;
  const written = await writeAside(join(data, "uploads", "a.returned.xlsx"), randomBytes(3_000_000), files);
  await written.keep();

  const stopping = new AbortController();
  const writing = (async () => {
    for (let n = 0; !stopping.signal.aborted; n += 1) await registerChild(running.tonghu, `同时童${n}`);
  })();
  const file = join(out, "a.tonghu");
  const made = await run(["backup", "--out", file], env);
  stopping.abort();
  await writing;
  assert.equal(made.code, 0, made.said);
  assert.match(made.said, /backup\.key/, "a new key is told of");
  for (const name of [join(data, "backup.key"), file]) assert.equal(statSync(name).mode & 0o077, 0, name);

  const limits: [string, string | undefined][] = [[out, "ulimit -f 512;"]]; // 256 or 512 kB
  const tiny = tinyDisk(t, folder);
  if (tiny !== undefined) limits.push([tiny, undefined]);
  for (const [place, shell] of limits) {
    const names = readdirSync(place);
    const refused = await run(["backup", "--out", join(place, "full.tonghu")], env, shell);
    assert.match(refused.said, /"code":"backup\.disk_full"/);
    assert.equal(refused.code, 3, refused.said);
    assert.deepEqual(readdirSync(place), names);
  }

  for (const name of ["identity.key", "master.key", "backup.key"]) copyFileSync(join(data, name), join(second, name));
  chmodSync(join(second, "backup.key"), 0o644);
  assert.match((await run(["restore", file], { TONGHU_DATA: second })).said, /"code":"backup\.key_open"/);
  chmodSync(join(second, "backup.key"), 0o600);
  const restored = await run(["restore", file], { TONGHU_DATA: second });
  assert.equal(restored.code, 0, restored.said);
  const [upload, before] = [second, data].map((place) => readFileSync(join(place, "uploads/a.returned.xlsx")));
  assert.ok(before && upload?.equals(before));
  const verified = await run(["verify"], { TONGHU_DATA: second });
  assert.equal(verified.code, 0, verified.said);
  const verdict = JSON.parse(verified.said) as { subjects: number; files: object };
  assert.ok(verdict.subjects >= 10);
  assert.deepEqual(verdict.files, { checked: 1, faults: [] }, "what came back opens with the master key");
});

test("a stop by hand leaves no file; a restore that is killed says so to whoever opens it, and begins again", async (t) => {
  const [here, there] = [await site(), await site({ empty: true })];
  atEnd(t, () => there.close());
  atEnd(t, () => here.close());
  const running = await here.open();
  await populate(running, 40);
  await running.close();
  const out = join(here.data, "out");
  mkdirSync(out);
  const file = join(out, "a.tonghu");
  const made = await run(["backup", "--out", file], here.env);
  assert.equal(made.code, 0, made.said);

  // a table that somebody holds keeps the backup waiting, so that it can be stopped in the middle
  const holder = await here.database.db.owner.connect();
  await holder.query("begin; lock table entry in access exclusive mode");
  const waiting = start(["backup", "--out", join(out, "b.tonghu")], here.env);
  for (let n = 0; n < 200 && (await waitingLocks(holder)) === 0; n += 1) await pause(50);
  waiting.child.kill("SIGTERM");
  await pause(200);
  await holder.query("rollback");
  holder.release();
  const stopped = await waiting.ended;
  assert.match(stopped.said, /"code":"backup\.stopped"/);
  assert.equal(stopped.code, 3);
  assert.deepEqual(readdirSync(out).toSorted(), ["a.tonghu", "keys.tonghu"]);

  for (const name of ["identity.key", "master.key", "backup.key"])
    copyFileSync(join(here.data, name), join(there.data, name));
  const killed = start(["restore", file], there.env);
  for (let n = 0; n < 600 && !killed.heard().includes("正在由记录重新生成"); n += 1) await pause(20);
  killed.child.kill("SIGKILL");
  assert.equal((await killed.ended).code, null);
  await assert.rejects(there.open(), { code: "backup.half_restored", status: 503 });
  const refused = await run(["verify"], there.env);
  assert.match(refused.said, /"code":"backup\.half_restored"/);
  assert.equal(refused.code, 3);

  let again = await run(["restore", file], there.env);
  // the killed one's connection may still be ending
  for (let n = 0; n < 50 && again.said.includes("backup.running"); n += 1) again = await run(["restore", file], there.env); // prettier-ignore
  assert.equal(again.code, 0, again.said);
  assert.equal((await run(["verify"], there.env)).code, 0);
});

async function waitingLocks(holder: { query(text: string): Promise<{ rowCount: number | null }> }): Promise<number> {
  const { rowCount } = await holder.query("select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())"); // prettier-ignore
  return rowCount ?? 0;
}

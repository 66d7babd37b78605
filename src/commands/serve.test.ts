import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd, isGone, isRunning, scratchFolder } from "#test/servers/child.ts";

const cli = join(import.meta.dirname, "../cli.ts");

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 2400 && !holds(); i++) await pause(50);
  assert.ok(holds());
}

test("as npm starts it, in a shell: a signal that ends the shell alone ends the server and its database", async (t) => {
  if (process.platform === "win32") return t.diagnostic("NOT TRIED: Windows has no such signals");
  const data = join(scratchFolder(t), "data");
  const env = { ...process.env, TONGHU_DATA: data, PORT: "0", npm_lifecycle_event: "start", DATABASE_URL: undefined };
  // two commands, so that the shell stays and does not become the server
  const shell = spawn("/bin/sh", ["-c", '"$0" "$1" serve --empty; true', process.execPath, cli], { env });
  atEnd(t, () => void shell.kill("SIGKILL"));
  let said = "";
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  await until(() => said.includes("童护已启动"));
  assert.match(said, new RegExp(`数据文件夹 ${data} 中还没有数据，正在新建一套童护。`));
  const { pid } = JSON.parse(readFileSync(join(data, "tonghu.lock.json"), "utf8")) as { pid: number };
  atEnd(t, () => void (isRunning(pid) && process.kill(pid, "SIGKILL")));
  assert.notEqual(pid, shell.pid);
  shell.kill("SIGTERM");
  assert.ok(await isGone(pid));
  assert.ok(!existsSync(join(data, "postgres", "postmaster.pid")));
});

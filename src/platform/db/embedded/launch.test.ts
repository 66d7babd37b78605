import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import pg from "pg";
import {
  anotherServer,
  askUntilRows,
  type Child,
  isGone,
  isRunning,
  scratchFolder,
  serverPid,
  startChild,
  starters,
} from "#test/servers/child.ts";
import { isRoot, ordinaryUser } from "./user.ts";

const notes: string[] = [];
const who = starters({ diagnostic: (text) => notes.push(text) });

test("who may start it here", (t) => notes.forEach((note) => t.diagnostic(note)));

const count = "owner select count(*)::int as n from kept";

async function remember(child: Child): Promise<void> {
  assert.deepEqual(child.first, { ready: child.pid });
  assert.equal((await child.ask("owner create table kept (n int)")).bug, undefined);
  assert.deepEqual((await child.ask("owner insert into kept values (1) returning n")).rows, [{ n: 1 }]);
}

for (const [name, user] of who) {
  test(`as ${name}: starts on an empty folder, stops without leaving anything, finds its rows again`, async (t) => {
    const data = join(scratchFolder(t, user), "data");
    const first = await startChild(t, data, { user });
    await remember(first);
    const server = serverPid(data);
    assert.ok(isRunning(server));
    assert.deepEqual(await first.ask("close"), { closed: true });
    assert.ok(!isRunning(server));
    assert.deepEqual(await first.ended(), { code: 0, signal: null });
    const second = await startChild(t, data, { user });
    assert.deepEqual((await second.ask(count)).rows, [{ n: 1 }]);
    assert.deepEqual(await second.ask("close"), { closed: true });
  });

  test(`as ${name}: kill -9 of Tonghu; the next start stops the server left behind and has every commit`, async (t) => {
    const data = join(scratchFolder(t, user), "data");
    const first = await startChild(t, data, { user });
    await remember(first);
    const orphan = serverPid(data);
    await first.kill("SIGKILL");
    assert.ok(isRunning(orphan), "the server outlives a killed parent");
    const second = await startChild(t, data, { user });
    assert.deepEqual((await second.ask(count)).rows, [{ n: 1 }]);
    assert.ok(!isRunning(orphan));
    await second.ask("close");
  });

  test(`as ${name}: kill -9 of PostgreSQL; statements are refused, then answered again, by the same Tonghu`, async (t) => {
    const data = join(scratchFolder(t, user), "data");
    const child = await startChild(t, data, { user });
    await remember(child);
    const killed = serverPid(data);
    process.kill(killed, "SIGKILL");
    const answer = await child.ask(count);
    // which of the two, is a matter of the moment in which the connection broke
    if (!answer.rows) assert.match(answer.problem ?? "", /^db\.(?:unavailable|outcome_unknown)$/);
    const next = await anotherServer(data, killed);
    assert.notEqual(next, killed);
    assert.deepEqual((await askUntilRows(child, count)).rows, [{ n: 1 }]);
    await child.ask("close");
    assert.ok(await isGone(next));
  });
}

test("kill -9 of both; the next start recovers", async (t) => {
  const data = join(scratchFolder(t), "data");
  const first = await startChild(t, data);
  await remember(first);
  process.kill(serverPid(data), "SIGKILL");
  await first.kill("SIGKILL");
  const second = await startChild(t, data);
  assert.deepEqual(second.first, { ready: second.pid });
  assert.deepEqual((await second.ask(count)).rows, [{ n: 1 }]);
  await second.ask("close");
});

test("a stale postmaster.pid whose pid is somebody else's now: started all the same, the other process untouched", async (t) => {
  const data = join(scratchFolder(t), "data");
  const first = await startChild(t, data);
  await remember(first);
  const text = readFileSync(join(data, "postgres", "postmaster.pid"), "utf8");
  await first.ask("close");
  const other = await startChild(t, join(scratchFolder(t), "data"));
  writeFileSync(join(data, "postgres", "postmaster.pid"), text.replace(/^\d+/, String(other.pid)));
  const second = await startChild(t, data);
  assert.deepEqual((await second.ask(count)).rows, [{ n: 1 }]);
  assert.ok(isRunning(other.pid));
  await Promise.all([second.ask("close"), other.ask("close")]);
});

test("two at once on one new folder: one has it, the other is told who", async (t) => {
  const data = join(scratchFolder(t), "data");
  const both = await Promise.all([startChild(t, data), startChild(t, data)]);
  const winner = both.find(({ first }) => first.ready !== undefined);
  const loser = both.find(({ first }) => first.problem !== undefined);
  assert.ok(winner && loser, JSON.stringify(both.map(({ first }) => first)));
  assert.equal(loser.first.problem, "db.data_folder_in_use");
  const third = await startChild(t, data);
  assert.equal(third.first.problem, "db.data_folder_in_use");
  assert.equal(third.first.data?.["pid"], winner.pid);
  await remember(winner);
  await winner.ask("close");
});

test("a command beside a running server joins it, and leaves it running", async (t) => {
  const data = join(scratchFolder(t), "data");
  const server = await startChild(t, data);
  await remember(server);
  const beside = await startChild(t, data, { join: true });
  assert.deepEqual((await beside.ask(count)).rows, [{ n: 1 }]);
  assert.deepEqual(await beside.ask("close"), { closed: true });
  assert.deepEqual((await server.ask(count)).rows, [{ n: 1 }]);
  await server.ask("close");
});

for (const end of ["SIGTERM", "SIGINT", "SIGHUP", "exit", "throw"] as const) {
  test(`ended by ${end}: no server is left behind`, async (t) => {
    const data = join(scratchFolder(t), "data");
    const child = await startChild(t, data);
    await remember(child);
    const server = serverPid(data);
    if (end.startsWith("SIG")) await child.kill(end as NodeJS.Signals);
    else child.tell(end);
    const { code, signal } = await child.ended();
    assert.deepEqual({ code, signal }, { SIGTERM: { code: null, signal: "SIGTERM" }, SIGINT: { code: null, signal: "SIGINT" }, SIGHUP: { code: null, signal: "SIGHUP" }, exit: { code: 7, signal: null }, throw: { code: 1, signal: null } }[end]); // prettier-ignore
    assert.ok(await isGone(server));
  });
}

test("nobody gets in without the password, and nothing listens beyond this machine", async (t) => {
  const data = join(scratchFolder(t), "data");
  const child = await startChild(t, data);
  await remember(child);
  for (const user of ["tonghu_owner", "postgres", "tonghu_app"]) {
    for (const password of ["", "wrong", user]) {
      const client = new pg.Client({ host: join(data, "postgres"), port: 5432, database: "tonghu", user, password });
      await assert.rejects(client.connect());
    }
  }
  const asked = "owner select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync";
  assert.deepEqual((await child.ask(asked)).rows, [{ addresses: "", fsync: "on" }]);
  for (const name of ["database-owner.json", "database-login-embedded.json"]) {
    assert.equal(statSync(join(data, name)).mode & 0o777, 0o600);
  }
  assert.equal(statSync(data).mode & 0o777, 0o700);
  await child.ask("close");
});

test("a path too long for a socket: a port of this machine, with the password", async (t) => {
  const folder = join(scratchFolder(t), "a-very-long-name-".repeat(8));
  mkdirSync(folder, { mode: 0o700 });
  const data = join(folder, "data");
  const child = await startChild(t, data);
  await remember(child);
  const asked = "owner select current_setting('listen_addresses') as addresses, inet_server_addr()::text as at";
  assert.deepEqual((await child.ask(asked)).rows, [{ addresses: "127.0.0.1", at: "127.0.0.1/32" }]);
  await child.ask("close");
  const port = Number(readFileSync(join(data, "postgres", "postmaster.opts"), "utf8").match(/"-p" "(\d+)"/)?.[1]);
  assert.ok(port > 1023);
});

test("a cluster that root copied, with a loose mask, is made to fit", async (t) => {
  if (!isRoot()) return t.diagnostic("not root: nothing to copy as");
  const data = join(scratchFolder(t), "data");
  const first = await startChild(t, data);
  await remember(first);
  await first.ask("close");
  const { execFileSync } = await import("node:child_process");
  execFileSync("sh", [
    "-c",
    'umask 022; cp -r "$1" "$1.copy" && rm -r "$1" && mv "$1.copy" "$1"',
    "sh",
    join(data, "postgres"),
  ]);
  const second = await startChild(t, data);
  assert.deepEqual((await second.ask(count)).rows, [{ n: 1 }]);
  assert.equal(statSync(join(data, "postgres")).uid, ordinaryUser().uid);
  await second.ask("close");
});

test("a cluster of another version is left alone, and said so", async (t) => {
  const data = join(scratchFolder(t), "data");
  const first = await startChild(t, data);
  await remember(first);
  await first.ask("close");
  const file = join(data, "postgres", "PG_VERSION");
  writeFileSync(file, "17\n");
  const second = await startChild(t, data);
  assert.equal(second.first.problem, "db.cluster_version");
  assert.equal(second.first.data?.["found"], "17");
  assert.equal(readFileSync(file, "utf8"), "17\n");
});

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { systemClock } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import { identitySecret } from "#platform/crypto/secret.ts";
import { silentLog } from "#platform/db/log.ts";
import { openDatabase } from "#platform/db/database.ts";
import { verify } from "#platform/journal/verify.ts";
import { installedVault } from "../../src/commands/vault.ts";
import { compose } from "../../src/composition.ts";
import { leftBehind, places } from "../places.ts";

/*
 * The server is killed while it commits, again and again, and so is its database. Every acknowledged command is there
 * exactly once, and so is every command that was repeated until it was acknowledged. TONGHU_KILLS sets how often
 * (a release is tried with 200).
 */
const KILLS = Number(process.env["TONGHU_KILLS"] ?? 4);

interface Running {
  readonly process: ChildProcess;
  readonly address: string;
  readonly cookie: string;
}

async function start(dataDir: string): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "server.ts")], {
    env: { ...process.env, TONGHU_DATA: dataDir, DATABASE_URL: undefined },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { address, personId } = JSON.parse(line) as { address: string; personId: string };
  const opened = await fetch(`${address}/api/account/demo-sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ personId }),
  });
  assert.equal(opened.status, 200, await opened.text());
  return { process: child, address, cookie: opened.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

interface Sent {
  readonly url: string;
  readonly body: { readonly id: string; readonly childId?: string; readonly [more: string]: unknown };
  acknowledged: boolean;
}

async function send(to: Running, sent: Sent): Promise<void> {
  try {
    const headers = { "content-type": "application/json", cookie: to.cookie };
    const answer = await fetch(to.address + sent.url, {
      method: "POST",
      headers,
      body: JSON.stringify(sent.body),
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.status === 200) sent.acknowledged = true;
    else assert.ok(answer.status === 503 || answer.status === 507, `${answer.status} ${await answer.text()}`);
  } catch (thrown) {
    if (thrown instanceof assert.AssertionError) throw thrown; // anything else: the line went dead
  }
}

let n = 0;
const registration = (): Sent => {
  n += 1;
  const childId = newId();
  return {
    url: "/api/registry/children",
    body: { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, name: `断电${n}` } },
    acknowledged: false,
  };
};
const visitTo = (childId: string): Sent => ({
  url: `/api/visit/children/${childId}/visits`,
  body: { id: newId(), kind: "contact", form: "puning@1" },
  acknowledged: false,
});

/** Writes as eight people at once until told to stop. */
async function load(to: Running, log: Sent[], stopped: () => boolean): Promise<void> {
  const writer = async (): Promise<void> => {
    while (!stopped()) {
      const known = log.filter((sent) => sent.acknowledged && sent.body.childId !== undefined);
      const child = known[Math.floor(Math.random() * known.length)];
      const sent =
        child?.body.childId !== undefined && Math.random() < 0.6 ? visitTo(child.body.childId) : registration();
      log.push(sent);
      await send(to, sent);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

/** Sends again what nobody acknowledged, until somebody did: a killed database is back within a minute. */
async function repeat(to: Running, log: readonly Sent[]): Promise<void> {
  const open = (): Sent[] => log.filter((sent) => !sent.acknowledged);
  for (const since = Date.now(); open().length > 0; await sleep(300)) {
    assert.ok(Date.now() - since < 60_000, `${open().length} commands are not acknowledged`);
    for (const sent of open()) await send(to, sent);
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) =>
    child.exitCode !== null || child.signalCode !== null ? resolve() : child.once("exit", () => resolve()),
  );

const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

const quiet = { out: () => undefined, err: () => undefined, env: {}, json: false };

/** What the log says was acknowledged, against what the journal holds. */
async function compare(dataDir: string, log: readonly Sent[]): Promise<void> {
  const database = await openDatabase({ dataDir, log: silentLog });
  try {
    const { rows } = await database.owner.query<{ id: string; n: number }>(
      "select id, count(*)::int as n from entry group by id",
    );
    const stored = new Map(rows.map((row) => [row.id, row.n]));
    assert.ok(rows.every((row) => row.n === 1));
    const lost = log.filter((sent) => sent.acknowledged && !stored.has(sent.body.id));
    assert.deepEqual(lost, []);
    const visits = await database.owner.query(
      "select (select count(*) from visit_record)::int as views, (select count(*) from entry where kind = 'visit.recorded')::int as entries",
    );
    assert.equal(visits.rows[0].views, visits.rows[0].entries);
    const client = await database.owner.connect();
    const secret = identitySecret(dataDir);
    const tonghu = await compose({
      pool: database.pool,
      clock: systemClock,
      identitySecret: secret,
      vault: await installedVault({ io: quiet, dataDir, owner: database.owner, secret }),
      policyFolder: defaultFolder,
    });
    const verdict = await verify(client, tonghu.machine).finally(() => client.release());
    assert.deepEqual(verdict.faults, []);
    await database.owner.query("create extension if not exists amcheck");
    await database.owner.query(
      "select bt_index_check(c.oid, true) from pg_class c join pg_index i on i.indexrelid = c.oid join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relkind = 'i' and c.relnamespace = 'public'::regnamespace",
    );
  } finally {
    await database.close();
  }
}

for (const [what, victim] of [
  ["server", (running: Running) => running.process.pid ?? 0],
  ["database", (_: Running, dataDir: string) => postmaster(dataDir)],
] as const) {
  test(
    `the ${what} is killed ${KILLS} times while it commits: nothing acknowledged is lost, nothing is doubled`,
    { timeout: 60_000 + KILLS * 20_000 },
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), "tonghu-crash-"));
      const log: Sent[] = [];
      let running = await start(dataDir);
      try {
        for (let kill = 0; kill < KILLS; kill += 1) {
          let stop = false;
          const loading = load(running, log, () => stop);
          await sleep(400 + Math.random() * 600);
          process.kill(victim(running, dataDir), "SIGKILL");
          await sleep(what === "database" ? 3000 : 50);
          stop = true;
          await loading;
          if (what === "server") {
            await ended(running.process);
            running = await start(dataDir);
          } else if (running.process.exitCode !== null) running = await start(dataDir);
          await repeat(running, log);
        }
      } finally {
        running.process.kill("SIGTERM");
        await ended(running.process);
      }
      assert.ok(log.length > KILLS * 5, `only ${log.length} commands were sent`);
      await compare(dataDir, log);
      await rm(dataDir, { recursive: true, force: true });
    },
  );
}

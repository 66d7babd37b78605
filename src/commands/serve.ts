import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { isProblem, Problem } from "#kernel/problem.ts";
import { ensureAdministrator, isHalfFilled } from "#capabilities/account/index.ts";
import { keepLists, resumeRuns, sourceWorldOf } from "#capabilities/comparison/index.ts";
import { settleCuts, tidyExports } from "#capabilities/export/index.ts";
import { closeOrphans, tidyUploads } from "#capabilities/survey/index.ts";
import * as task from "#capabilities/task/index.ts";
import { keepTraces } from "#capabilities/trace/index.ts";
import { keepingOf, sentence, serverOf } from "../composition.ts";
import { tellPassword } from "./account.ts";
import type { Command, Io } from "./command.ts";
import { exposureOf, listeningOn } from "./exposed.ts";
import { fill, SAMPLE } from "./demo.ts";
import { keepHeapSmall } from "./heap.ts";
import { type Installation, openInstallation, root } from "./installation.ts";
import { logTo } from "./log.ts";
import { outdated, unwritable } from "./pages.ts";
import { nothingMore } from "./usage.ts";
import { mountWeb } from "./web.ts";
import { encryptClear } from "#platform/crypto/filesOnDisk.ts";
import { WAITING_CONNECTIONS } from "#platform/http/crowd.ts";
import { workingRates } from "#platform/http/rates.ts";

/**
 * Builds what is missing or outdated of the web pages, with the program that `npm run build` runs.
 * Errors: serve.pages_unwritable { folder } in a checkout of somebody else, serve.build_failed.
 */
async function buildMissing(io: Io): Promise<void> {
  const wanted = outdated(root);
  if (wanted.length === 0) return;
  const folder = unwritable(root, wanted);
  if (folder !== undefined) throw new Problem("serve.pages_unwritable", { folder });
  io.err("正在构建网页…");
  const child = spawn(process.execPath, [join(root, "tools/build.ts"), ...wanted], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Problem("serve.build_failed");
}

/** An installation that has never been used gets the sample county, unless told otherwise. */
async function sampleIfEmpty(installation: Installation, io: Io, wanted: boolean): Promise<void> {
  if (!wanted) return;
  const { rows } = await installation.database.owner.query(
    "select 1 from entry union all select 1 from account_post where kind <> 'system_admin' limit 1",
  );
  if (rows.length > 0 && !(await isHalfFilled(installation.database.owner))) return;
  io.err("首次启动：正在载入普宁市区划并生成虚构的演示儿童，约需一分钟…");
  await fill(installation, io, { ...SAMPLE, visits: true });
}

function portOf(io: Io): number {
  const text = io.env["PORT"] ?? "8080";
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Problem("serve.port_wrong", { port: text.slice(0, 20) });
  return Number(text);
}

function listenProblem(thrown: unknown, host: string, port: number): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return new Problem("serve.port_in_use", { port });
  if (code === "EACCES") return new Problem("serve.port_forbidden", { port });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return new Problem("serve.host_wrong", { host });
  return thrown;
}

/** Said before the minute that a first start takes. Errors: serve.port_in_use, port_forbidden, host_wrong. */
async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, "listening");
  } catch (thrown) {
    throw listenProblem(thrown, host, port);
  } finally {
    probe.close();
  }
}

const DAY = 86_400_000;

/** Closes what a stopped server left running, and removes uploads past their time: now, and once a day. */
async function keepHouse(installation: Installation, folder: string): Promise<NodeJS.Timeout> {
  const { database, dataDir, tonghu } = installation;
  await closeOrphans(database.owner, new Date().toISOString());
  await task.closeOrphans(database.owner, new Date().toISOString());
  await tidyUploads({ folder }, new Date(), false);
  await encryptClear(dataDir, tonghu.ground.vault.files);
  return setInterval(() => void tidyUploads({ folder }, new Date(), true).catch(() => undefined), DAY).unref();
}

const MINUTE = 60_000;

/** Removes exported files whose time is over, and settles which are handed out no more: now, and every minute. */
async function keepExports({ tonghu }: Installation, folder: string): Promise<NodeJS.Timeout> {
  const settled = (): Promise<void> => settleCuts(tonghu.ground);
  await settled();
  await tidyExports(folder, new Date(), false);
  const minute = (): Promise<unknown> => Promise.all([settled(), tidyExports(folder, new Date(), true)]);
  return setInterval(() => void minute().catch(() => undefined), MINUTE).unref();
}

/** Traces stay where they were written, and are sealed by the next step. */
const tellTo = (io: Io) => (thrown: unknown) =>
  logTo(io).warn(
    isProblem(thrown) ? { code: thrown.code, ...thrown.data } : { reason: String(thrown) },
    "traces could not be sealed",
  );

/**
 * `npm start` runs us in a shell, and a signal that npm hands down ends that shell and never reaches us: whoever is left
 * alone so stops as if told to.
 */
function stopWithNpm(env: Io["env"]): void {
  if (env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

export const command: Command = {
  name: "serve",
  zh: "启动服务（首次启动时建库并生成演示县）",
  en: "Start the server; a first start makes the database and a sample county",
  usage: "[--empty]",
  options: { empty: { type: "boolean" } },
  run: async (values, positionals, io) => {
    nothingMore(positionals);
    stopWithNpm(io.env);
    const port = portOf(io);
    const host = listeningOn(io.env["HOST"]);
    await requireFreePort(host, port);
    await buildMissing(io);
    keepHeapSmall();
    const installation = await openInstallation(io, { poolSize: 20 });
    const uploads = join(installation.dataDir, "uploads");
    const exports = join(installation.dataDir, "exports");
    let daily: NodeJS.Timeout | undefined;
    let minutely: NodeJS.Timeout | undefined;
    let stopKeeping: (() => Promise<void>) | undefined;
    let stopLists: (() => Promise<void>) | undefined;
    try {
      daily = await keepHouse(installation, uploads);
      minutely = await keepExports(installation, exports);
      await sampleIfEmpty(installation, io, values["empty"] !== true);
      const administrator = await ensureAdministrator(installation.database.owner, installation.tonghu.ground.clock);
      const app = await serverOf(installation.tonghu, uploads, "warn", { exports, rates: workingRates });
      await mountWeb(app, join(root, "dist/web"));
      await app.listen({ port, host, backlog: WAITING_CONNECTIONS }).catch((thrown: unknown) => {
        throw listenProblem(thrown, host, port);
      });
      const lists = sourceWorldOf(installation.tonghu, uploads, sentence);
      await resumeRuns(lists, logTo(io));
      stopLists = keepLists(lists, logTo(io));
      stopKeeping = keepTraces({ ...keepingOf(installation.tonghu, installation.database.owner), failed: tellTo(io) });
      io.out(`童护已启动：http://${host}:${port}/　按 Ctrl+C 停止。`);
      const exposure = exposureOf(io.env, host);
      if (exposure) io.err(exposure);
      if (administrator) tellPassword(io, administrator);
      await stopped();
      await app.close();
      return 0;
    } finally {
      clearInterval(daily);
      clearInterval(minutely);
      await stopLists?.();
      await stopKeeping?.();
      await installation.close();
    }
  },
};

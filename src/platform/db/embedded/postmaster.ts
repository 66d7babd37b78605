import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "#kernel/problem.ts";
import { freeMegabytes } from "../folder.ts";
import type { Log } from "../log.ts";
import { type Cluster, seenByServer } from "./cluster.ts";
import { readPidFile } from "./pidfile.ts";
import { bareEnvironment, program } from "./programs.ts";

/** How clients reach a server: a socket inside the cluster's folder, or a port of this machine. */
export interface Address {
  readonly socketFolder: string | undefined;
  readonly port: number;
}

/** A running server, our child. */
export interface Postmaster {
  readonly pid: number;
  /** How it ended. */
  readonly exited: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Detached: Ctrl-C in a terminal reaches the whole group, and the server must outlive the requests that still run. */
function launch(cluster: Cluster, { socketFolder, port }: Address): ChildProcess {
  const options = [
    ["-D", seenByServer(cluster)],
    ["-p", String(port)],
    // Relative to the cluster's folder, where the server works.
    ["-c", `unix_socket_directories=${socketFolder === undefined ? "" : "."}`],
    ["-c", `listen_addresses=${socketFolder === undefined ? "127.0.0.1" : ""}`],
    ["-c", "unix_socket_permissions=0700"],
  ];
  return spawn(program(cluster.programs, "postgres"), options.flat(), {
    ...cluster.user,
    cwd: cluster.folder,
    env: bareEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
}

/**
 * Starts the server and waits until it takes connections, however long it recovers. A server of an earlier run whose
 * last processes still end holds the shared memory for some moments: tried again for half a minute.
 *
 * Errors: Problem `db.disk_full`, `db.start_failed` { reason }.
 */
export async function startPostmaster(cluster: Cluster, address: Address, log: Log): Promise<Postmaster> {
  const patience = Date.now() + 30_000;
  for (;;) {
    const attempt = await tryStart(cluster, address, log);
    if (typeof attempt !== "string") return attempt;
    if (!/pre-existing shared memory block/.test(attempt) || Date.now() > patience)
      throw startProblem(cluster, attempt);
    await pause(300);
  }
}

async function tryStart(cluster: Cluster, address: Address, log: Log): Promise<Postmaster | string> {
  const logsBefore = logSizes(cluster);
  const child = launch(cluster, address);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(`ended with ${code ?? signal}`));
  });
  const ended = await Promise.race([exited, ready(cluster, child, log)]);
  if (ended !== undefined) return [said.trim(), newLogLines(cluster, logsBefore), ended].filter(Boolean).join("\n");
  holdProcess(child, false);
  return { pid: child.pid ?? 0, exited, stop: () => stop(child, cluster, exited) };
}

/** Whether this process stays for the server's sake: not while it runs, but until it has ended once it is told to. */
function holdProcess(child: ChildProcess, held: boolean): void {
  const said = child.stderr as (NodeJS.ReadableStream & { ref?: () => void; unref?: () => void }) | null;
  if (held) {
    child.ref();
    said?.ref?.();
  } else {
    child.unref();
    said?.unref?.();
  }
}

/** Resolves once the server takes connections; gives up silently once it has ended. */
async function ready(cluster: Cluster, child: ChildProcess, log: Log): Promise<undefined> {
  for (let waits = 1; child.pid !== undefined && child.exitCode === null && child.signalCode === null; waits++) {
    if (isReady(cluster, child.pid)) return undefined;
    if (waits % 500 === 0) log.info({ pid: child.pid }, "the database is recovering");
    await pause(20);
  }
  return new Promise<undefined>(() => undefined);
}

function isReady(cluster: Cluster, pid: number): boolean {
  const running = readPidFile(cluster.folder);
  return running?.status === "ready" && (running.pid === pid || process.platform === "win32");
}

/** Fast shutdown: running statements are rolled back, everything committed is on the disk. */
async function stop(child: ChildProcess, cluster: Cluster, exited: Promise<string>): Promise<void> {
  holdProcess(child, true); // else this process could end while it waits, with nothing said
  if (process.platform === "win32") {
    spawnSync(program(cluster.programs, "pg_ctl"), ["stop", "-D", cluster.folder, "-m", "fast", "-w"]);
  } else {
    child.kill("SIGINT");
  }
  const late = new AbortController();
  const overdue = pause(60_000, "late", { signal: late.signal }).catch(() => "stopped");
  if ((await Promise.race([exited, overdue])) === "late") child.kill("SIGQUIT");
  late.abort();
  await exited;
}

const logFolder = (cluster: Cluster): string => join(cluster.folder, "log");

function logSizes(cluster: Cluster): Map<string, number> {
  try {
    const folder = logFolder(cluster);
    return new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));
  } catch {
    return new Map();
  }
}

/** What the server wrote since; only its own words, never a statement. */
function newLogLines(cluster: Cluster, before: Map<string, number>): string {
  const fresh = [...logSizes(cluster)]
    .filter(([name, size]) => size > (before.get(name) ?? 0))
    .map(([name]) =>
      readFileSync(join(logFolder(cluster), name))
        .subarray(before.get(name) ?? 0)
        .toString("utf8"),
    );
  const own = fresh
    .join("")
    .split("\n")
    .filter((line) => /\b(?:LOG|WARNING|FATAL|PANIC): /.test(line));
  return own.slice(-6).join("\n");
}

function startProblem(cluster: Cluster, reason: string): Problem {
  const full = /No space left on device|Disk quota exceeded/.test(reason) || freeMegabytes(cluster.folder) < 1;
  if (full) return new Problem("db.disk_full", { folder: cluster.folder, retryAfter: 60 }, 507);
  return new Problem("db.start_failed", { reason }, 500);
}

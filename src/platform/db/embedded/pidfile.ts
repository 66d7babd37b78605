import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "#kernel/problem.ts";
import type { Log } from "../log.ts";

/** What a running server writes into its folder (PostgreSQL's miscinit.c, pidfile.h). */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Empty where it listens on no socket. */
  readonly socketFolder: string;
  readonly status: string;
}

export function readPidFile(cluster: string): RunningServer | undefined {
  let lines;
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number(lines[3]), socketFolder: (lines[4] ?? "").trim(), status: (lines[7] ?? "").trim() };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A pid may have gone to another program since: a server works inside its own cluster's folder. */
function worksIn(pid: number, cluster: string): boolean {
  if (process.platform === "linux") {
    try {
      const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)];
      return there.ino === here.ino && there.dev === here.dev;
    } catch {
      return false; // Ended, or another person's: not our server.
    }
  }
  if (process.platform === "win32") return true;
  return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout.includes("postgres");
}

export const isServerOf = (pid: number, cluster: string): boolean => isAlive(pid) && worksIn(pid, cluster);

async function gone(pid: number, cluster: string, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    if (!isServerOf(pid, cluster)) return true;
    await pause(50);
  }
  return false;
}

/**
 * Removes lock files that name a process which is not our server: after a power cut the pid may be anybody's, and
 * PostgreSQL would not start for it. What is really left of a server is still noticed, by its shared memory.
 */
function removeStaleLocks(cluster: string): void {
  for (const name of ["postmaster.pid", ".s.PGSQL.5432.lock"]) {
    const file = join(cluster, name);
    const pid = firstNumber(file);
    if (pid !== undefined && isAlive(pid) && !worksIn(pid, cluster)) rmSync(file, { force: true });
  }
}

function firstNumber(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stops the server that a killed Tonghu left behind, so that a new one starts as our child. The caller holds the data
 * folder, so nobody uses that server: its clients are gone with the process that was killed.
 *
 * Errors: Problem `db.server_left_behind` { pid } when it neither stops nor can be stopped.
 */
export async function stopLeftBehind(cluster: string, log: Log): Promise<void> {
  removeStaleLocks(cluster);
  const running = readPidFile(cluster);
  if (!running || !isServerOf(running.pid, cluster)) return;
  log.warn({ pid: running.pid }, "stopping the database server that an earlier run left behind");
  for (const [signal, seconds] of [
    ["SIGINT", 60],
    ["SIGQUIT", 15],
  ] as const) {
    try {
      process.kill(running.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EPERM") break;
    }
    if (await gone(running.pid, cluster, seconds)) return;
  }
  throw new Problem("db.server_left_behind", { pid: running.pid }, 500);
}

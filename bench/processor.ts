import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Fields of /proc/PID/stat after the name, in hundredths of a second: own user and system time, and of ended children. */
function stat(pid: number): { parent: number; own: number; ended: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").map(Number) ?? [];
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
    return { parent: fields[1] ?? 0, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined; // ended between the listing and the reading
  }
}

/** The postmaster with all that it started and that has ended. */
function databaseTicks(dataDir: string): number {
  const postmaster = Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  const whole = stat(postmaster);
  const running = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (stat(Number(name)) ?? []) : []));
  const below = running.filter((process) => process.parent === postmaster);
  return (whole?.own ?? 0) + (whole?.ended ?? 0) + below.reduce((sum, process) => sum + process.own, 0);
}

/**
 * Seconds of processor time that a server and its database have used so far: unlike the clock, it hardly feels what
 * else runs on the machine. NaN where there is no /proc.
 */
export function processorSeconds(server: number, dataDir: string): number {
  if (!existsSync("/proc/self/stat")) return NaN;
  return ((stat(server)?.own ?? NaN) + databaseTicks(dataDir)) / 100;
}

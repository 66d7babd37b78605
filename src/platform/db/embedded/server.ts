import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { isProblem } from "#kernel/problem.ts";
import type { Log } from "../log.ts";
import type { Login } from "../secrets.ts";
import type { Cluster } from "./cluster.ts";
import { stopLeftBehind } from "./pidfile.ts";
import { type Address, type Postmaster, startPostmaster } from "./postmaster.ts";
import { type Settings, writeSettings } from "./settings.ts";
import { stopWithProcess } from "./exit.ts";

/** A PostgreSQL server that we started, and keep running until stop. */
export interface Server {
  readonly pid: () => number;
  readonly url: (login: Login, database: string) => string;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly log: Log;
  readonly settings?: Settings;
  /** A port of this machine instead of a socket. */
  readonly tcp?: boolean;
}

/** sun_path is 104 bytes on macOS, 108 on Linux, with its final NUL. */
const longestSocketPath = 103;

async function addressFor(cluster: Cluster, tcp: boolean): Promise<Address> {
  const socket = `${cluster.folder}/.s.PGSQL.5432`;
  const fits = process.platform !== "win32" && Buffer.byteLength(socket) <= longestSocketPath;
  if (fits && !tcp) return { socketFolder: cluster.folder, port: 5432 };
  return { socketFolder: undefined, port: await freePort() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** How to reach a server as a person, for pg. */
export function addressUrl({ socketFolder, port }: Address, login: Login, database: string): string {
  const host = socketFolder ?? "127.0.0.1";
  const options = new URLSearchParams({
    host,
    port: String(port),
    user: login.role,
    password: login.password,
    sslmode: "disable",
  });
  return `postgres:///${database}?${options.toString().replaceAll("+", "%20")}`;
}

/**
 * Starts the cluster's server, after stopping one that a killed run left behind, and starts it again whenever it ends
 * by itself (kill -9, a recovery that found the disk full): at once, then every few seconds for as long as it takes.
 * Meanwhile statements are refused as `db.unavailable`.
 */
export async function startServer(cluster: Cluster, options: ServerOptions): Promise<Server> {
  const { log } = options;
  await stopLeftBehind(cluster.folder, log);
  writeSettings(cluster.folder, options.settings ?? {}, cluster.user);
  const address = await addressFor(cluster, options.tcp ?? false);
  const stopping = new AbortController();
  let current = await startPostmaster(cluster, address, log);
  const supervision = (async () => {
    for (;;) {
      await current.exited;
      if (stopping.signal.aborted) return;
      log.error({ pid: current.pid }, "the database server ended by itself; starting it again");
      const next = await startAgain(cluster, address, log, stopping.signal);
      if (!next) return;
      current = next;
    }
  })();
  const stop = async (): Promise<void> => {
    stopping.abort();
    unhook();
    await current.stop();
    await supervision;
  };
  const unhook = stopWithProcess({ pid: () => current.pid, stop });
  return { pid: () => current.pid, url: (login, database) => addressUrl(address, login, database), stop };
}

async function startAgain(
  cluster: Cluster,
  address: Address,
  log: Log,
  stopping: AbortSignal,
): Promise<Postmaster | undefined> {
  for (let attempt = 0; !stopping.aborted; attempt++) {
    try {
      await stopLeftBehind(cluster.folder, log);
      const next = await startPostmaster(cluster, address, log);
      if (!stopping.aborted) return next;
      await next.stop();
    } catch (error) {
      const why = isProblem(error) ? { code: error.code, ...error.data } : { reason: String(error) };
      log.error(why, "the database server could not be started; trying again");
      await pause(Math.min(500 * 2 ** attempt, 10_000), undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return undefined;
}

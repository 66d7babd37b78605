import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { Problem } from "#kernel/problem.ts";
import {
  checkAppLogin,
  ensureLogin,
  forbidTemporaryTables,
  newLoginName,
  requireAppRole,
  warnOfSetConfig,
} from "./app-role.ts";
import { ensureCluster } from "./embedded/cluster.ts";
import { isServerOf, readPidFile } from "./embedded/pidfile.ts";
import { cacheFor, packagedPrograms, usablePrograms } from "./embedded/programs.ts";
import { addressUrl, type Server, startServer } from "./embedded/server.ts";
import { serverUser } from "./embedded/user.ts";
import { type FolderHold, folderProblem, holdFolder, makeFolder } from "./folder.ts";
import type { Log } from "./log.ts";
import { endPool, openAppPool, openOwnerPool, placeOf, urlWith } from "./pools.ts";
import { problemOf } from "./problems.ts";
import { keptLogin, type Login, readLogin } from "./secrets.ts";
import { checkServer, connectProblem } from "./served.ts";

export interface OpenOptions {
  /** The embedded cluster lives here; with a url, only the application login's password. */
  readonly dataDir: string;
  /** DATABASE_URL: a PostgreSQL 15+ server, as the role that owns the schema. Without it: embedded. */
  readonly url?: string | undefined;
  /** DATABASE_APP_URL: the application's login, where ours may not create roles. */
  readonly appUrl?: string | undefined;
  readonly log: Log;
  /** A command beside a running server: joins the embedded server that another process holds, instead of refusing. */
  readonly join?: boolean;
  /** Connections of the application. */
  readonly poolSize?: number;
}

/** Where the database is, for messages: never a user or a password. */
export interface Place {
  readonly kind: "embedded" | "served";
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

export interface Database {
  /** As the application's role, under row security. */
  readonly pool: Pool;
  /** As the owner, past row security: migrations, verify, rebuild, load. */
  readonly owner: Pool;
  readonly place: Place;
  readonly close: () => Promise<void>;
}

/** PostgreSQL's major version in the packages of package.json. */
const packagedMajor = 18;
const database = "tonghu";
const ownerFile = "database-owner";

interface Opened {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Opens the database: starts the embedded server in the data folder, or connects to the one of `url`; makes sure that
 * the application's login exists and cannot pass row security by. The caller migrates, and closes.
 *
 * Errors: Problems of code `db.*`, each with a sentence in zh.ts; nothing is left running or half-made after one.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const dataDir = resolve(options.dataDir);
  makeFolder(dataDir);
  const opened =
    options.url === undefined
      ? await openEmbedded(dataDir, options)
      : { url: options.url, stop: async () => undefined };
  const owner = openOwnerPool(opened.url, options.log);
  try {
    const pool = await openAsApplication(owner, opened.url, dataDir, options);
    const close = async (): Promise<void> => {
      await Promise.all([endPool(pool), endPool(owner)]);
      await opened.stop();
    };
    const kind = options.url === undefined ? "embedded" : "served";
    return { pool, owner, place: { kind, ...placeOf(opened.url) }, close };
  } catch (error) {
    await endPool(owner);
    await opened.stop();
    throw problemOf(error) ?? folderProblem(error, dataDir);
  }
}

async function openAsApplication(owner: Pool, url: string, dataDir: string, options: OpenOptions): Promise<Pool> {
  const place = placeOf(url);
  const ownerRole = await checkServer(owner, place, options.url === undefined ? "embedded" : "served");
  const appUrl = options.appUrl ?? (await loginUrl(owner, url, dataDir, options));
  await requireAppRole(owner);
  const pool = openAppPool(appUrl, options.poolSize ?? 10, options.log);
  try {
    await checkAppLogin(pool, ownerRole);
    // said by whoever serves, not by every command beside it
    if (!options.join) await forbidTemporaryTables(owner);
    if (!options.join) await warnOfSetConfig(owner, options.log);
    return pool;
  } catch (error) {
    await endPool(pool);
    throw connectProblem(error, placeOf(appUrl)) ?? error;
  }
}

/** One login per data folder and database, so that two of them never share a password. */
async function loginUrl(owner: Pool, url: string, dataDir: string, options: OpenOptions): Promise<string> {
  const { host, port, database: name } = placeOf(url);
  const served = createHash("sha256").update(`${host}:${port}/${name}`).digest("hex").slice(0, 12);
  const key = options.url === undefined ? "embedded" : served;
  const login = keptLogin(dataDir, `database-login-${key}`, newLoginName);
  await ensureLogin(owner, login);
  return urlWith(url, { user: login.role, password: login.password });
}

async function openEmbedded(dataDir: string, options: OpenOptions): Promise<Opened> {
  const held = await holdOrJoin(dataDir, options);
  if ("url" in held) return held;
  try {
    const { server, login } = await startEmbedded(dataDir, options.log);
    return { url: server.url(login, database), stop: () => server.stop().finally(held.release) };
  } catch (error) {
    held.release();
    throw folderProblem(error, dataDir);
  }
}

/** Takes the folder; or, to join, waits out the moments in which its holder starts or stops. */
async function holdOrJoin(dataDir: string, options: OpenOptions): Promise<FolderHold | Opened> {
  const patience = Date.now() + 60_000;
  for (;;) {
    try {
      return holdFolder(dataDir, options.join ? 0 : undefined);
    } catch (error) {
      const inUse = error instanceof Problem && error.code === "db.data_folder_in_use";
      if (!inUse || !options.join || Date.now() > patience) throw error;
    }
    const joined = joinRunning(dataDir);
    if (joined) return joined;
    await pause(200);
  }
}

/** The server that another process of ours runs on this folder; undefined while it is still starting. */
function joinRunning(dataDir: string): Opened | undefined {
  const folder = join(dataDir, "postgres");
  const login = readLogin(join(dataDir, `${ownerFile}.json`));
  const running = readPidFile(folder);
  if (!login || running?.status !== "ready" || !isServerOf(running.pid, folder)) return undefined;
  const address = { socketFolder: running.socketFolder === "" ? undefined : folder, port: running.port };
  return { url: addressUrl(address, login, database), stop: async () => undefined };
}

async function startEmbedded(dataDir: string, log: Log): Promise<{ server: Server; login: Login }> {
  const user = serverUser(join(dataDir, "postgres"));
  const programs = usablePrograms(packagedPrograms(), cacheFor(dataDir), user);
  requireOwnerFile(dataDir);
  const login = keptLogin(dataDir, ownerFile, () => "tonghu_owner");
  const cluster = await ensureCluster(dataDir, programs, { major: packagedMajor, owner: login });
  const server = await startServer(cluster, { log });
  try {
    await ensureDatabase(server.url(login, "postgres"), log);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { server, login };
}

/** A new password would open nothing: the database that is there knows the one of the file that is gone. */
function requireOwnerFile(dataDir: string): void {
  const file = join(dataDir, `${ownerFile}.json`);
  if (existsSync(join(dataDir, "postgres")) && !existsSync(file)) throw new Problem("db.login_file", { file }, 500);
}

async function ensureDatabase(url: string, log: Log): Promise<void> {
  const pool = openOwnerPool(url, log);
  try {
    const { rowCount } = await pool.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) await pool.query(`create database ${database}`);
  } catch (error) {
    throw connectProblem(error, { host: "embedded", database }) ?? error;
  } finally {
    await endPool(pool);
  }
}

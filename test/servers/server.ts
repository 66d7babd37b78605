import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appRole, ensureLogin } from "#platform/db/app-role.ts";
import { ensureCluster } from "#platform/db/embedded/cluster.ts";
import { cacheFor, packagedPrograms, usablePrograms } from "#platform/db/embedded/programs.ts";
import { type Server, startServer } from "#platform/db/embedded/server.ts";
import { isRoot, ordinaryUser, type SystemUser } from "#platform/db/embedded/user.ts";
import { silentLog } from "#platform/db/log.ts";
import { endPool, openOwnerPool, urlWith } from "#platform/db/pools.ts";
import { newPassword } from "#platform/db/secrets.ts";
import { findSystemPrograms } from "./programs.ts";

export type ServerKind = "embedded" | "system";

/** A server for tests, in a folder of its own that goes with it. */
export interface TestServer {
  /** Of the database `postgres`, as the owner (a superuser) and as the application's login. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/** Nothing here has to survive a power cut; a killed server still recovers from the kernel's cache. */
const quick = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_connections: "100",
  shared_buffers: "128MB",
};

const ordinary = (): SystemUser | undefined => (isRoot() ? ordinaryUser() : undefined);

function programsOf(kind: ServerKind, folder: string): { folder: string; major: number } {
  if (kind === "embedded") {
    return { folder: usablePrograms(packagedPrograms(), cacheFor(folder), ordinary()), major: 18 };
  }
  const found = findSystemPrograms();
  if (!found) throw new Error("no PostgreSQL 15 or newer on this system: apt-get install postgresql");
  return found;
}

/** Starts one, on a free port of 127.0.0.1 for the system's programs, on a socket for the embedded ones. */
export async function startTestServer(kind: ServerKind): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-test-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    // Programs older than PostgreSQL 17 insist on walking to their working directory.
    chmodSync(folder, 0o711);
    const programs = programsOf(kind, folder);
    const login = { role: "tonghu_owner", password: newPassword() };
    const cluster = await ensureCluster(folder, programs.folder, {
      major: programs.major,
      owner: login,
      scratch: true,
    });
    const server = await startServer(cluster, { log: silentLog, settings: quick, tcp: kind === "system" });
    const undo = endWithProcess(server, remove);
    const stop = (): Promise<void> => server.stop().finally(undo).finally(remove);
    const ownerUrl = server.url(login, "postgres");
    return { ownerUrl, ...(await prepare(ownerUrl)), stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A test run that is broken off leaves neither a server nor its folder. */
function endWithProcess(server: Server, remove: () => void): () => void {
  const atExit = (): void => {
    try {
      process.kill(server.pid(), "SIGQUIT");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    } finally {
      remove();
    }
  };
  process.once("exit", atExit);
  return () => void process.off("exit", atExit);
}

/** One application login for all test databases of the server: roles belong to the whole cluster. */
async function prepare(ownerUrl: string): Promise<{ appUrl: string; version: string }> {
  const owner = openOwnerPool(ownerUrl, silentLog);
  try {
    const app = { role: `${appRole}_test`, password: newPassword() };
    await ensureLogin(owner, app);
    const { rows } = await owner.query<{ version: string }>("select current_setting('server_version') as version");
    return { appUrl: urlWith(ownerUrl, { user: app.role, password: app.password }), version: rows[0]?.version ?? "" };
  } finally {
    await endPool(owner);
  }
}

import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Pool, QueryResult } from "pg";
import { loadAreas } from "#capabilities/area/index.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { control } from "#platform/db/guarded.ts";
import { silentLog } from "#platform/db/log.ts";
import { migrate } from "#platform/db/migrate.ts";
import { endPool, openOwnerPool, urlWith } from "#platform/db/pools.ts";
import { ownFolder } from "./folder.ts";
import { startTestServer, type TestServer } from "./servers/server.ts";

/**
 * Databases for tests: one server per run, one migrated template per state of migrations/, one that has a county's areas
 * as well, one copy per test file.
 *
 * `npm test` starts the servers and names them in TONGHU_TEST_OWNER_URL and TONGHU_TEST_APP_URL. A test file that runs
 * alone starts its own: the embedded one, or the system's with TONGHU_TEST_SERVER=system.
 */
export interface TestDatabase {
  readonly db: Database;
  /** To open the same database again, as another process would. */
  readonly url: string;
  readonly appUrl: string;
  readonly close: () => Promise<void>;
}

export interface TestDatabaseOptions {
  /** Without tables, for tests of the migrations themselves. */
  readonly empty?: boolean;
  /** With the areas of this county, read from the division once per server. */
  readonly county?: string;
  readonly poolSize?: number;
}

interface Urls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

const migrations = join(import.meta.dirname, "..", "migrations");
const templateLock = 7_046_030;

let ownServer: Promise<TestServer> | undefined;
let openDatabases = 0;

function serverUrls(): Promise<Urls> {
  const { TONGHU_TEST_OWNER_URL: ownerUrl, TONGHU_TEST_APP_URL: appUrl } = process.env;
  if (ownerUrl && appUrl) return Promise.resolve({ ownerUrl, appUrl });
  ownServer ??= startTestServer(process.env["TONGHU_TEST_SERVER"] === "system" ? "system" : "embedded");
  return ownServer;
}

/** With the last database goes the server that this file started for itself. */
async function closed(): Promise<void> {
  openDatabases -= 1;
  if (openDatabases > 0 || !ownServer) return;
  const server = ownServer;
  ownServer = undefined;
  await (await server).stop();
}

async function asOwner<T>(
  url: string,
  fn: (query: (text: string) => Promise<{ rowCount: number | null }>) => Promise<T>,
): Promise<T> {
  const pool = openOwnerPool(url, silentLog);
  const client = await pool.connect();
  try {
    return await fn((text) => client.query(text));
  } finally {
    client.release();
    await endPool(pool);
  }
}

function templateName(): string {
  const digest = createHash("sha256");
  for (const name of readdirSync(migrations).toSorted())
    digest.update(name).update(readFileSync(join(migrations, name)));
  return `template_${digest.digest("hex").slice(0, 12)}`;
}

/** Made once per server; the files of a run that come at the same moment wait for the first. */
async function ensureTemplate(
  { ownerUrl }: Urls,
  name: string,
  from: string,
  fill: (owner: Pool) => Promise<unknown>,
): Promise<string> {
  await asOwner(ownerUrl, async (query) => {
    await query(`select pg_advisory_lock(${templateLock})`);
    const { rowCount } = await query(`select 1 from pg_database where datname = '${name}'`);
    if (rowCount) return;
    await query(`drop database if exists making_${name} with (force)`);
    await query(`create database making_${name} template ${from}`);
    const owner = openOwnerPool(urlWith(ownerUrl, { database: `making_${name}` }), silentLog);
    try {
      await fill(owner);
    } finally {
      await endPool(owner);
    }
    await query(`alter database making_${name} rename to ${name}`);
  });
  return name;
}

async function templateFor(urls: Urls, { empty, county }: TestDatabaseOptions): Promise<string> {
  if (empty) return "template1";
  const migrated = await ensureTemplate(urls, templateName(), "template1", (owner) => migrate({ owner }, migrations, silentLog)); // prettier-ignore
  if (county === undefined) return migrated;
  return ensureTemplate(urls, `${migrated}_${county}`, migrated, (owner) => loadAreas(owner, [county]));
}

/** As the application's role, whatever the text: past the guard that its own connections have (platform/db/guarded.ts). */
export async function asRole(pool: Pool, text: string): Promise<QueryResult> {
  const client = await pool.connect();
  try {
    return await control(client, text);
  } finally {
    client.release();
  }
}

/** A database of one's own, migrated (or empty), with the application's pool and the owner's. Close it at the end. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  openDatabases += 1;
  const urls = await serverUrls();
  const template = await templateFor(urls, options);
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await asOwner(urls.ownerUrl, (query) => query(`create database ${name} template ${template} strategy file_copy`));
  const url = urlWith(urls.ownerUrl, { database: name });
  const appUrl = urlWith(urls.appUrl, { database: name });
  const dataDir = ownFolder("test-data");
  const size = options.poolSize === undefined ? {} : { poolSize: options.poolSize };
  const db = await openDatabase({ dataDir, url, appUrl, log: silentLog, ...size });
  const close = async (): Promise<void> => {
    await db.close();
    await asOwner(urls.ownerUrl, (query) => query(`drop database if exists ${name} with (force)`));
    await closed();
  };
  return { db, url, appUrl, close };
}

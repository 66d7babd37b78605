import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clock, systemClock, today } from "#kernel/clock.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { getArea } from "#capabilities/area/index.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { requireWhole } from "#platform/backup/halfRestored.ts";
import { fingerprintOf, identitySecret } from "#platform/crypto/secret.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { renewViews } from "./renew.ts";
import { sql } from "#platform/db/sql.ts";
import { compose, type Tonghu } from "../composition.ts";
import { beforeMigrating, beforeOpening } from "./beginning.ts";
import type { Io } from "./command.ts";
import { logTo } from "./log.ts";
import { installedVault } from "./vault.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One installation: its data folder, its database, and Tonghu over it. */
export interface Installation {
  readonly database: Database;
  readonly tonghu: Tonghu;
  readonly dataDir: string;
  close(): Promise<void>;
}

/**
 * A checkout keeps its data in itself. Below node_modules the next `npm install` would delete them with the old version:
 * installed, they lie where the command is called.
 */
const home = (): string => (root.split(sep).includes("node_modules") ? process.cwd() : root);

export const dataFolder = (io: Io): string => resolve(io.env["TONGHU_DATA"] || resolve(home(), "data"));

export interface OpenInstallation {
  /** A command beside a running server joins its database instead of refusing. */
  readonly join?: boolean;
  readonly clock?: Clock;
  readonly poolSize?: number;
  /** Only an installation that is there; without it one is begun where there is none, and said so. */
  readonly existing?: boolean;
  /** For a rebuild: digests as the configuration says, whatever they were made with before. */
  readonly freshDigests?: boolean;
}

const keepFingerprint = sql`
  insert into account_installation (key, value) values ('identity', $1) on conflict (key) do nothing`;
const readFingerprint = sql`select value from account_installation where key = 'identity'`;

/**
 * A database belongs to one identity key: under a second one the same id number would be stored a second time.
 * Errors: secret.mismatch (503) where the database was begun with another key.
 */
async function requireSameKey({ owner }: Database, secret: Buffer): Promise<Buffer> {
  const fingerprint = fingerprintOf(secret);
  await owner.query(keepFingerprint, [fingerprint]);
  const { rows } = await owner.query<{ value: string }>(readFingerprint);
  if (rows[0]?.value !== fingerprint) throw new Problem("secret.mismatch", {}, 503);
  return secret;
}

/** Opens the database (embedded, or that of DATABASE_URL), brings its schema up to date, and joins the capabilities. */
export async function openInstallation(io: Io, options: OpenInstallation = {}): Promise<Installation> {
  const dataDir = dataFolder(io);
  const log = logTo(io);
  const existing = options.existing ?? false;
  beforeOpening(io, dataDir, existing);
  const database = await openDatabase({
    dataDir,
    url: io.env["DATABASE_URL"],
    appUrl: io.env["DATABASE_APP_URL"],
    log,
    join: options.join ?? false,
    ...(options.poolSize && { poolSize: options.poolSize }),
  });
  try {
    await requireWhole(database.owner);
    await beforeMigrating(io, database, existing);
    await migrate(database, resolve(root, "migrations"), log);
    const secret = await requireSameKey(database, identitySecret(dataDir, io.env["TONGHU_IDENTITY_KEY"]));
    const freshDigests = options.freshDigests ?? false;
    const tonghu = await compose({
      pool: database.pool,
      owner: database.owner,
      clock: options.clock ?? systemClock,
      identitySecret: secret,
      vault: await installedVault({ io, dataDir, owner: database.owner, secret, freshDigests }),
      policyFolder: io.env["TONGHU_POLICIES"] ?? defaultFolder,
    });
    const { machine, projections } = tonghu;
    if (!freshDigests) await renewViews(io, { owner: database.owner, machine, projections });
    return { database, tonghu, dataDir, close: () => database.close() };
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

/** Opens beside a running server, does one thing, closes. Errors: installation.missing, unless told that it may begin one. */
export async function withInstallation<T>(
  io: Io,
  work: (installation: Installation) => Promise<T>,
  options: OpenInstallation = {},
): Promise<T> {
  const installation = await openInstallation(io, { join: true, existing: true, ...options });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** A slip in a code must not look like an area without children. Errors: area.unknown. */
export async function requireArea({ database, tonghu }: Installation, area: AreaCode): Promise<void> {
  if (area !== "0") await getArea(database.owner, area, today(tonghu.ground.clock));
}

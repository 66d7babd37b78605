import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../src/commands/command.ts";
import { fill } from "../src/commands/demo.ts";
import { type Installation, openInstallation } from "../src/commands/installation.ts";
import { loadAreas } from "#capabilities/area/index.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";

/** The county of all measurements, and the seed of its made-up children. */
export const county = "445281";
export const seed = 20240701;

export interface Ground extends Installation {
  /** For other processes: as the owner, and as the application under row security. */
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
}

const io = (dataDir: string): Io => ({
  out: () => undefined,
  err: (text) => process.stderr.write(`  ${text}\n`),
  env: { TONGHU_DATA: dataDir },
  json: false,
});

/** Two servers with 20 connections each, side by side, are more than the shipped 40 allow; nothing else is changed. */
async function roomForTwo(dataDir: string): Promise<void> {
  await (await openInstallation(io(dataDir))).close();
  appendFileSync(join(dataDir, "postgres", "local.conf"), "max_connections = 100\n");
}

/** A new embedded installation in a temporary folder, with so many made-up children, or with the areas alone. */
export async function openGround(children: number): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), "tonghu-bench-"));
  await roomForTwo(dataDir);
  const installation = await openInstallation(io(dataDir));
  const { owner, pool } = installation.database;
  if (children > 0) await fill(installation, io(dataDir), { area: county, children, seed, visits: false });
  else await inScope(owner, nation, (db) => loadAreas(db, [county]));
  await owner.query("vacuum analyze");
  const [url, appUrl] = [owner.options.connectionString ?? "", pool.options.connectionString ?? ""];
  const environment = { ...process.env, TONGHU_DATA: dataDir, DATABASE_URL: url, DATABASE_APP_URL: appUrl };
  const close = async (): Promise<void> => {
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...installation, url, environment, close };
}

/** Opens, works, closes and removes. */
export async function onGround<T>(children: number, work: (ground: Ground) => Promise<T>): Promise<T> {
  const ground = await openGround(children);
  try {
    return await work(ground);
  } finally {
    await ground.close();
  }
}

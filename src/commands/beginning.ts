import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "#kernel/problem.ts";
import { landedSchema } from "#platform/backup/schemaVersion.ts";
import type { Database } from "#platform/db/database.ts";
import type { Io } from "./command.ts";

/*
 * A slip in TONGHU_DATA or DATABASE_URL must not end in a sound verification of nothing, or in children entered where
 * nobody looks for them. What only works on data refuses to begin an installation; what may begin one says so, and where.
 */

const holdsData = (folder: string): boolean =>
  ["postgres", "postgres.new"].some((name) => existsSync(join(folder, name)));

/** How many letters two names begin with alike. */
function alike(one: string, other: string): number {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  return n;
}

/** Installations in the folder beside, the most alike by name first: perhaps one of them was meant. */
function neighbours(dataDir: string): string {
  const parent = dirname(dataDir);
  const found = readdirSync(parent)
    .map((name) => join(parent, name))
    .filter(isInstallation)
    .toSorted((one, other) => alike(other, dataDir) - alike(one, dataDir));
  return found.length === 0 ? "" : `附近有数据的文件夹：${found.slice(0, 3).join("、")}。`;
}

const isInstallation = (folder: string): boolean =>
  existsSync(join(folder, "tonghu.lock")) && existsSync(join(folder, "postgres", "PG_VERSION"));

function hintFor(dataDir: string): string {
  try {
    return neighbours(dataDir);
  } catch {
    return ""; // not there, or not ours to look into
  }
}

/** Before anything is made in the data folder. Errors: installation.missing { place, hint } where it may not be begun. */
export function beforeOpening(io: Io, dataDir: string, existing: boolean): void {
  if (io.env["DATABASE_URL"] !== undefined || holdsData(dataDir)) return;
  const [place, hint] = [`数据文件夹 ${dataDir} `, hintFor(dataDir)];
  if (existing) throw new Problem("installation.missing", { place, hint }, 404);
  tellBegun(io, place, hint);
}

/** Before the schema is made. Errors: installation.missing as above, of a database that has nothing of ours. */
export async function beforeMigrating(io: Io, { owner, place: at }: Database, existing: boolean): Promise<void> {
  const served = at.kind === "served";
  if ((!served && !existing) || (await landedSchema(owner)).length > 0) return;
  const place = served ? `数据库 ${at.database} ` : "内置数据库";
  if (existing) throw new Problem("installation.missing", { place, hint: "" }, 404);
  tellBegun(io, place, "");
}

const tellBegun = (io: Io, place: string, hint: string): void =>
  io.err(
    `${place}中还没有数据，正在新建一套童护。${hint}如果本应有数据，请立即停止，检查 TONGHU_DATA 和 DATABASE_URL。`,
  );

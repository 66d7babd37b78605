import { spawnSync } from "node:child_process";
import { existsSync, globSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** PostgreSQL's programs as the system installed them. */
export interface SystemPrograms {
  readonly folder: string;
  readonly major: number;
}

const oldest = 15;
const usualPlaces = [
  "/usr/lib/postgresql/*/bin",
  "/usr/pgsql-*/bin",
  "/usr/local/pgsql/bin",
  "/opt/homebrew/opt/postgresql@*/bin",
  "/usr/local/opt/postgresql@*/bin",
];

function majorOf(folder: string): number {
  if (!existsSync(join(folder, "initdb"))) return 0;
  const { stdout } = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/** The newest PostgreSQL of the system that Tonghu supports; undefined where there is none. */
export function findSystemPrograms(path = process.env["PATH"] ?? "", places = usualPlaces): SystemPrograms | undefined {
  const onPath = path
    .split(delimiter)
    .map((folder) => join(folder, "postgres"))
    .filter((file) => existsSync(file));
  const folders = [...onPath.map((file) => dirname(realpathSync(file))), ...globSync(places)];
  return folders
    .map((folder) => ({ folder, major: majorOf(folder) }))
    .filter(({ major }) => major >= oldest)
    .toSorted((a, b) => b.major - a.major)[0];
}

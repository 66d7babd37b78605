import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "#kernel/problem.ts";
import { folderProblem, freeMegabytes } from "../folder.ts";
import type { Login } from "../secrets.ts";
import { bareEnvironment, program, type Programs } from "./programs.ts";
import { give, makeFit, serverUser, type SystemUser } from "./user.ts";

/** One cluster on disk: `<folder>/postgres`, run as `user` (undefined: ourselves). */
export interface Cluster {
  readonly folder: string;
  readonly programs: Programs;
  readonly user: SystemUser | undefined;
}

/**
 * The cluster's folder as the server sees it. Started as root the server runs as an ordinary user, who may not walk to
 * a data folder under /root or a private home; then the folder is opened for it as its working directory, and no folder
 * above has to be loosened.
 */
export function seenByServer({ folder, user }: Cluster): string {
  if (!user || process.platform !== "linux") return folder;
  const walk = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" });
  return walk.status === 0 ? folder : "/proc/self/cwd";
}

/** What a new cluster is made of. */
export interface Recipe {
  /** Of the programs, and so of the cluster. */
  readonly major: number;
  readonly owner: Login;
  /** For tests: need not survive a power cut. */
  readonly scratch?: boolean;
}

/** A new cluster is 40 MB, and its first hours of log as much again. */
const neededMegabytes = 150;

/** initdb's choice of collation: by code point everywhere (the same on every machine and in every ICU version), ICU's by name. */
const byCodePoint = (major: number): string[] =>
  major >= 17 ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : ["--locale=C"];

/**
 * Makes the cluster where there is none: initdb beside its place, then one rename, so that a full disk or a kill leaves
 * either a whole cluster or none.
 *
 * Errors: Problem `db.disk_full`, `db.cluster_version` { found, wanted }, `db.cluster_incomplete` { file },
 * `db.init_failed` { reason }, `db.data_folder_not_writable`.
 */
export async function ensureCluster(dataDir: string, programs: Programs, recipe: Recipe): Promise<Cluster> {
  const folder = join(dataDir, "postgres");
  const cluster: Cluster = { folder, programs, user: serverUser(folder) };
  try {
    const draft = `${folder}.new`;
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
    if (!existsSync(folder)) await makeCluster(draft, cluster, recipe);
    checkVersion(folder, recipe.major);
    makeFit(folder, cluster.user);
  } catch (error) {
    throw folderProblem(error, dataDir);
  }
  return cluster;
}

async function makeCluster(draft: string, cluster: Cluster, recipe: Recipe): Promise<void> {
  const inside = join(draft, "postgres");
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  try {
    const free = freeMegabytes(draft);
    if (free < neededMegabytes)
      throw new Problem(
        "db.disk_full",
        { folder: cluster.folder, freeMb: free, neededMb: neededMegabytes, retryAfter: 60 },
        507,
      );
    writeFileSync(join(draft, "password"), recipe.owner.password, { mode: 0o600 });
    if (cluster.user) give(draft, cluster.user);
    await initdb({ ...cluster, folder: inside }, recipe);
    renameSync(inside, cluster.folder);
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initdb(cluster: Cluster, { major, owner, scratch }: Recipe): Promise<void> {
  const seen = seenByServer(cluster);
  const options = [
    `--pgdata=${seen}`,
    `--username=${owner.role}`,
    `--pwfile=${seen}/../password`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--data-checksums",
    ...byCodePoint(major),
    ...(scratch ? ["--no-sync"] : []),
  ];
  const { code, said } = await run(program(cluster.programs, "initdb"), options, cluster);
  if (code === 0) return;
  if (/No space left on device|Disk quota exceeded/.test(said) || freeMegabytes(cluster.folder) < 16)
    throw new Problem("db.disk_full", { folder: cluster.folder, retryAfter: 60 }, 507);
  throw new Problem("db.init_failed", { reason: said.trim().split("\n").slice(-5).join("\n") }, 500);
}

function run(
  file: string,
  options: string[],
  { folder, user }: Cluster,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, options, {
      ...user,
      cwd: folder,
      env: bareEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

function checkVersion(folder: string, major: number): void {
  const file = join(folder, "PG_VERSION");
  if (!existsSync(file)) throw new Problem("db.cluster_incomplete", { folder, file: "PG_VERSION" }, 500);
  const found = readFileSync(file, "utf8").trim();
  if (found !== String(major)) throw new Problem("db.cluster_version", { folder, found, wanted: String(major) }, 500);
}

import { chmodSync, lchownSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** An ordinary account of the system. PostgreSQL refuses to run as root. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** `tonghu` where a packager made that account, else `nobody`. */
export function ordinaryUser(passwd = "/etc/passwd"): SystemUser {
  const lines = readFileSync(passwd, "utf8").split("\n");
  for (const name of ["tonghu", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields && Number(fields[2]) > 0) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(`${passwd} has neither tonghu nor nobody`);
}

/**
 * Whom the server of this cluster runs as: undefined for ourselves; as root, whoever owns the cluster already, or an
 * ordinary user for a new one.
 */
export function serverUser(cluster: string): SystemUser | undefined {
  if (!isRoot()) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : ordinaryUser();
}

/** Gives a folder and all in it to the user; links are not followed. */
export function give(folder: string, user: SystemUser): void {
  lchownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** A cluster that was copied as root, or with a loose umask, is made to fit: PostgreSQL insists on both. */
export function makeFit(cluster: string, user: SystemUser | undefined): void {
  const { uid, mode } = statSync(cluster);
  if (user && uid !== user.uid) give(cluster, user);
  if ((mode & 0o077) !== 0) chmodSync(cluster, 0o700);
}

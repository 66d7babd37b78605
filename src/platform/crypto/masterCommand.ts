import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { Problem } from "#kernel/problem.ts";

/* A command that prints the master keys: it asks a KMS, a hardware module, or the person at the console. */

export interface CommandRun {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes the lines of its standard error, without anything that looks like a key. */
  readonly say: (line: string) => void;
  readonly limitMs: number;
}

const MOST_OUTPUT = 64 * 1024;
const MOST_SAID = 16 * 1024;

/** Words between blanks, or a JSON list of texts where a word has a blank or a quote in it: no shell reads it. */
export function wordsOfCommand(command: string): string[] {
  const words: unknown = command.trim().startsWith("[") ? jsonOf(command) : command.trim().split(/\s+/);
  const isWord = (word: unknown): word is string => typeof word === "string" && !word.includes("\0");
  if (!Array.isArray(words) || !words.every(isWord) || !words[0] || shellish(command))
    throw new Problem("crypto.command_malformed", {}, 500);
  return words;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Somebody expects a shell: better to say so than to hand the signs over as they are. */
const shellish = (command: string): boolean => !command.trim().startsWith("[") && /["'`$|;&<>\\]/.test(command);

/** What the command has no need to know of us. */
const ownSecrets = /^(?:TONGHU_|DATABASE_)/;

const environmentFor = (env: CommandRun["env"]): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !ownSecrets.test(name)));

/** Together with whatever it started; a program that has ended is left alone, its number may be another's by now. */
function killAll(child: Pipes): void {
  child.stdout.destroy();
  child.stderr.destroy();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // it ended just now
  }
}

/** Passes on whole lines, up to a limit, without control signs and without runs of hex digits. */
function lineSayer(say: (line: string) => void): { take: (text: string) => void; end: () => void } {
  let rest = "";
  let room = MOST_SAID;
  const tell = (line: string): void => {
    const shown = line.replaceAll(/[^\P{C}\t]/gu, "").replaceAll(/[0-9a-f]{24,}/gi, "…");
    if (shown.trim() !== "") say(shown);
  };
  const take = (text: string): void => {
    const lines = (rest + text.slice(0, room)).split("\n");
    room -= Math.min(room, text.length);
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line);
  };
  return { take, end: () => tell(rest) };
}

type Pipes = ChildProcessByStdio<null, Readable, Readable>;

function start(program: string, args: readonly string[], env: CommandRun["env"]): Pipes {
  try {
    return spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: environmentFor(env),
      detached: process.platform !== "win32",
      windowsHide: true,
    });
  } catch (thrown) {
    // some refusals of the system come at once (E2BIG), most as an event
    throw failure(program, thrown);
  }
}

function failure(program: string, thrown: unknown): Problem {
  const reason = (thrown as NodeJS.ErrnoException).code ?? "?";
  if (reason === "ENOENT") return new Problem("crypto.command_missing", { program }, 500);
  return new Problem("crypto.command_failed", { program, reason }, 500);
}

/** Resolves with the exit code, or the signal, once its pipes are closed too. */
function ended(child: Pipes, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on("error", (thrown) => reject(failure(program, thrown)));
    child.on("close", (code, signal) => resolve(String(signal ?? code)));
  });
}

/** Rejects when too much comes or too much time goes by, and never resolves. */
function exceeded(child: Pipes, limitMs: number, chunks: Buffer[]): { promise: Promise<never>; forget: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const tooSlow = (): void => reject(new Problem("crypto.command_slow", { seconds: limitMs / 1000 }, 500));
  const limit = setTimeout(tooSlow, limitMs);
  let length = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_OUTPUT) reject(new Problem("crypto.command_long", {}, 500));
  });
  return { promise, forget: () => clearTimeout(limit) };
}

/**
 * What the command printed; the caller wipes it. Errors, never with a word of its output: crypto.command_malformed,
 * crypto.command_missing { program }, crypto.command_failed { program, reason }, crypto.command_slow { seconds },
 * crypto.command_long.
 */
export async function outputOfCommand(command: string, { env, say, limitMs }: CommandRun): Promise<Buffer> {
  const [program = "", ...args] = wordsOfCommand(command);
  const child = start(program, args, env);
  const said = lineSayer(say);
  child.stderr.setEncoding("utf8").on("data", said.take);
  const chunks: Buffer[] = [];
  const limits = exceeded(child, limitMs, chunks);
  try {
    const reason = await Promise.race([ended(child, program), limits.promise]);
    if (reason !== "0") throw new Problem("crypto.command_failed", { program, reason }, 500);
    return Buffer.concat(chunks);
  } finally {
    limits.forget();
    killAll(child);
    said.end();
    for (const chunk of chunks) chunk.fill(0);
  }
}

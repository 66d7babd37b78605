import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Ground } from "./ground.ts";
import type { Done, Work } from "./load.ts";

const here = (file: string): string => join(import.meta.dirname, file);
export const cli = here("../src/cli.ts");

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A server in a process of its own; its first line says the port. */
async function start(file: string, env: NodeJS.ProcessEnv): Promise<Server> {
  const profile = process.env["TONGHU_BENCH_PROFILE"];
  const options =
    profile === undefined
      ? []
      : ["--cpu-prof", `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${file}-${Date.now()}.cpuprofile`];
  const child = spawn(process.execPath, [...options, here(file)], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const said = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (said.done) throw new Error(`${file} ended before it was ready`);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  return { pid: child.pid ?? 0, port: Number(said.value.split(" ")[1]), stop };
}

/** Tonghu, with the pool of 20 that `tonghu serve` has. `traced`: keeps each look at a child, as it must. */
export const startTonghu = (ground: Ground, traced: boolean): Promise<Server> =>
  start("serve.ts", { ...ground.environment, TONGHU_BENCH_LOOKS: traced ? "on" : "off" });

export const startReference = (ground: Ground): Promise<Server> => start("reference.ts", ground.environment);

/** Sends the work from a process of its own. */
export async function load(work: Work): Promise<Done> {
  const child = spawn(process.execPath, [here("load.ts")], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(work));
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return JSON.parse(said) as Done;
}

/** What a process took, from its first line to its last. */
export interface Cost {
  readonly seconds: number;
  /** User and system time of the process itself, without the database's. */
  readonly cpu: number;
  readonly peakMb: number;
  readonly out: string;
}

/** Runs `tonghu …` to its end; exit code 1 is "done, with something found". */
export async function tonghu(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "keep" | "drop" = "keep",
): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-cost-"));
  const file = join(folder, "cost.json");
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", here("cost.ts"), cli, ...args], {
    env: { ...env, TONGHU_BENCH_COST: file },
    stdio: ["ignore", output === "keep" ? "pipe" : "ignore", "pipe"],
  });
  const [out, complaint, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "exit"),
  ]);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0 && code !== 1) throw new Error(`tonghu ${args.join(" ")}: ${String(code)} ${complaint}`);
  const { cpu, peakMb } = JSON.parse(readFileSync(file, "utf8")) as { cpu: number; peakMb: number };
  rmSync(folder, { recursive: true, force: true });
  return { seconds, cpu, peakMb, out };
}

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { isProblem } from "#kernel/problem.ts";
import { ownFolder } from "../../../test/folder.ts";
import { outputOfCommand, wordsOfCommand } from "./masterCommand.ts";

const secret = "8f1c5a7e93d24b60e1f7a83c59d2046b7be41da0935c68f2147ad9e30b56c8f1";
let folder: string;
let said: string[] = [];
before(async () => {
  folder = ownFolder("command");
});

/** Runs a program of its own, written as a file, as an installation's KMS command would be. */
async function run(code: string, limitMs = 20_000, env: Record<string, string> = {}): Promise<string> {
  said = [];
  const program = join(folder, `${Math.random()}.mjs`);
  await writeFile(program, code);
  const command = JSON.stringify([process.execPath, program]);
  const options = { env: { ...process.env, ...env }, say: (line: string) => void said.push(line), limitMs };
  return (await outputOfCommand(command, options)).toString();
}

const refused =
  (code: string, reason?: string) =>
  (thrown: unknown): boolean => {
    assert.ok(isProblem(thrown), String(thrown));
    assert.equal(thrown.code, code);
    if (reason !== undefined) assert.equal(thrown.data["reason"], reason);
    assert.ok(!`${JSON.stringify(thrown)} ${thrown.stack} ${said.join()}`.includes(secret.slice(0, 24)));
    return true;
  };

test("what the command prints is handed on, what it says is shown without anything like a key", async () => {
  const code = `console.error("请按一下硬件密钥"); console.error("trace: ${secret} \\x1b[31mred"); process.stderr.write("last"); console.log("${secret}")`;
  assert.equal(await run(code), `${secret}\n`);
  assert.deepEqual(said, ["请按一下硬件密钥", "trace: … [31mred", "last"]);
});

test("it sees the environment, without our own secrets", async () => {
  const env = { KMS_TOKEN: "t", TONGHU_MASTER_KEY: secret, TONGHU_IDENTITY_KEY: secret, DATABASE_URL: "postgres://" };
  const code = `console.log(Object.keys(process.env).filter((name) => /^(KMS|TONGHU|DATABASE)_/.test(name)).join())`;
  assert.equal(await run(code, 20_000, env), "KMS_TOKEN\n");
});

test("a command that fails is a refusal without its output, whatever it printed first", async () => {
  await assert.rejects(run(`console.log("${secret}"); console.error("no ${secret}"); process.exitCode = 3`), refused("crypto.command_failed", "3")); // prettier-ignore
  assert.deepEqual(said, ["no …"]);
  await assert.rejects(run(`process.kill(process.pid, "SIGTERM"); setTimeout(() => 0, 9000)`), refused("crypto.command_failed", "SIGTERM")); // prettier-ignore
  await assert.rejects(run(`throw new Error("x")`), refused("crypto.command_failed", "1"));
});

test("a command that hangs is stopped in time, and what it started with it", async () => {
  const beats = join(folder, "beats");
  const beat = `setInterval(() => require("node:fs").appendFileSync(${JSON.stringify(beats)}, "."), 50)`;
  const code = `import { spawn } from "node:child_process";
    spawn(process.execPath, ["-e", ${JSON.stringify(beat)}], { stdio: "inherit" });
    process.on("SIGTERM", () => 0); console.log("${secret}"); setInterval(() => 0, 1000)`;
  const heardBy = async (limitMs: number): Promise<number> => {
    await assert.rejects(run(code, limitMs), refused("crypto.command_slow"));
    await setTimeout(300);
    return (await readFile(beats).catch(() => "")).length;
  };
  let heard = 0; // a busy machine may need longer to start two programs
  for (const limitMs of [3_000, 10_000, 30_000]) heard ||= await heardBy(limitMs);
  assert.ok(heard > 0);
  await setTimeout(1000);
  assert.equal((await readFile(beats)).length, heard);
});

test("a command that ends while another holds its output open does not hold the start up", async () => {
  const pids = join(folder, "orphan");
  const code = `import { spawn } from "node:child_process"; import { writeFileSync } from "node:fs";
    const child = spawn(process.execPath, ["-e", "setTimeout(() => 0, 15000)"], { stdio: "inherit", detached: true });
    writeFileSync(${JSON.stringify(pids)}, String(child.pid)); child.unref(); console.log("${secret}")`;
  await assert.rejects(run(code, 3000), refused("crypto.command_slow"));
  process.kill(Number(await readFile(pids, "utf8")));
});

test("a command that prints without end is stopped", async () => {
  await assert.rejects(
    run(`for (;;) process.stdout.write("${secret}\\n".repeat(100))`),
    refused("crypto.command_long"),
  );
  const loud = `for (let n = 0; n < 3000; n += 1) console.error("x".repeat(100)); console.log("ok")`;
  assert.equal(await run(loud), "ok\n");
  assert.ok(said.join("").length <= 16 * 1024);
});

const options = { env: process.env, say: () => undefined, limitMs: 5000 };

test("a program that is not there, or is none, is named", async () => {
  const none = join(folder, "none");
  await assert.rejects(outputOfCommand(`${none} --key`, options), (thrown) => {
    return refused("crypto.command_missing")(thrown) && isProblem(thrown) && thrown.data["program"] === none;
  });
  await writeFile(join(folder, "plain"), "text", { mode: 0o600 });
  await assert.rejects(outputOfCommand(join(folder, "plain"), options), refused("crypto.command_failed", "EACCES"));
  const long = JSON.stringify([process.execPath, "x".repeat(3_000_000)]);
  await assert.rejects(outputOfCommand(long, options), refused("crypto.command_failed", "E2BIG"));
});

test("words are split at blanks or given as JSON; signs of a shell are refused, not passed on", () => {
  assert.deepEqual(wordsOfCommand("  kms get\t--name tonghu "), ["kms", "get", "--name", "tonghu"]);
  assert.deepEqual(wordsOfCommand('["kms", "a b", "$(id)", "it\'s", ""]'), ["kms", "a b", "$(id)", "it's", ""]);
  const wrong = ["   ", "[]", "[1]", '["a"', '[""]', '["a", null]', "{}|", "a | b", "a; b", "a && b", "echo $KEY", "echo `id`", "cat 'a b'", 'cat "a"', "a > b", "a \\ b", '["a\\u0000b"]', "a\0b"]; // prettier-ignore
  for (const command of wrong)
    assert.throws(() => wordsOfCommand(command), refused("crypto.command_malformed"), command);
});

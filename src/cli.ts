import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import type { Command, Io } from "./commands/command.ts";

enableCompileCache();

/** Each command's module is read only when it is called: --help stays quick. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  serve: () => import("./commands/serve.ts"),
  migrate: () => import("./commands/migrate.ts"),
  demo: () => import("./commands/demo.ts"),
  "areas load": () => import("./commands/areas.ts").then((module) => ({ command: module.load })),
  "areas show": () => import("./commands/areas.ts").then((module) => ({ command: module.show })),
  "areas change": () => import("./commands/areas.ts").then((module) => ({ command: module.change })),
  "account add": () => import("./commands/account.ts"),
  "template survey": () => import("./commands/template.ts"),
  "import survey": () => import("./commands/import.ts"),
  return: () => import("./commands/return.ts"),
  decide: () => import("./commands/decide.ts"),
  "policy check": () => import("./commands/policy.ts"),
  "policy apply": () => import("./commands/apply.ts"),
  "policy rehearse": () => import("./commands/rehearse.ts"),
  verify: () => import("./commands/verify.ts"),
  rebuild: () => import("./commands/rebuild.ts"),
};

const general = { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;

const io = (json: boolean): Io => ({
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  json,
});

async function help(out: (text: string) => void): Promise<void> {
  out("童护 Tonghu\n\n用法 Usage: tonghu <命令 command> [选项 options]\n");
  for (const [name, load] of Object.entries(commands)) {
    const { command } = await load();
    out(`  ${name.padEnd(16)} ${command.zh}\n  ${"".padEnd(16)} ${command.en}`);
    if (command.usage) out(`  ${"".padEnd(16)} tonghu ${name} ${command.usage}`);
  }
  out(`
  --json            只输出 JSON，供程序使用 JSON only, for scripts
  --help            显示说明 show this

环境变量 Environment
  DATABASE_URL      PostgreSQL 15+ 的地址；不设则使用内置数据库 a PostgreSQL 15+ server; unset: the embedded one
  TONGHU_DATA       数据文件夹，默认 ./data the data folder
  HOST, PORT        监听地址，默认 127.0.0.1:8080 where to listen

退出码 Exit codes: 0 完成 done · 1 完成但有发现 done, something found · 2 用法有误 wrong usage · 3 被拒绝 refused · 70 意外 a bug`);
}

/** The longest name that the words begin with: "areas load" before "areas". */
function chosen(words: readonly string[]): { name: string; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(" ");
    if (words.length >= length && Object.hasOwn(commands, name)) return { name, rest: words.slice(length) };
  }
  return undefined;
}

async function run(argv: readonly string[]): Promise<number> {
  const choice = chosen(argv);
  if (!choice) {
    const asked = argv.length === 0 || argv.includes("--help") || argv.includes("-h");
    await help(io(false)[asked ? "out" : "err"]);
    return asked ? 0 : 2;
  }
  const { command } = (await commands[choice.name]?.()) ?? {};
  if (!command) return 2;
  const parsed = parse(command, choice.rest);
  if (!parsed) return 2;
  if (parsed.values["help"] === true) {
    io(false).out(`${command.zh}\n${command.en}\n\ntonghu ${command.name} ${command.usage}`);
    return 0;
  }
  return guarded(command, parsed);
}

interface Parsed {
  readonly values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  readonly positionals: string[];
}

function parse(command: Command, args: string[]): Parsed | undefined {
  try {
    return parseArgs({ args, options: { ...command.options, ...general }, allowPositionals: true, strict: true });
  } catch (thrown) {
    io(false).err(`${(thrown as Error).message}\n\ntonghu ${command.name} ${command.usage}`);
    return undefined;
  }
}

async function guarded(command: Command, parsed: Parsed): Promise<number> {
  const world = io(parsed.values["json"] === true);
  try {
    return await command.run(parsed.values, parsed.positionals, world);
  } catch (thrown) {
    const { refusalText } = await import("./commands/refusal.ts");
    return refusalText(thrown, command, world);
  }
}

// whoever reads our output may stop early (| head): that is no fault of ours
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2));

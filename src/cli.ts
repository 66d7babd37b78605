import { readFileSync } from "node:fs";
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
  "areas boundaries": () => import("./commands/boundaries.ts").then((module) => ({ command: module.boundaries })),
  "areas change": () => import("./commands/areas.ts").then((module) => ({ command: module.change })),
  "account add": () => import("./commands/account.ts"),
  "account reset-admin": () => import("./commands/account.ts").then((module) => ({ command: module.resetAdmin })),
  "account settings": () => import("./commands/account.ts").then((module) => ({ command: module.settings })),
  "template survey": () => import("./commands/template.ts"),
  "import survey": () => import("./commands/import.ts"),
  return: () => import("./commands/return.ts"),
  "export find": () => import("./commands/export.ts").then((module) => ({ command: module.find })),
  "export terms": () => import("./commands/export.ts").then((module) => ({ command: module.terms })),
  decide: () => import("./commands/decide.ts"),
  link: () => import("./commands/link.ts"),
  "link key": () => import("./commands/linkKey.ts"),
  "link encode": () => import("./commands/linkEncode.ts"),
  "policy check": () => import("./commands/policy.ts"),
  "policy apply": () => import("./commands/apply.ts"),
  "policy rehearse": () => import("./commands/rehearse.ts"),
  "report self-audit": () => import("./commands/report.ts"),
  "report impact": () => import("./commands/report.ts").then((module) => ({ command: module.impactCommand })),
  "retention due": () => import("./commands/retention.ts"),
  "retention drop-traces": () => import("./commands/retention.ts").then((module) => ({ command: module.dropTraces })),
  "retention drop-lists": () => import("./commands/retention.ts").then((module) => ({ command: module.dropLists })),
  verify: () => import("./commands/verify.ts"),
  rebuild: () => import("./commands/rebuild.ts"),
  keys: () => import("./commands/keys.ts").then((module) => ({ command: module.show })),
  "keys rotate": () => import("./commands/keys.ts").then((module) => ({ command: module.rotate })),
  "keys drop": () => import("./commands/keys.ts").then((module) => ({ command: module.drop })),
  backup: () => import("./commands/backup.ts"),
  restore: () => import("./commands/restore.ts"),
};

const general = { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;

const io = (json: boolean): Io => ({
  out: (text) => process.stdout.write(`${text}\n`),
  // a reader that has gone is no fault: the error is heard below
  pour: (bytes) => new Promise((resolve) => process.stdout.write(bytes, () => resolve())),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  json,
});

async function help(out: (text: string) => void): Promise<void> {
  out("童护 Tonghu\n\n用法 Usage: tonghu <命令 command> [选项 options]\n");
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  for (const [name, load] of Object.entries(commands)) {
    const { command } = await load();
    out(`  ${name.padEnd(width)} ${command.zh}\n  ${"".padEnd(width)} ${command.en}`);
    if (command.usage) out(`  ${"".padEnd(width)} tonghu ${name} ${command.usage}`);
  }
  out(`
  --json            只输出 JSON，供程序使用 JSON only, for scripts
  --help            显示说明 show this
  --version         显示版本号 show the version

环境变量 Environment
  DATABASE_URL      PostgreSQL 15+ 的地址；不设则使用内置数据库 a PostgreSQL 15+ server; unset: the embedded one
  DATABASE_APP_URL  应用账号的地址，DATABASE_URL 的账号不能建账号时用 the application's login, where that role may make none
  TONGHU_DATA       数据文件夹，默认 ./data the data folder
  TONGHU_POLICIES   政策包文件夹，默认随程序 a policy folder of one's own
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
  if (!choice) return unknown(argv);
  const { command } = (await commands[choice.name]?.()) ?? {};
  if (!command) return unknown(argv);
  const parsed = await parse(command, choice.rest);
  if (typeof parsed === "number") return parsed;
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

/** The exit code where the options cannot be read. */
async function parse(command: Command, args: string[]): Promise<Parsed | number> {
  try {
    return parseArgs({ args, options: { ...command.options, ...general }, allowPositionals: true, strict: true });
  } catch (thrown) {
    const { misusedOption } = await import("./commands/usage.ts");
    const { refusalText } = await import("./commands/refusal.ts");
    return refusalText(misusedOption(thrown), command, io(args.includes("--json")));
  }
}

async function unknown(argv: readonly string[]): Promise<number> {
  if (argv.includes("--version") || argv.includes("-v")) {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }; // prettier-ignore
    io(false).out(version);
    return 0;
  }
  if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) {
    await help(io(false).out);
    return 0;
  }
  const { unknownCommand } = await import("./commands/usage.ts");
  const { usageText } = await import("./commands/refusal.ts");
  const problem = unknownCommand(argv, Object.keys(commands));
  return usageText(problem, io(argv.includes("--json")), "tonghu <命令> [选项]；tonghu --help 列出全部命令");
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

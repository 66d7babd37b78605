import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { isProblem } from "#kernel/problem.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import type { Command, Io, Values } from "./command.ts";
import { refusalText } from "./refusal.ts";
import { command as apply } from "./apply.ts";
import { command as drawn } from "./return.ts";
import { command as rehearse } from "./rehearse.ts";
import { command as serve } from "./serve.ts";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
let database: TestDatabase;
let folder: string;
before(async () => {
  database = await testDatabase({ county: "445281" });
  folder = mkdtempSync(join(tmpdir(), "tonghu-usage-"));
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As it is typed: exit code, standard output, the lines of standard error. */
function typed(...words: string[]): { code: number | null; out: string; err: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr.trim().split("\n") };
}

test("wrong usage is said in Chinese: what is wrong, then how it is written", () => {
  const table: [string[], string][] = [
    [["wat"], "没有“wat”这个命令。"],
    [["policy", "chekc"], "没有“policy chekc”这个命令；policy 之后可写：check、apply、rehearse。"],
    [["return", "x", "--area", "445281", "--as-of", "2024-02-31"], "--as-of 的“2024-02-31”不是确有的日期，应写作年-月-日，如 2024-07-01。"],
    [["return", "x", "--arae", "445281"], "没有“--arae”这个选项。"],
    [["return", "x", "--area"], "选项“--area”之后要写出值；值以减号开头时写作 --area=值。"],
    [["return", "x", "--frozen=yes", "--area", "445281"], "选项“--frozen”不带值。"],
    [["demo", "100000"], "多出了“100000”。"],
    [["verify", "heads.txt"], "多出了“heads.txt”。"],
    [["keys", "dorp"], "多出了“dorp”。"],
    [["areas"], "缺少 areas 之后的命令：load、show、boundaries、change。"],
    [["policy", "rehearse"], "缺少改动后的政策包文件夹。"],
    [["policy", "rehearse", join(folder, "none")], `没有文件夹“${join(folder, "none")}”。`],
  ]; // prettier-ignore
  for (const [words, sentence] of table) {
    const { code, out, err } = typed(...words);
    assert.deepEqual([code, out, err[0]], [2, "", sentence], words.join(" "));
    assert.match(err[1] ?? "", /^用法：tonghu /);
    assert.equal(err.length, 2, err.join("\n"));
  }
});

test("with --json the same is one JSON document", () => {
  const { code, out, err } = typed("return", "x", "--json", "--strange");
  const said = JSON.parse(out) as { code: string; detail: string };
  assert.deepEqual([code, said.code, said.detail, err], [2, "cli.usage", "没有“--strange”这个选项。", [""]]);
});

interface Said {
  readonly code: number;
  readonly lines: readonly string[];
}

async function run(command: Command, values: Values, words: string[], env: Io["env"] = {}): Promise<Said> {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const urls = { TONGHU_DATA: folder, DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl };
  const io: Io = { out: write, err: write, env: { ...urls, ...env }, json: false };
  try {
    return { code: await command.run(values, words, io), lines };
  } catch (thrown) {
    assert.ok(isProblem(thrown), String(thrown));
    return { code: refusalText(thrown, command, io), lines };
  }
}

test("an area that is not there is refused, not counted as one without children", async () => {
  const pack = join(defaultFolder, "puning");
  for (const [command, words] of [
    [rehearse, [pack]],
    [apply, []],
    [drawn, ["puning-annex-1"]],
  ] as const) {
    const { code, lines } = await run(command, { area: "445299" }, [...words]);
    assert.equal(code, 3, `${command.name}: ${lines.join()}`);
  }
  assert.equal((await run(rehearse, { area: "445281" }, [pack])).code, 0);
});

test("a fault of a rehearsed pack is named in the folder that was given", async () => {
  const changed = join(folder, "draft");
  cpSync(join(defaultFolder, "puning"), changed, { recursive: true });
  const text = readFileSync(join(changed, "pack.yaml"), "utf8");
  writeFileSync(join(changed, "pack.yaml"), text.replace("use: under_sixteen", "use: under_sixty"));
  const { lines } = await run(rehearse, { area: "445281" }, [changed]);
  assert.ok(lines[0]?.startsWith(`${join(changed, "pack.yaml")}:`), lines.join("\n"));
  // a pack that cannot even be read is named in the same way, and the packs of the house are not blamed
  const broken: [string, string, string][] = [
    ["    clause: 普民〔2024〕35号 三1\n    when:", "    when:", "缺少条款（clause）"],
    ["version: 1", "version: [1", "YAML 写法有误"],
  ];
  for (const [whole, cut, said] of broken) {
    writeFileSync(join(changed, "pack.yaml"), text.replace(whole, cut));
    const refused = await run(rehearse, { area: "445281" }, [changed]);
    assert.match(refused.lines[0] ?? "", new RegExp(`draft/pack\\.yaml:\\d+: .*${said}`));
    assert.deepEqual(
      [refused.code, refused.lines.at(-1)],
      [3, "改动后的政策“puning”有 1 处错误，如上所列；请改正后再试算（policy.not_rehearsed）"],
    );
  }
});

test("a database at whose address nobody answers is named with host and port", async () => {
  const { code, lines } = await run(apply, { area: "445281" }, [], { DATABASE_URL: "postgres://a:b@127.0.0.1:1/x" });
  assert.equal(code, 3);
  assert.match(lines[0] ?? "", /^连接不上数据库服务器 127\.0\.0\.1:1（ECONNREFUSED）/);
});

test("a taken port is noticed before anything is loaded", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  try {
    const { port } = other.address() as { port: number };
    // were the database opened first, its address would be what is wrong
    const env = { PORT: String(port), DATABASE_URL: "postgres://a:b@127.0.0.1:1/x" };
    const { code, lines } = await run(serve, {}, [], env);
    assert.deepEqual([code, lines], [3, [`端口 ${port} 已被占用，请用 PORT 另选一个端口。（serve.port_in_use）`]]);
  } finally {
    other.close();
  }
});

test("figures of a file lead to where the pages are; a day to come is marked", async () => {
  const out = join(folder, "x.html");
  const links = async (values: Values, env: Io["env"] = {}): Promise<string[]> => {
    const { code, lines } = await run(drawn, { area: "445281", out, ...values }, ["puning-annex-1"], env);
    assert.equal(code, 0, lines.join());
    return [
      ...new Set([...readFileSync(out, "utf8").matchAll(/href="(https?:\/\/[^/]+)\//g)].map(([, base]) => base ?? "")),
    ];
  };
  assert.deepEqual(await links({}), ["http://127.0.0.1:8080"]);
  assert.deepEqual(await links({}, { PORT: "9191", HOST: "0.0.0.0" }), ["http://127.0.0.1:9191"]);
  assert.deepEqual(await links({}, { PORT: "9191", HOST: "10.0.0.7" }), ["http://10.0.0.7:9191"]);
  assert.deepEqual(await links({ "link-base": "https://th.example.cn/" }, { PORT: "9191" }), ["https://th.example.cn"]);
  assert.equal((await run(drawn, { area: "445281", "link-base": "th.example.cn" }, ["puning-annex-1"])).code, 2);
  const future = await run(drawn, { area: "445281", "as-of": "2099-01-01", out }, ["puning-annex-1"]);
  assert.match(future.lines[0] ?? "", /（推算：数据时点尚未到来）/);
  assert.match(readFileSync(out, "utf8"), /推算：数据时点 2099-01-01 尚未到来/);
});

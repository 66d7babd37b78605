import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import type { Io, Values } from "./command.ts";
import { command as decide } from "./decide.ts";
import { command } from "./policy.ts";

let folder = "";
before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "tonghu-policy-")), "policies");
  await cp(defaultFolder, folder, { recursive: true });
});
after(() => rm(join(folder, ".."), { recursive: true, force: true }));

async function check(ids: string[], values: Values, json = false) {
  const out: string[] = [];
  const io: Io = { out: (line) => void out.push(line), err: () => undefined, env: {}, json };
  return { code: await command.run(values, ids, io), out };
}

test("the packs of the house have no fault, and each carries its examples", async () => {
  const { code, out } = await check([], {});
  assert.deepEqual(out.slice(0, -1), []);
  assert.equal(code, 0);
  for (const id of ["national", "guangdong", "puning", "hainan", "chongqing-beibei", "sichuan"]) {
    assert.match(out[0] ?? "", new RegExp(id));
    const examples = await readFile(join(defaultFolder, id, "examples.yaml"), "utf8");
    assert.ok(examples.split("\n").filter((line) => line.startsWith("- ")).length >= 40, id);
  }
});

test("a fault is printed as file:line: sentence, and as JSON with its code", async () => {
  const path = join(folder, "puning", "pack.yaml");
  const text = await readFile(path, "utf8");
  const line = text.split("\n").findIndex((one) => one.includes("use: under_sixteen")) + 1;
  assert.ok(line > 0);
  await writeFile(path, text.replace("use: under_sixteen", "use: under_sixty"));
  const { code, out } = await check(["puning"], { policies: folder });
  assert.equal(code, 1);
  assert.deepEqual(out, [
    `policies/puning/pack.yaml:${line}: 没有名为“under_sixty”的条件（define）`,
    "发现 1 处问题。",
  ]);
  const json = await check(["puning"], { policies: folder }, true);
  const { faults } = JSON.parse(json.out.join("\n")) as { faults: Record<string, unknown>[] };
  assert.deepEqual(
    faults.map((fault) => [fault["code"], fault["file"], fault["line"]]),
    [["policy.unknown_use", "policies/puning/pack.yaml", line]],
  );
  await writeFile(path, text);
});

test("a column of a register that names no fact is a fault at its line", async () => {
  const path = join(folder, "puning", "pack.yaml");
  const text = await readFile(path, "utf8");
  const column = "title: 父亲情形, fact: father.status }";
  const line = text.split("\n").findIndex((one) => one.includes(column)) + 1;
  assert.ok(line > 0);
  await writeFile(path, text.replace(column, "title: 父亲情形, fact: father.statuz }"));
  const { code, out } = await check(["puning"], { policies: folder }, true);
  await writeFile(path, text);
  assert.equal(code, 1);
  const { faults } = JSON.parse(out.join("\n")) as { faults: Record<string, unknown>[] };
  assert.deepEqual(
    faults.map((fault) => [fault["code"], fault["file"], fault["line"]]),
    [["policy.unknown_fact", "policies/puning/pack.yaml", line]],
  );
});

test("a text that is no pack, a folder that is not its own, a pack that is not there", async () => {
  const path = join(folder, "hainan", "pack.yaml");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("id: hainan", "id: jiangnan"));
  assert.match(
    (await check([], { policies: folder })).out.join("\n"),
    /policies\/hainan\/pack\.yaml:\d+: 政策编号“jiangnan”与文件夹“hainan”不一致/,
  );
  await writeFile(path, new Uint8Array([0x69, 0xff, 0x00]));
  assert.match(
    (await check(["puning"], { policies: folder })).out.join("\n"),
    /policies\/hainan\/pack\.yaml:1: 不是 UTF-8 文字/,
  );
  await rm(path);
  assert.equal((await check(["puning"], { policies: folder })).code, 1);
  await assert.rejects(
    check(["nowhere"], { policies: defaultFolder }),
    (thrown) => isProblem(thrown) && thrown.code === "policy.unknown",
  );
});

test("a pack that cannot be read is named with file and line, not called unknown, by check and by whoever decides by it", async () => {
  const path = join(folder, "sichuan", "pack.yaml");
  const text = await readFile(path, "utf8");
  await writeFile(path, `${text}\ncolour: blue\n`);
  const line = text.split("\n").length + 1;
  const { code, out } = await check(["sichuan"], { policies: folder });
  assert.equal(code, 1);
  assert.ok(out.includes(`policies/sichuan/pack.yaml:${line}: 不认识的键“colour”`), out.join("\n"));
  const decided = decide.run({ policy: "sichuan", policies: folder }, ["-"], { out: () => undefined, err: () => undefined, env: {}, json: false }); // prettier-ignore
  await assert.rejects(decided, (thrown) => isProblem(thrown) && thrown.code === "policy.faulty");
  await writeFile(path, text);
});

import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { readRows, saveWorkbook } from "#platform/files/index.ts";
import { drawRegisters, fieldsYaml, leftHeads, rightHeads, type Row } from "../../test/registers/registers.ts";
import type { Command, Io, Values } from "./command.ts";
import { command as link } from "./link.ts";
import { checkpoint } from "./linkCheckpoint.ts";
import { command as encode } from "./linkEncode.ts";
import { command as makeKey } from "./linkKey.ts";
import { refusalText } from "./refusal.ts";

let folder: string;
const registers = drawRegisters(5, 1500);
const at = (name: string): string => join(folder, name);
const csv = (heads: Row, rows: readonly Row[]): string => [heads, ...rows].map((row) => row.join(",")).join("\r\n");

before(() => {
  folder = mkdtempSync(join(tmpdir(), "tonghu-link-"));
  writeFileSync(at("fields.yaml"), fieldsYaml);
  writeFileSync(at("left.csv"), csv(leftHeads, registers.left));
  writeFileSync(at("right.csv"), csv(rightHeads, registers.right));
  writeFileSync(at("key"), `${"0f".repeat(32)}\n`);
  writeFileSync(at("other-key"), `${"1e".repeat(32)}\n`);
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(command: Command, values: Values, json = false): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = { out: (text) => void out.push(text), err: (text) => void err.push(text), env: {}, json };
  const done = async (): Promise<number> => {
    try {
      return await command.run(values, [], io);
    } catch (thrown) {
      assert.ok(isProblem(thrown), String(thrown));
      return refusalText(thrown, command, io);
    }
  };
  return { code: await done(), out: out.join("\n"), err: err.join("\n") };
}

const files = (left = "left.csv", right = "right.csv", out = "pairs.csv"): Values => ({
  left: at(left),
  right: at(right),
  config: at("fields.yaml"),
  out: at(out),
});

/** The written pairs as objects by head. */
async function pairs(file: string): Promise<Record<string, string>[]> {
  const rows: string[][] = [];
  for await (const { cells } of readRows(file)) rows.push(cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  const [heads = [], ...rest] = rows;
  return rest.map((row) => Object.fromEntries(heads.map((head, place) => [head, row[place] ?? ""])));
}

const rightly = (lines: readonly Record<string, string>[]): number =>
  lines.filter((line) => registers.truth.get(line["left_id"] ?? "") === line["right_id"]).length;

test("two CSV files become pairs with probability, verdict and bits per field", async () => {
  const { code, out } = await run(link, { ...files(), explain: true });
  assert.equal(code, 0);
  assert.match(out, /^左 1500 行，右 1500 行；候选 \d+ 对；可直接认定 \d+ 对，需人工核对 \d+ 对。$/);
  const lines = await pairs(at("pairs.csv"));
  assert.ok(rightly(lines) >= 890, `${rightly(lines)} of ${registers.truth.size}`);
  const [line = {}] = lines;
  assert.deepEqual(Object.keys(line), [
    "left_id", "right_id", "probability", "verdict", "姓名", "身份证号", "出生日期", "性别", "家庭", "against_sibling", "runner_up", "rule", "说明",
  ]); // prettier-ignore
  assert.ok(lines.every((one) => Number(one["probability"]) >= 0.99 === (one["verdict"] === "certain")));
  assert.ok(lines.every((one) => one["说明"]?.startsWith("姓名") && !/445\d{9}/.test(one["说明"])));
  assert.ok(!existsSync(at("pairs.csv.part")) && !existsSync(at("pairs.csv.writing")));
});

test("GB18030, a workbook and UTF-8 with its mark give the same pairs", async () => {
  await run(link, files());
  const wanted = readFileSync(at("pairs.csv"), "utf8");
  writeFileSync(at("marked.csv"), `\u{FEFF}${csv(rightHeads, registers.right)}`);
  const sheet = {
    name: "名单",
    columns: leftHeads.map(() => ({ width: 20 })),
    rows: [leftHeads, ...registers.left].map((cells) => ({ cells: [...cells] })),
  };
  await saveWorkbook(at("left.xlsx"), { sheets: [sheet] });
  await run(link, files("left.xlsx", "marked.csv", "again.csv"));
  assert.equal(readFileSync(at("again.csv"), "utf8"), wanted);
  writeFileSync(at("gb.csv"), await gb18030(csv(leftHeads, registers.left)));
  await run(link, files("gb.csv", "right.csv", "gb-pairs.csv"));
  assert.equal(readFileSync(at("gb-pairs.csv"), "utf8"), wanted);
});

/** Node decodes GB18030 but does not encode it: the two-byte part of its table, turned round. */
function gb18030(text: string): Promise<Buffer> {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, [number, number]>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      const sign = decoder.decode(Uint8Array.of(high, low));
      if (!table.has(sign)) table.set(sign, [high, low]);
    }
  }
  const bytes = Array.from(text, (sign) => (sign < "\u0080" ? [sign.charCodeAt(0)] : (table.get(sign) ?? [0x3f])));
  return Promise.resolve(Buffer.from(bytes.flat()));
}

test("departments hand over digests; a list with another key is refused, and so is plain text beside digests", async () => {
  const encoded = (file: string, side: string, key = "key"): Promise<Said> =>
    run(encode, {
      in: at(file),
      side,
      key: at(key),
      config: at("fields.yaml"),
      out: at(`${file}.${key}`),
      suite: "sm4-sm3",
    });
  assert.equal((await encoded("left.csv", "left")).code, 0);
  assert.equal((await encoded("right.csv", "right")).code, 0);
  const text = readFileSync(at("left.csv.key"), "utf8");
  for (const [, name = "", id = ""] of registers.left)
    assert.ok(!text.includes(name) && (id === "" || !text.includes(id)), name);
  const { code } = await run(link, files("left.csv.key", "right.csv.key", "digests.csv"));
  assert.equal(code, 0);
  assert.ok(rightly(await pairs(at("digests.csv"))) >= 888);
  await encoded("right.csv", "right", "other-key");
  for (const right of ["right.csv.other-key", "right.csv"]) {
    const refused = await run(link, files("left.csv.key", right));
    assert.equal(refused.code, 3);
    assert.match(refused.err, /linkage\.digests_differ/);
  }
});

test("one file is searched for its own doubles", async () => {
  const { right: _, ...values } = files("left.csv", "", "doubles.csv");
  const { code, out } = await run(link, values, true);
  const figures = JSON.parse(out) as Record<string, unknown>;
  assert.deepEqual([code, figures["left"], figures["right"]], [0, 1500, null]);
  assert.match((await run(link, values)).out, /^名单 1500 行，自身查重；候选 \d+ 对；/);
});

test("a result never takes the place of a list, the fields, the decisions or the key", async () => {
  symlinkSync(at("right.csv"), at("linked.csv"));
  writeFileSync(at("d.csv.writing"), "left_id,right_id,verdict\n");
  const there = readdirSync(folder).map((name) => [name, readFileSync(at(name), "latin1")]);
  const given = { ...files(), decisions: at("d.csv.writing") };
  for (const out of ["left.csv", "linked.csv", "./right.csv", "fields.yaml", "d.csv.writing", "d.csv"]) {
    const refused = await run(link, { ...given, out: `${folder}/${out}` });
    assert.equal(refused.code, 3, out);
    assert.match(refused.err, /结果不能写到要读取的文件上.*files\.same_file/s);
  }
  const list = { in: at("left.csv"), side: "left", key: at("key"), config: at("fields.yaml") };
  for (const out of ["left.csv", "key", "fields.yaml"]) {
    assert.match((await run(encode, { ...list, out: at(out) })).err, /files\.same_file/, out);
  }
  assert.deepEqual(readdirSync(folder).map((name) => [name, readFileSync(at(name), "latin1")]), there); // prettier-ignore
});

test("a key is made once, for its owner's eyes, and digests can be made with it", async () => {
  const { code, out } = await run(makeKey, { out: at("project.key") });
  assert.equal(code, 0);
  const text = readFileSync(at("project.key"), "utf8");
  assert.match(text, /^[0-9a-f]{64}$/);
  assert.ok(!out.includes(text));
  if (process.platform !== "win32") assert.equal(statSync(at("project.key")).mode & 0o777, 0o600);
  const again = await run(makeKey, { out: at("project.key") });
  assert.match(again.err, /已存在，没有改动.*linkage\.key_exists/s);
  assert.equal(readFileSync(at("project.key"), "utf8"), text);
  const list = { in: at("left.csv"), side: "left", config: at("fields.yaml"), out: at("made.csv") };
  assert.equal((await run(encode, { ...list, key: at("project.key") })).code, 0);
});

test("verdicts filled in by hand are kept, and learned from", async () => {
  await run(link, files());
  const [line = {}] = (await pairs(at("pairs.csv"))).filter((one) => one["verdict"] === "certain");
  writeFileSync(
    at("decided.csv"),
    `left_id,right_id,verdict\n${line["left_id"]},${line["right_id"]},different\ngone,gone,same\n`,
  );
  await run(link, { ...files("left.csv", "right.csv", "after.csv"), decisions: at("decided.csv") });
  const left = await pairs(at("after.csv"));
  assert.ok(!left.some((one) => one["left_id"] === line["left_id"] && one["right_id"] === line["right_id"]));
});

test("a broken key, an id that is personal, and a wrong config are refused in words", async () => {
  const yaml = (text: string): string => {
    writeFileSync(at("wrong.yaml"), text);
    return at("wrong.yaml");
  };
  const table: [Promise<Said>, number, RegExp][] = [
    [
      run(link, { ...files(), config: yaml("fields: [{ name: 姓名, type: string }]") }),
      3,
      /字段“姓名”的类型（type）应为：id name\.zh/,
    ],
    [run(link, { ...files(), least: "2" }), 2, /--least 的“2”不是 0 到 1 之间的数/],
    [run(link, { left: at("left.csv") }), 2, /缺少选项 --config/],
    [run(link, { ...files(), left: at("none.csv") }), 3, /files\.not_found/],
    [run(link, files("right.csv", "right.csv")), 3, /左表没有“编号”这一列/],
  ];
  for (const [said, code, words] of table) {
    const { code: found, err } = await said;
    assert.equal(found, code, err);
    assert.match(err, words);
  }
  writeFileSync(at("short-key"), "0f0f");
  const short = await run(encode, {
    in: at("left.csv"),
    side: "left",
    key: at("short-key"),
    config: at("fields.yaml"),
    out: at("x"),
  });
  assert.match(short.err, /密钥文件应为 64 位十六进制数/);
  const personal = yaml("id: 身份证号\nfields: [{ name: 身份证号, type: id }]");
  const refused = await run(encode, {
    in: at("left.csv"),
    side: "left",
    key: at("key"),
    config: personal,
    out: at("x"),
  });
  assert.match(refused.err, /左表的编号列“身份证号”同时是比对字段/);
});

test("a row without an id, an id twice, and a list without rows are refused with the row", async () => {
  const list = (name: string, rows: readonly Row[]): string => {
    writeFileSync(at(name), csv(leftHeads, rows));
    return name;
  };
  const [one = [], two = []] = registers.left;
  assert.match((await run(link, files(list("a.csv", [one, two.with(0, "")])))).err, /左表第 3 行没有编号/);
  assert.match((await run(link, files(list("b.csv", [one, two, one])))).err, /左表第 4 行的编号与前面某一行相同/);
  const long = [one, two.with(0, "x".repeat(300_000))];
  assert.match((await run(link, files(list("d.csv", long)))).err, /左表第 3 行的编号超过 200 个字/);
  const hostile = registers.left.map((row, n) =>
    n === 7 ? row.with(1, "(".repeat(200_000)).with(3, "9".repeat(200_000)) : row,
  );
  assert.equal((await run(link, files(list("e.csv", hostile)))).code, 0);
  assert.match((await run(link, files(list("c.csv", [])))).err, /左表没有数据行/);
});

test("what a cancelled run had found is used on the same files only", async () => {
  const about = { yaml: fieldsYaml, files: [at("left.csv"), at("right.csv")] };
  const part = at("cancelled.part");
  const first = await checkpoint(part, about, false);
  const compared = { left: Int32Array.of(3, 4), right: Int32Array.of(5, 6), codes: Float64Array.of(7, 8) };
  first.onCompared?.(0, compared);
  const again = await checkpoint(part, about, true);
  assert.deepEqual(again.resumed?.(0), compared);
  assert.equal(again.resumed?.(1), undefined);
  const other = await checkpoint(part, { ...about, yaml: `${fieldsYaml}\n` }, true);
  assert.equal(other.resumed?.(0), undefined);
  await other.done();
  assert.ok(!existsSync(part));
});

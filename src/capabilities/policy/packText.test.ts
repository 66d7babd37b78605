import assert from "node:assert/strict";
import { test } from "node:test";
import { processorMs } from "#test/processor.ts";
import { Places } from "#engines/rules/place.ts";
import { readExamples, readPack } from "./packText.ts";
import { readYaml } from "./yamlText.ts";
import { faultText } from "./zh.ts";

const pack = `id: valley
title: 山谷县方案
document: 一号
area: "445281"
from: 2024-01-01
version: 1
categories:
  - id: left_behind
    title: 留守
    clause: 二
    ledger: main
    when: { fact: hukou.kind, is: rural }
levels:
  - { id: green, title: 绿, word: 低, shape: circle, rhythms: [{ kind: contact, every: 1 months, mode: rolling, clause: 四 }] }
`;

const faultsOf = (text: string): [string, number, unknown][] => {
  const { value, faults } = readPack(text, "pack.yaml", new Places());
  assert.equal(value === null, faults.length > 0);
  for (const fault of faults) assert.notEqual(faultText(fault), fault.code);
  return faults.map((fault) => [
    fault.code,
    fault.line,
    fault.data["item"] ?? fault.data["key"] ?? fault.data["reason"],
  ]);
};

test("a pack is the object as written, and its conditions know their lines", () => {
  const places = new Places();
  const { value } = readPack(pack, "policies/valley/pack.yaml", places);
  assert.deepEqual(places.at(value?.categories?.[0], "when"), { file: "policies/valley/pack.yaml", line: 12 });
  assert.deepEqual(places.at(value?.categories?.[0]?.when), { file: "policies/valley/pack.yaml", line: 12 });
  assert.equal(value?.from, "2024-01-01");
});

test("each departure from the shape is named with its line", () => {
  const table: [string, string, [string, number, string][]][] = [
    ["    clause: 二\n", "", [["missing_clause", 8, "categories[left_behind].clause"]]],
    ["    clause: 二\n", "    clause: ''\n", [["missing_clause", 10, "categories[left_behind].clause"]]],
    [", clause: 四", "", [["missing_clause", 14, "levels[green].rhythms[1].clause"]]],
    ["ledger: main", "ledger: other", [["shape", 11, "categories[left_behind].ledger"]]],
    [
      "ledger: main",
      "leger: main",
      [
        ["shape", 8, "categories[left_behind].ledger"],
        ["unknown_key", 11, "leger"],
      ],
    ],
    ["from: 2024-01-01", "from: 2024-02-31", [["shape", 5, "from"]]],
    ['area: "445281"', "area: 445281", [["shape", 4, "area"]]],
    ["shape: circle", "shape: star", [["shape", 14, "levels[green].shape"]]],
    ["every: 1 months", "every: monthly", [["shape", 14, "levels[green].rhythms[1].every"]]],
    ["version: 1", "version: 1.5", [["shape", 6, "version"]]],
    ["id: valley", "id: ../valley", [["shape", 1, "id"]]],
    ["version: 1\n", "version: 1\nid: other\n", [["yaml", 7, "syntax"]]],
  ];
  for (const [from, to, faults] of table) {
    assert.ok(pack.includes(from), from);
    assert.deepEqual(faultsOf(pack.replace(from, to)), faults, to);
  }
  assert.deepEqual(faultsOf("- 1\n"), [["shape", 1, "-"]]);
  assert.deepEqual(faultsOf("word"), [["shape", 1, "-"]]);
  for (const empty of ["", "\n\n", "# 只有注释\n"]) assert.deepEqual(faultsOf(empty), [["yaml", 1, "empty"]], empty);
  const said = ["", "word"].map((text) => readPack(text, "pack.yaml", new Places()).faults.map(faultText));
  assert.deepEqual(said, [["文件是空的"], ["文件的内容不合要求（现为 word）"]]);
});

test("examples: their shape", () => {
  const { value, faults } = readExamples(
    "- name: 甲\n  asOf: 2024-07-01\n  facts: {}\n  expect: { level: null, grounds: [] }\n",
    "e",
    new Places(),
  );
  assert.deepEqual([value?.length, faults], [1, []]);
  const wrong = readExamples(
    "- name: 甲\n  asOf: 2024-07-01\n  facts: {}\n  expect: { categories: { a: maybe } }\n",
    "e",
    new Places(),
  );
  assert.deepEqual(
    wrong.faults.map((fault) => [fault.code, fault.line]),
    [["shape", 4]],
  );
});

test("hostile texts end in a fault, soon and without a crash", () => {
  const bomb = Array.from(
    { length: 12 },
    (_, i) =>
      `a${i}: &a${i} [${Array(10)
        .fill(i === 0 ? "x" : `*a${i - 1}`)
        .join(", ")}]`,
  ).join("\n");
  const table: [string, string, string][] = [
    ["brackets", "[".repeat(100_000), "too_deep"],
    ["braces", "{a: ".repeat(100_000), "too_deep"],
    // the parser goes down a call per dash: whether its stack suffices depends on what ran before
    ["dashes", "- ".repeat(20_000), "syntax|too_deep"],
    ["indentation", Array.from({ length: 900 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), "too_deep"],
    ["an alias bomb", bomb, "too_large"],
    ["an alias to itself", "a: &a [*a]", "too_deep"],
    ["a long text", `a: ${"長".repeat(100_000)}`, "text_too_long"],
    ["a NUL", 'a: "x\\0y"', "control_character"],
    ["a prototype", "__proto__: { polluted: true }", "bad_key"],
    ["a key that is a list", "? [a, b]\n: c", "bad_key"],
    ["infinity", "a: .inf", "not_a_number"],
    ["too long a file", "a".repeat(2_100_000), "too_long"],
    ["half a text", 'a: "x', "syntax"],
    ["an unknown alias", "a: *b", "unknown_alias"],
  ];
  for (const [name, text, reason] of table) {
    const { faults } = readYaml(text, "x", new Places());
    const reasons = [...new Set(faults.map((fault) => String(fault.data["reason"])))];
    assert.ok(reasons.length === 1 && reason.split("|").includes(reasons[0] ?? ""), `${name}: ${reasons.join(", ")}`);
    const took = processorMs(() => readYaml(text, "x", new Places()), 3_000);
    assert.ok(took < 3_000, `${name} took ${took} ms`);
  }
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  assert.deepEqual(readYaml("a: !!js/function 'x'\n<<: { b: 1 }", "x", new Places()).value, { a: "x", "<<": { b: 1 } });
});

test("what falls below the higher pack is said by its titles and in words, with the place to declare it", () => {
  const data = { item: "levels.yellow", title: "中高风险（黄色）", parent: "粤民发〔2024〕32号", how: "visit_rarer", detail: "home_visit 1 months" };
  const said = faultText({ code: "below_parent", file: "pack.yaml", line: 142, data });
  assert.equal(said, "“中高风险（黄色）”低于上级粤民发〔2024〕32号：频次低于上级：上级为入户走访每1个月一次；确有依据的，在 narrows（从宽项）中写明 levels.yellow 和理由");
}); // prettier-ignore

import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { readConfig } from "./config.ts";
import { configProblems } from "./zh.ts";

const reasonOf = (yaml: string): unknown => {
  try {
    readConfig(yaml);
  } catch (thrown) {
    assert.ok(isProblem(thrown));
    assert.equal(thrown.code, "linkage.config_wrong");
    return thrown.data["reason"];
  }
  return "none";
};

test("a config names the ids and each field with its type and columns", () => {
  const { leftId, rightId, fields } = readConfig(
    "id: { left: a, right: b }\nfields:\n  - { name: 姓名, type: name.zh, right: 学生姓名 }\n  - { name: 家长, type: name.zh, household: true }",
  );
  assert.deepEqual([leftId, rightId], ["a", "b"]);
  assert.deepEqual(fields, [
    { name: "姓名", type: "name.zh", left: "姓名", right: "学生姓名", household: false },
    { name: "家长", type: "name.zh", left: "家长", right: "家长", household: true },
  ]);
  assert.equal(readConfig("fields: [{ name: x, type: code }]").leftId, null);
});

test("what is wrong with a config is named, and there is a sentence for each reason", () => {
  const table: [string, string][] = [
    ["fields: [", "not_yaml"],
    ["just text", "not_a_map"],
    ["field: []", "unknown_key"],
    ["fields: []", "no_fields"],
    [`fields: [${Array.from({ length: 25 }, (_, i) => `{ name: a${i}, type: code }`).join(",")}]`, "too_many_fields"],
    ["fields: [text]", "field"],
    ["fields: [{ type: code }]", "name"],
    ["fields: [{ name: x, type: string }]", "type"],
    ["fields: [{ name: x, type: code, colunm: y }]", "unknown_key"],
    ["fields: [{ name: x, type: code, column: 3 }]", "column"],
    ["fields: [{ name: x, type: code, household: ja }]", "household"],
    ["fields: [{ name: x, type: code }, { name: x, type: id }]", "twice"],
    ["fields: [{ name: x, type: code, household: true }]", "only_household"],
    ["id: [a]\nfields: [{ name: x, type: code }]", "id"],
  ];
  for (const [yaml, reason] of table) {
    assert.equal(reasonOf(yaml), reason, yaml);
    assert.ok(configProblems[reason], reason);
  }
  assert.deepEqual(Object.keys(configProblems).toSorted(), [...new Set(table.map(([, reason]) => reason))].toSorted());
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "#kernel/problem.ts";
import { fill } from "#platform/http/problem.ts";
import { parseChanges } from "./changesFile.ts";
import { problems } from "./zh.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const head = "日期,方式,原代码,新代码,新名称\n";

const refusal = (bytes: Uint8Array): Problem => {
  try {
    parseChanges(bytes);
  } catch (thrown) {
    assert.ok(thrown instanceof Problem);
    return thrown;
  }
  assert.fail("not refused");
};

test("Chinese and English headers, any order, quotes, full-width digits, slashed dates, a byte order mark", () => {
  const chinese = parseChanges(utf8(`\uFEFF${head}2024/5/1,更名,４４５２８１００１,,"甲,东街道"\r\n,,,,\r\n`));
  assert.deepEqual(chinese, [
    { line: 2, day: "2024-05-01", how: "renamed", oldCode: "445281001", newCode: "", newName: "甲,东街道" },
  ]);
  const english = parseChanges(utf8('new_name,how,day,old_code,new_code\n"a ""b""",created,2024-05-01,,445281009'));
  assert.equal(english[0]?.newName, 'a "b"');
});

test("a file that a Chinese spreadsheet saved in GB18030 is read", () => {
  // 日期,方式,原代码,新代码,新名称 / 2024-05-01,更名,445281001,,甲
  const bytes = Buffer.from(
    "c8d5c6da2cb7bdcabd2cd4adb4fac2eb2cd0c2b4fac2eb2cd0c2c3fbb3c60a323032342d30352d30312cb8fcc3fb2c3434353238313030312c2cbcd7",
    "hex",
  );
  assert.deepEqual(
    parseChanges(bytes).map((one) => [one.how, one.newName]),
    [["renamed", "甲"]],
  );
});

test("a malformed line is named, with all the others", () => {
  const { code, data } = refusal(
    utf8(
      `${head}2024-02-30,更名,445281001,,甲\n2024-05-01,改,445281001,,甲\n2024-05-01,更名,44528,,甲\n2024-05-01,更名,44,,"甲`,
    ),
  );
  assert.equal(code, "area.changes_refused");
  assert.deepEqual(
    (data["faults"] as { line: number; field: string }[]).map((one) => [one.line, one.field]),
    [
      [2, "day"],
      [3, "how"],
      [4, "oldCode"],
      [5, ""],
    ],
  );
  const said = (data["faults"] as Record<string, unknown>[]).map((one) =>
    fill(problems["area.line_malformed"] ?? "", one),
  );
  assert.match(said[0] ?? "", /^第 2 行无法识别：日期应写作年-月-日/);
  assert.match(said[1] ?? "", /^第 3 行无法识别：方式应为更名、合并、/);
  assert.match(said[3] ?? "", /引号没有成对。$/);
});

test("a file without the columns, or no text at all, is refused as a whole", () => {
  assert.equal(refusal(utf8("a,b\n1,2")).code, "area.columns_missing");
  assert.equal(refusal(utf8("日期,方式\n")).data["columns"], "原代码、新代码、新名称");
  assert.equal(refusal(utf8("")).code, "area.columns_missing");
  assert.equal(refusal(Uint8Array.of(0xff, 0xff, 0x00, 0xff)).code, "area.file_unreadable");
});

test("an empty table is no change", () => assert.deepEqual(parseChanges(utf8(head)), []));

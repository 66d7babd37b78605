import assert from "node:assert/strict";
import { test } from "node:test";
import { samplesOf } from "./patterns/attack.ts";
import { collectPatterns, type Pattern } from "./patterns/collect.ts";
import { examine } from "./patterns/examine.ts";

/* Trial: every regular expression of the program against texts of 100,000 characters, none longer than 50 ms. */

const { patterns, hidden } = await collectPatterns();
const key = ({ source, flags }: Pattern): string => `/${source}/${flags}`;
const different = [...new Map(patterns.map((pattern) => [key(pattern), pattern])).values()];

test("the patterns of the program are found: literals, those in schemas, those put together", () => {
  assert.ok(different.length > 100, `${different.length} patterns`);
  const at = (file: string): Pattern[] => patterns.filter((pattern) => pattern.at.startsWith(file));
  assert.ok(at("src/kernel/day.ts").some(({ source }) => source === String.raw`^(\d{4})-(\d{2})-(\d{2})$`));
  assert.ok(at("src/capabilities/policy/words.ts").some(({ source }) => source.includes("a-zA-Z0-9_.-")));
  assert.ok(at("src/capabilities/area/naming.ts").some(({ source }) => source.includes("自治州")));
});

test("no pattern is put together in a function, where nobody can try it", () => {
  assert.deepEqual(hidden, []);
});

test("no pattern takes long over any text of 100,000 characters", async () => {
  const slow = await examine(different);
  assert.deepEqual(
    slow.map(({ pattern, why }) => `${pattern.at} ${key(pattern)}: ${why}`),
    [],
  );
});

const pattern = (source: string, flags = ""): Pattern => ({ source, flags, at: "here" });

test("patterns whose time grows with the square of a text, or without any end, are caught", async () => {
  const bad = [
    pattern(String.raw`\s+$`),
    pattern(String.raw`\s+$`, "g"),
    pattern(String.raw`^(\d+,?)+;`),
    pattern(String.raw`<!--.*?-->`, "gs"),
    pattern("[一-龥]+村$"),
    pattern("^(a+)+$"),
    pattern("^(a|a|a|a)+$"),
    pattern("^(a|a|a|a|a|a|a|a|a|a)+$"),
  ];
  const slow = await examine(bad, 1000);
  assert.deepEqual(
    slow.map((one) => one.pattern.source),
    bad.map((one) => one.source),
  );
});

test("patterns that go through a text once are not", async () => {
  const good = [
    pattern(String.raw`^\d{4}-\d{2}$`),
    pattern(String.raw`\s`, "g"),
    pattern("^[^,]*,[^,]*$"),
    pattern("村$"),
  ];
  assert.deepEqual(await examine(good), []);
});

test("what a pattern speaks of is what it is tried with", () => {
  assert.deepEqual(samplesOf(String.raw`^[a-z]\d+(?:村|\s)\u4e00\p{Script=Han}\.$`).includes("村"), true);
  for (const one of ["a", "z", "0", "村", " ", "一", "中", "."]) {
    assert.ok(samplesOf(String.raw`^[a-z]\d+(?:村|\s)\u4e00\p{Script=Han}\.$`).includes(one), one);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { holdsPart, marksOf, marksWanted } from "./marks.ts";
import { lettersOf, syllablesOf } from "./spelled.ts";
import { createHash } from "node:crypto";

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

const isOffered = (name: string, part: string): boolean => {
  const marks = new Set(marksOf(name, digest));
  return marksWanted(part, digest).some((way) => way.every((one) => marks.has(one)));
};

test("a surname is read as one, and dots and blanks are no letters", () => {
  assert.deepEqual(syllablesOf("曾小满"), ["zeng", "xiao", "man"]);
  assert.deepEqual(syllablesOf("欧阳雨"), ["ou", "yang", "yu"]);
  assert.deepEqual([lettersOf("Zeng Xiao"), lettersOf("ｌｉｎ"), lettersOf("lü"), lettersOf("l"), lettersOf("林"), lettersOf("lin2")], ["zengxiao", "lin", "lv", undefined, undefined, undefined]); // prettier-ignore
});

const finds: readonly (readonly [name: string, part: string, found: boolean])[] = [
  ["林小满", "小满", true], ["林小满", "linxiaoman", true], ["林小满", "lin", true], ["林小满", "xiaom", true], ["林小满", "lxm", true],
  ["林小满", "xm", true], ["林小满", "LIN xiao", true], ["林小满", "inx", false], ["林小满", "chen", false], ["林小满", "lx m", true],
  ["李一", "li", true], ["吕布", "lv", true], ["阿依·古丽", "ayiguli", true], ["阿依·古丽", "guli", true], ["Ma Li", "mali", true],
  ["曾小满", "zeng", true], ["曾小满", "ceng", false], ["欧阳雨", "oyy", true], ["张三", "zs", true], ["张三", "zhs", false],
]; // prettier-ignore

for (const [name, part, found] of finds) {
  test(`${part} ${found ? "finds" : "does not find"} ${name}`, () => {
    assert.equal(holdsPart(name, part), found);
    if (found) assert.ok(isOffered(name, part), "what is found by looking is offered by its marks");
  });
}

test("names without anything in common are hardly ever offered", () => {
  const others = ["陈晓东", "黄丽华", "王建国", "吴雨桐", "郑佳怡", "许志强", "何梓涵", "罗文杰"];
  const offered = others.filter((name) => isOffered(name, "linxiaoman"));
  assert.deepEqual(offered, []);
});

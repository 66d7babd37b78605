import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, initialsOf, plain, stemOf, stemsOfText } from "./naming.ts";
import type { Level } from "./words.ts";

const stems: readonly (readonly [string, Level, string])[] = [
  ["南园社区居委会", "village", "南园"],
  ["新安村委会", "village", "新安"],
  ["大林村村委会", "village", "大林"],
  ["沿村村民委员会", "village", "沿"],
  ["花园新村社区居民委员会", "village", "花园新村"],
  ["居民委员会", "village", "居民"],
  ["三坑农场虚拟生活区", "village", "三坑农场虚拟生活区"],
  ["那𡌶村委会", "village", "那𡌶"],
  ["信地（畲族）村委会", "village", "信地畲族"],
  ["流沙东街道", "township", "流沙东"],
  ["九门回族乡", "township", "九门"],
  ["普洱茶彝族傣族乡", "township", "普洱茶"],
  ["东区", "county", "东区"],
  ["石柱土家族自治县", "county", "石柱"],
  ["普宁市", "county", "普宁"],
  ["黔西南布依族苗族自治州", "prefecture", "黔西南"],
  ["克孜勒苏柯尔克孜自治州", "prefecture", "克孜勒苏"],
  ["内蒙古自治区", "province", "内蒙古"],
  ["广西壮族自治区", "province", "广西"],
  ["重庆市", "province", "重庆"],
];

for (const [name, level, stem] of stems) {
  test(`${name} is found by ${stem}`, () => assert.equal(stemOf(name, level), stem));
}

test("however a village is written, one of its stems is the village's", () => {
  const variants =
    "南园 南园村 南园村委 南园村委会 南园村民委员会 南园社区 南园居委会 南园社区居委会 南园社区居民委员会".split(" ");
  for (const written of variants) assert.ok(stemsOfText(plain(written)).includes("南园"), written);
});

test("full-width letters, spaces and brackets do not matter", () => {
  assert.equal(plain(" 普宁市　流沙东 街道（ＡＢ１２）·"), "普宁市流沙东街道ab12");
});

test("the whole name fits best, then the same kind of ending, then the bare stem, then another kind", () => {
  assert.equal(fit("新安村委会", "新安村委会", "village"), 3);
  assert.equal(fit("新安村", "新安村委会", "village"), 2);
  assert.equal(fit("新安", "新安村委会", "village"), 1);
  assert.equal(fit("新安社区", "新安村委会", "village"), 0);
  assert.equal(fit("流沙东街", "流沙东街道", "township"), 2);
});

test("initials follow the reading of the name, not of each character", () => {
  assert.equal(initialsOf("重庆市"), "cqs");
  assert.equal(initialsOf("流沙东街道"), "lsdjd");
  assert.equal(initialsOf("那𡌶村委会"), "ncwh");
});

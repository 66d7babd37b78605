import assert from "node:assert/strict";
import { test } from "node:test";
import { newBooks } from "./register.ts";
import { type FieldType, kinds } from "./kinds.ts";
import { lunarOf, pack } from "./lunar.ts";
import { nearness, PARTS } from "./idNumber.ts";
import { checkCharacter } from "#kernel/idNumber.ts";

const books = newBooks();

/** The name of the level of two cells. */
function level(type: FieldType, a: string, b: string): string {
  const book = books[type];
  const [one, other] = [book.valueOf(a), book.valueOf(b)];
  if (one === 0 || other === 0) return "missing";
  const found = book.compare(book, one, other);
  assert.equal(book.compare(book, other, one), found, `${a} and ${b} are compared alike both ways`);
  return kinds[type].levels[found] ?? "";
}

function expect(type: FieldType, table: readonly (readonly [string, string, string])[]): void {
  for (const [a, b, wanted] of table) assert.equal(level(type, a, b), wanted, `${a} ${b}`);
}

test("a Chinese name is known under each kind of damage", () => {
  expect("name.zh", [
    ["王小明", "王小明", "same"],
    ["王小明", " 王 小明（曾用名王大明）", "same"],
    ["張偉", "张伟", "same"], // 繁体
    ["王喆", "王哲", "same"], // 异体
    ["买买提·艾合麦提", "买买提•艾合麦提", "same"], // 间隔号
    ["买买提·艾合麦提", "买买提艾合麦提", "same"],
    ["ＬＩ　ＭＩＮＧ", "li ming", "same"],
    ["王子轩", "王轩子", "reordered"],
    ["李静怡", "李静仪", "sameSound"],
    ["单小明", "山小明", "sameSound"], // as a surname 单 is shan
    ["李珊", "李删", "sameSound"],
    ["陈玮", "陈炜", "sameSound"],
    ["陈晴", "陈睛", "alike"], // 形近
    ["张静", "张今", "alike"], // ing in
    ["刘娜", "刘拉", "alike"], // n l
    ["王子轩", "王轩", "shortened"],
    ["杨芸晴", "徐芸晴", "otherSurname"],
    ["李雪梅", "小宝", "childhood"],
    ["李雪梅", "李阿妹", "childhood"],
    ["李雪梅", "李冬梅", "lastSame"],
    ["李雪梅", "李雪燕", "firstSame"], // 同辈
    ["李雪梅", "李国强", "surnameSame"],
    ["李雪梅", "张国强", "different"],
    ["不详", "张国强", "missing"],
    ["", "张国强", "missing"],
    ["欧阳娜", "欧阳丽", "surnameSame"],
  ]);
});

test("a birth date is known with day and month exchanged, by the lunar calendar, and as 01-01", () => {
  assert.equal(lunarOf(pack(2010, 3, 21)), pack(2010, 2, 6));
  assert.equal(lunarOf(pack(2020, 5, 23)), pack(2020, 4, 1)); // the leap fourth month has the number of the fourth
  assert.equal(lunarOf(pack(2010, 2, 30)), 0);
  expect("date", [
    ["2010-03-21", "2010年3月21日", "same"],
    ["20100321", "2010/3/21", "same"],
    ["21.3.2010", "2010-03-21", "same"],
    ["2010-03-21", "2010-02-06", "lunar"],
    ["2011-01-30", "2010-12-27", "lunar"],
    ["2010-04-03", "2010-03-04", "swapped"],
    ["2010-04-03", "2010-01-01", "firstOfYear"],
    ["2010-04-03", "2011-04-03", "otherYear"],
    ["2010-04-03", "2010-04-23", "otherDay"],
    ["2010-04-03", "2010-09-03", "otherMonth"],
    ["2010-04-03", "2010-09-17", "sameYear"],
    ["2010-04-03", "2013-09-17", "different"],
    ["2010-13-32", "2013-09-17", "missing"],
    ["0000-00-00", "2013-09-17", "missing"],
    ["2010-02-30", "2010-02-30", "same"], // a lunar day
  ]);
});

test("two id numbers are near after one slip or an exchange, and a neighbour's is not", () => {
  const id = (first: string): string => first + checkCharacter(first);
  const own = id("44520120150301123");
  const features = (cell: string): number => books.id.valueOf(cell) * books.id.reader.stride;
  const near = (a: string, b: string): number => nearness(books.id.features, features(a), features(b));
  assert.equal(near(own, own.replace("2015", "2016")), 1);
  assert.equal(near(own, `${own.slice(0, 4)}10${own.slice(6)}`), 1);
  assert.equal(near(own, `${own.slice(0, 9)}0${own.slice(9, 10)}${own.slice(11)}`), 2);
  assert.equal(near(own, `${own.slice(0, 15)}32${own.slice(17)}`), 3);
  assert.equal(near(own, id("44520120150301456")), 4);
  assert.equal(books.id.valueOf("445201950301123"), books.id.valueOf(id("44520119950301123"))); // 15 → 18
  for (const filler of ["000000000000000000", "111111111111111111", "445200000000000000", "无", "123456789012345678"]) {
    assert.equal(books.id.valueOf(filler), 0, filler);
  }
  assert.equal(books.id.valueOf(`${own.toLowerCase()} `), books.id.valueOf(own));
  assert.equal(PARTS, 8);
});

test("telephones, areas, sex, texts, Latin names and codes", () => {
  expect("phone", [
    ["138 1234 9876", "+86-13812349876", "same"],
    ["13812349876", "13812349877", "near"],
    ["13812349876", "15900001111", "different"],
    ["13800000000", "13812349876", "missing"],
  ]);
  expect("area", [
    ["445281102001", "445281102001", "same"],
    ["445281102001", "445281102002", "sameTown"],
    ["445281102001", "445281", "sameCounty"],
    ["445281102001", "445102", "different"],
    ["流沙村", "流沙村", "same"],
  ]);
  expect("sex", [
    ["男", "1", "same"],
    ["女", "F", "same"],
    ["男", "女", "different"],
    ["未知", "女", "missing"],
  ]);
  expect("text", [
    ["流沙镇第一小学", "流沙第一小学", "near"],
    ["普宁市流沙镇第一小学", "普宁一小", "alike"],
    ["流沙第一小学", "池尾中学", "different"],
    ["10 Glen St", "glen st 10", "near"],
  ]);
  expect("name.latin", [
    ["Müller", "MULLER", "same"],
    ["michaela", "micheala", "near"],
    ["neumann", "smith", "different"],
    ["clark", "klerk", "sameSound"],
  ]);
  expect("code", [
    ["5304218", "5304218", "same"],
    ["5304218", "5304281", "near"],
    ["5304218", "5394218", "near"],
    ["5304218", "5394288", "alike"],
    ["nsw", "vic", "different"],
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNumber } from "../../ui/personNumber.ts";
import { numberFault } from "./numberSought.ts";

test("names are no numbers, in whatever script; papers' numbers are", () => {
  for (const name of ["王一", "Ma Li", "阿依·古丽", "3号", "X", "2014", ""]) assert.equal(isNumber(name), false, name);
  for (const number of ["99010120140501004X", "９９０１０１２０１４０５０１００４ｘ", "990101 20140501 004x", "E12345678", "H0012345(6)", "138 0013 8000", "+86 13800138000", "0663-2212345"]) {
    assert.ok(isNumber(number), number);
  }
}); // prettier-ignore

test("a mistyped id number is told before it is sent; another paper's number is not judged", () => {
  assert.equal(numberFault("99010120140501004X"), undefined);
  assert.equal(numberFault("E12345678"), undefined);
  assert.match(numberFault("990101201405010041") ?? "", /校验不符/);
  assert.match(numberFault("9901012014050100") ?? "", /位数不对/);
  assert.match(numberFault("9901012014050100411") ?? "", /位数不对/);
  assert.match(numberFault("990101201413010041") ?? "", /出生日期不存在/);
});

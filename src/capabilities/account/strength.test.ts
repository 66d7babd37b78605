import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { processorMs } from "#test/processor.ts";
import { isLogin, loginKey } from "./login.ts";
import { weaknessOf } from "./strength.ts";

const weak: readonly (readonly [string, string])[] = [
  ["Ab3$efghi", "account.password_short"],
  ["Kq8#vz".padEnd(129, "pW4!ms"), "account.password_long"],
  ["kqmvzpwtrx", "account.password_plain"],
  ["kqmvzpwtr7", "account.password_plain"],
  ["Zhangsan#Kq8vZ", "account.password_has_login"],
  ["ＺＨＡＮＧＳＡＮ#Kq8vZ", "account.password_has_login"],
  ["Password123", "account.password_common"],
  ["P@ssw0rd2024", "account.password_common"],
  ["Admin@123456", "account.password_common"],
  ["Aa123456789!", "account.password_common"],
  ["Qwer1234!@#$", "account.password_common"],
  ["1qaz2wsx!QAZ", "account.password_common"],
  ["Woaini5201314!", "account.password_common"],
  ["Puning2024!!", "account.password_common"],
  ["Tonghu@20240701", "account.password_common"],
  ["aaaaaaaaaaaaaaaaaaaa", "account.password_common"],
  ["abababababababababab", "account.password_common"],
  ["01234567890123456789", "account.password_common"],
];
for (const [password, code] of weak) {
  test(`${password.slice(0, 24)} is refused`, () => assert.equal(weaknessOf(password, "zhangsan"), code));
}

const strong = [
  "Kq8#vzPw4m",
  "榕江水长流Rong8!x",
  "correct horse battery staple",
  "清水河边三棵榕树下一头黄牛慢慢走",
  "v8-Tm4.xQz",
];
for (const password of strong) {
  test(`${password} is good enough`, () => assert.equal(weaknessOf(password, "zhangsan"), undefined));
}

test("drawn passwords are never refused", () => {
  const letter = fc.constantFrom(..."abcdefghjkmnpqrstuvwxyz23456789".split(""));
  fc.assert(
    fc.property(fc.array(letter, { minLength: 20, maxLength: 20 }), (letters) => {
      if (new Set(letters).size < 12) return;
      const text = letters.join("").replace(/(.{5})(?=.)/g, "$1-");
      assert.equal(weaknessOf(text, "admin") ?? "", "", text);
    }),
    { numRuns: 300 },
  );
});

test("a hundred thousand letters are answered at once", () => {
  const long = "aB3$".repeat(25_000);
  assert.ok(processorMs(() => assert.equal(weaknessOf(long, "zhangsan"), "account.password_long"), 50) < 50);
});

test("one login however it is typed", () => {
  assert.equal(loginKey("  ＺｈａｎｇＳａｎ "), "zhangsan");
  assert.equal(loginKey("张\u4e09"), "张三");
  for (const good of ["zhangsan", "张三", "zs.01", "a@b"]) assert.ok(isLogin(good), good);
  for (const bad of ["", "a", ".zs", "a b", "a\u200bb", "x".repeat(41), "a\nb"]) assert.ok(!isLogin(bad), bad);
});

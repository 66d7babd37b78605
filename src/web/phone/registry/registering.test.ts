import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter } from "#kernel/idNumber.ts";
import { learnLanguages } from "#test/language.ts";
import { blank, factsOf, missingWords, numberSaid, plainNumber } from "./registering.ts";

learnLanguages();

const today = "2024-07-01";
const withCheck = (first17: string): string => first17 + checkCharacter(first17);
const girl = withCheck("99900020140501002");

test("the number is read while it is typed", () => {
  assert.deepEqual(numberSaid("", today).kind, "short");
  assert.deepEqual(numberSaid(girl.slice(0, 15), today), { kind: "short", say: "还差3位" });
  assert.deepEqual(numberSaid(girl, today), { kind: "right", say: "女，2014年5月1日出生，10岁" });
  assert.equal(numberSaid(` ${girl.slice(0, 6)} ${girl.slice(6)}`, today).kind, "right");
});

test("each wrong number is told what is wrong", () => {
  const last = girl.endsWith("1") ? "2" : "1";
  assert.match(numberSaid(girl.slice(0, 17) + last, today).say, /有一位不对/);
  assert.match(numberSaid(`${girl}1`, today).say, /18位/);
  assert.match(numberSaid("4452A", today).say, /只有数字/);
  assert.match(numberSaid("1X", today).kind, /short|wrong/);
  assert.match(numberSaid(withCheck("99900020140231002"), today).say, /出生日期不存在/);
  assert.match(numberSaid(withCheck("99900020250501002"), today).say, /出生日期不存在/);
  assert.match(numberSaid(withCheck("99900020060701002"), today).say, /满十八周岁/);
  assert.equal(numberSaid(withCheck("99900020060702002"), today).kind, "right");
});

test("full-width digits and a small x are what one means", () => {
  assert.equal(plainNumber("１２３ ４ｘ"), "1234X");
});

test("only what was told is sent", () => {
  const child = { ...blank, name: " 林小 ", idNumber: girl, father: "work" as const, fatherSince: "2024-02-20" };
  assert.equal(missingWords(child, today), undefined);
  assert.deepEqual(factsOf(child), {
    name: "林小",
    idNumber: girl,
    "father.away.state": "work",
    "father.away.since": "2024-02-20",
  });
  const without = {
    ...blank,
    name: "林小",
    hasNumber: false,
    birthDate: "2020-01-01",
    mother: "dead" as const,
    guardianPhone: "138 0013 8000",
  };
  assert.equal(missingWords(without, today), "请选男孩还是女孩。");
  assert.deepEqual(factsOf({ ...without, sex: "male" }), {
    name: "林小", idKind: "none", birthDate: "2020-01-01", sex: "male", "guardian.phone": "13800138000", "mother.status": ["dead"],
  }); // prettier-ignore
  assert.match(missingWords({ ...child, guardianPhone: "12" }, today) ?? "", /电话/);
  assert.match(missingWords(blank, today) ?? "", /姓名/);
});

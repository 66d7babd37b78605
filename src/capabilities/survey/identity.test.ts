import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cell } from "#platform/files/index.ts";
import { boy, codesOf, factOf, girl, idOf, number, parse, withCells } from "#test/surveyRow.ts";

test("an id number brings birth date and sex, in whatever dress", () => {
  const dressed: Record<string, string> = {
    plain: boy, spaced: `${boy.slice(0, 6)} ${boy.slice(6, 14)} ${boy.slice(14)}`, apostrophe: `'${boy}`, invisible: `\u200b${boy}`,
    wide: boy.replace(/[0-9X]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  }; // prettier-ignore
  for (const [name, id] of Object.entries(dressed)) {
    const row = parse({ 村: "南园", 姓名: "张三", 身份证号: id });
    assert.deepEqual(row?.faults, [], name);
    assert.deepEqual(
      [row?.ok?.facts["idNumber"], row?.ok?.facts["birthDate"], row?.ok?.facts["sex"]],
      [boy, "2014-05-01", "male"],
    );
  }
  const withX =
    Array.from({ length: 900 }, (_, i) => idOf(`99000020140501${String(i).padStart(3, "0")}`)).find((id) =>
      id.endsWith("X"),
    ) ?? "";
  for (const last of ["x", "X", "ｘ", "×"]) {
    assert.equal(factOf({ 身份证号: withX.slice(0, 17) + last }, "idNumber"), withX);
  }
  assert.equal(factOf({ 身份证号: idOf("81000020140501001") }, "idKind"), "hmt");
});

test("fifteen digits of a grown-up become eighteen, as text and as a number", () => {
  assert.equal(factOf({ 监护人身份证号: "110105491231002" }, "guardian.idNumber"), "11010519491231002X");
  assert.equal(factOf({ 监护人身份证号: 110_105_491_231_002 }, "guardian.idNumber"), "11010519491231002X");
});

test("ids that are wrong, each with its own answer", () => {
  const last = boy.charAt(17) === "1" ? "2" : "1";
  const wrong: [Cell | string | number, string][] = [
    [number(445_281_201_405_010_000, "4.45281201405010E+17"), "survey.digits_lost"], ["4.45281E+17", "survey.digits_lost"],
    [`${boy.slice(0, 15)}000`, "survey.digits_lost"], [boy.slice(0, 17), "survey.id_length"], [`${boy}1`, "survey.id_length"],
    [`${boy.slice(0, 10)}O${boy.slice(11)}`, "survey.id_characters"], [boy.slice(0, 17) + last, "survey.id_check"],
    [idOf("99000020140231001"), "survey.id_birth"], [{ kind: "error", error: "#REF!" }, "survey.cell_error"],
  ]; // prettier-ignore
  for (const [cell, code] of wrong) {
    assert.deepEqual(codesOf({ 出生日期: "", 身份证号: cell }), [code], JSON.stringify(cell));
  }
  assert.deepEqual(codesOf({ 身份证号: idOf("99000020250501001"), 出生日期: "" }), ["survey.id_in_future"]);
  assert.deepEqual(codesOf({ 身份证号: boy, 出生日期: "2014-05-02" }), ["survey.id_contradicts_birth"]);
  assert.deepEqual(codesOf({ 身份证号: boy, 性别: "女" }), ["survey.id_contradicts_sex"]);
  assert.deepEqual(codesOf({ 身份证号: boy, 证件类型: "无证件" }), ["survey.id_kind_contradicts"]);
  assert.deepEqual(codesOf({ 父亲身份证号: "11010519491231002X" }), ["survey.id_of_other_sex"]);
  assert.deepEqual(codesOf({ 身份证号: girl, 母亲身份证号: girl }), ["survey.id_is_the_childs"]);
});

test("another document's number is taken as it is", () => {
  assert.equal(factOf({ 证件类型: "其他", 证件号码: "h1234567 8" }, "idNumber"), "H12345678");
  assert.equal(factOf({ 证件号码: "H12345678", 证件类型: "其他证件" }, "idNumber"), "H12345678");
  assert.equal(factOf({ 性别: "未知", 身份证号: boy }, "sex"), "male");
  assert.equal(factOf({}, "idKind"), "none");
});

test("who is grown up is no child of the survey", () => {
  assert.deepEqual(codesOf({ 出生日期: "2006-07-01" }), ["survey.not_a_child"]);
  assert.equal(factOf({ 出生日期: "2006-07-02" }, "birthDate"), "2006-07-02");
});

test("a disability certificate tells kind and level, and whose it is", () => {
  const facts = withCells({ 身份证号: boy, 残疾证号: `${boy}52` })?.ok?.facts ?? {};
  assert.deepEqual([facts["disability.kind"], facts["disability.level"]], ["intellect", 2]);
  assert.equal(factOf({ 残疾人证号: `${boy}52B1` }, "disability.certificate"), `${boy}52B1`);
  assert.deepEqual(codesOf({ 残疾证号: `${boy}92` }), ["survey.certificate_kind"]);
  assert.deepEqual(codesOf({ 残疾证号: `${boy}59` }), ["survey.certificate_level"]);
  assert.deepEqual(codesOf({ 残疾证号: boy }), ["survey.certificate_length"]);
  assert.deepEqual(codesOf({ 残疾证号: number(9.9e19, "9.9E+19") }), ["survey.digits_lost"]);
  assert.deepEqual(codesOf({ 残疾证号: `${boy}52`, 残疾等级: "一级" }), ["survey.certificate_contradicts"]);
  assert.deepEqual(codesOf({ 身份证号: girl, 残疾证号: `${boy}52` }), ["survey.certificate_of_another"]);
  for (const level of ["2", "2级", "二级", "Ⅱ级", "贰级", "２", 2])
    assert.equal(factOf({ 残疾等级: level }, "disability.level"), 2);
  assert.deepEqual(codesOf({ 残疾等级: "5" }), ["survey.level_wrong"]);
  assert.equal(factOf({ 残疾类别: "肢体残疾" }, "disability.kind"), "limb");
});

test("telephones", () => {
  for (const phone of ["13800138000", "138 0013 8000", "１３８００１３８０００", "+86-13800138000", 13_800_138_000]) {
    assert.equal(factOf({ 监护人联系电话: phone }, "guardian.phone"), "13800138000");
  }
  assert.equal(factOf({ 监护人电话: "0663-2221234" }, "guardian.phone"), "06632221234");
  assert.deepEqual(codesOf({ 监护人电话: "1380013800" }), ["survey.phone_wrong"]);
  assert.deepEqual(codesOf({ 监护人电话: "13800138000、13900139000" }), ["survey.phone_two"]);
  assert.deepEqual(codesOf({ 监护人电话: "1.38E+10" }), ["survey.digits_lost"]);
});

test("names are kept as they are: rare characters, one or forty of them, other peoples'", () => {
  const forty = "欧".repeat(40);
  const kept = [
    "𠮷㛃",
    "张",
    forty,
    "阿依古丽·买买提",
    "Ayşe Öz",
    "葛\u{E0100}城",
    "<b>张三</b>",
    "张三👧",
    "🇨🇳张",
    "👩‍👩‍👧",
    "\u0301张",
    "张\ue863",
    "张三1",
  ];
  for (const name of kept) assert.equal(factOf({ 姓名: name }, "name"), name);
  for (const dot of "•‧・･․∙⋅●") assert.equal(factOf({ 姓名: `阿里木${dot}买买提` }, "name"), "阿里木·买买提");
  for (const dot of ".．。") assert.equal(factOf({ 姓名: `阿里木${dot}买买提` }, "name"), "阿里木·买买提");
  assert.equal(factOf({ 姓名: "J. R. Lee" }, "name"), "J. R. Lee");
  assert.equal(factOf({ 姓名: "  张　三 " }, "name"), "张三");
  assert.equal(factOf({ 姓名: "ＡＬＩ" }, "name"), "ALI");
});

test("what is in no name", () => {
  const wrong: [string, string][] = [
    ["张\u202e三", "survey.text_unseen"], ["张\u200f三", "survey.text_unseen"], ["张\u0000三", "survey.text_unseen"], ["张\u200b三", "survey.text_unseen"],
    ["张\ud800三", "survey.text_unseen"], ["12345", "survey.name_unreadable"],
    ["？？？", "survey.name_unreadable"], ['=HYPERLINK("x")张', "survey.name_unreadable"], ["+1+1", "survey.name_unreadable"], ["＠甲", "survey.name_unreadable"],
    ["-甲", "survey.name_unreadable"], ["无", "survey.name_placeholder"], [" 不详", "survey.name_placeholder"], ["未知", "survey.name_placeholder"], ["无名", "survey.name_placeholder"], ["欧".repeat(41), "survey.text_too_long"], ["欧".repeat(50_000), "survey.text_too_long"],
  ]; // prettier-ignore
  for (const [name, code] of wrong)
    assert.deepEqual(codesOf({ 姓名: name }), [code], JSON.stringify(name.slice(0, 10)));
  assert.deepEqual(codesOf({ 姓名: "" }), ["survey.required"]);
  assert.deepEqual(codesOf({ 姓名: "—" }), ["survey.required"]);
});

test("who is not known beside the child is left blank, not called 无", () => {
  for (const name of ["无", "不详", "未知", " 无名 ", "—"])
    assert.equal(factOf({ 父亲姓名: name }, "father.name"), undefined);
  assert.deepEqual(codesOf({ 父亲姓名: "=1+1" }), ["survey.name_unreadable"]);
});

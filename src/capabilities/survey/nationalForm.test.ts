import assert from "node:assert/strict";
import { test } from "node:test";
import ExcelJS from "exceljs";
import { readRows, writeWorkbook } from "#platform/files/index.ts";
import { codesOf, factOf, idOf, withCells } from "#test/surveyRow.ts";
import { filledSurvey, readSurvey, returnedWorkbook, surveyColumns } from "./index.ts";
import type { SurveyItem } from "./read.ts";

const today = "2024-07-01";
const boy = idOf("99000020140501001");

/** 农村留守儿童基本情况登记表 (民发〔2016〕42号 附件1) as one line per child: head, header, and what is filled in. */
const fields: readonly (readonly [head: string, header: string, filled: string])[] = [
  ["个人基本情况", "姓名", "张三"], ["个人基本情况", "性别", "男"], ["个人基本情况", "民族", "汉族"], ["个人基本情况", "出生日期", "2014-05-01"],
  ["个人基本情况", "公民身份证号码", boy], ["个人基本情况", "是否登记户口", "是"], ["个人基本情况", "户籍所在地", "广东省揭阳市普宁市"], ["个人基本情况", "现居住地", "南园社区"],
  ["个人基本情况", "身体情况", "残疾"], ["个人基本情况", "残疾类别及等级", "肢体二级"], ["个人基本情况", "患病类型", "—"], ["个人基本情况", "是否学校寄宿", "否"], ["个人基本情况", "就学情况", "小学"],
  ["祖父", "姓名", "张一"], ["祖父", "出生日期", "1950-01-01"], ["祖母", "姓名", "王一"], ["祖母", "出生日期", "1952-01-01"],
  ["外祖父", "姓名", "—"], ["外祖父", "出生日期", "—"], ["外祖母", "姓名", "李一"], ["外祖母", "出生日期", "1955-01-01"],
  ["父亲", "姓名", "张大强"], ["父亲", "出生日期", "1985-01-01"], ["父亲", "当前务工地点", "广东省深圳市"], ["父亲", "联系电话", "13800138000"], ["父亲", "身份证号", ""],
  ["母亲", "姓名", "王秀英"], ["母亲", "出生日期", "1986-01-01"], ["母亲", "当前务工地点", "广东省深圳市"], ["母亲", "联系电话", "13800138001"], ["母亲", "身份证号", ""],
  ["监护情况", "父母双方同时外出", "是"], ["监护情况", "父母一方外出、另一方无监护能力", "否"], ["监护情况", "无监护能力", ""], ["监护情况", "父母外出有无委托其他监护人", "有"],
  ["委托监护人", "姓名", "张一"], ["委托监护人", "联系电话", "0663-2220000"], ["委托监护人", "身份证号", ""], ["委托监护人", "与被监护人关系", "祖父"], ["委托监护人", "居住地址", "南园3号"],
  ["监护状况", "监护类型", "监护情况较好"], ["监护状况", "监护情况", "较好"],
  ["家庭", "家庭经济来源", "打工收入、种养殖业"], ["家庭", "救助帮扶", "低保、临时、医疗"],
]; // prettier-ignore

async function nationalForm(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("登记表");
  sheet.addRow(["农村留守儿童基本情况登记表"]);
  sheet.addRow(["填报单位（盖章）：流沙东街道", "", "", "", "填报日期：2024年6月3日"]);
  sheet.addRow(fields.map(([head], i) => (fields[i - 1]?.[0] === head ? "" : head)));
  fields.forEach(([head], i) => {
    const last = fields.findLastIndex((field) => field[0] === head);
    if (fields[i - 1]?.[0] !== head && last > i) sheet.mergeCells(3, i + 1, 3, last + 1);
  });
  sheet.addRow(fields.map(([, header]) => header));
  sheet.addRow(fields.map(([, , filled]) => filled));
  sheet.addRow(["单位负责人：", "陈甲", "", "复核人：", "林乙", "", "填表人：", "李主任"]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

test("the national form of 2016: every field is taken, or named with what to fill in", async () => {
  const file = await nationalForm();
  const items: SurveyItem[] = await Array.fromAsync(readSurvey(file, { today }));
  const [sheet] = items;
  assert.ok(sheet?.kind === "sheet");
  assert.deepEqual(
    sheet.layout.unknown.map((one) => [one.header, one.why === undefined]),
    [["父母双方同时外出", false], ["父母一方外出、另一方无监护能力", false], ["无监护能力", false]],
  ); // prettier-ignore
  assert.deepEqual(sheet.layout.doubled, []);
  const rows = items.flatMap((item) => (item.kind === "row" && item.parsed ? [item.parsed] : []));
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0]?.faults, []);
  assert.deepEqual([rows[0]?.ok?.village, rows[0]?.ok?.surveyedOn], ["南园社区", "2024-06-03"]);
  assert.deepEqual(rows[0]?.untaken?.map((one) => one.code), ["survey.who_unsaid"]); // prettier-ignore
  assert.deepEqual(rows[0]?.ok?.areas, { "hukou.area": "广东省揭阳市普宁市", "father.away.area": "广东省深圳市", "mother.away.area": "广东省深圳市" }); // prettier-ignore
  assert.deepEqual(rows[0]?.ok?.facts, {
    name: "张三", sex: "male", ethnicity: "汉族", birthDate: "2014-05-01", idKind: "resident", idNumber: boy,
    "disability.kind": "limb", "disability.level": 2, "school.boarding": false, "school.state": "primary",
    "grandfather.name": "张一", "grandfather.birthDate": "1950-01-01", "grandmother.name": "王一", "grandmother.birthDate": "1952-01-01",
    "maternalGrandmother.name": "李一", "maternalGrandmother.birthDate": "1955-01-01",
    "father.name": "张大强", "father.birthDate": "1985-01-01", "father.phone": "13800138000",
    "mother.name": "王秀英", "mother.birthDate": "1986-01-01", "mother.phone": "13800138001",
    "carer.name": "张一", "carer.phone": "06632220000", "carer.relation": "grandfather", "carer.address": "南园3号",
    "guardianship.kind": "good", "guardianship.state": "good", "household.income": ["farming", "work"],
    "household.aid": ["medical", "temporary"], "household.assistance": ["minimum_living"],
  }); // prettier-ignore
  const back = await returnedWorkbook(file, { today }, () => ({ outcome: "imported" }));
  const lines: string[] = [];
  for await (const { cells: [cell] } of readRows(Buffer.concat(await Array.fromAsync(writeWorkbook(back))))) {
    if (cell?.kind === "text") lines.push(cell.text);
  } // prettier-ignore
  assert.ok(
    lines.some((line) => /“父母双方同时外出”（\w+）没有导入：请改填“父亲外出情况”/u.test(line)),
    lines.join("\n"),
  );
  assert.ok(lines.some((line) => /^列“父母外出有无委托其他监护人”有 1 格：.*没有导入/u.test(line)));
  assert.ok(!lines.some((line) => line.includes("不认识")));
});

test("aid: what a household is recognised as goes to its own fact", () => {
  const both = withCells({ 救助帮扶: "低保；临时救助，其他" })?.ok?.facts;
  assert.deepEqual([both?.["household.aid"], both?.["household.assistance"]], [["other", "temporary"], ["minimum_living"]]); // prettier-ignore
  assert.equal(factOf({ 救助帮扶: "特困人员" }, "household.aid"), undefined);
  assert.deepEqual(factOf({ 救助情况: "最低生活保障家庭" }, "household.assistance"), ["minimum_living"]);
  assert.equal(factOf({ 救助帮扶: "无" }, "household.assistance"), undefined);
  assert.deepEqual(codesOf({ 救助帮扶: "无、低保" }), ["survey.choice_contradicts"]);
  assert.deepEqual(codesOf({ 救助帮扶: "低保、彩票" }), ["survey.choice_unknown"]);
  const same = { 救助帮扶: "低保、住房", 家庭救助情况: "低保、特困" };
  assert.deepEqual(factOf(same, "household.assistance"), ["extreme_poverty", "minimum_living"]);
  assert.deepEqual(codesOf({ 救助帮扶: "低保", 家庭救助情况: "无" }), ["survey.columns_disagree"]);
});

test("guardianship, income, and an end of validity that may lie ahead", () => {
  assert.equal(factOf({ 监护类型: "受委托监护人监护能力不足" }, "guardianship.kind"), "carer_insufficient");
  assert.equal(factOf({ 监护情况: "差" }, "guardianship.state"), "poor");
  assert.deepEqual(codesOf({ 监护情况: "无人监护" }), ["survey.choice_unknown"]);
  assert.deepEqual(factOf({ 家庭经济来源: "务工、种植业、养殖业" }, "household.income"), ["farming", "work"]);
  assert.equal(factOf({ 刚性支出困难认定有效期至: "2025-06-30" }, "household.expenditureUntil"), "2025-06-30");
  assert.equal(factOf({ 委托监护人居住地址: "南园3号" }, "carer.address"), "南园3号");
});

test("all of it goes out and comes in again", async () => {
  const facts = {
    name: "张三", birthDate: "2014-05-01", idKind: "none", "carer.address": "南园3号", "guardianship.kind": "parent_unable", "guardianship.state": "poor",
    "household.income": ["kin", "relief"], "household.aid": ["housing", "other"], "household.assistance": ["minimum_living"], "household.expenditureUntil": "2025-06-30",
  }; // prettier-ignore
  const file = Buffer.concat(await Array.fromAsync(writeWorkbook(filledSurvey([{ village: "南园", facts }]))));
  const items = await Array.fromAsync(readSurvey(file, { today }));
  const row = items.find((item) => item.kind === "row");
  assert.deepEqual(row?.kind === "row" && row.parsed?.ok?.facts, facts);
  assert.ok(surveyColumns.some((column) => column.key === "household.income" && column.rare));
});

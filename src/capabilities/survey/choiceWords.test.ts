import assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, factOf, withCells } from "#test/surveyRow.ts";
import { surveyColumns } from "./columns.ts";
import { wordsFor } from "./choiceWords.ts";
import { faultSentences } from "./zh.ts";

test("every word means a code of its column, nothing, or a question that has a sentence", () => {
  for (const column of surveyColumns.flatMap((one) => [one, ...one.variants])) {
    for (const [word, meaning] of column.words) {
      if (typeof meaning === "string") assert.ok(column.spec?.options?.[meaning], `${column.header}: ${word}`);
      else if (meaning !== null) assert.ok(faultSentences[meaning.ask], `${column.header}: ${word}`);
    }
  }
  for (const label of ["宣告失踪", "失联", "强制隔离戒毒", "服刑在押", "重残", "重病"]) {
    assert.equal(typeof surveyColumns.find((one) => one.key === "father.status")?.words.get(label), "string", label);
  }
});

test("a parent's state is never made graver or lighter than what is written", () => {
  const asked: Readonly<Record<string, string>> = {
    失踪: "survey.status_missing", 下落不明: "survey.status_missing", "“失踪”": "survey.status_missing",
    戒毒: "survey.status_rehab", 社区戒毒: "survey.status_rehab", 自愿戒毒: "survey.status_rehab",
    拘留: "survey.status_custody", 在押: "survey.status_custody", 取保候审: "survey.status_custody", 缓刑: "survey.status_custody", 社区矫正: "survey.status_custody",
    残疾: "survey.status_disability", 肢体残疾: "survey.status_disability", 患病: "survey.status_illness", 慢性病: "survey.status_illness",
    健在: "survey.status_unclear", 无: "survey.status_unclear", 没有: "survey.status_unclear",
  }; // prettier-ignore
  for (const [word, code] of Object.entries(asked)) {
    assert.deepEqual(codesOf({ 父亲情形: word }), [code], word);
    assert.deepEqual(codesOf({ 母亲情形: `重病、${word}` }), [code], word);
  }
  const taken: Readonly<Record<string, string>> = {
    宣告失踪: "declared_missing", 法院宣告失踪: "declared_missing", 失联: "lost_contact", 失去联系: "lost_contact",
    强制隔离戒毒: "compulsory_rehab", 强制戒毒: "compulsory_rehab", 服刑: "imprisoned", 服刑在押: "imprisoned", 重残: "severe_disability",
    重度残疾: "severe_disability", 重病: "severe_illness", 去世: "dead", 宣告死亡: "dead", 正常: "none", 无下列情形: "none",
  }; // prettier-ignore
  for (const [word, code] of Object.entries(taken))
    assert.deepEqual(factOf({ 父亲情形: word }, "father.status"), [code]);
});

test("the sentence says which words to write instead", () => {
  const say = (status: string): string => withCells({ 父亲情形: status })?.faults[0]?.say ?? "";
  assert.match(say("失踪"), /“失踪”.*人民法院.*“宣告失踪”.*“失联”/u);
  assert.match(say("戒毒"), /“强制隔离戒毒”.*社区戒毒.*“无下列情形”/u);
});

test("away is not away for work, and a yes means what its header asks", () => {
  assert.deepEqual(codesOf({ 父亲外出情况: "外出" }), ["survey.away_unclear"]);
  assert.deepEqual(codesOf({ 父亲是否外出: "是" }), ["survey.away_unclear"]);
  assert.equal(factOf({ 父亲是否外出: "否" }, "father.away.state"), "home");
  assert.equal(factOf({ 父亲是否外出: "外出务工" }, "father.away.state"), "work");
  assert.equal(factOf({ 母亲是否外出务工: "是" }, "mother.away.state"), "work");
  for (const word of ["打工", "外出打工", "在外务工", "外地打工"])
    assert.equal(factOf({ 母亲外出情况: word }, "mother.away.state"), "work", word);
  assert.deepEqual(codesOf({ 父亲外出情况: "在外" }), ["survey.away_unclear"]);
  assert.deepEqual(codesOf({ 父亲外出情况: "未外出", 父亲是否外出务工: "是" }), ["survey.columns_disagree"]);
  assert.deepEqual(codesOf({ 父亲最近一次返回原因: "返乡" }), ["survey.return_unclear"]);
});

test("school and health: what could be two things is asked", () => {
  for (const word of ["失学", "未入学"]) assert.deepEqual(codesOf({ 就学情况: word }), ["survey.school_unclear"]);
  assert.equal(factOf({ 就学情况: "辍学" }, "school.state"), "dropout");
  assert.deepEqual(codesOf({ 身体情况: "患病" }), ["survey.health_unclear"]);
  assert.deepEqual(codesOf({ 身体情况: "残疾" }), ["survey.health_disability"]);
  assert.equal(factOf({ 身体情况: "残疾", 残疾类别: "肢体" }, "health.state"), undefined);
  assert.equal(factOf({ 身体情况: "残疾", 残疾类别: "肢体" }, "disability.kind"), "limb");
});

test("whether a hukou is registered says only that there is none", () => {
  assert.equal(factOf({ 是否登记户口: "否" }, "hukou.kind"), "none");
  assert.equal(factOf({ 是否登记户口: "是" }, "hukou.kind"), undefined);
  assert.equal(factOf({ 是否登记户口: "是", 户籍性质: "农村" }, "hukou.kind"), "rural");
  assert.deepEqual(codesOf({ 是否登记户口: "否", 户籍性质: "农村" }), ["survey.columns_disagree"]);
  assert.deepEqual(codesOf({ 是否登记户口: "也许" }), ["survey.choice_unknown"]);
});

test("kind and level of a disability in one cell", () => {
  for (const text of ["肢体二级", "肢体残疾2级", "肢体（二级）", "肢体、Ⅱ级", "肢体残疾，二级", "肢体残疾 二 级"]) {
    assert.equal(factOf({ 残疾类别及等级: text }, "disability.kind"), "limb", text);
    assert.equal(factOf({ 残疾类别及等级: text }, "disability.level"), 2, text);
  }
  assert.equal(factOf({ 残疾类别及等级: "听力" }, "disability.kind"), "hearing");
  assert.equal(factOf({ 残疾类别及等级: "三级" }, "disability.level"), 3);
  assert.equal(factOf({ 残疾类别及等级: "无" }, "disability.kind"), undefined);
  for (const text of ["残疾", "肢体五级", "肢体三级智力四级", "健康", "0级"]) {
    assert.deepEqual(codesOf({ 残疾类别及等级: text }), ["survey.disability_unreadable"], text);
  }
  assert.deepEqual(codesOf({ 残疾类别及等级: "肢体二级", 残疾等级: "1" }), ["survey.columns_disagree"]);
});

test("levels lie between one and four, the child's and the parents'", () => {
  for (const column of ["残疾等级", "父亲残疾等级", "母亲残疾等级"]) {
    for (const level of ["0", "5", "-1", "10", "一至二", 0, 5, 2.5]) {
      assert.deepEqual(codesOf({ [column]: level }), ["survey.level_wrong"], `${column} ${level}`);
    }
  }
  assert.equal(factOf({ 母亲残疾等级: "四级" }, "mother.disability.level"), 4);
});

test("有无委托 invents neither a paper nor a person", () => {
  for (const header of ["有无委托其他监护人", "父母外出有无委托其他监护人"]) {
    for (const word of ["是", "有", "否", "无", "已委托", "爷爷奶奶", "有人照顾", "奶奶家", "外公、舅舅"]) {
      const row = withCells({ [header]: word });
      assert.deepEqual(Object.keys(row?.ok?.facts ?? {}).toSorted(), ["birthDate", "idKind", "name"], word);
      assert.deepEqual(row?.untaken?.map((one) => one.code), ["survey.who_unsaid"]); // prettier-ignore
    }
    for (const who of ["奶奶", "有（奶奶）", "是，奶奶"])
      assert.equal(factOf({ [header]: who }, "carer.relation"), "grandmother");
  }
  assert.deepEqual(codesOf({ 有无委托其他监护人: "奶奶", 实际照护人与儿童关系: "祖父" }), ["survey.columns_disagree"]);
  assert.equal(factOf({ 有无委托其他监护人: "有", 委托照护书: "有" }, "carer.agreement"), true);
  assert.ok(!Object.values(wordsFor("carer.agreement")).length);
});

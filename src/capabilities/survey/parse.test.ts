import assert from "node:assert/strict";
import { test } from "node:test";
import { processorMs } from "#test/processor.ts";
import type { Cell } from "#platform/files/index.ts";
import { boy, codesOf, factOf, parse, today, withCells } from "#test/surveyRow.ts";
import { surveyColumns } from "./columns.ts";

test("dates in every way in which they are typed", () => {
  const ways: (Cell | string | number)[] = [
    "2014-5-1", "2014/5/1", "2014.05.01", "2014年5月1日", "20140501", "２０１４－０５－０１", " 2014-05-01 00:00:00", "2014 年 5 月 1 日", "2014—5—1",
    { kind: "date", day: "2014-05-01", raw: "41760", format: "yyyy/m/d" }, 41_760, 20_140_501, 41_760.5,
  ]; // prettier-ignore
  for (const way of ways) assert.equal(factOf({ 出生日期: way }, "birthDate"), "2014-05-01", JSON.stringify(way));
  assert.equal(factOf({ 出生日期: "2016-02-29" }, "birthDate"), "2016-02-29");
  assert.equal(factOf({ 出生日期: today }, "birthDate"), today);
});

test("a picture that WPS keeps in a cell is no text, in whatever column it stands", () => {
  const id = 'DISPIMG("ID_A16C8CE6E39B4F25934D584A1C41E1E1",1)';
  const pictures: Cell[] = [
    { kind: "text", text: `=${id}`, formula: `_xlfn.${id}` },
    { kind: "text", text: `=${id}`, formula: id },
    { kind: "error", error: "#NAME?", formula: `_xlfn.${id}` },
    { kind: "text", text: `=${id}` },
  ];
  for (const picture of pictures) {
    for (const header of ["姓名", "就读学校", "备注", "监护人电话", "父亲务工地"]) {
      assert.deepEqual(codesOf({ [header]: picture }), ["survey.cell_picture"], `${header} ${JSON.stringify(picture)}`);
    }
  }
  assert.equal(factOf({ 就读学校: { kind: "text", text: "赤岗小学", formula: "B2" } }, "school.name"), "赤岗小学");
});

test("a bad cell of a returned workbook that comes back as it is stays bad: error values and days as text", () => {
  for (const error of ["#N/A", "#REF!", " #VALUE! ", "#name?"]) {
    for (const header of ["姓名", "就读学校", "备注", "现居住详细地址"]) {
      assert.deepEqual(codesOf({ [header]: error }), ["survey.cell_error"], `${header} ${error}`);
    }
  }
  assert.deepEqual(codesOf({ 现居住详细地址: "2024-01-02" }), ["survey.date_in_text"]);
  assert.equal(factOf({ 现居住详细地址: "1-2号" }, "residence.address"), "1-2号");
  assert.equal(factOf({ 就读学校: "#1 小学" }, "school.name"), "#1 小学");
  assert.equal(withCells({ 备注: "2024-01-02" })?.ok?.remark, "2024-01-02");
});

test("dates that are none, each with its own answer", () => {
  const wrong: [Cell | string | number, string][] = [
    ["2014-02-31", "survey.day_impossible"], ["2023-02-29", "survey.day_impossible"], ["20140231", "survey.day_impossible"],
    [{ kind: "date", day: undefined, raw: "60", format: "yyyy/m/d" }, "survey.day_impossible"],
    ["2024-07-02", "survey.day_in_future"], ["2099-01-01", "survey.day_in_future"], ["0001-01-01", "survey.day_out_of_range"],
    ["1014-05-01", "survey.day_out_of_range"], ["农历2014年四月初三", "survey.day_lunar"], ["2014年正月初一", "survey.day_lunar"], ["甲午年腊月廿三", "survey.day_lunar"],
    ["2014-05", "survey.day_incomplete"], ["2014年5月", "survey.day_incomplete"], ["14-5-1", "survey.day_incomplete"], [2014, "survey.day_incomplete"],
    ["201405", "survey.day_incomplete"], ["五月一日", "survey.day_unreadable"], ["5/1/2014", "survey.day_unreadable"], [3, "survey.day_unreadable"],
    [-1, "survey.day_unreadable"], [1e300, "survey.day_unreadable"], [{ kind: "bool", value: true }, "survey.day_unreadable"], ["待查", "survey.day_unreadable"],
  ]; // prettier-ignore
  for (const [cell, code] of wrong) assert.deepEqual(codesOf({ 出生日期: cell }), [code], JSON.stringify(cell));
});

test("the end of a sentence may lie ahead, but not a hundred years, nor before its beginning", () => {
  const since = "父亲服刑、戒毒或限制人身自由起始日期";
  const until = "父亲服刑、戒毒或限制人身自由届满日期";
  assert.equal(factOf({ [until]: "2030-01-01" }, "father.custody.until"), "2030-01-01");
  assert.deepEqual(codesOf({ [until]: "2199-01-01" }), ["survey.day_out_of_range"]);
  assert.deepEqual(codesOf({ [since]: "2024-05-01", [until]: "2024-04-01" }), ["survey.period_backwards"]);
});

test("choices by label, by the words people use, by code; several of them with any separator", () => {
  assert.equal(factOf({ 户口性质: "农业户口" }, "hukou.kind"), "rural");
  assert.equal(factOf({ 性别: "1" }, "sex"), "male");
  assert.equal(factOf({ 监护人关系: "奶奶" }, "guardian.relation"), "grandmother");
  for (const set of [
    "重残、服刑在押",
    "服刑在押,重残",
    "重残；服刑在押",
    "重残 服刑在押",
    "重残/服刑在押",
    "重度残疾，服刑",
  ]) {
    assert.deepEqual(factOf({ 父亲情形: set }, "father.status"), ["imprisoned", "severe_disability"]);
  }
  assert.deepEqual(factOf({ 父亲情形: "被遣送（驱逐）出境" }, "father.status"), ["deported"]);
  assert.deepEqual(codesOf({ 父亲情形: "重残、外星人" }), ["survey.choice_unknown"]);
  assert.deepEqual(codesOf({ 父亲情形: "无下列情形、重残" }), ["survey.choice_contradicts"]);
  assert.deepEqual(codesOf({ 性别: "不详" }), ["survey.choice_unknown"]);
  for (const yes of ["是", "√", "TRUE", "1", 1]) assert.equal(factOf({ 是否寄宿: yes }, "school.boarding"), true);
  assert.equal(factOf({ 是否寄宿: { kind: "bool", value: false } }, "school.boarding"), false);
  for (const [word, code] of [
    ["否", "none"],
    ["疑似", "suspected"],
    ["是", "confirmed"],
    ["无", "none"],
    ["√", "confirmed"],
  ] as const) {
    assert.equal(factOf({ 辍学: word }, "risk.dropout"), code);
  }
});

test("formulas count as what they last gave; their errors do not count", () => {
  assert.equal(factOf({ 姓名: { kind: "text", text: "李四", formula: "A1&B1" } }, "name"), "李四");
  assert.deepEqual(codesOf({ 姓名: { kind: "blank", formula: "A1" } }), ["survey.formula_without_value"]);
  for (const error of ["#N/A", "#REF!", "#VALUE!"])
    assert.deepEqual(codesOf({ 民族: { kind: "error", error } }), ["survey.cell_error"]);
});

test("text is text: HTML, formulas, a date that Excel made out of a grade", () => {
  assert.equal(factOf({ 就读学校: "<script>alert(1)</script>" }, "school.name"), "<script>alert(1)</script>");
  assert.equal(factOf({ 就读学校: "=1+1" }, "school.name"), "=1+1");
  assert.equal(factOf({ 就读学校: "第一行\r\n第二行" }, "school.name"), "第一行 第二行");
  assert.equal(factOf({ 年级: 3 }, "school.grade"), "3");
  assert.deepEqual(codesOf({ 年级: { kind: "date", day: "2024-03-01", raw: "45352", format: "m月d日" } }), [
    "survey.date_in_text",
  ]);
  assert.deepEqual(codesOf({ 就读学校: "长".repeat(201) }), ["survey.text_too_long"]);
});

test("a dash says that there is nothing to say", () => {
  const row = withCells({ 祖父姓名: "—", 祖父出生日期: "-", 监护人电话: "/" });
  assert.deepEqual(Object.keys(row?.ok?.facts ?? {}).toSorted(), ["birthDate", "idKind", "name"]);
});

test("a row is refused whole, with every bad cell named by its place", () => {
  const row = withCells({ 性别: "不详", 监护人电话: "12", 民族: "汉族" });
  assert.equal(row?.ok, undefined);
  assert.deepEqual(row?.faults.map((fault) => [fault.column, fault.cell]), [["性别", "D5"], ["监护人电话", "E5"]]); // prettier-ignore
  assert.deepEqual(codesOf({ "村（居）": "", 出生日期: "" }), ["survey.required", "survey.birth_missing"]);
});

test("sums, signatures and blank rows are no children", () => {
  assert.equal(parse({ 村: "", 姓名: "合计", 备注: "12" }), undefined);
  assert.equal(parse({ 村: "", 姓名: "", 备注: "以上情况属实" }), undefined);
  assert.equal(parse({ 村: "南园", 姓名: "", 备注: "" }), undefined);
});

test("two columns of one meaning must not disagree", () => {
  assert.equal(factOf({ 儿童姓名: "张三" }, "name"), "张三");
  assert.deepEqual(codesOf({ 儿童姓名: "李四" }), ["survey.columns_disagree"]);
});

test("the same child has the same key, whatever else is said and in whatever order of columns", () => {
  const a = withCells({ 身份证号: boy, 民族: "汉族" })?.ok;
  const b = withCells({ 民族: "汉族", 身份证号: boy.toLowerCase() })?.ok;
  const c = withCells({ 身份证号: boy, 民族: "壮族" })?.ok;
  assert.equal(a?.key, b?.key);
  assert.deepEqual(a?.facts, b?.facts);
  assert.equal(a?.key, c?.key);
  const brother = withCells({ 监护人姓名: "王五" })?.ok;
  const other = withCells({ 监护人姓名: "赵六" })?.ok;
  assert.notEqual(brother?.key, other?.key);
  assert.doesNotMatch(a?.key ?? "", /张三|2014/);
});

test("places are handed on as written, and kept apart from the facts", () => {
  const ok = withCells({
    户籍所在地: "广东省揭阳市普宁市",
    父亲务工地: "深圳",
    摸排日期: "2024-06-30",
    填表人: "李主任",
    备注: "蓝色",
  })?.ok;
  assert.deepEqual(ok?.areas, { "hukou.area": "广东省揭阳市普宁市", "father.away.area": "深圳" });
  assert.deepEqual(
    [ok?.village, ok?.surveyedOn, ok?.filledBy, ok?.remark],
    ["南园社区", "2024-06-30", "李主任", "蓝色"],
  );
  assert.equal(parse({ 村: 445_281_001_205, 姓名: "张三", 生日: "2014-05-01" })?.ok?.village, "445281001205");
});

test("every cell of 100,000 characters is answered at once", () => {
  const evil = [
    "1".repeat(100_000),
    "张".repeat(100_000),
    "2014-".repeat(20_000),
    " ".repeat(100_000),
    "·".repeat(100_000),
    "(".repeat(100_000),
    "=+-".repeat(33_000),
    "是、".repeat(50_000),
    "\u200b".repeat(100_000),
  ];
  for (const column of surveyColumns) {
    for (const content of evil) {
      const took = processorMs(() => withCells({ [column.header]: content }), 50);
      assert.ok(took < 50, `${column.header}: ${took} ms for ${JSON.stringify(content.slice(0, 5))}`);
    }
  }
});

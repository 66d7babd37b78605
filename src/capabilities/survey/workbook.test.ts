import assert from "node:assert/strict";
import { test } from "node:test";
import { processorMsOf } from "#test/processor.ts";
import ExcelJS from "exceljs";
import { catalogue } from "#capabilities/registry/facts.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { readRows, type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import {
  compileColumns, filledSurvey, type FilledRow, readSurvey, returnedWorkbook, say, surveyColumns, type SurveyItem, surveyTemplate,
} from "./index.ts"; // prettier-ignore

const options = { today: "2024-07-01" };

async function bytesOf(plan: WorkbookPlan): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(writeWorkbook(plan)));
}

async function open(file: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  return book;
}

const items = (file: Uint8Array): Promise<SurveyItem[]> => Array.fromAsync(readSurvey(file, options));

const rowsIn = (all: readonly SurveyItem[]) =>
  all.flatMap((item) => (item.kind === "row" && item.parsed ? [item.parsed] : []));

const place = (key: string): number => surveyColumns.findIndex((column) => column.key === key) + 1;

async function saved(book: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function refusalOf(file: Uint8Array): Promise<Problem> {
  try {
    await items(file);
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  throw new Error("was read");
}

test("every fact that a survey may bring has one column, and no two columns share a name", () => {
  const wanted = catalogue.filter((spec) => spec.from.includes("survey") && spec.key !== "residence.area");
  const keys = surveyColumns.filter((column) => column.spec).map((column) => column.key);
  assert.deepEqual(keys.toSorted(), wanted.map((spec) => spec.key).toSorted());
  const names = new Map<string, string>();
  for (const column of surveyColumns) {
    for (const name of column.names) {
      assert.equal(names.get(name) ?? column.key, column.key, `“${name}” means two columns`);
      names.set(name, column.key);
    }
  }
});

test("an office's own table of columns is checked against the catalogue", () => {
  assert.deepEqual(compileColumns([{ fact: "name", header: "儿童" }]).map((column) => column.header), ["儿童"]); // prettier-ignore
  assert.throws(
    () => compileColumns([{ fact: "nobody.knows" }]),
    new Problem("survey.column_unknown", { key: "nobody.knows" }),
  );
});

test("the template: instructions first, ids as text, drop-downs with their lists, nothing to import", async () => {
  const villages = [{ code: "445281001205", name: "南园社区" }, { code: "445281001206", name: "同名村" }, { code: "445281001207", name: "同名村" }]; // prettier-ignore
  const file = await bytesOf(surveyTemplate({ areaName: "流沙东街道", villages }));
  const book = await open(file);
  assert.deepEqual(book.worksheets.map((sheet) => [sheet.name, sheet.state]), [["填写说明", "visible"], ["排查表", "visible"], ["选项", "hidden"]]); // prettier-ignore
  const sheet = book.getWorksheet("排查表");
  assert.equal(sheet?.getCell(3, place("idNumber")).numFmt, "@");
  assert.equal(sheet?.getCell(2, place("name")).value, "*姓名");
  const validation = sheet?.getCell(3, place("father.status")).dataValidation;
  assert.equal(validation?.type, "list");
  const [, column = "", last = ""] =
    /^选项!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)$/.exec(String(validation?.formulae?.[0])) ?? [];
  assert.equal(book.getWorksheet("选项")?.getCell(`${column}${last}`).value, "查找不到");
  assert.equal(book.getWorksheet("选项")?.getCell("A2").value, "445281001206");
  assert.equal(sheet?.getCell(1, place("father.name")).value, "父亲");
  assert.equal(sheet?.getCell(1, place("father.phone")).isMerged, true);
  assert.equal(sheet?.pageSetup.orientation, "landscape");
  assert.equal((await refusalOf(file)).code, "survey.no_rows");
});

test("the examples of the instructions can be typed in as they are", async () => {
  const { instructions } = await import("./zhTemplate.ts");
  const book = await open(await bytesOf(surveyTemplate()));
  const sheet = book.getWorksheet("排查表");
  for (const [key, examples] of Object.entries(instructions.examples)) {
    assert.ok(place(key) > 0, key);
    examples.forEach((example, i) => {
      if (sheet && example !== "") sheet.getCell(3 + i, place(key)).value = example;
    });
  }
  const rows = rowsIn(await items(await saved(book)));
  assert.deepEqual(rows.map((row) => row.faults), [[], []]); // prettier-ignore
});

const boy = "99000020140501001" + checkCharacter("99000020140501001");
const filled: FilledRow = {
  village: "南园社区", surveyedOn: "2024-06-01", filledBy: "李主任", remark: "=蓝色", areas: { "hukou.area": "广东省揭阳市普宁市" },
  facts: {
    name: "𠮷·买买提", idNumber: boy, birthDate: "2014-05-01", sex: "male", idKind: "resident", "father.status": ["imprisoned", "severe_disability"],
    "father.disability.level": 2, "school.boarding": false, "risk.dropout": "suspected", "father.custody.until": "2030-01-01", "guardian.phone": "06632221234",
  },
}; // prettier-ignore

test("a survey written from facts reads back as the same facts", async () => {
  const [row] = rowsIn(await items(await bytesOf(filledSurvey([filled]))));
  assert.deepEqual(row?.faults, []);
  assert.deepEqual(row?.ok?.facts, filled.facts);
  assert.deepEqual(
    [row?.ok?.village, row?.ok?.surveyedOn, row?.ok?.filledBy, row?.ok?.remark],
    ["南园社区", "2024-06-01", "李主任", "=蓝色"],
  );
  assert.deepEqual(row?.ok?.areas, filled.areas);
});

/** A township's own workbook: other headers, other order, a title above, heads merged over two columns. */
function township(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("流沙东");
  sheet.addRow(["流沙东街道儿童摸排表"]);
  sheet.addRow(["序号", "所在村", "基本情况", "", "", "父亲", "", "情况说明"]);
  sheet.addRow(["", "", "儿童 姓名", "公民身份号码 *", "出生年月日（公历）", "姓名", "联系电话", ""]);
  sheet.addRow([1, "南园村", "张三", boy, "", "张大强", 13800138000, "x"]);
  sheet.addRow([2, null, "李四", "", new Date(Date.UTC(2015, 1, 28)), "", "", ""]);
  sheet.addRow([3, null, "王五", "", "2015-2-30", "", "12", ""]);
  sheet.addRow([]);
  sheet.addRow([4, "新坛村", "张三", boy, "", "", "", ""]);
  sheet.addRow(["合计", "", "", "", "", "", "", 4]);
  sheet.mergeCells("A1:H1");
  sheet.mergeCells("C2:E2");
  sheet.mergeCells("F2:G2");
  for (const range of ["A2:A3", "B2:B3", "H2:H3", "B4:B6"]) sheet.mergeCells(range);
  book.addWorksheet("汇总").addRow(["合计", 4]);
  return book;
}

test("a workbook of its own make: renamed and reordered columns, merged heads, a village merged downwards, a child twice", async () => {
  const all = await items(await saved(township()));
  const [sheet] = all;
  assert.ok(sheet?.kind === "sheet");
  assert.deepEqual(sheet.layout.unknown.map((one) => [one.header, one.cell]), [["序号", "A3"], ["情况说明", "H3"]]); // prettier-ignore
  assert.deepEqual(
    [...sheet.layout.places.keys()],
    ["village", "name", "idNumber", "birthDate", "father.name", "father.phone"],
  );
  const rows = rowsIn(all);
  assert.deepEqual(rows.map((row) => [row.row, row.ok?.village, row.ok?.facts["name"]]), [
    [4, "南园村", "张三"], [5, "南园村", "李四"], [6, undefined, undefined], [8, undefined, undefined],
  ]); // prettier-ignore
  assert.equal(rows[0]?.ok?.facts["father.phone"], "13800138000");
  assert.deepEqual(rows[2]?.faults.map((fault) => [fault.cell, fault.code]), [["E6", "survey.day_impossible"], ["G6", "survey.phone_wrong"]]); // prettier-ignore
  assert.equal(rows[3]?.faults[0]?.say, "与“流沙东”第 4 行是同一名儿童。请合并为一行。");
  assert.deepEqual(all.at(-1), { kind: "skipped", sheet: "汇总" });
});

test("what comes back: every value as it was, bad cells red and explained, results in front, ready to be uploaded again", async () => {
  const file = await saved(township());
  const plan = await returnedWorkbook(file, options, (sheet, row) => {
    assert.equal(sheet, "流沙东");
    return row === 5
      ? {
          outcome: "refused",
          faults: [
            {
              column: "所在村",
              cell: "B5",
              code: "survey.village_unknown",
              say: say("survey.village_unknown", { text: "南园村" }),
            },
          ],
        }
      : { outcome: "imported" };
  });
  const returned = await bytesOf(plan);
  const book = await open(returned);
  assert.deepEqual(book.worksheets.filter((sheet) => sheet.state === "visible").map((sheet) => sheet.name), ["导入情况", "流沙东"]); // prettier-ignore
  const sheet = book.getWorksheet("流沙东");
  assert.equal(sheet?.getCell("A3").value, "导入结果");
  assert.deepEqual(Array.from((sheet?.getRow(4).values ?? []) as unknown[]).slice(1), [
    "已导入",
    "1",
    "南园村",
    "张三",
    boy,
    undefined,
    "张大强",
    "13800138000",
    "x",
  ]);
  assert.equal(sheet?.getCell("C6").value, "南园村");
  assert.equal(sheet?.getCell("F6").fill.type, "pattern");
  assert.match(JSON.stringify(sheet?.getCell("F6").note), /没有这一天：2015-2-30/);
  assert.match(sheet?.getCell("A5").text ?? "", /^有误：所在村：没有找到这个村/);
  assert.match(JSON.stringify(sheet?.getCell("C5").note), /没有找到这个村/);
  assert.equal(sheet?.getCell("A9").value, null);
  assert.equal(sheet?.getCell("D2").isMerged, true);
  const again = await items(returned);
  const layout = again.flatMap((item) => (item.kind === "sheet" ? [item.layout] : []))[0];
  assert.deepEqual([layout?.resultColumn, layout?.unknown.length], [0, 2]);
  const keys = (all: readonly SurveyItem[]): unknown[] =>
    rowsIn(all).map((row) => [row.row, row.ok?.key, row.ok?.facts, row.ok?.areas, row.faults.length]);
  assert.deepEqual(keys(again), keys(await items(file)));
  const twice = await open(await bytesOf(await returnedWorkbook(returned, options, () => ({ outcome: "unchanged" }))));
  assert.deepEqual(Array.from((twice.getWorksheet("流沙东")?.getRow(4).values ?? []) as unknown[]).slice(1, 4), [
    "已在册，未变",
    "1",
    "南园村",
  ]);
  const summary = book.getWorksheet("导入情况");
  const lines: string[] = [];
  summary?.eachRow((row) => lines.push(row.getCell(1).text + row.getCell(2).text));
  assert.ok(lines.includes("已导入1") && lines.includes("有误3"), lines.join("\n"));
  assert.ok(lines.some((line) => line.startsWith("工作表“流沙东”的列“情况说明”（H3）不认识")));
});

test("nothing is lost on the way back: formulas' texts, wide numbers, errors, injections", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("表");
  sheet.addRow(["姓名", "村", "备注", "证件号码"]);
  sheet.addRow(["=1+1", { formula: "A1", result: "南园" }, { error: "#N/A" }, 4.4528120140501e17]);
  sheet.addRow(["\u202eevil", true, "_x0041_", "\ud842\udfb7"]);
  const returned = await bytesOf(await returnedWorkbook(await saved(book), options, () => undefined));
  const rows = (await Array.fromAsync(readRows(returned))).filter((row) => row.sheet === "表");
  const values = rows
    .slice(1)
    .map((row) => row.cells.slice(1).map((cell) => (cell.kind === "text" ? cell.text : cell.kind)));
  assert.deepEqual(values[0], ["=1+1", "南园", "#N/A", "445281201405010000"]);
  assert.deepEqual(values[1]?.toSpliced(2, 1), ["\u202eevil", "TRUE", "𠮷"]);
});

test("a sheet without a required column is refused by name; a workbook without any survey too", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("一村").addRows([
    ["姓名", "性别", "出生日期", "民族", "备注"],
    ["张三", "男", "2014-05-01", "汉族", ""],
  ]);
  const problem = await refusalOf(await saved(book));
  assert.equal(problem.code, "survey.column_missing");
  assert.equal(
    say(problem.code, problem.data),
    "工作表“一村”缺少必填的列：村（居）。请补上这一列（可放在任意位置）后再上传。",
  );
  book.addWorksheet("二村").addRows([
    ["姓名", "村"],
    ["李四", "南园"],
  ]);
  const all = await items(await saved(book));
  assert.deepEqual(all.map((item) => item.kind), ["refused", "sheet", "row"]); // prettier-ignore
  const other = new ExcelJS.Workbook();
  other.addWorksheet("工资").addRow(["工号", "金额"]);
  assert.equal((await refusalOf(await saved(other))).code, "survey.no_header");
  const hidden = other.addWorksheet("排查表", { state: "hidden" });
  hidden.addRow(["选项"]);
  assert.equal((await refusalOf(await saved(other))).code, "survey.no_header", "lists of choices are hidden, too");
  hidden.spliceRows(1, 1, ["姓名", "村"], ["张三", "南园"]);
  const unseen = await refusalOf(await saved(other));
  assert.equal(say(unseen.code, unseen.data), "工作表“排查表”被隐藏了，没有读取。请在表格软件中取消隐藏，再上传。");
});

test("a CSV file in GBK is a survey as well", async () => {
  const gbk = Buffer.from(
    "d0d5c3fb2cb4e52cb3f6c9facac8d5c6da0d0ad5c5c8fd2cc4cfd4b02c323031342d352d310d0a".replace(
      "b3f6c9facac8d5c6da",
      "b3f6c9fac8d5c6da",
    ),
    "hex",
  );
  const [row] = rowsIn(await items(gbk));
  assert.deepEqual(
    [row?.ok?.facts["name"], row?.ok?.village, row?.ok?.facts["birthDate"]],
    ["张三", "南园", "2014-05-01"],
  );
});

test("headers of 100,000 characters, and a thousand of them, cost nothing", async () => {
  const wide = Array.from({ length: 900 }, (_, i) => ({ content: `（${"(".repeat(60)}${i}` }));
  const file = await bytesOf({
    sheets: [
      { name: "表", rows: [{ cells: ["姓名", "村", "(".repeat(32_000), ...wide] }, { cells: ["张三", "南园"] }] },
    ],
  });
  assert.equal((await items(file)).length, 2);
  assert.ok((await processorMsOf(() => items(file), 2_000)) < 2_000);
});

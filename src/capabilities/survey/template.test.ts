import assert from "node:assert/strict";
import { before, test } from "node:test";
import ExcelJS from "exceljs";
import { type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import { filledSurvey, readSurvey, surveyColumns, surveyTemplate } from "./index.ts";

async function open(plan: WorkbookPlan): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const file = Buffer.concat(await Array.fromAsync(writeWorkbook(plan)));
  await book.xlsx.load(file as unknown as ArrayBuffer);
  return book;
}

const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name);
  assert.ok(sheet, name);
  return sheet;
};

let template: ExcelJS.Workbook;
before(async () => {
  template = await open(surveyTemplate({ areaName: "流沙东街道" }));
});

const columnsOf = (sheet: ExcelJS.Worksheet): ExcelJS.Column[] => surveyColumns.map((_, i) => sheet.getColumn(i + 1));

test("some forty columns are seen first; the others are grouped and closed beside them", () => {
  const columns = columnsOf(sheetOf(template, "排查表"));
  const seen = surveyColumns.filter((_, i) => !columns[i]?.hidden);
  assert.ok(seen.length >= 36 && seen.length <= 48, String(seen.length));
  columns.forEach((column, i) => {
    const { rare, header } = surveyColumns[i] ?? {};
    assert.deepEqual([column.hidden, column.outlineLevel], [rare, rare ? 1 : 0], header);
  });
  for (const key of [
    "village",
    "name",
    "idNumber",
    "birthDate",
    "father.status",
    "mother.away.since",
    "guardian.name",
    "risk.dropout",
    "remark",
  ]) {
    assert.ok(
      seen.some((column) => column.key === key),
      key,
    );
  }
  for (const key of [
    "father.return.kind",
    "mother.custody.until",
    "father.disability.parts",
    "mother.vice",
    "grandfather.name",
  ]) {
    assert.ok(!seen.some((column) => column.key === key), key);
  }
});

test("the instructions say how to open them, and which they are", () => {
  const texts: string[] = [];
  sheetOf(template, "填写说明").eachRow((row) => texts.push(`${row.getCell(1).text}|${row.getCell(2).text}`));
  assert.ok(texts.some((text) => /收起.*点.*“\+”.*“2”.*展开全部.*“1”/u.test(text)));
  for (const column of surveyColumns) {
    const line = texts.find((text) => text.startsWith(`${column.header}|`));
    assert.equal(line?.includes("在收起的列中"), column.rare, column.header);
  }
});

test("a filled survey hides nothing: what is grouped there stands open", async () => {
  const book = await open(filledSurvey([{ village: "南园", facts: { name: "张三", birthDate: "2014-05-01" } }]));
  const columns = columnsOf(sheetOf(book, "排查表"));
  assert.ok(columns.every((column) => !column.hidden));
  assert.ok(columns.some((column) => column.outlineLevel === 1));
});

test("what is typed into closed columns is read all the same", async () => {
  const book = await open(surveyTemplate());
  const sheet = sheetOf(book, "排查表");
  const typed = {
    village: "南园",
    name: "张三",
    birthDate: "2014-05-01",
    "father.custody.until": "2030-01-01",
    "risk.violence": "疑似",
  };
  for (const [key, text] of Object.entries(typed)) {
    sheet.getCell(3, surveyColumns.findIndex((column) => column.key === key) + 1).value = text;
  }
  const file = Buffer.from(await book.xlsx.writeBuffer());
  const items = await Array.fromAsync(readSurvey(file, { today: "2024-07-01" }));
  const row = items.find((item) => item.kind === "row");
  assert.ok(row?.kind === "row");
  assert.equal(row.parsed?.ok?.facts["father.custody.until"], "2030-01-01");
  assert.equal(row.parsed?.ok?.facts["risk.violence"], "suspected");
});

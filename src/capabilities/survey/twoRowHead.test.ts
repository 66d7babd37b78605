import assert from "node:assert/strict";
import { test } from "node:test";
import ExcelJS from "exceljs";
import { checkCharacter } from "#kernel/idNumber.ts";
import { readSurvey } from "./index.ts";

const boy = "99000020140501001" + checkCharacter("99000020140501001");

async function rowsOf(book: ExcelJS.Workbook) {
  const file = Buffer.from(await book.xlsx.writeBuffer());
  const all = await Array.fromAsync(readSurvey(file, { today: "2024-07-01" }));
  return all.flatMap((item) => (item.kind === "row" && item.parsed ? [item.parsed] : []));
}

/** The commonest form of an office: single headers over two rows, and under 父亲 and 母亲 what is asked of each. */
function twoRowHead(under: readonly string[]): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("赤岗");
  sheet.addRow(["赤岗镇农村留守儿童摸排表"]);
  const single = ["村（居）", "姓名", "身份证号", "户籍性质"];
  sheet.addRow([...single, ...["父亲", "母亲"].flatMap((who) => [who, ...under.slice(1).map(() => "")])]);
  sheet.addRow([...single.map(() => ""), ...under, ...under]);
  sheet.addRow(["南园村", "张三", boy, "农村", ...under.map((_, i) => ["张大", "外出务工", "广东省深圳市"][i])]);
  sheet.mergeCells(1, 1, 1, 10);
  single.forEach((_, i) => sheet.mergeCells(2, i + 1, 3, i + 1));
  if (under.length > 1) for (const at of [5, 5 + under.length]) sheet.mergeCells(2, at, 2, at + under.length - 1);
  else for (const at of [5, 6]) sheet.mergeCells(2, at, 3, at);
  return book;
}

test("a head of two rows: what stands under 父亲 and 母亲 is read, however few columns that are", async () => {
  const [row, ...more] = await rowsOf(twoRowHead(["姓名", "外出情况", "务工地"]));
  assert.deepEqual([row?.row, row?.faults, more], [4, [], []]);
  assert.equal(row?.ok?.facts["name"], "张三");
  assert.deepEqual([row?.ok?.facts["father.name"], row?.ok?.facts["father.away.state"]], ["张大", "work"]);
  assert.equal(row?.ok?.areas["father.away.area"], "广东省深圳市");
});

test("a head whose cells all reach over two rows is one header, and its second row is no child", async () => {
  const [row, ...more] = await rowsOf(twoRowHead([""]));
  assert.deepEqual([row?.row, row?.faults, more], [4, [], []]);
  assert.equal(row?.ok?.facts["father.name"], "张大");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter } from "#kernel/idNumber.ts";
import { readRows, writeWorkbook } from "#platform/files/index.ts";
import { readSurvey } from "./read.ts";
import { returnedWorkbook, type RowResult } from "./returned.ts";
import { unreadSentence } from "./unread.ts";

const today = "2024-07-01";
const headers = [
  "姓名", "村（居）", "出生日期", "户籍性质", "父亲情形", "父亲外出情况", "父亲连续外出务工起始日期", "母亲情形", "母亲外出情况",
  "母亲连续外出务工起始日期", "家庭救助情况", "户籍所在地", "父亲务工地", "母亲务工地",
]; // prettier-ignore
const book = async (names: readonly string[]): Promise<Buffer> => {
  const rows = [{ cells: names }, { cells: ["张三", "南园", "2014-05-01"] }];
  return Buffer.concat(await Array.fromAsync(writeWorkbook({ sheets: [{ name: "表", rows }] })));
};

async function sentenceOf(names: readonly string[]): Promise<string | null> {
  const items = await Array.fromAsync(readSurvey(await book(names), { today }));
  return unreadSentence(items.flatMap((item) => (item.kind === "sheet" ? [item.layout] : [])));
}

/** The first column of the summary, from above. */
async function summaryOf(names: readonly string[], result: RowResult): Promise<string[]> {
  const back = await returnedWorkbook(await book(names), { today }, () => result);
  const lines: string[] = [];
  for await (const { sheet, cells: [cell] } of readRows(Buffer.concat(await Array.fromAsync(writeWorkbook(back))))) {
    if (sheet === "导入情况" && cell?.kind === "text") lines.push(cell.text);
  } // prettier-ignore
  return lines;
}

const renamed = headers.map((header) => (header === "户籍性质" ? "户口是啥" : header));

test("a sheet whose columns were all read has nothing to warn of; line numbers say nothing of a child", async () => {
  assert.equal(await sentenceOf(headers), null);
  assert.equal(await sentenceOf(["序号", ...headers]), null);
  assert.equal((await summaryOf(headers, { outcome: "imported" }))[1], "全部行已导入，不需要再做什么。");
});

test("a renamed deciding column is named before anything is called done, with what it means", async () => {
  const lines = await summaryOf(renamed, { outcome: "imported" });
  assert.match(lines[1] ?? "", /^有 1 列的列名没有认出来.*“户口是啥”（D1）.*没有找到 “户籍性质”：.*系统无法判定/u);
  assert.ok(!lines.some((line) => line.includes("不需要再做什么")), lines.join("\n"));
  const refused = { outcome: "refused" as const, faults: [{ column: "姓名", cell: "A2", code: "x", say: "错。" }] };
  assert.match((await summaryOf(renamed, refused))[2] ?? "", /^有 1 行没有导入/u);
});

test("without the places nobody can say who is away in another county, so they are asked for", async () => {
  assert.match((await sentenceOf(headers.slice(0, -3))) ?? "", /“户籍所在地”.*“父亲务工地”.*“母亲务工地”.*无法判定/u);
});

test("a deciding column that is simply not there is said too; many columns are counted, not listed", async () => {
  assert.match((await sentenceOf(headers.slice(0, 3))) ?? "", /“户籍性质”.*系统无法判定.*走访时补问/u);
  const strange = Array.from({ length: 300 }, (_, n) => `怪列${n}`);
  const said = (await sentenceOf([...headers, ...strange])) ?? "";
  assert.match(said, /有 300 列.*怪列7.* 等 300 列/u);
  assert.ok(!said.includes("怪列8”") && said.length < 400);
});

test("a refusal of one row at two cells is said once in front, and both cells are red", async () => {
  const say = "该证件号码已登记在另一名儿童名下。";
  const faults = ["A2", "B2"].map((cell) => ({ column: cell === "A2" ? "姓名" : "证件号码", cell, code: "x", say }));
  const back = await returnedWorkbook(await book(headers), { today }, () => ({ outcome: "refused", faults }));
  const rows = await Array.fromAsync(readRows(Buffer.concat(await Array.fromAsync(writeWorkbook(back)))));
  const front = rows.find((row) => row.sheet === "表" && row.row === 2)?.cells[0];
  assert.equal(front?.kind === "text" && front.text, `有误：姓名、证件号码：${say}`);
});

test("one number under two names is not said to be one child: it is told, with both names to be checked", async () => {
  const id = "99000020140501001" + checkCharacter("99000020140501001");
  const rows = ["张三", "李四", "张 三"].map((name) => ({ cells: [name, "南园", id] }));
  const made = writeWorkbook({ sheets: [{ name: "表", rows: [{ cells: ["姓名", "村（居）", "身份证号"] }, ...rows] }] });
  const items = await Array.fromAsync(readSurvey(Buffer.concat(await Array.fromAsync(made)), { today }));
  const said = items.flatMap((item) => (item.kind === "row" ? [item.parsed?.faults[0]?.say ?? ""] : []));
  assert.deepEqual(said.map((say) => [say.includes("姓名不同"), say.includes("是同一名儿童。")]), [[false, false], [true, false], [false, true]]);
}); // prettier-ignore

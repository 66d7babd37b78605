import assert from "node:assert/strict";
import { test } from "node:test";
import { processorMs } from "#test/processor.ts";
import type { Cell, Row } from "#platform/files/index.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { isFormLine, isFormWord, readFormHead } from "./formLines.ts";
import { readSurvey, type SurveyItem } from "./read.ts";
import { returnedWorkbook } from "./returned.ts";
import { readRows } from "#platform/files/index.ts";

const today = "2024-07-01";
const row = (...texts: string[]): Row => ({
  sheet: "表", row: 1, cells: texts.map((text): Cell => (text === "" ? { kind: "blank" } : { kind: "text", text })),
}); // prettier-ignore

test("words of head and foot are no names", () => {
  for (const text of [
    "填报单位：流沙东街道",
    "填报单位（盖章）",
    "单位负责人",
    "复核人:",
    "填表人：王五",
    "合计20人",
    "注：患病指患重特大疾病",
    " 填报日期：",
  ]) {
    assert.equal(isFormWord(text), true, text);
  }
  for (const text of ["张三", "注意", "负责", "填表人村", "说明书", "", "南园社区"])
    assert.equal(isFormWord(text), false, text);
});

test("a line of the form begins with such a word; two of them elsewhere count where nothing else can be read", () => {
  for (const unread of [true, false]) {
    assert.equal(isFormLine(row("", "单位负责人：", "张三"), unread), true);
    assert.equal(isFormLine(row("（签字）", "复核人：李四", "", "填表人：王五"), unread), unread);
    assert.equal(isFormLine(row("备注：随外婆", "张三", "南园"), unread), unread);
    assert.equal(isFormLine(row("南园", "张三", "2014-05-01", "填表人：王五"), unread), false);
    assert.equal(isFormLine(row("", ""), unread), false);
  }
});

test("the head's day and hand, in one cell or beside their words; a day that cannot be is left out", () => {
  const day = (...texts: string[]): unknown => readFormHead([row(...texts)], today).surveyedOn;
  assert.equal(day("填报单位：流沙东街道（盖章）    填报日期：2024年6月 3日"), "2024-06-03");
  assert.equal(day("填报单位：", "流沙东", "填报日期：", "2024-06-03"), "2024-06-03");
  for (const text of [
    "填报日期：    年  月  日",
    "填报日期：2024-02-31",
    "填报日期：2024-07-02",
    "2024年6月摸排表",
    "填报日期：待定",
  ]) {
    assert.equal(day(text), undefined, text);
  }
  assert.equal(readFormHead([row("填表人：李小红")], today).filledBy, "李小红");
  assert.equal(readFormHead([row("填表人：", "", "李小红")], today).filledBy, "李小红");
  assert.equal(readFormHead([row("填表人：", "", "")], today).filledBy, undefined);
  const long = [row("填报日期：".repeat(20_000)), row("填表人：".repeat(20_000))];
  assert.ok(processorMs(() => readFormHead(long, today), 100) < 100);
});

const form = [
  ["农村留守儿童基本情况登记表"],
  ["填报单位：流沙东街道", null, null, null, "填报日期：2024-06-03"],
  ["村（居）", "姓名", "性别", "出生日期", "民族"],
  ["南园社区", "张三", "男", "2014-05-01", "汉族"],
  ["南园社区", "李四", "女", "2015-05-01", "汉族"],
  ["合计", "2", "人", "其中", "女1"],
  ["单位负责人：", "张大强", "复核人：", "王秀英", "填表人："],
  ["填表人：", "李主任", null, "2024-06-03", null],
  ["注：患病指患重特大疾病；去世填“—”", null, null, null, null],
] as const;

test("a printed form: two children, its date for both, nobody made out of its foot", async () => {
  const plan = { sheets: [{ name: "表", rows: form.map((cells) => ({ cells })) }] };
  const file = Buffer.concat(await Array.fromAsync(writeWorkbook(plan)));
  const items: SurveyItem[] = await Array.fromAsync(readSurvey(file, { today }));
  const rows = items.flatMap((item) => (item.kind === "row" && item.parsed ? [item.parsed] : []));
  assert.deepEqual(
    rows.map((one) => [one.ok?.facts["name"], one.ok?.surveyedOn, one.faults.length]),
    [["张三", "2024-06-03", 0], ["李四", "2024-06-03", 0]],
  ); // prettier-ignore
  const [head] = items;
  assert.deepEqual(head?.kind === "sheet" && [head.layout.headerRow, head.layout.unknown], [3, []]);
  const back = await returnedWorkbook(file, { today }, () => ({ outcome: "imported" }));
  const texts: string[] = [];
  for await (const { cells } of readRows(Buffer.concat(await Array.fromAsync(writeWorkbook(back))))) {
    texts.push(...cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  }
  assert.ok(texts.includes("填表人：") && texts.some((text) => text.startsWith("各行都已导入")));
});

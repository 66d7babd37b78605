import assert from "node:assert/strict";
import { suite, test } from "node:test";
import ExcelJS from "exceljs";
import type { Watermark } from "#kernel/watermark.ts";
import { annex1Source } from "./fixtures/annex1.ts";
import { head, link, table } from "./fixtures/printed.ts";
import { html } from "./layouts/html.ts";
import { json } from "./layouts/json.ts";
import { fillPages } from "./layouts/pages.ts";
import { xlsx } from "./layouts/xlsx.ts";

const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(chunks));

async function opened(): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await bytesOf(xlsx(table, head, link));
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  assert.ok(sheet);
  return sheet;
}

/** The row whose second cell begins with the text, after a row whose first column says the level. */
function rowOf(sheet: ExcelJS.Worksheet, text: string): ExcelJS.Row {
  let found: ExcelJS.Row | undefined;
  sheet.eachRow((row) => {
    if (row.getCell(2).text.trim().startsWith(text)) found ??= row;
  });
  assert.ok(found, text);
  return found;
}

suite("附件1 as a workbook, read by another program", () => {
  test("title with the year, fields, heads, and every printed line of the policy in its order", async () => {
    const sheet = await opened();
    const source = annex1Source() as {
      blocks: { title: string; rows: { title: string; of_which: { title: string } }[] }[];
    };
    const lines = source.blocks.flatMap((block) => [
      ...block.rows.flatMap((row) => [row.title, row.of_which.title]),
      "人数小计",
    ]);
    const texts: string[] = [];
    sheet.eachRow((row) => texts.push(row.getCell(2).text.trim()));
    assert.equal(sheet.getCell("A1").text, "附件 1");
    assert.equal(sheet.getCell("A2").text, "2024年普宁市农村留守儿童和困境儿童摸排情况数据表");
    assert.match(sheet.getCell("A3").text, /^填报单位：普宁市民政局\s+填报人：张三$/u);
    assert.match(sheet.getCell("A4").text, /^日期：2024年7月22日\s+联系电话：0663-2220000$/u);
    assert.deepEqual(texts.slice(5, 5 + lines.length), lines);
  });

  test("figures are numbers with the address of their children", async () => {
    const sheet = await opened();
    const figure = rowOf(sheet, "4.（疑似）辍学").getCell(3);
    assert.deepEqual(figure.value, { text: 12, hyperlink: link("yellow-4", "row") });
    const which = rowOf(sheet, "其中已干预或已复学复读").getCell(3);
    assert.deepEqual(which.value, { text: 12, hyperlink: link("yellow-4", "ofWhich") });
    assert.equal(rowOf(sheet, "6.其他情况").getCell(4).text, "见说明3");
  });

  test("one level cell per block, 合计 over two columns, everything framed", async () => {
    const sheet = await opened();
    const first = rowOf(sheet, "1.（疑似）遭受").number;
    assert.equal(sheet.getCell(first, 1).text, "高风险等级\n（红色）");
    assert.equal(sheet.getCell(first + 10, 1).master.address, `A${first}`);
    assert.equal(sheet.getCell(first + 11, 1).text, "中高风险等级\n（黄色）");
    const total = first + 11 + 13 + 15 + 9;
    assert.equal(sheet.getCell(total, 1).text, "人数合计");
    assert.deepEqual(sheet.getCell(total, 3).value, { text: 7173, hyperlink: link("total", "total") });
    for (const column of [1, 2, 3, 4]) assert.equal(sheet.getCell(first + 3, column).border?.top?.style, "thin");
  });

  test("prints on A4 upright, one page wide, heads repeated", async () => {
    const { pageSetup } = await opened();
    assert.equal(pageSetup.paperSize, 9);
    assert.equal(pageSetup.orientation, "portrait");
    assert.equal(pageSetup.fitToWidth, 1);
    assert.equal(pageSetup.printTitlesRow, "5:5");
  });
});

suite("pages of the workbook", () => {
  const total = (heights: number[], from: number, to: number): number =>
    heights.slice(from, to).reduce((a, b) => a + b, 0);

  test("rows are drawn out so that a page ends where a block ends", () => {
    const heights = [100, 25, ...Array.from({ length: 60 }, () => 20)];
    const filled = fillPages(heights, 2, [2, 22, 42, 62]);
    assert.ok(total(filled, 0, 22) + 20 > 842 - 86.4 === total(filled, 0, 22) > 700);
    assert.ok(total(filled, 0, 22) <= 842 - 86.4);
    assert.ok(total(filled, 0, 22) + (filled[22] ?? 0) > 842 - 86.4, "the next row has no room on the page");
  });

  test("what fits on one page, and a block longer than a page, stay as they are", () => {
    const short = [100, 25, 20, 20, 20];
    assert.deepEqual(fillPages(short, 2, [2, 4, 5]), short);
    const long = [100, 25, ...Array.from({ length: 80 }, () => 20)];
    assert.deepEqual(fillPages(long, 2, [2, 82]), long);
  });
});

suite("附件1 as a page", () => {
  const page = html(table, head, link);

  test("49 figures, each a link", () => {
    assert.equal(page.match(/data-figure="/g)?.length, 22 * 2 + 4 + 1);
    assert.equal(page.match(/<a href="https:\/\/tonghu\.example\//g)?.length, 49);
    assert.match(
      page,
      /<a href="https:\/\/tonghu\.example\/returns\/puning-annex-1\/green-4\/row\?asOf=2024-07-21">5678<\/a>/u,
    );
  });

  test("level cells span their lines", () => {
    assert.deepEqual(
      [...page.matchAll(/rowspan="(\d+)"/g)].map((match) => match[1]),
      ["11", "13", "15", "9"],
    );
  });

  test("a name from outside cannot become markup or leave its attribute", () => {
    const evil = html(
      table,
      { ...head, unit: `<script>alert(1)</script>&"'` },
      () => `https://x/"><img src=x onerror=1>`,
    );
    assert.ok(!evil.includes("<script") && !evil.includes("<img"));
    assert.ok(evil.includes("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"));
  });

  test("without a link a figure is plain", () => {
    assert.ok(!html(table, head, () => undefined).includes("<a "));
  });
});

suite("附件1 as JSON", () => {
  const document = json(table, head);

  test("keeps its documented shape and carries no group keys", () => {
    assert.deepEqual(Object.keys(document), [
      "return", "title", "clause", "area", "asOf", "future", "unrecorded", "generatedAt", "policy", "counting", "rows", "subtotals", "total",
      "served", "overlaps", "unrowed", "faults", "notes", "checks",
    ]); // prettier-ignore
    assert.deepEqual(JSON.parse(JSON.stringify(document)), document);
    assert.ok(!JSON.stringify(document).includes('"keys"'));
    assert.deepEqual(
      document.rows.find((row) => row.id === "yellow-4"),
      {
        id: "yellow-4",
        level: "yellow",
        no: 4,
        title: "4.（疑似）辍学的儿童数",
        count: 12,
        ofWhich: { title: "其中已干预或已复学复读的儿童数", count: 12 },
      },
    );
  });

  test("sums, and what the form could not show", () => {
    assert.deepEqual(document.total, { count: 7173, repeats: 0 });
    assert.deepEqual(document.subtotals.map(({ level, count, repeats }) => [level, count, repeats]), [
      ["red", 4, 0], ["yellow", 17, 12], ["blue", 240, 0], ["green", 6912, 0],
    ]); // prettier-ignore
    assert.deepEqual(
      document.unrowed.map(({ ground, row, inRest }) => [ground, row, inRest]),
      [["yellow.mental", "yellow-6", 5]],
    );
    assert.ok(document.checks.length > 0 && document.checks.every((check) => check.ok));
    assert.equal(document.notes[0]?.startsWith("注：风险等级类型和服务对象类型划分按照"), true);
  });
});

const watermark: Watermark = {
  number: "20240722-48271-59326",
  person: '张<三>"&',
  post: "县级民政部门",
  area: "普宁市",
  purpose: "法定报表、上报",
  at: "2024-07-22T02:00:00.000Z",
  line: '导出编号 20240722-48271-59326　张<三>"&\\　用途：法定报表、上报',
};

suite("whose copy it is", () => {
  const marked = { ...head, watermark };

  test("the workbook says so at each sheet's head, in its properties, and as the last of its notes", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await bytesOf(xlsx(table, marked, link))) as unknown as ArrayBuffer);
    const [sheet] = book.worksheets;
    assert.ok(sheet);
    assert.match(sheet.headerFooter.oddHeader ?? "", /^&C&8导出编号 20240722-48271-59326/u);
    assert.match(sheet.headerFooter.oddFooter ?? "", /^&C第 &P 页/u);
    assert.equal(book.keywords, watermark.number);
    assert.equal(sheet.getCell(`A${sheet.rowCount}`).text, watermark.line);
    const plain = await opened();
    assert.equal(sheet.rowCount, plain.rowCount + 1, "the form itself is as it was");
    for (let row = 1; row < sheet.rowCount; row += 1)
      assert.deepEqual(sheet.getRow(row).values, plain.getRow(row).values);
  });

  test("the page prints it on every sheet, and a name acts neither in the page nor in its style", () => {
    const page = html(table, marked, link);
    assert.ok(page.includes('<meta name="tonghu.export.number" content="20240722-48271-59326">'));
    const style = /@top-center \{ content: "([^"]*)"/u.exec(page)?.[1] ?? "";
    assert.equal(style, "导出编号 20240722-48271-59326　张\\3c 三\\3e \\22 \\26 \\5c 　用途：法定报表、上报");
    assert.ok(!page.includes("张<三>"));
    assert.ok(!html(table, head, link).includes("tonghu.export"));
  });

  test("JSON carries it as a field of its own", () => {
    assert.deepEqual(json(table, marked).export, watermark);
    assert.equal("export" in json(table, head), false);
  });
});

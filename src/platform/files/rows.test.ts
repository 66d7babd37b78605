import assert from "node:assert/strict";
import { test } from "node:test";
import ExcelJS from "exceljs";
import { writeXlsx } from "hucre/xlsx";
import { type Cell, readRows, type Row } from "./index.ts";
import { showsDay } from "./numberFormats.ts";
import { writeZip, type ZipPart } from "./zipWrite.ts";

const rowsOf = (file: Uint8Array): Promise<Row[]> => Array.fromAsync(readRows(file));

/** A workbook built by hand, part by part, with the habits of other programs. */
async function handMade(
  sheet: string,
  more: { styles?: string; strings?: string; workbook?: string } = {},
): Promise<Buffer> {
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const parts: ZipPart[] = [
    {
      name: "_rels/.rels",
      text: `<Relationships><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      text: more.workbook ?? '<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: "xl/styles.xml", text: more.styles ?? "<styleSheet/>" },
    ...(more.strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", text: more.strings }]),
    { name: "xl/worksheets/sheet1.xml", text: sheet },
  ];
  return Buffer.concat(await Array.fromAsync(writeZip(parts)));
}

const sheetOf = (rows: string, after = ""): string =>
  `<?xml version="1.0"?><worksheet><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData>${after}</worksheet>`;

const say = (cell: Cell | undefined): unknown => {
  switch (cell?.kind) {
    case "text":
      return cell.text;
    case "number":
      return cell.value;
    case "date":
      return cell.day;
    case "bool":
      return cell.value;
    case "error":
      return cell.error;
    default:
      return cell?.covered ? [say(cell.covered)] : null;
  }
};

test("a workbook of exceljs: every type, formulas with what they last gave, merges downwards", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("表");
  sheet.addRow(["文", 12, new Date(Date.UTC(2014, 4, 1)), true, { formula: "A1&1", result: "文1" }, { error: "#N/A" }]);
  sheet.mergeCells("A3:A5");
  sheet.getCell("A3").value = "南园村";
  sheet.getCell("B4").value = { richText: [{ text: "红" }, { text: "字" }] };
  sheet.getCell("B5").value = 4.4528120140501e17;
  const rows = await rowsOf(new Uint8Array(await book.xlsx.writeBuffer()));
  assert.deepEqual(rows.map((row) => [row.row, row.cells.map(say)]), [
    [1, ["文", 12, "2014-05-01", true, "文1", "#N/A"]],
    [3, ["南园村"]],
    [4, [["南园村"], "红字"]],
    [5, [["南园村"], 4.4528120140501e17]],
  ]); // prettier-ignore
  assert.equal(rows[0]?.cells[4]?.formula, "A1&1");
});

test("a workbook of hucre", async () => {
  const file = await writeXlsx({
    sheets: [
      { name: "a", rows: [["姓名", 1, null, true]] },
      { name: "b", rows: [["第二张"]] },
    ],
  });
  const rows = await rowsOf(file);
  assert.deepEqual(rows.map((row) => [row.sheet, row.cells.map(say)]), [["a", ["姓名", 1, null, true]], ["b", ["第二张"]]]); // prettier-ignore
});

test("the habits of WPS: inline strings, Chinese date formats by number, merged heads, readings of characters", async () => {
  const styles =
    '<styleSheet><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="57"/><xf numFmtId="176"/><xf numFmtId="49"/></cellXfs></styleSheet>';
  const rows =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>父亲</t></is></c><c r="B1"/></row>' +
    '<row r="2" spans="1:4"><c r="A2" s="1"><v>41760</v></c><c r="B2" s="2"><v>41760</v></c><c r="C2" s="3"><v>41760.75</v></c>' +
    '<c r="D2" t="s" s="4"><v>0</v></c><c r="E2" t="inlineStr"><is><r><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c></row>';
  const file = await handMade(sheetOf(rows, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'), {
    styles,
    strings: '<sst><si><t>共享</t><phoneticPr fontId="1"/><rPh sb="0" eb="1"><t>gong</t></rPh></si></sst>',
  });
  assert.deepEqual((await rowsOf(file)).map((row) => row.cells.map(say)), [
    ["父亲", ["父亲"]],
    ["2014-05-01", "2014-05-01", "2014-05-01", "共享", "张 三"],
  ]); // prettier-ignore
});

test("the 1904 date system, on which old Macs stand, shifts every serial", async () => {
  const workbook =
    '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>';
  const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
  const sheet = sheetOf('<row r="1"><c r="A1" s="0"><v>40298</v></c><c r="B1" s="1"><v>40298</v></c></row>');
  const [row] = await rowsOf(await handMade(sheet, { workbook, styles }));
  assert.equal(say(row?.cells[0]), "2014-05-01");
  const lost = row?.cells[1]; // its format is gone: whoever reads it as a day is told how the workbook counts
  assert.deepEqual(lost?.kind === "number" && [lost.value, lost.date1904], [40298, true]);
});

test("prefixes, cells without names, comments, CDATA, > in attributes, and a dimension that lies", async () => {
  const sheet =
    '<?xml version="1.0"?><x:worksheet xmlns:x="m" note="a>b"><x:dimension ref="A1:A1"/><x:cols><x:col/></x:cols><x:sheetData><!-- <row> -->' +
    '<x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]>&amp;&#x4e2d;&lt;</x:t></x:is></x:c><x:c><x:f t="shared" si="0"/><x:v>3</x:v></x:c></x:row>' +
    '<x:row r="9"><x:c r="C9" t="str"><x:f>A1</x:f><x:v>九</x:v></x:c><x:c r="D9" t="d"><x:v>2014-05-01T00:00:00</x:v></x:c></x:row></x:sheetData>' +
    '<x:mergeCells><x:mergeCell ref="C9:C10"/></x:mergeCells></x:worksheet>';
  const rows = await rowsOf(await handMade(sheet));
  assert.deepEqual(rows.map((row) => [row.row, row.cells.map(say)]), [[1, ["a<b&中<", 3]], [9, [null, null, "九", "2014-05-01"]]]); // prettier-ignore
  assert.equal(rows[0]?.cells[1]?.formula, "");
});

test("hidden sheets are left out, unless somebody asks", async () => {
  const file = await writeXlsx({
    sheets: [
      { name: "显", rows: [["a"]] },
      { name: "隐", hidden: true, rows: [["b"]] },
    ],
  });
  assert.deepEqual((await rowsOf(file)).map((row) => row.sheet), ["显"]); // prettier-ignore
  const all = await Array.fromAsync(readRows(file, { sheets: () => true }));
  assert.deepEqual(all.map((row) => row.sheet), ["显", "隐"]); // prettier-ignore
});

test("a sheet with nothing in it has no rows", async () => {
  assert.deepEqual(await rowsOf(await handMade("<worksheet><sheetData/></worksheet>")), []);
  assert.deepEqual(await rowsOf(await handMade(sheetOf('<row r="1"><c r="A1" s="0"/></row>'))), []);
});

test("CSV in UTF-8 with its mark, in GBK, in UTF-16, with tabs, with quotes and line breaks in cells", async () => {
  const text = '姓名,村,备注\r\n张三,"南园,村","他说""好""\n第二行"\r\n\r\n李四,,\'=1+1\r\n';
  const expected = [["姓名", "村", "备注"], ["张三", "南园,村", '他说"好"\n第二行'], ["李四", null, "=1+1"]]; // prettier-ignore
  const gbk = Buffer.from("d0d5c3fb2cb4e5a3bfa3bf2cb1b8d7a20d0ac1faa9a2a9b62c2c0d0a", "hex");
  for (const file of [Buffer.from(`\ufeff${text}`), Buffer.from(text), Buffer.from(`\ufeff${text}`, "utf16le")]) {
    assert.deepEqual((await rowsOf(file)).map((row) => row.cells.map(say)), expected); // prettier-ignore
  }
  assert.deepEqual((await rowsOf(gbk))[0]?.cells.map(say), ["姓名", "村？？", "备注"]);
  const tabs = await rowsOf(Buffer.from("姓名\t村\n张三\t南园"));
  assert.deepEqual(tabs.map((row) => row.cells.map(say)), [["姓名", "村"], ["张三", "南园"]]); // prettier-ignore
  assert.deepEqual((await rowsOf(Buffer.from(text))).map((row) => row.row), [1, 2, 4]); // prettier-ignore
});

test("which formats show a day", () => {
  for (const format of [
    "yyyy-mm-dd",
    "m/d/yy",
    'yyyy"年"m"月"',
    "[$-F800]dddd\\,\\ mmmm\\ dd",
    "yyyy/m/d h:mm",
    "[DBNum1]yyyy年m月d日",
  ]) {
    assert.equal(showsDay(format), true, format);
  }
  for (const format of [
    "General",
    "@",
    "0.00",
    "#,##0",
    "h:mm:ss",
    "0.00E+00",
    '0"天day"',
    "[Red]0",
    "[h]:mm",
    "\\y0",
  ]) {
    assert.equal(showsDay(format), false, format);
  }
});

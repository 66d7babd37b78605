import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { columnOf, type PlainCell, readPlainCell } from "./plainCells.ts";
import { type Row, readRows } from "./index.ts";
import { readMerges } from "./merges.ts";
import { writeZip } from "./zipWrite.ts";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relation = (kind: string, target: string): string =>
  `<Relationship Id="${kind}" Type="${office}/${kind}" Target="${target}"/>`;

async function rowsOf(sheet: string): Promise<Row[]> {
  const strings = ["张三", "", "a&amp;b", "_x0041_", "长".repeat(40)].map((text) => `<si><t>${text}</t></si>`);
  const parts = [
    { name: "_rels/.rels", text: `<Relationships>${relation("officeDocument", "xl/w.xml")}</Relationships>` },
    { name: "xl/w.xml", text: '<workbook><sheets><sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>' },
    { name: "xl/_rels/w.xml.rels", text: `<Relationships>${relation("worksheet", "s.xml")}${relation("sharedStrings", "t.xml")}</Relationships>` },
    { name: "xl/t.xml", text: `<sst>${strings.join("")}<si><t xml:space="preserve"> x </t></si><si><r><t>两</t></r><r><t>段</t></r></si></sst>` },
    { name: "xl/s.xml", text: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
  ]; // prettier-ignore
  return Array.fromAsync(readRows(Buffer.concat(await Array.fromAsync(writeZip(parts)))));
}

const cells = [
  '<c r="B5" s="3" t="s"><v>0</v></c>', '<c t="s"><v>2</v></c>', '<c r="D1" t="s"><v>4</v></c>', '<c t="s" r="C1"><v>5</v></c>', '<c r="A1" t="s"><v>6</v></c>',
  '<c r="A1" t="inlineStr"><is><t>李四</t></is></c>', '<c r="AB1" s="1" t="inlineStr"><is><t xml:space="preserve"> 前 后 </t></is></c>',
  '<c t="inlineStr"><is><t>a&lt;b</t></is></c>', '<c t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c>', '<c t="inlineStr"><is><t/></is></c>',
  '<c r="C3"><v>12.50</v></c>', "<c r='C3'><v>7</v></c>", '<c r="C3" s="x"><v>7</v></c>', '<c><v>1e3</v></c>', '<c r="E1"><v></v></c>', '<c r="E1"><v> 3 </v></c>',
  '<c r="C3" t="str"><f>A1&amp;B1</f><v>合</v></c>', '<c r="C3" t="str"><v>_x0041_</v></c>', '<c r="C3" t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>', '<c t="d"><v>2014-05-01</v></c>',
  '<c r="F2" s="2"/>', '<c r="F2" s="2"></c>', "<c/>", '<c r="G2" cm="1"><v>5</v></c>', '<c r="H2" t="inlineStr"><v>5</v></c>', '<c r="H2"><is><t>无型</t></is></c>',
  '<c r="I2" t="inlineStr"><is><t>读</t><rPh sb="0" eb="1"><t>du</t></rPh></is></c>', '<c r="J2" t="n"><v>1</v><extLst/></c>', '<c r="$K$2"><v>9</v></c>', '<c r="k2"><v>9</v></c>',
  '<c r="L2"><v><![CDATA[8]]></v></c>', '<c r="L2"><!-- x --><v>8</v></c>', '<c r="L2" t="s"><v>1</v></c>\n', '<c r="\t1"><v>1</v></c>',
]; // prettier-ignore

/** With a second space no cell has the plain shape: the scanner alone reads it. */
const disguised = (xml: string): string => xml.replaceAll("<c ", "<c  ");

test("the quick reading and the scanner's give the same cells, whatever stands beside what", async () => {
  const row = fc.array(fc.constantFrom(...cells), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const sheet = rows.map((one) => `<row>${one.join("")}</row>`).join("");
      assert.deepEqual(await rowsOf(sheet), await rowsOf(disguised(sheet)));
    }),
    { numRuns: 150 },
  );
});

test("a cell cut by the border of a piece is read whole", async () => {
  const texts = Array.from({ length: 9_000 }, (_, i) => `南园${i}号${"·".repeat(i % 7)}`);
  const sheet = texts.map(
    (text, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
  );
  const rows = await rowsOf(sheet.join(""));
  assert.deepEqual(rows.map(({ cells: [cell] }) => (cell?.kind === "text" ? cell.text : "")), texts); // prettier-ignore
});

test("what is not all in sight, or not of the plain shape, is left alone", () => {
  const cell: PlainCell = { column: 0, style: 0, type: "", value: "" };
  const whole = '<c r="B5" s="3" t="s"><v>12</v></c>';
  assert.equal(readPlainCell(`x${whole}`, 1, cell), whole.length + 1);
  assert.deepEqual(cell, { column: 1, style: 3, type: "s", value: "12" });
  for (let length = 0; length < whole.length; length++)
    assert.equal(readPlainCell(whole.slice(0, length), 0, cell), -1);
  for (const other of [
    "<cols><col/></cols>",
    '<c r="B5"><f>A1</f><v>1</v></c>',
    '<x:c r="B5"><v>1</v></x:c>',
    "<c r=B5><v>1</v></c>",
  ]) {
    assert.equal(readPlainCell(other, 0, cell), -1, other);
  }
  assert.deepEqual([columnOf("A1", 0), columnOf("XFD9", 0), columnOf("1", 0)], [0, 16_383, -1]);
});

test("merged areas are found behind the rows, wherever the part is cut", async () => {
  const filler = `<row><c t="str"><v>sheetData></v></c></row>`.repeat(4);
  const part = `<x:sheetData>${filler}</x:sheetData><x:mergeCells><x:mergeCell ref="A2:B3"/></x:mergeCells>`;
  const bytes = Buffer.from(part);
  for (const size of [1, 2, 3, 7, 63, 64, 65, 100, bytes.length]) {
    for (let first = 0; first < Math.min(size, 70); first++) {
      const pieces = [bytes.subarray(0, first)];
      for (let at = first; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      const merges = await readMerges((async function* () { yield* pieces; })()); // prettier-ignore
      assert.deepEqual(merges, [{ firstRow: 2, lastRow: 3, firstColumn: 0, lastColumn: 1 }], `${size} ${first}`);
    }
  }
});

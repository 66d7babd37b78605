import type { CellStyle } from "hucre/xlsx";

/** Points of the text in rows; the faces are those of GB/T 9704: 小标宋 title, 黑体 heads, 仿宋 text. */
export const textSize = 12;

const face = (name: string, size: number): CellStyle["font"] => ({ name, size, charset: 134 });
const fonts = {
  title: face("方正小标宋简体", 18),
  head: face("黑体", textSize),
  text: face("仿宋", textSize),
  small: face("仿宋", 10),
} as const;

const side = { style: "thin", color: { rgb: "000000" } } as const;
const border = { top: side, right: side, bottom: side, left: side };

type Horizontal = "left" | "center";
const style = (font: CellStyle["font"], horizontal: Horizontal, more: CellStyle = {}): CellStyle => ({
  ...(font && { font }),
  alignment: { horizontal, vertical: "center", wrapText: true },
  ...more,
});
const boxed = (font: CellStyle["font"], horizontal: Horizontal, indent = 0): CellStyle => ({
  ...style(font, horizontal, { border }),
  alignment: { horizontal, vertical: "center", wrapText: true, indent },
});

export const styles = {
  annex: style(fonts.head, "left"),
  title: style(fonts.title, "center"),
  field: style(fonts.text, "left"),
  note: style(fonts.small, "left"),
  head: boxed(fonts.head, "center"),
  type: boxed(fonts.text, "left"),
  which: boxed(fonts.text, "left", 2),
  sum: boxed(fonts.head, "center"),
  count: { ...boxed(fonts.text, "center"), numFmt: "0" },
  remark: boxed(fonts.small, "center"),
} as const;

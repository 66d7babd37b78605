import type { Option } from "./chart.ts";

/*
 * How a picture takes its room: letters as large as the page's own, a legend that wraps instead of being cut off, names that
 * take no more than their part of the width, and as much height as all of that needs. Widths are reckoned from the letters:
 * a picture is laid out before it is drawn.
 */

/** The colours of a picture; light or dark as the page is. */
export interface Ink {
  /** Of the letters, in pixels: it follows the size of text that was chosen. */
  readonly size: number;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly action: string;
  readonly pale: string;
  readonly due: string;
  readonly ground: string;
  readonly levels: Readonly<Record<string, string>>;
  /** Of the three steps of a map, the best first: its ground and its letters. */
  readonly steps: readonly { readonly colour: string; readonly text: string }[];
}

/** A picture for a width: how high it is, and what is drawn. */
export type Sketch = (width: number) => { readonly height: number; readonly option: Option };

export const lettersOf = (ink: Ink) => ({ fontFamily: "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif", fontSize: ink.size, color: ink.text }); // prettier-ignore

/** As wide as a text is at most, in pixels: a Chinese letter is a square, a sign of percent nearly; others are narrower. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (letter < "\u0080" && letter !== "%" ? 0.62 : 1), 0) * size;

/** What a length at the size of 12 pixels is at this one. */
export const scaled = (ink: Ink, length: number): number => Math.round((length * ink.size) / 12);

const MARK = 25;
const GAP = 12;

/** Lines that a legend takes, as it is wrapped: a mark and a name for each series. */
export function legendLines(names: readonly string[], ink: Ink, width: number): number {
  let lines = 1;
  let taken = 0;
  for (const name of names) {
    const wide = MARK + 5 + widthOf(name, ink.size);
    if (taken > 0 && taken + wide > width) {
      lines += 1;
      taken = 0;
    }
    taken += wide + GAP;
  }
  return lines;
}

/** Everything that pictures share; `top`: where what is drawn begins, below the legend. */
export function usual(ink: Ink, names: readonly string[], width: number) {
  const line = Math.max(14, ink.size * 1.3);
  const top = names.length === 0 ? 8 : legendLines(names, ink, width - 4) * (line + GAP) + scaled(ink, 10);
  const legend =
    names.length === 0
      ? { show: false }
      : { type: "plain", top: 0, left: 0, width: width - 4, itemWidth: MARK, itemHeight: 14, itemGap: GAP, textStyle: { ...lettersOf(ink), lineHeight: line } }; // prettier-ignore
  const option = {
    textStyle: lettersOf(ink),
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, textStyle: { fontSize: ink.size } },
    legend,
  };
  return { option, top };
}

export const numbers = (ink: Ink) => ({
  type: "value",
  minInterval: 1,
  splitNumber: 4,
  splitLine: { lineStyle: { color: ink.line } },
  axisLabel: { color: ink.quiet, fontSize: ink.size, hideOverlap: true },
});

/** Months below a picture, the year above each: as many of them as there is room for. */
export const monthAxis = (ink: Ink, months: readonly string[]) => ({
  type: "category",
  data: months.map((month) => `${month.replace("-", "年")}月`),
  axisTick: { show: false },
  axisLabel: {
    color: ink.text,
    fontSize: ink.size,
    lineHeight: ink.size * 1.35,
    hideOverlap: true,
    formatter: (month: string) => month.replace("年", "年\n"),
  },
});

/** Names down the left side, one line of the picture each; a long name is broken, and the line is as high as it needs. */
export function nameAxis(ink: Ink, names: readonly string[], width: number, usualHeight = 26) {
  const longest = Math.max(0, ...names.map((name) => widthOf(name, ink.size)));
  const wide = Math.ceil(Math.min(longest, Math.max(ink.size * 5, width * 0.4)));
  const lineHeight = ink.size * 1.3;
  const broken = Math.max(1, ...names.map((name) => Math.ceil(widthOf(name, ink.size) / (wide - ink.size * 0.9))));
  const lines = longest <= wide ? 1 : broken;
  const axis = {
    type: "category",
    data: names,
    inverse: true,
    axisTick: { show: false },
    axisLabel: { color: ink.text, fontSize: ink.size, lineHeight, width: wide, overflow: "break", interval: 0 },
  };
  return { axis, height: names.length * Math.max(scaled(ink, usualHeight), lines * lineHeight + 6) };
}

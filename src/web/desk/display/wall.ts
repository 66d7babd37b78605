import type { Option } from "../board/chart.ts";

/* What makes a picture one for a wall: letters that are read from afar, and as many lines as such letters leave room for. */

/** Lines of areas that a screen of 1920 by 1080 holds. */
export const LINES = 12;

/** As few pages as hold all, of nearly one length: 33 areas are three pages of 11. */
export function pagesOf<Row>(rows: readonly Row[], most = LINES): Row[][] {
  const count = Math.max(1, Math.ceil(rows.length / most));
  const size = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, n) => rows.slice(n * size, (n + 1) * size));
}

const lettered: ReadonlySet<string> = new Set(["textStyle", "axisLabel", "label"]);

/** The same option with all of its letters so large; everything else stays as it is. */
export function enlarged(option: Option, size: number): Option {
  const grow = (value: unknown, key = ""): unknown => {
    if (Array.isArray(value)) return value.map((one) => grow(one));
    if (typeof value !== "object" || value === null) return value;
    const grown = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, grow(part, name)]));
    return lettered.has(key) ? { ...grown, fontSize: size } : grown;
  };
  return grow(option) as Option;
}

/** 09:05 by the clock of the screen. */
export const clockText = (at: Date): string =>
  `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;

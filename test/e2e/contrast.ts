import type { Page } from "playwright-core";

/**
 * Texts whose contrast with what lies behind them is under 4.5:1 (WCAG 1.4.3; GB/T 37668): old eyes, a cheap screen in
 * the sun. What cannot be used just now is left out, as there.
 */
export const paleOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const read = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b, a];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mixed = [0, 1, 2].map((n) => (top[n] ?? 0) * top[3] + (below[n] ?? 0) * (1 - top[3]));
      return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 1];
    };
    const light = (colour: Colour): number => {
      const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (one: Element | null): Colour =>
      one === null ? [255, 255, 255, 1] : over(read(getComputedStyle(one).backgroundColor), ground(one.parentElement));
    const shown = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (one) => one.offsetParent !== null && !one.closest(":disabled") && one.tagName !== "OPTION",
    );
    return shown.flatMap((one) => {
      const own = [...one.childNodes].flatMap((node) => (node.nodeType === 3 ? (node.textContent ?? "") : "")).join("").trim();
      if (own === "") return [];
      const behind = ground(one);
      const [a, b] = [light(over(read(getComputedStyle(one).color), behind)), light(behind)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return contrast < 4.5 ? [`${own.slice(0, 30)} ${contrast.toFixed(2)}`] : [];
    });
  }); // prettier-ignore

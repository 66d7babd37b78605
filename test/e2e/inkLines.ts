import type { Page } from "playwright-core";

/*
 * What pictures say, and where: a canvas tells nobody what was written on it. Every text is noted as it is drawn, with the
 * box that its letters take, and forgotten when the canvas is cleared for the next drawing.
 */

export interface Written {
  readonly text: string;
  /** Of the font, in pixels. */
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Noting = HTMLCanvasElement & { written?: Written[] };

/** From now on this page notes what is written on its canvases: before the page is opened. */
export const noteInk = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const pen = CanvasRenderingContext2D.prototype;
    // eslint-disable-next-line typescript/unbound-method -- both are called with their own pen
    const { fillText, clearRect } = pen;
    pen.fillText = function fillNoted(text: string, x: number, y: number, most?: number) {
      const said = this.measureText(text);
      const { a, d, e, f } = this.getTransform();
      const box = {
        text,
        size: Number.parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? "0"),
        left: (a * (x - said.actualBoundingBoxLeft) + e) / devicePixelRatio,
        right: (a * (x + said.actualBoundingBoxRight) + e) / devicePixelRatio,
        top: (d * (y - said.actualBoundingBoxAscent) + f) / devicePixelRatio,
        bottom: (d * (y + said.actualBoundingBoxDescent) + f) / devicePixelRatio,
      };
      const canvas = this.canvas as Noting;
      (canvas.written ??= []).push(box);
      fillText.call(this, text, x, y, ...(most === undefined ? [] : [most]));
    };
    pen.clearRect = function clearNoted(...where: [number, number, number, number]) {
      (this.canvas as Noting).written = [];
      clearRect.apply(this, where);
    };
  });

/** What stands on each canvas of the page, and how large the canvas is; by the heading of its card. */
export const inkOn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<Noting>("main canvas")].map((canvas) => ({
      title: canvas.closest(".card, .wall-panel")?.querySelector("h2")?.textContent ?? "",
      width: canvas.clientWidth,
      height: canvas.clientHeight,
      // what was moved away stands nowhere
      written: (canvas.written ?? []).filter(({ text, left }) => text.trim() !== "" && left > -9000),
    })),
  );

export type Inked = Awaited<ReturnType<typeof inkOn>>[number];

/** Texts that lie upon each other by more than a hair, and those that the edge cuts off. */
export function faultsOf({ title, width, height, written }: Inked): string[] {
  const upon = written.flatMap((one, n) =>
    written
      .slice(n + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1,
      )
      .map((other) => `${title}: ${one.text} | ${other.text}`),
  );
  const cut = written
    .filter(({ left, right, top, bottom }) => left < -1 || top < -1 || right > width + 1 || bottom > height + 1)
    .map(({ text }) => `${title}: ${text} is cut off`);
  return [...upon, ...cut];
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import type { Site } from "./site.ts";

/* What axe-core finds grave on a page: read in light and dark, wide and narrow (docs/decisions/0034-grave-faults.md). */

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** By what a page is judged; of the dark theme only what colours can do wrong. */
const judgements = {
  whole: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  colours: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

/** What axe finds grave on a page, each as one line that names the rule and the first place. */
async function foundOn(page: Page, by: keyof typeof judgements): Promise<string[]> {
  const found = await page.evaluate(async (runOnly): Promise<AxeResults> => {
    const { axe: reader } = globalThis as unknown as { axe: { run(on: Document, options: object): Promise<AxeResults> } };
    return reader.run(document, { runOnly, resultTypes: ["violations"] });
  }, judgements[by]); // prettier-ignore
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message.slice(0, 160) ?? ""}`),
    );
}

/** Nothing that is seen is still being read, and nothing moves; what a closed fold holds is not seen. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll(".loading,.stale,.ant-skeleton")].some((part) => part.checkVisibility()) &&
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== "running" || !(effect instanceof KeyframeEffect && effect.target?.checkVisibility()),
        ),
  );
}

/** A fault counts when it stays: what is there only while the page is drawn anew is gone at the third look. */
export async function graveOn(page: Page, by: keyof typeof judgements = "whole"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe); // over the debugger, which no policy binds
  let grave: string[] = [];
  for (const wait of [0, 300, 1500]) {
    await page.waitForTimeout(wait);
    await settled(page);
    grave = await foundOn(page, by);
    if (grave.length === 0) break;
  }
  return grave;
}

const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

export async function newPage({ browser }: Pick<Site, "browser">): Promise<Page> {
  const context = await browser.newContext({
    viewport: wide, locale: "zh-CN", colorScheme: "light", reducedMotion: "reduce",
  });
  context.setDefaultTimeout(60_000);
  return context.newPage();
} // prettier-ignore

export async function setTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.locator(`html[data-theme="${theme}"]`).waitFor();
}

/** Reads what is open three times, and leaves it as it was. */
export async function readThrice(page: Page, title: string): Promise<string[]> {
  const light = await graveOn(page);
  await setTheme(page, "dark");
  const dark = await graveOn(page, "colours");
  await setTheme(page, "light");
  await page.setViewportSize(narrow);
  const small = await graveOn(page);
  await page.setViewportSize(wide);
  const told = (how: string, lines: readonly string[]): string[] => lines.map((line) => `${title}, ${how}: ${line}`);
  return [...told("light", light), ...told("dark", dark), ...told("narrow", small)];
}

/** Light and dark, and not on a narrow screen: what stands in it was read there as part of a page. */
export async function readTwice(page: Page, title: string): Promise<string[]> {
  const light = await graveOn(page);
  await setTheme(page, "dark");
  const dark = await graveOn(page, "colours");
  await setTheme(page, "light");
  return [...light, ...dark].map((line) => `${title}: ${line}`);
}

export async function enter({ base }: Pick<Site, "base">, page: Page, name: string): Promise<void> {
  await page.goto(`${base}/desk/`);
  await page.getByLabel("查找演示人员").fill(name);
  await page.getByRole("button", { name }).click();
  await page.locator("nav.rooms a").first().waitFor();
}

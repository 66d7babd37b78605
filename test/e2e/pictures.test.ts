import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { seedDemo } from "#capabilities/demo/actions.ts";
import { places } from "../cast.ts";
import { faultsOf, inkOn, noteInk } from "./inkLines.ts";
import { openSite, type Site } from "./site.ts";

/* The pictures of a whole county in each size of text: letters as large as were asked for, none upon another, none cut off. */

let site: Site;
before(async () => {
  site = await openSite("desk");
  const { people } = site;
  people.clock.set("2026-11-30T02:00:00.000Z");
  const { ground, journal, policyFor, gradingFor, calendar } = people.tonghu;
  const world = { ...ground, owner: people.database.db.owner, journal, policyFor, gradingFor, calendar };
  await seedDemo(world, { area: places.county, children: 300, seed: 1, visits: true });
});
after(() => site?.close());

async function boardIn(text: string, theme: "light" | "dark"): Promise<Page> {
  const context = await site.browser.newContext({ locale: "zh-CN", colorScheme: theme, reducedMotion: "reduce" });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await noteInk(page);
  await page.goto(`${site.base}/desk/`);
  await page.evaluate(async (size) => {
    localStorage.setItem("tonghu.text", size);
    const found = (await (await fetch("/api/account/demo-people")).json()) as { personId: string; post: string }[];
    const personId = found.find(({ post }) => post === "county")?.personId;
    const headers = { "content-type": "application/json" };
    await fetch("/api/account/demo-sessions", { method: "POST", headers, body: JSON.stringify({ personId }) });
  }, text);
  await page.goto(`${site.base}/desk/#/board`);
  await page.reload();
  await drawn(page, 7);
  return page;
}

/** So many pictures stand, and have stopped changing. */
async function drawn(page: Page, count: number): Promise<void> {
  await page.waitForFunction((most) => document.querySelectorAll("main canvas").length >= most, count);
  await page.waitForFunction(() => ![...document.querySelectorAll(".loading,.stale")].some((part) => part.checkVisibility()));
  await page.waitForTimeout(800); // a picture is drawn with the next frame
} // prettier-ignore

/** Of each size of text: the letters of a picture in pixels. */
const letters = { normal: 12, large: 14.4, largest: 16.8 } as const;
const widths = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;

for (const [text, size] of Object.entries(letters))
  test(`in the size ${text} letters of pictures grow with the page, at each width; none lies upon another, none is cut off`, async () => {
    const page = await boardIn(text, text === "large" ? "dark" : "light");
    for (const viewport of widths) {
      await page.setViewportSize(viewport);
      await drawn(page, 7);
      const pictures = await inkOn(page);
      assert.ok(pictures.length >= 7);
      for (const picture of pictures) {
        assert.ok(picture.written.length > 0, `${picture.title} says nothing`);
        const sizes = picture.title === "地区方块图" ? [] : [...new Set(picture.written.map((one) => Math.round(one.size * 10) / 10))]; // prettier-ignore
        assert.deepEqual(sizes, picture.title === "地区方块图" ? [] : [size], picture.title);
        assert.deepEqual(faultsOf(picture), [], `${viewport.width} pixels`);
        assert.deepEqual(picture.written.filter((one) => /…|\.\.\./.test(one.text)), [], "a shortened number is another number"); // prettier-ignore
      }
      const level = pictures.find(({ title }) => title === "各地区风险等级");
      for (const word of ["高风险", "中高风险", "中低风险", "低风险"])
        assert.ok(level?.written.some((one) => one.text === word), `${word} stands in the legend at ${viewport.width}`); // prettier-ignore
    }
    await page.context().close();
  });

test("a picture on a wall is read from afar, and nothing lies upon anything there either", async () => {
  const page = await boardIn("largest", "light");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole("button", { name: "大屏" }).click();
  await page.getByLabel("大屏位置").fill("大厅");
  await page.getByRole("button", { name: "打开大屏并退出登录" }).click();
  await page.locator(".wall-canvas canvas").waitFor();
  for (const viewport of widths) {
    await page.setViewportSize(viewport);
    await drawn(page, 1);
    const [picture] = await inkOn(page);
    assert.ok(picture && picture.written.every((one) => one.size === 18));
    assert.deepEqual(faultsOf(picture), [], `${viewport.width} pixels`);
  }
  await page.context().close();
});

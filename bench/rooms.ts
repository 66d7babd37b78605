import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { systemClock, today } from "#kernel/clock.ts";
import { serverOf } from "../src/composition.ts";
import { mountWeb } from "../src/commands/web.ts";
import { findBrowser } from "../tools/browser.ts";
import { buildPage } from "../tools/build.ts";
import { type Answer, type Line, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import { makeReferenceTables, signIn } from "./pairs.ts";
import type { Sizes } from "./sizes.ts";

/*
 * Each room of the desk as a county's officer opens it on an old computer: in a real browser whose processor is slowed four
 * times, once with nothing kept and once with the files of the first time, until its first row or figure can be read.
 */

/** How many times the browser's processor is slowed. */
export const SLOWED = 4;

interface Opened {
  readonly seconds: number;
  /** What came over the line, compressed, in bytes. */
  readonly script: number;
  readonly all: number;
}

interface Room {
  readonly title: string;
  readonly place: string;
}

/** What a person can read: rows, figures, lines of a list, or the word that there is nothing. */
const USEFUL = "main :is(tbody tr, .numbers a, li, dd, .empty, form, canvas, article)";

export async function readable(page: Page): Promise<void> {
  await page.waitForFunction((useful) => {
    const shown = (selector: string): boolean => [...document.querySelectorAll(selector)].some((part) => part.checkVisibility());
    return shown("main h1") && shown(useful) && !shown("main :is(.loading, .opening, .ant-skeleton)");
  }, USEFUL); // prettier-ignore
}

async function open(page: Page, base: string, place: string): Promise<Opened> {
  const asked: Request[] = [];
  const hear = (request: Request): void => void asked.push(request);
  page.on("requestfinished", hear);
  const began = performance.now();
  await page.goto(`${base}/desk/#/${place}`);
  await readable(page);
  const seconds = (performance.now() - began) / 1000;
  page.off("requestfinished", hear);
  const weigh = async (only?: string): Promise<number> => {
    const these = asked.filter((request) => only === undefined || request.resourceType() === only);
    const sizes = await Promise.all(these.map(async (request) => (await request.sizes()).responseBodySize));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  return { seconds, script: await weigh("script"), all: await weigh() };
}

/** A browser with nothing kept, of one signed-in officer, its processor slowed. */
export async function slowedPage(browser: Browser, base: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", reducedMotion: "reduce" }); // prettier-ignore
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: base }]);
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  return page;
}

export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });

async function roomsOf(page: Page, base: string): Promise<Room[]> {
  await page.goto(`${base}/desk/`);
  const links = page.locator("nav.rooms a");
  await links.first().waitFor();
  const found = await links.evaluateAll((all) =>
    all.map((link) => ({ title: link.textContent, place: (link.getAttribute("href") ?? "").slice(2) })),
  );
  return found.filter(({ place }, n) => found.findIndex((one) => one.place === place) === n);
}

async function measure(browser: Browser, base: string, cookie: string, rounds: number): Promise<Line[]> {
  const looking = await slowedPage(browser, base, cookie);
  const rooms = await roomsOf(looking, base);
  await looking.context().close();
  const lines: Line[] = [];
  for (const { title, place } of rooms) {
    const [cold, warm]: [Opened[], Opened[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const page = await slowedPage(browser, base, cookie);
      cold.push(await open(page, base, place));
      await page.goto("about:blank");
      warm.push(await open(page, base, place));
      await page.context().close();
    }
    const kilobytes = (of: (one: Opened) => number): number => rounded(median(cold.map(of)) / 1000);
    lines.push({
      room: title,
      "script kB": kilobytes((one) => one.script),
      "all kB": kilobytes((one) => one.all),
      "cold s": spread(cold.map((one) => one.seconds)),
      "again s": spread(warm.map((one) => one.seconds)),
    });
  }
  return lines;
}

export async function served(ground: Ground, folder: string): Promise<{ base: string; close: () => Promise<void> }> {
  const app = await serverOf(ground.tonghu, folder, "silent");
  await buildPage("desk", folder, "silent");
  await mountWeb(app, folder);
  await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    base: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    close: () => app.close(),
  };
}

/** Weight of each room, and how soon it can be read. */
export async function openings(sizes: Sizes): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-bench-rooms-"));
  const lines = await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    const { base, close } = await served(ground, folder);
    const browser = await openBrowser();
    try {
      return await measure(browser, base, await signIn(ground, "county", county), sizes.rounds);
    } finally {
      await browser.close();
      await close();
    }
  });
  rmSync(folder, { recursive: true, force: true });
  return {
    title: "The desk's rooms",
    aim: "今日 under 300 kB of script with nothing kept",
    lines,
    notes: [
      `a county of ${sizes.county} children, ${today(systemClock)}; Chromium with its processor slowed ${SLOWED} times, the server on the same machine and no network between`,
      "cold: nothing kept; again: the same browser once more; until the first row, figure or answer stands on the page",
    ],
  };
}

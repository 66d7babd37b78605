import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { addPeople } from "#capabilities/account/index.ts";
import { wide } from "./desk.ts";
import { type Answer, type Line, spread } from "./figures.ts";
import { onGround } from "./ground.ts";
import { addCounties } from "./lists.ts";
import { makeReferenceTables, signIn } from "./pairs.ts";
import { openBrowser, readable, served, SLOWED, slowedPage } from "./rooms.ts";
import type { Sizes } from "./sizes.ts";

/*
 * The ledger as a province's officer works with it in a real browser whose processor is slowed four times: the first row,
 * further rows, a filter, another order, and what a key typed waits until it is painted, with few rows on the page and many.
 */

/** Pages of fifty that are read one after another. */
const FURTHER = 19;
const TYPED = "林小雨的妹妹林小雪";

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Until the rows are those of another list: another number of them, or somebody else first. */
async function changed(page: Page, act: () => Promise<void>): Promise<number> {
  const look = (): string => {
    const rows = [...document.querySelectorAll(".grid tbody tr")];
    return `${rows.length} ${rows[0]?.querySelector("a")?.href}`;
  };
  const before = await page.evaluate(look);
  return secondsOf(async () => {
    await act();
    await page.waitForFunction((was) => {
      const rows = [...document.querySelectorAll(".grid tbody tr")];
      return rows.length > 0 && `${rows.length} ${rows[0]?.querySelector("a")?.href}` !== was;
    }, before);
  });
}

/** Milliseconds from a key to the frame in which its letter stands, the longest of some. */
async function longestKey(page: Page): Promise<number> {
  const box = page.getByRole("searchbox", { name: "姓名、证件号码或电话", exact: true });
  await box.fill("");
  await box.evaluate((node) => {
    const waited: number[] = [];
    node.addEventListener("input", ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => waited.push(performance.now() - timeStamp)));
    });
    Object.assign(globalThis, { waited });
  });
  await box.pressSequentially(TYPED, { delay: 60 });
  const waited = await page.waitForFunction((letters) => {
    const { waited: all = [] } = globalThis as { waited?: number[] };
    return all.length >= letters && all;
  }, TYPED.length); // prettier-ignore
  const longest = Math.max(...((await waited.jsonValue()) as number[]));
  await box.fill("");
  return longest;
}

interface Taken {
  readonly name: string;
  readonly unit: "s" | "ms";
  readonly values: number[];
}

async function walk(
  page: Page,
  base: string,
  take: (name: string, unit: "s" | "ms", value: number) => void,
): Promise<void> {
  take("opened, with nothing kept, until the first rows", "s", await secondsOf(async () => {
    await page.goto(`${base}/desk/#/ledger`);
    await readable(page);
  })); // prettier-ignore
  take("longest key of nine, 50 rows on the page", "ms", await longestKey(page));
  const further: number[] = [];
  for (let n = 1; n <= FURTHER; n += 1) {
    const seconds = await secondsOf(async () => {
      await page.getByRole("button", { name: "更多", exact: true }).click();
      await page.waitForFunction((least) => document.querySelectorAll(".grid tbody tr").length > least, n * 50);
    });
    further.push(seconds);
  }
  take("fifty more, the first time", "s", further[0] ?? NaN);
  take(`fifty more, the ${FURTHER}th time`, "s", further.at(-1) ?? NaN);
  take(`longest key of nine, ${(FURTHER + 1) * 50} rows on the page`, "ms", await longestKey(page));
  // the province of the copies has no pack with colours: its filter is chosen by the address, as a saved one is
  const place = (query: string) => page.evaluate((to) => void (location.hash = `#/ledger${to}`), query);
  take("filter by a colour", "s", await changed(page, () => place("?level=red")));
  take("put in the order of age", "s", await changed(page, () => page.getByRole("button", { name: "年龄" }).click()));
  take("filter taken away", "s", await changed(page, () => place("")));
}

/** The ledger of nearly all children in a browser. */
export async function ledgerInBrowser(sizes: Sizes): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-bench-ledger-"));
  const taken = new Map<string, Taken>();
  const take = (name: string, unit: "s" | "ms", value: number): void => {
    const before = taken.get(name) ?? { name, unit, values: [] };
    taken.set(name, before);
    before.values.push(value);
  };
  await onGround(sizes.county, async (ground) => {
    await makeReferenceTables(ground);
    await addCounties(ground, sizes.counties);
    await addPeople(ground.database.owner, [{ name: "省级", kind: "province", area: wide }], {
      demo: true,
      day: "2024-01-01",
    });
    const { base, close } = await served(ground, folder);
    const browser = await openBrowser();
    try {
      const cookie = await signIn(ground, "province", wide);
      for (let round = 0; round < sizes.rounds; round += 1) {
        const page = await slowedPage(browser, base, cookie);
        await walk(page, base, take);
        await page.context().close();
      }
    } finally {
      await browser.close();
      await close();
    }
  });
  rmSync(folder, { recursive: true, force: true });
  const lines: Line[] = [...taken.values()].map(({ name, unit, values }) => ({ what: name, unit, "median (range)": spread(values) })); // prettier-ignore
  return {
    title: "The ledger in a browser",
    aim: "quick at 1,000,000 rows; typing is never blocked",
    lines,
    notes: [
      `a province's officer, ${sizes.county * sizes.counties} children in the table; Chromium with its processor slowed ${SLOWED} times, the server on the same machine`,
      "a key: from its event to the frame after it; the automation's own way to the browser is not in it",
      "rows of other counties are copies without journals, whose names cannot be opened: their cells are narrower than real ones",
    ],
  };
}

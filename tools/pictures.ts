import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { seedDemo } from "#capabilities/demo/actions.ts";
import { openSite, type Site } from "../test/e2e/site.ts";
import { differing } from "./pictures/alike.ts";

/*
 * A picture of each page of the desk at 1440x900 and 1920x1080, of the same made-up county on the same day.
 *   node tools/pictures.ts              draws them into docs/pictures/desk
 *   node tools/pictures.ts --check      draws them beside, and exits with 1 where one looks different
 *   node tools/pictures.ts board ledger only these
 */

const folder = fileURLToPath(new URL("../docs/pictures/desk", import.meta.url));
const DAY = "2026-11-30T02:00:00.000Z";
const AREA = "445281";
const CHILDREN = 1200;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;

/** A part of a page that may differ: a system's letters, a moment of the day. */
const TOLERATED = 0.03;

interface Scene {
  readonly name: string;
  /** The post that it is entered under. */
  readonly post: "county" | "department";
  readonly place: string;
}

async function inhabited(): Promise<Site> {
  const site = await openSite("desk");
  const { people } = site;
  people.clock.set(DAY);
  const { ground, journal, policyFor, gradingFor, calendar } = people.tonghu;
  const world = { ...ground, owner: people.database.db.owner, journal, policyFor, gradingFor, calendar };
  await seedDemo(world, { area: AREA, children: CHILDREN, seed: 1, visits: true });
  return site;
}

async function settled(page: Page): Promise<void> {
  // a card that is silent where nothing waits is silent while it is read, too: nothing of it stands there to be waited for
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll(".loading,.stale,.opening,.ant-skeleton")].some((part) => part.checkVisibility()),
  );
  await page.waitForTimeout(600); // a chart is drawn after its numbers
}

async function pageOf(site: Site, post?: Scene["post"]): Promise<Page> {
  const context = await site.browser.newContext({ viewport: sizes[0], locale: "zh-CN", timezoneId: "Asia/Shanghai", colorScheme: "light", reducedMotion: "reduce" }); // prettier-ignore
  const page = await context.newPage();
  await page.clock.setFixedTime(DAY);
  await page.goto(`${site.base}/desk/`);
  if (post === undefined) return page;
  await page.evaluate(async (kind) => {
    const found = (await (await fetch("/api/account/demo-people")).json()) as { personId: string; post: string }[];
    const personId = found.find((one) => one.post === kind)?.personId;
    const headers = { "content-type": "application/json" };
    await fetch("/api/account/demo-sessions", { method: "POST", headers, body: JSON.stringify({ personId }) });
  }, post);
  return page;
}

/** Rooms of the county by its own menu, and what no menu leads to. */
async function scenesOf(page: Page): Promise<Scene[]> {
  await page.reload();
  const rooms = page.locator("nav.rooms a");
  await rooms.first().waitFor();
  const links = await rooms.evaluateAll((all) => all.map((link) => (link.getAttribute("href") ?? "").slice(2)));
  const childId = await page.evaluate(async () => {
    const found = (await (await fetch("/api/caselist/children?limit=1&level=red")).json()) as { lines: { childId: string }[] }; // prettier-ignore
    return found.lines[0]?.childId ?? "";
  });
  return [
    ...links.map((place): Scene => ({ name: place === "" ? "today" : place, post: "county", place })),
    { name: "file", post: "county", place: `children/${childId}` },
    { name: "account", post: "county", place: "account" },
    { name: "inbox-department", post: "department", place: "inbox" },
  ];
}

async function keep(file: string, picture: Buffer, check: boolean): Promise<string | undefined> {
  if (check) {
    const part = existsSync(file) ? await differing(file, picture) : 1;
    return part > TOLERATED ? `${file}: ${(part * 100).toFixed(1)} % differ` : undefined;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await sharp(picture).webp({ quality: 50, effort: 6 }).toBuffer());
  return undefined;
}

/** The picture of what is open, in each size. Answers what looks different. */
async function draw(page: Page, name: string, check: boolean): Promise<string[]> {
  const faults: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await settled(page);
    const fault = await keep(join(folder, `${name}-${size.width}.webp`), await page.screenshot(), check);
    if (fault !== undefined) faults.push(fault);
  }
  process.stderr.write(`${name}\n`);
  return faults;
}

async function drawWall(page: Page, check: boolean): Promise<string[]> {
  await page.getByRole("button", { name: "大屏" }).click();
  await page.getByLabel("大屏位置").fill("一楼大厅");
  await page.getByRole("button", { name: "打开大屏并退出登录" }).click();
  await page.locator(".wall-canvas canvas").waitFor();
  return draw(page, "wall", check);
}

async function main(words: readonly string[]): Promise<void> {
  const check = words.includes("--check");
  const named = words.filter((word) => !word.startsWith("--"));
  const wanted = (name: string): boolean => named.length === 0 || named.includes(name);
  const site = await inhabited();
  const faults: string[] = [];
  try {
    const pages = { county: await pageOf(site, "county"), department: await pageOf(site, "department") };
    const entrance = await pageOf(site);
    if (wanted("sign-in")) faults.push(...(await draw(entrance, "sign-in", check)));
    for (const { name, post, place } of (await scenesOf(pages.county)).filter((scene) => wanted(scene.name))) {
      const page = pages[post];
      await page.setViewportSize(sizes[0]);
      await page.goto(`${site.base}/desk/#/${place}`);
      await page.reload();
      await page.locator("main h1").waitFor();
      faults.push(...(await draw(page, name, check)));
    }
    await pages.county.setViewportSize(sizes[0]);
    await pages.county.goto(`${site.base}/desk/#/board`);
    if (wanted("wall")) faults.push(...(await drawWall(pages.county, check)));
  } finally {
    await site.close();
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.main) await main(process.argv.slice(2));

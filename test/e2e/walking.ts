import { beforeEach } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { desktop, type Site } from "./site.ts";

/** A browser window of a test's own, and what it complained of. */
export interface Walking {
  readonly context: () => BrowserContext;
  readonly page: () => Page;
  /** What the console or the security policy complained of since the test began. */
  readonly complaints: () => string[];
  /** Enters the desk as somebody of the demonstration, and waits for its first page. */
  readonly enterAs: (name: string) => Promise<void>;
  /** Opens a room by the menu. */
  readonly open: (room: string) => Promise<void>;
  /** Goes to an address of the desk. */
  readonly go: (place: string) => Promise<void>;
}

/** The desk of somebody of the demonstration in a browser of their own, beside those of others; what it complains of is added. */
export async function deskOf(site: Pick<Site, "browser" | "base">, name: string, complaints: string[]): Promise<Page> {
  const context = await site.browser.newContext(desktop);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await enter(site, page, name);
  return page;
}

async function enter({ base }: Pick<Site, "base">, page: Page, name: string): Promise<void> {
  await page.goto(`${base}/desk/`);
  await page.getByLabel("查找演示人员").fill(name);
  await page.getByRole("button", { name }).click();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
}

/**
 * Gives each test of a file a window without a past. `forgiven`: complaints that belong to the walk (401: the page learns
 * that nobody is signed in).
 */
export function walking(site: () => Site, forgiven = /401/): Walking {
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  let complaints: string[] = [];
  const present = (): Page => {
    if (!page) throw new Error("no test has begun");
    return page;
  };
  beforeEach(async () => {
    await context?.close();
    context = await site().browser.newContext(desktop);
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    const said: string[] = [];
    complaints = said;
    page.on("pageerror", (error) => said.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !forgiven.test(message.text())) said.push(message.text());
    });
  });
  return {
    context: () => present().context(),
    page: present,
    complaints: () => complaints,
    enterAs: async (name) => {
      await enter(site(), present(), name);
      await present().locator("main h1").waitFor();
    },
    open: async (room) => {
      await present().getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: room }).click();
      await present().getByRole("heading", { level: 1, name: room, exact: true }).waitFor();
    },
    go: async (place) => {
      await present().goto(`${site().base}/desk/#/${place}`);
    },
  };
}

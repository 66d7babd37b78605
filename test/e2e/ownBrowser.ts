import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../tools/browser.ts";

/** A phone: a browser of its own process and profile, which can be killed in the middle and started again. */
export interface Phone {
  readonly page: () => Page;
  readonly context: () => BrowserContext;
  /** As when the battery is pulled out: SIGKILL, and the same profile again. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Running {
  readonly process: ChildProcess;
  readonly context: BrowserContext;
  readonly page: Page;
}

const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--lang=zh-CN", "--window-size=390,844",
]; // prettier-ignore

function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (part: Buffer) => {
      said += String(part);
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(`the browser ended: ${said.slice(-500)}`)));
  });
}

async function start(profile: string): Promise<Running> {
  const child = spawn(await findBrowser(), [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // a group of its own
  });
  const browser = await chromium.connectOverCDP(await addressOf(child));
  const [context] = browser.contexts();
  if (!context) throw new Error("the browser has no profile");
  // Chromium 107 had none of these
  await context.addInitScript(() => {
    for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) Reflect.deleteProperty(Array.prototype, name);
    for (const name of ["isWellFormed", "toWellFormed"]) Reflect.deleteProperty(String.prototype, name);
    Reflect.deleteProperty(Object, "groupBy");
    Reflect.deleteProperty(Promise, "withResolvers");
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 390, height: 844 });
  page.setDefaultTimeout(60_000);
  return { process: child, context, page };
}

/** The whole group: what is started is a script, and the browser has processes of its own. */
async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await gone;
}

export async function openPhone(): Promise<Phone> {
  const profile = mkdtempSync(join(tmpdir(), "tonghu-phone-"));
  let running = await start(profile);
  return {
    page: () => running.page,
    context: () => running.context,
    restart: async () => {
      // cookies are written out every half minute, and a phone in use has had that time
      const cookies = await running.context.cookies();
      await kill(running.process);
      running = await start(profile);
      await running.context.addCookies(cookies);
    },
    close: async () => {
      await kill(running.process);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { type Browser, chromium } from "playwright-core";
import { mountWeb } from "../../src/commands/web.ts";
import { findBrowser } from "../../tools/browser.ts";
import { buildPage } from "../../tools/build.ts";
import { type Cast, cast, server } from "../cast.ts";

/** The real server with pages built from the present source, and a browser to walk them with. */
export interface Site {
  readonly people: Cast;
  readonly app: FastifyInstance;
  readonly browser: Browser;
  /** Where the server listens. */
  readonly base: string;
  /** A folder of the test's own; the built pages lie in it by their names. */
  readonly folder: string;
  close(): Promise<void>;
}

type Page = Parameters<typeof buildPage>[0];

/** The page as `npm test` built it for the whole run (TONGHU_TEST_PAGES); a file that runs alone builds it itself. */
async function putPage(page: Page, folder: string): Promise<void> {
  const built = process.env["TONGHU_TEST_PAGES"];
  if (!built) return buildPage(page, folder, "silent");
  cpSync(join(built, page), join(folder, page), { recursive: true });
}

export const openSite = (...names: readonly Page[]): Promise<Site> => openSiteUnder(undefined, names);

/** policyFolder: packs other than the house's own. */
export async function openSiteUnder(policyFolder: string | undefined, names: readonly Page[]): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-site-"));
  const people = await cast(undefined, { ...(policyFolder !== undefined && { policyFolder }) });
  const app = await server(people);
  for (const name of names) await putPage(name, folder);
  await mountWeb(app, folder);
  const base = await app.listen({ port: 0, host: "127.0.0.1" });
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await app.close();
    await people.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { people, app, browser, base, folder, close };
}

/** A desk's window. What grows and fades while it is pressed is pressed beside itself: pages stand still for whoever asks. */
export const desktop = { viewport: { width: 1440, height: 900 }, locale: "zh-CN", reducedMotion: "reduce" } as const;

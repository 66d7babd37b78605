import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* Single keys on the desk: to the search, to the help, from file to file; never while somebody types. */

let site: Site;
const { page, enterAs, open, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  const supervisor = { name: "林督导", kind: "supervisor", area: places.east } as const;
  await inhabit(site, [supervisor], { 陈小禾: { "risk.violence": "suspected" }, 黄小榕: {} });
});
after(() => site?.close());

const heading = (name: string): Promise<void> => page().getByRole("heading", { level: 1, name }).waitFor();

test("from file to file by n and p, in the order of the list, and not while somebody types", async () => {
  await enterAs("林督导");
  await open("儿童台账");
  await page().getByRole("link", { name: "陈小禾" }).click();
  await heading("陈小禾的档案");
  await page().keyboard.press("n");
  await heading("黄小榕的档案");
  await page().keyboard.press("n"); // the last one
  await page().keyboard.press("p");
  await heading("陈小禾的档案");
  await page().keyboard.press("/");
  await page().keyboard.type("np?");
  const box = page().getByRole("searchbox").first();
  assert.equal(await box.inputValue(), "np?");
  await heading("陈小禾的档案");
  assert.deepEqual(complaints(), []);
});

test("the help names the keys and turns them off, for this person and after a reload too", async () => {
  await enterAs("林督导");
  await page().locator("main h1").focus();
  await page().keyboard.press("?");
  const help = page().getByRole("dialog", { name: "快捷键" });
  await help.getByText("下一份档案").waitFor();
  await help.getByRole("switch", { name: "使用单键快捷键" }).press("Space");
  await page().keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page().reload();
  await page().locator("main h1").focus();
  await page().keyboard.press("/");
  assert.equal(await page().evaluate(() => document.activeElement?.tagName), "H1");
  assert.deepEqual(complaints(), []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { ConcernsPage } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { type Caller, enter, places } from "../cast.ts";
import { fine, listen, seenOn } from "./seen.ts";
import { desktop, openSite, type Site } from "./site.ts";

/* The public page in a browser: a report goes to the township, and its reporter reads how far it has come. */

let site: Site;
let supervisor: Caller;
let page: Page;
let complaints: string[];

before(async () => {
  site = await openSite("public", "desk");
  supervisor = await enter(site.people, site.app, "supervisor", places.east);
  const context = await site.browser.newContext({ ...desktop, viewport: { width: 360, height: 640 } });
  context.setDefaultTimeout(60_000);
  page = await context.newPage();
  complaints = listen(page);
  await page.goto(`${site.base}/public/`);
});
after(() => site?.close());

const words = (): Promise<string> => page.locator("html").innerText();
const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
const digits = async (part: string): Promise<string> =>
  ((await page.locator(`[data-${part}]`).textContent()) ?? "").replaceAll(" ", "");

async function fillReport(note: string): Promise<void> {
  await page.getByRole("radio", { name: /身上多处有伤/ }).check();
  await page.getByLabel("看到、听到的事").fill(note);
  await page.getByLabel("乡镇（街道）").selectOption(places.east);
  await page.getByLabel("村（社区）").selectOption(places.eastVillage);
  await page.getByLabel("姓名或者小名").fill("小石");
}

test("the numbers first, three words to choose from, no label of a child, at the width of a small phone", async () => {
  await page.getByRole("link", { name: /^报告 / }).waitFor();
  const text = await words();
  assert.match(text, /110[\s\S]*12345[\s\S]*12355[\s\S]*报告[\s\S]*查询/);
  assert.doesNotMatch(text, /留守|困境/);
  assert.deepEqual(await seenOn(page), fine);
  assert.equal(await wide(), 360);
});

test("a report from the page: the township's desk has it, and number and secret tell how far it has come", async () => {
  await page.getByRole("link", { name: /^报告 / }).click();
  await page.getByRole("heading", { name: "报告孩子有危险" }).waitFor();
  await fillReport("早上看见脸上有伤");
  await page.getByLabel("您的身份").selectOption("school");
  await page.getByLabel("姓名", { exact: true }).fill("周老师");
  assert.deepEqual(await seenOn(page), fine);
  assert.equal(await wide(), 360);
  await page.getByRole("button", { name: "提交报告" }).click();
  await page.locator("[data-receipt]").waitFor();
  const [number, secret] = [await digits("number"), await digits("secret")];
  assert.match(`${number} ${secret}`, /^\d{12} \d{16}$/);

  const office = await site.browser.newContext(desktop);
  const [name = "", value = ""] = supervisor.cookie.split("=");
  await office.addCookies([{ name, value, url: site.base }]);
  const desk = await office.newPage();
  await desk.goto(`${site.base}/desk/`);
  await desk.locator(".concern-alarm", { hasText: "1件等待受理" }).click();
  const { lines } = (await supervisor.get("/api/concern/reports")).body as ConcernsPage;
  await desk.goto(`${site.base}/desk/#/concerns/${lines[0]?.id ?? ""}`);
  await desk.getByRole("button", { name: "受理这份报告" }).click();
  await desk.getByText(`公众网页，编号 ${number}`).waitFor();
  await desk.getByText("早上看见脸上有伤").waitFor();
  assert.equal(await desk.getByText("周老师").count(), 0, "who told is hidden");
  const at = `/api/concern/reports/${lines[0]?.id ?? ""}`;
  await supervisor.post(`${at}/steps`, { id: newId(), handling: "visited" });
  await supervisor.post(`${at}/tell`, { id: newId(), words: "已经上门，孩子现在安全" });
  await office.close();

  await page.getByRole("link", { name: "查询办理情况" }).click();
  await page.getByLabel(/编号/).fill(number);
  await page.getByLabel(/查询码/).fill("0".repeat(16));
  await page.getByRole("button", { name: "查询" }).click();
  await page.getByRole("alert").getByText("没有找到").waitFor();
  await page.getByLabel(/查询码/).fill(secret);
  await page.getByRole("button", { name: "查询" }).click();
  await page.locator("[data-progress=told]", { hasText: "已经上门，孩子现在安全" }).waitFor();
  assert.doesNotMatch(await words(), /小石|周老师|脸上有伤/);
  complaints = complaints.filter((said) => !said.includes("404")); // the browser's own word on the wrong secret
  assert.deepEqual(complaints, []);
});

test("where the server cannot be reached: whom to call, and the same report again, once", async () => {
  await page.goto(`${site.base}/public/#/report`);
  await page.getByRole("heading", { name: "报告孩子有危险" }).waitFor();
  await fillReport("又听见打骂");
  await page.route("**/api/concern/public/reports", async (route) => {
    await route.fetch(); // stored, and the answer is lost
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "提交报告" }).click();
  const told = page.locator("[data-not-sent]");
  await told.waitFor();
  assert.equal(await told.getByRole("link", { name: /110/ }).getAttribute("href"), "tel:110");
  assert.deepEqual(await seenOn(page), fine);
  await page.unroute("**/api/concern/public/reports");
  await told.getByRole("button", { name: "再发一次" }).click();
  await page.locator("[data-receipt]").waitFor();
  const { lines } = (await supervisor.get("/api/concern/reports")).body as ConcernsPage;
  assert.equal(lines.length, 2, "the one of before, and this one once");
});

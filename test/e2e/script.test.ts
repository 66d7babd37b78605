import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { filledSurvey } from "#capabilities/survey/index.ts";
import { newId } from "#kernel/id.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { type Caller, enter, leftBehind, places } from "../cast.ts";
import { desktop, openSite, type Site } from "./site.ts";

/*
 * Trial 8: script in names, notes, reasons, titles and file names, by the interface and by a workbook, is text on every
 * page that shows it: it never runs, and the browser reports no page of ours that breaks its own policy (CSP).
 */

let site: Site;
let context: BrowserContext;
let page: Page;
let supervisor: Caller;
let name: string;
const child = newId();
const ran: string[] = [];
const broken: string[] = [];

/** Short enough for a name, each with a mark of its own that would be left behind if it ran. */
const inName = "<img src=x onerror=ran('n')>甲";
const inGuardian = "\"><svg onload=ran('g')>祖母";
const inNote =
  "<script>ran('note')</script><iframe srcdoc=\"<script>parent.ran('frame')</script>\"></iframe>{{ran('v')}}${ran('t')}";
const inTitle = "<a href=javascript:ran('a')>缺少户口</a>";
const inFile = "<img src=x onerror=ran('f')>摸排.xlsx";
const inWorkbook = "<svg/onload=ran('w')>乙";

before(async () => {
  site = await openSite("desk", "phone");
  const { people, app } = site;
  await markSynthetic(people.database.db.owner);
  supervisor = await enter(people, app, "supervisor", places.east);
  await addPeople(people.database.db.owner, [{ name: "<b onclick=ran('p')>林督导</b>", kind: "supervisor", area: places.east }, { name: "走查主任", kind: "director", area: places.eastVillage }], { demo: true, day: "2024-01-01" });
  const facts = { ...leftBehind, name: inName, "guardian.name": inGuardian, "residence.address": inNote.slice(0, 120), "risk.dropout": "suspected" };
  const done = async (url: string, body: unknown): Promise<void> => {
    const answer = await supervisor.post(url, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await done("/api/registry/children", { id: newId(), childId: child, area: places.eastVillage, facts });
  await done(`/api/visit/children/${child}/visits`, { id: newId(), kind: "home_visit", form: "puning@1", note: inNote, spokeWith: inGuardian, problems: [{ title: inTitle, solution: inNote, owner: inName }] });
  await done(`/api/grade/children/${child}/proposals`, { id: newId(), level: "red", reason: inNote });
  const workbook = join(site.folder, "in.xlsx");
  await saveWorkbook(workbook, filledSurvey([{ village: "玉环居委会", facts: { ...leftBehind, name: inWorkbook, "guardian.name": "工作簿祖母" } }]));
  name = workbook;
  context = await site.browser.newContext({ ...desktop, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(60_000);
  await context.exposeFunction("ran", (where: string) => void ran.push(where));
  await context.exposeFunction("brokenPolicy", (what: string) => void broken.push(what));
  await context.addInitScript(`addEventListener("securitypolicyviolation", (event) => brokenPolicy(event.violatedDirective + " " + event.blockedURI + " on " + location.href));`);
  page = await context.newPage();
  page.on("dialog", (dialog) => void ran.push(dialog.message()));
}); // prettier-ignore
after(async () => {
  await context?.close();
  await site?.close();
});

async function settled(address: string, shows: string): Promise<void> {
  await page.goto(`${site.base}${address}`);
  await page.getByText(shows).first().waitFor({ state: "attached" });
  await page.waitForTimeout(150);
}

test("the sign-in page, the lists and the file show script as text, and nothing runs", async () => {
  await settled("/desk/", "林督导");
  await page.getByLabel("查找演示人员").fill("林督导");
  await page.getByRole("button", { name: "林督导" }).click();
  await page.getByRole("heading", { name: "今日", exact: true }).waitFor();
  await settled("/desk/#/ledger", "甲");
  for (const address of ["/desk/#/", "/desk/#/due", "/desk/#/tasks", "/desk/#/returns", "/desk/#/people"]) {
    await page.goto(`${site.base}${address}`);
    await page.reload();
    await page.locator("h1").first().waitFor();
    await page.waitForTimeout(300);
  }
  await page.goto(`${site.base}/desk/#/ledger`);
  await page.getByRole("link", { name: /甲$/ }).first().click();
  await page.getByText("缺少户口").first().waitFor();
  const text = await page.locator("body").innerText();
  for (const shown of [inName, inGuardian, "<script>ran('note')</script>", inTitle])
    assert.ok(text.includes(shown), `${shown} is not shown as it was written`);
  assert.deepEqual([ran, broken], [[], []]);
});

test("a workbook with script in a cell and in its file's name", async () => {
  const { readFile } = await import("node:fs/promises");
  await page.goto(`${site.base}/desk/#/survey`);
  await page.locator("input[type=file]").setInputFiles({ name: inFile, mimeType: "application/octet-stream", buffer: await readFile(name) });
  await page.getByRole("heading", { name: /已完成/ }).waitFor();
  assert.ok((await page.locator("body").innerText()).includes("<img src=x onerror=ran('f')>"), "the file's name is text");
  await page.goto(`${site.base}/desk/#/ledger`);
  await page.reload();
  await page.getByText(inWorkbook).first().waitFor();
  assert.deepEqual([ran, broken], [[], []]);
}); // prettier-ignore

test("on the phone, too; and answers that are opened as pages of their own", async () => {
  await page.goto(`${site.base}/phone/`);
  await page.waitForTimeout(500);
  for (const address of [`/phone/#/file/${child}`, `/phone/#/visit/${child}/home_visit`, "/phone/#/children", "/phone/#/tasks", "/phone/#/"]) {
    await page.goto(`${site.base}${address}`);
    await page.reload();
    await page.waitForTimeout(400);
  }
  await page.goto(`${site.base}/phone/#/file/${child}`);
  await page.reload();
  await page.getByText(inName).first().waitFor();
  for (const address of [`/api/registry/children/${child}`, `/api/registry/children/${child}/entries`, "/api/caselist/children", "/api/returns/puning-annex-1/file/html", "/api/nothing/<script>ran(1)</script>"]) {
    const answer = await page.goto(`${site.base}${address}`);
    assert.ok(answer);
    const type = answer.headers()["content-type"] ?? "";
    assert.ok(/json|html/.test(type) && answer.headers()["x-content-type-options"] === "nosniff", `${address}: ${type}`);
    await page.waitForTimeout(100);
  }
  assert.deepEqual([ran, broken], [[], []]);
}); // prettier-ignore

test("a page of ours stands in no frame, and no script written into one would run", async () => {
  const outside = await context.newPage();
  await outside.setContent(`<iframe src="${site.base}/desk/"></iframe>`);
  await outside.waitForTimeout(800);
  const inside = await Promise.all(outside.frames().slice(1).map((frame) => frame.content().catch(() => "")));
  assert.ok(inside.every((html) => !html.includes("id=\"root\"") && !html.includes("查找演示人员")), "the desk is shown in a frame");
  await outside.close();
  await page.goto(`${site.base}/desk/`);
  await page.evaluate(`document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=\\"ran('inline')\\">")`);
  await page.evaluate(`{ const s = document.createElement("script"); s.textContent = "ran('element')"; document.body.append(s); }`);
  await page.waitForTimeout(500);
  assert.deepEqual(ran, []);
  assert.ok(broken.length >= 2, `the browser reports what it kept from running: ${broken.join()}`);
}); // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as task from "#capabilities/task/index.ts";
import { newId } from "#kernel/id.ts";
import type { Request } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* A supervisor's morning: what waits is said by number, and done on the page, without opening a file. */

let site: Site;
const { page, enterAs, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "黄督导", kind: "supervisor", area: places.south },
  ] as const;
  const children = { 陈小禾: { "risk.violence": "suspected" }, 黄小榕: {} };
  const ids = await inhabit(site, posts, children);
  const { tonghu, eastDirector } = site.people;
  const world = { ...tonghu.ground, journal: tonghu.journal };
  for (const [n, name] of Object.keys(children).entries())
    await task.open(world, eastDirector, ids[n] ?? "", { id: newId(), title: `${name}没有户口`, solution: "", owner: "", due: "2024-07-03" }); // prettier-ignore
});
after(() => site?.close());

const numbers = async (): Promise<string> => (await page().locator(".numbers").innerText()).replace(/\s+/g, " ");
const card = (title: string) =>
  page()
    .locator(".card")
    .filter({ has: page().getByRole("heading", { name: title, exact: true }) });

test("the first page of a day weighs less than 300 kB of script, compressed", async () => {
  const asked: Request[] = [];
  page().on("requestfinished", (request) => {
    if (request.resourceType() === "script") asked.push(request);
  });
  await enterAs("林督导");
  await card("先办这些").waitFor();
  await page().waitForLoadState("networkidle");
  const sizes = await Promise.all(asked.map(async (request) => (await request.sizes()).responseBodySize));
  const names = asked.map((request) => request.url().split("/").at(-1) ?? "");
  const said = names.map((name, n) => `${name} ${sizes[n]}`).join("\n");
  assert.ok(sizes.length > 10, said);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 300_000, said);
  assert.ok(!names.some((name) => name.startsWith("schemas")), "the library of schemas is for pages that send");
});

test("a red child is intervened for from the list, and the number and the list follow", async () => {
  await enterAs("林督导");
  await page().getByText("高风险未介入").first().waitFor();
  assert.match(await numbers(), /1 高风险未介入 0 走访已逾期 1 今天到期/);
  await card("高风险未介入").getByRole("button", { name: "登记介入" }).click();
  const drawer = page().locator(".action-drawer");
  await drawer.getByLabel("做了什么").fill("会同派出所上门，已临时安置");
  await drawer.locator("button[type=submit]").click();
  await page().getByText("介入已登记").waitFor();
  await card("高风险未介入").waitFor({ state: "detached" });
  assert.match(await numbers(), /0 高风险未介入/);
  assert.deepEqual(complaints(), []);
});

test("a visit is recorded and a task closed on the page, each by the keyboard alone", async () => {
  await enterAs("林督导");
  const act = card("先办这些").getByRole("button", { name: "记录走访" });
  await act.focus();
  await page().keyboard.press("Enter");
  const drawer = page().locator(".action-drawer");
  await drawer.getByLabel("与谁交谈").focus();
  await page().keyboard.type("祖母");
  await drawer.locator("button[type=submit]").focus();
  await page().keyboard.press("Enter");
  await card("先办这些")
    .getByText(/没有到期的走访和联系/)
    .waitFor();

  const row = card("任务").locator("li", { hasText: "陈小禾没有户口" });
  await row.getByRole("button", { name: "办结" }).press("Enter");
  await page().getByLabel("办理结果").fill("派出所已受理落户");
  await page().getByRole("dialog").getByRole("button", { name: "办结" }).press("Enter");
  await row.waitFor({ state: "detached" });
  // what had the focus is gone: the keyboard goes on in the same card
  await page().waitForFunction(() => document.activeElement?.closest(".card")?.textContent?.startsWith("任务"));
  await page().getByText("未办结任务").waitFor();
  assert.match(await numbers(), /1 未办结任务/);
  assert.deepEqual(complaints(), []);
});

test("what is to be reported is said to be sent on the page, with its day, and taken back with a reason", async () => {
  await enterAs("林督导");
  const line = card("报送").locator("li", { hasText: "附件1、附件2" });
  await line.getByText("还有21天").waitFor();
  assert.match(await line.innerText(), /2024年7月22日前报县级民政部门/);
  await line.getByRole("button", { name: /^已报送/ }).press("Enter");
  const drawer = page().getByRole("dialog");
  await drawer.getByLabel("备注").fill("纸质件送达");
  await drawer.getByRole("button", { name: "登记已报送" }).press("Enter");
  await line.getByText("7月1日已报送，林督导登记：纸质件送达").waitFor();
  await line.getByRole("button", { name: /^撤回/ }).press("Enter");
  await drawer.getByLabel("为什么撤回").fill("还没有盖章");
  await drawer.getByRole("button", { name: "撤回登记" }).press("Enter");
  await line.getByText("还有21天").waitFor();
  assert.match(await line.innerText(), /7月1日林督导撤回了登记：还没有盖章/);
  await card("报送").getByRole("link", { name: "全部事项" }).click();
  const listed = page().getByRole("row").filter({ hasText: "附件1、附件2" });
  await listed.getByText("还没有盖章").waitFor();
  assert.deepEqual(complaints(), []);
});

test("each number opens the list behind it", async () => {
  await enterAs("林督导");
  const opens = {
    高风险未介入: "儿童台账",
    走访已逾期: "走访到期",
    待确认分级: "儿童台账",
    任务已逾期: "待办任务",
    未办结任务: "待办任务",
  };
  for (const [number, title] of Object.entries(opens)) {
    await page().locator(".numbers a", { hasText: number }).click();
    await page().getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    if (number === "任务已逾期") await page().getByText("没有已逾期的任务。").waitFor();
    await page().goBack();
    await page().locator(".numbers").waitFor();
  }
});

test("the neighbouring township has nothing to do, and sees nobody of it", async () => {
  await enterAs("黄督导");
  await page().getByText("眼下和六天内都没有到期的走访和联系").waitFor();
  assert.match(
    await numbers(),
    /^0 高风险未介入 0 走访已逾期 0 今天到期 0 六天内到期 0 待确认分级 0 任务已逾期 0 未办结任务$/,
  );
  assert.doesNotMatch(await page().locator("main").innerText(), /陈小禾|黄小榕/);
});

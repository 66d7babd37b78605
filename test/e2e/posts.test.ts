import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf, walking } from "./walking.ts";

/* The days of posts that stand on no other walk: the city and the province, the three administrators, who has nothing here. */

let site: Site;
const { page, enterAs, open, go, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  await inhabit(
    site,
    [
      { name: "沈省级", kind: "province", area: "44" },
      { name: "苏市级", kind: "city", area: places.county.slice(0, 4) },
      { name: "吴系统", kind: "system_admin", area: places.county },
      { name: "郑安全", kind: "security_admin", area: places.county },
      { name: "周审计", kind: "audit_admin", area: places.county },
      { name: "孙社工", kind: "social_worker", area: places.east },
    ],
    { 陈小禾: { "risk.violence": "suspected", "school.state": "dropout" }, 黄小榕: {} },
  );
});
after(() => site?.close());

const card = (title: string) =>
  page()
    .locator(".card")
    .filter({ has: page().getByRole("heading", { name: title, exact: true }) });

/** From the board of one's own area down to the village, by the numbers' links. */
async function drill(names: readonly string[]): Promise<void> {
  await open("图景");
  await card("各地区风险等级").getByRole("button", { name: "看数字" }).click(); // stays so on the way down
  for (const name of names) await card("各地区风险等级").getByRole("link", { name, exact: true }).click();
  await card("各地区风险等级").waitFor({ state: "detached" });
  await card("各类别").waitFor();
} // prettier-ignore

/** Tables are a county's own, by its policy: of an area around it there are none, and the page says so. */
async function openFigure(): Promise<void> {
  await open("统计报表");
  await page().getByText("本地区现行政策没有规定报表").waitFor();
  await go(`returns?area=${places.county}`);
  await page().locator("tr", { hasText: "1.（疑似）遭受性侵害" }).getByRole("link").first().click();
  await page().getByRole("heading", { name: "数字背后的儿童" }).waitFor();
  await page().getByRole("link", { name: "陈小禾" }).click();
  await page().getByRole("heading", { level: 1, name: "陈小禾的档案" }).waitFor();
}

test("the city: down to the village, the child behind a figure, and what it has reported said to be reported", async () => {
  await enterAs("苏市级");
  await page().getByText("高风险未介入").first().waitFor();
  await drill(["普宁市", "流沙东街道", "玉环居委会"]);
  await openFigure();
  await open("今日");
  const line = card("报送").locator("li", { hasText: "部署启动" });
  await line.getByRole("button", { name: /^已报送/ }).click();
  await page().getByRole("dialog").getByRole("button", { name: "登记已报送" }).click();
  await line.getByText("7月1日已报送，苏市级登记").waitFor();
  assert.deepEqual(complaints(), []);
});

test("the province: down to the village, the child behind a figure, the rules in force", async () => {
  await enterAs("沈省级");
  await drill(["揭阳市", "普宁市", "流沙东街道", "玉环居委会"]);
  await openFigure();
  await open("现行政策");
  await page().getByText("高风险").first().waitFor();
  assert.deepEqual(complaints(), []);
});

async function addOfficer(system: Page): Promise<void> {
  await system.goto(`${site.base}/desk/#/people`);
  await system.getByRole("button", { name: "添加人员" }).click();
  const form = system.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("姓名").fill("何县级");
  await form.getByLabel("登录名").fill("何县级");
  await form.getByRole("combobox", { name: "岗位" }).click();
  await system.getByTitle("县级民政部门").click();
  await form.getByRole("button", { name: /^设在本级/ }).click();
  await form.getByLabel("任职依据").fill("普民〔2024〕15号");
  await form.getByRole("button", { name: "添加并生成登录码" }).click();
  assert.ok((await form.locator(".once code").innerText()).length >= 20);
  await form.getByRole("button", { name: "已交给本人，完成" }).click();
}

test("three administrators: one appoints, another approves, the third reads who did it; none sees a child", async () => {
  const names = ["吴系统", "郑安全", "周审计"] as const;
  const said: string[] = [];
  const [system, security, audit] = await Promise.all(names.map((name) => deskOf(site, name, said)));
  assert.ok(system && security && audit);
  await addOfficer(system);
  await system.getByRole("row", { name: "何县级" }).getByText("待审批").waitFor();
  await security.goto(`${site.base}/desk/#/people`);
  const waiting = security.locator(".post-line", { hasText: "何县级" });
  await waiting.getByText("普民〔2024〕15号").waitFor();
  await waiting.getByRole("button", { name: "批准", exact: true }).click();
  await security.getByText("没有待审批的任职").waitFor();
  await audit.goto(`${site.base}/desk/#/history`);
  await audit.getByRole("row", { name: /郑安全.*何县级|何县级.*郑安全/ }).first().waitFor();
  for (const desk of [system, security, audit]) {
    for (const room of ["", "ledger", "board", "concerns"]) {
      await desk.goto(`${site.base}/desk/#/${room}`);
      await desk.locator("main h1").waitFor();
      assert.ok(!((await desk.locator("body").textContent()) ?? "").includes("陈小禾"), room);
    }
    await desk.context().close();
  }
  assert.deepEqual(said, []);
}); // prettier-ignore

test("whose post has nothing to do here is told so", async () => {
  await page().goto(`${site.base}/desk/`);
  await page().getByLabel("查找演示人员").fill("孙社工");
  await page().getByRole("button", { name: "孙社工" }).click();
  await page().getByText("“社会工作者”在本系统的电脑端没有要办的事项").waitFor();
  assert.deepEqual(complaints(), []);
});

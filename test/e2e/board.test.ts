import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { saveBoundaries } from "#capabilities/area/index.ts";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* The pictures of an area: drawn, saved, read as tables, and opened downwards. */

let site: Site;
const { page, enterAs, open, go, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  await inhabit(
    site,
    [
      { name: "陈县级", kind: "county", area: places.county },
      { name: "黄督导", kind: "supervisor", area: places.south },
    ],
    { 陈小禾: { "risk.violence": "suspected" }, 黄小榕: {} },
  );
});
after(() => site?.close());

const card = (title: string) =>
  page()
    .locator(".card")
    .filter({ has: page().getByRole("heading", { name: title, exact: true }) });

test("each picture is drawn, has its numbers as a table, and is saved as a PNG", async () => {
  await enterAs("陈县级");
  assert.ok(!(await page().evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("chart"))))); // prettier-ignore
  await open("图景");
  for (const title of ["各月走访", "各地区风险等级", "地区方块图", "各类别"]) {
    await card(title).locator("canvas").waitFor();
    assert.equal(await page().getByRole("table", { name: title }).count(), 1, title);
    const download = page().waitForEvent("download");
    await card(title).getByRole("button", { name: "存为图片" }).press("Enter");
    const saved = await download;
    assert.equal(saved.suggestedFilename(), `普宁市${title}-2024-07-01.png`);
    assert.deepEqual([...readFileSync(await saved.path()).subarray(1, 4)], [...Buffer.from("PNG")]);
  }
  assert.equal(
    await page().locator(".unseen a").count(),
    await page().locator('.unseen a[tabindex="-1"]').count(),
    "no stop of the keyboard that nobody sees",
  );
  await card("各地区风险等级").getByRole("button", { name: "看数字" }).press("Enter");
  const row = page().getByRole("table", { name: "各地区风险等级" }).getByRole("row", { name: "流沙东街道" });
  assert.match((await row.innerText()).replace(/\s+/g, " "), /流沙东街道 2 1 0 0 1 0 100%/);
  assert.deepEqual(complaints(), []);
});

test("from the county to the township and the village, and back by the address", async () => {
  await enterAs("陈县级");
  await open("图景");
  await card("地区方块图").getByRole("button", { name: "看数字" }).click();
  await card("地区方块图").getByRole("link", { name: "流沙东街道" }).click();
  await page().waitForURL(/board\?area=445281001$/);
  await card("各地区风险等级").getByRole("button", { name: "看数字" }).click();
  await card("各地区风险等级").getByRole("link", { name: "玉环居委会" }).click();
  await page().waitForURL(/board\?area=445281001001$/);
  // what was read before stays until the village has come: it has no areas below it
  await card("各地区风险等级").waitFor({ state: "detached" });
  await card("各类别").waitFor();
  assert.deepEqual(complaints(), []);
});

test("with boundaries loaded the areas stand on a map that says its approval; who has none is named, and its numbers are there", async () => {
  const square = [[[[116.1, 23.2], [116.2, 23.2], [116.2, 23.3], [116.1, 23.2]] as [number, number][]]]; // prettier-ignore
  const { owner } = site.people.database.db;
  await saveBoundaries(
    owner,
    { area: places.county, at: new Date(), by: null },
    { approval: "粤S(2024)001号", source: null, lower: [{ code: places.east, polygons: square }] },
  );
  await enterAs("陈县级");
  await open("图景");
  const map = page().locator(".card", { hasText: "地区地图" });
  await map.getByText("审图号：粤S(2024)001号").waitFor();
  await map.getByText("图上没有").waitFor();
  await map.locator("canvas").waitFor();
  await map.getByRole("button", { name: "看数字" }).press("Enter");
  await map.getByRole("link", { name: "流沙东街道" }).press("Enter");
  await page().waitForURL(/area=445281001/);
  await owner.query("delete from area_boundary");
  assert.deepEqual(complaints(), []);
});

test("an area without children says so, and another's does not exist", async () => {
  await enterAs("黄督导");
  await open("图景");
  await page().getByText("这个地区还没有在册儿童").waitFor();
  await go(`board?area=${places.east}`);
  await page().getByText("没有找到").first().waitFor();
});

test("a browser that becomes a wall is signed out, shows numbers alone, keeps them when a reading fails, and goes dark when it is ended", async () => {
  await enterAs("陈县级");
  await open("图景");
  await page().getByRole("button", { name: "大屏" }).press("Enter");
  await page().getByLabel("大屏位置").fill("一楼大厅");
  await page().clock.install();
  await page().getByRole("button", { name: "打开大屏并退出登录" }).press("Enter");
  await page().getByText("数字读取于").waitFor();
  await page().locator(".wall-canvas canvas").waitFor();
  const text = await page().locator("main").innerText();
  assert.match(text, /普宁市儿童关爱服务[^]*2[^]*在册儿童[^]*第1页，共3页[^]*流沙东街道/);
  assert.doesNotMatch(text, /陈小禾|黄小榕|留守|困境|undefined|NaN/);
  assert.deepEqual((await page().context().cookies()).map(({ name }) => name).filter((name) => name.endsWith("session")), []); // prettier-ignore
  await page().getByRole("button", { name: "下一页" }).press("Enter");
  await page().getByText("第2页，共3页").waitFor();
  await page().route("**/api/display/figures", (route) => route.abort());
  await page().clock.runFor(4 * 60_000);
  await page().getByText(/这次没有更新，数字停在 \d\d:\d\d/).waitFor(); // prettier-ignore
  await page().locator(".wall-figures").getByText("在册儿童").waitFor();
  await page().unroute("**/api/display/figures");
  await site.people.database.db.owner.query("update display_screen set ended_at = now()");
  await page().clock.runFor(4 * 60_000);
  await page().getByText("这块大屏没有打开").waitFor();
  await page().locator(".wall-figures").waitFor({ state: "detached" });
  await page().getByRole("link", { name: "前往登录" }).press("Enter");
  await page()
    .getByRole("button", { name: /陈县级/ })
    .waitFor();
});

test("the division is opened step by step by the keyboard, searched, and a code that is none says so", async () => {
  await enterAs("陈县级");
  await open("行政区划");
  const tree = page().getByRole("list", { name: "区划树" });
  await tree.getByRole("button", { name: "流沙东街道的下级" }).press("Enter");
  await tree.getByRole("link", { name: "玉环居委会" }).press("Enter");
  await card("玉环居委会").getByText("445281001001").waitFor();
  await card("区划变更").getByText("载入以来没有变更。").waitFor();
  await page().getByLabel("查找区划").fill("lsn");
  await page().getByLabel("查找区划").press("Enter");
  await card("名称中有“lsn”的区划").getByRole("link", { name: "流沙南街道" }).click();
  await card("流沙南街道").getByText("广东省 · 揭阳市 · 普宁市 · 流沙南街道").waitFor();
  await go("areas?code=445281001999");
  await page().getByText("没有这个区划代码，或该区划尚未载入：445281001999。").first().waitFor();
  assert.deepEqual(complaints().filter((said) => !said.includes("404")), []);
}); // prettier-ignore

test("a return stands beside an earlier day's", async () => {
  await enterAs("陈县级");
  await go("returns?asOf=2024-07-01&with=2024-06-30");
  await page().getByText("那一天系统中还没有这里任何儿童的记录").waitFor();
  const sum = page().locator(".printed tr.sum").last();
  assert.deepEqual((await sum.locator("td.count").allInnerTexts()).slice(0, 2), ["2", "0"]);
  assert.equal(await sum.locator("td.count").nth(2).innerText(), "增 2");
  assert.deepEqual(complaints(), []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* The ledger as an officer of the county works with it: filters in the address, columns and filters of one's own, rows marked. */

let site: Site;
const { page, enterAs, open, go, complaints } = walking(() => site);

const children = {
  曾小满: {},
  林小雨: { "risk.dropout": "suspected" },
  陈一禾: { "risk.violence": "suspected", birthDate: "2010-07-02" },
};

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "陈县级", kind: "county", area: places.county },
    { name: "黄督导", kind: "supervisor", area: places.south },
  ] as const;
  await inhabit(site, posts, children);
});
after(() => site?.close());

const names = (): Promise<string[]> => page().locator(".grid tbody .main a").allInnerTexts();
const listed = async (...wanted: readonly string[]): Promise<void> => {
  const waited = wanted.length === 0 ? page().getByText("没有符合条件的儿童") : page().locator(".foot", { hasText: `共 ${wanted.length} 人` });
  await waited.waitFor();
  assert.deepEqual(await names(), wanted);
}; // prettier-ignore

test("filters, order and spelling stand in the address, and a link opens the same list", async () => {
  await enterAs("陈县级");
  await open("儿童台账");
  await listed("陈一禾", "林小雨", "曾小满");
  await page().getByRole("button", { name: "年龄" }).click();
  await page().waitForURL(/sort=age/);
  await page().locator('th[aria-sort="ascending"]', { hasText: "年龄" }).waitFor();
  await page().getByRole("button", { name: "年龄" }).press("Enter");
  await page().waitForURL(/sort=-age/);
  await page().locator('th[aria-sort="descending"]', { hasText: "年龄" }).waitFor();
  // the heading follows the address, the rows their answer
  await page().locator(".grid tbody tr").first().getByRole("link", { name: "陈一禾" }).waitFor();
  await go("ledger?name=xiao&sort=-age");
  await page().locator(".foot", { hasText: "共 2 人" }).waitFor();
  assert.deepEqual((await names()).toSorted(), ["曾小满", "林小雨"].toSorted());
  await go("ledger?level=red&ageFrom=12&ageTo=13");
  await listed("陈一禾");
  assert.equal(await page().getByRole("button", { name: "高风险", exact: true }).getAttribute("aria-pressed"), "true");
  await go("ledger?guardianship=good");
  await listed();
  assert.deepEqual(complaints(), []);
});

test("columns and filters of one's own are there after a reload; the name that was looked for is not", async () => {
  await enterAs("陈县级");
  await go("ledger?level=yellow&name=小");
  await listed("林小雨");
  await page().getByRole("button", { name: "列设置" }).click();
  await page().getByRole("checkbox", { name: "监护情况" }).check();
  await page().getByRole("checkbox", { name: "性别" }).uncheck();
  await page().keyboard.press("Escape");
  await page().getByRole("button", { name: "我的条件" }).click();
  await page().getByRole("menuitem", { name: "保存现在的条件" }).click();
  await page().getByLabel("名称").fill("黄色的");
  await page().getByLabel("名称").press("Enter");
  await page().getByText("已保存").waitFor();
  assert.doesNotMatch(await page().evaluate(() => JSON.stringify(Object.entries(localStorage))), /小/);
  await go("ledger");
  await page().reload();
  await listed("陈一禾", "林小雨", "曾小满");
  const heads = await page().locator(".grid thead").innerText();
  assert.match(heads, /监护情况/);
  assert.doesNotMatch(heads, /性别/);
  await page().getByRole("button", { name: "我的条件" }).click();
  await page().getByRole("menuitem", { name: "黄色的" }).first().click();
  await page().waitForURL(/level=yellow/);
  await listed("林小雨");
  assert.doesNotMatch(page().url(), /name=/);
  assert.deepEqual(complaints(), []);
});

test("rows are marked by keyboard, and the file is asked for with them and the columns that are shown", async () => {
  await enterAs("陈县级");
  await open("儿童台账");
  await page().getByRole("checkbox", { name: "选择林小雨" }).press("Space");
  await page().getByRole("checkbox", { name: "选择陈一禾" }).press("Space");
  await page().getByText("已选 2 人").waitFor();
  assert.match(page().url(), /#\/ledger$/); // marking opens no file
  await page().getByRole("button", { name: "导出所选" }).click();
  const dialog = page().getByRole("dialog", { name: "导出所选" });
  await dialog.getByRole("radio", { name: "信息核对、更正" }).check();
  const asked = page().waitForRequest(/\/api\/caselist\/file/);
  const download = page().waitForEvent("download");
  await dialog.getByRole("button", { name: "导出所选" }).click();
  const query = new URL((await asked).url()).searchParams;
  assert.equal(query.get("ids")?.split(",").length, 2);
  assert.match(query.get("columns") ?? "", /^level,name,sex,age/);
  assert.match((await download).suggestedFilename(), /^儿童台账-2024-07-01\.xlsx$/);
  await dialog.getByRole("button", { name: "关闭" }).last().click();
  await page().getByRole("checkbox", { name: "选择显示的全部" }).check();
  await page().getByText("已选 3 人").waitFor();
  await page().getByRole("button", { name: "取消选择" }).click();
  await page().getByText("已选").waitFor({ state: "detached" });
  await page().getByRole("checkbox", { name: "选择林小雨" }).press("Space");
  await page().getByText("已选 1 人").waitFor();
  await go("ledger?level=yellow"); // another list: what was marked of the one before is not in it unseen
  await page().getByText("已选").waitFor({ state: "detached" });
  assert.deepEqual(complaints(), []);
});

test("a task is handed out to those who are marked, after a second look; its result is there after a reload, and nowhere for a neighbour", async () => {
  await enterAs("陈县级");
  await go("ledger?name=xiao");
  await page().getByRole("checkbox", { name: "选择显示的全部" }).check();
  await page().getByRole("button", { name: "交办任务" }).press("Enter");
  const dialog = page().getByRole("dialog", { name: "向所选 2 人的责任人交办" });
  await dialog.getByText("还要填：要办的事、时限").waitFor();
  await dialog.getByLabel("要办的事").fill("开学前上门核对");
  await dialog.getByLabel("时限").fill("20240831");
  await dialog.getByLabel("时限").press("Enter");
  await dialog.getByText("2 人，各登记一项任务").waitFor();
  await dialog.getByText("2024年8月31日").waitFor();
  await dialog.getByRole("button", { name: "确认交办" }).press("Enter");
  await page().waitForURL(/#\/tasks\?batch=/);
  await page().getByText("批量交办 2 件，已办结 0 件").waitFor();
  await page().reload();
  await page().getByText("批量交办 2 件，已办结 0 件").waitFor();
  const { href } = new URL(page().url());
  // as a server leaves it that stopped in the middle
  const { owner } = site.people.database.db;
  const batch = new URL(href.replace("#/", "")).searchParams.get("batch");
  await owner.query("update task_assignment_child set state = 'waiting' where batch = $1 and n = 2", [batch]);
  await owner.query("update task_assignment set status = 'stopped', interrupted = true where batch = $1", [batch]);
  await go("tasks");
  await page()
    .getByRole("table", { name: "还没有交办完的" })
    .getByRole("link", { name: "开学前上门核对" })
    .press("Enter");
  await page().getByText("2 人中已交办 1 人，中途中断（已交办的不受影响）；还有 1 人等待").waitFor();
  await page().getByRole("button", { name: "继续交办其余 1 人" }).press("Enter");
  await page().getByText("已交办 1 人").waitFor({ state: "detached" });
  await page().getByRole("row", { name: "曾小满" }).getByRole("button", { name: "办结" }).press("Enter");
  await page().getByLabel("办理结果").fill("已核对，在读");
  await page().getByRole("dialog").getByRole("button", { name: "办结" }).press("Enter");
  await page().getByText("批量交办 2 件，已办结 1 件").waitFor();
  await page().context().clearCookies();
  await enterAs("黄督导");
  await page().goto(href);
  await page().getByText("没有找到这次交办").waitFor();
  assert.deepEqual(complaints(), []);
});

test("the neighbouring township's ledger is empty, and says so whatever the address asks for", async () => {
  await enterAs("黄督导");
  await open("儿童台账");
  await page().getByText("台账里还没有儿童").waitFor();
  for (const query of ["name=xiao", "level=red&sort=due", "awaiting=yes"]) {
    await go(`ledger?${query}`);
    await page().getByText("没有符合条件的儿童").waitFor();
  }
  await go(`ledger?area=${places.east}`);
  await page().getByText("没有找到").first().waitFor();
});

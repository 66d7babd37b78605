import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { keepTraces } from "#capabilities/trace/index.ts";
import { newId } from "#kernel/id.ts";
import { keepingOf } from "../../src/composition.ts";
import { type Cast, enter, places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* Requests, sealing, alerts and reports as people of the county and its auditors meet them on the desk. */

let site: Site;
let people: Cast;
let page: Page;
let complaints: string[];
let children: { readonly 陈小禾: string; readonly 黄小榕: string };

// 401: nobody is signed in yet; 403: a sealed file asks for a reason
const walk = walking(() => site, /40[13]/);
beforeEach(() => {
  page = walk.page();
  complaints = walk.complaints();
});

before(async () => {
  site = await openSite("desk");
  ({ people } = site);
  const posts = [
    { name: "陈县级", kind: "county", area: places.county },
    { name: "吴审计", kind: "audit_admin", area: places.county },
  ] as const;
  const [first = "", second = ""] = await inhabit(site, posts, { 陈小禾: {}, 黄小榕: {} });
  children = { 陈小禾: first, 黄小榕: second };
});
after(() => site?.close());

async function enterAs(name: string, room: string): Promise<void> {
  await page.goto(`${site.base}/desk/`);
  await page.getByLabel("查找演示人员").fill(name);
  await page.getByRole("button", { name }).click();
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: room }).click();
  await page.getByRole("heading", { level: 1, name: room, exact: true }).waitFor();
}

const go = (place: string): Promise<unknown> => page.goto(`${site.base}/desk/#/${place}`);

/** Chooses by keyboard, as the list that opens moves under a pointer. */
async function choose(label: string, option: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  const list = page.locator(".ant-select-dropdown:visible");
  await box.press("ArrowDown");
  await list.waitFor();
  const active = list.locator(".ant-select-item-option-active");
  for (let n = 0; n < 20 && (await active.textContent()) !== option; n += 1) await box.press("ArrowDown");
  assert.equal(await active.textContent(), option);
  await box.press("Enter");
  await list.waitFor({ state: "hidden" });
}

async function act(more: string): Promise<void> {
  const direct = page.getByRole("button", { name: more, exact: true });
  if ((await direct.count()) > 0) return direct.first().click();
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: more }).click();
}

test("a mother's request is taken in, granted, read with her and closed; what was handed over is told by its digest", async () => {
  await enterAs("陈县级", "监护人申请");
  await go(`children/${children.陈小禾}`);
  await page.getByRole("heading", { level: 1, name: "陈小禾的档案" }).waitFor();
  await act("受理监护人申请");
  await page.getByLabel("申请人姓名").fill("陈小禾母");
  await choose("申请事项", "查阅");
  await choose("与儿童的关系", "母亲");
  await choose("查验的证明", "居民身份证和户口簿");
  await page.getByRole("button", { name: "登记申请" }).click();
  await page.getByText("申请已登记").waitFor();

  await go("rights");
  await page.getByRole("table", { name: "监护人申请" }).getByRole("link", { name: "查阅" }).click();
  await page.getByText("应于 2024-07-31 前答复").waitFor();
  await choose("决定", "同意");
  await page.getByLabel("理由").fill("身份核实无误，予以同意");
  await page.getByRole("button", { name: "作出决定" }).click();
  await page.getByRole("heading", { name: "未成年人个人信息摘要" }).waitFor();
  const summary = (await page.locator(".law-summary").textContent()) ?? "";
  assert.match(summary, /依法应当保密的信息/);
  assert.doesNotMatch(summary, /留守|困境/);
  await page.getByRole("button", { name: "已由申请人当面查阅" }).click();
  await page.getByText("当面查阅").waitFor();
  assert.match((await page.locator(".law-handed").textContent()) ?? "", /登记的信息 \d+ 项.*摘要值：[0-9a-f]{64}/);
  assert.deepEqual(complaints, []);
});

test("a closed file is sealed, gone from the list, opened with a reason, and says so", async () => {
  const officer = await enter(people, site.app, "county", places.county);
  await officer.post(`/api/registry/children/${children.黄小榕}/close`, { id: newId(), reason: "moved_away" });
  await enterAs("陈县级", "保存与封存");
  await page.getByText("其他儿童档案").waitFor();
  await go(`children/${children.黄小榕}`);
  await page.getByRole("heading", { level: 1, name: "黄小榕的档案" }).waitFor();
  await act("封存档案");
  await page.getByLabel("原因").fill("迁出已满规定时间");
  await page.locator(".action-drawer").getByRole("button", { name: "封存档案" }).click();
  await page.getByRole("heading", { name: "这份档案已经封存" }).waitFor();

  await go("ledger?closed=yes");
  await page.getByRole("heading", { level: 1, name: "儿童台账" }).waitFor();
  await page
    .getByText(/没有|共 0/)
    .first()
    .waitFor();
  assert.equal(await page.getByText("黄小榕").count(), 0);
  await go("retention?what=sealed");
  await page.getByText("可删除日期 2062-05-01").waitFor();
  await page.getByRole("link", { name: "打开档案" }).click();
  await page.getByRole("heading", { name: "这份档案已经封存" }).waitFor();
  await choose("用途", "信息核对、更正");
  await page.getByLabel("原因").fill("信访件核实");
  await page.getByRole("button", { name: "打开档案" }).click();
  await page.getByText("本次打开已记入档案").waitFor();
  await page.getByRole("heading", { level: 1, name: "黄小榕的档案" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("an auditor reads the traces, answers an alert, and draws the year's report", async () => {
  const guesser = await enter(people, site.app, "supervisor", places.east);
  for (let n = 0; n < 5; n += 1) await guesser.get(`/api/registry/children/${newId()}`);
  const keeping = keepingOf(people.tonghu, people.database.db.owner);
  await keepTraces(
    {
      ...keeping,
      failed: (thrown) => {
        throw thrown;
      },
    },
    60_000,
  )();
  await enterAs("吴审计", "访问记录");
  await page.getByRole("table", { name: "访问记录" }).getByText("不存在或不在工作范围内").first().waitFor();
  await go("alerts");
  await page.getByRole("heading", { name: "反复试探档案编号" }).waitFor();
  await choose("核查结果", "工作需要，访问正当");
  await page.getByLabel("核查情况").fill("核对迁移档案的旧链接");
  await page.getByRole("button", { name: "答复" }).click();
  await page.getByText("没有待答复的提醒").waitFor();
  await go("report");
  await page.getByText("查阅情况（按岗位）").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载表格" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^处理未成年人个人信息年度合规审计报告.*普宁市.*\.xlsx$/);
  await go("report?kind=impact");
  await page.getByText("信息项（按类别）").waitFor();
  assert.deepEqual(complaints, []);
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { newId } from "#kernel/id.ts";
import { type FilledRow, filledSurvey } from "#capabilities/survey/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { leftBehind, places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/*
 * The loop as officers walk it on the desk: the real server, a real database, the pages built from the present source.
 * A supervisor of 流沙东 imports a workbook, visits a child, sees the new colour; the county opens 附件1 behind it.
 */

let site: Site;
let workbook: string;
let context: BrowserContext;
let page: Page;
let base: string;
let complaints: string[];

const village = "玉环居委会";
const row = (name: string, facts: FilledRow["facts"] = {}): FilledRow => ({ village, facts: { ...leftBehind, name, ...facts } }); // prettier-ignore

/** Two good rows and one whose id number fails its check. */
const rows = [
  row("林小满"),
  row("陈小雨", { birthDate: "2015-03-02" }),
  row("黄小错", { idNumber: "990000201405010010" }),
];

const walk = walking(() => site);
beforeEach(() => {
  context = walk.context();
  page = walk.page();
  complaints = walk.complaints();
});

before(async () => {
  site = await openSite("desk");
  ({ base } = site);
  workbook = join(site.folder, "摸排表.xlsx");
  await saveWorkbook(workbook, filledSurvey(rows));
  await inhabit(site, [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "黄督导", kind: "supervisor", area: places.south },
    { name: "陈县级", kind: "county", area: places.county },
  ]);
});
after(() => site?.close());

async function enterAs(name: string): Promise<void> {
  await page.goto(`${base}/desk/`);
  await page.getByLabel("查找演示人员").fill(name);
  await page.getByRole("button", { name }).click();
  await page.getByRole("heading", { name: "今日", exact: true }).waitFor();
}

const open = async (room: string): Promise<void> => {
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: room }).click();
  await page.getByRole("heading", { level: 1, name: room, exact: true }).waitFor();
};

const text = (selector: string): Promise<string> => page.locator(selector).first().innerText();

test("a supervisor imports a workbook, and the bad row comes back marked", async () => {
  await enterAs("林督导");
  await open("导入摸排表");
  await page.locator("input[type=file]").setInputFiles(workbook);
  await page.getByRole("heading", { name: "摸排表.xlsx：已完成" }).waitFor();
  const counts = (await text(".numbers")).replace(/\s+/g, " ");
  assert.match(counts, /3 读取 2 新建档案 0 更新 0 在册未变 1 有误/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载批注后的摸排表" }).click();
  const dialog = page.getByRole("dialog", { name: "下载批注后的摸排表" });
  assert.ok(await dialog.getByRole("radio", { name: "信息核对、更正" }).isChecked());
  await dialog.getByRole("button", { name: "下载批注后的摸排表" }).click();
  assert.equal((await download).suggestedFilename(), "导入结果-摸排表.xlsx");
  await dialog.getByText(/导出编号 20240701-\d{5}-\d{5}，印在每一页上/).waitFor();
  assert.deepEqual(complaints, []);
});

test("a visit with a problem changes the colour at once, and the problem becomes a task", async () => {
  await enterAs("林督导");
  await open("儿童台账");
  await page.locator(".grid tbody tr").nth(1).waitFor(); // the rows come after the page
  assert.equal(await page.locator(".grid tbody tr").count(), 2);
  await page.getByRole("link", { name: "林小满" }).click();
  await page.getByRole("heading", { name: "为什么是低风险（绿色）" }).waitFor();

  await page.getByRole("button", { name: "记录走访" }).click();
  await page.getByLabel("与谁交谈").fill("祖母");
  await page.getByLabel("情况记录").fill("孩子说不想上学");
  await page.getByRole("button", { name: "发现问题，登记一个" }).click();
  await page.locator(".found").getByLabel("问题").first().fill("疑似辍学");
  await page.getByLabel("解决方案").fill("联系学校劝返");
  await page.getByRole("radiogroup", { name: "辍学", exact: true }).getByText("疑似", { exact: true }).click();
  await page.locator(".action-drawer button[type=submit]").click();

  await page.getByRole("heading", { name: "为什么是中高风险（黄色）" }).waitFor();
  assert.match(await text(".grounds"), /疑似\s*辍学儿童\s*普民〔2024〕35号 三2/);
  assert.match(await text(".file-tasks"), /疑似辍学\s*联系学校劝返\s*林督导/);
  assert.match(await text(".timeline"), /入户走访，与祖母交谈，发现问题1个，走访人林督导/);
  assert.deepEqual(complaints, []);
});

test("the same child entered again leads to the file that is there", async () => {
  await enterAs("林督导");
  await open("登记儿童");
  await page.locator(".form-page").getByLabel("证件号码").fill("990000201405010010");
  await page.getByText("末位校验不符").waitFor();
  await page.locator(".form-page").getByLabel("证件号码").fill("");
  await page.getByRole("combobox", { name: "村（社区）" }).click();
  await page
    .getByRole("menuitemcheckbox", { name: village })
    .or(page.locator(".ant-cascader-menu-item", { hasText: village }))
    .first()
    .click();
  await page.locator(".form-page").getByLabel("姓名").first().fill("林小满");
  await page.getByLabel("出生日期", { exact: true }).fill("20140501");
  await page.getByLabel("监护人姓名").fill("测试祖母");
  await page.getByRole("button", { name: "登记并打开档案" }).click();
  await page.getByRole("link", { name: "打开已有档案" }).click();
  await page.getByRole("heading", { name: "林小满的档案" }).waitFor();
});

test("the county opens 附件1 and, behind a figure, its children", async () => {
  await enterAs("陈县级");
  await open("统计报表");
  await page.getByRole("heading", { name: "2024年普宁市农村留守儿童和困境儿童摸排情况数据表" }).waitFor();
  assert.match(await text(".checks summary"), /全部相符/);
  const figure = page.locator("tr", { hasText: "4.（疑似）辍学的儿童数" }).getByRole("link");
  assert.equal(await figure.innerText(), "1");
  await figure.click();
  await page.getByRole("heading", { name: "数字背后的儿童" }).waitFor();
  assert.match(await text(".grid tbody"), /林小满/);
  assert.equal(await page.locator(".grid tbody tr").count(), 1);
  assert.deepEqual(complaints, []);
});

async function openDecision(): Promise<string> {
  await open("儿童台账");
  await page.getByRole("link", { name: "林小满" }).click();
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "评估确认" }).click();
  await page.locator(".action-drawer").getByRole("button", { name: "高风险（红色）", exact: true }).click();
  await page.getByLabel("理由").fill("评估组入户核实");
  await page.getByLabel("参加评估的人").fill("陈一、");
  return page.url().split("/").at(-1) ?? "";
}

test("who decides about a file that has changed meanwhile reads it anew, and loses nothing typed", async () => {
  await enterAs("林督导");
  const childId = await openDecision();
  const facts = { id: newId(), facts: { "guardian.phone": "13800138000" } };
  const changed = await context.request.post(`${base}/api/registry/children/${childId}/facts`, { data: facts });
  assert.equal(changed.status(), 200, await changed.text());
  await page.getByRole("button", { name: "确认等级" }).click();
  await page.getByText("这份档案又有了变化").waitFor();
  await page.getByRole("button", { name: "重新载入" }).click();
  await page.locator(".file-head", { hasText: "138****8000" }).waitFor();
  assert.equal(await page.getByLabel("理由").inputValue(), "评估组入户核实");
  await page.getByRole("button", { name: "确认等级" }).click();
  await page.getByRole("heading", { name: "为什么是高风险（红色）" }).waitFor();
  // a fact that somebody else has put otherwise meanwhile is asked about; what was typed stays, and theirs can be kept
  await page.getByRole("button", { name: "更新信息" }).click();
  const drawer = page.locator(".action-drawer");
  await drawer.getByLabel("姓名", { exact: true }).first().fill("林小满满");
  await context.request.post(`${base}/api/registry/children/${childId}/facts`, {
    data: { id: newId(), facts: { name: "林晓满" } },
  });
  await drawer.getByRole("button", { name: "保存" }).click();
  await drawer.getByRole("button", { name: "重新载入" }).click();
  await drawer.getByText("现在是“林晓满”，您写的是“林小满满”").waitFor();
  await drawer.getByRole("button", { name: "保留现在的" }).click();
  await drawer.getByRole("button", { name: "保存", exact: true, disabled: true }).waitFor();
  await drawer.getByLabel("姓名", { exact: true }).first().fill("林小满");
  await page.keyboard.press("Escape"); // what is typed is not thrown away without a question
  await page.getByRole("button", { name: "继续填写" }).click();
  await drawer.getByRole("button", { name: "保存" }).click();
  await page.getByText("姓名：林小满（原为 林晓满）").waitFor();
  await page.getByRole("button", { name: "哪些信息改变，等级会变" }).click();
  await page.getByText("一次只改一项，按规则推算").waitFor();
  assert.deepEqual(
    complaints.filter((said) => !said.includes("409")),
    [],
  );
});

test("a session that ends is renewed above the form, which then goes out by itself", async () => {
  await enterAs("林督导");
  await openDecision();
  await context.clearCookies();
  await page.getByRole("button", { name: "确认等级" }).click();
  const again = page.getByRole("dialog", { name: "登录已过期" });
  await again.getByRole("button", { name: "林督导" }).click();
  await page.getByText("评估确认已记录").waitFor();
  assert.deepEqual(complaints, []);
});

test("another person who signs in finds neither the form nor the file of the one before", async () => {
  await enterAs("林督导");
  await openDecision();
  await context.clearCookies();
  await page.getByRole("button", { name: "确认等级" }).click();
  await page.getByRole("dialog", { name: "登录已过期" }).getByRole("button", { name: "黄督导" }).click();
  await page.getByText("没有找到这名儿童的档案").waitFor();
  assert.equal(await page.getByLabel("理由").count(), 0);
});

test("a file that is no workbook says so in the list, and a future day is marked as an estimate", async () => {
  await enterAs("林督导");
  await open("导入摸排表");
  const file = { name: "不是表格.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("hello") };
  // the answer may be so late that the import has ended by then, and says so itself
  await page.route("**/api/survey/imports", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const { id } = (await (await route.fetch()).json()) as { id: string };
    const asked = async () => (await context.request.get(`${base}/api/survey/imports/${id}`)).json() as Promise<{ status: string }>; // prettier-ignore
    let ended = await asked();
    while (ended.status === "running") ended = await asked();
    return route.fulfill({ json: ended });
  });
  await page.locator("input[type=file]").setInputFiles(file);
  const listed = page.locator(".grid tbody tr", { hasText: "不是表格.xlsx" });
  await listed.getByText("没有完成").waitFor();
  assert.ok((await listed.locator(".why small").innerText()).length > 10);
  await page.goto(`${base}/desk/#/returns?asOf=2099-01-01`);
  await page.getByText("按现有信息推算。").waitFor();
  assert.match(await text(".printed-notes"), /2099-01-01（按现有信息推算）/);
});

test("for the neighbouring township neither the child nor its file exists", async () => {
  await enterAs("陈县级");
  await open("儿童台账");
  const link = await page.getByRole("link", { name: "林小满" }).getAttribute("href");
  await page.getByRole("button", { name: "退出" }).click();
  await enterAs("黄督导");
  await open("儿童台账");
  await page.getByText("台账里还没有儿童").waitFor();
  const id = link?.split("/").at(-1) ?? "";
  const lines = await context.request.get(`${base}/api/caselist/lines?ids=${id}`);
  assert.deepEqual([id.length, lines.status(), await lines.json()], [36, 200, []]);
  await page.goto(`${base}/desk/${link}`);
  await page.getByText("没有找到这名儿童的档案").waitFor();
});

const rooms = [
  "",
  "ledger",
  "due",
  "tasks",
  "board",
  "register",
  "survey",
  "returns",
  "exports",
  "policy",
  "people",
  "account",
  "ledger?name=查无此人",
  "nowhere",
];

/** What a page must never show: words of the machine, or more than the window is wide. */
async function faultsOfPage(room: string, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 844 });
  await page.goto(`${base}/desk/#/${room}`);
  await page.waitForLoadState("networkidle");
  await page.locator("main h1").waitFor();
  const shown = await page.innerText("body");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const latin = (shown.match(/[A-Za-z_.]{3,}/g) ?? []).filter((word) => !["Excel", "PDF", ".xlsx"].includes(word));
  const nameless = await page.evaluate(
    () =>
      [...document.querySelectorAll("button, a, input:not([type=file])")].filter((one) => {
        const said = one.textContent || one.getAttribute("aria-label") || (one as HTMLInputElement).labels?.length;
        return one.getClientRects().length > 0 && !said;
      }).length,
  );
  return [
    ...latin.map((word) => `says ${word}`),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
    ...(nameless > 0 ? [`${nameless} controls without a name`] : []),
    ...((await page.title()).endsWith("· 童护") ? [] : ["has no title"]),
    ...(shown.includes("演示数据：人员均为虚构") ? [] : ["does not say that its people are invented"]),
  ].map((fault) => `${room || "今日"} at ${width}: ${fault}`);
}

test("every page speaks Chinese, fits its window, names its controls and keeps to the security policy", async () => {
  await enterAs("陈县级");
  const faults: string[] = [];
  for (const width of [1440, 390]) for (const room of rooms) faults.push(...(await faultsOfPage(room, width)));
  assert.deepEqual([...faults, ...complaints], []);
});

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

test("a search leaves the keys with its list, so that the next one begins anew", async () => {
  await enterAs("林督导");
  await open("儿童台账");
  await page().getByRole("checkbox", { name: "选择黄小榕" }).focus(); // a box that is ticked is no text
  for (const name of ["陈小禾", "黄小榕"]) {
    await page().keyboard.press("/");
    await page().keyboard.type(name);
    await page().keyboard.press("Enter");
    await page().getByText("共 1 人").first().waitFor();
    await page().getByRole("link", { name }).waitFor();
  }
  assert.equal(await page().getByRole("searchbox").first().inputValue(), "");
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

interface Stop {
  readonly said: string;
  readonly ringed: boolean;
  readonly shown: boolean;
}

/** What has the focus: what it is called, whether that is to be seen, and whether it lies on the page. */
const present = (): Promise<Stop> =>
  page().evaluate(() => {
    const on = document.activeElement as HTMLElement;
    // a field of the library has its ring around the box that it stands in
    const boxes = [on, on.closest<HTMLElement>(".ant-select, .ant-input-affix-wrapper, .ant-checkbox")].filter((box) => box !== null);
    const ringed = boxes.some((box) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    });
    const { width, height } = on.getBoundingClientRect();
    return { said: `${on.tagName} ${on.getAttribute("aria-label") ?? on.textContent}`.trim(), ringed, shown: width > 0 && height > 0 };
  }); // prettier-ignore

test("Tab goes through the ledger from the way to its text to the last row: each stop is seen, and all that can be pressed is one", async () => {
  await enterAs("林督导");
  await open("儿童台账");
  await page().getByText("共 2 人").first().waitFor();
  await page().getByRole("link", { name: "跳到正文" }).focus(); // the first thing of the page
  const stops: Stop[] = [];
  for (let n = 0; n < 90; n += 1) {
    const stop = await present();
    if (stop.said.startsWith("BODY")) break;
    stops.push(stop);
    await page().keyboard.press("Tab");
  }
  assert.match(stops[0]?.said ?? "", /跳到正文/);
  assert.deepEqual(stops.slice(1).filter(({ shown, ringed }) => !shown || !ringed), []); // prettier-ignore
  const said = stops.map((stop) => stop.said).join("\n");
  for (const name of ["查找儿童", "快捷键", "退出", "我的条件", "列设置", "导出 Excel", "高风险", "类别", "更多条件", "排列", "选择显示的全部", "选择陈小禾", "A 陈小禾", "A 黄小榕"])
    assert.ok(said.includes(name), `${name} is not reached:\n${said}`);
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

test("a task for many and a visit are begun without a mouse: dialogs take the focus, Esc gives it back", async () => {
  await enterAs("林督导");
  await open("儿童台账");
  await page().getByRole("checkbox", { name: "选择黄小榕" }).press("Space");
  const assign = page().getByRole("button", { name: "交办任务" });
  await assign.press("Enter");
  const dialog = page().getByRole("dialog", { name: "向所选 1 人的责任人交办" });
  await dialog.waitFor();
  await page().keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page().waitForFunction(() => document.activeElement?.textContent === "交办任务");
  await page().getByRole("link", { name: "陈小禾" }).press("Enter");
  await heading("陈小禾的档案");
  await page().locator("main h1:focus").waitFor();
  await page().getByRole("button", { name: "记录走访" }).first().press("Enter");
  const drawer = page().getByRole("dialog");
  await drawer.waitFor();
  await page().keyboard.press("Tab"); // the first stop is within it
  await page().waitForFunction(() => document.activeElement?.closest(".ant-drawer [role=dialog]") !== null);
  await page().keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  assert.deepEqual(complaints(), []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* What is typed or chosen and not sent yet: whoever goes away from it is asked first, and nothing beside it throws it away. */

let site: Site;
let childId = "";
const { page, enterAs, go, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  const facts = { "guardian.phone": "13812345678", "school.state": "dropout" };
  const posts = [{ name: "林督导", kind: "supervisor", area: places.east }] as const;
  [childId = ""] = await inhabit(site, posts, { 陈小禾: facts, 陈小苗: facts });
});
after(() => site?.close());

const question = (): Locator => page().getByRole("dialog", { name: "填写的内容还没有保存" });
const drawer = (): Locator => page().locator(".ant-drawer").getByRole("dialog");

test("a form of which only a list was chosen from asks before it is thrown away", async () => {
  await enterAs("林督导");
  await go(`children/${childId}?confer=new`);
  await drawer().getByRole("combobox", { name: "一并商定的儿童" }).press("ArrowDown");
  await page().getByTitle(/^陈小苗/).click();
  await drawer().getByRole("group", { name: "陈小苗", exact: true }).waitFor();
  await page().keyboard.press("Escape"); // the list
  await drawer().getByRole("button", { name: "关闭" }).or(drawer().getByRole("button", { name: "Close" })).first().click();
  await question().getByRole("button", { name: "继续填写" }).click();
  await drawer().getByRole("group", { name: "陈小苗", exact: true }).waitFor();
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

test("the browser's Back asks for what is typed: it stays with it, or goes", async () => {
  await enterAs("林督导");
  await go("ledger");
  await page().getByRole("link", { name: "陈小禾" }).waitFor();
  await go(`children/${childId}?confer=new`);
  const reason = drawer().getByLabel("会商事由");
  await reason.fill("孩子辍学，请共同商定");
  await page().goBack();
  await question().waitFor();
  await page().goBack(); // asked once, however often it is pressed
  assert.equal(await question().count(), 1);
  await question().getByRole("button", { name: "继续填写" }).click();
  await question().waitFor({ state: "detached" });
  assert.equal(await reason.inputValue(), "孩子辍学，请共同商定");
  assert.match(page().url(), new RegExp(`#/children/${childId}`));
  await page().goBack();
  await question().getByRole("button", { name: "不保存，离开" }).click();
  await reason.waitFor({ state: "detached" });
  await page().getByRole("heading", { level: 1, name: "儿童台账" }).waitFor();
  assert.deepEqual(complaints(), []);
});

test("a dialog above the page asks as well, and between its two steps nothing is lost", async () => {
  await enterAs("林督导");
  await go("ledger");
  await page()
    .getByRole("checkbox", { name: /陈小禾/ })
    .check();
  await page().getByRole("button", { name: "交办任务" }).click();
  const order = page().getByRole("dialog", { name: /责任人交办/ });
  await order.getByLabel("要办的事").fill("了解辍学原因");
  await order.getByLabel("时限").fill("2024-07-10");
  await order.getByRole("button", { name: "下一步" }).click();
  await order.getByRole("button", { name: "确认交办" }).waitFor();
  await page().keyboard.press("Escape");
  await question().getByRole("button", { name: "继续填写" }).click();
  await order.getByRole("button", { name: "返回修改" }).click();
  assert.equal(await order.getByLabel("要办的事").inputValue(), "了解辍学原因");
  await page().keyboard.press("Escape");
  await question().getByRole("button", { name: "不保存，离开" }).click();
  await order.waitFor({ state: "detached" });
  assert.deepEqual(complaints(), []);
});

test("a report that is being taken down over the telephone is not left without a question", async () => {
  await enterAs("林督导");
  await go("concerns/new");
  await page().getByLabel("对方怎么说").fill("孩子独自在家三天");
  await page().getByRole("link", { name: "儿童台账" }).first().click();
  await question().getByRole("button", { name: "继续填写" }).click();
  assert.equal(await page().getByLabel("对方怎么说").inputValue(), "孩子独自在家三天");
  assert.deepEqual(complaints(), []);
});

test("minutes that are being typed stay while the meeting is moved and a child is added", async () => {
  await enterAs("林督导");
  await go(`children/${childId}?confer=new`);
  await drawer().getByRole("checkbox", { name: /^教育部门/ }).check();
  await drawer().getByLabel("会商事由").fill("孩子辍学，请共同商定");
  await drawer().getByLabel("会议日期").fill("2024-07-01");
  await drawer().getByLabel("会议时间").fill("15:00");
  await drawer().getByLabel("会议地点").fill("街道会议室");
  await drawer().getByRole("button", { name: "召集会商" }).click();
  await page().getByText("已召集会商").waitFor();
  await go(`conferences/${childId}/1`);
  const minutes = page().getByLabel("会议情况");
  await minutes.fill("各部门介绍了情况，一致同意先安排复学。");
  await page().getByRole("button", { name: "改期" }).click();
  await page().getByLabel("会议日期").fill("2024-07-02");
  await page().getByLabel("改期的理由").fill("场地被占用");
  await page().getByRole("button", { name: "改期" }).click();
  await page().getByText("已改期，各部门要重新回复").waitFor();
  await page().getByLabel("改期的理由").waitFor({ state: "detached" });
  assert.equal(await minutes.inputValue(), "各部门介绍了情况，一致同意先安排复学。");
  await page().getByRole("button", { name: "增加一名儿童" }).click();
  await page().getByRole("combobox", { name: "增加哪名儿童" }).press("ArrowDown");
  await page().getByTitle(/^陈小苗/).click();
  await page().getByRole("group", { name: "陈小苗", exact: true }).getByText("教育部门将看到").waitFor();
  await page().getByRole("button", { name: "增加这名儿童" }).click();
  await page().getByText("共 2 名").waitFor();
  assert.equal(await minutes.inputValue(), "各部门介绍了情况，一致同意先安排复学。");
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

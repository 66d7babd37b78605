import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { places } from "../cast.ts";
import { holdNext } from "./heldCall.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/* A township calls two departments together about a child; they answer, decide, do it, and it is reviewed. */

let site: Site;
let childId = "";
const complaints: string[] = [];

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
    { name: "方公安", kind: "department", area: places.county, department: "police" },
    { name: "吴卫健", kind: "department", area: places.county, department: "health" },
  ] as const;
  [childId = ""] = await inhabit(site, posts, {
    陈小禾: { "guardian.phone": "13812345678", "school.state": "dropout", "risk.maltreatment": "suspected" },
    陈小苗: { "guardian.phone": "13812345678", "school.state": "dropout" },
    陈小麦: { "guardian.phone": "13812345678", "school.state": "dropout" },
    陈小穗: { "guardian.phone": "13812345678", "school.state": "dropout" },
  });
});
after(() => site?.close());

const drawer = (page: Page): Locator => page.getByRole("dialog");
const inbox = (page: Page): Locator => page.locator(".card", { hasText: "个案会商：待办理" });

async function call(township: Page): Promise<void> {
  await township.goto(`${site.base}/desk/#/children/${childId}?confer=new`);
  const form = drawer(township);
  await form.getByRole("checkbox", { name: /^教育部门/ }).check();
  await form.getByRole("checkbox", { name: /^公安机关/ }).check();
  await form.getByText("教育部门将看到").waitFor();
  const schools = form.locator(".referral-preview", { hasText: "教育部门将看到" });
  const shown = (await schools.textContent()) ?? "";
  assert.ok(shown.includes("就学情况") && shown.includes("138****5678") && !shown.includes("虐待"), shown);
  await schools.getByLabel("性别").uncheck();
  await form.getByLabel("会商事由").fill("孩子辍学且疑似受到伤害，请共同商定");
  await form.getByRole("combobox", { name: "一并商定的儿童" }).press("ArrowDown");
  await township.getByTitle(/^陈小苗/).click();
  const sister = form.getByRole("group", { name: "陈小苗", exact: true });
  await sister.getByText("教育部门将看到").waitFor();
  await sister.getByRole("checkbox", { name: /^公安机关/ }).uncheck();
  await form.getByLabel("会议日期").fill("2024-07-06");
  await form.getByLabel("会议时间").fill("15:00");
  await form.getByLabel("会议地点").fill("流沙东街道会议室");
  await form.getByRole("button", { name: "召集会商" }).click();
  await form.getByText("这一天是周末").waitFor();
  await form.getByRole("button", { name: "仍在这一天召开" }).waitFor();
  await form.getByLabel("会议日期").fill("2024-07-01");
  await form.getByRole("button", { name: "召集会商" }).click();
  await township.getByText("已召集会商，商定 2 名儿童").waitFor();
} // prettier-ignore

/** A child is taken for another one while the file of the second is still on its way: what the first brought is not sent for it. */
async function changeOfMind(township: Page): Promise<void> {
  await township.goto(`${site.base}/desk/#/conferences/${childId}/1`);
  await township.getByRole("button", { name: "增加一名儿童" }).click();
  const which = township.getByRole("combobox", { name: "增加哪名儿童" });
  const add = township.getByRole("button", { name: "增加这名儿童" });
  await which.press("ArrowDown");
  await township.getByTitle(/^陈小麦/).click();
  await township.getByRole("group", { name: "陈小麦", exact: true }).getByText("教育部门将看到").waitFor();
  await township.locator("button:enabled", { hasText: "增加这名儿童" }).waitFor();
  const held = await holdNext(township, "**/offer*");
  held.arm();
  await which.press("Backspace");
  await which.press("ArrowDown");
  await township.getByTitle(/^陈小穗/).click();
  await held.left;
  assert.ok(await add.isDisabled(), "what the other child brought was about to be sent for this one");
  await held.end("continue");
  await township.getByRole("group", { name: "陈小穗", exact: true }).getByText("教育部门将看到").waitFor();
  await township.locator("button:enabled", { hasText: "增加这名儿童" }).waitFor();
  await township.getByRole("button", { name: "不增加了" }).click();
} // prettier-ignore

test("called, answered by two departments, minutes, decisions done by a department and as a task, reviewed", async () => {
  const township = await deskOf(site, "林督导", complaints);
  await call(township);
  await changeOfMind(township);

  const schools = await deskOf(site, "郑教育", complaints);
  await inbox(schools).getByText("打开后显示姓名").waitFor();
  await inbox(schools).getByText("同一次会议，2 名儿童").waitFor();
  await inbox(schools).getByRole("button", { name: "办理" }).click();
  await drawer(schools).getByText("13812345678").waitFor();
  await drawer(schools).getByRole("radio", { name: "陈小禾" }).waitFor({ state: "attached" });
  const seen = (await drawer(schools).textContent()) ?? "";
  assert.ok(!seen.includes("虐待") && !seen.includes("公安") && !seen.includes("性别"), seen);
  await drawer(schools).getByLabel("派谁参加").fill("郑教育");
  await drawer(schools).getByRole("button", { name: "回复", exact: true }).click();
  await drawer(schools).getByRole("button", { name: "更改回复" }).waitFor();
  await inbox(schools).getByText(/陈小禾.*陈小苗|陈小苗.*陈小禾/).waitFor();
  await inbox(schools).getByText("参加", { exact: true }).waitFor();

  const police = await deskOf(site, "方公安", complaints);
  await inbox(police).getByRole("button", { name: "办理" }).click();
  await drawer(police).getByText("陈小禾", { exact: true }).first().waitFor();
  await drawer(police).getByLabel("书面意见").fill("建议对监护人出具告诫书");
  await drawer(police).getByRole("button", { name: "提交书面意见" }).click();
  await police.getByText("书面意见已提交").waitFor();

  const health = await deskOf(site, "吴卫健", complaints);
  await health.getByText("没有等本部门办理的转介。").waitFor();
  assert.equal(await health.getByText("个案会商：待办理").count(), 0, "who was not invited sees nothing");

  await township.goto(`${site.base}/desk/#/`);
  await township.getByRole("link", { name: /会期已到，要记纪要\s*2\s*名/ }).click();
  await township.getByText("同一次会议，2 名儿童").waitFor();
  await township.goto(`${site.base}/desk/#/conferences/${childId}/1`);
  await township.getByText("书面意见：建议对监护人出具告诫书").waitFor();
  await township.getByLabel("会议情况").fill("各部门介绍了情况，一致同意先安排复学，再由村里每周探访。");
  const [first, second] = [township.getByRole("group", { name: "决定 1" }), township.getByRole("group", { name: "决定 2" })];
  await first.getByLabel("决定事项").fill("安排复学");
  await first.getByRole("combobox", { name: "落实单位" }).press("ArrowDown");
  await township.getByTitle("教育部门").click();
  await first.getByLabel("落实人").waitFor({ state: "detached" });
  await first.getByLabel("完成日期").fill("2024-07-10");
  await township.getByRole("button", { name: "增加一项决定" }).click();
  await second.getByLabel("决定事项").fill("每周上门探访");
  await second.getByLabel("落实人").fill("村儿童主任");
  await second.getByLabel("完成日期").fill("2024-07-12");
  await township.getByRole("button", { name: "记下纪要" }).click();
  await township.getByText("纪要已记，决定已交给各落实人").waitFor();
  await township.locator("li", { hasText: "陈小苗" }).getByRole("link", { name: "记纪要" }).click();
  await township.getByRole("heading", { level: 1, name: "陈小苗的第 1 号会商" }).waitFor();
  await township.getByRole("button", { name: "只取消这名儿童" }).waitFor({ state: "detached" });
  await township.getByRole("button", { name: "取消会商" }).click();
  await township.getByLabel("取消的理由").fill("会上先定姐姐的事");
  await township.getByRole("button", { name: "取消会商" }).click();
  await township.getByText("已取消，各部门会看到").waitFor();
  await township.locator("li", { hasText: "陈小禾" }).getByRole("link", { name: "查看" }).click();

  await township.getByRole("link", { name: "会商纪要" }).click();
  const sheet = township.locator(".minutes");
  await sheet.getByText("未参加的受邀部门").waitFor();
  await sheet.getByText("公安机关", { exact: true }).waitFor();
  await sheet.getByRole("cell", { name: "安排复学" }).waitFor();

  await schools.reload();
  await inbox(schools).getByText("1 项决定等本部门落实").waitFor();
  await inbox(schools).getByRole("button", { name: "办理" }).click();
  await drawer(schools).getByLabel("落实情况").fill("已返校就读");
  await drawer(schools).getByRole("button", { name: "已落实" }).click();
  await drawer(schools).getByText("决定 1：已落实").waitFor();

  await township.goto(`${site.base}/desk/#/tasks`);
  await township.getByText("每周上门探访").waitFor();
  await township.goto(`${site.base}/desk/#/children/${childId}`);
  await township.getByRole("button", { name: "办结" }).click();
  await township.getByLabel("办理结果").fill("已上门四次");
  await township.getByRole("button", { name: "办结" }).click();
  await township.getByRole("link", { name: "评估" }).click();
  await township.getByLabel("已见效，结束会商").check();
  await township.getByLabel("评估情况").fill("孩子已返校，生活安定");
  await township.getByRole("button", { name: "提交评估" }).click();
  await township.getByText("已评估，会商结束").waitFor();
  await township.getByText("已见效", { exact: true }).waitFor();
  await township.goto(`${site.base}/desk/#/conferences?show=ended`);
  await township.getByRole("link", { name: "陈小禾" }).waitFor();
  assert.deepEqual(complaints, []);
}); // prettier-ignore

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/* A department asks and is granted at once, reads by its key, asks for more, is stopped, and is granted the other by the county. */

let site: Site;
const complaints: string[] = [];

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "何县级", kind: "county", area: places.county },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
  ] as const;
  await inhabit(site, posts, { 陈小禾: { "guardian.phone": "13812345678" } });
});
after(() => site?.close());

const drawer = (page: Page) => page.getByRole("dialog");

async function ask(page: Page, fields: readonly string[]): Promise<void> {
  await page.goto(`${site.base}/desk/#/sharing?show=catalogue`);
  await page.getByRole("button", { name: "申请儿童在校在园核对信息" }).click();
  await drawer(page).getByLabel("用途说明").fill("学籍系统核对在校情况");
  for (const field of fields) await drawer(page).getByLabel(field).check();
  await drawer(page).getByRole("button", { name: "提交申请" }).click();
  await drawer(page).waitFor({ state: "detached" });
  await page.getByRole("table", { name: "申请和授权" }).waitFor();
}

const read = async (key: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${site.base}/api/sharing/data/enrolment`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, text: await answer.text() };
}; // prettier-ignore

test("asked → granted at once → key → read → asked for more → the first is stopped → 403 → granted by the county; the year's statement", async () => {
  const department = await deskOf(site, "郑教育", complaints);
  await ask(department, ["姓名（内部）", "就读学校（内部）"]);
  await department.getByText("使用中", { exact: true }).waitFor();
  await department.getByRole("button", { name: "领取密钥" }).click();
  await drawer(department).getByText("秒审").first().waitFor();
  await drawer(department).getByRole("button", { name: "领取密钥" }).click();
  const shown = drawer(department).getByRole("region", { name: "密钥" });
  await shown.getByText(/curl -H/).waitFor();
  const key = (await shown.locator("code").textContent()) ?? "";
  const given = await read(key);
  assert.equal(given.status, 200, given.text);
  assert.ok(given.text.includes("陈小禾") && !given.text.includes("13812345678") && !given.text.includes("birthDate"));

  await ask(department, ["姓名（内部）", "证件号码（敏感）"]);
  await department.getByText("待审批", { exact: true }).waitFor();
  const county = await deskOf(site, "何县级", complaints);
  await county.goto(`${site.base}/desk/#/sharing`);
  await county.getByRole("button", { name: "审批" }).click();
  await drawer(county).getByText("未满足秒审条件：不含敏感字段").waitFor();
  await drawer(county).getByLabel("审批意见").fill("用途相符，同意");
  await drawer(county).getByRole("button", { name: "同意共享" }).click();
  await drawer(county).getByText("请先停用原授权").waitFor(); // two keys of one item would be twice its calls
  await drawer(county).locator(".ant-drawer-close").click();
  await county.getByRole("button", { name: "不保存，离开" }).click();
  await drawer(county).waitFor({ state: "detached" });

  await county.getByRole("row", { name: /1 次，1 条/ }).getByRole("button", { name: "查看" }).click();
  await drawer(county).getByRole("table", { name: "调用记录" }).getByText("成功").waitFor();
  await drawer(county).getByRole("button", { name: "停用授权" }).click();
  await drawer(county).getByLabel("停用授权的理由").fill("系统改造");
  await drawer(county).getByRole("button", { name: "停用授权" }).click();
  await drawer(county).getByText("已停用", { exact: true }).first().waitFor();
  const stopped = await read(key);
  assert.equal(stopped.status, 403);
  assert.ok(stopped.text.includes("sharing.key_stopped") && !stopped.text.includes("陈小禾"));
  await drawer(county).locator(".ant-drawer-close").click();
  await drawer(county).waitFor({ state: "detached" });

  await county.getByRole("button", { name: "审批" }).click();
  await drawer(county).getByText("未满足秒审条件：不含敏感字段").waitFor();
  await drawer(county).getByLabel("审批意见").fill("用途相符，同意");
  await drawer(county).getByRole("button", { name: "同意共享" }).click();
  await drawer(county).getByText("同意共享").last().waitFor();
  await drawer(county).locator(".ant-drawer-close").click();
  await drawer(county).waitFor({ state: "detached" });

  await county.getByRole("button", { name: "导出年度对账表" }).click();
  await drawer(county).getByRole("button", { name: "导出年度对账表" }).click();
  await drawer(county).getByText(/数据共享年度对账-普宁市-2024/).waitFor();
  assert.deepEqual(complaints, []);
}); // prettier-ignore

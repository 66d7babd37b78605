import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/* A county's list goes to the youth league by the hands of two persons, and help comes back into the child's file. */

let site: Site;
let childId = "";
const complaints: string[] = [];

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "陈拟定", kind: "county", area: places.county },
    { name: "林复核", kind: "county", area: places.county },
    { name: "郑团委", kind: "department", area: places.county, department: "youth_league" },
    { name: "吴妇联", kind: "department", area: places.county, department: "women_federation" },
  ] as const;
  const troubled = { "risk.maltreatment": "suspected" } as const;
  [childId = ""] = await inhabit(site, posts, { 陈小禾: troubled, 李小满: troubled });
});
after(() => site?.close());

const drawer = (page: Page) => page.getByRole("dialog");

test("composed, one left out by a reason, checked by another person, sent, signed for, help in the file", async () => {
  const composer = await deskOf(site, "陈拟定", complaints);
  await composer.goto(`${site.base}/desk/#/bulletins`);
  const due = composer.getByRole("table", { name: "应当发送的名单" });
  await due.getByRole("row").filter({ hasText: "共青团组织" }).getByRole("button", { name: "拟定名单" }).click();
  await composer.getByRole("heading", { level: 1, name: "定期通报：共青团组织" }).waitFor();
  const lines = composer.getByRole("table", { name: "名单上的儿童" });
  await lines.getByRole("row").filter({ hasText: "李小满" }).getByRole("button", { name: "移出" }).click();
  await drawer(composer).getByLabel("理由").fill("正由公安机关侦办，暂不通报");
  await drawer(composer).getByRole("button", { name: "移出名单" }).click();
  await composer.getByText("已移出 1").waitFor();
  await composer.getByRole("button", { name: "提交复核" }).click();
  await composer.getByText("自己拟定的名单不能自己复核").waitFor();
  assert.equal(await composer.getByRole("button", { name: "复核通过并发送" }).count(), 0);

  const checker = await deskOf(site, "林复核", complaints);
  await checker.getByRole("link", { name: /等您复核的名单\s*1\s*份/ }).click();
  await checker.getByRole("link", { name: "定期通报：共青团组织" }).click();
  await checker.getByText("已移出 1").click();
  await checker.getByText("正由公安机关侦办，暂不通报").waitFor();
  await checker.getByRole("button", { name: "复核通过并发送" }).click();
  await checker.getByText("已通报，待签收").waitFor();

  const league = await deskOf(site, "郑团委", complaints);
  await league.getByRole("link", { name: "收到的名单" }).click();
  await league.getByRole("link", { name: "定期通报名单" }).click();
  await league.getByRole("button", { name: "签收名单" }).click();
  await league.getByText("已签收（郑团委）").waitFor();
  const told = league.getByRole("table", { name: "通报的儿童" });
  await told.getByRole("row").filter({ hasText: "陈小禾" }).getByRole("button", { name: "反馈帮扶" }).click();
  assert.equal(await told.getByText("李小满").count(), 0, "who was left out is not told of");
  await drawer(league).getByLabel("帮扶类别").click();
  await league.getByTitle("走访慰问").click();
  await drawer(league).getByLabel("帮扶内容").fill("上门看望，送去文具");
  await drawer(league).getByLabel("帮扶单位或人员").fill("示例志愿服务队");
  await drawer(league).getByRole("button", { name: "提交反馈" }).click();
  await told.getByText("走访慰问：上门看望，送去文具").waitFor();

  const women = await deskOf(site, "吴妇联", complaints);
  await women.goto(`${site.base}/desk/#/received`);
  await women.getByText("还没有收到名单。").waitFor();

  await composer.goto(`${site.base}/desk/#/children/${childId}`);
  const record = composer.locator(".card").filter({ hasText: "通报记录" });
  await record.getByText("普宁市共青团组织").waitFor();
  await record.getByText("走访慰问：上门看望，送去文具").waitFor();
  assert.deepEqual(complaints, []);
}); // prettier-ignore

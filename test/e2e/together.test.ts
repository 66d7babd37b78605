import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/* What people decide about one child together: being recognised, township and county. */

let site: Site;
let childId = "";
const complaints: string[] = [];

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "许县级", kind: "county", area: places.county },
  ] as const;
  [childId = ""] = await inhabit(site, posts, {
    吴小稻: { "father.status": ["lost_contact"], "father.lostContact.since": "2023-06-01", "mother.status": ["dead"] },
  });
});
after(() => site?.close());

const drawer = (page: Page) => page.getByRole("dialog");

test("事实无人抚养: asked and verified by the township, decided by the county, and counted from the month after", async () => {
  const township = await deskOf(site, "林督导", complaints);
  await township.goto(`${site.base}/desk/#/children/${childId}`);
  await township.getByRole("button", { name: "更多" }).click();
  await township.getByRole("menuitem", { name: "申请认定" }).click();
  await drawer(township).getByText("按档案现有信息：符合").waitFor();
  await drawer(township).getByText("认定过程不公示、不张贴").waitFor();
  await drawer(township).getByLabel("监护人", { exact: true }).check();
  await drawer(township).getByLabel("说明").fill("母亲去世，父亲失联，有回执单");
  await drawer(township).getByRole("button", { name: "登记申请" }).click();
  await township.getByRole("button", { name: "查验" }).click();
  await drawer(township).getByLabel("符合条件，报县级确认").check();
  await drawer(township).getByLabel("理由").fill("与公安、民政信息比对一致");
  await drawer(township).getByRole("button", { name: "提交查验结论" }).click();
  await township.getByText("已报县级民政部门").waitFor();

  const county = await deskOf(site, "许县级", complaints);
  await county.getByRole("link", { name: /待县级确认\s*1\s*件/ }).click();
  await county.getByRole("heading", { level: 1, name: "身份认定" }).waitFor();
  await county.getByRole("link", { name: "吴小稻" }).click();
  await county.getByRole("button", { name: "决定" }).click();
  await drawer(county).getByText("当日按档案信息：符合").waitFor();
  await drawer(county).getByLabel("确认认定").check();
  await drawer(county).getByLabel("理由").fill("同意");
  await drawer(county).getByRole("button", { name: "作出决定" }).click();
  await county.getByText("已作出决定").waitFor();
  await county.getByRole("button", { name: "查看" }).click();
  await drawer(county).getByText("自 2024年8月1日起纳入").waitFor();
  assert.deepEqual(complaints, []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { places } from "../cast.ts";
import { fine, seenOn } from "./seen.ts";
import { deskOf } from "./walking.ts";
import { openVillage, type VillageSite } from "./village.ts";

/* A parent declares on the public page; the director confirms on the phone without signal; the file has it. */

let v: VillageSite;
let parent: Page;
before(async () => {
  v = await openVillage(undefined, ["public", "desk"]);
  const { owner } = v.people.database.db;
  await markSynthetic(owner);
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east }, // somebody who reads what the public sends
    { name: "何科长", kind: "county", area: places.county },
  ] as const;
  await addPeople(owner, posts, { demo: true, day: "2024-01-01" });
  const context = await v.browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN" });
  context.setDefaultTimeout(60_000);
  parent = await context.newPage();
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

const digits = async (part: string): Promise<string> =>
  ((await parent.locator(`[data-${part}]`).textContent()) ?? "").replaceAll(" ", "");

async function declare(name: string): Promise<readonly [string, string]> {
  await parent.goto(`${v.base}/public/#/declare`);
  await parent.reload(); // the address is the same after the first one
  await parent.getByRole("heading", { name: "外出务工报备" }).waitFor();
  await parent.getByLabel("您是孩子的").selectOption("mother");
  await parent.getByLabel("您的姓名").fill("田秀");
  await parent.getByLabel("您的电话").fill("13900139000");
  await parent.getByLabel("孩子的姓名").fill(name);
  await parent.getByLabel("乡镇（街道）").selectOption(places.east);
  await parent.getByLabel("村（社区）").selectOption(places.eastVillage);
  await parent.getByLabel("哪天走的").fill("2024-06-20");
  await parent.getByLabel("去哪里").fill("东莞市厚街镇");
  await parent.getByLabel("照看人的姓名").fill("田婆");
  assert.deepEqual(await seenOn(parent), fine);
  assert.equal(await parent.evaluate(() => document.documentElement.scrollWidth), 360);
  await parent.getByRole("button", { name: "提交报备" }).click();
  await parent.locator("[data-receipt]").waitFor();
  return [await digits("number"), await digits("secret")];
}

async function lookUp([number, secret]: readonly [string, string], progress: string): Promise<void> {
  await parent.goto(`${v.base}/public/#/lookup`);
  await parent.reload();
  await parent.getByLabel(/编号/).fill(number);
  await parent.getByLabel(/查询码/).fill(secret);
  await parent.getByRole("button", { name: "查询" }).click();
  await parent.locator(`[data-progress=${progress}]`).waitFor();
}

test("a parent declares, the director finds the child and confirms without signal, and the file says so; another is sent back", async () => {
  const child = await v.child();
  const [one, other] = [await declare(child.name), await declare("别村的孩子")];
  await lookUp(one, "waiting");
  const { context, page } = await v.kept();
  await page().goto(`${v.base}/phone/#/`);
  await page().locator("[data-declared='2']").waitFor();
  await context().setOffline(true);
  await page().locator("[data-declared='2']").click();
  const card = page().locator("[data-declaration]", { hasText: child.name });
  await card.getByText("东莞市厚街镇").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await card.getByRole("button", { name: "属实，找孩子的档案" }).click();
  await card.getByRole("button", { name: new RegExp(`${child.name}.*就是这个孩子`) }).click();
  await card.waitFor({ state: "detached" });
  const strange = page().locator("[data-declaration]", { hasText: "别村的孩子" });
  await strange.getByRole("button", { name: "不属实或者不是本村的，退回" }).click();
  await strange.getByLabel("退回的话，家长看得到").fill("请到孩子住的村报备");
  await page().goto(`${v.base}/phone/#/tasks`);
  await page().getByRole("heading", { name: "没办完的问题" }).waitFor();
  await page().goBack();
  await strange.getByLabel("退回的话，家长看得到").waitFor();
  assert.equal(await strange.getByLabel("退回的话，家长看得到").inputValue(), "请到孩子住的村报备", "kept on leaving");
  await strange.getByRole("button", { name: "退回给家长" }).click();
  await strange.waitFor({ state: "detached" });
  assert.equal(await v.unsentOn(page()), 2);
  await context().setOffline(false);
  await v.sent(page());
  const facts = (await v.entriesOf(child.id)).find(({ kind }) => kind === "registry.facts_recorded")?.body["facts"];
  const said = facts as Readonly<Record<string, unknown>>;
  assert.deepEqual([said["mother.away.since"], said["carer.name"]], ["2024-06-20", "田婆"]);
  await lookUp(one, "confirmed");
  await lookUp(other, "refused");
  await parent.getByText("请到孩子住的村报备").waitFor();
  assert.doesNotMatch(await parent.locator("html").innerText(), /留守|困境/);
});

test("at the desk the telephone is opened for a purpose; one becomes part of the child's file, one is sent back", async () => {
  const child = await v.child();
  const [one, other] = [await declare(child.name), await declare("别村的孩子")];
  const complaints: string[] = [];
  const desk = await deskOf(v, "何科长", complaints);
  await desk.goto(`${v.base}/desk/#/declarations`);
  const card = (name: string) => desk.locator(".card", { hasText: `${name}的母亲` });
  await card(child.name).getByText("139****9000").waitFor();
  await card(child.name).getByRole("button", { name: "按目的显示电话" }).click();
  await desk.getByRole("menuitem", { name: "信息核对、更正" }).click();
  await card(child.name).getByText("13900139000").waitFor();
  await card(child.name).getByRole("button", { name: "属实，找孩子的档案" }).click();
  await card(child.name)
    .getByRole("button", { name: /就是这个孩子/ })
    .click();
  await card(child.name).getByText("的档案现在：").waitFor();
  await card(child.name).getByRole("button", { name: "确认，记入档案" }).click();
  await card(child.name).waitFor({ state: "detached" });
  await card("别村的孩子").getByRole("button", { name: "退回" }).click();
  await card("别村的孩子").getByLabel("给家长的话").fill("请到孩子住的村报备");
  await card("别村的孩子").getByRole("button", { name: "退回" }).last().click();
  await card("别村的孩子").waitFor({ state: "detached" });
  await lookUp(one, "confirmed");
  await lookUp(other, "refused");
  assert.deepEqual(complaints, []);
});

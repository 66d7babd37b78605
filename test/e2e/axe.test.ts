import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { leftBehind, places } from "../cast.ts";
import { conferred, convened } from "../wall/ready.ts";
import { enter, graveOn, narrow, newPage, readThrice, readTwice, setTheme } from "./grave.ts";
import { openSite, type Site } from "./site.ts";

/*
 * Every page read by axe-core (WCAG 2.2 A and AA), light, dark and on a narrow screen: nothing serious, nothing critical
 * (docs/decisions/0034-grave-faults.md). A room is opened once by its address; theme and width change while it is open.
 */

const [childId, besideId, heldId] = [newId(), newId(), newId()];
let site: Site;

before(async () => {
  site = await openSite("desk", "phone", "public");
  const { people } = site;
  const { owner } = people.database.db;
  await markSynthetic(owner);
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "陈县级", kind: "county", area: places.county },
    { name: "吴系统", kind: "system_admin", area: places.county },
    { name: "郑安全", kind: "security_admin", area: places.county },
    { name: "周审计", kind: "audit_admin", area: places.county },
  ] as const;
  await addPeople(owner, posts, { demo: true, day: "2024-01-01" });
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const { journal } = people.tonghu;
  for (const [name, id, facts, conference] of [
    ["陈小禾", childId, { "risk.violence": "suspected" }, undefined],
    ["林小竹", heldId, {}, conferred],
    ["黄小榕", besideId, {}, convened],
  ] as const) {
    await registry.register(world, people.eastDirector, {
      id: newId(), childId: id, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name, "guardian.name": `${name}祖母`, ...facts },
    });
    if (conference) await journal.decide({ actor: people.eastSupervisor, commandId: newId(), content: {} }, id, () => [...conference(places.eastVillage, { name })]);
  }
}); // prettier-ignore
after(() => site?.close());

/** Reads every room that this person has and nobody before had. */
async function readRooms(page: Page, seen: Set<string>): Promise<string[]> {
  const rooms = await page
    .locator("nav.rooms a")
    .evaluateAll((links) => links.map((link) => ({ href: link.getAttribute("href") ?? "", title: link.textContent.trim() })));
  const grave: string[] = [];
  for (const { href, title } of rooms.filter((room) => !seen.has(room.href))) {
    seen.add(href);
    await page.goto(`${site.base}/desk/${href}`);
    await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    grave.push(...(await readThrice(page, title)));
  }
  return grave;
} // prettier-ignore

test("no room of the desk has a grave fault", async () => {
  const seen = new Set<string>();
  const grave: string[] = [];
  for (const name of ["陈县级", "林督导", "吴系统", "郑安全", "周审计"]) {
    const page = await newPage(site);
    await enter(site, page, name);
    grave.push(...(await readRooms(page, seen)));
    await page.context().close();
  }
  assert.ok(seen.size >= 19, `rooms seen: ${[...seen].join(" ")}`);
  assert.deepEqual(grave, []);
});

test("neither has the way in, a file, or what is opened over it", async () => {
  const page = await newPage(site);
  await page.goto(`${site.base}/desk/`);
  await page.getByLabel("查找演示人员").waitFor();
  const grave = await readThrice(page, "进入");
  await enter(site, page, "林督导");
  await page.goto(`${site.base}/desk/#/children/${childId}`);
  await page.getByRole("heading", { level: 1, name: "陈小禾的档案" }).waitFor();
  grave.push(...(await readThrice(page, "档案")));
  await page.getByRole("button", { name: "记录走访" }).first().click();
  await page.locator(".ant-drawer form").first().waitFor();
  grave.push(...(await readThrice(page, "表单")));
  assert.deepEqual(grave, []);
  await page.context().close();
});

/** Dialogues, drawers and menus by the page they stand on, the button that opens them, and what is chosen in a menu. */
const opened: readonly (readonly [place: string, button: string | RegExp, item?: string])[] = [
  ["", "登记介入"],
  [`children/${childId}`, "更新信息"],
  [`children/${childId}`, "更多"],
  [`children/${childId}`, "更多", "转介部门"],
  [`children/${childId}`, "更多", "召集会商"],
  [`children/${childId}`, "更多", "申请认定"],
  ["ledger", "列设置"],
  ["ledger", "导出 Excel"],
  ["board", "大屏"],
  ["people", /^办理：/],
];
const over = ".ant-modal:visible, .ant-drawer-section:visible, .ant-dropdown:visible, .ant-popover:visible";

test("neither has what opens over a page, nor a wall", async () => {
  const page = await newPage(site);
  await enter(site, page, "陈县级");
  const grave: string[] = [];
  for (const [place, button, item] of opened) {
    await page.goto("about:blank"); // nothing stays open from before
    await page.goto(`${site.base}/desk/#/${place}`);
    await page.getByRole("main").getByRole("button", { name: button }).first().click();
    if (item !== undefined) {
      await page.getByRole("menuitem", { name: item }).click();
      await page.locator(".ant-drawer form").first().waitFor();
    }
    await page.locator(over).first().waitFor();
    grave.push(...(await readTwice(page, `${place} ${String(button)} ${item ?? ""}`)));
  }
  for (const [id, acts] of [
    [heldId, ["更正纪要", "重新交办", "不再落实"]],
    [besideId, ["已经提前开过，记纪要", "改期", "取消会商", "增加邀请部门", "增加一名儿童"]],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(`${site.base}/desk/#/conferences/${id}/1`);
    const form = page.getByRole("main").locator("form");
    for (const act of acts) {
      const shut = await form.count();
      await page.getByRole("button", { name: act, exact: true }).click();
      await form.nth(shut).waitFor();
    }
    grave.push(...(await readTwice(page, `会商 ${acts.join(" ")}`)));
  }
  await page.goto(`${site.base}/desk/#/board`);
  await page.reload();
  await page.getByRole("button", { name: "大屏" }).click();
  await page.getByLabel("大屏位置").fill("大厅");
  await page.getByRole("button", { name: "打开大屏并退出登录" }).click();
  await page.locator(".wall-canvas canvas").waitFor();
  grave.push(...(await graveOn(page)));
  assert.deepEqual(grave, []);
  await page.context().close();
});

test("neither have the public page and the phone's first screen", async () => {
  const page = await newPage(site);
  await page.setViewportSize(narrow);
  for (const place of ["public", "phone"]) {
    await page.goto(`${site.base}/${place}/`);
    await page.locator("h1").first().waitFor();
    assert.deepEqual(await graveOn(page), [], place);
  }
  await page.context().close();
});

test("a fault that is planted is found", async () => {
  const page = await newPage(site);
  await page.goto(`${site.base}/desk/`);
  await page.getByLabel("查找演示人员").waitFor();
  await setTheme(page, "dark");
  await page.addStyleTag({ content: ".entrance h1 { color: #333 }" });
  await page.evaluate(() => document.querySelector("main")?.append(document.createElement("input")));
  const rules = (await graveOn(page)).map((line) => line.split(":")[0]);
  assert.deepEqual(new Set(rules), new Set(["color-contrast", "label"]));
  assert.deepEqual(new Set((await graveOn(page, "colours")).map((line) => line.split(":")[0])), new Set(["color-contrast"]));
  await page.context().close();
}); // prettier-ignore

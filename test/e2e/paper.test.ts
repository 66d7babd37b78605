import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { enter, places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* What the browser itself prints of the desk: the form that is handed in is one sheet, and lists have no column for buttons. */

let site: Site;
const { page, enterAs, go, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  const posts = [{ name: "陈县级", kind: "county", area: places.county }] as const;
  await inhabit(site, posts, { 陈小禾: { "risk.violence": "suspected" }, 黄小榕: {} });
});
after(() => site?.close());

/** Sheets of the PDF that the browser makes of the page. */
const sheets = async (): Promise<number> =>
  (await page().pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const text of ["normal", "largest"])
  test(`附件1 is one sheet of paper, whatever the size of text is on the screen: ${text}`, async () => {
    await enterAs("陈县级");
    await page().evaluate((size) => localStorage.setItem("tonghu.text", size), text);
    await go("returns");
    await page().reload();
    await page().locator(".printed .sum").last().waitFor();
    assert.equal(await sheets(), 1);
    assert.deepEqual(complaints(), []);
  });

test("on paper a list has neither buttons nor the heading above them", async () => {
  await enterAs("陈县级");
  await go("returns/due");
  const heading = page().getByRole("columnheader", { name: "办理" });
  await heading.waitFor();
  await page().emulateMedia({ media: "print" });
  await heading.waitFor({ state: "detached" });
  assert.equal(await page().locator("main .grid td.act").first().isVisible(), false);
  assert.deepEqual(complaints(), []);
});

test("no page has a button on paper, and the tree of areas is whole there", async () => {
  await enterAs("陈县级");
  for (const [place, title] of [
    ["", "今日"],
    ["account", "我的账号"],
    ["areas", "行政区划"],
  ] as const) {
    await page().emulateMedia({ media: "screen" });
    await go(place);
    await page().getByRole("heading", { level: 1, name: title }).waitFor();
    const buttons = page().locator("main .ant-btn:not(.ant-btn-link):visible");
    await buttons.first().waitFor();
    await page().emulateMedia({ media: "print" });
    assert.equal(await buttons.count(), 0, title);
  }
  await page().setViewportSize({ width: 690, height: 1000 }); // what a sheet of A4 leaves between its margins
  const cut = await page()
    .locator(".area-tree")
    .evaluate((tree) => tree.scrollHeight - tree.clientHeight);
  assert.ok(cut <= 1, `${cut} pixels of the tree lie outside the sheet`);
});

test("a return that stands beside an earlier day's prints as the form alone: neither the two columns nor what is said of them", async () => {
  await enterAs("陈县级");
  await go("returns?asOf=2024-07-01&with=2024-06-30");
  const note = page().getByText("对照的两列不在打印和下载的报表中");
  await note.waitFor();
  const cells = page().locator(".printed tr.sum").last().locator("td.count:visible");
  assert.equal(await cells.count(), 3);
  await page().emulateMedia({ media: "print" });
  assert.equal(await cells.count(), 1);
  assert.equal(await page().locator(".printed th:visible").filter({ hasText: /增减|2024/ }).count(), 0);
  assert.equal(await note.isVisible(), false);
  assert.equal(await sheets(), 1);
  assert.deepEqual(complaints(), []);
}); // prettier-ignore

test("登记儿童 prints no empty boxes: it says where the file and the blank form are", async () => {
  await enterAs("陈县级");
  await go("register");
  await page().getByRole("main").getByRole("textbox", { name: /^姓名/ }).first().fill("陈小禾");
  await page().emulateMedia({ media: "print" });
  assert.equal(await page().locator("main :is(input, textarea, .card):visible").count(), 0);
  assert.match(await page().locator("main").innerText(), /还没有登记，没有可以打印的内容/);
  assert.deepEqual(complaints(), []);
});

test("强制报告 on 今日 is black on white on paper, whether or not it was received", async () => {
  const { app, people } = site;
  const county = await enter(people, app, "county", places.county);
  const body = { id: newId(), situation: "", name: "", note: "身上有伤" };
  const { status } = await county.post("/api/concern/reports", body);
  assert.ok(status < 300, `${status}`);
  await enterAs("陈县级");
  const alarm = page().locator(".concern-alarm");
  await alarm.waitFor();
  await page().emulateMedia({ media: "print" });
  const look = await alarm.evaluate((one) => {
    const { color, backgroundColor } = getComputedStyle(one);
    return { color, backgroundColor };
  });
  assert.deepEqual(look, { color: "rgb(0, 0, 0)", backgroundColor: "rgba(0, 0, 0, 0)" });
  assert.deepEqual(complaints(), []);
});

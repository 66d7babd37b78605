import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf, walking } from "./walking.ts";

/* Where one is, is an address: drawers are opened by links, Back shuts them, and leads to the row by which a list was left. */

let site: Site;
let ids: readonly string[] = [];
const { page, enterAs, go, complaints } = walking(() => site);

const MANY = 120;
const names = Array.from({ length: MANY }, (_, n) => `林小${String.fromCodePoint(0x4e00 + n * 7)}`);

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "许县级", kind: "county", area: places.county },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
  ] as const;
  ids = await inhabit(site, posts, Object.fromEntries(names.map((name) => [name, { "school.state": "dropout" }])));
});
after(() => site?.close());

const drawer = () => page().locator(".ant-drawer").getByRole("dialog");

test("Back leads to the row by which the ledger was left, on its third page, with the keyboard on it", async () => {
  await enterAs("林督导");
  await go("ledger");
  for (const shown of [50, 100]) {
    await page().getByText(`已显示 ${shown} 人`).waitFor();
    await page().getByRole("button", { name: "更多", exact: true }).last().click();
  }
  const rows = page().locator("table.grid tbody tr");
  await rows.nth(MANY - 1).waitFor();
  const link = rows.nth(110).getByRole("link").first();
  const name = (await link.textContent()) ?? "";
  await link.click();
  await page()
    .getByRole("heading", { level: 1, name: `${name}的档案` })
    .waitFor();
  await page().goBack();
  await page().locator("table.grid tbody a:focus", { hasText: name }).waitFor();
  const seen = await page().evaluate(() => {
    const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: 0 };
    return top >= 0 && bottom <= innerHeight;
  });
  assert.ok(seen, "the row is out of sight");
  assert.deepEqual(complaints(), []);
});

test("a referral's drawer has an address: a link opens it, Back shuts it, and nobody elsewhere is shown it", async () => {
  await enterAs("林督导");
  await go(`children/${ids[0]}?refer=new`);
  await drawer().getByRole("radio", { name: "疑似辍学" }).check();
  await drawer().getByLabel("请部门办理什么").fill("请核实辍学情况");
  await drawer().getByRole("button", { name: "发送转介" }).click();
  await page().getByText("已转介教育部门").waitFor();
  await go("referrals");
  await page().getByRole("button", { name: "查看" }).first().click();
  await drawer().getByText("请核实辍学情况").waitFor();
  const { hash } = new URL(page().url());
  assert.equal(hash, `#/referrals?at=${ids[0]}.1`);
  await page().goBack();
  await drawer().waitFor({ state: "detached" });
  assert.ok(page().url().endsWith("#/referrals"));
  await go(hash.slice(2));
  await drawer().getByText("请核实辍学情况").waitFor();
  await page().reload();
  await drawer().getByText("请核实辍学情况").waitFor();
  await page().locator(".ant-drawer-close").click();
  await drawer().waitFor({ state: "detached" });
  assert.ok(page().url().endsWith("#/referrals"));

  const schools = await deskOf(site, "郑教育", []);
  await schools.goto(`${site.base}/desk/#/inbox?at=${ids[0]}.1`);
  await schools.getByRole("dialog").getByText("请核实辍学情况").waitFor();
  await schools.goto(`${site.base}/desk/#/inbox?at=${ids[1]}.1`);
  await schools.getByRole("dialog").getByText("没有找到", { exact: true }).waitFor();
  assert.deepEqual(complaints(), []);
});

test("a person of the list is opened by a link, wherever in the list", async () => {
  await enterAs("许县级");
  await go("people");
  await page().getByRole("button", { name: "办理：林督导" }).click();
  await drawer().getByText("林督导").first().waitFor();
  const { hash } = new URL(page().url());
  await page().goBack();
  await drawer().waitFor({ state: "detached" });
  await go(`people?q=${encodeURIComponent("郑教育")}&${hash.split("?")[1]}`);
  await drawer().getByText("林督导").first().waitFor();
  assert.deepEqual(complaints(), []);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { compare, initial } from "#capabilities/anomaly/decide.ts";
import { sendReferral } from "#capabilities/referral/decide.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { places } from "../cast.ts";
import { enter, newPage, readTwice } from "./grave.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";

/* Every form that opens over a child's file or beside a list, read by axe-core in light and dark. */

let site: Site;
let childId = "";

const present = { today: "2024-06-28", name: "某人", limit: () => ({ due: "2024-07-05", remindOn: "2024-07-04", climbsOn: "2024-07-09", assumed: [] }) }; // prettier-ignore
const sending = {
  route: "dropout", title: "疑似辍学", clause: "条款", department: "education", urgent: false, to: places.county,
  terms: { receive: 2, answer: 10, check: 5, remind: 1, climb: 2, clause: "本地设定" }, note: "请劝返", number: "1", facts: {},
} as const; // prettier-ignore
const differing = {
  comparison: "school", title: "在校学生名单", department: "education", finding: "differs", clause: "条款", listDay: "2024-06-25", row: 1,
  probability: 0.99, words: "姓名、出生日期相同", facts: { "school.state": "junior" }, day: "2024-06-28", due: "2024-07-28",
} as const; // prettier-ignore

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "陈县级", kind: "county", area: places.county },
    { name: "吴系统", kind: "system_admin", area: places.county },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
  ] as const;
  [childId = ""] = await inhabit(site, posts, { 陈小禾: { "risk.violence": "suspected", "school.state": "dropout" } });
  const actor: Actor = { personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage) }; // prettier-ignore
  const list = newId();
  for (const drafts of [
    compare(initial, "school", [{ ...differing, list }], { day: "2024-06-28", list }).drafts,
    sendReferral({}, sending, undefined, present),
  ])
    await site.people.tonghu.journal.decide({ actor, commandId: newId(), content: {} }, childId, () => [...drafts]);
});
after(() => site?.close());

const over = ".ant-modal:visible, .ant-drawer-section:visible";

/** A page of nothing else, with what its address or a button opens over it. */
async function readOver(page: Page, place: string, press?: () => Promise<void>): Promise<string[]> {
  await page.goto("about:blank"); // nothing stays open from before
  await page.goto(`${site.base}/desk/#/${place}`);
  await press?.();
  await page.locator(over).first().waitFor();
  return readTwice(page, place);
}

test("no form over a child's file has a grave fault", async () => {
  const seen = new Set<string>();
  const grave: string[] = [];
  for (const name of ["林督导", "陈县级"]) {
    const page = await newPage(site);
    await enter(site, page, name);
    await page.goto(`${site.base}/desk/#/children/${childId}`);
    const more = page.getByRole("main").getByRole("button", { name: "更多" });
    await more.click();
    const items = await page.getByRole("menuitem").allTextContents();
    await page.keyboard.press("Escape");
    for (const item of items.filter((one) => !seen.has(one))) {
      seen.add(item);
      await more.click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
      await page.locator(over).first().waitFor();
      grave.push(...(await readTwice(page, item)));
      await page.keyboard.press("Escape");
      await page.locator(over).first().waitFor({ state: "hidden" });
    }
    await page.context().close();
  }
  assert.ok(seen.size >= 10, [...seen].join(" "));
  assert.deepEqual(grave, []);
});

const pressed = (page: Page, button: string | RegExp) => () =>
  page.getByRole("main").getByRole("button", { name: button }).first().click();

test("neither has what opens beside a list", async () => {
  const grave: string[] = [];
  const county = await newPage(site);
  await enter(site, county, "陈县级");
  for (const place of [`referrals?at=${childId}.1`, `anomalies?at=${childId}.1`])
    grave.push(...(await readOver(county, place)));
  for (const [place, button] of [
    ["people", "添加人员"],
    ["returns", /^登记报送|^已报送/],
  ] as const)
    grave.push(...(await readOver(county, place, pressed(county, button))));
  await county.context().close();
  const schools = await newPage(site);
  await enter(site, schools, "郑教育");
  grave.push(...(await readOver(schools, `inbox?at=${childId}.1`)));
  grave.push(...(await readOver(schools, "sharing?show=catalogue", pressed(schools, /^申请/))));
  await schools.context().close();
  assert.deepEqual(grave, []);
});

test("neither has a form that is a page", async () => {
  const page = await newPage(site);
  await enter(site, page, "林督导");
  const grave: string[] = [];
  for (const place of ["register", "concerns/new", "notices/new", "training/new"]) {
    await page.goto("about:blank");
    await page.goto(`${site.base}/desk/#/${place}`);
    await page.getByRole("main").locator("form, input").first().waitFor();
    grave.push(...(await readTwice(page, place)));
  }
  assert.deepEqual(grave, []);
  await page.context().close();
});

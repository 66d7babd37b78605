import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* A policy pack read as a document beside its rules, its examples, and a change rehearsed; the real server on a real database behind it. */

let site: Site;
const walk = walking(() => site);
before(async () => {
  site = await openSite("desk");
  await inhabit(site, [{ name: "陈县级", kind: "county", area: places.county }], {
    陈小禾: { "school.state": "dropout" },
    黄小榕: {},
  });
});
after(() => site?.close());

test("a clause beside its rule, a term opened where it stands, an address that leads to an item, a word sought, the examples", async () => {
  const page = walk.page();
  await walk.enterAs("陈县级");
  await walk.open("现行政策");
  await page.getByRole("heading", { level: 2, name: /^普宁市农村留守儿童和困境儿童/ }).waitFor();
  await page.getByRole("button", { name: "看规则（6项）：三1" }).press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "at-levels.red");
  await page.locator("[id='at-levels.red'][data-marked]").waitFor();
  await page.getByRole("button", { name: "粤民发〔2024〕32号 四(二)", exact: true }).first().click();
  await page.waitForFunction(() => document.activeElement?.id === "text-guangdong-四(二)");
  await page.locator("[id='text-guangdong-四(二)']").getByText("异常数据反馈给所属民政部门核查处置").waitFor();
  // a rule that two places of a document have made leads to both
  const second = page.getByRole("button", { name: /^又见/ }).first();
  const clause = ((await second.textContent()) ?? "").slice("又见".length);
  await second.press("Enter");
  await page.waitForFunction((id) => document.activeElement?.id.endsWith(`-${id}`), clause);
  assert.match((await page.evaluate(() => document.activeElement?.id)) ?? "", /^text-/);
  await walk.go("policy/puning/categories.left_behind");
  const item = page.locator("[id='at-categories.left_behind']");
  await item.getByText("户籍性质为“农村”").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "at-categories.left_behind");
  await item.locator("summary", { hasText: "父母外出务工的两种情形之一" }).press("Enter");
  await item.locator("summary", { hasText: "父母双方外出务工" }).first().waitFor();

  await item.getByRole("link", { name: "代替广东省的规定" }).click();
  await page.getByText("国家文件没有月数和地域").first().waitFor();

  await walk.go("policy/puning");
  await page.getByLabel("在政策中查找").fill("临时监护");
  await page.getByText(/^找到\d+项$/).waitFor();
  await page.locator("[id='at-grounds.red.harm']").waitFor({ state: "detached" });
  await page.locator("[id='at-categories.at_risk.state_guardianship']").waitFor();

  await page.getByRole("link", { name: "例子与答案" }).click();
  await page.getByText("系统的答案与应有的答案全部一致").waitFor();
  await page.getByText("不一致 0").click();
  await page.getByText("没有不一致的例子。").waitFor();

  await walk.go("policy/nowhere");
  await page.getByText("没有编号为“nowhere”的政策").waitFor();
  assert.deepEqual(walk.complaints().filter((text) => !text.includes("404")), []);
}); // prettier-ignore

const level = "- id: yellow.dropout\n    level: ";

test("a changed pack: its faults by line; then whom it would move, still there after a reload, and thrown away", async () => {
  const page = walk.page();
  const pack = await readFile(join(defaultFolder, "puning/pack.yaml"), "utf8");
  const send = (text: string) =>
    page.getByLabel("政策包文件").setInputFiles({ name: "pack.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) });
  await walk.enterAs("陈县级");
  await walk.go("policy/puning/rehearsal");
  await page.getByRole("heading", { name: "试算改动" }).waitFor();
  await send(pack.replace("use: under_sixteen", "use: under_sixty"));
  await page.getByText(/^第\d+行：$/).waitFor();
  await page.getByText("没有名为“under_sixty”的条件（define）").waitFor();
  await send(pack.replace(`${level}yellow`, `${level}red`));
  await page.getByText("共2名儿童，1名会有变化").waitFor();
  await page.getByRole("link", { name: "陈小禾" }).waitFor();
  await page.reload();
  const row = page.locator("table[aria-label=会有变化的儿童] tbody tr", { hasText: "陈小禾" });
  await row.getByText("高风险（红色）", { exact: true }).waitFor();
  await page.getByRole("button", { name: "清除" }).click();
  await row.waitFor({ state: "detached" });
  assert.deepEqual(walk.complaints(), []);
}); // prettier-ignore

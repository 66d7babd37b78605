import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { codeAt, PASSWORD, person, wait } from "../accounts.ts";
import { type Cast, leftBehind, places } from "../cast.ts";
import { desktop, openSite, type Site } from "./site.ts";

/* Taking a file along on the desk, as real people do it: with a password and a second factor of their own. */

let site: Site;
let people: Cast;
let base: string;

before(async () => {
  site = await openSite("desk");
  ({ people, base } = site);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const facts = { ...leftBehind, name: "林小满" };
  await registry.register(world, people.eastDirector, { id: newId(), childId: newId(), area: places.eastVillage, source: "registration", facts }); // prettier-ignore
  await person(people, "county", "county", places.county);
  await person(people, "east", "supervisor", places.east);
});
after(() => site?.close());

interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
}

async function seat(login: string): Promise<Seat> {
  const context = await site.browser.newContext(desktop);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const answer = await context.request.post(`${base}/api/account/sign-in`, { data: { login, password: PASSWORD } });
  assert.equal(answer.status(), 200, await answer.text());
  return { context, page, complaints };
}

async function enrolled({ context }: Seat): Promise<string> {
  const { secret } = (await (await context.request.post(`${base}/api/account/second-factor`)).json()) as { secret: string }; // prettier-ignore
  const code = codeAt(secret, people.clock.now());
  const done = await context.request.post(`${base}/api/account/second-factor/confirm`, { data: { code } });
  assert.equal(done.status(), 200, await done.text());
  return secret;
}

test("the code is asked for in the middle, and the file comes by itself; a copy is found again by itself", async () => {
  const officer = await seat("county");
  const secret = await enrolled(officer);
  const { page } = officer;
  await page.goto(`${base}/desk/#/returns?asOf=2024-07-01`);
  await page.getByRole("heading", { name: /摸排情况数据表/ }).waitFor();
  wait(people, 16 * 60);
  await page.getByRole("button", { name: "下载花名册" }).click();
  const dialog = page.getByRole("dialog", { name: "下载花名册" });
  assert.ok(await dialog.getByRole("button", { name: "下载花名册" }).isDisabled(), "no purpose is chosen for anybody");
  await dialog.getByRole("radio", { name: "档案抽查、检查" }).check();
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "下载花名册" }).click();
  const asked = page.getByRole("dialog", { name: "请再验证一次动态口令" });
  await asked.getByLabel("动态口令").fill("000000");
  await asked.getByRole("button", { name: "验证" }).click();
  await asked.getByText("动态口令不正确").waitFor();
  wait(people, 60);
  await asked.getByLabel("动态口令").fill(codeAt(secret, people.clock.now()));
  await asked.getByRole("button", { name: "验证" }).click();
  const path = await (await coming).path();
  const { rows } = await people.database.db.owner.query("select sha256, purpose, children from export_ledger");
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  assert.deepEqual(rows, [{ sha256, purpose: "inspection", children: 1 }]);

  await dialog.getByRole("link", { name: "导出记录" }).click();
  await page.getByRole("heading", { level: 1, name: "导出记录" }).waitFor();
  await page.locator("input[type=file]").setInputFiles(path);
  await page
    .getByRole("table", { name: "查到的导出" })
    .getByText("普宁市农村留守儿童和困境儿童排查表-2024-07-01.xlsx")
    .waitFor();
  const again = page.waitForEvent("download");
  await page.getByRole("table", { name: "带出的文件" }).getByRole("button", { name: "下载" }).click();
  assert.equal((await again).suggestedFilename(), "普宁市农村留守儿童和困境儿童排查表-2024-07-01.xlsx");
  await page.getByText(/下载 2 次/).waitFor();

  await longOne(page, dialog);
  assert.deepEqual(officer.complaints, []);
});

/** One that takes its time says how far it is, also after a reload, and is stopped on the server. */
async function longOne(page: Page, dialog: Locator): Promise<void> {
  const { owner } = people.database.db;
  await page.goto(`${base}/desk/#/returns?asOf=2024-07-01`);
  const asked = Promise.withResolvers<string>();
  await page.route("**/api/returns/**", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    return asked.resolve((route.request().postDataJSON() as { id: string }).id); // held: the server is long at it
  });
  await page.getByRole("button", { name: "下载花名册" }).click();
  await dialog.getByRole("radio", { name: "档案抽查、检查" }).check();
  await dialog.getByRole("button", { name: "下载花名册" }).click();
  const id = await asked.promise;
  await owner.query(
    `insert into export_making (id, area, person_id, person, post, kind, name, purpose, state, done, total, begun_at, touched_at)
     select $1, area, person_id, person, post, kind, '长表.xlsx', purpose, 'running', 40, 100, $2, $2 from export_ledger limit 1`,
    [id, people.clock.now().toISOString()],
  );
  await dialog.getByText("已写 40 行，共 100 行").waitFor();
  await page.reload();
  const strip = page.getByRole("region", { name: "正在生成的文件" });
  await strip.getByText("已写 40 行，共 100 行").waitFor();
  await page.goto(`${base}/desk/#/exports`);
  const table = page.getByRole("table", { name: "正在生成和没有生成的" });
  await table.getByText("长表.xlsx").waitFor();
  await strip.getByRole("button", { name: "停止" }).click();
  await strip.getByText("正在停止").waitFor();
  // the page says so when it is pressed, the server keeps it a moment later
  const stateNow = async (): Promise<unknown> =>
    (await owner.query<{ state: string }>("select state from export_making where id = $1", [id])).rows[0]?.state;
  for (let turns = 0; turns < 50 && (await stateNow()) !== "stopping"; turns += 1) await page.waitForTimeout(200);
  assert.equal(await stateNow(), "stopping");
  await owner.query("update export_making set state = 'stopped', ended_at = touched_at where id = $1", [id]);
  for (const place of [strip, table]) await place.getByText("已停止，没有生成文件").waitFor();
  await strip.getByRole("button", { name: "关闭" }).click();
  await strip.waitFor({ state: "detached" });
}

test("who gives up at the code takes nothing along; who has no second factor is told where to set one up", async () => {
  const officer = await seat("east");
  const { page } = officer;
  await page.goto(`${base}/desk/#/returns?asOf=2024-07-01`);
  await page.getByRole("button", { name: "打印", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "打印" });
  await dialog.getByText("您还没有绑定").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "打印" }).isDisabled());
  await enrolled(officer);
  wait(people, 16 * 60);
  await page.reload();
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await dialog.getByRole("button", { name: "打印" }).click();
  await page.getByRole("dialog", { name: "请再验证一次动态口令" }).getByRole("button", { name: "关闭" }).click();
  await dialog.getByText("需要在 15 分钟内验证过动态口令").waitFor();
  const { rowCount } = await people.database.db.owner.query("select 1 from export_ledger where post = 'supervisor'");
  assert.equal(rowCount, 0);
  assert.deepEqual(officer.complaints, []);
});
